"""รายงานความก้าวหน้า, as the toolbox makes it: a layer, pages and a workbook that agree."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from qgis.core import QgsProcessingFeedback, QgsVectorLayer
from qgis.PyQt.QtGui import qGray

from taxmap_plugin.cartography.progress_pdf import ProgressPages
from taxmap_plugin.cartography.report_map import Town
from taxmap_plugin.core.progress_stages import STANDINGS
from taxmap_plugin.exchange.progress_layer import style_progress
from taxmap_plugin.processing.reportprogress import ReportProgress
from taxmap_plugin.workspace.parcel_progress import parcel_progress
from taxmap_plugin.workspace.progress import remember_printed
from taxmap_plugin.workspace.stage_style import stage_symbol

from ..cartography.test_report_pages import check_pages, texts
from ..editing import land_case
from .change_case import run


@pytest.fixture
def ws(tmp_path):
    """Six parcels of 1,200 m² in 01A, printed and without a fault; p1 alone has a document and a
    land use."""
    made = land_case.make(tmp_path)
    land_case.call_checked(made)
    remember_printed(made, ["01A"])
    return made


def test_the_parcels_are_told_with_their_stages(qgis_app, ws):
    before = land_case.everything(ws)
    results, rows, log = run(ReportProgress, ws)
    assert results["PARCELS"] == len(rows) == 6
    assert (results["BASE_MAP"], results["LAND_DATA"], results["UPKEEP"]) == (100.0, 16.6, 16.6)
    first = next(row for row in rows if row["parcel_code"] == "01A001")
    assert (first["zone"], first["block"], first["area"]) == ("01", "01A", 1200.0)
    assert (first["land_data"], first["upkeep"], first["standing"]) == (1, 1, "complete")
    others = [row for row in rows if row is not first]
    assert {(row["land_data"], row["standing"]) for row in others} == {(0, "land_data")}
    assert "16.6" in log
    assert land_case.everything(ws) == before


def test_the_choice_of_what_is_kept_current(qgis_app, ws):
    results, _, _ = run(ReportProgress, ws, UPKEEP=2)
    assert results["UPKEEP"] == 0.0


def test_the_workbook_has_the_numbers_of_the_run(qgis_app, ws, tmp_path):
    path = tmp_path / "ความก้าวหน้า.xlsx"
    results, _, _ = run(ReportProgress, ws, XLSX=str(path))
    assert results["XLSX"] == str(path)
    book = openpyxl.load_workbook(path)
    stages, zones, blocks, parcels = (
        [[cell.value for cell in row] for row in page.rows] for page in book
    )
    land = next(row for row in stages if str(row[0]).startswith("3 "))
    assert land[1:5] == [1, 16.6, 0.75, 16.6]  # 1,200 m² are 0.75 rai
    assert [row[0] for row in zones[1:]] == ["01", "รวม"]
    assert blocks[1][:3] == ["01A", 6, 4.5] and blocks[1][3:] == blocks[2][3:]
    assert len(parcels) == 7 and len({len(row) for row in parcels}) == 1


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_pages_hold_the_chart_the_map_the_tables_and_the_criteria(qgis_app, ws, language):
    pages = ProgressPages(parcel_progress(ws), language).fill(Town.of(ws)).pages
    check_pages(pages)
    said = [text for page in pages.pages for text in texts(page)]
    assert said.count("16.6 %") == 6, "three stages, of parcels and of ground"
    assert {"01", "01A"} <= set(said)
    assert said.count("16.6") == 24, "of a zone, a block and their two totals"
    assert said.count("4.50") == 4


def test_a_workspace_without_parcels_is_a_page_that_says_so(qgis_app, ws):
    with ws.transaction("correct") as tx:
        tx.delete("parcel", [row["uuid"] for row in ws.rows("parcel", ["uuid"])])
    pages = ProgressPages(parcel_progress(ws), "th").fill(Town.of(ws)).pages
    check_pages(pages)
    assert len(pages.pages) == 1 and "ยังไม่มีแปลงที่ดินบนแผนที่" in texts(pages.page)
    results, rows, _ = run(ReportProgress, ws)
    assert (results["PARCELS"], results["BASE_MAP"], rows) == (0, 0.0, [])


def test_the_report_is_written(qgis_app, ws, tmp_path):
    path = tmp_path / "ความก้าวหน้า.pdf"
    results, _, _ = run(ReportProgress, ws, PDF=str(path))
    assert Path(results["PDF"]).read_bytes().startswith(b"%PDF")


def test_cancelled_it_writes_nothing(qgis_app, ws, tmp_path):
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    results, _, _ = run(ReportProgress, ws, feedback, PDF=str(tmp_path / "a.pdf"))
    assert results == {} and not (tmp_path / "a.pdf").exists()


def test_every_standing_has_a_look_of_its_own_without_colour_too(qgis_app):
    looks = set()
    for standing in STANDINGS:
        symbol = stage_symbol(standing)
        hatch = symbol.symbolLayer(1) if symbol.symbolLayerCount() > 1 else None
        grey = qGray(symbol.symbolLayer(0).fillColor().rgb()) // 25
        looks.add((grey, None if hatch is None else hatch.lineAngle()))
    assert len(looks) == len(STANDINGS)


def test_the_layer_is_coloured_and_read_in_words(qgis_app):
    layer = QgsVectorLayer("Polygon?field=standing:string&field=base_map:integer", "ผล", "memory")
    style_progress(layer, "th")
    labels = [category.label() for category in layer.renderer().categories()]
    assert labels[0] == "2 จัดทำแผนที่แม่บท" and labels[-1] == "ผ่านทุกขั้น"
    assert layer.attributeAlias(1) == "2 จัดทำแผนที่แม่บท"
