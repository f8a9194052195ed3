"""A retired parcel comes back with its identity."""

from __future__ import annotations

import pytest

from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.parcel_plan import PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.restore import plan_restore
from taxmap_plugin.editing.split import plan_split

from .. import fabrics
from . import land_case
from .land_case import line

pytestmark = pytest.mark.usefixtures("kept_in_both")


def _history(ws, code: str) -> str:
    return ws.read("parcel_history", where="parcel_code = ?", params=[code])["uuid"].iloc[0]


def test_the_pieces_on_its_ground_retire(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]))
    plan = plan_restore(ws, _history(ws, "01A001"))
    assert [note.id for note in plan.notes] == ["restore.retires"]
    apply_plan(ws, plan)
    row = land_case.parcel(ws, "01A001")
    assert (row["uuid"], row["deed_no"], row["geom"].area) == ("p1", "1001", 1200.0)
    assert len(land_case.living(ws)) == 6
    assert set(ws.read("building")["parcel_uuid"]) == {"p1"}
    lineage = ws.read("lineage", where="kind = 'replace'")
    assert set(lineage["child_uuid"]) == {"p1"}


def test_it_has_the_corners_that_its_neighbours_got_meanwhile(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]))  # p4 in the north bends
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")))
    assert fabrics.unshared(ws.read("parcel")["geom"]) == []


def test_a_parcel_across_its_boundary_is_named(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_merge(ws, ["p1", "p2"]))
    with pytest.raises(PlanError) as refused:
        plan_restore(ws, _history(ws, "01A002"))
    assert refused.value.message.id == "restore.across"
    assert refused.value.message.params["codes"] == ["01A001"]


def test_a_living_parcel_needs_no_restoring(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]))
    history = _history(ws, "01A001")
    apply_plan(ws, plan_restore(ws, history))
    with pytest.raises(PlanError) as refused:
        plan_restore(ws, history)
    assert refused.value.message.id == "restore.living"
