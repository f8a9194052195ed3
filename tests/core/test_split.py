"""A parcel divided by drawn lines: all of its ground, in pieces, and no more."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from taxmap_plugin.core.fabric import faults, share_vertices
from taxmap_plugin.core.split import SplitError, split
from tests.core.test_fabric import at, corners
from tests.fabrics import area, assert_kept, cut_lines, fabrics, tried, unshared

LOT = at("MULTIPOLYGON(((0 0,10 0,10 20,0 20,0 0)))")
HOLED = at("POLYGON((0 0,30 0,30 30,0 30,0 0),(10 10,20 10,20 20,10 20,10 10))")
TWO_PARTS = at("MULTIPOLYGON(((0 0,10 0,10 20,0 20,0 0)),((12 0,15 0,15 20,12 20,12 0)))")


def areas(pieces) -> list[float]:
    return [round(piece.area, 6) for piece in pieces]


@pytest.mark.parametrize(
    ("shape", "lines", "expected"),
    [
        (LOT, ["LINESTRING(-5 5,15 5)"], [150, 50]),
        (LOT, ["LINESTRING(0 5,10 5)"], [150, 50]),
        (LOT, ["LINESTRING(-5 5,15 5)", "LINESTRING(-5 8,15 8)"], [120, 50, 30]),
        (LOT, ["LINESTRING(-5 5,15 5)", "LINESTRING(5 5,5 25)"], [75, 75, 50]),
        (LOT, ["LINESTRING(-5 2,12 2,12 10,-5 10)"], [100, 80, 20]),
        (LOT, ["LINESTRING(2 2,4 2,4 4,2 4,2 2)"], [196, 4]),
        (LOT, ["LINESTRING(0 0,10 20)"], [100, 100]),
        (LOT, ["LINESTRING(0 -3,0 8,10 8)"], [120, 80]),
        (HOLED, ["LINESTRING(-1 15,31 15)"], [400, 400]),
        (HOLED, ["LINESTRING(10 -1,10 31)"], [500, 300]),
        (HOLED, ["LINESTRING(8 8,22 8,22 22,8 22,8 8)"], [704, 96]),
        (HOLED, ["LINESTRING(0 5,30 5)"], [650, 150]),
        (TWO_PARTS, ["LINESTRING(-5 5,11 5)"], [210, 50]),
        (TWO_PARTS, ["LINESTRING(11 5,16 5)"], [245, 15]),
        (TWO_PARTS, ["LINESTRING(-5 5,16 5)"], [150, 50, 45, 15]),
    ],
)
def test_pieces(shape, lines, expected):
    pieces = split(shape, [at(line) for line in lines])
    assert areas(pieces) == expected
    assert {piece.geom_type for piece in pieces} == {"MultiPolygon"}
    assert_kept([shape], pieces)
    assert unshared(pieces) == []


def test_part_that_no_line_cuts_goes_with_the_largest_piece():
    largest, _ = split(TWO_PARTS, at("LINESTRING(11 5,16 5)"))
    assert len(largest.geoms) == 2
    assert area(largest.geoms) == pytest.approx(245)


def test_a_line_a_hair_beside_the_corners_runs_through_them():
    pieces = split(LOT, at("LINESTRING(0.0004 -5,0.0004 0.0003,9.9994 19.9996,9.9994 30)"))
    assert areas(pieces) == [100, 100]
    assert set.union(*map(corners, pieces)) == corners(LOT)


def test_a_line_partly_along_the_edge_leaves_no_sliver():
    pieces = split(LOT, at("LINESTRING(0.0005 -2,0.0005 8,12 8)"))
    assert areas(pieces) == [120, 80]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("LINESTRING(-5 5,-1 9)", "split.does_not_cross"),
        ("LINESTRING(-5 -5,5 -1)", "split.does_not_cross"),
        ("LINESTRING(-5 5,5 -5)", "split.does_not_cross"),
        ("LINESTRING(-5 5,5 5)", "split.ends_inside"),
        ("LINESTRING(3 3,5 5)", "split.ends_inside"),
        ("LINESTRING(-5 5,5 5,-5 6)", None),
        ("LINESTRING(0 -5,0 25)", "split.along_the_edge"),
        ("LINESTRING(0.0006 3,0.0006 9)", "split.along_the_edge"),
    ],
)
def test_why_a_line_does_not_divide(line, reason):
    if reason is None:
        assert len(split(LOT, at(line))) == 2
        return
    with pytest.raises(SplitError) as refused:
        split(LOT, at(line))
    assert refused.value.message.id == reason


@tried
@given(fabrics(), st.lists(cut_lines(points=3), min_size=1, max_size=3), st.integers(0, 1000))
def test_nothing_is_lost_and_neighbours_take_the_corners(parcels, lines, which):
    which %= len(parcels)
    try:
        pieces = split(parcels[which], lines)
    except SplitError:
        assume(False)
    neighbours, _ = share_vertices(np.delete(parcels, which), pieces)
    after = [*pieces, *neighbours]
    assert len(pieces) > 1
    assert areas(pieces) == sorted(areas(pieces), reverse=True)
    assert_kept(parcels, after)
    assert faults(parcels, after) == []
    new = set(map(tuple, shapely.get_coordinates(pieces)))
    assert not new & set(unshared(after))
