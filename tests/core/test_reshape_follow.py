"""Neighbours that overlap or miss each other a little have one boundary when it moves."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from taxmap_plugin.core.fabric import faults
from taxmap_plugin.core.reshape import ReshapeError, move_vertices
from tests.core.test_fabric import EAST_LOT, WEST_LOT, X, Y, at, corners
from tests.fabrics import fabrics, overlap, tried

OVER = at("POLYGON((9.9 0,20 0,20 20,10 20,9.9 0))")
"""East of WEST_LOT, over it by a wedge of 10 cm in the south."""


def moved(shapes, *moves) -> np.ndarray:
    """Along x from one place to another."""
    spots = [((X + x, Y + y), (X + x + by, Y + y)) for x, y, by in moves]
    return move_vertices(shapes, spots, together=True)


@pytest.mark.parametrize("by", [-2, -0.5, 0.5, 2])
@pytest.mark.parametrize("grip", [10, 9.9])
def test_a_side_of_two_lots_that_overlap_moves_for_both(by, grip):
    west, east = moved([WEST_LOT, OVER], (grip, 0, 10 + by - grip), (10, 20, by))
    assert (west.area, east.area) == (pytest.approx(200 + 20 * by), pytest.approx(200 - 20 * by))
    assert {(10 + by, 0), (10 + by, 20)} <= corners(west) & corners(east)
    assert overlap([west, east]) < 1e-6


@pytest.mark.parametrize("by", [-2, -0.5, 0.5, 2])
def test_a_corner_that_they_share_moves_and_the_wedge_does_not_grow(by):
    before = [WEST_LOT, OVER]
    after = moved(before, (10, 20, by))
    assert not faults(before, after, outline_moves=True)
    assert overlap(after) <= overlap(before) + 1e-6
    assert after[0].area == pytest.approx(200 + 10 * by, abs=1.0)
    assert after[1].area == pytest.approx(201 - 10 * by, abs=1.0)
    assert all(len(shapely.get_coordinates(one)) <= 7 for one in after)


def test_a_wedge_of_nobody_between_others_is_no_reason_to_refuse():
    """Lots north and south enclose a wedge of 6 cm between the two whose boundary moves."""
    apart = at("POLYGON((10.06 0,20 0,20 20,10 20,10.06 0))")
    around = [
        at("POLYGON((0 -9,20 -9,20 0,0 0,0 -9))"),
        at("POLYGON((0 20,20 20,20 29,0 29,0 20))"),
    ]
    before = [WEST_LOT, apart, *around]
    for by in (-1, 1):
        after = moved(before, (10, 0, by), (10, 20, by))
        assert not faults(before, after, outline_moves=True)
        assert after[0].area == pytest.approx(200 + 20 * by)
        assert shapely.union_all(after).area == pytest.approx(400 + 2 * 180)


def test_who_has_no_corner_near_does_not_follow():
    far = at("POLYGON((9 0,20 0,20 20,9 20,9 0))")
    with pytest.raises(ReshapeError):
        moved([WEST_LOT, far], (10, 0, 2), (10, 20, 2))


def test_what_is_exact_moves_as_it_does_alone():
    alone = move_vertices([WEST_LOT, EAST_LOT], [((X + 10, Y), (X + 12, Y))])
    both = moved([WEST_LOT, EAST_LOT], (10, 0, 2))
    assert [a.equals_exact(b) for a, b in zip(alone, both)] == [True, True]


@tried
@given(fabrics(), st.integers(0, 10_000), st.integers(0, 2**32 - 1), st.floats(-2, 2))
def test_nothing_gets_worse_in_a_dirty_fabric(parcels, which, seed, by):
    """Every parcel has its corners up to 15 cm beside where they were."""
    rng = np.random.default_rng(seed)
    before = np.array(
        [shapely.transform(one, lambda xy: xy + _noise(rng, xy)) for one in parcels], dtype=object
    )
    assume(shapely.is_valid(before).all())
    xy = shapely.get_coordinates(before[which % len(before)])
    x, y = xy[which % len(xy)]
    try:
        after = move_vertices(before, [((x, y), (x + by, y - by / 2))], together=True)
    except ReshapeError:
        return
    assert shapely.is_valid(after).all()
    assert not faults(before, after, outline_moves=True)
    assert overlap(after) <= overlap(before) + 1e-5


def _noise(rng: np.random.Generator, xy: np.ndarray) -> np.ndarray:
    by = rng.uniform(-0.15, 0.15, xy.shape)
    _, first = np.unique(xy, axis=0, return_inverse=True)
    return by[first.ravel()]
