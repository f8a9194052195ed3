"""รายงานรายได้ภาษี in the toolbox: numbers, layer, workbook, pages (see revenue_case)."""

from __future__ import annotations

import openpyxl
import pikepdf
import pytest

from taxmap_plugin.processing.reportrevenue import ReportRevenue
from tests.editing import land_case, revenue_case
from tests.editing.collect_case import office
from tests.exchange.register_case import empty_workspace

from .change_case import run

DAY = "15/9/2569"


@pytest.fixture
def ws(tmp_path):
    return revenue_case.town(tmp_path)


def sheets(path):
    book = openpyxl.load_workbook(path)
    return {name: [[cell.value for cell in row] for row in book[name]] for name in book.sheetnames}


def test_the_numbers_and_the_layer_and_nothing_is_written(qgis_app, ws):
    """The year taxed p1 (exempt) and p2: 4.5 million at 0.3 %: 13,500 baht, due on 30 April."""
    before = land_case.everything(ws)
    results, rows, log = run(ReportRevenue, ws, DAY=DAY)
    assert land_case.everything(ws) == before
    assert (results["ASSESSED"], results["ARREARS"], results["PAID"]) == (13_500, 13_500, 0)
    assert (results["GAPS"], results["LOW"]) == (8, 18_607.2)
    assert "ไม่มีราคาประเมิน: 1 รายการ ปีละ 9,000.00 ถึง 13,500.00 บาท" in log
    of = {row["parcel_code"]: row for row in rows}
    assert len(of) == 6 and of["01A005"]["standing"] == "price_missing"
    assert (of["01A005"]["low"], of["01A005"]["high"]) == (9_000, 13_500)
    assert of["01A005"]["standing_name"] == "ไม่มีราคาประเมิน"
    assert "ไม่มีราคาประเมิน" in of["01A005"]["why"]
    assert (of["01A001"]["standing"], of["01A002"]["tax"]) == ("taxed", 13_500)


def test_the_workbook_has_every_row_with_its_range_and_the_assumptions(qgis_app, ws, tmp_path):
    path = tmp_path / "รายได้.xlsx"
    run(ReportRevenue, ws, DAY=DAY, XLSX=str(path))
    book = sheets(path)
    price = dict(zip(*book["ไม่มีราคาประเมิน"]))
    assert (price["รหัส"], price["ต่ำสุด"], price["สูงสุด"]) == ("01A005", 9_000, 13_500)
    assert "10,000.00 ถึง 15,000.00 บาทต่อ ตร.ว." in price["ที่มาของประมาณการ"]
    assert len(book["ทะเบียนไม่มีแปลง"]) == 1 + 3
    total = next(row for row in book["สรุป"] if row[0] == "รวม")
    assert (total[1], total[5], total[7]) == (8, 18_607.2, 0)
    assert any("ข้อเลือกของโปรแกรม" in str(row) for row in book["ข้อสมมติของประมาณการ"])
    assert "***" not in str(book) and "•" not in str(book)


def test_the_standing_by_class_zone_block_and_year(qgis_app, tmp_path):
    path = tmp_path / "ยอด.xlsx"
    results, _, _ = run(ReportRevenue, office(tmp_path), DAY=DAY, XLSX=str(path))
    assert (results["ASSESSED"], results["PAID"], results["BILLED"]) == (16_000, 7_000, 1_000)
    book = sheets(path)
    classes = {row[0]: row[1:] for row in book["ปีภาษี 2569 ตามประเภท"]}
    assert classes["รวม"] == [4, 16_000, 1_000, 7_000, 9_000, 0]
    assert classes["ป้าย"][1] == 1_000
    assert [row[0] for row in book["ตามปีภาษี"]][1:] == [2569, 2569, 2568, "รวม"]
    assert {"ปีภาษี 2569 ตามเขต", "ปีภาษี 2569 ตามเขตย่อย"} <= set(book)


@pytest.mark.parametrize(
    "make", [revenue_case.town, lambda path: empty_workspace(path / "ว่าง.gpkg")]
)
def test_the_pages(qgis_app, tmp_path, make):
    path = tmp_path / "รายได้.pdf"
    results, _, _ = run(ReportRevenue, make(tmp_path), DAY=DAY, PDF=str(path))
    assert results["PDF"] == str(path)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) >= 2


def test_another_year(qgis_app, ws):
    results, _, log = run(ReportRevenue, ws, DAY=DAY, YEAR=2570)
    assert results["ASSESSED"] == 0 and "ยังไม่ได้ประเมินภาษีปี 2570" in log
