"""A building stands on the parcel that holds most of it."""

from __future__ import annotations

import numpy as np
import pytest
from shapely import Point, Polygon, box, from_wkt

from taxmap_plugin.core.parcel_at import parcel_at

PARCELS = np.array([box(0, 0, 10, 10), box(10, 0, 20, 10), box(30, 0, 40, 10)], dtype=object)


@pytest.mark.parametrize(
    ("thing", "parcel", "share", "others"),
    [
        (box(1, 1, 4, 4), 0, 1.0, 0),
        (box(8, 0, 18, 5), 1, 0.8, 1),  # straddles a boundary
        (box(20, 0, 30, 10), -1, 0.0, 0),  # between two parcels, touching both
        (box(8, 0, 12, 5), 0, 0.5, 1),  # as much on each: the first
        (Point(15, 5), 1, 1.0, 0),
        (Point(10, 5), 0, 1.0, 1),  # a sign on the boundary
        (Point(25, 5), -1, 0.0, 0),
        (from_wkt("POLYGON((31 1,35 5,35 1,31 5,31 1))"), 2, 1.0, 0),  # drawn crosswise
        (None, -1, 0.0, 0),
        (Polygon(), -1, 0.0, 0),
    ],
)
def test_one_thing(thing, parcel, share, others):
    things = np.empty(1, dtype=object)
    things[0] = thing
    found = parcel_at(things, PARCELS).iloc[0]
    assert (found["parcel"], found["others"]) == (parcel, others)
    assert found["share"] == pytest.approx(share)


def test_the_second_parcel_is_the_one_that_holds_most_of_the_rest():
    three = np.array([box(0, 0, 10, 10), box(10, 0, 20, 4), box(10, 4, 20, 10)], dtype=object)
    found = parcel_at(np.array([box(4, 2, 14, 10), box(1, 1, 2, 2)], dtype=object), three)
    assert found[["parcel", "second", "others"]].to_numpy().tolist() == [[0, 2, 2], [0, -1, 0]]
    assert found["share"].to_list() == pytest.approx([0.6, 1])
    assert found["second_share"].to_list() == pytest.approx([0.3, 0])


def test_no_parcels_at_all():
    things = np.array([Point(1, 1), Point(2, 2)], dtype=object)
    found = parcel_at(things, np.empty(0, dtype=object))
    assert found["parcel"].tolist() == [-1, -1]


def test_what_has_an_impossible_coordinate_is_nowhere():
    lost = Polygon([(0, 0), (10, 0), (float("nan"), 10), (0, 10)])
    things = np.array([Point(5, 5), lost], dtype=object)
    found = parcel_at(things, np.array([lost, box(0, 0, 10, 10)], dtype=object))
    assert found["parcel"].tolist() == [1, -1]


def test_parcel_with_a_broken_ring_still_holds_its_building():
    bow_tie = np.array([from_wkt("POLYGON((0 0,10 10,10 0,0 10,0 0))")], dtype=object)
    things = np.array([box(8.5, 4.5, 9.5, 5.5)], dtype=object)
    assert parcel_at(things, bow_tie)["parcel"].tolist() == [0]
