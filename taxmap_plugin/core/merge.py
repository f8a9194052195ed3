"""Neighbouring parcels made one.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import numpy as np
import shapely

from ..errors import TaxMapError
from .fabric import NEAR, Faces, assemble, faces, snap_lines, touching
from .fit import REACH
from .message import Message
from .parcel_name import Name, listed
from .rings import NOISE, Rings, distinct, keys_of, near, shape_array

_REACH = REACH + NOISE
"""Far from the origin 5 cm between two coordinates are a little more or less."""


class MergeError(TaxMapError):
    """The parcels cannot be made one; the message says why."""


def merge(
    shapes, tolerance: float = NEAR, names: Optional[Sequence[Name]] = None
) -> shapely.MultiPolygon:
    """One shape of ``shapes``, with every corner of their outline as it was.

    Where old boundaries miss each other by at most ``tolerance`` metres, the hairline
    between them becomes ground of the merged parcel; a gap wider than that stays. Parcels that
    stand apart by no more than a hand leaves between neighbours (:data:`.fit.REACH`) hang
    together over that gap. Raises :class:`MergeError` when they do not; it tells by their
    ``names``, else by their places from 1, which do.
    """
    shapes = shape_array(shapes)
    if len(shapes) < 2:
        raise MergeError(Message("merge.too_few"))
    for reach in (tolerance, max(tolerance, _REACH)):
        pieces = faces(shapes, _bridges(shapes, reach))
        group = _groups(shapes, pieces, reach)
        if len(set(group)) == 1:
            return assemble(pieces.shapes[pieces.inside.any(axis=1) | _hairlines(pieces, reach)])
    called = names or [str(place) for place in range(1, len(shapes) + 1)]
    raise MergeError(_apart(shapes, group, called))


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


def _apart(shapes: np.ndarray, group: np.ndarray, names: Sequence[Name]) -> Message:
    """Which parcels hang together and which stand apart, and by how much at the least."""
    places = [np.flatnonzero(group == number) for number in dict.fromkeys(group.tolist())]
    together = [
        Message("merge.together", names=listed([names[place] for place in own])) for own in places
    ]
    said = {"count": len(group), "groups": len(together), "together": listed(together)}
    gap = _gap([shapely.geometrycollections(shapes[own]) for own in places])
    if gap <= _REACH:  # corners that meet
        return Message("merge.apart", **said)
    return Message("merge.apart_by", **said, gap=_wider(gap), most=REACH)


def _wider(gap: float) -> str:
    """Metres, never told as no more than what is closed."""
    told = f"{gap:,.2f}"
    return told if float(told.replace(",", "")) > REACH else f"{max(gap, REACH + 0.001):,.3f}"


def _gap(groups: Sequence[shapely.Geometry]) -> float:
    """Metres between the two that are the nearest to each other."""
    tree = shapely.STRtree(groups)
    return float(tree.query_nearest(groups, exclusive=True, return_distance=True)[1].min())


def _groups(shapes: np.ndarray, pieces: Faces, tolerance: float) -> np.ndarray:
    """The group of each parcel; in a group each touches or overlaps another."""
    shared = pieces.inside[shapely.area(pieces.shapes) > tolerance**2].astype(int)
    overlapping = shared.T @ shared > 0
    group = np.arange(len(shapes))
    for i, shape in enumerate(shapes[:-1]):
        together = overlapping[i].copy()
        together[i + 1 + touching(shape, shapes[i + 1 :], tolerance)] = True
        group[np.isin(group, group[together])] = group[i]
    return group


def _hairlines(pieces: Faces, tolerance: float) -> np.ndarray:
    """Faces of nobody that are on average no wider than ``tolerance``."""
    width = 2 * shapely.area(pieces.shapes) / shapely.length(pieces.shapes)
    return np.asarray(~pieces.inside.any(axis=1) & (width <= tolerance))
