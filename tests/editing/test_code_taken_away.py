"""An officer empties the code of a parcel that lives on."""

from __future__ import annotations

import pytest

from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_plan import Decision, PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.recode import plan_codes
from taxmap_plugin.editing.reshape import plan_move
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.editing.strip import plan_strip
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .land_case import at, box, line

pytestmark = pytest.mark.usefixtures("kept_in_both")

EMPTIED = {0: None}
CHANGES = {
    "strip": (lambda ws: plan_strip(ws, box(-5, 25, 35, 27)), EMPTIED),
    "move": (lambda ws: plan_move(ws, [(at(0, 0), at(1, 0))]), EMPTIED),
    "recode": (lambda ws: plan_codes(ws, {"p1": "01A050"}), EMPTIED),
    "native": (lambda ws: plan_native(ws, NativeEdits(values={"p1": {"parcel_code": None}})), {}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_in_a_draft_block_it_has_no_code_and_stays_in_its_block(tmp_path, change):
    """Buildings and signboards have none either: their codes begin with that of the parcel."""
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    plan, codes = CHANGES[change]
    apply_plan(ws, plan(ws), Decision(codes=codes))
    row = ws.rows("parcel", where="uuid = ?", params=["p1"])[0]
    codes = row["parcel_code"], row["lot"], row["zone_code"], row["block_code"]
    assert codes == (None, None, "01", "01A")
    assert set(ws.read("building")["building_code"]) == {None}
    assert set(ws.read("signboard")["signboard_code"]) == {None}
    assert ws.read("retired_code").empty
    undo(ws)
    assert land_case.everything(ws) == before


@pytest.mark.parametrize("change", CHANGES)
def test_in_a_declared_block_it_is_refused(tmp_path, change):
    ws = land_case.make(tmp_path, declared=True)
    before = land_case.everything(ws)
    plan, codes = CHANGES[change]
    with pytest.raises(PlanError) as refused:
        apply_plan(ws, plan(ws), Decision(reason="ทดลอง", codes=codes))
    assert refused.value.message.id == "parcel_write.code_taken_away"
    assert refused.value.message.params["code"] == "01A001"
    assert land_case.everything(ws) == before


def test_a_new_piece_may_wait_for_its_code_there(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    plan = plan_split(ws, "p1", [line((25, -5), (25, 35))])
    apply_plan(ws, plan, Decision(reason="แบ่ง", codes={1: None}))
    assert None in land_case.living(ws)
    assert ws.read("retired_code", where="table_name = 'parcel'").empty


def test_a_parcel_that_had_no_code_there_needs_none(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p6", "parcel_code": None, "lot": "006"}])
    apply_plan(ws, plan_move(ws, [(at(120, 60), at(121, 60))]), Decision(reason="ปักหลัก"))
    row = ws.rows("parcel", where="uuid = ?", params=["p6"])[0]
    assert (row["geom"].area, row["lot"]) == (1215.0, "006")  # as an officer typed it
