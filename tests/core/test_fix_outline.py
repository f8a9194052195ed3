"""What a fix must not leave along an outline."""

from __future__ import annotations

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon, box

from taxmap_plugin.core.fix_outline import plain, spoils, tidy

LOT = box(0, 0, 20, 20)


def test_a_spike_a_doubled_corner_and_another_part_spoil_a_shape():
    spike = Polygon([(0, 0), (20, 0), (20, 10), (40, 10.1), (20, 10.2), (20, 20), (0, 20)])
    doubled = Polygon([(0, 0), (20, 0), (20, 0.0005), (20, 20), (0, 20)])
    parts = MultiPolygon([box(0, 0, 20, 20), box(30, 0, 31, 1)])
    crossed = Polygon([(0, 0), (20, 20), (20, 0), (0, 20)])
    for now in (spike, doubled, parts, crossed, Polygon()):
        assert spoils(LOT, now)
    assert not spoils(spike, spike) and not spoils(LOT, box(0, 0, 20, 30))


def test_new_corners_beside_known_ones_are_the_known_ones():
    shape = Polygon([(0, 0), (20, 0), (20.0006, 20.0004), (10, 20.5), (0, 20)])
    known = shapely.get_coordinates(LOT)
    assert shapely.get_coordinates(tidy(shape, known)).tolist()[:5] == [
        [0, 0],
        [20, 0],
        [20, 20],
        [10, 20.5],
        [0, 20],
    ]
    assert tidy(LOT, known) is LOT


def test_corners_that_nobody_else_has_go_from_straight_sides():
    """On the south side one is a neighbour's; the one where the ring starts goes too."""
    ground = Polygon([(5, 0), (8, 0), (8.0001, 0), (20, 0), (20, 20), (10, 20.5), (0, 20), (0, 0)])
    known = [[8, 0], [20, 0], [20, 20], [0, 20], [0, 0]]
    corners = shapely.get_coordinates(plain(ground, np.array(known, float))).tolist()
    assert corners == [[8, 0], [20, 0], [20, 20], [10, 20.5], [0, 20], [0, 0], [8, 0]]
