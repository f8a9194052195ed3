"""What a step fills in for the officer before its dialog opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from taxmap_plugin.core.resources import load_json
from taxmap_plugin.gui.steps import filled_in
from taxmap_plugin.workspace.store import Workspace

from ..blocks_case import four_blocks

STEPS = load_json("stages.json")["steps"]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return four_blocks(tmp_path)


def filled(step: str, workspace: Workspace) -> dict:
    return filled_in(STEPS[step].get("parameters", {}), workspace)


def test_sheets_go_beside_the_workspace(workspace: Workspace):
    folder = Path(filled("export_sheets", workspace)["FOLDER"])
    assert folder == workspace.path.parent / "ตำบล สาธิต_sheets"


def test_every_step_can_be_filled_in(workspace: Workspace):
    for step, told in STEPS.items():
        if "algorithm" in told:
            assert filled(step, workspace)["WORKSPACE"] == str(workspace.path)
