"""What lies where it should not becomes a finding, and is over when it is put right."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.message import Message, render
from taxmap_plugin.editing.native_edits import NativeEdits
from taxmap_plugin.editing.native_rows import apply_rows
from taxmap_plugin.editing.new_thing import add_thing
from taxmap_plugin.workspace.store import Workspace

from . import land_case
from .land_case import at, box

pytestmark = pytest.mark.usefixtures("kept_in_both")


def findings(ws: Workspace) -> list[tuple[str, str]]:
    """What and of which code, of those that are not done."""
    rows = ws.rows("finding", ["message", "subject_code"], "state = 'open'")
    return sorted((Message.from_json(row["message"]).id, row["subject_code"] or "") for row in rows)


def draw(ws: Workspace, table: str, *shapes: shapely.Geometry) -> list[str]:
    """What is said of new rows with these shapes."""
    looks = apply_rows(ws, table, NativeEdits(added=[{"geom": shape} for shape in shapes])).looks
    return [look.message.id for look in looks]


@pytest.mark.parametrize(
    ("table", "shape"),
    [
        ("building", box(150, 0, 160, 10)),
        ("building", box(5_000, 0, 5_010, 10)),
        ("signboard", shapely.Point(at(150, 10))),
        ("house_number", shapely.Point(at(150, 10))),
    ],
)
def test_on_no_land(tmp_path, table, shape):
    ws = land_case.make(tmp_path)
    assert draw(ws, table, shape) == ["unit_place.nowhere"]
    (row,) = ws.rows("finding", ["subject_table", "message", "geom"])
    assert row["subject_table"] == table
    assert shapely.dwithin(row["geom"], shape, 1e-6)
    distance = shapely.distance(shape, box(0, 0, 120, 60))
    assert Message.from_json(row["message"]).params["distance"] == f"{distance:,.1f}"


def test_across_a_boundary(tmp_path):
    ws = land_case.make(tmp_path)
    draw(ws, "building", box(35, 15, 44, 20), box(15, 15, 20, 20))
    assert findings(ws) == [("unit_place.straddles", "01A001-B003")]


def test_a_building_moved_onto_the_neighbours_land_and_back(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    apply_rows(ws, "building", NativeEdits(shapes={"b1": box(50, 5, 57, 12)}))
    assert findings(ws) == [("unit_numbering.elsewhere", "01A001-B001")]
    apply_rows(ws, "building", NativeEdits(shapes={"b1": box(5, 5, 12, 12)}))
    assert findings(ws) == []
    assert ws.read("finding")["state"].tolist() == ["fixed"]


def test_other_values_are_no_reason_to_judge_its_place_again(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    apply_rows(ws, "building", NativeEdits(shapes={"b1": box(50, 5, 57, 12)}))
    apply_rows(ws, "building", NativeEdits(values={"b1": {"floors": 3}}))
    assert ws.count("finding") == 1


def test_a_broken_outline(tmp_path):
    ws = land_case.make(tmp_path)
    bow_tie = shapely.Polygon([at(15, 15), at(25, 25), at(25, 15), at(15, 25)])
    assert draw(ws, "building", bow_tie) == ["geometry_check.invalid"]
    (row,) = ws.rows("finding", ["geom"])
    assert row["geom"].coords[0] == at(20, 20)


def test_two_new_blocks_over_each_other_are_told_once(tmp_path):
    ws = land_case.make(tmp_path)
    assert draw(ws, "block", box(200, 0, 300, 60), box(290, 0, 390, 60)) == ["overlap.by_area"]
    (row,) = ws.rows("finding", ["geom"])
    assert shapely.dwithin(row["geom"], box(290, 0, 300, 60), 0)


def test_a_block_across_the_boundary_of_its_zone(tmp_path):
    ws = land_case.make(tmp_path)
    add_thing(ws, "zone", box(200, 0, 300, 60))
    add_thing(ws, "zone", box(300, 0, 400, 60))
    inside = add_thing(ws, "block", box(201, 0, 250, 60))
    assert inside.notes == ()
    across = add_thing(ws, "block", box(260, 0, 320, 60))
    (note,) = across.notes
    assert "เนื้อที่ 0-3-0 " in render(note, "th"), "20 by 60 metres"
    (row,) = ws.rows("finding", ["geom", "subject_code"])
    assert row["subject_code"] == across.code
    assert shapely.dwithin(row["geom"], box(300, 0, 320, 60), 0)


def test_a_block_beside_another_one_and_a_road_over_all_are_none(tmp_path):
    ws = land_case.make(tmp_path)
    assert draw(ws, "block", box(120, 0, 240, 60)) == []
    assert draw(ws, "road", land_case.line((-50, 30), (200, 30))) == []


def test_a_block_of_our_own_tool_over_another_one(tmp_path):
    ws = land_case.make(tmp_path)
    add_thing(ws, "zone", box(-50, -50, 500, 500))
    add_thing(ws, "block", box(100, 0, 140, 60))
    assert findings(ws) == [("overlap.by_area", "01C")]
