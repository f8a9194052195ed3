"""Ground held twice, or by nobody, after edits of single parcels: worked by hand."""

from __future__ import annotations

import numpy as np
from shapely import MultiPolygon, Point, Polygon, box, union_all

from taxmap_plugin.core.fabric_overlay import lost_ground, new_overlaps

WEST, EAST = box(0, 0, 10, 10), box(10, 0, 20, 10)


def _overlaps(before, after, parents, moved) -> list[tuple[int, int, float]]:
    found = new_overlaps(before, after, parents, moved)
    return [(one.first, one.second, one.ground.area) for one in found]


def test_what_a_shape_takes_from_one_that_stays():
    after = [box(0, 0, 12, 10), EAST]
    assert _overlaps([WEST, EAST], after, [[0], [1]], [True, False]) == [(0, 1, 20.0)]


def test_two_that_move_are_told_once():
    after = [box(0, 0, 12, 10), box(9, 0, 20, 10)]
    assert _overlaps([WEST, EAST], after, [[0], [1]], [True, True]) == [(0, 1, 30.0)]


def test_only_what_moved_is_asked():
    dirty = [WEST, box(5, 0, 20, 10)]
    assert _overlaps(dirty, dirty, [[0], [1]], [False, False]) == []


def test_a_new_shape_has_no_parent():
    after = [WEST, EAST, box(8, 8, 12, 12)]
    found = _overlaps([WEST, EAST], after, [[0], [1], []], [False, False, True])
    assert sorted(found) == [(2, 0, 4.0), (2, 1, 4.0)]


def test_the_old_overlap_is_left_out_and_the_new_part_told():
    before = [WEST, box(8, 0, 20, 10)]  # 20 m² in common
    after = [WEST, box(7, 0, 20, 10)]
    assert _overlaps(before, after, [[0], [1]], [False, True]) == [(1, 0, 10.0)]


def test_an_overlap_handed_on_is_an_old_one():
    over_both = box(8, 8, 14, 14)  # over WEST on 4 m², over EAST on 8 m²
    before = [WEST, EAST, over_both]
    after = [box(0, 0, 8, 10), box(8, 0, 20, 10), over_both]
    assert _overlaps(before, after, [[0], [1], [2]], [True, True, False]) == []


def test_shapes_without_ground_and_broken_ones_are_borne():
    bow_tie = Polygon([(10, 0), (20, 10), (20, 0), (10, 10)])
    after = [box(0, 0, 10, 10), bow_tie, None, MultiPolygon()]
    assert _overlaps(after, after, [[0], [1], [2], [3]], [True, False, True, True]) == []


def test_ground_that_nobody_has_any_more():
    before, after = [WEST, EAST], [box(0, 0, 7, 10), EAST]
    lost = lost_ground(before, after, [0])
    assert {place: ground.area for place, ground in lost.items()} == {0: 30.0}
    assert lost[0].contains(Point(8.5, 5))
    assert lost_ground(before, [box(0, 0, 7, 10), box(7, 0, 20, 10)], [0, 1]) == {}
    assert lost_ground(before, [union_all(np.array([WEST, EAST]))], [0, 1]) == {}


def test_a_hair_is_neither_taken_nor_lost():
    after = [box(0, 0, 10.0005, 10), EAST]
    assert _overlaps([WEST, EAST], after, [[0], [1]], [True, False]) == []
    assert lost_ground([WEST, EAST], [box(0, 0, 9.9995, 10), EAST], [0]) == {}
