"""The lines of another map, led on to the outline of the parcel that they divide."""

from __future__ import annotations

import pytest
import shapely
from shapely import box

from taxmap_plugin.core.dividing_lines import dividing_lines, pairing
from taxmap_plugin.core.split import SplitError, split

PARCEL = box(0, 0, 40, 30)


def areas(pieces, reach=3.0):
    found = split(PARCEL, dividing_lines(PARCEL, pieces, reach))
    return sorted(round(shapely.area(piece), 6) for piece in found)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([box(0, 0, 25, 30), box(25, 0, 40, 30)], [450, 750]),
        ([box(1, 1, 25, 29), box(25, 1, 39, 29)], [450, 750]),  # within the parcel
        ([box(-1, -1, 25, 31), box(25, -1, 41, 31)], [450, 750]),  # around it
        ([box(0, 0, 25, 30), box(25, 0, 40, 12), box(25, 12, 40, 30)], [180, 270, 750]),
        ([box(1, 1, 20, 15), box(20, 1, 39, 15), box(1, 15, 39, 29)], [300, 300, 600]),
        ([box(10, 10, 20, 20), box(0, 0, 40, 30) - box(10, 10, 20, 20)], [100, 1100]),
    ],
)
def test_the_parcel_is_divided_as_the_other_map_is(pieces, expected):
    assert areas(pieces) == expected


def test_a_slanting_line_goes_straight_on():
    west = shapely.Polygon([(1, 1), (10, 1), (24, 29), (1, 29)])
    east = shapely.Polygon([(10, 1), (39, 1), (39, 29), (24, 29)])
    (line,) = dividing_lines(PARCEL, [west, east], 3.0)
    ends = sorted((round(x, 6), round(y, 6)) for x, y in (line.coords[0], line.coords[-1]))
    assert ends == [(9.5, 0.0), (24.5, 30.0)]


def test_too_far_from_the_outline_it_divides_nothing():
    with pytest.raises(SplitError):
        areas([box(5, 5, 25, 25), box(25, 5, 35, 25)])
    with pytest.raises(SplitError):
        areas([box(0, 0, 19, 30), box(21, 0, 40, 30)])  # nothing in common


def test_pieces_are_told_by_their_ground():
    pieces, wanted = (
        [box(0, 0, 25, 30), box(25, 0, 40, 30)],
        [box(25, 0, 40, 29), box(0, 0, 25, 29)],
    )
    assert pairing(pieces, wanted) == [1, 0]
    assert pairing(pieces, [box(0, 0, 15, 30), box(15, 0, 40, 30)]) is None
    assert pairing(pieces, [PARCEL]) is None
