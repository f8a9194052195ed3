"""Every kind of invalid shape is told with its reason and place, and nothing valid is.

The cases are drawn for this project in the manner of those that JTS and GEOS are tested by; what is
valid is Shapely's to say.
"""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from taxmap_plugin.core.quality_fabric import RULES as FABRIC
from taxmap_plugin.core.quality_shape import RULES as SHAPE

from .quality_case import found, parcels, sight, things

SIDE = "(0 0,10 0,10 10,0 10,0 0)"
ROOM = "(0 0,20 0,20 20,0 20,0 0),(5 5,15 5,15 15,5 15,5 5)"

VALID = {
    "square": f"POLYGON({SIDE})",
    "clockwise": "POLYGON((0 0,0 10,10 10,10 0,0 0))",
    "hole": f"POLYGON({SIDE},(2 2,2 4,4 4,4 2,2 2))",
    "hole turning as the side": f"POLYGON({SIDE},(2 2,4 2,4 4,2 4,2 2))",
    "hole touches the side in a point": f"POLYGON({SIDE},(0 5,3 3,3 7,0 5))",
    "hole and side share a corner": f"POLYGON({SIDE},(0 0,3 1,1 3,0 0))",
    "holes touch in a point": f"POLYGON({SIDE},(1 1,5 5,1 5,1 1),(5 5,9 5,9 9,5 5))",
    "corner twice": "POLYGON((0 0,10 0,10 0,10 10,0 10,0 0))",
    "corner on a straight side": "POLYGON((0 0,5 0,10 0,10 10,0 10,0 0))",
    "parts apart": f"MULTIPOLYGON(({SIDE}),((20 0,30 0,30 10,20 0)))",
    "parts touch in a point": f"MULTIPOLYGON(({SIDE}),((10 10,20 10,20 20,10 10)))",
    "part in a hole": f"MULTIPOLYGON(({ROOM}),((7 7,12 7,12 12,7 7)))",
    "part in a hole, corners shared": f"MULTIPOLYGON(({ROOM}),((5 5,15 15,10 6,5 5)))",
    "heights": "POLYGON Z((0 0 1,10 0 2,10 10 3,0 10 4,0 0 1))",
    "height that is no number": "POLYGON Z((0 0 NaN,10 0 2,10 10 3,0 10 4,0 0 1))",
    "empty part": f"MULTIPOLYGON(({SIDE}),EMPTY)",
    "empty": "POLYGON EMPTY",
    "empty, of parts": "MULTIPOLYGON EMPTY",
}

INVALID = {
    "self_intersection": {
        "bow-tie": "POLYGON((0 0,10 10,10 0,0 10,0 0))",
        "bow-tie with heights": "POLYGON Z((0 0 5,10 10 5,10 0 5,0 10 5,0 0 5))",
        "outline crosses itself twice": "POLYGON((0 0,10 0,10 4,-2 4,-2 6,10 6,10 10,0 10,0 0))",
        "spike of no width": "POLYGON((0 0,10 0,10 5,15 5,10 5,10 10,0 10,0 0))",
        "side walked twice": "POLYGON((0 0,10 0,10 10,10 0,10 10,0 10,0 0))",
        "on one line": "POLYGON((0 0,10 0,5 0,0 0))",
        "hole crosses the side": f"POLYGON({SIDE},(5 5,15 5,15 7,5 7,5 5))",
        "hole along the side": f"POLYGON({SIDE},(0 2,3 2,3 5,0 5,0 2))",
        "hole as large as the shape": f"POLYGON({SIDE},{SIDE})",
        "holes cross": f"POLYGON({SIDE},(1 1,6 1,6 6,1 6,1 1),(4 4,9 4,9 9,4 9,4 4))",
        "holes share a side": f"POLYGON({SIDE},(2 2,5 2,5 5,2 5,2 2),(5 2,8 2,8 5,5 5,5 2))",
        "hole twice": f"POLYGON({SIDE},(2 2,5 2,5 5,2 5,2 2),(2 2,5 2,5 5,2 5,2 2))",
        "part twice": f"MULTIPOLYGON(({SIDE}),({SIDE}))",
        "parts overlap": f"MULTIPOLYGON(({SIDE}),((5 5,15 5,15 15,5 15,5 5)))",
        "parts share a side": f"MULTIPOLYGON(({SIDE}),((10 0,20 0,20 10,10 10,10 0)))",
        "one part a bow-tie": f"MULTIPOLYGON(({SIDE}),((20 0,30 10,30 0,20 10,20 0)))",
        "part fills the hole": f"MULTIPOLYGON(({ROOM}),((5 5,15 5,15 15,5 15,5 5)))",
    },
    "ring_touches_itself": {
        "outline through one corner twice": "POLYGON((0 0,5 5,0 10,10 10,5 5,10 0,0 0))",
        "hole drawn with the side": "POLYGON((0 0,10 0,10 10,0 10,0 0,3 1,3 3,1 3,0 0))",
        "spike of no width into the shape": "POLYGON((0 0,10 0,10 5,5 5,10 5,10 10,0 10,0 0))",
        "spike where the ring begins": "POLYGON((0 0,-5 -5,0 0,10 0,10 10,0 10,0 0))",
    },
    "too_few_points": {
        "there and back": "POLYGON((0 0,10 10,0 0,0 0))",
        "one point": "POLYGON((5 5,5 5,5 5,5 5))",
        "two corners": "POLYGON((0 0,10 0,10 0,0 0))",
        "hole there and back": f"POLYGON({SIDE},(2 2,5 5,2 2,2 2))",
    },
    "hole_outside": {
        "hole far off": f"POLYGON({SIDE},(20 20,22 20,22 22,20 22,20 20))",
        "hole touches from outside": f"POLYGON({SIDE},(10 2,14 2,14 4,10 2))",
        "hole around the shape": f"POLYGON({SIDE},(-5 -5,15 -5,15 15,-5 15,-5 -5))",
    },
    "holes_nested": {
        "hole in a hole": f"POLYGON({SIDE},(1 1,9 1,9 9,1 9,1 1),(3 3,5 3,5 5,3 3))",
        "hole in a hole, corner shared": f"POLYGON({SIDE},(1 1,9 1,9 9,1 9,1 1),(1 1,5 3,5 5,1 1))",
    },
    "interior_disconnected": {
        "hole from side to side": f"POLYGON({SIDE},(0 5,5 2,10 5,5 8,0 5))",
        "holes from side to side": f"POLYGON({SIDE},(0 5,3 3,5 5,3 7,0 5),(5 5,7 3,10 5,7 7,5 5))",
        "holes in a ring": (
            f"POLYGON({SIDE},(2 5,5 2,4 4,2 5),(5 2,8 5,6 4,5 2),"
            "(8 5,5 8,6 6,8 5),(5 8,2 5,4 6,5 8))"
        ),
    },
    "parts_nested": {
        "part in a part": f"MULTIPOLYGON(({SIDE}),((2 2,4 2,4 4,2 4,2 2)))",
        "part in a part, corner shared": f"MULTIPOLYGON(({SIDE}),((0 0,4 2,2 4,0 0)))",
    },
    "coordinate_impossible": {
        "no number": "POLYGON((0 0,10 0,NaN 10,0 10,0 0))",
        "infinite": "POLYGON((0 0,10 0,Inf 10,0 10,0 0))",
        "no number in a hole": f"POLYGON({SIDE},(2 2,4 2,NaN 4,2 4,2 2))",
        "no number in a part": f"MULTIPOLYGON(({SIDE}),((20 0,NaN 0,30 10,20 0)))",
    },
}
CASES = [(why, case, wkt) for why, cases in INVALID.items() for case, wkt in cases.items()]


@pytest.mark.parametrize("case", VALID)
def test_what_is_valid_is_left_alone(case):
    shape = shapely.from_wkt(VALID[case])
    assert shape.is_valid
    assert things("shape_invalid", sight(parcel=parcels(shape))) == []


@pytest.mark.parametrize(("why", "case", "wkt"), CASES, ids=[case for _, case, _ in CASES])
def test_what_is_invalid_is_told_with_its_reason_and_place(why, case, wkt):
    shape = shapely.from_wkt(wkt)
    assert not shape.is_valid
    row = found("shape_invalid", sight(parcel=parcels(shape))).iloc[0]
    assert row["things"] == ("p1",)
    assert row["message"].params["reason"].id == f"geometry_check.{why}"
    corners = shapely.get_coordinates(shape)
    rings = shapely.linestrings(corners[np.isfinite(corners).all(axis=1)])
    assert shapely.dwithin(rings, row["place"], 1e-9)


def test_all_of_them_together_end_no_rule():
    shapes = [shapely.from_wkt(wkt) for wkt in (*VALID.values(), *(wkt for *_, wkt in CASES))]
    rows = parcels(*shapes)
    seen = sight(parcel=rows, block=rows[:20], zone=rows[20:], boundary=rows[::2], water=rows[5:9])
    for rule in (*SHAPE, *FABRIC):
        found(rule.id, seen)
    grounds = seen.layer("parcel").grounds
    assert shapely.is_valid(grounds[~shapely.is_missing(grounds)]).all()
