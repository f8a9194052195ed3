"""Nothing is found in fabrics without a fault, at any tolerance, and slivers only where told to."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pytest
import shapely
from shapely import Polygon, box

from taxmap_plugin.core.quality_fabric import RULES as FABRIC
from taxmap_plugin.core.quality_shape import RULES as SHAPE

from .. import planted
from .quality_case import parcels, sight, things

MEANT = ("hole", "multipart")
"""Told for information; in some of these fabrics they are meant."""
NEAR = ("near_corner", "near_edge", "missing_corner")
TOLERANCES = [0.0, 0.001, 0.01, 0.1]
WEST, SOUTH = planted.WEST, planted.SOUTH


def lots() -> list:
    """400 lots, few of them convex."""
    return list(planted.lots(20, 20))


def lots_far_off() -> list:
    return list(planted.lots(20, 20, west=5e6, south=1e7))


def along_a_river() -> list:
    """A river of 5,000 corners on each bank, drawn as one parcel, with fields along both."""
    x = np.linspace(WEST, WEST + 2500, 5000)
    south = SOUTH + 60 * np.sin((x - WEST) / 97) + 9 * np.sin((x - WEST) / 11)
    north = south + 30 + 5 * np.sin((x - WEST) / 41)
    bank, far = np.column_stack([x, south]), np.column_stack([x, north])
    fields = [Polygon([*bank, *far[::-1]])]
    for start in range(0, 4900, 98):
        at = slice(start, start + 99)
        west, east = x[at][0], x[at][-1]
        fields.append(Polygon([*bank[at][::-1], (west, SOUTH - 200), (east, SOUTH - 200)]))
        fields.append(Polygon([*far[at], (east, SOUTH + 300), (west, SOUTH + 300)]))
    return fields


def around_a_town() -> list:
    """One parcel as large as a zone, with the outline of a town as its hole."""
    town = planted.lots(15, 15)
    outline = shapely.coverage_union_all(town)
    field = box(WEST - 3000, SOUTH - 3000, WEST + 4000, SOUTH + 4000)
    return [*town, Polygon(field.exterior, [outline.exterior])]


def islands() -> list:
    """Round parcels within round parcels, five deep, and a pond that is nobody's."""
    middle = shapely.Point(WEST, SOUTH)
    rounds = [shapely.buffer(middle, radius, quad_segs=40) for radius in (10, 25, 45, 70, 100)]
    rings = [Polygon(out.exterior, [hole.exterior]) for hole, out in zip(rounds, rounds[1:])]
    pond = Polygon(rounds[0].exterior, [shapely.buffer(middle, 4).exterior])
    return [pond, *rings]


def combs() -> list:
    """Two parcels whose long teeth stand between each other."""
    corners = []
    for x in range(0, 400, 10):
        corners += [(WEST + x, SOUTH), (WEST + x + 4, SOUTH + 90.5)]
    return [
        Polygon([*corners, (WEST + 400, SOUTH - 10), (WEST, SOUTH - 10)]),
        Polygon([*corners, (WEST + 400, SOUTH - 10), (WEST + 400, SOUTH + 99), (WEST, SOUTH + 99)]),
    ]


CLEAN = [lots, lots_far_off, along_a_river, around_a_town, islands, combs]


@lru_cache(None)
def seen(fabric: Callable[[], list], heights: bool = False):
    shapes = fabric()
    whole = shapely.coverage_union_all(shapes)
    if heights:
        raised = shapely.force_3d(shapes, np.arange(len(shapes)) % 7 + 0.5)
        shapes = list(raised)
    area = {"geom": shapely.Polygon(whole.exterior)}
    return sight(
        parcel=parcels(*shapes),
        block=[{"uuid": "k1", "block_code": "01A", **area}],
        zone=[{"uuid": "z1", "zone_code": "01", **area}],
        boundary=[{"uuid": "m", **area}],
    )


def all_found(seen, tolerance: float) -> dict[str, list]:
    """By rule, with the tolerance for every one that has one."""
    found = {}
    for rule in (*SHAPE, *FABRIC):
        names = [option.name for option in rule.options]
        options = {"tolerance": tolerance} if "tolerance" in names else {}
        if told := things(rule.id, seen, **options):
            found[rule.id] = told
    return {rule: told for rule, told in found.items() if rule not in MEANT}


@pytest.mark.parametrize("tolerance", TOLERANCES)
@pytest.mark.parametrize("fabric", CLEAN)
def test_nothing_is_found_in_a_clean_fabric(fabric, tolerance):
    assert all_found(seen(fabric), tolerance) == {}


@pytest.mark.parametrize("fabric", CLEAN)
def test_nothing_is_found_where_corners_have_heights(fabric):
    assert all_found(seen(fabric, heights=True), 0.01) == {}


@pytest.mark.parametrize("fabric", CLEAN)
def test_not_even_overlaps_and_gaps_of_no_size(fabric):
    """Neighbours share every corner to the last bit: nothing is left to digits."""
    assert things("overlap", seen(fabric), area=0) == []
    assert things("gap", seen(fabric), area=0) == []


# -- just inside and just outside of what is told --------------------------------------------

NORTH_OF_BOTH = SOUTH + 20


def beside(metres: float) -> list:
    """Two lots; amid their common side, which has corners 0.7 m apart, one bends over a little."""
    west = [(WEST, SOUTH), (WEST + 20, SOUTH), (WEST + 20, SOUTH + 10), (WEST + 20, SOUTH + 10.7)]
    west += [(WEST + 20, NORTH_OF_BOTH), (WEST, NORTH_OF_BOTH)]
    east = [(WEST + 40, SOUTH), (WEST + 40, NORTH_OF_BOTH), *west[1:5][::-1]]
    bent = [*west[:3], (WEST + 20 + metres, SOUTH + 10.35), *west[3:]]
    return [Polygon(bent), Polygon(east)]


@pytest.mark.parametrize("tolerance", TOLERANCES[1:])
def test_a_corner_just_outside_of_the_tolerance_is_none_and_one_just_inside_is_told(tolerance):
    """0.7 m × 0.105 m / 2 = 0.037 m² at most: no overlap that a deed could state."""
    outside = sight(parcel=parcels(*beside(1.05 * tolerance)))
    assert all_found(outside, tolerance) == {}
    inside = sight(parcel=parcels(*beside(0.95 * tolerance)))
    assert all_found(inside, tolerance) == {"near_edge": [("p1", "p2")]}


def test_at_no_tolerance_only_corners_on_the_line_are_told():
    assert all_found(sight(parcel=parcels(*beside(1e-6))), 0.0) == {}
    on_it = sight(parcel=parcels(*beside(0.0)))
    assert all_found(on_it, 0.0) == {"missing_corner": [("p1", "p2")]}


def lane(width: float) -> list:
    """Two lots with ground of nobody between them, closed at both ends by a third."""
    south = box(WEST, SOUTH, WEST + 30, SOUTH + 10)
    north = box(WEST, SOUTH + 10 + width, WEST + 30, SOUTH + 30)
    around = box(WEST - 10, SOUTH - 10, WEST + 40, SOUTH + 40)
    hole = box(WEST, SOUTH, WEST + 30, SOUTH + 30)
    return [south, north, Polygon(around.exterior, [hole.exterior])]


def test_a_lane_is_a_gap_up_to_its_width():
    """2 · (30 m × w) / (2 · (30 m + w)) = 1 m for w = 30/29 m."""
    for width, count in ((30 / 29 * 0.999, 1), (30 / 29 * 1.001, 0)):
        assert len(things("gap", sight(parcel=parcels(*lane(width))))) == count


def test_little_and_thin_parcels_just_large_enough_are_none():
    """2.0001 m square; 0.4774 m × 14 m has 4π · 6.6836 / 28.9548² = 10.02 % of a circle."""
    shapes = [box(WEST, SOUTH, WEST + 2.0001, SOUTH + 2.0001)]
    shapes += [box(WEST + 10, SOUTH, WEST + 10.4774, SOUTH + 14)]
    assert all_found(sight(parcel=parcels(*shapes)), 0.01) == {}
    shapes = [box(WEST, SOUTH, WEST + 1.9999, SOUTH + 1.9999)]
    shapes += [box(WEST + 10, SOUTH, WEST + 10.4754, SOUTH + 14)]
    assert all_found(sight(parcel=parcels(*shapes)), 0.01) == {
        "tiny": [("p1",)],
        "sliver": [("p2",)],
    }
