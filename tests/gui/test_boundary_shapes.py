"""Corners and sides near a point, and parcels with a corner moved."""

from __future__ import annotations

import pytest
import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

from taxmap_plugin.gui.boundary_shapes import Grip, grip_at, shapes_at, with_moved

BELOW = "MultiPolygon(((0 0, 20 0, 20 10, 0 10, 0 0)))"
LEFT, RIGHT = (
    "MultiPolygon(((0 10, 8 10, 8 20, 0 20, 0 10)))",
    "MultiPolygon(((8 10, 20 10, 20 20, 8 20, 8 10)))",
)


@pytest.fixture
def layer(qgis_app) -> QgsVectorLayer:
    """Two parcels above one: at 8, 10 the lower one has no corner."""
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:32647", "parcel", "memory")
    features = []
    for text in (BELOW, LEFT, RIGHT):
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(text))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


@pytest.mark.parametrize(
    ("place", "points"),
    [
        ((8.4, 10.2), {(8, 10)}),  # the corner wins over the side
        ((14, 10.4), {(8, 10), (20, 10)}),
        ((8.3, 15), {(8, 10), (8, 20)}),
        ((4, 5), set()),
    ],
)
def test_the_nearest_corner_else_the_nearest_side(layer, place, points):
    found = grip_at(layer, QgsPointXY(*place), 0.5)
    assert (
        set(found.points if found else ()) >= set() and set(found.points if found else ()) == points
    )


def test_all_that_touch_the_corner_are_concerned(layer):
    assert len(shapes_at(layer, [(8, 10)], 0.001)) == 3


def test_moving_a_corner_keeps_all_three_together(layer):
    """8, 10 goes to 8, 8: below loses a triangle of 20 × 2 / 2, the upper two gain it."""
    moves = Grip(((8.0, 10.0),)).moved((0.0, -2.0))
    shapes = [
        shapely.from_wkb(bytes(with_moved(shape, moves).asWkb()))
        for shape in shapes_at(layer, [(8, 10)], 0.001)
    ]
    assert sorted(round(shape.area, 6) for shape in shapes) == [88, 132, 180]
    assert shapely.union_all(shapes).area == pytest.approx(400)
