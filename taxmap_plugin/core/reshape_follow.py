"""Neighbours that nearly have a moved corner go along with it.

Real neighbours overlap or miss each other by a little. Whoever has a corner or an edge beside
the one that moves follows to the same place; where the new shapes would then lie over each other
or leave a sliver, the boundary of the first is that of the others. Shapes are (Multi)Polygons in
the workspace's CRS, metres.
"""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely

from .fabric import Faces, assemble, faces
from .fabric_faults import SLIVER, SQUARE_MILLIMETRE, enclosed
from .ground import grounds_of
from .reshape_line import pattern
from .rings import NEAR, NOISE, Rings, keys_of, near
from .width import mean_width

OVERLAPPING = 0.5
"""Metres: so far beside a moved corner that of a neighbour is meant which overlaps."""


def follow(
    shapes: np.ndarray, moved: np.ndarray, begins: np.ndarray, ends: np.ndarray
) -> Optional[np.ndarray]:
    """The shapes when those beside the ``moved`` ones go along; None where that spoils one.

    ``moved`` are the shapes whose corners at ``begins`` are at ``ends`` already, all others as
    they were. Nobody holds ground with another one that they did not hold both before, and no
    ground that somebody had is enclosed between them as nobody's.
    """
    led = np.array([one is not was for one, was in zip(moved, shapes)])
    over = _overlapping(shapes, led)
    wanted = moved.copy()
    for at in np.flatnonzero(shapely.is_valid(shapes)):
        beside = _beside(shapes[at], begins, ends, OVERLAPPING if over[at] else SLIVER)
        wanted[at] = moved[at] if beside is shapes[at] else beside
    following = np.array([one is not was for one, was in zip(wanted, shapes)])
    pieces = faces([*shapes, *wanted])
    count = len(shapes)
    held = Faces(pieces.shapes, pieces.inside[:, :count])
    order = sorted(np.flatnonzero(following), key=lambda at: -_corners_at(shapes[at], begins))
    members = _apart(held, pieces.inside[:, count:], order)
    members = _filled(held, members, order)
    result = wanted.copy()
    altered = np.flatnonzero((members != pieces.inside[:, count:]).any(axis=0))
    if not members[:, altered].any(axis=0).all():
        return None
    for at in altered:
        result[at] = assemble(pieces.shapes[members[:, at]])
    known = shapely.get_coordinates([*shapes, *wanted])
    if len(altered):
        result[altered] = _without_crossings(result[altered], known)
    changed = [at for at in range(count) if result[at] is not shapes[at]]
    grounds = grounds_of(shapes[changed])
    alike = all(pattern(one) == pattern(was) for one, was in zip(result[changed], grounds))
    return result if alike else None


def _overlapping(shapes: np.ndarray, led: np.ndarray) -> np.ndarray:
    """Which shapes lie over one of those that are moved."""
    grounds = grounds_of(shapes)
    common = shapely.area(shapely.intersection(grounds[:, None], grounds[led][None, :]))
    itself = np.flatnonzero(led)[None, :] == np.arange(len(shapes))[:, None]
    return np.asarray(((common > SQUARE_MILLIMETRE) & ~itself).any(axis=1))


def _corners_at(shape: shapely.Geometry, places: np.ndarray) -> int:
    """At how many of the places it has a corner of its own."""
    corners = shapely.points(shapely.get_coordinates(shape))
    apart = shapely.distance(shapely.points(places)[:, None], corners[None, :])
    return int((apart <= NEAR).any(axis=1).sum())


def _beside(
    shape: shapely.Geometry, begins: np.ndarray, ends: np.ndarray, reach: float
) -> shapely.Geometry:
    """The shape with its corner, else its edge, nearest to each of ``begins`` at its end."""
    rings = Rings.of(np.array([shape], dtype=object))
    corners = rings.xy[rings.edge_starts()]
    for begin, end in zip(begins, ends):
        apart = np.hypot(*(corners - begin).T)
        first = int(np.argmin(apart))
        mine = apart[first] <= np.hypot(*(begins - corners[first]).T).min()
        if apart[first] <= reach and mine:
            here = (rings.xy == corners[first]).all(axis=1)
        else:
            edges, starts = rings.edges()
            on = near(begin[None, :], edges, reach).nearest()
            inner = (on.along > 0) & (on.along < 1)
            if not inner.any():
                continue
            rings = rings.with_points(starts[on.edge], on.along, begin[None, :])
            here = (rings.xy == begin).all(axis=1)
        rings = rings.moved(np.where(here[:, None], end, rings.xy))
    (result,) = rings.polygons()
    same = len(rings.xy) == len(shapely.get_coordinates(shape)) and shapely.equals_exact(
        result, shape
    )
    return shape if same or not shapely.is_valid(result) else result


def _apart(held: Faces, inside: np.ndarray, order: list) -> np.ndarray:
    """Who has which face, when nobody has any that one ahead in ``order`` has, and not so before.

    All of an overlap goes that would grow.
    """
    members = inside.copy()
    more = _held_by_more(held, members)
    for place, first in enumerate(order):
        for other in range(members.shape[1]):
            if other == first or other in order[:place]:
                continue
            both = members[:, first] & members[:, other]
            if not (both & more).any():
                continue
            limit = OVERLAPPING if other in order else SLIVER
            for part in _parts(held.shapes, both):
                if (part & more).any() and _width(held.shapes[part]) <= limit:
                    members[part, other] = False
        more = _held_by_more(held, members)
    return members


def _held_by_more(held: Faces, members: np.ndarray) -> np.ndarray:
    """Which faces several have now, and more than had them before."""
    more = members.sum(axis=1) > np.maximum(held.inside.sum(axis=1), 1)
    return np.asarray(more & (shapely.area(held.shapes) > SQUARE_MILLIMETRE / 100))


def _filled(held: Faces, members: np.ndarray, order: list) -> np.ndarray:
    """Slivers that were somebody's and are enclosed as nobody's go to the last along them."""
    was, now = held.inside.sum(axis=1), members.sum(axis=1)
    lost = enclosed((was > 0) & (now == 0), held, was, now)
    if not lost.any():
        return members
    members = members.copy()
    for part in _parts(held.shapes, now == 0):
        if not (part & lost).any():
            continue
        if _width(held.shapes[part]) > OVERLAPPING:
            part = part & lost
        outline = shapely.boundary(assemble(held.shapes[part]))
        along = [
            shapely.length(shapely.intersection(outline, assemble(held.shapes[members[:, at]])))
            for at in order
        ]
        members[part, order[len(order) - 1 - int(np.argmax(along[::-1]))]] = True
    return members


def _without_crossings(shapes: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Without what noding left on straight sides where lines of before crossed them."""
    rings = Rings.of(shapes)
    keys = keys_of(rings.xy)
    corner = np.isin(keys, keys_of(known))
    corner[1:-1] |= (rings.ring[:-2] != rings.ring[1:-1]) | (rings.ring[2:] != rings.ring[1:-1])
    corner[[0, -1]] = True
    inner = np.flatnonzero(~corner)
    before, after = rings.xy[inner - 1], rings.xy[inner + 1]
    way, to = after - before, rings.xy[inner] - before
    beside = np.abs(way[:, 0] * to[:, 1] - way[:, 1] * to[:, 0]) / np.hypot(*way.T)
    corner[inner[beside > NOISE]] = True
    kept = np.isin(keys, keys[corner])
    return Rings(rings.xy[kept], rings.ring[kept], rings.part, rings.shape, rings.count).polygons()


def _parts(shapes: np.ndarray, chosen: np.ndarray) -> list[np.ndarray]:
    """The chosen faces by the connected ground that they make, each as a mask."""
    grounds = shapely.get_parts(assemble(shapes[chosen]))
    places = np.flatnonzero(chosen)
    inner = shapely.point_on_surface(shapes[places])
    found = []
    for ground in grounds:
        part = np.zeros(len(shapes), dtype=bool)
        part[places[shapely.intersects(ground, inner)]] = True
        found.append(part)
    return found


def _width(pieces: np.ndarray) -> float:
    """Metres, on average."""
    ground = assemble(pieces)
    return float(mean_width(ground))
