"""A stretch of boundary replaced by a drawn line, for all parcels along it.

One parcel has the whole stretch on its outline: the mover. What the line cuts off it goes
to the parcels across the stretch, what the line adds comes from them. Shapes are
(Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import numpy as np
import shapely

from .fabric import NEAR, Faces, assemble, faces, meet, share_vertices, snap_lines
from .ground import ground_of
from .message import Message
from .parcel_name import Name
from .reshape_error import ReshapeError
from .rings import NOISE, Edges, Rings, distinct, keys_of, near, shape_array

_END = 0.5
"""Metres: so far from an outline an end of a line is meant to be on it."""


@dataclass(frozen=True)
class _Stretch:
    """The old boundary: corners from one end of the line to the other, and the ground
    between it and the line.
    """

    mover: int
    xy: np.ndarray
    ground: np.ndarray


@dataclass(frozen=True)
class _Sides:
    """The pieces of the stretch: faces on the mover's side (-1: none), parcels across."""

    edges: Edges
    own: np.ndarray
    across: np.ndarray


def replace_boundary(
    shapes, line, tolerance: float = NEAR, names: Optional[Sequence[Name]] = None
) -> np.ndarray:
    """The shapes with ``line`` in place of the boundary between the line's ends.

    Both ends, snapped at most ``tolerance`` metres, lie on the outline of one parcel, or are
    taken to it from at most half a metre (a refusal tells by their ``names``, else by their
    places from 1, from which one they lie how far). Of its two ways from end to end that one is
    replaced which leaves less ground to the line. A boundary between two neighbours that arrives
    there is shortened, or goes straight on, to the line. Without a neighbour ground is gained or
    lost, where no other parcel is. Shapes not concerned come back as the very same objects.
    Raises :class:`ReshapeError`.
    """
    shapes = shape_array(shapes)
    line = _drawn(line, shapes, tolerance)
    line = _drawn(_from_outline_to_outline(line, shapes, names), shapes, NEAR)
    shared, _ = share_vertices(shapes, [*shapes, line], NOISE)
    stretch = _stretch(shared, line)
    pieces, sides = _network(shared, line, stretch)
    members = _handed_over(pieces, sides, stretch)
    result = shapes.copy()
    for parcel in np.flatnonzero((members != pieces.inside).any(axis=0)):
        result[parcel] = _sound(shapes[parcel], pieces.shapes[members[:, parcel]])
    corners = shapely.get_coordinates(result)
    new = corners[~np.isin(keys_of(corners), keys_of(shapely.get_coordinates(shapes)))]
    return meet(result, [shapely.multipoints(new), line], ())[0]


def _drawn(line: shapely.Geometry, shapes: np.ndarray, tolerance: float) -> shapely.LineString:
    snapped = snap_lines([line], shapes, tolerance)
    if len(snapped) != 1:
        raise ReshapeError(Message("reshape.off_the_boundary"))
    if not shapely.is_simple(snapped[0]) or shapely.is_closed(snapped[0]):
        raise ReshapeError(Message("reshape.line_crosses_itself"))
    return snapped[0]


def _from_outline_to_outline(
    line: shapely.LineString, shapes: np.ndarray, names: Optional[Sequence[Name]]
) -> shapely.LineString:
    """The line with both ends on the outline that is the nearest to them, best at its corners."""
    xy = shapely.get_coordinates(line)
    outlines, shape = shapely.get_parts(shapely.boundary(shapes), return_index=True)
    if not len(outlines):
        raise ReshapeError(Message("reshape.off_the_boundary"))
    apart = shapely.distance(outlines[:, None], shapely.points(xy[[0, -1]])[None, :])
    nearest = int(np.argmin(apart.sum(axis=1)))
    off = int(np.argmax(apart[nearest]))
    if apart[nearest, off] <= NOISE:
        return line
    if apart[nearest, off] > _END:
        name = names[shape[nearest]] if names else str(shape[nearest] + 1)
        gap = f"{apart[nearest, off]:,.2f}"
        x, y = (float(at) for at in xy[[0, -1]][off].round(3))
        said = "reshape.end_off" if off else "reshape.begin_off"
        raise ReshapeError(Message(said, gap=gap, name=name, x=x, y=y))
    for at in (0, -1):
        if apart[nearest, at] > NOISE:
            xy[at] = _onto(xy[at], outlines[nearest])
    return shapely.linestrings(xy)


def _onto(place: np.ndarray, outline: shapely.Geometry) -> np.ndarray:
    """Its corner within reach, else the nearest place of the outline."""
    corners = shapely.get_coordinates(outline)
    apart = np.hypot(*(corners - place).T)
    if apart.min() <= _END:
        return np.asarray(corners[int(np.argmin(apart))])
    foot = shapely.line_interpolate_point(
        outline, shapely.line_locate_point(outline, shapely.points(place))
    )
    return np.asarray(shapely.get_coordinates(foot)[0])


def _stretch(shapes: np.ndarray, line: shapely.LineString) -> _Stretch:
    """Of all ways along one ring from end to end the one nearest to the line, by ground."""
    rings = Rings.of(shapes)
    first, last = keys_of(shapely.get_coordinates(line)[[0, -1]])
    keys = keys_of(rings.xy)
    both = np.intersect1d(rings.ring[keys == first], rings.ring[keys == last])
    ways = []
    for ring in both:
        xy = rings.xy[rings.ring == ring][:-1]
        mover = int(rings.shape[rings.part[ring]])
        ways += [_Stretch(mover, way, _between(way, line)) for way in _ways(xy, first, last)]
    if not ways:
        raise ReshapeError(Message("reshape.off_the_boundary"))
    best = min(ways, key=lambda way: shapely.area(way.ground).sum())
    if not len(best.ground):
        raise ReshapeError(Message("reshape.no_change"))
    return best


def _ways(ring: np.ndarray, first: complex, last: complex) -> list[np.ndarray]:
    """The two ways along a ring from one corner to another."""
    ring = np.roll(ring, -int(np.argmax(keys_of(ring) == first)), axis=0)
    at = int(np.argmax(keys_of(ring) == last))
    return [ring[: at + 1], np.vstack([ring[at:], ring[:1]])[::-1]]


def _between(way: np.ndarray, line: shapely.LineString) -> np.ndarray:
    loop = shapely.union_all([shapely.linestrings(way), line])
    return np.asarray(shapely.get_parts(shapely.polygonize([loop])))


def _network(
    shapes: np.ndarray, line: shapely.LineString, stretch: _Stretch
) -> tuple[Faces, _Sides]:
    """The faces that the line makes, with the boundaries that go on to it."""
    pieces = faces(shapes, [line])
    sides = _sides(pieces, stretch)
    going_on = _going_on(shapes, line, stretch, pieces, sides)
    if not going_on:
        return pieces, sides
    pieces = faces(shapes, snap_lines([line, *going_on], shapes, NEAR))
    return pieces, _sides(pieces, stretch)


def _sides(pieces: Faces, stretch: _Stretch) -> _Sides:
    """What lies on either side of each piece of the stretch."""
    edges = _noded(stretch.xy, shapely.get_coordinates(pieces.shapes))
    rings = Rings.of(pieces.shapes)
    bounds, starts = rings.edges()
    piece, bound = _same_edges(edges, bounds)
    face = rings.shape_of_corner[starts[bound]]
    mine = pieces.inside[face, stretch.mover]
    own = np.full(len(edges.start), -1)
    own[piece[mine]] = face[mine]
    across = np.zeros((len(edges.start), pieces.inside.shape[1]), dtype=bool)
    across[piece[~mine]] = pieces.inside[face[~mine]]
    return _Sides(edges, own, _without_mouths(edges, across))


def _without_mouths(edges: Edges, across: np.ndarray) -> np.ndarray:
    """What lies across, where a hairline gap ends at the stretch the parcel beside the gap.

    Else the gap would go on to the line, through ground that parcels have.
    """
    mouth = ~across.any(axis=1) & (np.hypot(*(edges.end - edges.start).T) <= NEAR)
    beside = np.flatnonzero(~mouth)
    if not mouth.any() or not len(beside):
        return across
    before = np.searchsorted(beside, np.flatnonzero(mouth)) - 1
    across = across.copy()
    across[mouth] = across[beside[np.maximum(before, 0)]]
    return across


def _noded(xy: np.ndarray, corners: np.ndarray) -> Edges:
    """The edges of a way, broken at the corners that lie on it."""
    points = distinct(corners)
    points = points[~np.isin(keys_of(points), keys_of(xy))]
    on = near(points, Edges(xy[:-1], xy[1:]), NOISE).nearest()
    order = np.lexsort((on.along, on.edge))
    xy = np.insert(xy, on.edge[order] + 1, points[on.point[order]], axis=0)
    return Edges(xy[:-1], xy[1:])


def _same_edges(edges: Edges, others: Edges) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of the same edge in both, whichever way it runs."""
    names = {}
    for i, (a, b) in enumerate(zip(keys_of(edges.start), keys_of(edges.end))):
        names[a, b] = names[b, a] = i
    starts, ends = keys_of(others.start), keys_of(others.end)
    candidates = np.flatnonzero(
        np.isin(starts, keys_of(edges.start)) | np.isin(starts, keys_of(edges.end))
    )
    pairs = [(names.get((starts[j], ends[j]), -1), j) for j in candidates]
    found = np.array([pair for pair in pairs if pair[0] >= 0], dtype=int).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _in_ground(pieces: Faces, stretch: _Stretch) -> np.ndarray:
    shapely.prepare(stretch.ground)
    places = shapely.point_on_surface(pieces.shapes)
    return np.asarray(shapely.intersects(stretch.ground[None, :], places[:, None]).any(axis=1))


def _going_on(
    shapes: np.ndarray,
    line: shapely.LineString,
    stretch: _Stretch,
    pieces: Faces,
    sides: _Sides,
) -> list[shapely.LineString]:
    """The boundaries that meet ground which the mover loses, continued to the line."""
    lost = np.append(_in_ground(pieces, stretch), False)[sides.own]
    meet = (sides.across[1:] != sides.across[:-1]).any(axis=1) & lost[1:] & lost[:-1]
    return [
        _straight_on(sides.edges.start[i], shapes, line, stretch) for i in np.flatnonzero(meet) + 1
    ]


def _straight_on(
    corner: np.ndarray, shapes: np.ndarray, line: shapely.LineString, stretch: _Stretch
) -> shapely.LineString:
    """From a corner of the stretch the way of the boundary that arrives there, to the line.

    The shortest way where that one misses the line.
    """
    rings = Rings.of(shapes)
    edges, _ = rings.edges()
    before = edges.start[(edges.end == corner).all(axis=1)]
    after = edges.end[(edges.start == corner).all(axis=1)]
    arriving = distinct(np.vstack([before, after]))
    arriving = arriving[~np.isin(keys_of(arriving), keys_of(stretch.xy))]
    reach = 2 * shapely.length(line) + shapely.length(shapely.linestrings(stretch.xy))
    for origin in arriving:
        way = (corner - origin) / np.hypot(*(corner - origin))
        ray = shapely.linestrings([corner, corner + reach * way])
        hits = shapely.get_coordinates(shapely.intersection(ray, line))
        if len(hits):
            hit = hits[np.argmin(np.hypot(*(hits - corner).T))]
            if shapely.intersects(stretch.ground, shapely.points((corner + hit) / 2)).any():
                return shapely.linestrings([corner, hit])
    return shapely.shortest_line(shapely.points(corner), line)


def _handed_over(pieces: Faces, sides: _Sides, stretch: _Stretch) -> np.ndarray:
    """Which parcels each face belongs to when the line is the boundary."""
    members = pieces.inside.copy()
    changing = _in_ground(pieces, stretch)
    mine = pieces.inside[:, stretch.mover]
    gained = np.flatnonzero(changing & ~mine)
    givers = sides.across.any(axis=0)
    strange = gained[(pieces.inside[gained] & ~givers).any(axis=1)]
    if len(strange):
        raise ReshapeError(Message("reshape.swallows", **_place_of(pieces.shapes[strange])))
    members[gained] = False
    members[gained, stretch.mover] = True
    length = np.hypot(*(sides.edges.end - sides.edges.start).T)
    for face in np.flatnonzero(changing & mine):
        along = np.flatnonzero(sides.own == face)
        along = along if len(along) else np.arange(len(length))
        members[face] |= _longest(sides.across[along], length[along])
        members[face, stretch.mover] = False
    return members


def _longest(rows: np.ndarray, length: np.ndarray) -> np.ndarray:
    """The row that holds for the greatest length."""
    kinds, which = np.unique(rows, axis=0, return_inverse=True)
    return np.asarray(kinds[np.argmax(np.bincount(which.ravel(), weights=length))])


def _sound(before: shapely.Geometry, pieces: np.ndarray) -> shapely.MultiPolygon:
    if not len(pieces):
        raise ReshapeError(Message("reshape.nothing_left", **_place_of(np.array([before]))))
    after = assemble(pieces)
    if pattern(after) != pattern(ground_of(before)):
        raise ReshapeError(Message("reshape.cuts_apart", **_place_of(np.array([after]))))
    return after


def pattern(shape: shapely.Geometry) -> tuple[int, int]:
    """Of how many parts a shape is, and how many holes it has."""
    parts = shapely.get_parts(shape)
    return len(parts), int(shapely.get_num_interior_rings(parts).sum())


def _place_of(pieces: np.ndarray) -> dict[str, float]:
    """A place in the largest piece, for a message."""
    place = shapely.point_on_surface(pieces[int(np.argmax(shapely.area(pieces)))])
    return {"x": round(place.x, 3), "y": round(place.y, 3)}
