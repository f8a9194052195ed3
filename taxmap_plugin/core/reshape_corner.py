"""Corners moved, for all parcels that have them, as one.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from .fabric import NEAR, faults, meet, share_vertices
from .message import Message
from .reshape_error import ReshapeError
from .reshape_follow import follow
from .rings import Edges, Rings, near, new_corners, shape_array

Move = tuple[tuple[float, float], tuple[float, float]]
"""From (x, y) to (x, y)."""


def move_vertices(shapes, moves: Sequence[Move], *, together: bool = False) -> np.ndarray:
    """The shapes with corners moved; every shape that has a corner there moves with it.

    A corner within 1 mm of where a move begins is meant. Where it lies in the middle of
    another parcel's edge, the edge bends with it. Where old overlaps and gaps would grow,
    neighbours whose corners are nearly there go along, if they are to move ``together``
    (:mod:`.reshape_follow`). Shapes not concerned come back as the very same objects.
    Raises :class:`ReshapeError` when no corner is there, or a result is invalid, turns over or
    runs over a neighbour.
    """
    shapes = shape_array(shapes)
    begins, ends = (np.array([move[i] for move in moves], dtype=float) for i in (0, 1))
    shared, _ = share_vertices(shapes, [*shapes, shapely.multipoints(begins)])
    rings = Rings.of(shared)
    meant = near(rings.xy, Edges(begins, begins), NEAR).nearest()
    _check_found(begins, meant.edge)
    xy = rings.xy.copy()
    xy[meant.point] = ends[meant.edge]
    _check_not_turned(rings, xy)
    moved = np.isin(np.arange(len(shapes)), rings.shape_of_corner[meant.point])
    result = np.where(moved, rings.moved(xy).polygons(), shapes)
    found = faults(shapes, result, outline_moves=True)
    if not found:
        return meet(result, [shapely.multipoints(ends)], ())[0]
    followed = follow(shapes, result, begins, ends) if together else None
    if followed is None or faults(shapes, followed, outline_moves=True):
        raise ReshapeError(found[0])
    return meet(followed, [shapely.multipoints(new_corners(shapes, followed))], ())[0]


def _check_found(begins: np.ndarray, found: np.ndarray) -> None:
    for missing in np.setdiff1d(np.arange(len(begins)), found):
        x, y = begins[missing].round(3)
        raise ReshapeError(Message("reshape.no_corner", x=float(x), y=float(y)))


def _check_not_turned(rings: Rings, xy: np.ndarray) -> None:
    turned = np.sign(_twice_area(rings, rings.xy)) != np.sign(_twice_area(rings, xy))
    if turned.any():
        x, y = xy[np.isin(rings.ring, np.flatnonzero(turned))].mean(axis=0).round(3)
        raise ReshapeError(Message("reshape.turned_over", x=float(x), y=float(y)))


def _twice_area(rings: Rings, xy: np.ndarray) -> np.ndarray:
    """Twice the signed area of each ring, m²; counted from a corner near by, for precision."""
    starts = rings.edge_starts()
    local = xy - xy[0]
    here, there = local[starts], local[starts + 1]
    cross = here[:, 0] * there[:, 1] - here[:, 1] * there[:, 0]
    return np.bincount(rings.ring[starts], weights=cross, minlength=len(rings.part))
