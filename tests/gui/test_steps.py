"""What a step fills in for the officer before its dialog opens."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from shapely import box

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.resources import load_json
from taxmap_plugin.gui.steps import filled_in
from taxmap_plugin.workspace.store import Workspace

STEPS = load_json("stages.json")["steps"]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    ws = Workspace.create(tmp_path / "ตำบล สาธิต.gpkg", Municipality("เทศบาลตำบลสาธิต"))
    squares = [box(500000 + 10 * i, 2070000, 500010 + 10 * i, 2070010) for i in range(4)]
    with ws.transaction("import") as tx:
        blocks = pd.DataFrame({"block_code": ["01A", "01B", "01C", "01D"], "geom": squares})
        tx.insert("block", blocks.assign(code_state=["draft", "declared", "draft", "draft"]))
        codes = ["01D001", "01B001", None, "01A001"]
        inside = ["01D", "01B", "01C", "01A"]
        parcels = pd.DataFrame({"parcel_code": codes, "block_code": inside, "geom": squares})
        tx.insert("parcel", parcels)
    return ws


def filled(step: str, workspace: Workspace) -> dict:
    return filled_in(STEPS[step].get("parameters", {}), workspace)


def test_sheets_go_beside_the_workspace(workspace: Workspace):
    folder = Path(filled("export_sheets", workspace)["FOLDER"])
    assert folder == workspace.path.parent / "ตำบล สาธิต_sheets"


def test_every_step_can_be_filled_in(workspace: Workspace):
    for step, told in STEPS.items():
        if "algorithm" in told:
            assert filled(step, workspace)["WORKSPACE"] == str(workspace.path)
