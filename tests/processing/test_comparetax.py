"""เปรียบเทียบการประเมินสองชุด in the toolbox: years, the last run, the frozen copy."""

from __future__ import annotations

import openpyxl
import pytest
from qgis.core import QgsProcessingException

from taxmap_plugin.processing.assesstax import AssessTax
from taxmap_plugin.processing.comparetax import CompareTax
from taxmap_plugin.processing.freezeregister import FreezeRegister
from tests.editing import land_case
from tests.editing.tax_case import town

from .change_case import run

_OTHER_YEAR, _LAST_RUN, _FROZEN = range(3)


@pytest.fixture
def ws(tmp_path):
    return town(tmp_path)


def dearer(ws):
    """The price of p2 rises from 15,000 to 20,000: 13,500 → 18,000 baht."""
    with ws.transaction("correct") as tx:
        price = tx.rows("land_price", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]
        tx.update_rows("land_price", [{"uuid": price, "price_per_wah": 2_000_000}])


def test_what_another_run_would_change(qgis_app, ws, tmp_path):
    with pytest.raises(QgsProcessingException):
        run(CompareTax, ws, WITH=_LAST_RUN)
    run(AssessTax, ws)
    dearer(ws)
    before = land_case.everything(ws)
    path = tmp_path / "เทียบ.xlsx"
    results, rows, log = run(CompareTax, ws, WITH=_LAST_RUN, XLSX=str(path))
    assert land_case.everything(ws) == before
    assert (results["SAME"], results["DIFFERENT"]) == (3, 1)
    assert (results["TAX_BEFORE"], results["TAX_AFTER"]) == (13_500, 18_000)
    assert "+4,500.00" in log
    (row,) = rows
    assert (row["parcel_code"], row["state_name"], row["difference"]) == (
        "01A002",
        "ภาษีเปลี่ยน",
        4_500,
    )
    assert row["why"] == "ราคาต่อ ตร.ว. 15,000.00 → 20,000.00 บาท"
    book = openpyxl.load_workbook(path)
    summary, parcels, lines = (
        [[cell.value for cell in row] for row in book[name]] for name in book.sheetnames
    )
    assert ["ภาษีเปลี่ยน", 1, 13_500, 18_000, 4_500] in [row[:5] for row in summary]
    assert len(parcels) == 1 + 4 and parcels[1][0] == "01A002"
    assert {row[0] for row in lines[1:]} == {"01A002"}
    assert (lines[1][4], lines[1][9]) == (15_000, 20_000)
    assert book[book.sheetnames[2]].cell(2, 5).fill.fgColor.rgb.endswith("F6D5CF")


def test_two_years(qgis_app, ws):
    """2568 has no uses of its own, nor any before: all four parcels are new in 2569."""
    results, rows, log = run(CompareTax, ws)
    assert (results["NEW"], results["TAX_BEFORE"]) == (4, 0) and "2568" in log
    assert {row["state_name"] for row in rows} == {"ใหม่"}
    results, _, _ = run(CompareTax, ws, YEAR=2569, OTHER_YEAR=2570)
    assert results["SAME"] == 4
    with pytest.raises(QgsProcessingException):
        run(CompareTax, ws, OTHER_YEAR=2569)


def test_the_frozen_copy(qgis_app, ws):
    with pytest.raises(QgsProcessingException) as none:
        run(CompareTax, ws, WITH=_FROZEN)
    assert "ตรึงข้อมูล" in str(none.value)
    run(FreezeRegister, ws)
    dearer(ws)
    results, _, log = run(CompareTax, ws, WITH=_FROZEN)
    assert results["DIFFERENT"] == 1 and "สำเนาตรึงข้อมูล" in log


def test_the_workbook_of_an_assessment_tells_what_changed_since_the_last_run(
    qgis_app, ws, tmp_path
):
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    run(AssessTax, ws, XLSX=str(first))
    assert "เปลี่ยนจากครั้งก่อน" not in openpyxl.load_workbook(first).sheetnames
    dearer(ws)
    run(AssessTax, ws, XLSX=str(second))
    sheet = openpyxl.load_workbook(second)["เปลี่ยนจากครั้งก่อน"]
    rows = [[cell.value for cell in row] for row in sheet]
    assert len(rows) == 2 and rows[1][0] == "01A002" and "20,000.00" in rows[1][-1]
