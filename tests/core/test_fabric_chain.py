"""Edges alone tell that the ground is the same, and never say so when it is not."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon, box

from taxmap_plugin.core.fabric import share_vertices
from taxmap_plugin.core.fabric_chain import same_ground
from tests.fabrics import fabrics, tried


def shapes(*geoms) -> np.ndarray:
    array = np.empty(len(geoms), dtype=object)
    array[:] = geoms
    return array


def test_two_halves_are_the_whole():
    halves = shapes(box(0, 0, 5, 10), box(5, 0, 10, 10))
    assert same_ground(shapes(box(0, 0, 10, 10)), halves)


def test_a_pond_is_not_the_whole():
    pond = box(0, 0, 10, 10).difference(box(4, 4, 5, 5))
    assert not same_ground(shapes(box(0, 0, 10, 10)), shapes(pond))
    assert same_ground(shapes(box(0, 0, 10, 10)), shapes(pond, box(4, 4, 5, 5)))


def test_the_same_ground_twice_is_not_the_same_as_once():
    lot = box(0, 0, 10, 10)
    assert not same_ground(shapes(lot), shapes(lot, lot))
    assert same_ground(shapes(lot, lot), shapes(lot, box(0, 0, 5, 10), box(5, 0, 10, 10)))


def test_the_way_a_ring_runs_does_not_matter():
    ring = [(0, 0), (0, 9), (9, 9), (9, 0)]
    assert same_ground(shapes(Polygon(ring)), shapes(Polygon(ring[::-1])))


@tried
@given(fabrics(), st.floats(0.001, 1.0))
def test_in_a_fabric_shared_corners_change_nothing_and_a_moved_one_does(parcels, by):
    shared, _ = share_vertices(parcels, parcels)
    assert same_ground(parcels, shared)
    xy = np.array(parcels[0].geoms[0].exterior.coords)[:-1]
    xy[1] += by
    holes = parcels[0].geoms[0].interiors
    assert not same_ground(parcels, shapes(Polygon(xy, holes), *parcels[1:]))
