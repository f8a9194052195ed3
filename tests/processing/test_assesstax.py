"""ประเมินภาษี in the toolbox: the log, the numbers, the workbook, and what is written."""

from __future__ import annotations

import openpyxl
import pytest

from taxmap_plugin.processing.assesstax import AssessTax
from tests.editing import land_case
from tests.editing.test_assess import town

from .change_case import run


@pytest.fixture
def ws(tmp_path):
    return town(tmp_path)


def test_the_numbers_of_the_year_of_the_workspace(qgis_app, ws):
    """p2, a shop of 4.5 million: × 0.3 %; p1, p3, p4 exempt; p5, p6, a unit, a sign left out."""
    results, _, log = run(AssessTax, ws)
    assert (results["PAYERS"], results["ITEMS"], results["TAX"]) == (2, 4, 13_500)
    assert (results["NEW"], results["CHANGED"], results["SAME"], results["GONE"]) == (4, 0, 0, 0)
    assert results["LEFT_OUT"] == 4 and "2569" in log and "13,500.00" in log
    results, _, _ = run(AssessTax, ws)
    assert (results["NEW"], results["SAME"]) == (0, 4)


def test_another_year_and_nothing_kept(qgis_app, ws):
    """In 2566 15 % off: 11,475; the uses are of 2569, so there are none before."""
    before = land_case.everything(ws)
    results, _, log = run(AssessTax, ws, YEAR=2570, KEEP=False)
    assert results["TAX"] == 13_500 and "ปีก่อนหน้า" in log
    assert land_case.everything(ws) == before
    results, _, _ = run(AssessTax, ws, YEAR=2566, KEEP=False)
    assert results["ITEMS"] == 0


def test_the_workbook_says_how_each_number_came_about(qgis_app, ws, tmp_path):
    path = tmp_path / "ภาษี 2569.xlsx"
    run(AssessTax, ws, XLSX=str(path), KEEP=False)
    book = openpyxl.load_workbook(path)
    summary, bills, items, _, lines, left_out, _ = (
        [[cell.value for cell in row] for row in book[name]] for name in book.sheetnames
    )
    assert "2569" in summary[0][0]
    other = next(row for row in summary if row[0] == "อื่น ๆ")
    assert other[1:6] == [1, 4_500_000, 0, 4_500_000, 13_500]
    assert [row[2] for row in bills[1:]] == [13_500, 0]
    assert [row[1] for row in items[1:]] == ["01A001", "01A002", "01A003", "01A004"]
    step = next(row for row in lines if row[0] == "01A002" and row[5] is not None)
    assert step[4:7] == [4_500_000, 0.3, 13_500]
    assert {"01A005", "01A006"} <= {row[0] for row in left_out[1:]}
    assert any("ยังไม่ได้ตรวจ" in str(row) for row in summary), "what nobody confirmed is told"
