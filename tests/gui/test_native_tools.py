"""QGIS's own tools begin on the parcel layer, and the project is as before when they end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProject, QgsSnappingConfig
from qgis.PyQt.QtWidgets import QAction, QApplication, QMainWindow

from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.gui.native_saves import NativeSaves, Refusal
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


class Case:
    """A workspace in a project without snapping and topological editing."""

    def __init__(self, folder: Path, window: Main) -> None:
        self.ws, self.project = land_case.make(folder), QgsProject.instance()
        self.layer = open_workspace_in_project(self.ws.path, self.project)["parcel"]
        self.session = Session(None)
        self.session.use(self.ws)
        off = QgsSnappingConfig(self.project)
        off.setEnabled(False)
        self.project.setSnappingConfig(off)
        self.project.setTopologicalEditing(False)
        self.saves = NativeSaves(lambda kind: Decision(reason="รังวัดใหม่"))
        self.saves.follow(self.ws)
        self.refused: list[Refusal] = []
        self.saves.refused.connect(self.refused.append)
        tools = NativeTools(window, self.session, self.saves)
        self.begin = partial(tools.openers()["qgis_vertices"], ())

    @property
    def prepared(self) -> tuple[bool, bool]:
        """Whether corners are shared, and whether they are snapped to."""
        return self.project.topologicalEditing(), self.project.snappingConfig().enabled()

    def refuse(self, until: Until) -> None:
        """A save with a code that another parcel has."""
        row = next(row for row in self.layer.getFeatures() if row["parcel_code"] == "01A002")
        code = self.layer.fields().indexOf("parcel_code")
        self.layer.changeAttributeValue(row.id(), code, "01A003")
        self.layer.commitChanges()
        until(lambda: self.refused)


@pytest.fixture
def case(tmp_path: Path, window: Main) -> Iterator[Case]:
    made = Case(tmp_path, window)
    yield made
    made.saves.follow(None)
    made.layer = None
    made.session.release()
    made.project.clear()


def test_the_tool_starts_prepared_and_leaves_no_trace(case: Case, window: Main):
    started: list[bool] = []
    action = QAction(window.mainWindow())
    action.setObjectName("mActionVertexToolActiveLayer")
    action.triggered.connect(lambda: started.append(case.layer.isEditable()))
    case.begin()
    action.setParent(None)
    assert started == [True]
    assert case.prepared == (True, True)
    case.layer.rollBack()
    assert case.prepared == (False, False)


def test_after_a_refused_save_she_goes_on_as_prepared_as_before(case: Case, until: Until):
    case.begin()
    case.refuse(until)
    assert case.layer.isEditable()
    assert case.prepared == (True, True)
    case.begin()
    assert case.prepared == (True, True)
    case.layer.rollBack()
    assert case.prepared == (False, False), "when it really ends, the project is as before"
    case.begin()
    assert case.prepared == (True, True), "and the next time it begins anew"
    assert case.layer.commitChanges()
    assert case.prepared == (False, False)


def test_the_project_is_as_before_where_the_layer_is_taken_away(case: Case, until: Until):
    case.begin()
    case.project.removeMapLayer(case.layer.id())
    until(lambda: case.prepared == (False, False))


def test_nothing_of_it_goes_over_to_another_project(case: Case):
    case.begin()
    case.project.clear()
    before = case.prepared
    QApplication.processEvents()
    assert case.prepared == before
