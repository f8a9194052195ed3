"""Two officers at one parcel: both values are shown, and nothing is overwritten silently."""

from __future__ import annotations

import json

import pytest

from taxmap_plugin.editing.conflict import (
    changed_meanwhile,
    is_outdated,
    left_to_theirs,
    over_theirs,
    same_pieces,
    written_over,
)
from taxmap_plugin.editing.division import suggest_codes
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.parcel_plan import Decision, PlanError, decided
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


def test_what_they_changed_and_who_are_there(refused):
    _, plan, rows = refused
    assert changed_meanwhile(plan, rows) == {"p1": {"deed_no": "777", "moo": "3"}}
    assert written_over(plan, rows) == {"p1": {}}, "she filled in nothing"
    assert list(rows["updated_by"]) == ["คนอื่น"]
    assert not is_outdated(plan, rows)


def test_what_the_officer_did_not_change_is_theirs(refused):
    """In the piece with the document, in the other one, and in the history."""
    ws, plan, rows = refused
    apply_plan(ws, over_theirs(plan, rows))
    first, second = land_case.parcel(ws, "01A001"), land_case.parcel(ws, "01A001/001")
    assert (first["deed_no"], first["moo"]) == ("777", "3")
    assert (second["deed_no"], second["moo"]) == (None, "3")
    kept = json.loads(ws.rows("parcel_history")[0]["values"])
    assert (kept["deed_no"], kept["moo"]) == ("777", "3")


def test_what_she_typed_is_shown_beside_theirs_and_written_over_it(refused):
    ws, plan, rows = refused
    hers = Decision(values={0: {"deed_no": "555"}, 1: {"deed_no": "556"}})
    assert written_over(decided(plan, hers), rows) == {"p1": {"deed_no": "555"}}
    apply_plan(ws, over_theirs(plan, rows), hers)
    first, second = land_case.parcel(ws, "01A001"), land_case.parcel(ws, "01A001/001")
    assert (first["deed_no"], second["deed_no"]) == ("555", "556")
    assert first["moo"] == "3"


def test_who_takes_theirs_gives_up_only_what_both_filled_in(refused):
    ws, plan, rows = refused
    hers = Decision(values={0: {"deed_no": "555", "land_no": "7"}, 1: {"deed_no": "556"}})
    assert left_to_theirs(decided(plan, hers), rows) == [{"deed_no"}, set()]
    assert same_pieces(plan, plan_split(ws, "p1", [CUT])) == {0: 0, 1: 1}


def test_pieces_of_ground_that_somebody_changed_are_other_ones(refused):
    ws, plan, _ = refused
    anew = plan_split(
        ws, "p1", [line((12, -5), (12, 35))]
    )  # pieces of 28 m and 12 m, not 25 and 15
    assert same_pieces(plan, anew) == {}


def test_the_piece_that_she_chose_has_their_document(refused):
    ws, plan, rows = refused
    plan = suggest_codes(ws, plan, {}, [1])
    apply_plan(ws, over_theirs(plan, rows))
    deeds = {code: land_case.parcel(ws, code)["deed_no"] for code in ("01A001", "01A001/001")}
    assert deeds == {"01A001": "777", "01A001/001": None}


def test_a_plan_made_anew_takes_theirs(refused):
    ws, _, _ = refused
    apply_plan(ws, plan_split(ws, "p1", [CUT]))
    assert land_case.parcel(ws, "01A001")["deed_no"] == "777"


def test_who_takes_another_code_gives_up_hers(recoded):
    _, plan, rows, _ = recoded
    assert left_to_theirs(plan, rows) == [{"parcel_code"}, {"parcel_code"}]


def test_a_moved_boundary_asks_for_a_new_plan(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_split(ws, "p1", [CUT])
    apply_plan(ws, plan_split(ws, "p4", [line((20, 25), (20, 65))]))  # gives 01A001 a corner
    with pytest.raises(RowChanged) as error:
        apply_plan(ws, plan)
    assert is_outdated(plan, error.value.rows)


def changed_under(ws, plan, **values):
    """The rows with which a plan is refused after somebody gave 01A002 these values."""
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", **values}])
    with pytest.raises(RowChanged) as error:
        apply_plan(ws, plan)
    return error.value.rows


def areas(ws):
    found = ws.read("parcel", ["parcel_code", "document_area"], "parcel_code LIKE '01A00_%'")
    return dict(zip(found["parcel_code"], found["document_area"]))


def test_a_document_area_corrected_meanwhile_is_of_no_piece_either(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_split(ws, "p2", [line((50, -5), (50, 35))])
    rows = changed_under(ws, plan, document_area=50_000)
    apply_plan(ws, over_theirs(plan, rows), Decision(values={0: {"document_area": 20_000}}))
    found = ws.rows("parcel", ["document_area"], "parcel_code LIKE '01A002%' ORDER BY parcel_code")
    assert [row["document_area"] for row in found] == [20_000, None]


def test_a_document_area_corrected_meanwhile_is_added_up_anew(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_merge(ws, ["p1", "p2"])
    rows = changed_under(ws, plan, document_area=50_000, officer_note="ของคนอื่น")
    assert written_over(plan, rows) == {"p2": {}}
    own = areas(ws)["01A001"]
    apply_plan(ws, over_theirs(plan, rows))
    assert areas(ws)["01A001"] == own + 50_000


def test_what_a_strip_leaves_has_their_document(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_strip(ws, box(-5, 10, 45, 12))
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "deed_no": "777", "document_area": 29_000}])
    with pytest.raises(RowChanged) as error:
        apply_plan(ws, plan)
    assert written_over(plan, error.value.rows) == {"p1": {}}
    apply_plan(ws, over_theirs(plan, error.value.rows))
    row = land_case.parcel(ws, "01A001")
    assert row["deed_no"] == "777"
    assert ws.count("parcel", "uuid = 'p1' AND document_area IS NULL") == 1


@pytest.fixture(params=["draft", "declared"])
def recoded(request, tmp_path):
    """The workspace, a plan of a split, and the rows after a colleague gave 01A001 01A050."""
    ws = land_case.make(tmp_path, declared=request.param == "declared")
    plan = plan_split(ws, "p1", [CUT])
    apply_plan(ws, plan_codes(ws, {"p1": "01A050"}), Decision(reason="ลำดับผิด"))
    with pytest.raises(RowChanged) as error:
        apply_plan(ws, plan, Decision(reason="แบ่ง"))
    return ws, plan, error.value.rows, request.param


def test_the_code_that_she_wanted_stands_beside_theirs(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_codes(ws, {"p1": "01A050"})
    apply_plan(Workspace.open(ws.storage, "คนอื่น"), plan)
    for code, lot in (("01A050", "050"), ("01A051", "051")):
        with pytest.raises(RowChanged) as error:
            apply_plan(ws, decided(plan, Decision(codes={0: code})))
        mine = written_over(decided(plan, Decision(codes={0: code})), error.value.rows)
        assert mine == {"p1": {"parcel_code": code, "lot": lot}}


def test_another_code_asks_for_a_new_plan(recoded):
    _, plan, rows, _ = recoded
    assert is_outdated(plan, rows)
    assert written_over(plan, rows)["p1"] == {"parcel_code": "01A001", "lot": "001"}


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
