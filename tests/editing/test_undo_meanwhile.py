"""An officer takes her change back after a colleague has worked on the same land."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.message import Message
from taxmap_plugin.editing.draw import plan_draw
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.new_thing import add_thing
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.reshape import plan_move
from taxmap_plugin.editing.restore import plan_restore
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import UndoError, redo, undo

from .. import clock, fabrics
from . import land_case
from .land_case import at, box, line

pytestmark = pytest.mark.usefixtures("kept_in_both")

WHY = Decision(reason="ทดสอบ")


def colleague(ws: Workspace) -> Workspace:
    return Workspace.open(ws.storage, user="สมชาย")


def split_west(ws: Workspace, uuid: str, y: float) -> str:
    """A parcel of the west column is divided; the uuid of the new piece."""
    done = apply_plan(ws, plan_split(ws, uuid, [line((20, y - 5), (20, y + 35))]))
    return done.parcels[1]


def refused(ws: Workspace, word: str) -> UndoError:
    """Nothing is written by an undo that names what stands in its way."""
    before, changes = land_case.everything(ws), ws.count("change")
    with pytest.raises(UndoError, match=word) as error:
        undo(ws)
    assert land_case.everything(ws) == before
    assert ws.count("change") == changes
    return error.value


# --- what has come to belong to it -------------------------------------------------------------


def test_a_photo_of_a_piece_is_not_left_without_it(tmp_path):
    ws = land_case.make(tmp_path)
    piece = split_west(ws, "p4", 30)
    with colleague(ws).transaction("settings") as tx:
        photo = {"subject_table": "parcel", "subject_uuid": piece, "title": "รูปหน้าแปลง"}
        tx.insert_rows("attachment", [{**photo, "path": "รูป/1.jpg"}])
    refused(ws, "รูปหน้าแปลง")


def test_a_photo_of_a_building_is_not_left_without_it(tmp_path):
    ws = land_case.make(tmp_path)
    building = add_thing(ws, "building", box(60, 5, 66, 12))
    with colleague(ws).transaction("settings") as tx:
        photo = {"subject_table": "building", "subject_uuid": building.uuid, "title": "รูปบ้าน"}
        tx.insert_rows("attachment", [{**photo, "path": "รูป/2.jpg"}])
    refused(ws, "รูปบ้าน")


def test_a_match_is_not_left_without_its_title_document(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.insert_rows("title_document", [{"uuid": "t2", "deed_no": "1002", "parcel_uuid": "p2"}])
    with colleague(ws).transaction("match") as tx:
        match = {"register_table": "title_document", "register_uuid": "t2", "outcome": "exact"}
        tx.insert_rows("match", [{**match, "parcel_uuid": "p2"}])
    refused(ws, "exact")


def test_parcels_of_a_block_are_not_left_without_it(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("settings") as tx:
        tx.insert_rows("zone", [{"zone_code": "01", "geom": box(-200, -200, 600, 600)}])
    block = add_thing(ws, "block", box(200, 0, 320, 60))
    office = colleague(ws)
    drawn = apply_plan(office, plan_draw(office, box(210, 0, 230, 20)))
    code = ws.rows("parcel", where="uuid = ?", params=drawn.parcels)[0]["parcel_code"]
    assert block.code and code.startswith(block.code)
    refused(ws, code)
    undo(office)
    undo(ws)
    assert not ws.count("block", "block_code = ?", [block.code])


def test_parcels_that_were_coded_before_their_block_was_drawn_hold_nothing_back(tmp_path):
    ws = land_case.make(tmp_path)
    office = colleague(ws)
    with office.transaction("settings") as tx:
        tx.update_rows("parcel", [{"uuid": "p6", "block_code": "02A", "zone_code": "02"}])
    with ws.transaction("new") as tx:
        tx.insert_rows("block", [{"block_code": "02A", "geom": box(80, 30, 120, 60)}])
    with office.transaction("settings") as tx:
        tx.update_rows("parcel", [{"uuid": "p6", "block_code": "02A", "note": "ตรวจแล้ว"}])
    undo(ws)
    assert not ws.count("block", "block_code = '02A'")


def test_a_building_of_a_colleague_whose_clock_is_behind_keeps_its_parcel(tmp_path, monkeypatch):
    ws = land_case.make(tmp_path)
    split_west(ws, "p4", 30)
    clock.is_off(monkeypatch, -3)
    building = add_thing(colleague(ws), "building", box(30, 40, 32, 42))
    monkeypatch.undo()
    refused(ws, str(building.code))


def test_what_belonged_to_a_parcel_before_it_came_back_holds_nothing_back(tmp_path):
    """The owner of a parcel that nothing followed stayed with it."""
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_native(ws, NativeEdits(deleted=["p3"])), WHY)
    former = ws.read("parcel_history", ["uuid"], "parcel_uuid = 'p3'")["uuid"][0]
    apply_plan(ws, plan_restore(ws, former))
    with colleague(ws).transaction("settings") as tx:
        tx.update_rows("ownership", [{"uuid": "h3", "note": "ยืนยันแล้ว"}])
    undo(ws)
    assert "01A003" not in land_case.living(ws)


def test_what_came_to_a_parcel_after_an_undo_holds_the_redo_back(tmp_path):
    ws = land_case.make(tmp_path)
    split_west(ws, "p4", 30)
    undo(ws)
    with colleague(ws).transaction("settings") as tx:
        photo = {"subject_table": "parcel", "subject_uuid": "p4", "title": "รูปหน้าแปลง"}
        tx.insert_rows("attachment", [{**photo, "path": "รูป/1.jpg"}])
    with pytest.raises(UndoError, match="รูปหน้าแปลง"):
        redo(ws)
    assert "01A004" in land_case.living(ws)


# --- findings ----------------------------------------------------------------------------------


def test_a_finding_that_somebody_has_dealt_with_stays_with_her_note(tmp_path):
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    apply_plan(ws, plan_split(ws, "p1", [line((33, -5), (33, 35))]))
    first, *others = ws.rows("finding", ["uuid", "check_id"])
    assert others
    with colleague(ws).transaction("settings") as tx:
        tx.update_rows("finding", [{"uuid": first["uuid"], "decision": "ดูแล้ว"}])
    undo(ws)
    after = land_case.everything(ws)
    (left,) = after.pop("finding")
    assert (left["check_id"], left["decision"]) == (first["check_id"], "ดูแล้ว")
    assert not before.pop("finding")
    assert after == before
    redo(ws)
    assert ws.count("finding") == 1 + len(others)
    undo(ws)
    assert ws.rows("finding", ["decision"]) == [{"decision": "ดูแล้ว"}]


def test_a_finding_that_somebody_took_away_is_not_missed(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_split(ws, "p1", [line((33, -5), (33, 35))]))
    with colleague(ws).transaction("settings") as tx:
        tx.delete("finding", ws.read("finding")["uuid"].head(1))
    undo(ws)
    assert not ws.count("finding")


def test_a_finding_about_what_goes_holds_nothing_back(tmp_path):
    ws = land_case.make(tmp_path)
    piece = split_west(ws, "p4", 30)
    with colleague(ws).transaction("settings") as tx:
        note = {"check_id": "x", "message": Message("common.cancelled"), "subject_table": "parcel"}
        tx.insert_rows("finding", [{**note, "subject_uuid": piece}])
    undo(ws)
    assert "01A004/001" not in land_case.living(ws)


# --- the ground --------------------------------------------------------------------------------

MOVED_IN = [(at(120, 0), at(110, 0)), (at(120, 30), at(110, 30))]
"""The east side of 01A003, ten metres to the west."""


def test_a_parcel_does_not_come_back_over_one_that_was_drawn_in_its_place(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_native(ws, NativeEdits(deleted=["p3"])), WHY)
    office = colleague(ws)
    drawn = apply_plan(office, plan_draw(office, box(80, 0, 120, 30)), WHY)
    code = ws.rows("parcel", where="uuid = ?", params=drawn.parcels)[0]["parcel_code"]
    assert refused(ws, code).message.id == "undo.ground_taken"
    undo(office)
    undo(ws)
    assert land_case.living(ws)["01A003"] == 1200.0


def test_a_boundary_does_not_come_back_over_a_parcel_that_was_drawn_beside_it(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_move(ws, MOVED_IN), WHY)
    office = colleague(ws)
    apply_plan(office, plan_draw(office, box(110, 0, 130, 30)), WHY)
    assert refused(ws, "01A007").message.id == "undo.ground_taken"


def test_what_was_taken_back_is_not_done_again_over_what_was_drawn_since(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_draw(ws, box(120, 0, 140, 30)), WHY)
    undo(ws)
    office = colleague(ws)
    apply_plan(office, plan_draw(office, box(130, 0, 150, 30)), WHY)
    with pytest.raises(UndoError) as error:
        redo(ws)
    assert error.value.message.id == "undo.ground_taken"


def test_a_neighbour_that_grew_onto_the_ground_holds_it(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_native(ws, NativeEdits(deleted=["p3"])), WHY)
    office = colleague(ws)
    apply_plan(office, plan_native(office, NativeEdits(shapes={"p2": box(40, 0, 90, 30)})), WHY)
    assert refused(ws, "01A002").message.id == "undo.ground_taken"


def pointed(west: float) -> shapely.Polygon:
    """01A002 with a point that lies over 01A003."""
    return shapely.Polygon([at(west, 0), at(79, 0), at(82, 15), at(79, 30), at(west, 30)])


def test_an_overlap_that_was_there_before_holds_nothing_back(tmp_path):
    """Real maps are dirty: the neighbour lay over it when it was taken away."""
    ws = land_case.make(tmp_path)
    with ws.transaction("import") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "geom": pointed(40)}])
    apply_plan(ws, plan_native(ws, NativeEdits(deleted=["p3"])), WHY)
    office = colleague(ws)
    apply_plan(office, plan_native(office, NativeEdits(shapes={"p2": pointed(41)})), WHY)
    undo(ws)
    assert land_case.living(ws)["01A003"] == 1200.0


def test_both_sides_share_the_corners_that_a_neighbour_got_meanwhile(tmp_path):
    """Where nobody's ground was beside them, nobody else got these corners."""
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_native(ws, NativeEdits(deleted=["p3"])), WHY)
    office = colleague(ws)
    apply_plan(office, plan_split(office, "p6", [line((100, 25), (100, 65))]))
    apply_plan(office, plan_draw(office, box(60, -20, 110, 0)), WHY)
    undo(ws)
    assert land_case.living(ws)["01A003"] == 1200.0
    assert fabrics.unshared(ws.read("parcel")["geom"]) == []
    redo(ws)
    undo(ws)
    assert fabrics.unshared(ws.read("parcel")["geom"]) == []
