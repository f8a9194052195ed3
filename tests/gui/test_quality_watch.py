"""What is written is looked at around the change, and what comes of it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from taxmap_plugin.gui.quality_watch import QualityWatch
from taxmap_plugin.gui.session import Session
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from ..editing import land_case
from .conftest import Until

OVERLAP = "check_id = 'quality.overlap' AND state = 'open'"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return land_case.make(tmp_path)


@pytest.fixture
def watch(qgis_app, workspace: Workspace) -> Iterator[QualityWatch]:
    session = Session(None)
    session.use(workspace)
    watch = QualityWatch(session)
    yield watch
    watch.close()
    session.use(None)
    session.release()


def write(watch: QualityWatch, ws: Workspace, table: str, **values) -> None:
    with ws.transaction("correct") as tx:
        tx.update_rows(table, [values])
    watch._session.data_changed.emit()


def test_an_overlap_is_a_finding_at_once_and_none_once_it_is_undone(
    watch: QualityWatch, workspace: Workspace, until: Until
):
    told: list[bool] = []
    watch._session.data_changed.connect(lambda: told.append(True))
    write(watch, workspace, "parcel", uuid="p1", geom=land_case.box(0, 0, 41, 30))
    until(lambda: workspace.count("finding", OVERLAP) == 1)
    until(lambda: len(told) == 2)  # so that docks read it anew
    undo(workspace)
    watch._session.data_changed.emit()
    until(lambda: workspace.count("finding", OVERLAP) == 0)
    until(lambda: not watch.is_looking())
    kinds = workspace.read("change", ["kind"])["kind"].tolist()
    assert kinds[-4:] == ["correct", "quality_check", "undo", "quality_check"]


def test_two_changes_in_a_row_are_both_looked_at(
    watch: QualityWatch, workspace: Workspace, until: Until
):
    write(watch, workspace, "parcel", uuid="p1", geom=land_case.box(0, 0, 41, 30))
    write(watch, workspace, "parcel", uuid="p3", geom=land_case.box(79, 0, 120, 30))
    until(lambda: workspace.count("finding", OVERLAP) == 2)


def test_what_is_not_on_the_map_is_not_looked_at(
    watch: QualityWatch, workspace: Workspace, until: Until
):
    write(watch, workspace, "owner", uuid="o1", display_name="นาง ค•••")
    until(lambda: not watch.is_looking())
    assert "quality_check" not in set(workspace.read("change", ["kind"])["kind"])
