"""The rows of forms in a spreadsheet: money that can be added up, texts that stay texts."""

from __future__ import annotations

import openpyxl

from taxmap_plugin.core.form_definition import form_definition
from taxmap_plugin.core.form_document import FormDocument
from taxmap_plugin.exchange.form_workbook import write_form_workbook

PAYER = {"payer": "นางสาวสมมุติ ทดลอง", "owner_key": "0001", "tax": 1_350_050}


def sheets(form, documents, tmp_path):
    path = tmp_path / "แบบ.xlsx"
    write_form_workbook(form_definition(form), documents, path)
    book = openpyxl.load_workbook(path)
    return {
        name: [[cell.value for cell in row] for row in book[name].iter_rows()]
        for name in book.sheetnames
    }


def test_a_sheet_for_each_table_with_the_payer_beside_each_row(tmp_path):
    land = [{"no": 1, "deed_no": "0632", "wah": 5}, {"no": 2, "deed_no": "7"}]
    document = FormDocument("x", PAYER, {"land": land, "buildings": []}, "หมู่ที่ 1", "o1")
    found = sheets("pds3", [document], tmp_path)
    assert list(found) == ["1 ที่ดิน", "2 สิ่งปลูกสร้าง"]
    heads, *rows = found["1 ที่ดิน"]
    assert heads[:4] == ["หมู่/เขตย่อย", "รหัสชื่อ", "ผู้เสียภาษี", "ที่"]
    assert "จำนวนเนื้อที่ดิน ตร.ว." in heads
    row = dict(zip(heads, rows[0]))
    assert (row["รหัสชื่อ"], row["เลขที่เอกสารสิทธิ์"]) == ("0001", "0632")
    assert len(rows) == 2 and found["2 สิ่งปลูกสร้าง"] == [found["2 สิ่งปลูกสร้าง"][0]]


def test_money_is_baht_to_be_added_up(tmp_path):
    items = [{"no": 1, "tax": 1_350_050}, {"no": None, "tax": -50}]
    found = sheets("pds7", [FormDocument("x", PAYER, {"items": items})], tmp_path)
    heads, *rows = next(iter(found.values()))
    taxes = [row[heads.index("จำนวนภาษีที่ต้องชำระ (บาท)")] for row in rows]
    assert taxes == [13_500.50, -0.50]


def test_a_letter_is_a_row(tmp_path):
    values = {**PAYER, "lands": 2, "due_date": "2026-06-30", "tax_words": "หนึ่งบาท"}
    found = sheets("pds6", [FormDocument("x", values, {}, "หมู่ที่ 1")], tmp_path)
    heads, row = found["ภ.ด.ส. 6"]
    told = dict(zip(heads, row))
    assert told["ภาษี (บาท)"] == 13_500.50 and told["ที่ดิน"] == 2
    assert told["กำหนดชำระ"] == "30 มิ.ย. 2569" and "ที่อยู่" not in told


def test_what_no_document_says_has_no_column(tmp_path):
    letters = [{"no": 1, "receiver": "นายตัวอย่าง", "postal_code": "09990"}]
    found = sheets("posting", [FormDocument("x", {}, {"letters": letters})], tmp_path)
    heads, row = next(iter(found.values()))
    assert heads[:2] == ["ที่", "ผู้รับ"] and "09990" in row
