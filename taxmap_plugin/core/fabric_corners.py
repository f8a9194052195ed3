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
    ``tolerance`` metres from an edge and no corner is that near already. Returns the
    shapes, and which of them were changed. Whoever holds the corner loses what the edge
    gains. A shape that would become invalid takes only the corners truly on its edges.
    """
    shapes = shape_array(shapes)
    changed = np.zeros(len(shapes), dtype=bool)
    rings = Rings.of(shapes)
    points = distinct(shapely.get_coordinates(shape_array(others)))
    edges, starts = rings.edges()
    pairs = _absent(rings, points, near(points, edges, tolerance), starts)
    if not len(pairs.point):
        return shapes, changed
    holder = rings.shape_of_corner[starts[pairs.edge]]
    changed[holder] = True
    result = _with_corners(shapes, rings, points, pairs, starts, changed)
    broken = changed & ~shapely.is_valid(result) & shapely.is_valid(shapes)
    if broken.any():
        sound = pairs.only(~broken[holder] | (pairs.apart <= NOISE))
        changed = np.isin(np.arange(len(shapes)), rings.shape_of_corner[starts[sound.edge]])
        result = _with_corners(shapes, rings, points, sound, starts, changed)
    return result, changed


def _absent(rings: Rings, points: np.ndarray, pairs: Near, starts: np.ndarray) -> Near:
    """Of points near edges those that the edge's shape lacks, each at its nearest edge."""
    at = starts[pairs.edge]
    place = points[pairs.point]
    to_start, to_end = place - rings.xy[at], place - rings.xy[at + 1]
    to_corner = np.minimum(np.hypot(*to_start.T), np.hypot(*to_end.T))
    far = to_corner > np.where(pairs.apart <= NOISE, NOISE, NEAR)
    pairs, at = pairs.only(far), at[far]
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
