"""A road cut out of many parcels: public ground and remainders make up what was there."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from taxmap_plugin.core.fabric import faults
from taxmap_plugin.core.strip import StripError, cut_strip, strip_of_line
from tests.core.test_fabric import EAST_LOT, WEST_LOT, at, corners
from tests.fabrics import area, assert_kept, cut_lines, fabrics, tried, unshared


def test_a_strip_has_its_width_and_square_ends():
    strip = strip_of_line(at("LINESTRING(0 0,30 0)"), 4)
    assert corners(strip) == {(0, -2), (30, -2), (30, 2), (0, 2)}


def test_a_strip_has_sharp_corners_at_its_bends():
    strip = strip_of_line(at("LINESTRING(0 0,30 0,30 30)"), 4)
    assert (32, -2) in corners(strip)
    assert strip.area == pytest.approx(30 * 4 * 2)


def test_a_road_across_two_lots():
    road = strip_of_line(at("LINESTRING(-5 5,25 5)"), 2)
    remainders, public, taken = cut_strip([WEST_LOT, EAST_LOT], road)
    assert [round(r.area, 6) for r in remainders] == [180, 180]
    assert [len(r.geoms) for r in remainders] == [2, 2]
    assert public.area == pytest.approx(40) and len(public.geoms) == 1
    assert taken.tolist() == pytest.approx([20, 20])
    assert (10, 4) in corners(public)


def test_a_lot_wholly_taken_leaves_nothing():
    remainders, public, taken = cut_strip([WEST_LOT, EAST_LOT], WEST_LOT)
    assert remainders[0] is None
    assert remainders[1].area == pytest.approx(200)
    assert taken.tolist() == pytest.approx([200, 0])
    assert public.equals(WEST_LOT)


def test_a_strip_a_hair_beside_the_boundary_leaves_no_sliver():
    road = at("POLYGON((10.0006 -3,14 -3,14 25,10.0006 25,10.0006 -3))")
    remainders, _, taken = cut_strip([WEST_LOT, EAST_LOT], road)
    assert remainders[0].area == pytest.approx(200, abs=1e-9)
    assert taken.tolist() == pytest.approx([0, 80])
    assert len(remainders[1].geoms) == 1


def test_a_lot_that_the_strip_only_touches_takes_its_corners():
    road = at("POLYGON((12 4,20 4,20 6,12 6,12 4))")
    beside = at("POLYGON((20 0,30 0,30 20,20 20,20 0))")
    remainders, _, taken = cut_strip([EAST_LOT, beside], road)
    assert taken.tolist() == pytest.approx([16, 0])
    assert {(20, 4), (20, 6)} <= corners(remainders[1])


def test_ground_of_nobody_is_not_taken():
    _, public, _ = cut_strip([WEST_LOT], at("POLYGON((5 5,30 5,30 9,5 9,5 5))"))
    assert public.area == pytest.approx(20)


def test_a_strip_that_takes_nothing_is_refused():
    with pytest.raises(StripError, match="lies on no parcel"):
        cut_strip([WEST_LOT], EAST_LOT)
    with pytest.raises(StripError, match="lies on no parcel"):
        cut_strip([WEST_LOT], at("POLYGON((40 5,60 5,60 9,40 9,40 5))"))
    with pytest.raises(StripError, match="greater than 0"):
        strip_of_line(at("LINESTRING(0 0,30 0)"), 0)
    with pytest.raises(StripError, match="This is a point"):
        strip_of_line(at("POINT(5 5)"), 6)


@tried
@given(fabrics(most=40), cut_lines(points=4), st.floats(0.05, 25))
def test_nothing_is_lost_in_a_fabric(parcels, line, width):
    strip = strip_of_line(line, width)
    assume(strip.is_valid)
    remainders, public, taken = cut_strip(parcels, strip)
    left = [remainder for remainder in remainders if remainder is not None]
    assert_kept(parcels, [*left, public])
    assert faults(parcels, [*left, public]) == []
    assert not set(map(tuple, shapely.get_coordinates(public))) & set(unshared([*left, public]))
    assert sum(taken) == pytest.approx(public.area, abs=1e-6)
    inside = shapely.intersection(strip, shapely.union_all(parcels)).area
    assert public.area == pytest.approx(inside, abs=0.001 * strip.length)
    for before, after, lost in zip(parcels, remainders, taken):
        assert before.area - area([after]) == pytest.approx(lost, abs=1e-6)
