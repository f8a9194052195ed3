"""Two officers at one parcel: both values are shown, and nothing is overwritten silently."""

from __future__ import annotations

import pytest

from taxmap_plugin.editing.conflict import moved_meanwhile, over_theirs, seen_otherwise
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.workspace.problem import RowChanged
from taxmap_plugin.workspace.store import Workspace

from . import land_case
from .land_case import line

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
    assert not moved_meanwhile(plan, rows)


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
    assert moved_meanwhile(plan, error.value.rows)


def test_a_neighbour_whose_values_changed_is_no_conflict(tmp_path):
    """It only gets a corner; its new values stay."""
    ws = land_case.make(tmp_path)
    plan = plan_split(ws, "p1", [CUT])
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p4", "deed_no": "444"}])
    apply_plan(ws, plan)
    assert land_case.parcel(ws, "01A004")["deed_no"] == "444"
