"""QGIS's own tools begin on the parcel layer, and the project is as before when they end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProject, QgsSnappingConfig
from qgis.PyQt.QtWidgets import QAction, QApplication, QMainWindow

from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.gui.native_saves import NativeSaves
from taxmap_plugin.gui.native_tools import NativeTools
from taxmap_plugin.gui.session import Session
from taxmap_plugin.workspace.project import open_workspace_in_project

from ..editing import land_case
from .canvas_case import Window
from .conftest import Until


class Main(Window):
    """With a main window in which QGIS's actions are looked for."""

    def __init__(self) -> None:
        super().__init__()
        self._main = QMainWindow()

    def mainWindow(self) -> QMainWindow:
        return self._main


@pytest.fixture(scope="module")
def window(qgis_app: Any):
    window = Main()
    yield window
    window.close()


@pytest.fixture
def layers(tmp_path: Path, window: Main):
    """The layers of a workspace in a project in which the officer snaps to nothing."""
    ws = land_case.make(tmp_path)
    project = QgsProject.instance()
    layers = open_workspace_in_project(ws.path, project)
    window.session = Session(None)
    window.session.use(ws)
    off = QgsSnappingConfig(project)
    off.setEnabled(False)
    project.setSnappingConfig(off)
    project.setTopologicalEditing(False)
    project.setDirty(False)
    yield layers
    window.session.release()
    project.clear()


def begin(window: Main) -> None:
    window.tools = NativeTools(window, window.session)
    window.tools.openers()["qgis_vertices"](())
    assert is_prepared()


def is_prepared() -> bool:
    """Whether the project has our settings."""
    project = QgsProject.instance()
    both = {project.snappingConfig().enabled(), project.topologicalEditing()}
    assert len(both) == 1
    return both.pop()


def test_the_tool_starts_prepared_and_leaves_no_trace(layers: Any, window: Main, until: Until):
    started: list[bool] = []
    action = QAction(window.mainWindow())
    action.setObjectName("mActionVertexToolActiveLayer")
    action.triggered.connect(lambda: started.append(layers["parcel"].isEditable()))
    begin(window)
    action.setParent(None)
    assert started == [True]
    layers["parcel"].rollBack()
    until(lambda: not is_prepared())
    assert not QgsProject.instance().isDirty()


def test_what_she_does_while_she_edits_stays(layers: Any, window: Main, until: Until):
    """She edits for hours, and does other things beside it."""
    project = QgsProject.instance()
    begin(window)
    layers["building"].selectAll()
    window.setActiveLayer(layers["building"])
    snapping = QgsSnappingConfig(project.snappingConfig())
    snapping.setTolerance(25)
    project.setSnappingConfig(snapping)
    project.setTitle("งานของฉัน")
    layers["parcel"].rollBack()
    until(lambda: not is_prepared())
    assert project.isDirty(), "what she did would be lost without a question"
    assert project.snappingConfig().tolerance() == 25
    assert layers["building"].selectedFeatureCount() > 0
    assert window.activeLayer() is layers["building"]


def test_it_ends_with_its_layer(layers: Any, window: Main):
    begin(window)
    QgsProject.instance().removeMapLayer(layers["parcel"].id())
    assert not is_prepared()


def test_a_save_that_is_refused_ends_nothing(layers: Any, window: Main, until: Until):
    """She mends what was refused: without shared corners she would tear the parcels apart."""
    saves, refused = NativeSaves(lambda kind: Decision(reason="ทดสอบ")), []
    saves.refused.connect(refused.append)
    saves.follow(window.session.workspace)
    begin(window)
    layer = layers["parcel"]
    second = next(one for one in layer.getFeatures() if one["parcel_code"] == "01A002")
    code = layer.fields().indexOf("parcel_code")
    layer.changeAttributeValue(second.id(), code, "01A003")  # which another one has
    layer.commitChanges()
    until(lambda: refused)
    QApplication.processEvents()
    assert layer.isEditable()
    assert is_prepared()
    layer.rollBack()
    until(lambda: not is_prepared())
    saves.follow(None)


def test_a_session_that_she_began_herself_is_prepared_too(layers: Any, window: Main, until: Until):
    layers["parcel"].startEditing()
    begin(window)
    layers["parcel"].rollBack()
    until(lambda: not is_prepared())


def test_a_layer_that_cannot_be_edited_leaves_all_as_before(layers: Any, window: Main):
    layers["parcel"].setReadOnly(True)
    window.tools = NativeTools(window, window.session)
    window.tools.openers()["qgis_vertices"](())
    assert not is_prepared()
