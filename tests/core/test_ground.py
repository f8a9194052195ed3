"""The ground of shapes that are not sound, and the gate that lets them stay."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.fabric import faults
from taxmap_plugin.core.ground import ground_area, ground_of, is_same_ground

SQUARE = shapely.box(0, 0, 10, 10)
BOW_TIE = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])


@pytest.mark.parametrize(
    ("shape", "area"),
    [
        (SQUARE, 100.0),
        (BOW_TIE, 50.0),  # two triangles of 10 × 5 / 2
        (shapely.MultiPolygon([SQUARE, SQUARE]), 100.0),
        (shapely.Polygon(SQUARE.exterior, [SQUARE.exterior]), 100.0),  # such a hole is a slip
        (shapely.Polygon([(0, 0), (10, 0), (10, 10), (10, 15), (10, 10), (0, 10)]), 100.0),
        (shapely.MultiPolygon(), 0.0),
        (shapely.Polygon([(0, 0), (10, 0), (float("nan"), 10), (0, 10)]), 0.0),
    ],
    ids=["sound", "bow-tie", "twice", "hole as large", "spike", "empty", "nowhere"],
)
def test_ground_is_valid_and_counted_once(shape, area):
    assert ground_of(shape).is_valid
    assert ground_area(shape) == pytest.approx(area)


def test_a_sound_shape_is_the_very_same():
    assert ground_of(SQUARE) is SQUARE


@pytest.mark.parametrize(
    ("was", "now", "same"),
    [
        (SQUARE, shapely.segmentize(SQUARE, 3), True),
        (SQUARE, shapely.box(0, 0, 10, 10.0005), False),
        (SQUARE, shapely.Polygon([(0, 0), (10, 0), (10, 10), (5, 10.01), (0, 10)]), False),
        (SQUARE, None, False),
        (None, None, True),
        (shapely.Polygon(), shapely.Polygon(), True),
        (shapely.Polygon(), SQUARE, False),
    ],
)
def test_corners_on_a_line_change_no_ground_but_half_a_millimetre_does(was, now, same):
    assert is_same_ground(was, now) is same


def test_how_near_is_the_callers_matter():
    assert is_same_ground(SQUARE, shapely.box(0, 0, 10, 10.0005), within=0.001)


def test_a_broken_shape_that_stays_is_no_fault_but_a_new_one_is():
    beside = shapely.box(10, 0, 20, 10)
    assert faults([BOW_TIE, beside], [BOW_TIE, beside]) == []
    assert [fault.id for fault in faults([SQUARE, beside], [BOW_TIE, beside])] == ["fabric.invalid"]


def test_the_ground_of_a_broken_shape_is_taken_by_nobody_else():
    onto = shapely.box(0, -10, 10, 5)  # over 25 m² of the bow-tie
    found = faults([BOW_TIE], [BOW_TIE, onto], outline_moves=True)
    assert [fault.id for fault in found] == ["fabric.overlap"]
