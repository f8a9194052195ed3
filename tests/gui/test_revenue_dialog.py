"""The window of the revenue: standing, gaps, a row that leads to the map, files, empty states."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from qgis.core import QgsProject

from taxmap_plugin.gui import revenue_standing
from taxmap_plugin.gui.parcel_layer import ParcelLayer
from taxmap_plugin.gui.revenue_dialog import RevenueDialog
from taxmap_plugin.gui.session import Session
from taxmap_plugin.gui.tax_dock import TaxDock
from taxmap_plugin.workspace.project import open_workspace_in_project

from ..editing.revenue_case import YEAR, town
from ..exchange.register_case import empty_workspace
from .conftest import Until
from .looks import cut_labels, settle


def _window(ws, until: Until) -> RevenueDialog:
    layer = ParcelLayer(None)
    layer.follow(ws)
    window = RevenueDialog(ws, YEAR, layer)
    window.show()
    window.load()
    until(lambda: not window.is_busy())
    return window


def _end(window: RevenueDialog) -> None:
    window.release()
    window._layer.follow(None)
    window.deleteLater()


@pytest.fixture
def window(english: str, tmp_path: Path, until: Until) -> Iterator[RevenueDialog]:
    ws = town(tmp_path)
    open_workspace_in_project(ws.path, QgsProject.instance())
    made = _window(ws, until)
    yield made
    _end(made)
    QgsProject.instance().clear()


def cells(table) -> list[list[str]]:
    columns = range(table.columnCount())
    return [[table.item(row, one).text() for one in columns] for row in range(table.rowCount())]


def test_gaps_and_totals_are_those_of_the_report(window: RevenueDialog):
    """As worked by hand in test_revenue."""
    assert "Assessed 13,500.00 baht" in window.totals.accessibleName()
    assert "8 things bring no tax" in window.totals.accessibleName()
    assert cells(window.gaps.gaps)[0] == ["Price missing", "1", "9,000.00", "13,500.00"]
    assert [row[1] for row in cells(window.gaps.gaps)] == ["1", "1", "1", "1", "1", "3"]
    assert window.gaps.gaps.key() == "price_missing", "the first gap that has anything"
    assert cells(window.gaps.rows) == [["01A005", "price", "9,000.00", "13,500.00"]]


def test_a_row_tells_how_its_range_comes_about_and_selects_its_parcel(window: RevenueDialog):
    window.gaps.rows.setCurrentCell(0, 0)
    assert "10,000.00 to 15,000.00 baht a square wah" in window.gaps.why.accessibleName()
    assert window._layer.uuids() == ["p5"]
    window.gaps.gaps.setCurrentCell(5, 0)
    window.all.click()
    assert window._layer.uuids() == ["p6"], "the parcel whose match is suggested"
    assert "Showing 3 of 3" in window.gaps.count.accessibleName()


def test_the_chart_says_what_it_shows_and_goes_by_zone(window: RevenueDialog):
    chart = window.standing.chart
    assert chart is not None
    assert "Other use 0.00 13,500.00 0.00" in chart.accessibleDescription()
    window.standing.group.setCurrentIndex(1)
    assert [bar.title for bar in window.standing.bars()] == ["01"]
    assert window.standing.bars()[0].total == 1_350_000


def test_without_matplotlib_there_is_a_table_and_what_helps(
    english: str, tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(revenue_standing, "matplotlib_canvas", lambda: None)
    window = _window(town(tmp_path), until)
    assert window.standing.chart is None
    assert "matplotlib" in window.standing.told.accessibleName()
    assert ["Other use", "0.00", "13,500.00", "0.00"] in cells(window.standing.table)
    _end(window)


def test_files_are_written(window: RevenueDialog, tmp_path: Path, until: Until):
    window.write_pdf(tmp_path / "รายได้.pdf")
    with pikepdf.open(tmp_path / "รายได้.pdf") as pdf:
        assert len(pdf.pages) > 2
    window.write_workbook(tmp_path / "รายได้.xlsx")
    until(lambda: not window.is_busy())
    assert (tmp_path / "รายได้.xlsx").stat().st_size > 5_000
    assert window.message_bar.currentItem() is not None


def test_without_parcels_it_leads_to_the_import(english: str, tmp_path: Path, until: Until):
    window = _window(empty_workspace(tmp_path / "ว่าง.gpkg"), until)
    wanted: list[bool] = []
    window.import_wanted.connect(lambda: wanted.append(True))
    page = window.pages.currentWidget()
    assert page.objectName() == "TaxMapRevenueNoParcels"
    page.button.click()
    assert wanted
    _end(window)


def test_it_fits_on_a_small_screen(language: str, tmp_path: Path, until: Until):
    window = _window(town(tmp_path), until)
    settle(window, 980, 570)
    assert window.width() <= 1000 and window.height() <= 580
    assert not cut_labels(window)
    _end(window)


def test_cancelled_it_offers_to_read_again(english: str, tmp_path: Path, until: Until):
    layer = ParcelLayer(None)
    window = RevenueDialog(town(tmp_path), YEAR, layer)
    window.show()
    window.load()
    window.busy_line.cancel.click()
    until(lambda: not window.is_busy())
    if window.tables is None:  # it may have been ready before
        assert window.pages.currentWidget().objectName() == "TaxMapRevenueUnread"
        window.again.click()
        until(lambda: not window.is_busy())
    assert window.tables is not None
    _end(window)


def test_the_dock_opens_it_and_closes_it_with_the_workspace(
    english: str, tmp_path: Path, until: Until
):
    session = Session(None)
    dock = TaxDock(None, session)
    dock.show()
    assert not dock._revenue.isEnabled()
    session.use(town(tmp_path))
    until(lambda: dock._loading is None)
    dock._revenue.trigger()
    assert dock.revenue is not None
    until(lambda: not dock.revenue.is_busy())
    assert dock.revenue.isVisible()
    session.close()
    assert dock.revenue is None
    dock.release()
    dock.deleteLater()
    session.release()
