"""The ground that a shape holds, be the shape sound or not.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Optional

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .object_array import object_array
from .rings import NOISE, new_corners, shape_array

OFF_EARTH = 1e8
"""Metres: more than twice around the Earth, so that no map has such a coordinate. Files of offices
have them where a corner was "no data"; what is worked out with them has lost its metres."""
POLYGONAL = (int(shapely.GeometryType.POLYGON), int(shapely.GeometryType.MULTIPOLYGON))


def ground_of(shape: BaseGeometry) -> BaseGeometry:
    """The shape itself when it is valid, else a valid one of the same ground; may be empty.

    A shape with an impossible coordinate holds none. Ground that several parts hold counts
    once; where a ring goes round a place an even number of times, the place is outside.
    """
    return shape if shapely.is_valid(shape) else _sound(shape)


@lru_cache(maxsize=16)
def _sound(shape: BaseGeometry) -> BaseGeometry:
    """Kept for a while: every look at a change beside a street of a whole city asks for it."""
    if is_nowhere([shape])[0]:
        return shapely.MultiPolygon()
    return polygons_of(shapely.union_all(shapely.make_valid(shapely.get_parts(shape))))


def outlined(shape: BaseGeometry) -> BaseGeometry:
    """All that the outer rings of a shape go round, be it twice, but what their holes go round."""
    return shapely.union_all([_outlined(part) for part in shapely.get_parts([shape])])


def _outlined(part: shapely.Polygon) -> BaseGeometry:
    rings = shapely.polygons(shapely.get_rings([part]))
    outer, *holes = shapely.make_valid(rings, method="structure", keep_collapsed=False)
    return shapely.difference(outer, shapely.union_all(holes))


def is_sound(shape: Optional[BaseGeometry]) -> bool:
    """Whether there is a shape, and it is neither empty nor broken."""
    return shape is not None and not shape.is_empty and bool(shapely.is_valid(shape))


def is_nowhere(shapes) -> np.ndarray:
    """Which of the shapes have a coordinate that is no number, or off the Earth."""
    shapes = object_array(shapes)
    xy, shape = shapely.get_coordinates(shapes, return_index=True)
    nowhere = np.zeros(len(shapes), dtype=bool)
    nowhere[shape[~(np.abs(xy) < OFF_EARTH).all(axis=1)]] = True
    return nowhere


def is_same_ground(
    was: Optional[BaseGeometry], now: Optional[BaseGeometry], within: float = NOISE
) -> bool:
    """Whether two shapes differ by no more than further corners, ``within`` metres of a line."""
    if was is None or now is None:
        return was is now
    if shapely.equals_exact(was, now):
        return True
    if is_nowhere([was, now]).any() or was.is_empty or now.is_empty:
        return False
    return _corners_on(was, now, within) and _corners_on(now, was, within)


def _corners_on(shape: BaseGeometry, other: BaseGeometry, within: float) -> bool:
    """Whether all corners of a shape are on the boundary of the other one, some at its corners."""
    more = new_corners(other, shape)
    boundary = other.boundary
    shapely.prepare(boundary)
    return bool(shapely.dwithin(boundary, shapely.points(more), within).all())


def polygons_of(shape: BaseGeometry) -> BaseGeometry:
    """The polygons among the parts of a shape, without the points and lines beside them."""
    parts = np.asarray(shapely.get_parts([shape]), dtype=object)
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def grounds_of(shapes, valid: Optional[np.ndarray] = None) -> np.ndarray:
    """As :func:`ground_of`, of an array of shapes; missing ones (None) stay missing.

    ``valid`` are those that are known to be so.
    """
    shapes = object_array(shapes)
    valid = shapely.is_valid(shapes) if valid is None else valid
    for at in np.flatnonzero(~valid & ~shapely.is_missing(shapes)):
        shapes[at] = ground_of(shapes[at])
    return shapes


def areas_of(shapes, valid: Optional[np.ndarray] = None) -> np.ndarray:
    """The ground of what is an area, without heights; None for all else, and for no ground.

    ``valid`` are those that are known to be so.
    """
    areas = object_array(shapes)
    areas[~np.isin(shapely.get_type_id(areas), POLYGONAL) | is_nowhere(areas)] = None
    areas = shape_array(grounds_of(areas, valid))
    areas[shapely.is_empty(areas)] = None
    return areas


def ground_area(shape: BaseGeometry) -> float:
    """Square metres of :func:`ground_of`."""
    return float(ground_of(shape).area)
