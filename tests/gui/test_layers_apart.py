"""A project that saves the edits of all layers together, and a workspace in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import Qgis, QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QApplication

from taxmap_plugin.compat import layers_edited_together
from taxmap_plugin.core.message import render
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.store import Workspace

from ..editing import land_case
from .conftest import Until
from .native_case import Case

_MODES = getattr(Qgis, "TransactionMode", None)  # from QGIS 3.26 on


@pytest.fixture(params=["AutomaticGroups", "BufferedGroups"])
def together(request: pytest.FixtureRequest, qgis_app: Any) -> Any:
    """Switches the mode on."""
    project = QgsProject.instance()
    if _MODES is not None:
        return lambda: project.setTransactionMode(getattr(_MODES, request.param))
    if request.param == "BufferedGroups":
        pytest.skip("from QGIS 3.26 on")
    return lambda: project.setAutoTransaction(True)


@pytest.fixture
def case(tmp_path: Path, qgis_app: Any) -> Iterator[Case]:
    made = Case(tmp_path)
    made.saves.follow(None)
    made.told = []
    made.saves.told.connect(lambda message: made.told.append(render(message, "en")))
    yield made
    made.saves.follow(None)
    QgsProject.instance().clear()


def _change_deed(layer: QgsVectorLayer) -> None:
    layer.startEditing()
    row = next(row for row in layer.getFeatures() if row["parcel_code"] == "01A002")
    assert layer.changeAttributeValue(row.id(), layer.fields().indexOf("deed_no"), "8")


def test_a_project_that_we_set_up_edits_each_layer_for_itself(
    tmp_path: Path, qgis_app: Any, together: Any
):
    together()
    open_workspace_in_project(land_case.make(tmp_path).path, QgsProject.instance())
    assert not layers_edited_together(QgsProject.instance())
    QgsProject.instance().clear()


def test_it_is_switched_off_and_told_where_a_workspace_is_opened_in_such_a_project(
    case: Case, together: Any
):
    together()
    case.saves.follow(case.ws)
    assert not layers_edited_together(QgsProject.instance())
    assert "switched off now" in case.told[0]
    _change_deed(case.layer())
    with Workspace.open(case.ws.path, "อีกคนหนึ่ง").transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p3", "deed_no": "7"}])
    assert case.layer().commitChanges()
    assert land_case.parcel(case.ws, "01A002")["deed_no"] == "8"
    assert case.ws.read("change")["kind"].iloc[-1] == "correct"


def test_switched_on_later_it_is_switched_off_again(case: Case, together: Any, until: Until):
    case.saves.follow(case.ws)
    together()
    until(lambda: case.told)
    assert not layers_edited_together(QgsProject.instance())
    QApplication.processEvents()
    assert len(case.told) == 1


def test_an_edit_that_was_only_begun_is_to_be_begun_again(case: Case, together: Any):
    together()
    case.layer().startEditing()
    case.saves.follow(case.ws)
    assert "begin again" in case.told[0]
    assert not case.layer().isEditable()
    assert not layers_edited_together(QgsProject.instance())


def test_with_edits_in_it_she_is_told_what_to_do_first(case: Case, together: Any, until: Until):
    together()
    layer = case.layer()
    _change_deed(layer)
    case.saves.follow(case.ws)
    assert "Save or give up" in case.told[0]
    assert layer.isModified(), "no edit of hers is given up"
    layer.rollBack()
    until(lambda: len(case.told) > 1)
    assert "switched off now" in case.told[1]
    assert not layers_edited_together(QgsProject.instance())


def test_without_a_workspace_the_project_is_as_she_wants_it(case: Case, together: Any):
    case.saves.follow(case.ws)
    case.saves.follow(None)
    together()
    QApplication.processEvents()
    assert layers_edited_together(QgsProject.instance())
