"""ตรวจทานภาษีกับ LTAX in the toolbox: numbers, log, layer, workbook, and the exit status."""

from __future__ import annotations

import openpyxl
import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

from taxmap_plugin.exchange.tax_check_workbook import state_titles
from taxmap_plugin.exchange.tax_difference_layer import style_differences
from taxmap_plugin.processing.checktax import CheckTax
from tests.editing import land_case
from tests.editing.tax_case import town
from tests.editing.test_check_tax import agreeing, state

from .change_case import run


@pytest.fixture
def ws(tmp_path):
    """LTAX has half the tax of p2 (13,500), none of p4, and a parcel that nobody knows."""
    made = town(tmp_path)
    unknown = {"source_parcel_code": "99Z999", "tax": 5_000}
    state(made, *agreeing(tax=6_750_00)[:3], unknown)
    return made


def test_numbers_log_and_layer(qgis_app, ws):
    before = land_case.everything(ws)
    results, rows, log = run(CheckTax, ws)
    counts = {name: results[name] for name in ("SAME", "DIFFERENT", "ONLY_HERE", "ONLY_THERE")}
    assert counts == {"SAME": 2, "DIFFERENT": 1, "ONLY_HERE": 1, "ONLY_THERE": 1}
    assert (results["TAX_HERE"], results["TAX_THERE"]) == (13_500, 6_800)
    assert "13,500.00" in log and "6,800.00" in log and "2569" in log
    told = {row["parcel_code"]: row for row in rows}
    assert set(told) == {"01A002", "99Z999", "01A004"}, "what is the same is not in the layer"
    shop = told["01A002"]
    assert (shop["tax_one"], shop["tax_other"], shop["difference"]) == (13_500, 6_750, -6_750)
    assert shop["state_name"] == "ภาษีต่างกัน" and "ลดภาษีร้อยละ 50" in shop["why"]
    assert land_case.everything(ws) == before


def test_the_workbook_has_both_sides_and_our_derivation(qgis_app, ws, tmp_path):
    path = tmp_path / "ตรวจทาน 2569.xlsx"
    run(CheckTax, ws, XLSX=str(path))
    book = openpyxl.load_workbook(path)
    summary, parcels, lines = (
        [[cell.value for cell in row] for row in book[name]] for name in book.sheetnames
    )
    assert "2569" in summary[0][0]
    other = next(row for row in summary if row[0] == "อื่น ๆ")
    heads = next(row for row in summary if row[0] == "ประเภท")
    shops = dict(zip(heads, other))
    assert (shops["รายการ"], shops["ภาษีต่างกัน"], shops["ภาษีที่นี่ (บาท)"]) == (1, 1, 13_500)
    first = dict(zip(parcels[0], parcels[1]))
    assert first["แปลงที่ดิน"] == "01A002" and first["ผล"] == "ภาษีต่างกัน"
    assert (first["ภาษีที่นี่ (บาท)"], first["ภาษีระบบนั้น (บาท)"]) == (13_500, 6_750)
    shop = [row for row in lines if row[0] == "01A002"]
    assert shop[-1][6] == 13_500 and shop[-1][8:] == [6_750, -6_750]
    assert {row[0] for row in lines[1:]} == {"01A002"}, "only what parts is derived"


def test_a_tolerance_and_scheduled_runs(qgis_app, ws, tmp_path):
    path = tmp_path / "ตรวจทาน.xlsx"
    with pytest.raises(QgsProcessingException) as failed:
        run(CheckTax, ws, FAIL_ON=1, XLSX=str(path))
    assert "2569" in str(failed.value) and path.exists(), "outputs are written before"
    results, _, _ = run(CheckTax, ws, TOLERANCE=10_000)
    assert results["DIFFERENT"] == 0


def test_without_figures_it_says_what_to_import(qgis_app, ws):
    with pytest.raises(QgsProcessingException) as refused:
        run(CheckTax, ws, YEAR=2570)
    assert "นำเข้าทะเบียน" in str(refused.value)


def test_the_layer_is_coloured_by_result(qgis_app):
    layer = QgsVectorLayer("Polygon?field=state:string&field=why:string", "x", "memory")
    style_differences(layer, state_titles("th"), "tax_check_report", "th")
    labels = [category.label() for category in layer.renderer().categories()]
    assert labels[:2] == ["ภาษีต่างกัน", "ภาษีเท่ากัน มูลค่าต่างกัน"]
    assert {"มีเฉพาะระบบนั้น", "มีเฉพาะที่นี่", "ภาษีเท่ากัน ผู้เสียภาษีต่างกัน"} < set(labels)
