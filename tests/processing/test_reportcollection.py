"""รายงานการจัดเก็บภาษี in the toolbox: numbers, workbook, pages, names (see collect_case)."""

from __future__ import annotations

import openpyxl
import pikepdf
import pytest

from taxmap_plugin.processing.reportcollection import ReportCollection
from tests.editing import land_case
from tests.editing.collect_case import office
from tests.exchange.register_case import empty_workspace

from .change_case import run


@pytest.fixture
def ws(tmp_path):
    return office(tmp_path)


def texts(path):
    book = openpyxl.load_workbook(path)
    return {name: [[cell.value for cell in row] for row in book[name]] for name in book.sheetnames}


def test_the_numbers_to_a_day_and_nothing_is_written(qgis_app, ws):
    before = land_case.everything(ws)
    results, _, log = run(ReportCollection, ws, DAY="15/9/2569")
    assert (results["PAYERS"], results["DEBTORS"], results["IGNORED"]) == (5, 2, 5)
    assert (results["BALANCE"], results["RECEIVED"]) == (11_670, 9_740)
    assert "11,670.00" in log and "2569" in log and "ไม่มีวันที่ชำระ" in log
    assert land_case.everything(ws) == before


def test_the_workbook(qgis_app, ws, tmp_path):
    path = tmp_path / "จัดเก็บ.xlsx"
    run(ReportCollection, ws, DAY="15/9/2569", XLSX=str(path))
    book = texts(path)
    months = book["รับชำระรายเดือน ปีงบประมาณ 2569"]
    assert [row[0] for row in months[1:3]] == ["ต.ค. 2568", "พ.ย. 2568"]
    assert months[-1][0] == "รวม" and months[-1][8] == 9_740
    debtors = book["ผู้ค้างชำระ"]
    assert [row[9] for row in debtors[1:]] == [7_150, 4_520]
    assert [row[1] for row in debtors[1:]] == ["02A001", "01A001 02A001"]
    assert debtors[1][0] == "สมม***" and "ตัวอย่าง" not in str(book)
    lines = [row for row in book["ที่มาของยอด"] if row[0] == debtors[1][0] and row[7] == 40]
    assert lines[0][8] == 2_000 and "มาตรา 69" in lines[0][9]
    assert any("ตัดอะไรก่อน" in str(row) for row in book["สรุป"])
    why = {row[0]: row[5] for row in book["รายการที่ไม่อยู่ในยอด"]}
    assert why["ชำระเกิน"] == 200 and why["ประเมินแล้วไม่มีผู้เสียภาษี"] == 100
    assert any("เบี้ยปรับ" in str(row) or "15 ก.ค." in str(row) for row in book["สรุป"])


def test_names_only_where_they_are_asked_for(qgis_app, ws, tmp_path):
    path = tmp_path / "ชื่อ.xlsx"
    run(ReportCollection, ws, DAY="15/9/2569", XLSX=str(path), NAMES=True)
    assert texts(path)["ผู้ค้างชำระ"][1][0] == "สมมุติ ตัวอย่าง"


def test_the_year_and_the_extended_time(qgis_app, ws, tmp_path):
    results, _, _ = run(ReportCollection, ws, DAY="15/9/2569", YEAR=2568)
    assert results["RECEIVED"] == 600
    path = tmp_path / "ขยาย.xlsx"
    run(ReportCollection, ws, DAY="15/9/2569", EXTENDED="30/9/2569", XLSX=str(path))
    assert texts(path)["ผู้ค้างชำระ"][2][8] == 60


@pytest.mark.parametrize("make", [office, lambda path: empty_workspace(path / "ว่าง.gpkg")])
def test_the_pages(qgis_app, tmp_path, make):
    path = tmp_path / "จัดเก็บ.pdf"
    results, _, _ = run(ReportCollection, make(tmp_path), DAY="15/9/2569", PDF=str(path))
    assert results["PDF"] == str(path)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) >= 2
