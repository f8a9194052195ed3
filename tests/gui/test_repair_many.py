"""Several findings repaired at once: from the quality dock to what is written on the map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.editing.quality_check import check_quality
from taxmap_plugin.gui.quality_dock import QualityDock
from taxmap_plugin.gui.repair_many import REPAIR_MANY, open_repairs
from taxmap_plugin.gui.steps import Steps
from taxmap_plugin.processing.repairquality import RepairQuality
from taxmap_plugin.workspace.store import Workspace

from ..editing import land_case
from ..processing.change_case import run
from .canvas_case import Window
from .conftest import Until
from .quality_case import english_dock, groups, opened, show

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
    english_dock.repairs_wanted.connect(lambda *asked: open_repairs(steps, workspace, *asked))
    return filled


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
