"""รายการทรัพย์สินพิเศษ in the toolbox: p2 is a temple's, p3 has a ส.ป.ก.4-01."""

from __future__ import annotations

import openpyxl
import pytest

from taxmap_plugin.editing.special_property import answer, find_special, rule
from taxmap_plugin.processing.assesstax import AssessTax
from taxmap_plugin.processing.listspecial import ListSpecial
from tests.editing import land_case
from tests.editing.tax_case import YEAR, town

from .change_case import run


@pytest.fixture
def ws(tmp_path):
    made = town(tmp_path)
    with made.transaction("correct") as tx:
        tx.insert_rows("owner", [{"uuid": "ว", "display_name": "วัดลับสมมุติ", "person_type": "7"}])
        held = [row["uuid"] for row in tx.rows("ownership", ["uuid"], "parcel_uuid = 'p2'")]
        tx.delete("ownership", held)
        tx.insert_rows("ownership", [{"owner_uuid": "ว", "parcel_uuid": "p2"}])
        tx.update_rows("parcel", [{"uuid": "p3", "document_type": "6"}])
    return made


def test_proposals_are_listed_with_their_questions_and_nothing_is_written(qgis_app, ws, tmp_path):
    before = land_case.everything(ws)
    path = tmp_path / "พิเศษ.xlsx"
    results, rows, log = run(ListSpecial, ws, XLSX=str(path))
    assert land_case.everything(ws) == before
    assert (results["PROPOSED"], results["OPEN"]) == (2, 0) and "เสนอให้ตรวจ 2" in log
    told = [(row["parcel"], row["kind"], row["state_name"]) for row in rows]
    assert told == [
        ("01A002", "วัดและศาสนสถาน", "เสนอให้ตรวจ"),
        ("01A003", "ที่ดิน ส.ป.ก.", "เสนอให้ตรวจ"),
    ]
    assert rows[0]["questions"] == "ที่ดินหรือสิ่งปลูกสร้างนี้ใช้ทำอะไร"
    book = openpyxl.load_workbook(path)
    text = " ".join(str(cell.value) for sheet in book for line in sheet for cell in line)
    assert "มาตรา 8" in text and "วัดลับสมมุติ" not in text and "special" not in text
    assert "=" not in text


def test_entered_answered_and_ruled(qgis_app, ws):
    results, _, log = run(ListSpecial, ws, ENTER=True)
    assert (results["PROPOSED"], results["OPEN"]) == (0, 2) and "2 รายการ" in log
    assert find_special(ws, YEAR) == []
    temple, farm = (
        ws.rows("special_property", ["uuid"], f"kind = '{kind}'")[0]["uuid"]
        for kind in ("temple", "land_reform")
    )
    answer(ws, temple, {"use": "worship"})
    rule(ws, farm, "taxed", "มท 1/2569")
    results, rows, _ = run(ListSpecial, ws)
    assert (results["OUTSIDE"], results["TAXED"]) == (1, 1)
    assert "ศาสนสมบัติที่ใช้ประกอบศาสนกิจ" in rows[0]["why"] and rows[0]["questions"] == ""


def test_the_workbook_of_an_assessment_tells_of_it(qgis_app, ws, tmp_path):
    """The land of the temple is worth 4.5 million and was a bill of 13,500 baht."""
    path = tmp_path / "ภาษี.xlsx"
    results, _, log = run(AssessTax, ws, KEEP=False, XLSX=str(path))
    assert results["TAX"] == 0 and "ทรัพย์สินพิเศษ 1 รายการ มูลค่า 4,500,000.00" in log
    book = openpyxl.load_workbook(path)
    rows = [[cell.value for cell in row] for name in book.sheetnames[-2:] for row in book[name]]
    (told,) = [row for row in rows if "ยังไม่ได้ตรวจว่าเป็นทรัพย์สินพิเศษ" in str(row[1])]
    assert (told[0], told[2]) == ("01A002", 4_500_000)
    summary = [[cell.value for cell in row] for row in book[book.sheetnames[0]]]
    assert any("ยังไม่ได้ตรวจว่าเป็นทรัพย์สินพิเศษ" in str(row[0]) for row in summary)
