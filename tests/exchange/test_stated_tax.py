"""Taxes as LTAX or a sheet states them, brought in as they come from an office.

The parcels are 01A001 to 01A006 of ``land_case`` (p1 … p6); p1 has deed no. 101.
"""

from __future__ import annotations

import openpyxl
import pytest

from taxmap_plugin.core.message import Message, render
from taxmap_plugin.exchange.register_import import import_register
from taxmap_plugin.exchange.register_workbook import read_register
from tests.editing.tax_case import town

HEADER = ("ที่", "รหัสแปลงที่ดิน", "เลขที่โฉนด", "ผู้เสียภาษี", "ลักษณะการทำประโยชน์",
          "รวมราคาประเมินที่ดินและสิ่งปลูกสร้าง (บาท)", "หักมูลค่าฐานภาษีที่ได้รับยกเว้น", "คงเหลือ",
          "ภาษีที่ต้องชำระ")  # fmt: skip
DIRTY = (
    (1, "01A001", None, "นายสมมุติ ทดลอง", "ที่อยู่อาศัย", "4,500,000.00", "4,500,000.00", "฿-", "-"),
    (2, "๐๑A๐๐๒", None, None, "อื่นๆ", "๔,๕๐๐,๐๐๐", 0, "4500000", "13,500.50 บาท"),
    (3, "01A003 ", None, None, "ประกอบเกษตรกรรม", 4500000.0, 4500000.0, 0, None),
    (4, None, "deed", None, "ทิ้งไว้ว่างเปล่า", "1,234.50", None, None, "3.70"),
    (5, "99Z999", None, None, "อื่น ๆ", 100, 0, 100, "0.30"),
    (6, "01A002", None, None, "อื่นๆ", 1000, 0, 1000, 3),
    (7, "01A003 ", None, None, "ประกอบเกษตรกรรม", 4500000.0, 4500000.0, 0, None),
    (8, "01A004", None, None, "โรงงาน", "ไม่ทราบ", None, None, "12.345"),
    (None, "รวม", None, None, None, "13,500,000", None, None, "13,507.50"),
    (None, None, None, None, "ยอดรวมทั้งสิ้น", "13,500,000", None, None, "13,507.50"),
)  # fmt: skip


@pytest.fixture
def ws(tmp_path):
    made = town(tmp_path)
    with made.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p5", "deed_no": "0505"}])
    return made


def workbook(tmp_path, rows=DIRTY, header=HEADER, name="LTAX 2569.xlsx"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "ภ.ด.ส.7"
    sheet.append(header)
    for row in rows:
        sheet.append(["0505" if cell == "deed" else cell for cell in row])
    book.save(tmp_path / name)
    return tmp_path / name


def bring_in(ws, path, year=2569):
    register = read_register(path)
    assert [sheet.table for sheet in register.sheets] == ["stated_tax"]
    return import_register(ws, register, year).sheet("stated_tax")


def stated(ws):
    names = ["parcel_uuid", "tax_class", "base_value", "exempt_value", "taxable_value", "tax"]
    return [tuple(row.values()) for row in ws.rows("stated_tax", names)]


def test_the_figures_enter_in_satang_with_their_parcel_and_class(ws, tmp_path):
    report = bring_in(ws, workbook(tmp_path))
    assert report.adds_up
    assert stated(ws) == [
        ("p1", None, 450_000_000, 450_000_000, None, None),
        ("p2", "other", 450_000_000, 0, 450_000_000, 13_500_50),
        ("p3", "agri", 450_000_000, 450_000_000, 0, None),
        ("p5", "vacant", 123_450, None, None, 3_70),
        (None, "other", 100_00, 0, 100_00, 30),
        ("p2", "other", 1_000_00, 0, 1_000_00, 3_00),
        ("p4", None, None, None, None, None),
    ]
    assert {row["tax_year"] for row in ws.rows("stated_tax", ["tax_year"])} == {2569}
    assert {row["tax_kind"] for row in ws.rows("stated_tax", ["tax_kind"])} == {"land_building"}


def test_a_class_that_leaves_the_main_home_open_is_not_guessed(ws, tmp_path):
    bring_in(ws, workbook(tmp_path))
    home = ws.rows("stated_tax", ["tax_class", "note"], "parcel_uuid = 'p1'")[0]
    assert home == {"tax_class": None, "note": "ที่อยู่อาศัย"}


def test_totals_and_doubles_are_set_aside_and_told(ws, tmp_path):
    report = bring_in(ws, workbook(tmp_path))
    assert (report.rows, report.inserted, report.set_aside) == (10, 7, 3)
    reasons = [
        render(Message.from_json(row["reason"]), "th")
        for row in ws.read("import_row", ["reason"], "fate = 'set_aside'").to_dict("records")
    ]
    assert sum("ยอดรวม" in reason for reason in reasons) == 1
    assert sum("แถวรวม" in reason for reason in reasons) == 1
    assert sum("ซ้ำกับแถวที่" in reason for reason in reasons) == 1


def test_what_finds_no_parcel_and_what_cannot_be_read_is_a_finding(ws, tmp_path):
    bring_in(ws, workbook(tmp_path))
    found = ws.read("finding", ["check_id", "subject_code", "message"])
    told = {(row["check_id"], row["subject_code"]) for row in found.to_dict("records")}
    assert ("register_import.no_parcel", "99Z999") in told
    assert ("money.unreadable", "01A004") in told and ("money.finer_than_satang", "01A004") in told
    assert ("layer_values.unfit", "01A004") in told, "โรงงาน is no class of tax"


def test_the_same_file_again_changes_nothing_and_a_corrected_one_is_read_anew(ws, tmp_path):
    bring_in(ws, workbook(tmp_path))
    before = stated(ws)
    again = bring_in(ws, workbook(tmp_path))
    assert (again.inserted, again.updated) == (0, 0) and stated(ws) == before
    corrected = [(*row[:-1], "13,600") if row[0] == 2 else row for row in DIRTY]
    report = bring_in(ws, workbook(tmp_path, corrected))
    assert (report.inserted, report.updated) == (0, 1)
    assert stated(ws)[1][-1] == 13_600_00


def test_another_year_stands_beside_it(ws, tmp_path):
    bring_in(ws, workbook(tmp_path))
    bring_in(ws, workbook(tmp_path, name="LTAX 2570.xlsx"), 2570)
    assert ws.count("stated_tax", "tax_year = 2569") == ws.count("stated_tax", "tax_year = 2570")


def test_a_payer_of_the_register_is_known_by_name(ws, tmp_path):
    with ws.transaction("correct") as tx:
        tx.insert_rows(
            "owner_private", [{"owner_uuid": "o1", "first_name": "สมมุติ", "last_name": "ทดลอง"}]
        )
    bring_in(ws, workbook(tmp_path))
    owners = {row["owner_uuid"] for row in ws.rows("stated_tax", ["owner_uuid"])}
    assert owners == {"o1", None}
