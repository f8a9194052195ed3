"""Other codes for parcels, in their block or another one."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.editing.new_thing import add_thing
from taxmap_plugin.editing.parcel_plan import Decision, PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.recode import plan_codes, plan_recode
from taxmap_plugin.editing.retired_code import retire_codes

from . import land_case
from .land_case import box

pytestmark = pytest.mark.usefixtures("kept_in_both")


def test_into_another_block_with_buildings_and_signs(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    plan = plan_recode(ws, ["p1", "p2"], "01B")
    assert [piece.code for piece in plan.pieces] == ["01B001", "01B002"]
    apply_plan(ws, plan, Decision(reason="ย้ายเขตย่อย"))
    row = land_case.parcel(ws, "01B001")
    assert (row["uuid"], row["zone_code"], row["block_code"], row["lot"]) == (
        "p1",
        "01",
        "01B",
        "001",
    )
    assert set(ws.read("building")["building_code"]) == {"01B001-B001", "01B001-B002"}
    retired = ws.read("retired_code").set_index("code")["successor_codes"].to_dict()
    assert retired == {
        "01A001": "01B001",
        "01A002": "01B002",
        "01A001-B001": "01B001-B001",
        "01A001-B002": "01B001-B002",
        "01A001-P001": "01B001-P001",
    }
    assert ws.read("lineage").empty  # the ground and the identity stay


def test_a_retired_code_in_force_does_not_come_back(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    apply_plan(ws, plan_codes(ws, {"p1": "01A009"}), Decision(reason="ลำดับผิด"))
    with pytest.raises(PlanError) as refused:
        apply_plan(ws, plan_codes(ws, {"p2": "01A001"}), Decision(reason="ทดลอง"))
    assert refused.value.message.id == "parcel_write.code_retired"


def test_two_parcels_may_swap_their_codes_in_a_draft_block(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_codes(ws, {"p1": "01A002", "p2": "01A001"}))
    assert (land_case.parcel(ws, "01A001")["uuid"], land_case.parcel(ws, "01A002")["uuid"]) == (
        "p2",
        "p1",
    )


def test_of_two_parcels_that_swap_codes_in_force_the_buildings_swap_too(tmp_path):
    """A code that another building has now is not retired: it would be there twice."""
    ws = land_case.make(tmp_path, declared=True)
    add_thing(ws, "building", box(50, 5, 56, 12))
    swapped = {"p1": "01A002", "p2": "01A001"}
    apply_plan(ws, plan_codes(ws, swapped), Decision(reason="สลับเลข"))
    codes = {row["building_code"]: row["parcel_uuid"] for row in ws.rows("building")}
    assert codes == {"01A002-B001": "p1", "01A002-B002": "p1", "01A001-B001": "p2"}
    retired = {row["code"]: row["successor_codes"] for row in ws.rows("retired_code")}
    assert retired == {"01A001-B002": "01A002-B002", "01A001-P001": "01A002-P001"}


def test_a_building_does_not_get_the_code_of_one_that_is_gone(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    with ws.transaction("correct") as tx:
        gone = pd.DataFrame([{"code": "01A002-B001", "uuid": "b9", "successor": None}])
        retire_codes(tx, "building", gone, "รื้อถอน")
    swapped = {"p1": "01A002", "p2": "01A001"}
    apply_plan(ws, plan_codes(ws, swapped), Decision(reason="สลับเลข"))
    codes = {row["uuid"]: row["building_code"] for row in ws.rows("building")}
    assert codes == {"b1": "01A002-B003", "b2": "01A002-B002"}
