"""Several findings repaired at once: from the quality dock to what is written on the map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.PyQt.QtCore import QItemSelectionModel

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.editing.quality_check import check_quality
from taxmap_plugin.editing.quality_decide import accept
from taxmap_plugin.gui.quality_dock import QualityDock
from taxmap_plugin.gui.repair_many import REPAIR_MANY, open_repairs
from taxmap_plugin.gui.steps import Steps
from taxmap_plugin.processing.repairquality import RepairQuality
from taxmap_plugin.workspace.store import Workspace

from ..editing import land_case
from ..processing.change_case import run
from .canvas_case import Window
from .conftest import Until
from .quality_case import english_dock, groups, opened, rest, show, told

__all__ = ["english_dock"]
SHAPES = {
    "p1": land_case.box(0, 0, 40.5, 30),  # half a metre over p2
    "p4": land_case.box(0, 30, 40.5, 60),  # over p5
    "p6": land_case.box(79.5, 30, 120, 60),  # over p5 from its other side
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": one, "geom": geom} for one, geom in SHAPES.items()])
    check_quality(ws, Silent())
    return ws


@pytest.fixture
def dialogs(english_dock: QualityDock, workspace: Workspace, window: Window, until: Until):
    """What the dialog of the algorithm is filled in with, each time it is opened."""
    opened(english_dock, workspace, until)
    show(english_dock, "to_do", "rule")
    steps = Steps(window, english_dock._session)
    filled: list[dict[str, Any]] = []
    steps.use_dialog(REPAIR_MANY, filled.append)
    english_dock.repairs_wanted.connect(lambda *asked: open_repairs(steps, *asked))
    return filled


def choose(dock: QualityDock, *uuids: str) -> None:
    """Select these findings, as with Ctrl."""
    model, tree = dock.page.model, dock.page.tree
    tree.clearSelection()
    for group in range(model.rowCount()):
        parent = model.index(group, 0)
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            finding = model.finding(index)
            if finding is not None and finding["uuid"] in uuids:
                how = QItemSelectionModel.SelectionFlag
                tree.selectionModel().select(index, how.Select | how.Rows)


def uuids_of(ws: Workspace, rule: str, *things: str) -> list[str]:
    """The findings of a rule about all of these things."""
    rows = ws.rows("finding", ["uuid", "things"], "check_id = ?", [f"quality.{rule}"])
    return [row["uuid"] for row in rows if all(thing in str(row["things"]) for thing in things)]


def choose_group(dock: QualityDock, title: str) -> None:
    row = next(at for at, name in enumerate(groups(dock)) if title in name.lower())
    dock.page.tree.setCurrentIndex(dock.page.model.index(row, 0))


def changes(ws: Workspace, filled: dict[str, Any]) -> int:
    """How much was written when Run was pressed in the dialog as it was filled in."""
    assert Path(filled["WORKSPACE"]) == ws.path
    results, _, _ = run(RepairQuality, ws, **filled, WRITE=True)
    return int(results["CHANGES"])


def test_a_whole_group_is_repaired(
    english_dock: QualityDock, workspace: Workspace, dialogs: list[dict[str, Any]]
):
    choose_group(english_dock, "overlap")
    english_dock.page.repair.click()
    assert changes(workspace, dialogs[0]) == 3
    check_quality(workspace, Silent())
    assert not workspace.count("finding", "check_id = 'quality.overlap' AND state = 'open'")


@pytest.mark.parametrize("is_coded", [True, False])
def test_what_is_not_selected_stays_even_beside_what_is(
    english_dock: QualityDock,
    workspace: Workspace,
    dialogs: list[dict[str, Any]],
    until: Until,
    is_coded: bool,
):
    """Of three overlaps two are selected, the third is of one of their parcels."""
    if not is_coded:
        with workspace.transaction("correct") as tx:
            tx.update_rows("parcel", [{"uuid": "p1", "parcel_code": None}])
        english_dock._session.data_changed.emit()
        rest(english_dock, until)
    selected = [
        *uuids_of(workspace, "overlap", "p1", "p2"),
        *uuids_of(workspace, "overlap", "p4", "p5"),
    ]
    choose(english_dock, *selected)
    english_dock.page.repair.click()
    assert changes(workspace, dialogs[0]) == 2
    check_quality(workspace, Silent())
    left = workspace.rows("finding", ["uuid"], "check_id = 'quality.overlap' AND state = 'open'")
    assert [row["uuid"] for row in left] == uuids_of(workspace, "overlap", "p5", "p6")


def test_what_was_accepted_since_is_left_and_the_rest_is_not_all_others(
    english_dock: QualityDock, workspace: Workspace, dialogs: list[dict[str, Any]]
):
    choose(
        english_dock, *uuids_of(workspace, "overlap", "p4"), *uuids_of(workspace, "overlap", "p6")
    )
    english_dock.page.repair.click()
    selected = dialogs[0]["FINDINGS"].split()
    accept(workspace, selected, "as surveyed")
    assert len(selected) == 2 and changes(workspace, dialogs[0]) == 0


def test_no_repair_of_many_that_an_officer_decides_one_by_one(
    english_dock: QualityDock, workspace: Workspace, dialogs: list[dict[str, Any]], until: Until
):
    """Two parcels within others: the button says why, and does nothing."""
    with workspace.transaction("correct") as tx:
        rows = [{"geom": land_case.box(x, 5, x + 10, 15)} for x in (10, 90)]
        inner = tx.insert_rows("parcel", rows)
    check_quality(workspace, Silent())
    english_dock._session.data_changed.emit()
    rest(english_dock, until)
    within = [uuid for one in inner for uuid in uuids_of(workspace, "containment", one)]
    choose(english_dock, *within)
    button = english_dock.page.repair
    assert len(within) == 2 and not button.isEnabled() and "one by one" in button.toolTip()
    english_dock.repair_chosen()
    assert dialogs == []
    choose(english_dock, *within, *uuids_of(workspace, "overlap", "p1", "p2"))
    assert button.isEnabled()
    button.click()
    assert changes(workspace, dialogs[0]) == 1
    assert "1 selected finding" in told(english_dock) and "2 of the selected" in told(english_dock)
