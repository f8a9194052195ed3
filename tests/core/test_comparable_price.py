"""Which land lends its price: along the same road first, then the nearest."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from shapely import box

from taxmap_plugin.core.comparable_price import comparables

ROAD = shapely.LineString([(-100, -3), (400, -3)])


def parcels(*rows: tuple[str, int | None, shapely.Geometry | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["uuid", "price", "geom"])
    return frame.assign(code=frame["uuid"], price=frame["price"].astype("Int64"))


def test_land_along_the_same_road_goes_before_what_is_nearer():
    """b lies behind a, 0 m away; c lies 80 m down the road that a lies on."""
    asked = ("a", None, box(0, 0, 20, 20))
    behind, along = ("b", 100, box(0, 20, 20, 40)), ("c", 900, box(100, 0, 120, 20))
    found = comparables(parcels(asked, behind, along), [ROAD])
    assert found == {"a": ("c", "c", 900, 80.0, True)}
    assert comparables(parcels(asked, behind, along), []) == {"a": ("b", "b", 100, 0.0, False)}


def test_the_nearest_counts_where_none_lies_along_the_road_and_however_far_it_is():
    asked, far = ("a", None, box(0, 0, 20, 20)), ("b", 500, box(5_020, 0, 5_040, 20))
    assert comparables(parcels(asked, far), [ROAD]) == {"a": ("b", "b", 500, 5_000.0, False)}


def test_what_has_no_shape_no_price_or_a_price_of_nothing_lends_none():
    rows = [("a", None, box(0, 0, 20, 20)), ("b", 0, box(20, 0, 40, 20)), ("c", 700, None)]
    assert comparables(parcels(*rows), [ROAD]) == {}
    assert comparables(parcels(("a", None, None), ("b", 5, box(0, 0, 1, 1))), []) == {}
    nowhere = shapely.LineString([(0, 0), (np.nan, 1)])
    rows = [("a", None, box(0, 0, 20, 20)), ("b", 5, box(30, 0, 40, 20))]
    assert comparables(parcels(*rows), [nowhere, None])["a"].price == 5


def test_equal_ones_are_told_apart_by_their_code():
    rows = [("a", None, box(0, 0, 1, 1)), ("c", 3, box(1, 0, 2, 1)), ("b", 2, box(-1, 0, 0, 1))]
    assert comparables(parcels(*rows), [])["a"].code == "b"
