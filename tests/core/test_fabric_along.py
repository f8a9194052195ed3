"""How much of the outline of ground is that of each parcel around it."""

from __future__ import annotations

import pytest
import shapely
from shapely import Polygon, box
from shapely.affinity import translate

from taxmap_plugin.core.fabric_along import along
from taxmap_plugin.core.object_array import object_array

from .. import planted


def test_each_parcel_along_each_piece_with_its_metres():
    south, north = box(0, 0, 30, 10), box(0, 11, 30, 20)
    found = along(object_array([box(0, 10, 30, 11), box(30, 0, 31, 10)]), [south, north])
    assert list(zip(*found)) == [(0, 0, 30), (0, 1, 30), (1, 0, 10)]


def test_nothing_along_nothing():
    assert along(object_array([]), object_array([box(0, 0, 1, 1)])).metres.tolist() == []
    assert along(object_array([box(0, 0, 1, 1)]), object_array([])).metres.tolist() == []


@pytest.mark.parametrize("turn", range(7))
def test_where_outlines_cross_the_computed_corner_lies_off_them_by_digits(turn):
    """Two boundaries cross twice: between them lies ground of one side along the west."""
    west = Polygon([(-20, 0), (0, 0), (0, 60), (-20, 60)])
    east = Polygon([(30, 0), (-0.2, 0.3), (0.37 + turn / 9, 30 + turn), (-0.1, 59.1), (30, 60)])
    west, east = (translate(one, planted.WEST, planted.SOUTH) for one in (west, east))
    holes = shapely.union(west, east).interiors
    (ground,) = shapely.polygons([shapely.get_coordinates(one) for one in holes])
    found = along(object_array([ground]), object_array([west, east]))
    assert found.parcel.tolist() == [0, 1]
    assert found.metres.sum() == pytest.approx(ground.length)
    assert found.metres[0] == pytest.approx(shapely.bounds(ground)[3] - shapely.bounds(ground)[1])
