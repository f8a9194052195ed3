"""Trouble in shapes is told with its row, its place and an officer's word for it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import Point, Polygon, box, from_wkt

from taxmap_plugin.core.geometry_check import (
    exact_doubles,
    first_of_same_shape,
    invalid_shapes,
    missing_or_empty,
)

SQUARE = box(0, 0, 10, 10)


def shapes(*geoms) -> np.ndarray:
    array = np.empty(len(geoms), dtype=object)
    array[:] = [from_wkt(g) if isinstance(g, str) else g for g in geoms]
    return array


@pytest.mark.parametrize(
    ("wkt", "reason", "place"),
    [
        ("POLYGON((0 0,10 10,10 0,0 10,0 0))", "self_intersection", (5, 5)),
        ("POLYGON((0 0,10 0,5 5,10 10,0 10,5 5,0 0))", "ring_touches_itself", (5, 5)),
        ("POLYGON((0 0,9 0,9 9,0 9,0 0),(20 20,21 20,21 21,20 20))", "hole_outside", (20, 20)),
        ("POLYGON((0 0,10 0,0 0))", "too_few_points", (0, 0)),
    ],
)
def test_invalid_shape_is_told_with_reason_and_place(wkt, reason, place):
    found = invalid_shapes(shapes(SQUARE, wkt))
    assert found["position"].tolist() == [1]
    assert found["message"][0].params["reason"].id == f"geometry_check.{reason}"
    assert found["place"][0] == Point(place)


def test_ring_that_was_open_in_the_file_is_told_too():
    found = invalid_shapes(shapes(SQUARE, SQUARE), closed=[1])
    assert found["position"].tolist() == [1]
    assert found["message"][0].params["reason"].id == "geometry_check.ring_open"


def test_no_shape_at_all_is_null_or_empty_not_invalid():
    geoms = shapes(None, "POLYGON EMPTY", "MULTIPOLYGON EMPTY", "POINT EMPTY", SQUARE)
    assert missing_or_empty(geoms).tolist() == [True, True, True, True, False]
    assert len(invalid_shapes(geoms)) == 0


def test_coordinate_that_is_no_number():
    found = invalid_shapes(shapes(Polygon([(0, 0), (np.inf, 0), (1, 1), (0, 0)])))
    assert found["message"][0].params["reason"].id == "geometry_check.coordinate_impossible"


@pytest.mark.parametrize(
    ("double", "is_same"),
    [
        ("POLYGON((0 0,10 0,10 10,0 10,0 0))", True),
        ("POLYGON((10 10,0 10,0 0,10 0,10 10))", True),  # starts elsewhere
        ("POLYGON((0 0,0 10,10 10,10 0,0 0))", True),  # runs the other way
        ("POLYGON Z((0 0 7,10 0 7,10 10 7,0 10 7,0 0 7))", True),  # with heights
        ("POLYGON((0 0,10 0,10 10,0 10.001,0 0))", False),
        ("POLYGON((0 0,5 0,10 0,10 10,0 10,0 0))", False),  # one point more
        ("POLYGON EMPTY", False),
    ],
)
def test_same_shape(double, is_same):
    first = first_of_same_shape(shapes("POLYGON((0 0,10 0,10 10,0 10,0 0))", double))
    assert first.tolist() == [-1, 0 if is_same else -1]


def test_double_needs_the_same_attributes_too():
    frame = pd.DataFrame({"code": ["01A001", "01A001", "01A002", None, None]})
    geoms = shapes(SQUARE, SQUARE, SQUARE, SQUARE, SQUARE)
    assert exact_doubles(frame, geoms).tolist() == [-1, 0, -1, -1, 3]
    assert first_of_same_shape(geoms).tolist() == [-1, 0, 0, 0, 0]


def test_two_missing_shapes_are_no_doubles():
    frame = pd.DataFrame({"code": ["01A001", "01A001"]})
    assert exact_doubles(frame, shapes(None, None)).tolist() == [-1, -1]


def test_a_clean_fabric_of_many_parcels_is_clean():
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(100) * 10.1, np.arange(100) * 7.3))
    geoms = shapely.box(x, y, x + 10.1, y + 7.3)
    assert len(invalid_shapes(geoms)) == 0
    assert (first_of_same_shape(geoms) == -1).all()


def test_geometry_on_purpose_wrong(shared_data):
    import geopandas

    layer = geopandas.read_file(shared_data / "geometry_checker" / "polygon_layer.shp")
    geoms = layer.geometry.to_numpy()
    assert len(invalid_shapes(geoms)) == int((~shapely.is_valid(geoms)).sum()) > 0
