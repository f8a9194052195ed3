"""Corners that neighbours should share: added, brought together, and nothing moved too far."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box

from taxmap_plugin.core.fix_corners import draw_together
from taxmap_plugin.core.fix_site import FixError
from taxmap_plugin.core.message import render

from .. import fabrics
from .fix_case import mend, xy
from .quality_case import parcels, sight, things

WEST = box(0, 0, 20, 20)


def test_a_corner_that_lies_on_a_side_becomes_a_corner_of_that_side():
    east = Polygon([(20, 0), (40, 0), (40, 20), (20, 20), (20, 8)])
    mended = mend(WEST, east, id="missing_corner")
    assert (20, 8) in xy(mended.shapes[0])
    assert mended.shapes[0].area == 400
    assert render(mended.note, "en") == "01A001, 01A002 share 1 more corner."


def test_corners_meant_as_one_become_the_one_that_more_parcels_have():
    """Two parcels have (20, 20); the third misses it by 4 mm, and (20, 0) by 3."""
    east = Polygon([(20.003, 0), (40, 0), (40, 20), (20.004, 20)])
    north = Polygon([(0, 20), (20, 20), (40, 20), (40, 40), (0, 40)])
    mended = mend(WEST, east, north, id="near_corner")
    assert (20, 20) in xy(mended.shapes[1]) and (20.004, 20) not in xy(mended.shapes[1])
    assert mended.shapes[0].equals(WEST) and mended.shapes[2].equals(north)
    seen = sight(parcel=parcels(*mended.shapes))
    assert things("near_corner", seen) == things("near_edge", seen) == things("gap", seen) == []


def test_a_side_is_led_through_a_corner_beside_it():
    east = Polygon([(20, 0), (40, 0), (40, 20), (20, 20), (20.006, 8)])
    mended = mend(WEST, east, id="near_edge")
    assert (20.006, 8) in xy(mended.shapes[0])
    assert mended.shapes[1].equals(east)


def test_a_corner_behind_the_tip_of_a_third_parcel_is_not_told_as_mended():
    """Each of both has one beside the other's side, 1 mm; over one of them lies the third."""
    north = Polygon(
        [(19.9696, 60.0346), (40.0167, 60.0016), (40.0187, 90.0214), (20.0118, 89.9895)]
    )
    south = Polygon(
        [(39.9746, 30.0268), (59.9953, 29.9734), (60.0301, 59.9809), (39.9704, 60.0027)]
    )
    third = Polygon([(40.0053, 59.9705), (60.0125, 59.986), (60.0348, 89.9891), (40.0153, 90.009)])
    faults = things("near_edge", sight(parcel=parcels(north, south, third)))
    both = faults.index(("p1", "p2"))
    mended = mend(north, south, third, id="near_edge", at=both)
    assert "through 1 corner that" in render(mended.note, "en")
    with pytest.raises(FixError, match="by hand"):
        mend(*mended.shapes, id="near_edge", at=both)


def test_the_corner_of_a_locked_parcel_stays():
    east = Polygon([(20.004, 0), (40, 0), (40, 20), (20, 20)])
    for locked, place in ((0, 20), (1, 20.004)):
        mended = mend(WEST, east, id="near_corner", locked=[locked])
        assert (place, 0) in xy(mended.shapes[0]) and (place, 0) in xy(mended.shapes[1])


def test_two_locked_parcels_are_named():
    east = Polygon([(20.004, 0), (40, 0), (40, 20), (20, 20)])
    with pytest.raises(FixError, match="01A001, 01A002"):
        mend(WEST, east, id="near_corner", locked=[0, 1])


def test_corners_drawn_twice_are_dropped_once_and_for_all_that_have_them():
    twice = Polygon([(0, 0), (20, 0), (20, 10), (20, 10.0004), (20, 20), (0, 20)])
    east = Polygon([(20, 0), (40, 0), (40, 20), (20, 20), (20, 10.0004), (20, 10)])
    mended = mend(twice, east, id="duplicate_corner")
    west, east = mended.shapes
    assert len(west.geoms[0].exterior.coords) == len(east.geoms[0].exterior.coords) == 6
    assert fabrics.unshared([west, east]) == []


def test_what_would_vanish_is_refused():
    small = box(20, 0, 20.004, 0.004)
    with pytest.raises(FixError, match=r"smaller than the tolerance|not be sound"):
        mend(WEST, small, id="near_corner")


@fabrics.tried
@given(fabrics.fabrics(holes=False), st.floats(0.001, 0.05), st.integers(0, 2**32 - 1))
def test_no_corner_moves_farther_than_the_tolerance_and_locked_ones_stay(shapes, tolerance, seed):
    """Every parcel drawn by another hand, each corner up to the tolerance off."""
    rng = np.random.default_rng(seed)
    shapes = fabrics.multipolygons([shaken(rng, shape, tolerance) for shape in shapes])
    free = rng.uniform(size=len(shapes)) < 0.7
    corners = shapely.get_coordinates(shapes)
    try:
        after = draw_together(shapes, free, corners, tolerance)
    except FixError:
        return
    for was, now, may_change in zip(shapes, after, free):
        assert may_change or now is was
        assert farthest(shapely.get_coordinates(was), shapely.get_coordinates(now)) <= tolerance
        assert farthest(shapely.get_coordinates(now), corners) == 0


def shaken(rng: np.random.Generator, shape, by: float) -> Polygon:
    ring = shapely.get_coordinates(shape)[:-1]
    moved = ring + rng.uniform(-1, 1, ring.shape) * by / np.sqrt(2)
    return Polygon(moved)


def farthest(some: np.ndarray, others: np.ndarray) -> float:
    """How far any of some points is from the nearest of the others."""
    apart = np.hypot(*(some[:, None] - others[None]).transpose(2, 0, 1))
    return float(apart.min(axis=1).max())
