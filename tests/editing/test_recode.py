"""Other codes for parcels, in their block or another one."""

from __future__ import annotations

import pytest

from taxmap_plugin.editing.parcel_plan import Decision, PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.recode import plan_codes, plan_recode

from . import land_case

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
