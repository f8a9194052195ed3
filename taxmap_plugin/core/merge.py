"""Neighbouring parcels made one.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..errors import TaxMapError
from .fabric import NEAR, Faces, assemble, faces, snap_lines, touching
from .message import Message
from .rings import NOISE, Rings, distinct, keys_of, near, shape_array


class MergeError(TaxMapError):
    """The parcels cannot be made one; the message says why."""


def merge(shapes, tolerance: float = NEAR) -> shapely.MultiPolygon:
    """One shape of ``shapes``, with every corner of their outline as it was.

    Where old boundaries miss each other by at most ``tolerance`` metres, the hairline
    between them becomes ground of the merged parcel; a gap wider than that stays. Raises
    :class:`MergeError` when the parcels do not hang together.
    """
    shapes = shape_array(shapes)
    if len(shapes) < 2:
        raise MergeError(Message("merge.too_few"))
    pieces = faces(shapes, _bridges(shapes, tolerance))
    groups = _groups(shapes, pieces, tolerance)
    if groups > 1:
        raise MergeError(Message("merge.apart", count=len(shapes), groups=groups))
    return assemble(pieces.shapes[pieces.inside.any(axis=1) | _hairlines(pieces, tolerance)])


def _bridges(shapes: np.ndarray, tolerance: float) -> np.ndarray:
    """Short lines across each hairline, from every corner beside another parcel's edge.

    They close the mouth of a gap without moving a corner that other neighbours share.
    """
    rings = Rings.of(shapes)
    edges, starts = rings.edges()
    points = distinct(rings.xy)
    beside = near(points, edges, tolerance)
    beside = beside.only(beside.apart > NOISE)
    corner = np.searchsorted(keys_of(points), keys_of(rings.xy))
    own = rings.shape_of_corner * len(points) + corner
    wanted = rings.shape_of_corner[starts[beside.edge]] * len(points) + beside.point
    beside = beside.only(~np.isin(wanted, own))
    if not len(beside.point):
        return np.array([], dtype=object)
    start, end = edges.start[beside.edge], edges.end[beside.edge]
    foot = start + beside.along[:, None] * (end - start)
    bridges = shapely.linestrings(np.stack([points[beside.point], foot], axis=1))
    return snap_lines(bridges, shapes, NOISE)


def _groups(shapes: np.ndarray, pieces: Faces, tolerance: float) -> int:
    """Into how many groups the parcels fall of which each touches or overlaps another."""
    shared = pieces.inside[shapely.area(pieces.shapes) > tolerance**2].astype(int)
    overlapping = shared.T @ shared > 0
    group = np.arange(len(shapes))
    for i, shape in enumerate(shapes[:-1]):
        together = overlapping[i].copy()
        together[i + 1 + touching(shape, shapes[i + 1 :], tolerance)] = True
        group[np.isin(group, group[together])] = group[i]
    return len(np.unique(group))


def _hairlines(pieces: Faces, tolerance: float) -> np.ndarray:
    """Faces of nobody that are on average no wider than ``tolerance``."""
    width = 2 * shapely.area(pieces.shapes) / shapely.length(pieces.shapes)
    return np.asarray(~pieces.inside.any(axis=1) & (width <= tolerance))
