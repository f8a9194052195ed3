"""A look around a change finds, and closes, what a look at the whole map would."""

from __future__ import annotations

import json

import pytest
import shapely

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import render, stored_message
from taxmap_plugin.core.quality_rules import rule
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.quality_check import check_quality
from taxmap_plugin.editing.quality_decide import accept
from taxmap_plugin.editing.quality_fix import plan_fix
from taxmap_plugin.editing.quality_near import LOCAL, check_near
from taxmap_plugin.editing.quality_repair import faults_found
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.workspace.undo import redo, undo

from . import land_case
from .land_case import box, line

BOW_TIE = shapely.Polygon([land_case.at(*p) for p in [(0, 0), (40, 30), (40, 0), (0, 30)]])
EDITS = {
    "over a neighbour": ("parcel", {"uuid": "p1", "geom": box(0, 0, 41, 30)}),
    "away from a neighbour": ("parcel", {"uuid": "p2", "geom": box(40.4, 0, 80, 30)}),
    "far away": ("parcel", {"uuid": "p2", "geom": box(400, 0, 440, 30)}),
    "a hair off": ("parcel", {"uuid": "p5", "geom": box(40, 30.005, 80, 60)}),
    "crossing itself": ("parcel", {"uuid": "p1", "geom": BOW_TIE}),
    "without a shape": ("parcel", {"uuid": "p6", "geom": None}),
    "the same as another": ("parcel", {"uuid": "p3", "geom": box(40, 0, 80, 30)}),
    "very small": ("parcel", {"uuid": "p4", "geom": box(0, 30, 1, 31)}),
    "out of its block": ("parcel", {"uuid": "p3", "geom": box(80, -20, 120, 30)}),
    "another document area": ("parcel", {"uuid": "p3", "document_area": 60_000}),
    "a use of more than the parcel": ("land_use", {"uuid": "u1", "area": 90_000}),
    "a house on no land": ("building", {"uuid": "b1", "geom": box(5, -40, 12, -30)}),
    "a house over two parcels": ("building", {"uuid": "b1", "geom": box(36, 5, 44, 12)}),
    "a block that leaves parcels": ("block", {"geom": box(0, 0, 70, 60)}),
}


def edit(ws, table: str, values: dict) -> str:
    if "uuid" not in values:
        values = {"uuid": ws.rows(table, ["uuid"])[0]["uuid"], **values}
    with ws.transaction("correct") as tx:
        tx.update_rows(table, [values])
    return tx.change_uuid


def nothing_is_left_to_file(ws) -> bool:
    filed = check_quality(ws, Silent(), LOCAL).filed
    return (filed.new, filed.reopened, filed.gone) == (0, 0, 0)


@pytest.mark.parametrize("what", EDITS)
def test_around_a_change_all_is_found_and_once_it_is_taken_back_all_closes(tmp_path, what):
    ws = land_case.make(tmp_path)
    check_quality(ws, Silent(), LOCAL)
    before = ws.count("finding", "state = 'open'")
    near = check_near(ws, [edit(ws, *EDITS[what])])
    assert near.outcome.failed == {} and near.filed.new >= 1
    assert nothing_is_left_to_file(ws)
    near = check_near(ws, [undo(ws).change_uuid])
    assert near.outcome.failed == {} and near.filed.gone >= 1
    assert ws.count("finding", "state = 'open'") == before
    assert nothing_is_left_to_file(ws)
    check_near(ws, [redo(ws).change_uuid])
    assert nothing_is_left_to_file(ws)


def test_all_edits_one_after_the_other_and_looked_at_together(tmp_path):
    ws = land_case.make(tmp_path)
    check_quality(ws, Silent(), LOCAL)
    check_near(ws, [edit(ws, *one) for one in EDITS.values()])
    assert nothing_is_left_to_file(ws)


FAR = box(9000, 9000, 9040, 9030)


@pytest.mark.usefixtures("kept_in_both")
def test_what_lies_in_no_block_differs_from_a_map_on_which_none_is_drawn(tmp_path):
    ws = land_case.make(tmp_path)
    check_quality(ws, Silent(), LOCAL)
    near = check_near(ws, [edit(ws, "parcel", {"uuid": "p1", "geom": FAR})])
    assert near.outcome.failed == {}
    assert "quality.outside_blocks" in {row["check_id"] for row in ws.rows("finding")}
    assert nothing_is_left_to_file(ws)
    assert check_near(ws, [edit(ws, "parcel", {"uuid": "p1", "note": "ดูแล้ว"})]).filed.gone == 0


@pytest.mark.usefixtures("kept_in_both")
def test_a_house_far_off_its_parcel_is_told_as_on_the_whole_map(tmp_path):
    ws = land_case.make(tmp_path)
    edit(ws, "building", {"uuid": "b1", "geom": FAR})
    check_quality(ws, Silent(), LOCAL)
    told = {row["check_id"]: row["message"] for row in ws.rows("finding")}
    assert "quality.unit_no_land" in told
    near = check_near(ws, [edit(ws, "building", {"uuid": "b1", "floors": 2})])
    assert (near.filed.new, near.filed.gone) == (0, 0), "its parcel is there, and so far away"
    assert {row["check_id"]: row["message"] for row in ws.rows("finding")} == told


def part_the_rows(ws) -> None:
    """Between the two rows is a gap of 118 by 0.4 m, which all six parcels enclose."""
    west = box(0, 30, 40, 60) - box(1, 30, 40, 30.4)
    east = box(80, 30, 120, 60) - box(80, 30, 119, 30.4)
    north = {"p4": west, "p5": box(40, 30.4, 80, 60), "p6": east}
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, "geom": geom} for uuid, geom in north.items()])


def gaps(ws) -> int:
    return ws.count("finding", "check_id = 'quality.gap' AND state = 'open'")


ALONG = [(0.5, 30.2), (119.5, 30.2)]
GROUNDS = {
    "road": (land_case.line(*ALONG), land_case.line((0.5, 90), (119.5, 90)), 1),
    "a piece of road": (land_case.line(*ALONG), land_case.line(ALONG[0], (15, 30.2)), 1),
    "water": (box(1, 30, 119, 30.4), box(1, 90, 119, 90.4), 1),
    "the middle of a water": (
        box(1, 30, 119, 30.4),
        box(1, 30, 55, 30.4) | box(65, 30, 119, 30.4),
        1,
    ),
    "public_land": (box(1, 30, 119, 30.4), box(1, 30, 50, 30.4), 1),
}


@pytest.mark.parametrize("what", GROUNDS)
def test_a_road_or_water_alone_that_goes_leaves_a_gap_and_once_back_closes_it(tmp_path, what):
    was, now, count = GROUNDS[what]
    name = what.split()[-1]
    ws = land_case.make(tmp_path)
    part_the_rows(ws)
    with ws.transaction("new") as tx:
        tx.insert_rows(name, [{"uuid": "g1", "geom": was}])
    check_quality(ws, Silent(), LOCAL)
    assert gaps(ws) == 0
    check_near(ws, [edit(ws, name, {"uuid": "g1", "geom": now})])
    assert gaps(ws) == count
    check_near(ws, [undo(ws).change_uuid])
    assert gaps(ws) == 0
    assert nothing_is_left_to_file(ws)


def test_a_gap_beside_many_parcels_stays_open_when_one_of_them_changes(tmp_path):
    ws = land_case.make(tmp_path)
    part_the_rows(ws)
    check_quality(ws, Silent(), LOCAL)
    assert gaps(ws) == 1
    check_near(ws, [edit(ws, "parcel", {"uuid": "p1", "geom": box(0, -1, 40, 30)})])
    assert gaps(ws) == 1
    assert nothing_is_left_to_file(ws)


def test_beside_a_long_gap_a_note_invents_no_shorter_one(tmp_path):
    ws = land_case.make(tmp_path)
    part_the_rows(ws)
    stem = box(40, 30.4, 40.3, 59) - box(0, 0, 1, 1)
    edit(ws, "parcel", {"uuid": "p5", "geom": box(40, 30.4, 80, 60) - stem})
    check_quality(ws, Silent(), LOCAL)
    assert gaps(ws) == 1
    for uuid in land_case.UUIDS:
        check_near(ws, [edit(ws, "parcel", {"uuid": uuid, "note": "ดูแล้ว"})])
        assert gaps(ws) == 1
    with ws.transaction("new") as tx:
        tx.insert_rows("signboard", [{"uuid": "s9", "geom": shapely.Point(land_case.at(2, 29))}])
    check_near(ws, [tx.change_uuid])
    assert gaps(ws) == 1
    assert nothing_is_left_to_file(ws)


def test_a_block_alone_over_another_one_where_no_parcel_is_stays_found(tmp_path):
    ws = land_case.make(tmp_path)
    north = ws.rows("block", ["uuid"], "block_code = '01B'")[0]["uuid"]
    with ws.transaction("new") as tx:
        tx.insert_rows(
            "block", [{"uuid": "k1", "block_code": "01C", "geom": box(100, 140, 200, 200)}]
        )
    check_quality(ws, Silent(), LOCAL)
    check_near(ws, [edit(ws, "block", {"uuid": north, "geom": box(0, 100, 118, 160)})])
    over = ws.read("finding", where="check_id = 'quality.blocks_overlap'")
    assert list(over["state"]) == ["open"]
    assert nothing_is_left_to_file(ws)


def test_a_block_alone_that_is_moved_is_checked_for_the_parcels_that_cross_it(tmp_path):
    ws = land_case.make(tmp_path)
    check_quality(ws, Silent(), LOCAL)
    blocks = ws.read("block", ["uuid", "block_code"]).set_index("block_code")["uuid"]
    with ws.transaction("correct") as tx:
        shapes = {"01A": box(0, 0, 100, 60), "01B": box(100, 0, 140, 60)}
        tx.update_rows("block", [{"uuid": blocks[one], "geom": shapes[one]} for one in shapes])
    check_near(ws, [tx.change_uuid])
    crossing = ws.read("finding", ["subject_uuid"], "check_id = 'quality.crosses_block'")
    assert sorted(crossing["subject_uuid"]) == ["p3", "p6"]
    check_near(ws, [edit(ws, "block", {"uuid": blocks["01B"], "geom": box(104, 0, 140, 60)})])
    assert nothing_is_left_to_file(ws)
    check_near(ws, [undo(ws).change_uuid])
    assert nothing_is_left_to_file(ws)


def test_ground_that_a_new_parcel_fills_is_no_gap_any_more(tmp_path):
    ws = land_case.make(tmp_path)
    notch = box(40, 35, 40.5, 50)
    check_near(ws, [edit(ws, "parcel", {"uuid": "p5", "geom": box(40, 30, 80, 60) - notch})])
    gap = ws.read("finding", where="check_id = 'quality.gap'")
    assert list(gap["state"]) == ["open"]
    with ws.transaction("new") as tx:
        tx.insert_rows("parcel", [{"uuid": "p7", "geom": notch}])
    check_near(ws, [tx.change_uuid])
    assert list(ws.read("finding", where="check_id = 'quality.gap'")["state"]) == ["fixed"]


def said_of(ws, check: str) -> list[str]:
    about = f"check_id = 'quality.{check}' AND state = 'open'"
    return [render(stored_message(row["message"]), "en") for row in ws.rows("finding", None, about)]


def test_a_parcel_drawn_into_the_end_of_a_gap_that_shares_no_side_leaves_the_rest_of_it(tmp_path):
    ws = land_case.make(tmp_path)
    part_the_rows(ws)
    check_quality(ws, Silent(), LOCAL)
    assert len(said_of(ws, "gap")) == 1 and "47.20 m²" in said_of(ws, "gap")[0]
    with ws.transaction("new") as tx:
        tx.insert_rows("parcel", [{"uuid": "p7", "geom": box(10, 30, 12, 30.4)}])
    check_near(ws, [tx.change_uuid])
    west, east = sorted(said_of(ws, "gap"), key=len)
    assert "3.60 m²" in west and "42.80 m²" in east and "01A006" in east
    assert nothing_is_left_to_file(ws)
    check_near(ws, [undo(ws).change_uuid])
    assert len(said_of(ws, "gap")) == 1 and nothing_is_left_to_file(ws)


def test_what_was_moved_twice_is_looked_for_where_it_lay_first(tmp_path):
    ws = land_case.make(tmp_path)
    strip = box(40, 30, 40.4, 60)
    with ws.transaction("new") as tx:
        tx.update_rows("parcel", [{"uuid": "p5", "geom": box(40.4, 30, 80, 60)}])
        tx.insert_rows("parcel", [{"uuid": "p7", "geom": strip}])
    check_quality(ws, Silent(), LOCAL)
    assert gaps(ws) == 0
    away = [box(300 + x, 300, 340 + x, 340) for x in (0, 300)]
    check_near(ws, [edit(ws, "parcel", {"uuid": "p7", "geom": shape}) for shape in away])
    assert gaps(ws) == 1
    assert nothing_is_left_to_file(ws)


def test_a_gap_that_was_accepted_stays_so_when_a_parcel_along_it_is_split(tmp_path):
    ws = land_case.make(tmp_path)
    notch = box(40, 35, 40.5, 50)
    check_near(ws, [edit(ws, "parcel", {"uuid": "p5", "geom": box(40, 30, 80, 60) - notch})])
    about = "check_id = 'quality.gap'"
    accept(ws, list(ws.read("finding", ["uuid"], about)["uuid"]), "ลำรางเดิม")
    halves = apply_plan(ws, plan_split(ws, "p4", [line((-5, 42), (45, 42))]))
    check_near(ws, [halves.change_uuid])
    gap = ws.rows("finding", ["state", "things"], about)
    assert [one["state"] for one in gap] == ["accepted"]
    living = {row["uuid"] for row in ws.rows("parcel", ["uuid"])}
    things = json.loads(gap[0]["things"])
    assert len(things) == 3 and living.issuperset(things)


def test_findings_of_elsewhere_and_of_other_rules_stay(tmp_path):
    ws = land_case.make(tmp_path)
    edit(ws, "parcel", {"uuid": "p6", "geom": box(79, 30, 120, 60)})
    check_quality(ws, Silent(), [*LOCAL, rule("price_missing")])
    kept = ws.read("finding", ["uuid", "state"], "check_id IN ('quality.overlap')")
    priceless = ws.count("finding", "check_id = 'quality.price_missing' AND state = 'open'")
    assert len(kept) == 1 and priceless
    check_near(ws, [edit(ws, "parcel", {"uuid": "p1", "geom": box(0, 0, 39, 30)})])
    assert ws.read("finding", ["uuid", "state"], f"uuid = '{kept['uuid'][0]}'").equals(kept)
    assert ws.count("finding", "check_id = 'quality.price_missing' AND state = 'open'") == priceless


def test_a_change_of_nothing_on_the_map_asks_for_no_look_and_writes_nothing(tmp_path):
    ws = land_case.make(tmp_path)
    changes = ws.count("change")
    assert check_near(ws, [edit(ws, "owner", {"uuid": "o1", "display_name": "นาง ค•••"})]) is None
    assert ws.count("change") == changes + 1


def test_a_look_that_finds_all_as_it_was_writes_nothing_and_waits_for_nobody(tmp_path):
    ws = land_case.make(tmp_path)
    check_quality(ws, Silent(), LOCAL)
    moved = edit(ws, "building", {"uuid": "b1", "geom": box(6, 5, 13, 12)})
    changes = ws.count("change")
    with ws.transaction("correct"):  # somebody else is writing meanwhile
        assert check_near(ws, [moved]) is not None
    assert ws.count("change") == changes


def test_a_repair_closes_the_finding_that_it_is_of_and_no_other(tmp_path):
    ws = land_case.make(tmp_path)
    for uuid, south in (("p1", 0), ("p4", 30)):
        edit(ws, "parcel", {"uuid": uuid, "geom": box(0, south, 41, south + 30)})
    check_quality(ws, Silent(), [rule("overlap")])
    fault = next(
        one for one in faults_found(ws, [rule("overlap")], {}, Silent()) if "p1" in one.things
    )
    check_near(ws, [apply_plan(ws, plan_fix(ws, fault)).change_uuid], rules=[rule("overlap")])
    states = ws.read("finding").set_index("subject_uuid")["state"]
    assert states.to_dict() == {"p1": "fixed", "p4": "open"}
    check_near(ws, [undo(ws).change_uuid], rules=[rule("overlap")])
    assert set(ws.read("finding")["state"]) == {"open"}


def open_now(ws, check: str) -> list[str]:
    rows = ws.rows("finding", ["subject_uuid"], f"check_id = 'quality.{check}' AND state = 'open'")
    return sorted(row["subject_uuid"] for row in rows)


@pytest.mark.usefixtures("kept_in_both")
def test_a_house_that_names_a_parcel_far_away_is_told_once_that_has_another_code(tmp_path):
    ws = land_case.make(tmp_path)
    edit(ws, "building", {"uuid": "b1", "building_code": "01A006-B001"})
    edit(ws, "parcel", {"uuid": "p6", "geom": FAR})
    check_quality(ws, Silent(), LOCAL)
    assert open_now(ws, "unit_parcel_missing") == []
    check_near(ws, [edit(ws, "parcel", {"uuid": "p6", "parcel_code": "01A099", "lot": "099"})])
    assert open_now(ws, "unit_parcel_missing") == ["b1"]
    assert nothing_is_left_to_file(ws)
    check_near(ws, [undo(ws).change_uuid])
    assert open_now(ws, "unit_parcel_missing") == []
    assert nothing_is_left_to_file(ws)


@pytest.mark.usefixtures("kept_in_both")
@pytest.mark.parametrize("right", ["01A077", None])
def test_a_code_on_several_parcels_that_is_put_right_closes_at_once(tmp_path, right):
    ws = land_case.make(tmp_path)
    shapes = [box(300 * far, 300, 300 * far + 40, 330) for far in (1, 2, 3)]
    with ws.transaction("new") as tx:
        tx.insert_rows(
            "parcel",
            [{"uuid": f"q{at}", "source_code": "01a050", "geom": s} for at, s in enumerate(shapes)],
        )
    check_near(ws, [tx.change_uuid])
    assert open_now(ws, "code_duplicate") == ["q0"]
    assert nothing_is_left_to_file(ws)
    check_near(ws, [edit(ws, "parcel", {"uuid": "q2", "parcel_code": right, "source_code": right})])
    assert "2 parcels" in said_of(ws, "code_duplicate")[0]
    assert nothing_is_left_to_file(ws)
    check_near(ws, [edit(ws, "parcel", {"uuid": "q0", "parcel_code": "01A050"})])
    check_near(ws, [edit(ws, "parcel", {"uuid": "q1", "parcel_code": "01A051"})])
    assert open_now(ws, "code_duplicate") == []
    assert nothing_is_left_to_file(ws)


def test_a_parcel_beside_a_change_keeps_a_code_that_is_given_again_far_away(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("new") as tx:
        tx.insert_rows("parcel", [{"uuid": "q0", "source_code": "01A005", "geom": FAR}])
    check_quality(ws, Silent(), LOCAL)
    assert open_now(ws, "code_duplicate") == ["p5"]
    check_near(ws, [edit(ws, "parcel", {"uuid": "p4", "geom": box(0, 30, 41, 60)})])
    assert open_now(ws, "code_duplicate") == ["p5"]
    assert nothing_is_left_to_file(ws)


def test_a_house_with_the_code_of_another_one_is_told_at_once_and_closes_so(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("new") as tx:
        tx.insert_rows("building", [{"uuid": "b9", "source_code": "01A006-B009", "geom": FAR}])
    check_quality(ws, Silent(), LOCAL)
    check_near(ws, [edit(ws, "building", {"uuid": "b1", "source_code": "01A006-B009"})])
    again = edit(ws, "building", {"uuid": "b1", "building_code": "01A006-B009"})
    check_near(ws, [again])
    assert open_now(ws, "unit_duplicate") == ["b1"]
    assert nothing_is_left_to_file(ws)
    check_near(ws, [undo(ws).change_uuid])
    assert nothing_is_left_to_file(ws)


def test_a_parcel_in_another_block_closes_once_its_code_or_that_of_the_block_is_right(tmp_path):
    ws = land_case.make(tmp_path)
    south = ws.rows("block", ["uuid"], "block_code = '01A'")[0]["uuid"]
    check_quality(ws, Silent(), LOCAL)
    check_near(ws, [edit(ws, "parcel", {"uuid": "p6", "parcel_code": "10A006"})])
    assert open_now(ws, "code_elsewhere") == ["p6"]
    check_near(ws, [undo(ws).change_uuid])
    assert open_now(ws, "code_elsewhere") == []
    check_near(ws, [edit(ws, "block", {"uuid": south, "block_code": "01K"})])
    assert open_now(ws, "code_elsewhere") == list(land_case.UUIDS)
    assert nothing_is_left_to_file(ws)


def test_a_parcel_that_is_not_drawn_stays_told_when_only_its_use_changes(tmp_path):
    ws = land_case.make(tmp_path)
    parcel = ws.rows("land_use", ["parcel_uuid"], "uuid = 'u1'")[0]["parcel_uuid"]
    edit(ws, "parcel", {"uuid": parcel, "geom": None})
    check_quality(ws, Silent(), LOCAL)
    check_near(ws, [edit(ws, "land_use", {"uuid": "u1", "area": 90_000})])
    assert open_now(ws, "shape_missing") == [parcel]
    assert nothing_is_left_to_file(ws)


def test_a_use_that_is_filed_under_a_document_alone_is_followed(tmp_path):
    ws = land_case.make(tmp_path)
    use = ws.rows("land_use", None, "uuid = 'u1'")[0]
    with ws.transaction("new") as tx:
        new = {"uuid": "t9", "deed_no": "77", "parcel_uuid": use["parcel_uuid"]}
        tx.insert_rows("title_document", [new])
        alone = {"uuid": "u1", "parcel_uuid": None, "title_document_uuid": "t9"}
        tx.update_rows("land_use", [alone])
    check_quality(ws, Silent(), LOCAL)
    assert open_now(ws, "use_sum") == []
    check_near(ws, [edit(ws, "land_use", {"uuid": "u1", "area": 90_000})])
    assert open_now(ws, "use_sum") == [use["parcel_uuid"]]
    check_near(ws, [edit(ws, "parcel", {"uuid": use["parcel_uuid"], "note": "ดูแล้ว"})])
    assert nothing_is_left_to_file(ws)


def with_areas(tmp_path, **rows):
    """The six parcels, with more areas on the map, checked."""
    ws = land_case.make(tmp_path)
    with ws.transaction("import") as tx:
        for table, some in rows.items():
            tx.insert_rows(table, some)
    check_quality(ws, Silent(), LOCAL)
    return ws


def of(ws, check: str, state: str = "open") -> int:
    return ws.count("finding", "check_id = ? AND state = ?", [f"quality.{check}", state])


def test_a_zone_without_a_shape_is_none_that_parcels_could_lie_in(tmp_path):
    zones = [{"zone_code": "01"}, {"zone_code": "02", "geom": box(1000, 1000, 1100, 1100)}]
    ws = with_areas(tmp_path, zone=zones)
    assert of(ws, "outside_zones") == 6
    check_near(ws, [edit(ws, "parcel", {"uuid": "p1", "geom": shapely.segmentize(P1, 20)})])
    assert of(ws, "outside_zones") == 6
    assert nothing_is_left_to_file(ws)


P1 = box(0, 0, 40, 30)


def test_a_zone_or_water_that_had_no_shape_is_looked_at_once_it_is_drawn(tmp_path):
    drawn = {"uuid": "z1", "zone_code": "01", "geom": box(-5, -5, 60, 65)}
    zones = [drawn, {"uuid": "z2", "zone_code": "02", "geom": None}]
    ws = with_areas(tmp_path, zone=zones, water=[{"uuid": "w1", "geom": None}])
    check_near(ws, [edit(ws, "zone", {"uuid": "z2", "geom": box(60, -5, 130, 65)})])
    assert of(ws, "outside_zones") == 0 and of(ws, "crosses_zone") == 2
    assert nothing_is_left_to_file(ws)
    check_near(ws, [edit(ws, "parcel", {"uuid": "p2", "geom": box(40.5, 0, 80, 30)})])
    assert of(ws, "gap") == 1
    check_near(ws, [edit(ws, "water", {"uuid": "w1", "geom": box(40, -5, 40.5, 35)})])
    assert of(ws, "gap") == 0
    assert nothing_is_left_to_file(ws)


def test_the_first_zone_and_the_last_that_goes_ask_for_a_look_at_the_whole_map(tmp_path):
    ws = with_areas(tmp_path)
    with ws.transaction("draw") as tx:
        tx.insert_rows("zone", [{"uuid": "z1", "zone_code": "01", "geom": P1}])
    assert check_near(ws, [tx.change_uuid]) is None
    assert check_quality(ws, Silent(), LOCAL).filed.new == 5, "five parcels lie outside of it"
    with ws.transaction("correct") as tx:
        tx.delete("zone", ["z1"])
    assert check_near(ws, [tx.change_uuid]) is None
    assert check_quality(ws, Silent(), LOCAL).filed.gone == 5


@pytest.mark.parametrize("how", ["moved", "deleted"])
def test_blocks_over_each_other_far_from_parcels_close_when_either_goes(tmp_path, how):
    first, second = box(1000, 0, 1100, 100), box(1090, 0, 1200, 100)
    rows = [{"uuid": "ba", "block_code": "01C", "geom": first}]
    ws = with_areas(tmp_path, block=[*rows, {"uuid": "bb", "block_code": "01D", "geom": second}])
    assert of(ws, "blocks_overlap") == 1
    if how == "moved":
        check_near(ws, [edit(ws, "block", {"uuid": "bb", "geom": box(1100, 0, 1200, 100)})])
    else:
        with ws.transaction("correct") as tx:
            tx.delete("block", ["bb"])
        check_near(ws, [tx.change_uuid])
    assert of(ws, "blocks_overlap") == 0
    assert nothing_is_left_to_file(ws)


def test_ground_of_a_hole_outside_its_shape_is_looked_at_too(tmp_path):
    hole = shapely.get_coordinates(box(85, 5, 95, 25))
    odd = shapely.Polygon(shapely.get_coordinates(P1), [hole])
    ws = with_areas(tmp_path, parcel=[{"uuid": "odd", "geom": odd}])
    with ws.transaction("correct") as tx:
        tx.delete("parcel", ["odd"])
    check_near(ws, [tx.change_uuid])
    assert nothing_is_left_to_file(ws)


def test_a_building_that_was_off_the_earth_stops_no_later_look(tmp_path):
    far = shapely.Polygon([(0, 0), (-1.7e308, -1.7e308), (0, 10)])
    ws = with_areas(tmp_path, building=[{"uuid": "far", "geom": far}])
    assert of(ws, "shape_invalid") == 1
    check_near(ws, [edit(ws, "parcel", {"uuid": "p1", "geom": box(0, 0, 41, 30)})])
    assert of(ws, "overlap") == 1
    with ws.transaction("correct") as tx:
        tx.delete("building", ["far"])
    check_near(ws, [tx.change_uuid])
    assert ws.count("finding", "subject_uuid = 'far' AND state = 'open'") == 0
    assert nothing_is_left_to_file(ws)


def test_near_misses_of_a_pair_stay_when_the_place_that_is_told_moves_out_of_sight(tmp_path):
    """p2 lies a hair off as a whole: its corners miss those of its neighbours in two places each. A
    parcel beside one of them goes: what was accepted stays so, here and on the whole map."""
    ws = land_case.make(tmp_path)
    moved = shapely.affinity.translate(box(40, 0, 80, 30), 0.0011, 0.0034)
    edit(ws, "parcel", {"uuid": "p2", "geom": moved})
    check_quality(ws, Silent(), LOCAL)
    waiting = ws.rows("finding", ["uuid"], "check_id = 'quality.near_corner' AND state = 'open'")
    assert len(waiting) >= 2
    accept(ws, [row["uuid"] for row in waiting], "หมุดเดิม")
    with ws.transaction("correct") as tx:
        tx.delete("parcel", ["p6"])
    check_near(ws, [tx.change_uuid])
    accepted = of(ws, "near_corner", "accepted")
    assert of(ws, "near_corner") == 0 and accepted >= 2
    assert nothing_is_left_to_file(ws)
    assert of(ws, "near_corner", "accepted") == accepted
