"""Two officers at one parcel: both values are shown, and nothing is overwritten silently."""

from __future__ import annotations

import pytest

from taxmap_plugin.editing.conflict import is_outdated, over_theirs, seen_otherwise
from taxmap_plugin.editing.parcel_plan import Decision, PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.recode import plan_codes
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.editing.strip import plan_strip
from taxmap_plugin.workspace.problem import RowChanged
from taxmap_plugin.workspace.store import Workspace

from . import land_case
from .land_case import box, line

pytestmark = pytest.mark.usefixtures("kept_in_both")

CUT = line((25, -5), (25, 35))


@pytest.fixture
def refused(tmp_path):
    """The workspace, the plan, and the rows after somebody else changed a deed number."""
    ws = land_case.make(tmp_path)
    plan = plan_split(ws, "p1", [CUT])
    other = Workspace.open(ws.storage, "คนอื่น")
    with other.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "deed_no": "777", "moo": "3"}])
    with pytest.raises(RowChanged) as error:
        apply_plan(ws, plan)
    return ws, plan, error.value.rows


def test_both_values_and_who_are_there(refused):
    _, plan, rows = refused
    assert seen_otherwise(plan, rows) == {"p1": {"deed_no": "1001", "moo": None}}
    assert list(rows[["deed_no", "moo", "updated_by"]].iloc[0]) == ["777", "3", "คนอื่น"]
    assert not is_outdated(plan, rows)


def test_the_officer_may_write_hers_over_it(refused):
    ws, plan, rows = refused
    apply_plan(ws, over_theirs(plan, rows))
    assert land_case.parcel(ws, "01A001")["deed_no"] == "1001"


def test_a_plan_made_anew_takes_theirs(refused):
    ws, _, _ = refused
    apply_plan(ws, plan_split(ws, "p1", [CUT]))
    assert land_case.parcel(ws, "01A001")["deed_no"] == "777"


def test_a_moved_boundary_asks_for_a_new_plan(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_split(ws, "p1", [CUT])
    apply_plan(ws, plan_split(ws, "p4", [line((20, 25), (20, 65))]))  # gives 01A001 a corner
    with pytest.raises(RowChanged) as error:
        apply_plan(ws, plan)
    assert is_outdated(plan, error.value.rows)


def test_a_conflict_shows_only_what_would_be_written_over(tmp_path):
    """What a strip leaves of a parcel keeps its deed number, whoever changed it."""
    ws = land_case.make(tmp_path)
    plan = plan_strip(ws, box(-5, 10, 45, 12))
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "deed_no": "777", "document_area": 29_000}])
    with pytest.raises(RowChanged) as error:
        apply_plan(ws, plan)
    assert seen_otherwise(plan, error.value.rows) == {"p1": {"document_area": 30_000}}
    apply_plan(ws, over_theirs(plan, error.value.rows))
    row = land_case.parcel(ws, "01A001")
    assert (row["deed_no"], row["document_area"]) == ("777", 28_000)  # 1120 of 1200 m²


@pytest.fixture(params=["draft", "declared"])
def recoded(request, tmp_path):
    """The workspace, a plan of a split, and the rows after a colleague gave 01A001 01A050."""
    ws = land_case.make(tmp_path, declared=request.param == "declared")
    plan = plan_split(ws, "p1", [CUT])
    apply_plan(ws, plan_codes(ws, {"p1": "01A050"}), Decision(reason="ลำดับผิด"))
    with pytest.raises(RowChanged) as error:
        apply_plan(ws, plan, Decision(reason="แบ่ง"))
    return ws, plan, error.value.rows, request.param


def test_another_code_asks_for_a_new_plan(recoded):
    _, plan, rows, _ = recoded
    assert is_outdated(plan, rows)
    assert seen_otherwise(plan, rows)["p1"] == {"parcel_code": "01A001", "lot": "001"}


def test_written_over_it_no_code_in_force_comes_back_and_none_is_lost(recoded):
    ws, plan, rows, state = recoded
    plan = over_theirs(plan, rows)
    if state == "declared":
        with pytest.raises(PlanError) as refused:
            apply_plan(ws, plan, Decision(reason="แบ่ง"))
        assert refused.value.message.id == "parcel_write.code_retired"
        apply_plan(ws, plan, Decision(reason="แบ่ง", codes={0: "01A050", 1: "01A050/001"}))
        assert {"01A050", "01A050/001"} < set(land_case.living(ws))
        assert "01A001" not in land_case.living(ws)
    else:
        apply_plan(ws, plan)
        assert {"01A001", "01A001/001"} < set(land_case.living(ws))
    assert list(ws.read("parcel_history")["parcel_code"]) == ["01A050"]


def test_a_neighbour_whose_values_changed_is_no_conflict(tmp_path):
    """It only gets a corner; its new values stay."""
    ws = land_case.make(tmp_path)
    plan = plan_split(ws, "p1", [CUT])
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p4", "deed_no": "444"}])
    apply_plan(ws, plan)
    assert land_case.parcel(ws, "01A004")["deed_no"] == "444"
