"""What a fix must not leave along an outline."""

from __future__ import annotations

import shapely
from shapely import MultiPolygon, Polygon, box

from taxmap_plugin.core.fix_outline import spoils, tidy

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
