"""Corners beside a neighbour's boundary are found, and shared ones are left alone."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box

from taxmap_plugin.core.fabric_near import by_pair, near_corners
from taxmap_plugin.core.fabric_twins import Twins
from taxmap_plugin.core.object_array import object_array

from .. import fabrics

WEST = box(0, 0, 10, 10)


def found(*parcels, tolerance: float = 0.01):
    frame = near_corners(Twins.of(object_array(parcels)), tolerance)
    return [tuple(row) for row in frame[["shape", "other", "kind"]].to_numpy().tolist()]


def test_neighbours_that_share_their_corners_have_none():
    assert found(WEST, box(10, 0, 20, 10)) == []


def test_a_corner_on_a_straight_side_of_the_neighbour():
    east = Polygon([(10, 0), (20, 0), (20, 10), (10, 10), (10, 4)])
    assert found(WEST, east) == [(1, 0, "missing")]
    assert found(WEST, east, tolerance=0) == [(1, 0, "missing")]


def test_corners_that_are_meant_as_one():
    east = Polygon([(10.004, 0), (20, 0), (20, 10), (10, 10)])
    assert set(found(WEST, east)) == {(0, 1, "corner"), (1, 0, "corner")}
    assert found(WEST, east, tolerance=0.001) == []


def test_a_corner_a_little_beside_the_side():
    east = Polygon([(10, 0), (20, 0), (20, 10), (10, 10), (10.006, 4)])
    assert found(WEST, east) == [(1, 0, "edge")]


def test_places_are_counted_for_each_pair_and_the_widest_is_shown():
    east = Polygon([(10, 0), (20, 0), (20, 10), (10, 10), (10.003, 7), (10.006, 4)])
    frame = by_pair(near_corners(Twins.of(object_array([WEST, east])), 0.01))
    row = frame.iloc[0]
    assert (row["first"], row["second"], row["kind"], row["count"]) == (0, 1, "edge", 2)
    assert row["apart"] == pytest.approx(0.006)
    assert row["place"].equals(shapely.Point(10.006, 4))


def test_corners_along_one_line_miss_each_other_by_what_lies_between_them():
    """Of the same side, 3 and 6 mm further north."""
    east = Polygon([(10, 0.003), (20, 0), (20, 10), (10, 10.006)])
    (row,) = by_pair(near_corners(Twins.of(object_array([WEST, east])), 0.01)).to_dict("records")
    assert row["kind"] == "corner" and row["apart"] == pytest.approx(0.006)


@fabrics.tried
@given(fabrics.fabrics(), st.integers(0, 2**32 - 1), st.sampled_from([0.001, 0.01, 0.1]))
def test_a_corner_that_is_moved_by_a_hair_is_found(parcels, seed, tolerance):
    """Of one parcel alone, by less than the tolerance, a corner that a neighbour shares."""
    before = near_corners(Twins.of(parcels), tolerance)
    rng = np.random.default_rng(seed)
    at = int(rng.integers(len(parcels)))
    corner = rng.choice(shapely.get_coordinates(parcels[at])[:-1])
    others = np.delete(parcels, at)
    is_shared = (shapely.get_coordinates(others) == corner).all(axis=1).any()
    way = rng.uniform(0, 2 * np.pi)
    moved = corner + tolerance * rng.uniform(0.3, 0.9) * np.array([np.cos(way), np.sin(way)])

    def move(xy):
        return np.where((xy == corner).all(axis=1)[:, None], moved, xy)

    wrong = parcels.copy()
    wrong[at] = shapely.transform(parcels[at], move)
    if not shapely.is_valid(wrong[at]):
        return
    after = near_corners(Twins.of(wrong), tolerance)
    told = after[(after["shape"] == at) & (after["x"] == moved[0]) & (after["y"] == moved[1])]
    assert len(told) > 0 or not is_shared
    kept = before[(before["shape"] != at) & (before["other"] != at)]
    rest = after[(after["shape"] != at) & (after["other"] != at)]
    assert len(kept) == len(rest)
