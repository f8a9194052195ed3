"""The file report dock: states, findings, rows, places, in both languages and widths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QMimeData, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QInputDialog, QPushButton

from taxmap_plugin.core.finding import Example, Finding
from taxmap_plugin.core.line_break import strip_break_marks
from taxmap_plugin.core.message import Message
from taxmap_plugin.gui.file_report_dock import FileReportDock
from taxmap_plugin.gui.finding_model import COUNT, STATE, WHAT, FindingModel

from .conftest import Until
from .looks import cut_labels, nameless_icon_buttons, settle, sideways_scrolling

CODES = ["01A001", "01A002", "01A002", "01A-4", None, "01A006"]


class Iface:
    def __init__(self) -> None:
        self.canvas = QgsMapCanvas()
        self.canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32647"))

    def mapCanvas(self) -> QgsMapCanvas:
        return self.canvas


@pytest.fixture
def iface(qgis_app: Any):
    iface = Iface()
    yield iface
    iface.canvas.deleteLater()


@pytest.fixture
def dock(language: str, iface: Iface):
    dock = FileReportDock(iface)
    yield dock
    dock.release()
    dock.deleteLater()
    QgsProject.instance().clear()


@pytest.fixture
def parcels(tmp_path: Path) -> Path:
    """Six parcels: two share a code, one is malformed, one has none."""
    import geopandas

    shapes = [shapely.box(498000 + 50 * i, 2070000, 498040 + 50 * i, 2070040) for i in range(6)]
    frame = geopandas.GeoDataFrame({"PARCEL_COD": CODES}, geometry=shapes, crs=32647)
    path = tmp_path / "แปลง ที่ดิน.shp"
    frame.to_file(path, encoding="utf-8")
    return path


@pytest.fixture
def checked(dock: FileReportDock, parcels: Path, until: Until) -> FileReportDock:
    dock.check_file(parcels)
    until(lambda: not dock.is_busy())
    return dock


def choose(dock: FileReportDock, kind: str) -> None:
    """Select the finding whose message id ends in ``kind``."""
    tab = dock.report.findings
    for row in range(tab.proxy.rowCount()):
        finding = tab.proxy.index(row, 0).data(Qt.ItemDataRole.UserRole + 1)
        if finding.message.id.endswith(kind):
            tab.table.selectRow(row)
            return
    raise AssertionError(f"no finding {kind}")


def listed(dock: FileReportDock) -> list[str]:
    rows = dock.report.findings.rows
    return [strip_break_marks(rows.item(i).text()) for i in range(rows.count())]


@pytest.mark.parametrize("width", [280, 320])
def test_first_the_dock_asks_for_a_file(dock: FileReportDock, width: int):
    settle(dock, width)
    assert dock.width() == width
    assert dock.pages.currentWidget() is dock.welcome
    assert dock.findChild(QPushButton, "TaxMapReportEmptyButton").isVisible()
    assert not dock.findChild(QPushButton, "TaxMapReportCheckLayer").isVisible(), "no layer yet"
    assert cut_labels(dock) == []


@pytest.mark.parametrize("width", [280, 320])
def test_the_report_fits_a_narrow_dock(checked: FileReportDock, width: int):
    checked.message_bar.clearWidgets()
    for tab in (0, 1):
        checked.report.tabs.setCurrentIndex(tab)
        settle(checked, width)
        assert checked.width() == width
        assert cut_labels(checked) == []
        assert sideways_scrolling(checked) == []


def test_every_icon_button_has_a_name(dock: FileReportDock):
    assert nameless_icon_buttons(dock) == []


def test_a_checked_file_says_what_it_is_and_how_much_would_enter(checked: FileReportDock):
    assert checked.pages.currentWidget() is checked.report
    told = [label.accessibleName() for label in checked.report.findChildren(type_of_labels())]
    assert "แปลง ที่ดิน.shp" in told
    assert any("6" in text for text in told)


def type_of_labels() -> type:
    from taxmap_plugin.gui.widgets import WrappedLabel

    return WrappedLabel


def test_findings_come_the_worst_first_with_counts(checked: FileReportDock):
    proxy = checked.report.findings.proxy
    severities = [
        proxy.index(row, STATE).data(Qt.ItemDataRole.UserRole + 1).severity
        for row in range(proxy.rowCount())
    ]
    order = ["error", "warning", "info"]
    assert severities == sorted(severities, key=order.index)
    assert str(len(severities)) in checked.report.findings.count.accessibleName()


def test_a_finding_lists_its_rows_by_number_and_code(checked: FileReportDock):
    choose(checked, "repeated")
    lines = listed(checked)
    assert [("2" in lines[0]), ("3" in lines[1])] == [True, True]
    assert all("01A002" in line for line in lines)


def test_filter_narrows_and_says_so(checked: FileReportDock):
    tab = checked.report.findings
    every = tab.proxy.rowCount()
    tab.severity.setCurrentIndex(1)
    assert 0 < tab.proxy.rowCount() < every
    assert tab.count.accessibleName().startswith(("แสดง", str(tab.proxy.rowCount())))


def test_a_filter_that_hides_all_offers_to_clear_it(checked: FileReportDock):
    tab = checked.report.findings
    checked.report.tabs.setCurrentIndex(1)
    settle(checked, 320)
    QTest.keyClicks(tab.filter, "zzzz")
    assert tab.shown.currentWidget() is tab.hidden
    tab.hidden.button.click()
    assert tab.filter.text() == ""
    assert tab.shown.currentWidget() is not tab.hidden


def test_nothing_found_is_good_news(dock: FileReportDock):
    dock.report.findings.show_findings([], {})
    assert dock.report.findings.shown.currentWidget() is dock.report.findings.clean
    assert not dock.report.findings.filter.isEnabled()


def test_choosing_a_row_moves_the_map_there(checked: FileReportDock, iface: Iface):
    iface.canvas.resize(400, 400)
    iface.canvas.setExtent(shapely_rectangle(600000, 2200000))
    choose(checked, "repeated")
    checked.report.findings.rows.setCurrentRow(1)
    centre = iface.canvas.extent().center()
    assert abs(centre.x() - 498120) < 60 and abs(centre.y() - 2070020) < 60


def test_the_map_stays_where_it_is_when_she_wants_it(checked: FileReportDock, iface: Iface):
    checked._pan.setChecked(False)
    iface.canvas.setExtent(shapely_rectangle(600000, 2200000))
    choose(checked, "repeated")
    assert iface.canvas.extent().center().x() > 599000
    checked._pan.setChecked(True)


def test_enter_on_a_row_zooms_to_it(checked: FileReportDock, iface: Iface):
    iface.canvas.resize(400, 400)
    choose(checked, "repeated")
    checked.report.tabs.setCurrentIndex(1)
    settle(checked, 320)
    rows = checked.report.findings.rows
    rows.setCurrentRow(0)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert 50 < iface.canvas.extent().width() < 200


def shapely_rectangle(x: float, y: float):
    from qgis.core import QgsRectangle

    return QgsRectangle(x - 500, y - 500, x + 500, y + 500)


def test_a_layer_of_the_project_is_selected_with_the_finding(
    dock: FileReportDock, parcels: Path, until: Until
):
    layer = QgsVectorLayer(str(parcels), "แปลง", "ogr")
    QgsProject.instance().addMapLayer(layer)
    settle(dock, 320)
    dock.welcome.layers.setLayer(layer)
    dock.findChild(QPushButton, "TaxMapReportCheckLayer").click()
    until(lambda: not dock.is_busy())
    choose(dock, "repeated")
    assert sorted(layer.selectedFeatureIds()) == [1, 2]
    layer.selectByIds([2])
    row = dock.report.findings.rows.currentItem()
    assert row.data(Qt.ItemDataRole.UserRole) == 3, "the list follows the map"


def test_a_file_is_dropped_and_checked(dock: FileReportDock, parcels: Path, until: Until):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(parcels))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dock.dropEvent(event)
    until(lambda: not dock.is_busy())
    assert dock.pages.currentWidget() is dock.report


def test_a_file_that_cannot_be_read_is_told_and_the_welcome_stays(
    dock: FileReportDock, tmp_path: Path, until: Until
):
    stranger = tmp_path / "จดหมาย.shp"
    stranger.write_bytes(b"not a map")
    dock.check_file(stranger)
    until(lambda: not dock.is_busy())
    assert dock.message_bar.currentItem() is not None
    assert dock.pages.currentWidget() is dock.welcome


def test_a_file_of_several_layers_asks_which(
    dock: FileReportDock, tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
):
    import geopandas

    path = tmp_path / "สองชั้น.gpkg"
    for name in ("parcel", "road"):
        frame = geopandas.GeoDataFrame({"n": [1]}, geometry=[shapely.Point(5e5, 2e6)], crs=32647)
        frame.to_file(path, layer=name, driver="GPKG")
    asked: list[list[str]] = []

    def choose_last(parent: Any, title: str, label: str, names: list[str], **_: Any) -> Any:
        asked.append(names)
        return names[-1], True

    monkeypatch.setattr(QInputDialog, "getItem", choose_last)
    dock.check_file(path)
    until(lambda: dock.pages.currentWidget() is dock.report)
    assert [sorted(names) for names in asked] == [["parcel", "road"]]


@pytest.mark.parametrize(("action", "suffix"), [("save_page", ".pdf"), ("save_list", ".csv")])
def test_page_and_list_are_saved(
    checked: FileReportDock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    action: str,
    suffix: str,
):
    target = tmp_path / "ผลตรวจ"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    getattr(checked, action)()
    written = target.with_suffix(suffix)
    assert written.stat().st_size > 300
    if suffix == ".csv":
        assert "01A002" in written.read_text("utf-8-sig") or len(pd.read_csv(written)) >= 4


def test_import_is_asked_for_with_path_and_layer(checked: FileReportDock, parcels: Path):
    asked: list[tuple[str, str]] = []
    checked.import_wanted.connect(lambda path, layer: asked.append((path, layer)))
    checked.report.import_button.click()
    assert asked == [(str(parcels), parcels.stem)]


def test_tab_leaves_the_table(checked: FileReportDock):
    assert not checked.report.findings.table.tabKeyNavigation()


def test_control_f_goes_to_the_filter(checked: FileReportDock):
    checked.report.tabs.setCurrentIndex(1)
    settle(checked, 320)
    checked.activateWindow()
    checked.report.findings.table.setFocus()
    QApplication.processEvents()
    QTest.keyClick(checked.report.findings.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert checked.report.findings.filter.hasFocus()


def test_cells_show_marks_and_tooltips_do_not(language: str):
    model = FindingModel()
    message = Message("diagnose.repeated", count=3)
    finding = Finding(message, "error", (1, 2, 3), (Example(message, (1,)),))
    model.show([finding])
    tip = model.index(0, WHAT).data(Qt.ItemDataRole.ToolTipRole)
    assert "\u200b" not in tip
    assert strip_break_marks(model.index(0, WHAT).data()) == tip
    assert model.index(0, COUNT).data() == "3"
    assert not model.index(0, STATE).data(Qt.ItemDataRole.DecorationRole).isNull()


def test_a_hundred_thousand_rows_do_not_flood_the_list(dock: FileReportDock):
    rows = tuple(int(row) for row in np.arange(1, 100_001))
    finding = Finding(Message("diagnose.repeated", count=len(rows)), "error", rows)
    dock.report.findings.show_findings([finding], {})
    dock.report.findings.table.selectRow(0)
    assert dock.report.findings.rows.count() == 1000


def test_a_file_that_cannot_be_read_takes_the_former_report_away(
    checked: FileReportDock, tmp_path: Path, until: Until
):
    broken = tmp_path / "ไม่ใช่แผนที่.shp"
    broken.write_text("ไม่ใช่แผนที่", encoding="utf-8")
    checked.check_file(broken)
    until(lambda: not checked.is_busy())
    assert checked.pages.currentWidget() is checked.welcome, "nothing of the other file is left"
    assert not checked._page.isEnabled()
    assert checked._again.isEnabled()


def test_a_file_without_rows_is_no_good_news(dock: FileReportDock, tmp_path: Path, until: Until):
    empty = tmp_path / "ว่าง.csv"
    empty.write_text("PARCEL_COD,LAND_NO\n", encoding="utf-8")
    dock.check_file(empty)
    until(lambda: not dock.is_busy())
    assert not dock.findChild(QPushButton, "TaxMapReportImport").isEnabled()
    assert dock.report._state == "not_started"


def test_ctrl_f_searches_the_findings(checked: FileReportDock):
    settle(checked, 320)
    QTest.keyClick(checked.report.tabs, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert checked.report.tabs.currentWidget() is checked.report.findings
    assert checked.report.findings.filter is checked.report.window().focusWidget()
