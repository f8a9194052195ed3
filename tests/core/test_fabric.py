"""The engine of every change to parcels: nothing lost, nothing doubled, every corner shared."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, box, from_wkt

from taxmap_plugin.core.fabric import (
    assemble,
    faces,
    faults,
    share_vertices,
    snap_lines,
    touching,
)
from taxmap_plugin.core.message import render
from tests.fabrics import area, assert_kept, cut_lines, fabrics, tried, unshared

X, Y = 500_000.0, 2_000_000.0


def at(wkt: str) -> shapely.Geometry:
    """A shape written near the origin, put to UTM coordinates."""
    return shapely.transform(from_wkt(wkt), lambda xy: xy + np.array([X, Y]))


def corners(shape) -> set[tuple[float, float]]:
    return {(round(x - X, 6), round(y - Y, 6)) for x, y in shapely.get_coordinates(shape)}


WEST_LOT = at("POLYGON((0 0,10 0,10 20,0 20,0 0))")
EAST_LOT = at("POLYGON((10 0,20 0,20 20,10 20,10 0))")
CROSSING = at("LINESTRING(-5 5,25 5)")


@tried
@given(fabrics(), st.lists(cut_lines(points=3), max_size=3))
def test_faces_put_together_again_are_the_parcels(parcels, lines):
    found = faces(parcels, snap_lines(lines, parcels, 0.001))
    again = [assemble(found.of(i)) for i in range(len(parcels))]
    assert_kept(parcels, again)
    assert unshared(again) == []
    for before, after in zip(parcels, again):
        assert abs(before.area - after.area) < 1e-6
        held = set(map(tuple, shapely.get_coordinates(after)))
        assert set(map(tuple, shapely.get_coordinates(before))) <= held


def test_a_line_across_two_lots_leaves_four_faces():
    found = faces([WEST_LOT, EAST_LOT], [CROSSING])
    assert found.inside.sum(axis=0).tolist() == [2, 2]
    assert sorted(shapely.area(found.of(0)).tolist()) == pytest.approx([50, 150])


def test_an_old_overlap_belongs_to_both_and_an_old_gap_to_nobody():
    wide = at("POLYGON((9 0,20 0,20 20,9 20,9 0))")
    ring = at("POLYGON((0 0,9 0,9 20,0 20,0 0),(2 2,2 4,4 4,4 2,2 2))")
    found = faces([WEST_LOT, wide, ring])
    both = found.inside[:, 0] & found.inside[:, 1]
    assert area(found.shapes[both]) == pytest.approx(20)
    gap = faces([ring])
    assert area(gap.shapes[~gap.inside[:, 0]]) == pytest.approx(4)


def test_put_together_shapes_keep_the_corners_between_them():
    united = assemble(faces([WEST_LOT, EAST_LOT], [CROSSING]).shapes)
    assert united.geom_type == "MultiPolygon"
    assert corners(united) == {
        *((0, 0), (10, 0), (20, 0), (20, 5), (20, 20), (10, 20), (0, 20), (0, 5))
    }


def test_assemble_of_nothing_is_empty():
    assert assemble([]).is_empty


def test_a_line_beside_corners_runs_through_them():
    lots = [WEST_LOT, EAST_LOT]
    line = at("LINESTRING(0.0004 -0.0003,9.9995 20.0004)")
    (snapped,) = snap_lines([line], lots, 0.001)
    assert [tuple(p) for p in shapely.get_coordinates(snapped)] == [(X, Y), (X + 10, Y + 20)]


def test_a_line_along_an_edge_becomes_the_edge():
    stair = at("POLYGON((10 0,20 0,20 20,10 20,10 12,10 7,10 0))")
    line = at("LINESTRING(10.0005 -3,10.0005 23)")
    (snapped,) = snap_lines([line], [WEST_LOT, stair], 0.001)
    assert {(10, 0), (10, 7), (10, 12), (10, 20)} <= corners(snapped)
    assert len(faces([WEST_LOT, stair], [snapped]).shapes) == 2


def test_an_end_just_short_of_an_edge_reaches_it():
    (snapped,) = snap_lines([at("LINESTRING(0.0007 5,9.9994 5)")], [WEST_LOT], 0.001)
    assert len(faces([WEST_LOT], [snapped]).shapes) == 2


def test_a_line_that_ends_on_another_line_meets_it():
    first, second = at("LINESTRING(0 7,10 12)"), at("LINESTRING(5 20,5 9.4996)")
    snapped = snap_lines([first, second], [WEST_LOT], 0.001)
    assert len(faces([WEST_LOT], snapped).shapes) == 3


def test_farther_than_the_tolerance_nothing_moves():
    line = at("LINESTRING(0.002 -3,0.002 23)")
    (snapped,) = snap_lines([line], [WEST_LOT], 0.001)
    assert corners(snapped) == {(0.002, -3), (0.002, 23)}


def test_a_neighbour_takes_the_corner_on_its_edge():
    half = at("POLYGON((0 0,10 0,10 7,0 7,0 0))")
    (east, west), changed = share_vertices([EAST_LOT, WEST_LOT], [half])
    assert changed.tolist() == [True, True]
    assert (10, 7) in corners(east) and (0, 7) in corners(west)
    assert east.area == pytest.approx(200, abs=1e-9)


def test_what_has_every_corner_stays_as_it_is():
    (east,), changed = share_vertices([EAST_LOT], [WEST_LOT])
    assert changed.tolist() == [False]
    assert east is EAST_LOT


def test_a_corner_a_hair_beside_the_edge_is_taken_exactly():
    beside = at("POLYGON((0 0,10 0,10.0004 7,10 20,0 20,0 0))")
    (east,), changed = share_vertices([EAST_LOT], [beside])
    assert changed.tolist() == [True]
    assert set(map(tuple, shapely.get_coordinates(beside))) >= {(X + 10.0004, Y + 7)}
    assert (X + 10.0004, Y + 7) in set(map(tuple, shapely.get_coordinates(east)))
    assert east.area + beside.area == pytest.approx(400, abs=1e-9)


def test_a_corner_next_to_a_corner_is_left_alone():
    """Old fabrics have corners that miss each other by a hair; that is for a check to tell."""
    beside = at("POLYGON((0 0,10.0003 0.0004,10 20,0 20,0 0))")
    assert not share_vertices([EAST_LOT], [beside])[1].any()


@tried
@given(fabrics())
def test_shared_corners_move_no_boundary(parcels):
    shared, changed = share_vertices(parcels, parcels)
    assert unshared(shared) == []
    assert_kept(parcels, shared)
    assert all(a is b for a, b in zip(shared[~changed], parcels[~changed]))
    assert shapely.coverage_is_valid(shared)


def test_neighbours_share_a_line_and_not_a_corner():
    others = [
        at("POLYGON((10 20,20 20,20 30,10 30,10 20))"),
        at("POLYGON((0 20,10 20,10 30,0 30,0 20))"),
        at("POLYGON((10 -3,20 -3,20 8,10 8,10 -3))"),
        at("POLYGON((10.0006 8,20 8,20 20,10.0004 20,10.0006 8))"),
        at("POLYGON((11 8,20 8,20 20,11 20,11 8))"),
    ]
    assert touching(WEST_LOT, others).tolist() == [1, 2, 3]


def test_a_boundary_of_less_than_a_millimetre_makes_no_neighbour():
    corner = at("POLYGON((10 19.9995,20 15,20 30,10 30,10 19.9995))")
    assert touching(WEST_LOT, [corner]).tolist() == []


def test_a_sound_change_has_no_faults():
    south, north = box(X, Y, X + 10, Y + 5), box(X, Y + 5, X + 10, Y + 20)
    assert faults([WEST_LOT, EAST_LOT], [south, north, EAST_LOT]) == []


@pytest.mark.parametrize(
    ("after", "ids", "params"),
    [
        (
            [
                "POLYGON((0 0,10 0,10 20,0 20,0 0))",
                "POLYGON((10.001 0,20 0,20 20,10.001 20,10.001 0))",
            ],
            ["fabric.area_lost", "fabric.gap"],
            {"mm2": 20000},
        ),
        (
            ["POLYGON((0 0,10 0,10 20,0 20,0 0))", "POLYGON((9 0,20 0,20 20,9 20,9 0))"],
            ["fabric.area_gained", "fabric.overlap"],
            {"mm2": 20_000_000},
        ),
        (
            ["POLYGON((0 0,9 0,9 20,0 20,0 0))", "POLYGON((10 0,21 0,21 20,10 20,10 0))"],
            ["fabric.gap"],
            {"mm2": 20_000_000},
        ),
    ],
)
def test_faults_say_how_much_ground(after, ids, params):
    found = faults([WEST_LOT, EAST_LOT], [at(wkt) for wkt in after])
    assert [message.id for message in found] == ids
    for message in found:
        assert message.params["mm2"] == pytest.approx(params["mm2"], abs=1)


@pytest.mark.parametrize(("metres", "said"), [(0.0001, "2,000 mm²"), (0.9995, "0-0-5 (19.99 m²)")])
def test_a_sliver_is_told_in_square_millimetres_and_ground_in_square_wah(metres, said):
    wide = at(f"POLYGON(({10 - metres} 0,20 0,20 20,{10 - metres} 20,{10 - metres} 0))")
    overlap = faults([WEST_LOT, EAST_LOT], [WEST_LOT, wide])[-1]
    assert f"overlap by {said} (at" in render(overlap, "en")
    assert render(overlap, "th").startswith("แปลงจะซ้อนทับกัน " + said.split(" ")[0])


def test_a_fault_names_reason_and_place():
    bow = at("POLYGON((0 0,10 20,10 0,0 20,0 0))")
    (found,) = faults([WEST_LOT], [bow])
    assert found.params["reason"].id == "geometry_check.self_intersection"
    assert (found.params["x"], found.params["y"]) == (X + 5, Y + 10)


def test_an_overlap_that_was_there_before_is_no_fault():
    wide = at("POLYGON((9 0,20 0,20 20,9 20,9 0))")
    halves = [box(X, Y, X + 10, Y + 5), box(X, Y + 5, X + 10, Y + 20)]
    assert faults([WEST_LOT, wide], [*halves, wide]) == []


def test_an_old_overlap_or_hairline_that_goes_is_no_fault():
    wide = at("POLYGON((9 0,20 0,20 20,9 20,9 0))")
    assert faults([WEST_LOT, wide], [at("POLYGON((0 0,20 0,20 20,0 20,0 0))")]) == []
    beside = at("POLYGON((10.0006 0,20 0,20 20,10.0006 20,10.0006 0))")
    assert faults([WEST_LOT, beside], [at("POLYGON((0 0,20 0,20 20,0 20,0 0))")]) == []
    apart = at("POLYGON((10.01 0,20 0,20 20,10.01 20,10.01 0))")
    (found,) = faults([WEST_LOT, apart], [at("POLYGON((0 0,20 0,20 20,0 20,0 0))")])
    assert found.id == "fabric.area_gained" and found.params["mm2"] == 200_000


def test_the_edge_behind_the_tip_of_a_third_lot_takes_no_corner():
    """The tip is less than a millimetre wide where the corner of the north lot lies."""
    tip = at("POLYGON((10 0,10.0008 20,12 25,10 20,10 0))")
    west = at("POLYGON((0 0,10 0,10 20,0 20,0 0))")
    east = at("POLYGON((10 0,20 0,20 15,10.0006 15,10 0))")
    (_, west), changed = share_vertices([tip, west], [east])
    assert changed.tolist() == [True, False]
    assert faults([tip, west, east], [share_vertices([tip], [east])[0][0], west, east]) == []


def test_at_the_rim_ground_may_come_and_go_but_not_inside():
    narrow = at("POLYGON((1 0,10 0,10 20,1 20,1 0))")
    assert faults([WEST_LOT], [narrow], outline_moves=True) == []
    holed = at("POLYGON((0 0,10 0,10 20,0 20,0 0),(4 4,4 5,5 5,5 4,4 4))")
    assert [m.id for m in faults([WEST_LOT], [holed], outline_moves=True)] == ["fabric.gap"]


POND = at("POLYGON((0 0,10 0,10 20,0 20,0 0),(3 8,7 8,7 12,3 12,3 8))")


def test_the_edge_of_an_enclosed_pond_may_move_as_a_rim_does():
    larger = at("POLYGON((0 0,10 0,10 20,0 20,0 0),(1 8,7 8,7 12,1 12,1 8))")
    beside = at("POLYGON((0 0,10 0,10 20,0 20,0 0),(3 8,7 8,7 12,3 12,3 8),(3 4,3 5,4 5,4 4,3 4))")
    assert faults([POND], [larger], outline_moves=True) == []
    assert [m.id for m in faults([POND], [larger])] == ["fabric.area_lost", "fabric.gap"]
    assert [m.id for m in faults([POND], [beside], outline_moves=True)] == ["fabric.gap"]


def test_parcels_torn_apart_along_an_old_hairline_leave_a_gap():
    ring = at("POLYGON((-9 -9,29 -9,29 29,-9 29,-9 -9),(0 0,20 0,20 20,0 20,0 0))")
    beside = at("POLYGON((10.002 0,20 0,20 20,10.002 20,10.002 0))")
    torn = at("POLYGON((10.002 0,20 0,20 20,10.002 20,13 10,10.002 0))")
    before, after = [WEST_LOT, beside, ring], [WEST_LOT, torn, ring]
    assert [m.id for m in faults(before, after, outline_moves=True)] == ["fabric.gap"]


def test_heights_are_left_out_and_nothing_stands_for_nothing():
    high = Polygon([(X, Y, 3), (X + 1, Y, 3), (X + 1, Y + 1, 3)])
    assert not faces([high, None]).shapes[0].has_z
    assert faces([high, None]).inside.tolist() == [[True, False]]
    assert len(faces([], []).shapes) == 0
    assert share_vertices([], [Point(1, 1)])[0].tolist() == []
    assert snap_lines([LineString([(X, Y), (X + 0.0001, Y)])], [high], 0.001).tolist() == []


@tried
@given(fabrics(), cut_lines())
def test_the_gate_lets_sound_cuts_pass(parcels, line):
    found = faces(parcels, [line])
    assert (
        faults(parcels, [assemble([face]) for face in found.shapes[found.inside.any(axis=1)]]) == []
    )


def test_corners_keep_their_coordinates_to_the_last_bit():
    rng = np.random.default_rng(3)
    ring = (
        np.array([X, Y])
        + rng.uniform(0, 50, 2)
        + 30 * np.array([(np.cos(t), np.sin(t)) for t in np.linspace(0, 6, 12)])
    )
    (face,) = faces([Polygon(ring)]).shapes
    assert set(map(tuple, shapely.get_coordinates(face))) == set(map(tuple, ring))


def test_a_hair_is_no_overlap_where_corners_are_brought_together():
    """A triangle 20 m long and 4 mm wide at one end, 2 mm on average, over the neighbour."""
    over = at("POLYGON((0 0,10.004 0,10 20,0 20,0 0))")
    before, after = [WEST_LOT, EAST_LOT], [over, EAST_LOT]
    assert [m.id for m in faults(before, after, outline_moves=True)] == ["fabric.overlap"]
    assert faults(before, after, outline_moves=True, hair=0.01) == []
    assert faults(before, after, outline_moves=True, hair=0.001) != []
