"""What neighbours tell of a parcel: prices and uses of the nearest."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from taxmap_plugin.core.object_array import object_array
from taxmap_plugin.core.revenue_house import Houses, floor_area
from taxmap_plugin.core.revenue_near import Neighbours, nearest


def row(count: int, step: float = 20.0) -> list[shapely.Geometry]:
    """Squares of 20 m beside each other."""
    return [shapely.box(x * step, 0, x * step + 20, 20) for x in range(count)]


def test_the_nearest_are_found_however_far_the_search_must_go():
    """Of 40 squares the ten nearest of the first are those beside it; one far away has none."""
    known = object_array(row(40))
    asked = object_array([shapely.box(-20, 0, 0, 20), shapely.box(5_000, 0, 5_020, 20), None])
    found = nearest(asked, known, 300.0, 10)
    assert found["known"].tolist() == list(range(10))
    assert set(found["asked"]) == {0}
    assert found["metres"].tolist() == [20.0 * n for n in range(10)]


def test_nearest_is_what_all_distances_say():
    places = np.random.default_rng(3).uniform(0, 800, (200, 2))
    shapes = object_array([shapely.Point(*xy).buffer(5) for xy in places])
    asked, known = shapes[:40], shapes[40:]
    found = nearest(asked, known, 100.0, 5)
    for at, shape in enumerate(asked):
        metres = shapely.distance(known, shape)
        wanted = np.sort(metres[metres <= 100.0])[:5]
        assert np.allclose(found.loc[found["asked"] == at, "metres"], wanted)


def neighbours() -> Neighbours:
    shapes = pd.Series(object_array(row(5)), list("abcde"))
    uses = [frozenset({"1"}), frozenset({"2"}), frozenset({"5"}), frozenset()]
    known = pd.DataFrame({"price": [100, 200, 400, 300], "uses": uses}, list("abcd"))
    return Neighbours(known, shapes)


def test_prices_and_uses_of_neighbours_and_of_all_where_there_is_none():
    """Without a shape the middle half of 100, 200, 300, 400: from 200 to 300."""
    found = neighbours().prices(["e", "nowhere"])
    assert found.loc["e"].tolist() == [100, 400, 4]
    assert found.loc["nowhere"].tolist() == [200, 300, 0]
    uses = neighbours().uses(["e", "nowhere"])
    assert uses["e"] == (frozenset({"1", "2", "5"}), 4)
    assert uses["nowhere"] == (frozenset({"1", "2", "5"}), 0)


def test_a_building_is_measured_by_its_outline_or_its_block():
    assert floor_area(120.0, 2) == (192.0, 240.0)
    assert floor_area(120.0, None) == (96.0, 240.0)
    known = pd.DataFrame(
        {
            "block": ["01A"] * 5 + ["01B"],
            "building_type": ["103", "105", "103", "105", "513", "101"],
            "price": [700, 800, 700, 800, 900, 100],
            "age": [1, 11, 21, 31, 41, 5],
            "floor_area_m2": [50.0, 60.0, 70.0, 80.0, 90.0, 10.0],
        }
    )
    houses = Houses(known)
    assert houses.age("01A") == (31, 11)
    assert houses.floor_area("01A") == (60.0, 80.0)
    assert houses.kind("01A") == ("103", "105")
    assert houses.age("nowhere") == (31, 5) and Houses(known.head(0)).age("01A") is None
