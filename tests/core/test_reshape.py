"""Boundaries moved as one: what one parcel loses its neighbours gain, to the square millimetre."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely import LineString
from shapely.affinity import scale as scaled

from taxmap_plugin.core.fabric import faults, share_vertices
from taxmap_plugin.core.reshape import (
    ReshapeError,
    move_vertices,
    replace_boundary,
    replace_outline,
)
from tests.core.test_fabric import EAST_LOT, WEST_LOT, X, Y, at, corners
from tests.fabrics import area, assert_kept, fabrics, overlap, tried, unshared

NORTH_LOT = at("POLYGON((0 20,20 20,20 30,0 30,0 20))")
THREE = [WEST_LOT, EAST_LOT, NORTH_LOT]


def spot(x: float, y: float) -> tuple[float, float]:
    return (X + x, Y + y)


def areas(shapes) -> list[float]:
    return [round(shape.area, 6) for shape in shapes]


def test_two_neighbours_move_their_corner_together():
    west, east = move_vertices([WEST_LOT, EAST_LOT], [(spot(10, 0), spot(12, 0))])
    assert areas([west, east]) == [220, 180]
    assert (12, 0) in corners(west) & corners(east)


def test_a_hair_beside_the_corner_is_meant():
    west, _ = move_vertices([WEST_LOT, EAST_LOT], [(spot(10.0006, 0), spot(12, 0))])
    assert west.area == pytest.approx(220)


def test_where_three_meet_all_move_and_the_straight_edge_bends():
    west, east, north = move_vertices(THREE, [(spot(10, 20), spot(9, 22))])
    assert (9, 22) in corners(west) & corners(east) & corners(north)
    assert areas([west, east, north]) == [200, 220, 180]
    assert_kept(THREE, [west, east, north])


def test_a_moved_edge_takes_the_corners_that_lie_on_it_along():
    """The edge of the north lot has the corner of two others in its middle."""
    moved = move_vertices(THREE, [(spot(0, 20), spot(0, 22))])
    assert (10, 20) in corners(moved[2])
    assert_kept(THREE, moved)
    assert moved[1] is EAST_LOT


def test_several_corners_at_once():
    moves = [(spot(10, 0), spot(11, 0)), (spot(10, 20), spot(11, 20))]
    assert areas(move_vertices(THREE, moves)) == [220, 180, 200]


@pytest.mark.parametrize(
    ("begin", "end", "reason"),
    [
        ((10.5, 10), (12, 9), "reshape.no_corner"),
        ((0, 20), (12, 5), "fabric.invalid"),
        ((0, 20), (11, -1), "reshape.turned_over"),
        ((20, 20), (45, 15), "fabric.overlap"),
    ],
)
def test_what_a_corner_cannot_do(begin, end, reason):
    lots = [WEST_LOT, EAST_LOT, at("POLYGON((30 0,40 0,40 20,30 20,30 0))")]
    with pytest.raises(ReshapeError) as refused:
        move_vertices(lots, [(spot(*begin), spot(*end))])
    assert refused.value.message.id == reason


def test_a_parcel_that_turns_over_is_told_apart():
    corner = at("POLYGON((0 0,10 0,0 10,0 0))")
    with pytest.raises(ReshapeError) as refused:
        move_vertices([corner], [(spot(0, 0), spot(9, 9))])
    assert refused.value.message.id == "reshape.turned_over"


def test_a_corner_moved_onto_a_far_edge_is_shared_there():
    lot = at("POLYGON((30 0,40 0,40 20,31 10,30 0))")
    east, far = move_vertices([EAST_LOT, lot], [(spot(31, 10), spot(20, 10))])
    assert (20, 10) in corners(east) & corners(far)


@tried
@given(fabrics(), st.integers(0, 10_000), st.floats(-3, 3), st.floats(-3, 3))
def test_nothing_is_lost_when_corners_inside_a_fabric_move(parcels, which, dx, dy):
    rim = shapely.union_all(parcels).boundary
    inner = [
        tuple(xy)
        for xy in shapely.get_coordinates(parcels)
        if rim.distance(shapely.Point(xy)) > 1e-6
    ]
    assume(inner)
    x, y = inner[which % len(inner)]
    try:
        moved = move_vertices(parcels, [((x, y), (x + dx, y + dy))])
    except ReshapeError:
        assume(False)
    assert_kept(parcels, moved)
    assert faults(parcels, moved) == []
    assert (x + dx, y + dy) not in unshared(moved)


@pytest.mark.parametrize(
    ("shapes", "line", "expected"),
    [
        ([WEST_LOT, EAST_LOT], "LINESTRING(10 0,12 10,10 20)", [220, 180]),
        ([WEST_LOT, EAST_LOT], "LINESTRING(10 20,12 10,10 0)", [220, 180]),
        ([WEST_LOT, EAST_LOT], "LINESTRING(10 0,8 5,8 15,10 20)", [170, 230]),
        ([WEST_LOT, EAST_LOT], "LINESTRING(10 5,12 5,12 9,10 9)", [208, 192]),
        ([WEST_LOT, EAST_LOT], "LINESTRING(10 0,12 5,8 15,10 20)", [200, 200]),
        ([WEST_LOT, EAST_LOT], "LINESTRING(10.0005 0.0003,12 10,10 20.0004)", [220, 180]),
        ([WEST_LOT, EAST_LOT], "LINESTRING(10 10,12 15,10 20)", [210, 190]),
        ([WEST_LOT], "LINESTRING(10 0,12 10,10 20)", [220]),
        ([WEST_LOT], "LINESTRING(10 5,8 5,8 9,10 9)", [192]),
        ([WEST_LOT, EAST_LOT], "LINESTRING(0 5,-3 5,-3 9,0 9)", [212, 200]),
        ([WEST_LOT, EAST_LOT], "LINESTRING(5 0,10 -4,15 0)", None),
        (THREE, "LINESTRING(0 20,10 22,20 20)", [210, 210, 180]),
        (THREE, "LINESTRING(0 20,10 18,20 20)", [190, 190, 220]),
        (THREE, "LINESTRING(5 20,5 24,15 24,15 20)", [220, 220, 160]),
        (THREE, "LINESTRING(10 0,12 0,12 20)", [240, 160, 200]),
        (THREE, "LINESTRING(10 0,7 10,10 20)", [170, 230, 200]),
    ],
)
def test_a_line_takes_the_place_of_a_boundary(shapes, line, expected):
    if expected is None:
        with pytest.raises(ReshapeError) as refused:
            replace_boundary(shapes, at(line))
        assert refused.value.message.id == "reshape.end_off"
        return
    after = replace_boundary(shapes, at(line))
    assert [shape.area for shape in after] == pytest.approx(expected, abs=0.02)
    assert shapely.is_valid(after).all()
    assert overlap(after) < 1e-6
    assert set(unshared(after)) <= set(unshared(shapes))
    if len(shapes) == len(expected) and sum(expected) == area(shapes):
        assert_kept(shapes, after)


def test_ends_that_a_hand_left_beside_the_outline_are_taken_to_it():
    """Beyond the corner in the north, as where a corner of another lot lies there."""
    for line in ("LINESTRING(10 0,12 10,9.98 20.22)", "LINESTRING(9.98 20.22,12 10,10.3 -0.2)"):
        west, east = replace_boundary([WEST_LOT, EAST_LOT], at(line))
        assert areas([west, east]) == [220, 180]
    west, east = replace_boundary([WEST_LOT, EAST_LOT], at("LINESTRING(10.3 5,12 5,12 9,10 9)"))
    assert areas([west, east]) == [208, 192]


def test_an_end_too_far_from_the_outline_is_told_with_the_parcel_and_how_far():
    with pytest.raises(ReshapeError, match=r"ends 0\.70 m off the boundary of parcel b"):
        replace_boundary([EAST_LOT], at("LINESTRING(10 0,12 10,9.3 20)"), names=["b"])
    with pytest.raises(ReshapeError, match=r"begins 3\.00 m off the boundary of parcel 1"):
        replace_boundary(THREE, at("LINESTRING(3 3,12 10,10 20)"))


def test_a_boundary_that_arrives_goes_straight_on_to_the_line():
    slanted = [
        at("POLYGON((0 0,10 0,8 20,0 20,0 0))"),
        at("POLYGON((10 0,20 0,20 20,8 20,10 0))"),
        NORTH_LOT,
    ]
    west, east, north = replace_boundary(slanted, at("LINESTRING(0 20,0 25,20 25,20 20)"))
    assert (7.5, 25) in corners(west) & corners(east) & corners(north)
    assert north.area == pytest.approx(100)


def test_a_boundary_across_the_mouth_of_a_hairline_gap():
    """The gap between the lots does not go on to the line: the lot beside it has the ground."""
    east = at("POLYGON((10.0006 0,20 0,20 20,10.0006 20,10.0006 0))")
    north = at("POLYGON((0 20,20 20,20 30,0 30,0 20))")
    south = at("POLYGON((0 -9,20 -9,20 0,0 0,0 -9))")
    lots, _ = share_vertices([WEST_LOT, east, north, south], [WEST_LOT, east])
    for middle in (23, 17):
        moved = replace_boundary(lots, at(f"LINESTRING(5 20,10 {middle},15 20)"))
        assert faults(lots, moved, outline_moves=True) == []
        assert moved[2].area == pytest.approx(200 - 5 * (middle - 20), abs=1e-6)


def test_a_boundary_that_would_miss_the_line_takes_the_shortest_way():
    slanted = [
        at("POLYGON((0 0,30 19,2 20,0 20,0 0))"),
        at("POLYGON((0 0,30 0,30 19,0 0))"),
        at("POLYGON((0 20,2 20,30 19,30 30,0 30,0 20))"),
    ]
    after = replace_boundary(slanted, at("LINESTRING(0 20,2 23,30 23)"))
    assert_kept(slanted, after)


def test_a_lot_not_concerned_stays_the_same_object():
    after = replace_boundary(THREE, at("LINESTRING(10 5,12 5,12 9,10 9)"))
    assert after[2] is NORTH_LOT


def test_a_hole_and_the_lot_in_it_move_as_one():
    holed = at("POLYGON((0 0,30 0,30 30,0 30,0 0),(10 10,20 10,20 20,10 20,10 10))")
    island = at("POLYGON((10 10,20 10,20 20,10 20,10 10))")
    after = replace_boundary([holed, island], at("LINESTRING(20 10,24 15,20 20)"))
    assert areas(after) == [780, 120]
    assert_kept([holed, island], after)


@pytest.mark.parametrize(
    ("shapes", "line", "reason"),
    [
        (THREE, "LINESTRING(3 3,12 10,10 20)", "reshape.begin_off"),
        (THREE, "LINESTRING(10 0,10 20)", "reshape.no_change"),
        (THREE, "LINESTRING(10 2,14 5,14 9,9 3,16 3,10 12)", "reshape.line_crosses_itself"),
        (THREE, "LINESTRING(10 2,14 5,14 9,10 2)", "reshape.line_crosses_itself"),
        (THREE, "LINESTRING(10 2,12 25,10 12)", "reshape.swallows"),
        (
            [WEST_LOT, at("POLYGON((12 0,20 0,20 20,12 20,12 0))")],
            "LINESTRING(10 0,14 9,10 20)",
            "reshape.swallows",
        ),
        ([WEST_LOT, EAST_LOT], "LINESTRING(10 5,23 10,10 15)", "reshape.cuts_apart"),
        (THREE, "LINESTRING(0 20,9 -1,21 -1,20 20)", "reshape.nothing_left"),
        ([WEST_LOT, EAST_LOT], "LINESTRING(10 0,20 0,20 20,10 20)", "reshape.no_change"),
        ([WEST_LOT], "LINESTRING(10 5,-4 8,-4 12,10 15)", "reshape.cuts_apart"),
    ],
)
def test_where_a_boundary_cannot_run(shapes, line, reason):
    with pytest.raises(ReshapeError) as refused:
        replace_boundary(shapes, at(line))
    assert refused.value.message.id == reason


@tried
@given(
    fabrics(),
    st.integers(0, 10_000),
    st.floats(0.05, 0.45),
    st.floats(0.55, 0.95),
    st.floats(-6, 6),
    st.integers(1, 3),
)
def test_nothing_is_lost_when_a_line_replaces_a_boundary(parcels, which, begin, end, by, bends):
    """The line leaves and meets the outline of some parcel, bending to either side between."""
    ring = parcels[which % len(parcels)].geoms[0].exterior
    length = ring.length * 0.3
    ends = [ring.interpolate(at * length).coords[0] for at in (begin, end)]
    way = np.array(ends[1]) - np.array(ends[0])
    beside = np.array([-way[1], way[0]]) / (np.hypot(*way) or 1.0)
    between = [
        np.array(ends[0]) + (i + 1) / (bends + 1) * way + by * (-1) ** i * beside
        for i in range(bends)
    ]
    try:
        after = replace_boundary(parcels, LineString([ends[0], *between, ends[1]]))
    except ReshapeError:
        assume(False)
    rim = shapely.union_all(parcels)
    rim_moved = shapely.symmetric_difference(rim, shapely.union_all(after)).area > 1e-5
    assert faults(parcels, after, outline_moves=rim_moved) == []
    assert overlap(after) < 1e-6
    assert shapely.is_valid(after).all()
    changed = [a for a, b in zip(after, parcels) if a is not b]
    new = set(map(tuple, shapely.get_coordinates(changed)))
    old = set(map(tuple, shapely.get_coordinates(share_vertices(parcels, parcels)[0])))
    assert not (new - old) & set(unshared(after))
    if not rim_moved:
        assert_kept(parcels, after)


def test_a_new_outline_takes_the_corners_of_the_neighbours_along():
    wider = at("POLYGON((-1 -1,11 -1,11 21,-1 21,-1 -1))")
    west, east, north = replace_outline(THREE, 0, wider)
    assert west.equals(wider)
    assert areas([west, east, north]) == [264, 189, 189]
    assert {(11, 21), (11, -1)} <= corners(west) & corners(east)
    assert (11, 21) in corners(north)
    assert_kept_but_the_rim([west, east, north])


def test_what_a_narrower_outline_leaves_goes_to_the_neighbours():
    narrower = at("POLYGON((1 1,9 1,9 19,1 19,1 1))")
    shapes = replace_outline(THREE, 0, narrower)
    assert areas(shapes) == [144, 209, 209]
    assert_kept_but_the_rim(shapes)


def test_an_outline_with_more_corners_bends_the_edges_of_neighbours():
    bent = at("POLYGON((0 0,10 0,11 8,10 20,4 21,0 20,0 0))")
    west, east, north = replace_outline(THREE, 0, bent)
    assert west.equals(bent)
    assert (11, 8) in corners(east) and (4, 21) in corners(north)
    assert_kept_but_the_rim([west, east, north])


def test_a_corner_of_neighbours_stays_where_it_is_on_an_edge_that_stays():
    """The corner of west and east, on the edge of the lot in the north."""
    turned = at("POLYGON((0 20,22 21,22 30,0 30,0 20))")
    west, east, north = replace_outline(THREE, 2, turned)
    assert {round(x, 1) for x, _ in corners(north) & corners(east)} == {10, 22}
    assert_kept_but_the_rim([west, east, north])


def test_the_old_corner_on_a_longer_side_does_not_hold_it_back():
    """As where a drawn side was pulled onto it."""
    longer = at("POLYGON((0 0,10 0,12 0,12 20,10 20,0 20,0 0))")
    west, east, north = replace_outline(THREE, 0, longer)
    assert areas([west, east, north]) == [240, 160, 200]
    assert_kept_but_the_rim([west, east, north])


def test_a_neighbour_beside_a_side_that_goes_on_is_left_alone():
    longer = at("POLYGON((0 20,45 20,45 30,0 30,0 20))")
    west, east, north = replace_outline(THREE, 2, longer)
    assert (west is WEST_LOT, areas([east, north])) == (True, [200, 450])
    assert (20, 20) in corners(north)


def test_a_listed_post_on_a_side_is_the_corner_of_the_neighbours_near_it():
    """The corner of west and east, on the edge of the lot in the north."""
    listed = at("POLYGON((0 20,10.3 20,20 20,20 31,0 31,0 20))")
    west, east, north = replace_outline(THREE, 2, listed)
    assert (10.3, 20) in corners(north) & corners(east) & corners(west)
    assert areas([west, east, north]) == [203, 197, 220]
    further = at("POLYGON((0 20,13 20,20 20,20 31,0 31,0 20))")
    assert areas(replace_outline(THREE, 2, further)) == [200, 200, 220]


def test_the_same_outline_changes_nothing():
    assert list(replace_outline(THREE, 0, WEST_LOT)) == THREE


def test_an_outline_over_a_parcel_that_is_not_beside_it_is_refused():
    far = at("POLYGON((20.6 0,30 0,30 20,20.6 20,20.6 0))")
    wide = at("POLYGON((10 0,21 0,21 20,10 20,10 0))")
    assert refusal([*THREE, far], 1, wide, "abcd") == ("reshape.takes_beyond", "d")


def refusal(shapes, parcel, outline, names) -> tuple:
    with pytest.raises(ReshapeError) as refused:
        replace_outline(shapes, parcel, outline, names=names)
    message = refused.value.message
    return message.id, "".join(one.params["name"] for one in message.params["neighbours"])


CORNER = at("POLYGON((20 0,26 0,26 30,22 30,20.4 20.4,20 20,20 0))")
"""A lot in the east with a corner so near to THREE that a wider neighbour would pass it."""


def test_a_neighbour_that_cannot_bend_loses_what_the_outline_covers():
    lots = [*THREE, CORNER]
    wider = at("POLYGON((0 20,20 20,22 24,22 30,0 30,0 20))")
    after = replace_outline(lots, 2, wider)
    assert after[2].symmetric_difference(wider).area < 1e-6
    assert after[3].area == pytest.approx(CORNER.difference(wider).area)
    assert not faults(lots, after, outline_moves=True) and not unshared(after)
    assert after[0] is WEST_LOT


def test_an_outline_over_all_of_a_neighbour_or_right_through_it_is_refused():
    thin = at("POLYGON((20 0,21 0,21 20,20 20,20 0))")
    assert refusal([*THREE, thin], 1, at("POLYGON((10 0,22 0,22 20,10 20,10 0))"), "abcd") == (
        "reshape.takes_all",
        "d",
    )
    through = at("POLYGON((10 0,20 0,20 8,31 8,31 9,20 9,20 20,10 20,10 0))")
    wide = at("POLYGON((20 0,30 0,30 20,20 20,20 0))")
    assert refusal([*THREE, wide], 1, through, "abcd") == ("reshape.takes_apart", "d")


def test_each_part_of_a_neighbour_is_judged_by_itself():
    """A part beyond a road is not taken, nor all of one beside, nor any cut in two."""
    two = shapely.union(EAST_LOT, at("POLYGON((-9 2,-4 2,-4 9,-9 9,-9 2))"))
    wide = at("POLYGON((-10 1,0 0,10 0,10 20,0 20,-10 10,-10 1))")
    assert refusal([WEST_LOT, two], 0, wide, "ab") == ("reshape.takes_beyond", "b")
    beside = shapely.union(EAST_LOT, at("POLYGON((-5 2,0 2,0 9,-5 9,-5 2))"))
    assert refusal([WEST_LOT, beside], 0, wide, "ab") == ("reshape.takes_part", "b")
    island = shapely.union(EAST_LOT, at("POLYGON((-90 2,-85 2,-85 9,-90 9,-90 2))"))
    through = at("POLYGON((0 0,10 0,10 8,21 8,21 9,10 9,10 20,0 20,0 0))")
    assert refusal([WEST_LOT, island], 0, through, "ab") == ("reshape.takes_apart", "b")


def test_all_neighbours_that_an_outline_wrongs_are_named():
    thin = [at(f"POLYGON((20 {y},21 {y},21 {y + 5},20 {y + 5},20 {y}))") for y in (0, 5, 10)]
    wide = at("POLYGON((21.7 0,30 0,30 20,21.7 20,21.7 0))")
    lots = [*THREE, *thin]
    outline = at("POLYGON((10 0,22 0,22 20,10 20,10 0))")
    assert refusal(lots, 1, outline, "abcdef") == ("reshape.takes_all", "def")
    with pytest.raises(ReshapeError) as refused:
        replace_outline([*lots, wide], 1, outline, names="abcdefg")
    assert [refused.value.message.params[of].id for of in ("one", "more")] == [
        "reshape.takes_all",
        "reshape.takes_beyond",
    ]


ISLAND = at("POLYGON((40 0,50 0,50 10,40 10,40 0))")
IN_PARTS = [shapely.multipolygons([*shapely.get_parts(WEST_LOT), ISLAND]), *THREE[1:]]
"""The lot in the west has a part beyond a road."""


def test_of_a_parcel_in_parts_the_part_under_the_outline_gets_it():
    wider = at("POLYGON((0 0,11 0,11 20,0 20,0 0))")
    west, east, _ = after = replace_outline(IN_PARTS, 0, wider)
    assert west.equals(shapely.union(wider, ISLAND)) and areas([east]) == [180]
    assert not faults(IN_PARTS, after, outline_moves=True) and not unshared(after)
    larger = at("POLYGON((40 0,52 0,52 10,40 10,40 0))")
    west, east, _ = replace_outline(IN_PARTS, 0, larger)
    assert west.equals(shapely.union(WEST_LOT, larger)) and areas([east]) == [200]


def test_an_outline_in_parts_takes_the_place_of_each():
    drawn = at("MULTIPOLYGON(((0 0,11 0,11 20,0 20,0 0)),((40 0,52 0,52 10,40 10,40 0)))")
    assert replace_outline(IN_PARTS, 0, drawn)[0].equals(drawn)
    assert replace_outline(IN_PARTS, 0, drawn, 0.05)[0].equals(drawn)
    assert replace_outline(THREE, 0, drawn)[0].equals(drawn), "one part is new"


def test_an_outline_over_both_parts_makes_one_of_them():
    lots = [
        shapely.multipolygons(
            [*shapely.get_parts(WEST_LOT), at("POLYGON((0 -9,10 -9,10 -1,0 -1,0 -9))")]
        )
    ]
    whole = at("POLYGON((0 -9,10 -9,10 20,0 20,0 -9))")
    assert replace_outline(lots, 0, whole)[0].equals(whole)


def test_an_outline_elsewhere_is_not_taken_for_the_parcel():
    with pytest.raises(ReshapeError) as refused:
        replace_outline(THREE, 0, at("POLYGON((40 0,50 0,50 10,40 10,40 0))"))
    assert refused.value.message.id == "reshape.unlike"


def assert_kept_but_the_rim(after) -> None:
    assert overlap(after) == pytest.approx(0, abs=1e-6)
    assert not faults(THREE, after, outline_moves=True)
    assert not unshared(after)


@given(fabrics(holes=False), st.floats(0.95, 1.05), st.integers(0, 100))
def test_any_parcel_takes_an_outline_a_little_larger_or_smaller(shapes, scale, which):
    which %= len(shapes)
    (part, *more) = shapely.get_parts(shapes[which])
    wanted = scaled(part, scale, scale)
    try:
        after = replace_outline(shapes, which, wanted)
    except ReshapeError:
        assume(False)
    wanted = shapely.union_all([wanted, *more])
    assert after[which].symmetric_difference(wanted).area < 1e-6
    assert overlap(after) <= overlap(shapes) + 1e-6
