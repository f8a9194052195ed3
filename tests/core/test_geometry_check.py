"""Trouble in shapes is told with its row, its place and an officer's word for it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, Polygon, box, from_wkt

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.geometry_check import (
    exact_doubles,
    first_of_same_shape,
    invalid_shapes,
    missing_or_empty,
    overlapping_pairs,
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


@pytest.mark.parametrize(
    ("other", "area"),
    [
        (box(10, 0, 20, 10), None),  # neighbours share a side
        (box(9, 0, 20, 10), 10.0),
        (box(9.999, 0, 20, 10), None),  # 0.01 m² comes from digits
        (box(2, 2, 4, 4), 4.0),  # one inside the other
        (box(0, 0, 10, 10), None),  # a double, told as such
        (from_wkt("POLYGON((5 0,15 10,15 0,5 10,5 0))"), 25.0),  # bow tie
        (Point(5, 5), None),
        (None, None),
    ],
)
def test_overlap_of_two_parcels(other, area):
    pairs = overlapping_pairs(shapes(SQUARE, other), Silent())
    assert pairs["area"].round(6).tolist() == ([] if area is None else [area])


def test_overlaps_name_both_rows_once():
    geoms = shapes(SQUARE, box(20, 0, 30, 10), box(5, 5, 25, 8))
    pairs = overlapping_pairs(geoms, Silent())
    assert pairs[["first", "second"]].to_numpy().tolist() == [[0, 2], [1, 2]]


@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 4), st.integers(1, 4)),
        min_size=1,
        max_size=12,
    )
)
def test_overlaps_are_those_that_a_plain_loop_finds(corners):
    geoms = shapes(*[box(x, y, x + w, y + h) for x, y, w, h in corners])
    expected = [
        (i, j)
        for j in range(len(geoms))
        for i in range(j)
        if geoms[i].intersection(geoms[j]).area > 0 and not geoms[i].equals(geoms[j])
    ]
    pairs = overlapping_pairs(geoms, Silent())
    assert sorted(map(tuple, pairs[["first", "second"]].to_numpy().tolist())) == sorted(expected)


def test_a_clean_fabric_of_many_parcels_is_clean():
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(100) * 10.1, np.arange(100) * 7.3))
    geoms = shapely.box(x, y, x + 10.1, y + 7.3)
    assert len(overlapping_pairs(geoms, Silent())) == 0
    assert len(invalid_shapes(geoms)) == 0
    assert (first_of_same_shape(geoms) == -1).all()


def test_a_road_net_drawn_as_one_parcel_overlaps_as_any_other():
    """500 points on its outline; one neighbour reaches into it by 0.5 m, the other touches it."""
    x = np.linspace(0, 1000, 250)
    net = Polygon([*zip(x, 5 + np.sin(x)), *zip(x[::-1], np.sin(x[::-1]))])
    geoms = shapes(net, box(500, -20, 510, 0.0), box(100, 40, 110, 60))
    pairs = overlapping_pairs(geoms, Silent())
    assert pairs[["first", "second"]].to_numpy().tolist() == [[0, 1]]
    assert pairs["area"][0] == pytest.approx(net.intersection(geoms[1]).area)


def test_geometry_on_purpose_wrong(shared_data):
    import geopandas

    layer = geopandas.read_file(shared_data / "geometry_checker" / "polygon_layer.shp")
    geoms = layer.geometry.to_numpy()
    assert len(invalid_shapes(geoms)) == int((~shapely.is_valid(geoms)).sum()) > 0
    assert len(overlapping_pairs(geoms, Silent(), smallest=1e-6)) > 0
