"""The session follows QGIS's project, in the officer's language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsProject

from taxmap_plugin.gui.session import Session
from taxmap_plugin.settings import LANGUAGE, write
from taxmap_plugin.workspace.project import open_workspace_in_project, workspace_layers
from taxmap_plugin.workspace.store import Workspace
from tests.editing import land_case


@pytest.fixture
def case(tmp_path: Path) -> Workspace:
    return land_case.make(tmp_path)


@pytest.fixture
def session(english: str) -> Iterator[Session]:
    session = Session(None)
    yield session
    session.close()
    session.release()


@pytest.mark.all_layers
def test_a_project_saved_in_thai_opens_in_english(session: Session, case: Workspace):
    project, file = QgsProject.instance(), str(case.path.with_suffix(".qgz"))
    open_workspace_in_project(case.path, project, "th")["owner"].setName("เจ้าของของเรา")
    project.write(file)
    project.clear()
    project.read(file)
    layers = workspace_layers(project, case.path)
    assert layers["parcel"].name() == "Parcels"
    assert layers["owner"].name() == "เจ้าของของเรา", "what she named stays"
    assert session.workspace is not None
    assert not project.isDirty()


def test_a_project_opened_in_its_own_language_is_left_as_it_is(session: Session, case: Workspace):
    project, file = QgsProject.instance(), str(case.path.with_suffix(".qgz"))
    open_workspace_in_project(case.path, project, "en")["parcel"].setName("แปลงที่ดิน")
    project.write(file)
    project.clear()
    project.read(file)
    assert workspace_layers(project, case.path)["parcel"].name() == "แปลงที่ดิน"


def test_another_language_is_told_once_and_back(session: Session, case: Workspace):
    project = QgsProject.instance()
    parcel = open_workspace_in_project(case.path, project, "en")["parcel"]
    session.use(case)
    for code, name in (("th", "แปลงที่ดิน"), ("en", "Parcels")):
        write(LANGUAGE, code)
        session.speak_anew(case)
        assert parcel.name() == name
