"""Ctrl+Z in the window and in the dock, beside QGIS's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QMainWindow

from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.gui.parcel_operations import operations
from taxmap_plugin.gui.parcels_dock import ParcelsDock
from taxmap_plugin.gui.undo_keys import UndoKeys
from taxmap_plugin.workspace.store import Workspace

from ..editing import land_case
from .canvas_case import Window
from .conftest import Until
from .dock_case import dock_at_work

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """With one change to take back: two parcels that became one."""
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_merge(ws, ["p5", "p6"]))
    return ws


@pytest.fixture
def dock(english: str, window: Window, ws: Workspace):
    with dock_at_work(window, ws, operations({})) as dock:
        dock.show()
        yield dock


def edit(layer: QgsVectorLayer) -> None:
    layer.startEditing()
    feature = next(layer.getFeatures())
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("deed_no"), "777")


def is_taken(dock: ParcelsDock) -> bool:
    """Whether the dock takes Ctrl+Z, or leaves it to QGIS."""
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, CTRL)
    event.ignore()
    QApplication.sendEvent(dock, event)
    return bool(event.isAccepted())


def test_what_is_not_saved_in_qgis_is_not_passed_over(
    dock: ParcelsDock, ws: Workspace, until: Until
):
    layer, undo = dock.map.layer, dock.way_action("undo")
    assert undo.isEnabled() and is_taken(dock)
    edit(layer)
    assert not undo.isEnabled() and not is_taken(dock), "QGIS's own Ctrl+Z takes the edit back"
    assert "not saved yet" in undo.toolTip()
    QTest.keyClick(dock, Qt.Key.Key_Z, CTRL)
    undo.trigger()
    dock.undo()
    assert not dock.is_busy()
    assert ws.count("parcel") == 5
    layer.undoStack().undo()
    assert undo.isEnabled() and "Merge" in undo.toolTip()
    layer.undoStack().redo()
    assert not undo.isEnabled()
    layer.rollBack()
    QTest.keyClick(dock, Qt.Key.Key_Z, CTRL)
    until(lambda: not dock.is_busy())
    assert ws.count("parcel") == 6


def test_the_arrow_is_live_again_after_a_save_in_qgis(dock: ParcelsDock):
    layer, undo = dock.map.layer, dock.way_action("undo")
    edit(layer)
    assert layer.commitChanges(False)
    assert undo.isEnabled()
    edit(layer)
    assert not undo.isEnabled()
    assert layer.commitChanges()
    assert undo.isEnabled()


def test_a_layer_that_is_taken_out_of_the_project_with_its_edits_is_forgotten(
    dock: ParcelsDock, ws: Workspace
):
    buildings = next(
        layer
        for layer in QgsProject.instance().mapLayers().values()
        if "building" in layer.source()
    )
    buildings.startEditing()
    buildings.deleteFeatures(buildings.allFeatureIds())
    assert not dock.way_action("undo").isEnabled()
    QgsProject.instance().removeMapLayer(buildings.id())
    assert dock.way_action("undo").isEnabled()


@pytest.fixture
def keys(dock: ParcelsDock):
    """A main window with an undo of QGIS's own, and our keys in it."""
    main = QMainWindow()
    native = QAction(main)
    native.setObjectName("mActionUndo")
    native.setEnabled(False)
    keys = UndoKeys(dock, main)
    yield main, native, main.findChild(QAction, "TaxMapUndoKey")
    keys.close()
    main.deleteLater()


def test_key_and_arrow_sleep_while_qgis_has_something_to_take_back(dock: ParcelsDock, keys: Any):
    _, native, key = keys
    assert key.isEnabled()
    native.setEnabled(True)  # be it for a layer of her own
    assert not key.isEnabled() and not dock.way_action("undo").isEnabled()
    assert not is_taken(dock)
    native.setEnabled(False)
    assert key.isEnabled() and dock.way_action("undo").isEnabled()


@pytest.mark.parametrize("comes_back", ["to the window", "to the dock"])
def test_what_the_toolbox_wrote_can_be_taken_back_at_once(
    dock: ParcelsDock, ws: Workspace, keys: Any, comes_back: str, until: Until
):
    main, _, key = keys
    apply_plan(ws, plan_merge(ws, ["p1", "p2", "p3"]))
    where = main if comes_back == "to the window" else dock
    kind = QEvent.Type.WindowActivate if where is main else QEvent.Type.Enter
    QApplication.sendEvent(where, QEvent(kind))
    dock.undo()
    assert not key.isEnabled(), "while it runs"
    until(lambda: not dock.is_busy())
    assert ws.count("parcel") == 5


def test_a_task_that_is_not_done_is_not_passed_over(dock: ParcelsDock, ws: Workspace, until: Until):
    """In front of a preview, Ctrl+Z took back what had been written before it."""
    undo = dock.way_action("undo")
    dock.map.select(["p1"])
    dock.begin("split_to_area")
    assert dock.work.page() is not None
    assert not undo.isEnabled() and not is_taken(dock)
    assert "Confirm or cancel" in undo.toolTip()
    dock.undo()
    assert not dock.is_busy() and ws.count("parcel") == 5
    dock.work.stop()
    assert undo.isEnabled() and "Merge" in undo.toolTip()
