"""What was drawn twice, by other corners or a hair off."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import Polygon, box
from shapely.affinity import translate

from taxmap_plugin.core.doubles import drawn_twice, first_of_doubles, without_doubles
from taxmap_plugin.core.object_array import object_array

from .. import planted
from .quality_case import parcels, sight, things

LOT = translate(box(0, 0, 40, 30), planted.WEST, planted.SOUTH)
NEXT = translate(LOT, 40, 0)
BESIDE = translate(LOT, 0.0006, -0.0007)
FABRIC = ("overlap", "containment", "gap", "near_corner", "near_edge", "missing_corner")


def firsts(*shapes) -> list[int]:
    shapes = object_array(shapes)
    return first_of_doubles(shapes, shapely.is_valid(shapes)).tolist()


@pytest.mark.parametrize(
    "double", [LOT, shapely.segmentize(LOT, 35), BESIDE], ids=["same", "more corners", "0.9 mm off"]
)
def test_a_double_is_told_once_and_as_nothing_else(double):
    seen = sight(parcel=parcels(LOT, NEXT, double))
    assert things("shape_duplicate", seen) == [("p3", "p1")]
    assert [rule for rule in FABRIC if ("p1", "p3") in things(rule, seen)] == []


@pytest.mark.parametrize(
    "again",
    [lambda lot: translate(lot, 0.0004, 0), lambda lot: shapely.segmentize(lot, 16)],
    ids=["0.4 mm beside", "a corner more on each side"],
)
@pytest.mark.parametrize("which", [[4], range(9)], ids=["the middle one", "all"])
def test_amid_its_neighbours_a_double_is_told_as_such_too(again, which):
    """The sides of the middle one of nine lots all run along those of a neighbour."""
    town = [translate(LOT, 40 * east, 30 * north) for east in range(3) for north in range(3)]
    seen = sight(parcel=parcels(*town, *(again(town[at]) for at in which)))
    doubles = [(f"p{10 + at}", f"p{1 + of}") for at, of in enumerate(which)]
    assert things("shape_duplicate", seen) == doubles
    assert things("containment", seen) == []


def test_what_is_farther_off_or_has_a_hole_is_none():
    holed = Polygon(LOT.exterior, [shapely.buffer(LOT.centroid, 0.2).exterior])
    assert firsts(LOT, translate(LOT, 0.0012, 0), holed) == [-1, -1, -1]
    assert things("shape_duplicate", sight(parcel=parcels(LOT, holed))) == []


def test_of_several_each_is_told_beside_the_first():
    turned = shapely.reverse(LOT)
    assert firsts(NEXT, LOT, BESIDE, turned, NEXT) == [-1, -1, 1, 1, 0]


def test_a_row_of_doubles_is_one_thing():
    """The third is 0.6 mm from the second, but 1.2 mm from the first."""
    lots = [translate(LOT, 0.0006 * at, 0) for at in range(3)]
    first = first_of_doubles(object_array(lots), np.ones(3, dtype=bool))
    assert first.tolist() == [-1, 0, 1]
    pairs = np.array([[0, 1], [0, 2], [1, 2]]).T
    assert not without_doubles(*pairs, first).any()


def test_broken_shapes_are_doubles_of_their_very_same_alone():
    bow_tie = Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    assert firsts(bow_tie, shapely.make_valid(bow_tie), None, bow_tie, Polygon()) == [
        *(-1, -1, -1, 0, -1)
    ]


def test_outlines_of_pairs():
    one, other = object_array([LOT, LOT]), object_array([BESIDE, NEXT])
    assert drawn_twice(one, other).tolist() == [True, False]
    assert drawn_twice(LOT, BESIDE)
