"""The ground that a shape holds, be the shape sound or not.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .object_array import object_array
from .rings import NOISE


def ground_of(shape: BaseGeometry) -> BaseGeometry:
    """The shape itself when it is valid, else a valid one of the same ground; may be empty.

    Ground that several parts hold counts once; where a ring goes round a place an even
    number of times, the place is outside.
    """
    if shapely.is_valid(shape):
        return shape
    sound = shapely.union_all(shapely.make_valid(shapely.get_parts(shape)))
    return polygons_of(sound)


def is_sound(shape: Optional[BaseGeometry]) -> bool:
    """Whether there is a shape, and it is neither empty nor broken."""
    return shape is not None and not shape.is_empty and bool(shapely.is_valid(shape))


def is_same_ground(
    was: Optional[BaseGeometry], now: Optional[BaseGeometry], within: float = NOISE
) -> bool:
    """Whether two shapes differ by no more than further corners, ``within`` metres of a line."""
    if was is None or now is None:
        return was is now
    if shapely.equals_exact(was, now):
        return True
    return bool(shapely.hausdorff_distance(was.boundary, now.boundary) <= within)


def polygons_of(shape: BaseGeometry) -> BaseGeometry:
    """The polygons among the parts of a shape, without the points and lines beside them."""
    parts = np.asarray(shapely.get_parts([shape]), dtype=object)
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def grounds_of(shapes) -> np.ndarray:
    """As :func:`ground_of`, of an array of shapes; missing ones (None) stay missing."""
    shapes = object_array(shapes)
    for at in np.flatnonzero(~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)):
        shapes[at] = ground_of(shapes[at])
    return shapes


def ground_area(shape: BaseGeometry) -> float:
    """Square metres of :func:`ground_of`."""
    return float(ground_of(shape).area)
