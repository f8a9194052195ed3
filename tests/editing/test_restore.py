"""A retired parcel comes back with its identity."""

from __future__ import annotations

import math

import pytest
import shapely

from taxmap_plugin.core.ground import ground_of
from taxmap_plugin.core.message import render
from taxmap_plugin.editing.draw import plan_draw
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_plan import Decision, PlanError
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.plan_notes import plan_notes
from taxmap_plugin.editing.recode import plan_codes
from taxmap_plugin.editing.reshape import plan_move
from taxmap_plugin.editing.restore import plan_restore
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.editing.strip import plan_strip
from taxmap_plugin.workspace.problem import RowChanged
from taxmap_plugin.workspace.undo import redo, undo

from .. import fabrics
from . import land_case
from .land_case import at, box, line

pytestmark = pytest.mark.usefixtures("kept_in_both")


WHY = Decision(reason="ทดสอบ")
OLD_LINE = line((40, -5), (40, 35))  # between 01A001 and 01A002


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


def test_public_ground_that_it_lies_over_is_told(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_strip(ws, box(-1, -1, 40, 30)))  # takes all of 01A001
    notes = plan_restore(ws, _history(ws, "01A001")).notes
    assert [note.id for note in notes] == ["overlap.by_area"]


def test_who_planned_before_it_retired_does_not_write_over_what_was_restored(tmp_path):
    ws = land_case.make(tmp_path)
    stale = plan_codes(ws, {"p1": "01A050"})
    apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]))
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")), Decision(codes={0: "01A077"}))
    with pytest.raises(RowChanged):
        apply_plan(ws, stale)
    assert "01A077" in land_case.living(ws)


def test_a_restoring_can_be_taken_back(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]))
    before = land_case.everything(ws)
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")))
    after = land_case.everything(ws)
    undo(ws)
    assert land_case.everything(ws) == before
    redo(ws)
    assert land_case.everything(ws) == after


def test_a_parcel_across_its_boundary_is_named(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_merge(ws, ["p1", "p2"]))
    with pytest.raises(PlanError) as refused:
        plan_restore(ws, _history(ws, "01A002"))
    assert refused.value.message.id == "restore.across"
    assert [one.params["code"] for one in refused.value.message.params["codes"]] == ["01A001"]


def test_a_living_parcel_needs_no_restoring(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]))
    history = _history(ws, "01A001")
    apply_plan(ws, plan_restore(ws, history))
    with pytest.raises(PlanError) as refused:
        plan_restore(ws, history)
    assert refused.value.message.id == "restore.living"


# -- codes in force: never given again, but to the parcel that comes back itself --------------


def test_a_parcel_that_a_canal_took_comes_back_with_its_code_in_force(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    apply_plan(ws, plan_strip(ws, box(40, 0, 80, 30), "water", {"kind": "canal"}), WHY)
    assert list(ws.read("retired_code")["code"]) == ["01A002"]
    plan = plan_restore(ws, _history(ws, "01A002"))
    assert (plan.pieces[0].code, plan.reason_needed) == ("01A002", True)
    apply_plan(ws, plan, WHY)
    row = land_case.parcel(ws, "01A002")
    assert (row["uuid"], row["block_code"], row["geom"].area) == ("p2", "01A", 1200.0)


def test_after_a_merge_and_a_split_back_only_restoring_brings_the_old_code(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    merged = apply_plan(ws, plan_merge(ws, ["p1", "p2"]), WHY).parcels[0]
    plan = plan_split(ws, merged, [OLD_LINE])
    assert "01A002" not in {piece.code for piece in plan.pieces}
    with pytest.raises(PlanError) as refused:
        apply_plan(ws, plan, Decision(reason="แบ่งกลับ", codes={1: "01A002"}))
    assert refused.value.message.id == "parcel_write.code_retired"
    apply_plan(ws, plan, WHY)
    apply_plan(ws, plan_restore(ws, _history(ws, "01A002")), WHY)
    assert land_case.parcel(ws, "01A002")["uuid"] == "p2"


def test_a_code_that_went_on_to_a_piece_comes_back_with_the_whole(tmp_path):
    """01A001 is divided, and a canal takes the piece that kept the code."""
    ws = land_case.make(tmp_path, declared=True)
    apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]), WHY)
    apply_plan(ws, plan_strip(ws, box(0, 0, 25, 30), "water", {"kind": "canal"}), WHY)
    assert "01A001" not in land_case.living(ws)
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")), WHY)
    assert land_case.parcel(ws, "01A001")["uuid"] == "p1"


def test_a_code_that_another_had_in_force_does_not_come_back(tmp_path):
    """01A002 was a draft of p2, then p6 had it in force: to p2 it would be given twice."""
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_strip(ws, box(40, 0, 80, 30), "water", {"kind": "canal"}))
    apply_plan(ws, plan_codes(ws, {"p6": "01A002"}))
    with ws.transaction("declare_codes") as tx:
        block = tx.rows("block", ["uuid"], "block_code = ?", ["01A"])[0]["uuid"]
        tx.update_rows("block", [{"uuid": block, "code_state": "declared"}])
    apply_plan(ws, plan_codes(ws, {"p6": "01A050"}), WHY)
    plan = plan_restore(ws, _history(ws, "01A002"))
    assert plan.pieces[0].code is None
    assert [note.id for note in plan.notes] == ["restore.without_code", "overlap.by_area"]
    apply_plan(ws, plan, WHY)
    with pytest.raises(PlanError) as refused:
        apply_plan(ws, plan_codes(ws, {"p2": "01A002"}), WHY)
    assert refused.value.message.id == "parcel_write.code_retired"


def test_without_a_free_code_it_keeps_its_block_and_says_so(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_strip(ws, box(40, 0, 80, 30), "water", {"kind": "canal"}))
    apply_plan(ws, plan_codes(ws, {"p6": "01A002"}))
    plan = plan_restore(ws, _history(ws, "01A002"))
    assert (plan.pieces[0].code, plan.pieces[0].keeps_code) == (None, False)
    assert [note.id for note in plan.notes] == ["restore.without_code", "overlap.by_area"]
    apply_plan(ws, plan)
    row = ws.rows("parcel", where="uuid = ?", params=["p2"])[0]
    assert (row["parcel_code"], row["zone_code"], row["block_code"]) == (None, "01", "01A")


def test_without_a_code_of_its_own_it_keeps_the_one_in_force_on_its_ground(tmp_path):
    """Documents name the ground by 01A050, whatever stands there."""
    ws = land_case.make(tmp_path, declared=True)
    with ws.transaction("edit") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "parcel_code": None, "block_code": None}])
    plan = plan_split(ws, "p1", [line((25, -5), (25, 35))])
    apply_plan(ws, plan, Decision(reason="ทดสอบ", codes={1: "01A050"}))
    retired = ws.rows("parcel_history", ["uuid"], "parcel_uuid = 'p1'")[0]["uuid"]
    plan = plan_restore(ws, retired)
    assert plan.pieces[0].code == "01A050"
    apply_plan(ws, plan, WHY)
    assert land_case.parcel(ws, "01A050")["uuid"] == "p1"


def test_where_its_code_is_taken_it_gets_the_one_in_force_on_its_ground(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_split(ws, "p2", [line((60, -5), (60, 35))]))
    remainder = land_case.parcel(ws, "01A002")["uuid"]
    apply_plan(ws, plan_codes(ws, {remainder: "01A060"}))
    apply_plan(ws, plan_codes(ws, {"p6": "01A002"}))
    with ws.transaction("declare_codes") as tx:
        block = tx.rows("block", ["uuid"], "block_code = ?", ["01A"])[0]["uuid"]
        tx.update_rows("block", [{"uuid": block, "code_state": "declared"}])
    retired = ws.rows("parcel_history", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]
    plan = plan_restore(ws, retired)
    assert plan.pieces[0].code == "01A002/001"
    assert "restore.other_code" in [note.id for note in plan.notes]
    apply_plan(ws, plan, WHY)


def _moved_corner(ws, by: float) -> None:
    """After 01A001 was divided, 01A002 took a wedge of it, ``by`` metres wide in the south."""
    apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]))
    apply_plan(ws, plan_move(ws, [(at(40, 0), at(40 - by, 0))]))


@pytest.mark.parametrize("by", [0.00005, 0.004, 0.04])
def test_a_hair_of_a_neighbour_is_fitted_and_told(tmp_path, by):
    ws = land_case.make(tmp_path)
    _moved_corner(ws, by)
    plan = plan_restore(ws, _history(ws, "01A001"))
    said = [render(note, "en") for note in plan.notes if note.id == "restore.fitted"]
    assert len(said) == 1 and "01A002 (" in said[0] and "at E 5000" in said[0]
    apply_plan(ws, plan)
    shapes = ws.read("parcel")["geom"]
    assert fabrics.unshared(shapes) == []
    assert shapely.area(shapes.to_numpy()).sum() == pytest.approx(7200, abs=1e-6)


@pytest.mark.parametrize("by", [-0.004, -0.04])
def test_a_hair_of_what_retires_is_taken_in(tmp_path, by):
    ws = land_case.make(tmp_path)
    _moved_corner(ws, by)
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")))
    shapes = ws.read("parcel")["geom"]
    assert fabrics.unshared(shapes) == []
    assert shapely.area(shapes.to_numpy()).sum() == pytest.approx(7200, abs=1e-6)


def test_no_ground_that_its_pieces_gained_by_a_hair_is_lost_where_it_is_fitted(tmp_path):
    """The west side of its piece went 4 mm out to the west; 01A002 came 4 mm over it."""
    ws = land_case.make(tmp_path)
    _moved_corner(ws, 0.004)
    apply_plan(ws, plan_move(ws, [(at(0, 0), at(-0.004, 0))]))
    before = shapely.union_all(ws.read("parcel")["geom"].to_numpy()).area
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")))
    shapes = ws.read("parcel")["geom"].to_numpy()
    assert shapely.union_all(shapes).area == pytest.approx(before, abs=1e-6)
    assert fabrics.unshared(shapes) == []


def test_what_lies_across_is_told_with_how_much_and_where(tmp_path):
    ws = land_case.make(tmp_path)
    _moved_corner(ws, 2)
    with pytest.raises(PlanError) as error:
        plan_restore(ws, _history(ws, "01A001"))
    said = render(error.value.message, "en")
    assert "parcel 01A002 (30.00 m² of it at E 5000" in said
    assert render(error.value.message, "th")


def _registers(ws):
    """What hangs on the parcels, without what counts the changes."""
    names = ("ownership", "land_use", "land_price", "title_document", "building", "assessment")
    everything = land_case.everything(ws)
    return {name: everything[name] for name in names}


def _with_a_deed(tmp_path):
    """01A001 with an owner by its deed, the area and the price of all of it in the registers."""
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        whole = {"document_area": 30_000, "total_price": 450_000_000}
        tx.update_rows("land_price", [{"uuid": "l1", **whole}])
        tx.update_rows("title_document", [{"uuid": "t1", **whole}])
        tx.update_rows("ownership", [{"uuid": "h1", "title_document_uuid": "t1"}])
    return ws


IN_THREE = [line((25, -5), (25, 35)), line((10, -5), (10, 35))]


@pytest.mark.parametrize("typed", [{}, {0: {"document_area": 18_000}}])
def test_its_registers_say_again_what_they_said_of_all_of_it(tmp_path, typed):
    ws = _with_a_deed(tmp_path)
    before = _registers(ws)
    for cut in IN_THREE:
        (row,) = ws.rows("parcel", ["uuid"], "parcel_code = '01A001'")
        apply_plan(ws, plan_split(ws, row["uuid"], [cut]), Decision(values=typed))
    assert ws.count("land_use") == 3 * 2
    (first, *_) = ws.rows("parcel_history", ["uuid"], "parcel_uuid = 'p1'")
    apply_plan(ws, plan_restore(ws, first["uuid"]))
    assert _registers(ws) == before
    undo(ws)
    assert ws.count("land_use") == 3 * 2


def test_its_former_owners_are_there_once(tmp_path):
    ws = _with_a_deed(tmp_path)
    with ws.transaction("correct") as tx:
        former = {"owner_uuid": "o2", "parcel_uuid": "p1", "to_date": "2015-06-30"}
        tx.insert_rows("ownership", [{**former, "from_date": "2001-01-01"}, former])
    before = _registers(ws)
    apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]))
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")))
    assert _registers(ws)["ownership"] == before["ownership"]


def test_it_has_the_registers_of_a_piece_that_a_canal_took(tmp_path):
    """The piece with the deed ended without an heir: its registers stayed with it till now."""
    ws = _with_a_deed(tmp_path)
    before = _registers(ws)
    apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]))
    apply_plan(ws, plan_strip(ws, box(0, 0, 25, 30), "water", {"kind": "canal"}))
    without = land_case.everything(ws)
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")))
    after = _registers(ws)
    names = before.keys() - {"building"}  # of the building in the canal nobody knows
    assert {name: after[name] for name in names} == {name: before[name] for name in names}
    assert [row["subject_uuid"] for row in ws.rows("attachment")] == ["p1"]
    undo(ws)
    assert land_case.everything(ws) == without


def test_registers_of_what_came_of_a_neighbour_too_stay_with_it(tmp_path):
    ws = _with_a_deed(tmp_path)
    west, _ = apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))])).parcels
    (merged,) = apply_plan(ws, plan_merge(ws, [west, "p4"])).parcels
    apply_plan(ws, plan_strip(ws, box(0, 0, 25, 30).union(box(0, 30, 40, 60)), "water"))
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")))
    assert land_case.parcel(ws, "01A001")["uuid"] == "p1"
    assert ws.rows("title_document", ["parcel_uuid"]) == [{"parcel_uuid": merged}]


def test_what_the_division_asked_is_answered(tmp_path):
    ws = _with_a_deed(tmp_path)
    apply_plan(ws, plan_split(ws, "p1", [line((33, -5), (33, 35))]))  # through the second house
    asked = {row["check_id"] for row in ws.rows("finding", ["check_id"], "state = 'open'")}
    assert asked == {"inheritance.copied", "inheritance.shared", "building_across.divided"}
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")))
    assert ws.count("finding", "state = 'open'") == 0


def test_what_an_earlier_division_asked_of_it_is_still_asked(tmp_path):
    """A piece is divided again and restored: its own owners were looked at by nobody."""
    ws = _with_a_deed(tmp_path)
    _, east = apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))])).parcels
    asked = _asked(ws)
    apply_plan(ws, plan_split(ws, east, [line((32, -5), (32, 35))]))
    history = _history(ws, "01A001/001")
    apply_plan(ws, plan_restore(ws, history))
    assert _asked(ws) == asked
    undo(ws)
    apply_plan(ws, plan_restore(ws, history))
    assert _asked(ws) == asked


def _asked(ws):
    rows = ws.rows("finding", ["check_id", "subject_uuid"], "state = 'open'")
    return sorted((row["check_id"], row["subject_uuid"]) for row in rows)


@pytest.mark.parametrize("declared", [False, True])
def test_what_stands_on_it_is_called_as_before(tmp_path, declared):
    """The house in the west went to another parcel, and the next code of its own is free."""
    ws = land_case.make(tmp_path, declared=declared)
    before = _registers(ws)["building"]
    apply_plan(ws, plan_split(ws, "p1", [line((15, -5), (15, 35))]), WHY)
    codes = {row["uuid"]: row["building_code"] for row in ws.rows("building")}
    assert codes == {"b1": "01A001/001-B001", "b2": "01A001-B002"}
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")), WHY)
    assert _registers(ws)["building"] == before
    retired = {row["code"] for row in ws.rows("retired_code", where="table_name = 'building'")}
    assert retired == ({"01A001-B001", "01A001/001-B001"} if declared else set())


def test_a_code_that_another_building_has_by_now_stays_with_it(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_split(ws, "p1", [line((15, -5), (15, 35))]))
    with ws.transaction("correct") as tx:
        tx.update_rows("building", [{"uuid": "b2", "building_code": "01A001-B001"}])
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")))
    codes = {row["uuid"]: row["building_code"] for row in ws.rows("building")}
    assert codes == {"b1": "01A001-B002", "b2": "01A001-B001"}


def test_a_document_that_was_tied_elsewhere_since_stays_as_it_is(tmp_path):
    ws = _with_a_deed(tmp_path)
    apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]))
    with ws.transaction("correct") as tx:
        tx.update_rows("title_document", [{"uuid": "t1", "parcel_uuid": "p2"}])
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")))
    (title,) = ws.rows("title_document", ["parcel_uuid", "document_area"])
    assert title == {"parcel_uuid": "p2", "document_area": None}


def test_houses_of_a_parcel_that_a_road_took_stand_on_it_again(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_strip(ws, box(-1, -1, 40, 31)))
    assert {row["parcel_uuid"] for row in ws.rows("building")} == {None}
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")))
    stands = {row["building_code"]: row["parcel_uuid"] for row in ws.rows("building")}
    assert stands == {"01A001-B001": "p1", "01A001-B002": "p1"}
    assert ws.count("finding", "check_id = 'building_across.taken' AND state = 'open'") == 0


def test_a_house_that_was_drawn_elsewhere_since_stays_there(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_strip(ws, box(-1, -1, 40, 31)))
    (house,) = ws.rows("building", ["uuid"], "building_code = '01A001-B002'")
    with ws.transaction("correct") as tx:
        tx.update_rows("building", [{**house, "geom": box(200, 200, 210, 210)}])
    apply_plan(ws, plan_restore(ws, _history(ws, "01A001")))
    stands = {row["building_code"]: row["parcel_uuid"] for row in ws.rows("building")}
    assert stands == {"01A001-B001": "p1", "01A001-B002": None}


BOW_TIE = shapely.Polygon([at(80, 30), at(120, 60), at(120, 30), at(80, 60)])
NOWHERE = shapely.Polygon([at(80, 30), at(120, 30), (math.inf, math.inf), at(80, 60)])


@pytest.mark.parametrize("shape", [BOW_TIE, NOWHERE])
def test_a_broken_shape_comes_back_as_it_was_and_is_told(tmp_path, shape):
    ws = land_case.make(tmp_path)
    was = shapely.multipolygons([shape])
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p6", "geom": was}])
    apply_plan(ws, plan_native(ws, NativeEdits(deleted=["p6"])))
    plan = plan_restore(ws, _history(ws, "01A006"))
    assert [note.id for note in plan.notes] == ["restore.broken"]
    plan_notes(ws, plan)  # what else there is to say can be said of it too
    apply_plan(ws, plan)
    assert land_case.parcel(ws, "01A006")["geom"].wkb == was.wkb


def test_a_broken_shape_does_not_come_back_over_ground_of_others(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p6", "geom": shapely.multipolygons([BOW_TIE])}])
    apply_plan(ws, plan_native(ws, NativeEdits(deleted=["p6"])))
    plan = plan_restore(ws, _history(ws, "01A006"))
    apply_plan(ws, plan_draw(ws, box(90, 30, 110, 40)))
    with pytest.raises(PlanError, match="has been drawn here"):
        apply_plan(ws, plan)


def test_a_broken_shape_comes_back_in_place_of_parcels_drawn_on_its_ground(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p6", "geom": shapely.multipolygons([BOW_TIE])}])
    apply_plan(ws, plan_native(ws, NativeEdits(deleted=["p6"])))
    with ws.transaction("correct") as tx:
        north, south = shapely.get_parts(ground_of(BOW_TIE))
        tx.insert_rows("parcel", [{"uuid": "n", "geom": north}, {"uuid": "s", "geom": south}])
        tx.insert_rows("land_use", [{"uuid": "u9", "parcel_uuid": "n", "use_type": "1", "area": 9}])
        hut = south.centroid.buffer(2)
        tx.insert_rows("building", [{"uuid": "b9", "parcel_uuid": "s", "geom": hut}])
    apply_plan(ws, plan_restore(ws, _history(ws, "01A006")))
    assert ws.count("parcel", "uuid IN ('n', 's')") == 0
    (use,) = ws.rows("land_use", ["parcel_uuid", "area"], "uuid = 'u9'")
    (building,) = ws.rows("building", ["parcel_uuid"], "uuid = 'b9'")
    assert (use["parcel_uuid"], use["area"], building["parcel_uuid"]) == ("p6", 9, "p6")
