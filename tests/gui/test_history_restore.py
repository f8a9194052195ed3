"""What an officer is told of a parcel that she restored."""

from __future__ import annotations

from typing import Optional

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import render
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.gui.history_restore import RESTORE, restoring
from taxmap_plugin.gui.parcel_tasks import Wish
from taxmap_plugin.workspace.store import Workspace
from tests.editing import land_case
from tests.editing.land_case import line


def _restored(ws: Workspace, codes: Optional[dict[int, Optional[str]]] = None) -> str:
    (history,) = ws.rows("parcel_history", ["uuid"], "parcel_code = '01A001'")
    plan = restoring().planners[RESTORE.name](ws, Wish((history["uuid"],)), Silent())
    apply = restoring().apply
    assert apply is not None
    return render(apply(ws, plan, Decision(codes=codes or {}), Silent()).message, "en")


def test_what_is_to_be_looked_at_is_told(tmp_path):
    """The piece in the east was sold meanwhile: its parts have different owners."""
    ws = land_case.make(tmp_path)
    cut = [line((25, -5), (25, 35))]
    _, east = apply_plan(ws, plan_split(ws, "p1", cut)).parcels
    with ws.transaction("correct") as tx:
        (held,) = tx.rows("ownership", ["uuid"], "parcel_uuid = ?", [east])
        tx.update_rows("ownership", [{**held, "owner_uuid": "o2"}])
    said = _restored(ws)
    assert said.startswith("Parcel 01A001 was restored. 1 thing was carried over by a rule")


def test_where_nothing_is_to_be_looked_at_nothing_is_said_of_it(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]))
    assert _restored(ws) == "Parcel 01A001 was restored."


def test_a_code_that_she_emptied_is_not_told_as_that_of_the_parcel(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]))
    said = _restored(ws, {0: None})
    assert said == "The parcel was restored; it has no code yet."
