"""Corners that neighbours have in common, and who is a neighbour.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

import numpy as np
import shapely

from .rings import NEAR, NOISE, Edges, Near, Rings, distinct, keys_of, near, shape_array


def share_vertices(shapes, others, tolerance: float = NEAR) -> tuple[np.ndarray, np.ndarray]:
    """Let the edges of ``shapes`` pass through the corners of ``others`` that lie on them.

    A corner of ``others`` (shapes, lines or points) counts when it is at most
    ``tolerance`` metres from an edge, with no third shape between, and no corner is that
    near already. Returns the
    shapes, and which of them were changed. Whoever holds the corner loses what the edge
    gains. A shape that would become invalid takes only the corners truly on its edges.
    """
    shapes = shape_array(shapes)
    changed = np.zeros(len(shapes), dtype=bool)
    rings = Rings.of(shapes)
    points = distinct(shapely.get_coordinates(shape_array(others)))
    edges, starts = rings.edges()
    pairs = _off_corners(points, edges, near(points, edges, tolerance))
    pairs = _absent(rings, points, pairs, starts) if len(pairs.point) else pairs
    if not len(pairs.point):
        return shapes, changed
    holder = rings.shape_of_corner[starts[pairs.edge]]
    free = _nothing_between(shapes, points, edges, pairs, holder)
    pairs, holder = pairs.only(free), holder[free]
    changed[holder] = True
    result = _with_corners(shapes, rings, points, pairs, starts, changed)
    broken = changed & ~shapely.is_valid(result) & shapely.is_valid(shapes)
    if broken.any():
        sound = pairs.only(~broken[holder] | (pairs.apart <= NOISE))
        changed = np.isin(np.arange(len(shapes)), rings.shape_of_corner[starts[sound.edge]])
        result = _with_corners(shapes, rings, points, sound, starts, changed)
    return result, changed


def _off_corners(points: np.ndarray, edges: Edges, pairs: Near) -> Near:
    """The pairs whose point is not at an end of the edge."""
    place = points[pairs.point]
    to_start, to_end = place - edges.start[pairs.edge], place - edges.end[pairs.edge]
    to_corner = np.minimum(np.hypot(*to_start.T), np.hypot(*to_end.T))
    return pairs.only(to_corner > np.where(pairs.apart <= NOISE, NOISE, NEAR))


def _absent(rings: Rings, points: np.ndarray, pairs: Near, starts: np.ndarray) -> Near:
    """Of points near edges those that the edge's shape lacks, each at its nearest edge."""
    at = starts[pairs.edge]
    shape = rings.shape_of_corner
    corner = np.searchsorted(keys_of(points), keys_of(rings.xy)).clip(max=len(points) - 1)
    known = (
        keys_of(points)[corner] == keys_of(rings.xy) if len(points) else np.array([], dtype=bool)
    )
    holds = shape[known] * len(points) + corner[known]
    wanted = shape[at] * len(points) + pairs.point
    absent = ~np.isin(wanted, holds)
    pairs, wanted = pairs.only(absent), wanted[absent]
    order = np.lexsort((pairs.apart, wanted))
    return pairs.only(order[np.unique(wanted[order], return_index=True)[1]])


def _nothing_between(
    shapes: np.ndarray, points: np.ndarray, edges: Edges, pairs: Near, holder: np.ndarray
) -> np.ndarray:
    """False where the tip of a third shape lies between the point and the edge."""
    free = np.ones(len(holder), dtype=bool)
    beside = np.flatnonzero(pairs.apart > NOISE)
    if not len(beside):
        return free
    edge, along = pairs.edge[beside], pairs.along[beside, None]
    foot = edges.start[edge] + along * (edges.end[edge] - edges.start[edge])
    places = shapely.points((points[pairs.point[beside]] + foot) / 2)
    which, third = shapely.STRtree(shapes).query(places, predicate="within")
    free[beside[which[third != holder[beside[which]]]]] = False
    return free


def _with_corners(
    shapes: np.ndarray,
    rings: Rings,
    points: np.ndarray,
    pairs: Near,
    starts: np.ndarray,
    changed: np.ndarray,
) -> np.ndarray:
    longer = rings.with_points(starts[pairs.edge], pairs.along, points[pairs.point])
    return np.where(changed, longer.polygons(), shapes)


def touching(shape, others, tolerance: float = NEAR) -> np.ndarray:
    """Positions of those of ``others`` that share more than 1 mm of boundary with ``shape``.

    A common corner is not enough; boundaries up to ``tolerance`` metres apart count as one.
    """
    edges, _ = Rings.of(shape_array([shape])).edges()
    rings = Rings.of(shape_array(others))
    facing, starts = rings.edges()
    own, other = shapely.STRtree(facing.boxes(0.0)).query(edges.boxes(tolerance))
    length = _together(edges, facing, own, other, tolerance)
    total = np.bincount(rings.shape_of_corner[starts[other]], weights=length, minlength=rings.count)
    return np.flatnonzero(total > NEAR)


def _together(
    edges: Edges, facing: Edges, own: np.ndarray, other: np.ndarray, tolerance: float
) -> np.ndarray:
    """Metres that each pair of edges runs together, at most ``tolerance`` apart; else 0."""
    start, way = edges.start[own], edges.end[own] - edges.start[own]
    length = np.hypot(*way.T)
    unit = way / np.where(length > 0, length, 1.0)[:, None]
    begin, stop = facing.start[other] - start, facing.end[other] - start
    a, b = _dot(unit, begin), _dot(unit, stop)
    beside_a, beside_b = _cross(unit, begin), _cross(unit, stop)
    low = np.clip(np.minimum(a, b), 0.0, length)
    high = np.clip(np.maximum(a, b), 0.0, length)
    slope = (beside_b - beside_a) / np.where(a == b, 1.0, b - a)
    close = np.abs(beside_a + slope * (low - a)) <= tolerance
    close &= np.abs(beside_a + slope * (high - a)) <= tolerance
    return np.where(close & (a != b), high - low, 0.0)


def _dot(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.asarray(first[:, 0] * second[:, 0] + first[:, 1] * second[:, 1])


def _cross(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.asarray(first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0])
