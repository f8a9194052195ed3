"""Codes in force are known by what they say, whatever block their row is filed under."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.numbering import Rule, Way
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.numbering import NumberingError, apply_numbering, plan_numbering
from taxmap_plugin.editing.parcel_plan import Decision, PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.recode import plan_codes, plan_recode
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.editing.strip import plan_strip

from . import block_case, land_case
from .land_case import box, line

both = pytest.mark.usefixtures("kept_in_both")
WHY = Decision(reason="ทดสอบ")


@pytest.fixture
def declared(tmp_path):
    """Block 01A is declared; 01A002 is filed under no block, and p6 is the draft 01B001."""
    ws = land_case.make(tmp_path, declared=True)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "block_code": None}])
        draft = {"parcel_code": "01B001", "block_code": "01B", "lot": "001"}
        tx.update_rows("parcel", [{"uuid": "p6", **draft}])
    return ws


@both
def test_a_code_in_force_retires_though_its_row_names_no_block(declared):
    plan = plan_merge(declared, ["p1", "p2"])
    apply_plan(declared, plan, WHY)
    assert list(declared.read("retired_code")["code"]) == ["01A002"]


@both
@pytest.mark.parametrize(
    "plan",
    [
        lambda ws: plan_recode(ws, ["p2"], "01B"),  # out of force
        lambda ws: plan_recode(ws, ["p6"], "01A"),  # into it
        lambda ws: plan_strip(ws, box(45, 5, 50, 10)),
        lambda ws: plan_split(ws, "p2", [line((60, -5), (60, 35))]),
    ],
    ids=["out", "into", "strip", "split"],
)
def test_a_change_of_codes_in_force_asks_for_a_reason(declared, plan):
    planned = plan(declared)
    assert planned.reason_needed
    with pytest.raises(PlanError, match="codes of block 01A are in force") as refused:
        apply_plan(declared, planned)
    assert refused.value.message.id == "parcel_write.reason_needed"
    apply_plan(declared, planned, WHY)


@both
def test_a_typed_code_in_force_asks_for_a_reason_too(declared):
    plan = plan_split(declared, "p6", [line((100, 25), (100, 65))])
    assert not plan.reason_needed
    with pytest.raises(PlanError) as refused:
        apply_plan(declared, plan, Decision(codes={1: "01A077"}))
    assert refused.value.message.id == "parcel_write.reason_needed"


@both
def test_a_draft_code_asks_for_none(declared):
    plan = plan_codes(declared, {"p6": "01B007"})
    assert not plan.reason_needed
    apply_plan(declared, plan)
    assert declared.read("retired_code").empty


def test_numbering_into_a_declared_block_asks_for_a_reason(tmp_path):
    lots = {"b1": ("01A", "01B001")}  # filed under another block
    ws = block_case.make(tmp_path, lots, declared=["01A"])
    planned = plan_numbering(ws, ["01A"], Way(), Rule(keep=False))
    assert list(planned["new_code"]) == ["01A001"]
    with pytest.raises(NumberingError) as refused:
        apply_numbering(ws, planned)
    assert refused.value.message.params["codes"] == ["01B001"]
    apply_numbering(ws, planned, reason="ผิดเขตย่อย")
    assert block_case.retired(ws) == {}
