"""A parcel that gets a new outline; the neighbours along the old one go with it.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Optional

import numpy as np
import shapely

from .fabric import faults, share_vertices, snap_outline
from .fabric_faults import SQUARE_MILLIMETRE
from .ground import ground_of
from .message import Message
from .parcel_name import Name
from .reshape_corner import Move, move_vertices
from .reshape_error import ReshapeError
from .reshape_take import take_ground
from .rings import NEAR, NOISE, shape_array

_POST = 1.0
"""Metres. So near on a side are a corner of neighbours and a corner that was listed the same."""
_ALIKE = 0.5
"""The share of the ground of either that both have, from which on one may be the other's."""


def replace_outline(
    shapes,
    parcel: int,
    outline: shapely.Geometry,
    tolerance: float = 0.0,
    names: Optional[Sequence[Name]] = None,
) -> np.ndarray:
    """The shapes with ``outline`` as that of the one at ``parcel``, which keeps its holes.

    Of a parcel of several parts those that the outline lies over get the new one, the others
    stay; of an outline of several parts each takes the place of those that it lies over.
    What lies at most ``tolerance`` metres beside a corner or edge is drawn onto it.
    Where the outlines turn, a corner of the old one and one of the new that are the nearest to
    each other are the same corner, moved; the others lie on the way between. A corner on a side
    of the new outline stays, unless a neighbour is in the way of that. Every parcel that has a
    corner moves with it. Where that would spoil a neighbour, it only loses what the outline
    covers (:mod:`.reshape_take`). Shapes not concerned come back as the very same objects.
    Raises :class:`ReshapeError`, with the neighbours as ``names`` call them, where the two have
    too little in common, and where the new outline takes what a neighbour cannot lose.
    """
    shapes = shape_array(shapes)
    names = names or list(map(str, range(len(shapes))))
    parts = shapely.get_parts([_drawn(outline, shapes, tolerance)] if tolerance else [outline])
    met = [_common(shapes[parcel], part) > 0 for part in parts]
    if not any(met):
        raise ReshapeError(Message("reshape.unlike"))
    for part in parts[np.argsort(~np.array(met), kind="stable")]:
        shapes = _with_part(shapes, parcel, part, names)
    return shapes


def _common(shape: shapely.Geometry, outline: shapely.Geometry) -> float:
    """m² that both have."""
    return float(shapely.intersection(ground_of(shape), outline).area)


def _with_part(
    shapes: np.ndarray, parcel: int, outline: shapely.Polygon, names: Sequence[Name]
) -> np.ndarray:
    """With one outline in the place of the parts of the parcel that it lies over."""
    own = shapely.get_parts(share_vertices([shapes[parcel]], shapes)[0])
    common = np.array([_common(part, outline) for part in own])
    old, stays = own[common > SQUARE_MILLIMETRE], own[common <= SQUARE_MILLIMETRE]
    if len(old) == 1:
        for stay in (True, False):
            with suppress(ReshapeError):
                return _replaced(shapes, parcel, old[0], stays, outline, stay)
    if len(old) and common.sum() < _ALIKE * max(shapely.area(old).sum(), outline.area):
        raise ReshapeError(Message("reshape.unlike"))
    holes = [shapely.Polygon(ring) for part in old for ring in part.interiors]
    wanted = shapely.difference(shapely.Polygon(outline.exterior), shapely.union_all(holes))
    return take_ground(shapes, parcel, shapely.union_all([wanted, *stays]), names)


def _replaced(
    shapes: np.ndarray,
    parcel: int,
    old: shapely.Polygon,
    others: np.ndarray,
    outline: shapely.Polygon,
    stay: bool,
) -> np.ndarray:
    """With old corners where they are, or not, that lie on a side of the new outline."""
    here = _corners(old.exterior)
    noded = _with_corners(outline, here) if stay else outline
    moves = _moves(here, _corners(noded.exterior), stay)
    if not moves:
        return shapes
    result = move_vertices(shapes, moves)
    wanted = shapely.multipolygons([shapely.Polygon(outline.exterior, old.interiors), *others])
    result[parcel] = share_vertices([wanted], np.delete(result, parcel), NOISE)[0][0]
    for fault in faults(shapes, result, outline_moves=True):
        raise ReshapeError(fault)
    return result


def _with_corners(outline: shapely.Polygon, old: np.ndarray) -> shapely.Polygon:
    """With the old corners on its sides, but for those that have a new one near by."""
    listed = shapely.multipoints(shapely.get_coordinates(outline))
    alone = old[shapely.distance(shapely.points(old), listed) > _POST]
    return shapely.get_parts(share_vertices([outline], [shapely.multipoints(alone)])[0])[0]


def _drawn(outline: shapely.Geometry, shapes: np.ndarray, tolerance: float) -> shapely.Geometry:
    parts = shapely.get_parts(snap_outline(outline, shapes, tolerance))
    parts = parts[2 * shapely.area(parts) > NEAR * shapely.length(parts)]  # no specks beside it
    if len(parts) != shapely.get_num_geometries(outline):
        raise ReshapeError(Message("reshape.unlike"))
    return shapely.multipolygons(parts)


def _corners(ring: shapely.LinearRing) -> np.ndarray:
    """Counter-clockwise, each once."""
    corners = shapely.get_coordinates(ring)[:-1]
    return corners if shapely.is_ccw(ring) else corners[::-1]


def _moves(old: np.ndarray, new: np.ndarray, stay: bool) -> list[Move]:
    """From where to where the corners of a ring go, so that it becomes the new one."""
    here, there = _same_corners(old, new, stay)
    moves: list[Move] = []
    for at, begin in enumerate(here):
        after = (at + 1) % len(here)
        moves += _between(_way(old, begin, here[after]), _way(new, there[at], there[after]))
    return [move for move in moves if move[0] != move[1]]


def _same_corners(old: np.ndarray, new: np.ndarray, stay: bool) -> tuple[np.ndarray, np.ndarray]:
    """The places in both rings of corners that are the nearest to each other."""
    here, there = _bends(old), _bends(new)
    if stay:
        first, second = _nearest(old, new, NEAR)
        here, there = np.union1d(here, first), np.union1d(there, second)
    first, second = _nearest(old[here], new[there])
    here, there = here[first], there[second]
    backwards = np.roll(there, -1) < there
    if len(here) < 2 or np.count_nonzero(backwards) != 1:
        raise ReshapeError(Message("reshape.unlike"))
    return here, there


def _bends(ring: np.ndarray) -> np.ndarray:
    """The places of the corners at which a ring turns."""
    chords = np.stack([np.roll(ring, 1, axis=0), np.roll(ring, -1, axis=0)], axis=1)
    aside = shapely.distance(shapely.points(ring), shapely.linestrings(chords))
    return np.flatnonzero(aside > NEAR)


def _nearest(
    some: np.ndarray, others: np.ndarray, within: float = np.inf
) -> tuple[np.ndarray, np.ndarray]:
    """The places of those that are the nearest to each other."""
    apart = np.hypot(*(some[:, None] - others[None, :]).transpose(2, 0, 1))
    nearest = apart.argmin(axis=1)
    mutual = apart.argmin(axis=0)[nearest] == np.arange(len(some))
    at = np.flatnonzero(mutual & (apart.min(axis=1) <= within))
    return at, nearest[at]


def _way(ring: np.ndarray, first: int, last: int) -> np.ndarray:
    """The corners from one place to the next, both with them."""
    count = (last - first) % len(ring)
    return ring[(first + np.arange(count + 1)) % len(ring)]


def _between(old: np.ndarray, new: np.ndarray) -> list[Move]:
    """The moves of one way onto another, from post to post on it."""
    if min(len(old), len(new)) < 3:
        return _along(old, new)
    here, there = _nearest(old[1:-1], new[1:-1], _POST)
    if (np.diff(there) <= 0).any():
        return _along(old, new)
    here, there = np.array([0, *here + 1, len(old) - 1]), np.array([0, *there + 1, len(new) - 1])
    moves: list[Move] = []
    for i, j, k, m in zip(here, here[1:], there, there[1:]):
        moves += _along(old[i : j + 1], new[k : m + 1])
    return moves


def _along(old: np.ndarray, new: np.ndarray) -> list[Move]:
    """The moves of one way onto another: of its first corner, and of all between the ends.

    A corner of either that has none in the other goes with the nearest place there; where the
    corners would come into another order so, by the share of the way that lies before it.
    """
    line, other = shapely.linestrings(old), shapely.linestrings(new)
    s, t = _metres(old), _metres(new)
    begins = [*s, *shapely.line_locate_point(line, shapely.points(new[1:-1]))]
    ends = [0.0, *shapely.line_locate_point(other, shapely.points(old[1:-1])), t[-1], *t[1:-1]]
    if not _in_order(begins, ends):
        before = t[1:-1] / t[-1] * s[-1]
        own = np.abs(before[:, None] - s).min(axis=1) > NEAR  # else the old corner goes there
        new = new[[True, *own, True]]
        begins = [*s, *before[own]]
        ends = [*(s / s[-1] * t[-1]), *t[1:-1][own]]
    starts = [*old, *_places(line, begins[len(s) :])]
    stops = [new[0], *_places(other, ends[1 : len(s) - 1]), new[-1], *new[1:-1]]
    pairs = zip(starts, stops)
    moves = [((float(a[0]), float(a[1])), (float(b[0]), float(b[1]))) for a, b in pairs]
    return moves[: len(s) - 1] + moves[len(s) :]


def _metres(way: np.ndarray) -> np.ndarray:
    """How far along the way each of its corners is."""
    return np.append(0.0, np.cumsum(np.hypot(*np.diff(way, axis=0).T)))


def _places(line: shapely.LineString, metres) -> np.ndarray:
    return shapely.get_coordinates(shapely.line_interpolate_point(line, np.asarray(metres)))


def _in_order(begins, ends) -> bool:
    """Whether both go on and on, no two at one place."""
    begins, ends = np.array(begins), np.array(ends)
    order = np.lexsort((ends, begins))
    steps = np.minimum(np.diff(begins[order]), np.diff(ends[order]))
    return bool((steps > NOISE).all())
