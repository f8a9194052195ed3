"""A parcel that gets a new outline; the neighbours along the old one go with it.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

import numpy as np
import shapely

from .fabric import faults, share_vertices, snap_outline
from .message import Message
from .reshape_corner import Move, ReshapeError, move_vertices
from .rings import NOISE, shape_array


def replace_outline(
    shapes, parcel: int, outline: shapely.Polygon, tolerance: float = 0.0
) -> np.ndarray:
    """The shapes with ``outline`` as that of the one at ``parcel``, which keeps its holes.

    What lies at most ``tolerance`` metres beside a corner or edge is drawn onto it.
    A corner of the old outline and one of the new that are the nearest to each other are the
    same corner, moved; the others lie on the way between. Every parcel that has a corner moves
    with it. Shapes not concerned come back as the very same objects. Raises
    :class:`ReshapeError` where the two have too little in common, and where the new outline
    runs over a parcel that was not beside the old one.
    """
    shapes = shape_array(shapes)
    old = shapely.get_parts(share_vertices([shapes[parcel]], shapes)[0])
    if len(old) != 1:
        raise ReshapeError(Message("reshape.several_parts"))
    if tolerance:
        outline = _drawn(outline, shapes, tolerance)
    moves = _moves(_corners(old[0].exterior), _corners(outline.exterior))
    if not moves:
        return shapes
    result = move_vertices(shapes, moves)
    wanted = shapely.multipolygons([shapely.Polygon(outline.exterior, old[0].interiors)])
    result[parcel] = share_vertices([wanted], np.delete(result, parcel), NOISE)[0][0]
    for fault in faults(shapes, result, outline_moves=True):
        raise ReshapeError(fault)
    return result


def _drawn(outline: shapely.Polygon, shapes: np.ndarray, tolerance: float) -> shapely.Polygon:
    parts = shapely.get_parts(snap_outline(outline, shapes, tolerance))
    if len(parts) != 1:
        raise ReshapeError(Message("reshape.unlike"))
    return parts[0]


def _corners(ring: shapely.LinearRing) -> np.ndarray:
    """Counter-clockwise, each once."""
    corners = shapely.get_coordinates(ring)[:-1]
    return corners if shapely.is_ccw(ring) else corners[::-1]


def _moves(old: np.ndarray, new: np.ndarray) -> list[Move]:
    """From where to where the corners of a ring go, so that it becomes the new one."""
    here, there = _same_corners(old, new)
    moves: list[Move] = []
    for at, begin in enumerate(here):
        after = (at + 1) % len(here)
        moves += _along(_way(old, begin, here[after]), _way(new, there[at], there[after]))
    return [move for move in moves if move[0] != move[1]]


def _same_corners(old: np.ndarray, new: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The places in both rings of corners that are the nearest to each other."""
    apart = np.hypot(*(old[:, None] - new[None, :]).transpose(2, 0, 1))
    nearest = apart.argmin(axis=1)
    here = np.flatnonzero(apart.argmin(axis=0)[nearest] == np.arange(len(old)))
    there = nearest[here]
    backwards = np.roll(there, -1) < there
    if len(here) < 2 or np.count_nonzero(backwards) != 1:
        raise ReshapeError(Message("reshape.unlike"))
    return here, there


def _way(ring: np.ndarray, first: int, last: int) -> np.ndarray:
    """The corners from one place to the next, both with them."""
    count = (last - first) % len(ring)
    return ring[(first + np.arange(count + 1)) % len(ring)]


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
        begins = [*s, *(t[1:-1] / t[-1] * s[-1])]
        ends = [*(s / s[-1] * t[-1]), *t[1:-1]]
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
