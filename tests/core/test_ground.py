"""The ground of shapes that are not sound, and the gate that lets them stay."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.fabric import faults
from taxmap_plugin.core.ground import ground_area, ground_of

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
    ],
    ids=["sound", "bow-tie", "twice", "hole as large", "spike", "empty"],
)
def test_ground_is_valid_and_counted_once(shape, area):
    assert ground_of(shape).is_valid
    assert ground_area(shape) == pytest.approx(area)


def test_a_sound_shape_is_the_very_same():
    assert ground_of(SQUARE) is SQUARE


def test_a_broken_shape_that_stays_is_no_fault_but_a_new_one_is():
    beside = shapely.box(10, 0, 20, 10)
    assert faults([BOW_TIE, beside], [BOW_TIE, beside]) == []
    assert [fault.id for fault in faults([SQUARE, beside], [BOW_TIE, beside])] == ["fabric.invalid"]


def test_the_ground_of_a_broken_shape_is_taken_by_nobody_else():
    onto = shapely.box(0, -10, 10, 5)  # over 25 m² of the bow-tie
    found = faults([BOW_TIE], [BOW_TIE, onto], outline_moves=True)
    assert [fault.id for fault in found] == ["fabric.overlap"]
