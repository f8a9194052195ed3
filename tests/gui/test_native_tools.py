"""QGIS's own tools begin on the parcel layer, and the project is as before when they end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProject, QgsSnappingConfig
from qgis.PyQt.QtWidgets import QAction, QMainWindow

from taxmap_plugin.gui.native_tools import NativeTools
from taxmap_plugin.gui.session import Session
from taxmap_plugin.workspace.project import open_workspace_in_project

from ..editing import land_case
from .canvas_case import Window


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


def test_the_tool_starts_prepared_and_leaves_no_trace(tmp_path: Path, window: Main):
    ws = land_case.make(tmp_path)
    project = QgsProject.instance()
    layer = open_workspace_in_project(ws.path, project)["parcel"]
    session = Session(None)
    session.use(ws)
    off = QgsSnappingConfig(project)
    off.setEnabled(False)
    project.setSnappingConfig(off)
    project.setTopologicalEditing(False)
    started: list[bool] = []
    action = QAction(window.mainWindow())
    action.setObjectName("mActionVertexToolActiveLayer")
    action.triggered.connect(lambda: started.append(layer.isEditable()))
    tools = NativeTools(window, session)
    tools.openers()["qgis_vertices"](())
    assert started == [True]
    assert project.snappingConfig().enabled()
    assert project.topologicalEditing()
    layer.rollBack()
    assert not project.snappingConfig().enabled()
    assert not project.topologicalEditing()
    session.release()
    project.clear()
