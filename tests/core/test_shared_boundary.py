"""How much boundary parcels have in common."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.shared_boundary import shared_lengths

LOT = shapely.box(0, 0, 20, 10)


@pytest.mark.parametrize(
    ("other", "length"),
    [
        (shapely.box(20, 0, 40, 10), 10),  # a whole side
        (shapely.box(20, 2, 40, 5), 3),  # a part of a side
        (shapely.box(20, 10, 40, 20), 0),  # a corner
        (shapely.box(20.03, 0, 40, 10), 10),  # a slit of 3 cm
        (shapely.box(19.97, 0, 40, 10), 10),  # 3 cm too far
        (shapely.box(21, 0, 40, 10), 0),  # a way of 1 m between
        (shapely.box(-5, -5, 25, 15) - LOT, 60),  # all around
        (shapely.box(-5, -5, 25, 5) - LOT, 30),  # below, and half of two sides
    ],
)
def test_shared_length(other: shapely.Geometry, length: float):
    (found,) = shared_lengths(LOT, np.array([other]))
    assert found == pytest.approx(length, abs=0.1)


def test_nobody_beside_it():
    assert shared_lengths(LOT, np.array([], dtype=object)).tolist() == []


@given(st.floats(0.5, 9.5), st.floats(-3, 3))
def test_both_see_the_same_length(cut: float, slope: float):
    line = shapely.LineString([(10 - slope, -1), (10 + slope, 11)])
    left, right = shapely.get_parts(shapely.polygonize([shapely.union(LOT.boundary, line)]))[:2]
    one = shared_lengths(left, np.array([right]))[0]
    other = shared_lengths(right, np.array([left]))[0]
    assert one == pytest.approx(other, abs=0.12)
    assert one == pytest.approx(shapely.length(line & LOT), abs=0.12)
