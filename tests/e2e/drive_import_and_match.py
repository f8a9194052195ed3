"""Driven inside QGIS: an office's files go in by the dialog, then the dock matches them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction

from taxmap_plugin.core.demo_town import MUNICIPALITY
from taxmap_plugin.workspace.store import Workspace

LOTS = [f"02A{number:03}" for number in range(20, 40)]  # of the old centre


def drive(desktop: Any) -> None:
    ours = desktop.plugin().desktop
    office = Path(desktop.arguments["office"])
    workspace = Workspace.create(desktop.folder / "เทศบาล สาธิต.gpkg", MUNICIPALITY)
    ours.session.open(workspace.path)
    desktop.when_asked(lambda dialog: fill_dialog(desktop, dialog, office))
    desktop.find("TaxMapImportAction", QAction).trigger()
    desktop.facts["parcels"] = workspace.count("parcel")
    desktop.facts["titles"] = workspace.count("title_document")
    match(desktop, ours.match_dock, workspace)


def fill_dialog(desktop: Any, dialog: Any, office: Path) -> None:
    files = [office / "map" / "block.shp", office / "map" / "parcel.shp"]
    dialog.add_files(map(str, [*files, office / "register" / "register.xlsx"]))
    desktop.wait_until(lambda: dialog.files.items and not dialog.is_busy())
    desktop.wait_until(dialog.is_foretold)
    dialog.list.selectRow(1)
    desktop.picture("import", dialog)
    desktop.facts["size"] = [dialog.width(), dialog.height()]
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    desktop.wait_until(lambda: dialog.result.isVisible() and not dialog.is_busy())
    desktop.picture("result", dialog)
    desktop.facts["adds_up"] = all(
        outcome.report is not None and outcome.report.adds_up
        for outcome in dialog.result.model.outcomes
    )
    dialog.reject()


def match(desktop: Any, dock: Any, workspace: Workspace) -> None:
    dock.setUserVisible(True)
    desktop.wait_until(dock.is_loaded)
    QTest.mouseClick(dock._not_run.button, Qt.MouseButton.LeftButton)
    desktop.wait_until(lambda: dock.is_loaded() and dock.page.model.rowCount())
    desktop.wait_until(lambda: not dock.is_busy())
    table, canvas = dock.page.table, desktop.iface.mapCanvas()
    canvas.zoomScale(20000)
    before = canvas.scale()
    dock.page.stand_on("auto", "match_state")
    QTest.keyClick(table, Qt.Key.Key_Return)
    canvas.waitWhileRendering()
    desktop.facts["zoomed_in"] = canvas.scale() < before / 2
    desktop.facts["selected"] = [
        feature["parcel_code"] for feature in dock.map._layer.selectedFeatures()
    ]
    desktop.facts["current"] = dock.page.current()["parcel_code"]
    desktop.iface.setActiveLayer(dock.map._layer)  # QGIS has a Ctrl+F of its own for it
    QTest.keyClick(table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    desktop.facts["search_has_focus"] = dock.page.text is desktop.window.focusWidget()
    dock.message_bar.clearWidgets()
    desktop.window.resizeDocks([dock], [320], Qt.Orientation.Horizontal)
    desktop.wait(0.3)
    desktop.facts["width"] = dock.width()
    desktop.picture("dock", dock)
    QTest.mouseClick(dock.page.accept, Qt.MouseButton.LeftButton)
    desktop.wait_until(lambda: not dock.is_busy() and dock.is_loaded())
    desktop.facts["confirmed"] = workspace.count("match", "state = 'confirmed'")
    dock.undo_last()
    desktop.wait_until(lambda: not dock.is_busy() and dock.is_loaded())
    desktop.facts["after_undo"] = workspace.count("match", "state = 'confirmed'")
    dock.add_layer()
    desktop.wait_until(lambda: not dock.is_busy())
    canvas.waitWhileRendering()
    desktop.facts["still_active"] = desktop.iface.activeLayer() is dock.map._layer
    desktop.picture("window")
    desktop.facts["picked"] = [pick(desktop, dock, code) for code in coded(workspace)]


def coded(workspace: Workspace) -> list[str]:
    return sorted(set(LOTS) & set(workspace.read("parcel", ["parcel_code"])["parcel_code"]))


def pick(desktop: Any, dock: Any, code: str) -> list[str]:
    """The parcel that was clicked on at 1:2,000, and the one that linking by hand took."""
    canvas, layer = desktop.iface.mapCanvas(), dock.map._layer
    (feature,) = layer.getFeatures(f"parcel_code = '{code}'")
    inside = feature.geometry().pointOnSurface().asPoint()
    canvas.setCenter(inside)
    canvas.zoomScale(2000)
    dock.open_link()
    QTest.mouseClick(dock.page.link.pick, Qt.MouseButton.LeftButton)
    at = canvas.getCoordinateTransform().transform(inside)
    place = QPoint(round(at.x()), round(at.y()))
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    taken = dock.page.link.parcel.accessibleName()
    dock.close_link()
    return [code, taken]
