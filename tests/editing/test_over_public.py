"""Parcels over public ground are filed where nobody saw the preview."""

from __future__ import annotations

import pytest

from taxmap_plugin.editing.draw import plan_draw
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_batch import Job, run_batch
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.restore import plan_restore
from taxmap_plugin.editing.strip import plan_strip

from . import land_case
from .land_case import box

pytestmark = pytest.mark.usefixtures("kept_in_both")


def _filed(ws):
    rows = ws.rows("finding", where="state = 'open' AND check_id LIKE 'overlap.%'")
    return [(row["check_id"], row["subject_uuid"], row["geom"]) for row in rows]


def _taken(tmp_path):
    """01A001 is public land by now; the key of its history."""
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_strip(ws, box(-1, -1, 40, 30)))
    return ws, ws.rows("parcel_history", ["uuid"], "parcel_uuid = 'p1'")[0]["uuid"]


def test_a_parcel_restored_by_a_batch_over_public_land_is_filed(tmp_path):
    ws, past = _taken(tmp_path)
    run_batch(ws, [Job("01A001", lambda now: plan_restore(now, past))])
    ((check, parcel, place),) = _filed(ws)
    assert (check, parcel) == ("overlap.by_area", "p1")
    assert box(0, 0, 40, 30).contains(place)


def test_who_saw_it_in_the_preview_has_no_finding(tmp_path):
    ws, past = _taken(tmp_path)
    apply_plan(ws, plan_restore(ws, past))
    assert _filed(ws) == []


@pytest.mark.parametrize("how", ["batch", "native"])
def test_a_parcel_drawn_unseen_over_water_is_filed(tmp_path, how):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.insert_rows("water", [{"name": "คลองสาธิต", "geom": box(0, 70, 120, 80)}])
    drawn = box(0, 65, 30, 95)
    if how == "batch":
        run_batch(ws, [Job("1", lambda now: plan_draw(now, drawn))])
    else:
        apply_plan(ws, plan_native(ws, NativeEdits(added=[{"geom": drawn}])))
    assert [check for check, *_ in _filed(ws)] == ["overlap.by_area"]


def test_it_is_over_where_the_public_land_is_left(tmp_path):
    ws, past = _taken(tmp_path)
    run_batch(ws, [Job("01A001", lambda now: plan_restore(now, past))])
    (ground,) = ws.rows("public_land", ["uuid"])
    with ws.transaction("correct") as tx:
        tx.delete("public_land", [ground["uuid"]])
    redrawn = NativeEdits(shapes={"p1": box(0, 0, 40, 29)})
    apply_plan(ws, plan_native(ws, redrawn))
    assert _filed(ws) == []
