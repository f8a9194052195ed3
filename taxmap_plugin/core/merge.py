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
from .ground import grounds_of
from .merge_gap import alongside
from .message import Message
from .parcel_name import Name, listed
from .rings import NOISE, Rings, distinct, keys_of, near, shape_array
from .width import mean_width

LEAST_BESIDE = 1.0
"""Metres of side that make neighbours of parcels which a hand left apart."""
_REACH = REACH + NOISE
"""Far from the origin 5 cm between two coordinates are a little more or less."""


class MergeError(TaxMapError):
    """The parcels cannot be made one; the message says why."""


def merge(
    shapes, tolerance: float = NEAR, names: Optional[Sequence[Name]] = None, others=()
) -> shapely.MultiPolygon:
    """One shape of ``shapes``, with every corner of their outline as it was.

    Where old boundaries miss each other by no more than a hand leaves between neighbours
    (:data:`.fit.REACH`), the ground between them becomes ground of the merged parcel; where a gap
    widens beyond, the rest of it stays, and so does the point of one of the ``others`` that ends
    between them, unless nothing else joins them. Parcels touch that are at most ``tolerance``
    metres apart, and hang together, too, over a gap that runs along a metre at least.
    Raises :class:`MergeError` when they do not hang together; it tells by their ``names``, else
    by their places from 1, which do.
    """
    shapes, others = shape_array(shapes), shape_array(others)
    if len(shapes) < 2:
        raise MergeError(Message("merge.too_few"))
    pieces = faces(shapes, _bridges(shapes, tolerance))
    touch = _touch(shapes, pieces, tolerance)
    beside = alongside(shapes, _REACH)
    bridges = np.concatenate([_bridges(shapes, _REACH), snap_lines(beside.partings, shapes, NOISE)])
    if len(set(_groups(touch))) == 1 and not len(bridges):
        return _whole(pieces, tolerance, others)
    group = _groups(touch | (beside.metres >= LEAST_BESIDE))
    if len(set(group)) == 1:
        pieces = faces(shapes, bridges)
        whole = _whole(pieces, _REACH, others)
        return whole if _hangs_together(whole, shapes) else _whole(pieces, _REACH, others[:0])
    called = names or [str(place) for place in range(1, len(shapes) + 1)]
    raise MergeError(_apart(shapes, group, called, beside.metres))


def _whole(pieces: Faces, tolerance: float, others: np.ndarray) -> shapely.MultiPolygon:
    closed = _hairlines(pieces, tolerance)
    if len(others) and closed.any():
        closed[closed] = ~_held(pieces.shapes[closed], others)
    return assemble(pieces.shapes[pieces.inside.any(axis=1) | closed])


def _hangs_together(whole: shapely.MultiPolygon, shapes: np.ndarray) -> bool:
    """Whether each of the shapes has become one with another, by a side."""
    parts = shapely.get_parts(grounds_of(shapes))
    count = np.count_nonzero(shapely.get_type_id(parts) == shapely.GeometryType.POLYGON)
    return len(whole.geoms) <= count - len(shapes) + 1


def _held(gaps: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Which gaps are, for the most part, ground of others."""
    grounds = grounds_of(others)
    gap, other = shapely.STRtree(grounds).query(gaps)
    common = shapely.area(shapely.intersection(gaps[gap], grounds[other]))
    return np.bincount(gap, weights=common, minlength=len(gaps)) > shapely.area(gaps) / 2


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


def _apart(
    shapes: np.ndarray, group: np.ndarray, names: Sequence[Name], metres: np.ndarray
) -> Message:
    """Which parcels hang together and which stand apart, where and by how much at the least."""
    places = [np.flatnonzero(group == number) for number in dict.fromkeys(group.tolist())]
    together = [
        Message("merge.together", names=listed([names[place] for place in own])) for own in places
    ]
    said = {"count": len(group), "groups": len(together), "together": listed(together)}
    where = _nearest([shapely.geometrycollections(shapes[own]) for own in places])
    x, y = shapely.get_coordinates(where).mean(axis=0).round(3)
    at = {"x": float(x), "y": float(y)}
    if where.length > _REACH:
        return Message("merge.apart_by", **said, gap=_wider(where.length), most=REACH, **at)
    if where.length <= NEAR and metres.max() <= _REACH:  # corners that meet
        return Message("merge.apart", **said)
    run = float(metres[group[:, None] != group[None, :]].max())
    return Message(
        "merge.apart_soon",
        **said,
        **at,
        gap=f"{where.length:,.2f}",
        most=REACH,
        run=f"{run:,.2f}",
        least=LEAST_BESIDE,
    )


def _wider(gap: float) -> str:
    """Metres, never told as no more than what is closed."""
    told = f"{gap:,.2f}"
    return told if float(told.replace(",", "")) > REACH else f"{max(gap, REACH + 0.001):,.3f}"


def _nearest(groups: Sequence[shapely.Geometry]) -> shapely.LineString:
    """The shortest line between the two that are the nearest to each other."""
    tree = shapely.STRtree(groups)
    (one, other), apart = tree.query_nearest(groups, exclusive=True, return_distance=True)
    first = int(np.argmin(apart))
    return shapely.shortest_line(groups[one[first]], groups[other[first]])


def _touch(shapes: np.ndarray, pieces: Faces, tolerance: float) -> np.ndarray:
    """``[i, j]``, which of the parcels ``i < j`` touch or overlap each other."""
    shared = pieces.inside[shapely.area(pieces.shapes) > tolerance**2].astype(int)
    touch = np.asarray(np.triu(shared.T @ shared > 0, 1))
    for i, shape in enumerate(shapes[:-1]):
        touch[i, i + 1 + touching(shape, shapes[i + 1 :], tolerance)] = True
    return touch


def _groups(together: np.ndarray) -> np.ndarray:
    """The group of each parcel; in a group each hangs together with another."""
    group = np.arange(len(together))
    for i, row in enumerate(together):
        row = row.copy()
        row[i] = True
        group[np.isin(group, group[row])] = group[i]
    return group


def _hairlines(pieces: Faces, tolerance: float) -> np.ndarray:
    """Faces of nobody that are on average no wider than ``tolerance``."""
    width = mean_width(pieces.shapes)
    return np.asarray(~pieces.inside.any(axis=1) & (width <= tolerance))
