"""How far apart two shapes of one thing lie: the farthest of their corners from the other one.

As Shapely's discrete Hausdorff distance, which measures every corner against every side and
takes seconds for shores and canals of thousands of corners. Here each looks for the nearest
side in a tree.
"""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

_POLYGON = 3


def farthest_apart(one: BaseGeometry, other: BaseGeometry) -> float:
    """In metres, for shapes of any kind that are not empty."""
    return max(_reach(one, other), _reach(other, one))


def _reach(shape: BaseGeometry, other: BaseGeometry) -> float:
    corners = shapely.points(shapely.get_coordinates(shape))
    tree = shapely.STRtree(_sides(other))
    _, metres = tree.query_nearest(corners, return_distance=True, all_matches=False)
    return float(metres.max())


def _sides(shape: BaseGeometry) -> np.ndarray:
    """Each side of its rings or lines; its points."""
    parts = shapely.get_parts(shape)
    areas = shapely.get_type_id(parts) == _POLYGON
    lines = [*shapely.get_rings(parts[areas]), *parts[~areas]]
    return np.concatenate([_sides_of(shapely.get_coordinates(line)) for line in lines])


def _sides_of(corners: np.ndarray) -> np.ndarray:
    if len(corners) == 1:
        return np.atleast_1d(shapely.points(corners))
    return np.atleast_1d(shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1)))
