"""Where the map is: on the sheets beside it, in Thailand, in its zone and datum."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import box

from taxmap_plugin.core.datum import transform_geometries
from taxmap_plugin.core.map_sheet import parse_cell
from taxmap_plugin.core.map_sheet_grid import extent, sheet_at

from .quality_case import parcels, said, sight, things

SHEET = "4746 II 9472-00 1:4000"


def lots_in_the_sheet(count: int = 1, epsg: int = 24047):
    """Lots of 20 m beside each other from the middle of the sheet, in Indian 1975 or WGS 84."""
    west, south, east, north = extent(parse_cell(SHEET).names[0], 47)
    x, y = (west + east) / 2, (south + north) / 2
    lots = [box(x + 20 * at, y, x + 20 * at + 20, y + 20) for at in range(count)]
    return list(transform_geometries(lots, 24047, epsg))


def test_a_parcel_in_its_sheet_and_one_that_is_not():
    here = lots_in_the_sheet(epsg=32647)[0]
    away = shapely.transform(here, lambda xy: xy + np.array([1500, 0]))  # the sheet is 2 km wide
    seen = sight(parcel=parcels(here, away, away, map_sheet=[SHEET, SHEET, None]))
    assert things("sheet_position", seen) == [("p2",)]
    assert said("sheet_position", seen)[0].startswith("01A002 lies 5")
    assert things("sheet_position", seen, distance=1000) == []


def test_a_parcel_that_is_not_in_thailand():
    seen = sight(parcel=parcels(box(500_000, 2_000_000, 500_020, 2_000_020), box(18, 98, 19, 99)))
    assert things("outside_thailand", seen) == [("p2",)]


def test_a_parcel_that_is_nowhere_on_earth():
    seen = sight(parcel=parcels(box(5e7, 5e7, 5e7 + 20, 5e7 + 20)))
    assert said("outside_thailand", seen) == ["01A001 has coordinates that are nowhere on earth."]


@pytest.mark.parametrize(("shift", "count"), [(0, 0), (500_000, 1)])
def test_the_zone_of_the_other_half_of_the_country(shift, count):
    """500,000 m east in zone 47 are 99°, 1,000,000 m about 103.7° in the north."""
    east = 500_000 + shift
    seen = sight(parcel=parcels(box(east, 2_000_000, east + 20, 2_000_020)))
    assert len(said("wrong_zone", seen)) == count
    if count:
        assert said("wrong_zone", seen)[0].endswith("which is zone 48.")


def test_coordinates_of_the_old_datum_in_a_map_of_the_new_one():
    """Lots over four sheets of 1:1000 (500 m); Indian 1975 lies about 300 m beside WGS 84."""
    west, south, *_ = extent(parse_cell(SHEET).names[0], 47)
    corners = [(west + 15 + 48 * a, south + 15 + 48 * b) for a in range(20) for b in range(20)]
    names = [sheet_at(x + 5, y + 5, 47, 1000)[0].text() for x, y in corners]
    old = [box(x, y, x + 10, y + 10) for x, y in corners]
    new = list(transform_geometries(old, 24047, 32647))
    assert things("datum", sight(parcel=parcels(*new, map_sheet=names))) == []
    (told,) = said("datum", sight(parcel=parcels(*old, map_sheet=names)))
    assert told.startswith("By their map sheets the coordinates are Indian 1975")


def test_nothing_to_judge_by():
    for id in ("sheet_position", "outside_thailand", "wrong_zone", "datum"):
        assert things(id, sight()) == []
        assert things(id, sight(parcel=parcels(None, shapely.Polygon()))) == []
