"""Several findings repaired from the Quality dock in the real desktop, with QGIS's own dialog."""

from __future__ import annotations

from pathlib import Path

import pytest

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.editing.quality_check import check_quality
from tools import desktop

from ..editing import land_case

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(bool(desktop.why_not()), reason=f"no desktop: {desktop.why_not()}"),
]


def test_the_dialog_repairs_what_was_selected_in_the_open_workspace_and_nothing_else(
    tmp_path: Path,
):
    """Half a metre over the neighbour, three times; one of the parcels has no code."""
    ws = land_case.make(tmp_path)
    wide = {"p1": (0, 0, 40.5, 30), "p4": (0, 30, 40.5, 60), "p6": (79.5, 30, 120, 60)}
    rows = [{"uuid": uuid, "geom": land_case.box(*corners)} for uuid, corners in wide.items()]
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", rows)
        tx.update_rows("parcel", [{"uuid": "p4", "parcel_code": None}])
    check_quality(ws, Silent())
    wanted = desktop.Desktop(tmp_path, language="th", arguments={"workspace": str(ws.path)})
    run = wanted.run(Path(__file__).with_name("drive_repairs.py"))
    assert run.errors == [] and run.exit_code == 0, run.log[-2000:]
    assert run.facts["ended"] and run.facts["changes"] == 2
    assert run.facts["left"] == run.facts["not_selected"] and len(run.facts["left"]) == 1
