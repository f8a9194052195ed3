"""A boundary through a building is told before it is written, with where the building goes."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.message import Message, render
from taxmap_plugin.editing.building_across import building_notes
from taxmap_plugin.editing.parcel_plan import Decision, Plan, decided
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.plan_notes import noted
from taxmap_plugin.editing.reshape import plan_move
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.editing.strip import plan_strip
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .land_case import at, box, line

pytestmark = pytest.mark.usefixtures("kept_in_both")

B1 = "01A001-B001"  # 7 m × 7 m, from 5 to 12 m
B2 = "01A001-B002"  # 6 m × 7 m, from 30 to 36 m east


def told(ws: Workspace, plan: Plan) -> list[str]:
    notes = building_notes(ws, plan)
    assert all(render(note, "th") for note in notes)
    return [render(note, "en") for note in notes]


def test_a_line_beside_all_buildings_says_nothing(tmp_path):
    ws = land_case.make(tmp_path)
    assert told(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))])) == []


def test_a_line_through_a_building_says_which_and_where_it_goes(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_split(ws, "p1", [line((34, -5), (34, 35))])
    (said,) = told(ws, plan)
    assert said == (
        f"Building {B2}: It stands across the new boundary: 67 % on 01A001, 33 % on 01A001/001. "
        "It goes with 01A001; check whether it belongs there."
    )
    assert said == render(noted(ws, plan).notes[-1], "en"), "batches say it too"
    done = apply_plan(ws, plan)
    (building,) = ws.rows("building", ["parcel_uuid"], "uuid = 'b2'")
    assert building["parcel_uuid"] == done.parcels[0]


def test_a_building_over_the_boundary_of_old_says_what_of_it_is_on_no_piece(tmp_path):
    """8 m × 12 m, 3 m of it south of the parcel, the new line through its middle."""
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("building", [{"uuid": "b2", "geom": box(21, -3, 29, 9)}])
    (said,) = told(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]))
    assert "38 % on 01A001, 38 % on 01A001/001, the rest (25 %) on neither." in said


def test_codes_typed_in_the_preview_are_those_that_are_said(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_split(ws, "p1", [line((34, -5), (34, 35))])
    (said,) = told(ws, decided(plan, Decision(codes={0: "01A077", 1: None})))
    assert "67 % on 01A077, 33 % on no. 2 of the table" in said


def test_a_strip_over_a_building_says_how_much_becomes_public(tmp_path):
    ws = land_case.make(tmp_path)
    (said,) = told(ws, plan_strip(ws, box(28, -5, 33, 35)))
    assert said.startswith(f"Building {B2}: 50 % of it stands on ground that is cut off")
    assert "goes with 01A001; check whether it is pulled down" in said
    (said,) = told(ws, plan_strip(ws, box(4, -5, 13, 35)))
    assert said.startswith(f"Building {B1}: It stands on ground that is cut off, and on no")


def test_a_house_that_is_all_but_taken_is_not_told_as_taken_wholly(tmp_path):
    ws = land_case.make(tmp_path)
    (said,) = told(ws, plan_strip(ws, box(20, -5, 35.98, 35)))  # all but 2 cm of its 6 m
    assert said.startswith(f"Building {B2}: >99 % of it stands on ground that is cut off")


def test_a_road_that_takes_a_hundredth_of_a_house_is_told(tmp_path):
    ws = land_case.make(tmp_path)
    (said,) = told(ws, plan_strip(ws, box(28, -5, 30.1, 35)))  # 0.1 m of its 6 m
    assert said.startswith(f"Building {B2}: 2 % of it stands on ground that is cut off")
    assert told(ws, plan_strip(ws, box(28, -5, 30.05, 35))) == [], "the width of a drawn wall"


def test_what_was_filed_is_over_where_the_boundary_is_put_beside_the_house(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_move(ws, [(at(40, y), at(32, y)) for y in (0, 30)]))
    across = "check_id = 'building_across.divided' AND state = 'open'"
    assert ws.count("finding", across) == 1
    apply_plan(ws, plan_move(ws, [(at(32, y), at(33, y)) for y in (0, 30)]))
    assert ws.count("finding", across) >= 1, "it stands across still"
    apply_plan(ws, plan_move(ws, [(at(33, y), at(40, y)) for y in (0, 30)]))
    assert ws.count("finding", across) == 0


def test_a_house_over_a_road_is_still_to_be_looked_at_after_another_change(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_strip(ws, box(28, -5, 33, 35)))
    taken = "check_id = 'building_across.partly' AND state = 'open'"
    apply_plan(ws, plan_move(ws, [(at(0, y), at(-1, y)) for y in (0, 30)]))
    assert ws.count("finding", taken) == 1


def test_a_sign_on_a_strip_is_told_with_its_code(tmp_path):
    ws = land_case.make(tmp_path)
    (said,) = told(ws, plan_strip(ws, box(37, -5, 39, 35)))
    assert said.startswith("Signboard 01A001-P001: It stands on ground that is cut off")


def test_what_a_strip_cuts_is_a_finding_of_the_thing_itself(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_strip(ws, box(28, -5, 39, 35)))
    found = ws.rows("finding", ["message", "subject_code", "geom"], "check_id LIKE 'building_acr%'")
    texts = {row["subject_code"]: render(Message.from_json(row["message"]), "en") for row in found}
    assert set(texts) == {B2, "01A001-P001"}
    assert texts["01A001-P001"].startswith("It stands on ground that is cut off")
    assert all(row["geom"].intersects(box(28, 0, 39, 30)) for row in found)
    undo(ws)
    apply_plan(ws, plan_strip(ws, box(28, -5, 33, 35)))
    (row,) = ws.rows("finding", ["message"], "check_id LIKE 'building_acr%'")
    assert render(Message.from_json(row["message"]), "en").startswith("50 % of it")


def test_a_code_that_changes_with_the_parcel_is_the_one_of_the_finding(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_split(ws, "p1", [line((32, -5), (32, 35))]))  # b2 goes to the new parcel
    (row,) = ws.rows("finding", ["subject_code"], "check_id LIKE 'building_acr%'")
    (building,) = ws.rows("building", ["building_code"], "uuid = 'b2'")
    assert row["subject_code"] == building["building_code"] != B2


def test_a_moved_boundary_through_a_building(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_move(ws, [(at(40, y), at(32, y)) for y in (0, 30)])
    (said,) = told(ws, plan)
    assert "67 % on 01A002, 33 % on 01A001. It goes with 01A002;" in said


def test_of_many_buildings_the_first_are_told(tmp_path):
    ws = land_case.make(tmp_path)
    row = {"parcel_uuid": "p1", "geom": box(30, 5, 36, 12)}
    with ws.transaction("correct") as tx:
        tx.insert_rows("building", [row] * 12)
    found = told(ws, plan_split(ws, "p1", [line((34, -5), (34, 35))]))
    assert len(found) == 11 and B2 in found[0]
    assert found[-1] == "3 more buildings and signs are to be looked at."


def test_a_building_that_loses_all_its_ground_is_said_before_one_that_loses_some(tmp_path):
    ws = land_case.make(tmp_path)
    first, second = told(ws, plan_strip(ws, box(10, -1, 37, 31)))
    assert B2 in first and "on no parcel any more" in first
    assert B1 in second
