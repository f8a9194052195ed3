"""Corners and sides of parcels near a point of the map, and parcels with a corner moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
import shapely
from qgis.core import QgsFeatureRequest, QgsGeometry, QgsPointXY, QgsRectangle, QgsVectorLayer

Point = tuple[float, float]
SAME = 0.001
"""Metres within which two corners are one."""


@dataclass(frozen=True)
class Grip:
    """What can be dragged: a corner, or a side by both its ends; in the layer's CRS."""

    points: tuple[Point, ...]

    @property
    def is_corner(self) -> bool:
        return len(self.points) == 1

    def moved(self, by: Point) -> list[tuple[Point, Point]]:
        """From where to where each of its points goes."""
        return [((x, y), (x + by[0], y + by[1])) for x, y in self.points]


def grip_at(layer: QgsVectorLayer, point: QgsPointXY, reach: float) -> Optional[Grip]:
    """The nearest corner within ``reach`` of a point, else the nearest side; layer's CRS."""
    shapes = shapes_at(layer, [(point.x(), point.y())], reach)
    corners, sides = [], []
    for shape in shapes:
        corner, _, _, _, apart = shape.closestVertex(point)
        corners.append((apart, (corner.x(), corner.y())))
        apart, _, after, _ = shape.closestSegmentWithContext(point)
        if apart >= 0:
            ends = (shape.vertexAt(after - 1), shape.vertexAt(after))
            sides.append((apart, tuple((end.x(), end.y()) for end in ends)))
    nearest = min(corners, default=None)
    if nearest is not None and nearest[0] <= reach**2:
        return Grip((nearest[1],))
    side = min(sides, default=None)
    return Grip(side[1]) if side is not None and side[0] <= reach**2 else None


def shapes_at(layer: QgsVectorLayer, points: Sequence[Point], reach: float) -> list[QgsGeometry]:
    """The shapes of the layer within ``reach`` of one of the points."""
    request = QgsFeatureRequest().setNoAttributes()
    found: dict[int, QgsGeometry] = {}
    for x, y in points:
        request.setFilterRect(QgsRectangle(x - reach, y - reach, x + reach, y + reach))
        place = QgsGeometry.fromPointXY(QgsPointXY(x, y))
        for feature in layer.getFeatures(request):
            if feature.geometry().distance(place) <= reach:
                found[feature.id()] = QgsGeometry(feature.geometry())
    return list(found.values())


def with_moved(shape: QgsGeometry, moves: Sequence[tuple[Point, Point]]) -> QgsGeometry:
    """The shape with its corners moved; a side that only touches a corner gets one there."""
    result = QgsGeometry(shape)
    for (x, y), _ in moves:
        place = QgsPointXY(x, y)
        apart, _, after, _ = result.closestSegmentWithContext(place)
        if 0 <= apart <= SAME**2 and result.closestVertex(place)[4] > SAME**2:
            result.insertVertex(x, y, after)
    plain = shapely.from_wkb(bytes(result.asWkb()))
    moved = QgsGeometry()
    moved.fromWkb(shapely.to_wkb(shapely.transform(plain, lambda at: _moved(at, moves))))
    return moved


def _moved(coordinates: np.ndarray, moves: Sequence[tuple[Point, Point]]) -> np.ndarray:
    result = coordinates.copy()
    for start, end in moves:
        result[np.hypot(*(coordinates - start).T) <= SAME] = end
    return result
