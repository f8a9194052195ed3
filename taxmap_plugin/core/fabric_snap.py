"""Cutting lines that keep to the corners and edges they were meant to run through.

Lines and shapes in the workspace's CRS, metres.
"""

from __future__ import annotations

import numpy as np
import shapely

from .rings import NEAR, NOISE, Edges, Rings, distinct, near, shape_array


def snap_lines(lines, shapes, tolerance: float = NEAR) -> np.ndarray:
    """The lines drawn onto what lies at most ``tolerance`` metres beside them.

    A line's point moves onto the nearest corner of ``shapes`` (or of a line before it),
    else onto the nearest edge; a corner beside a line becomes a point of the line. So no
    sliver arises where a line was meant to run through a corner or along an edge. Returns
    LineStrings, one for each part; what shrinks to a point is left out.
    """
    rings = Rings.of(shape_array(shapes))
    edges, _ = rings.edges()
    snapped: list[np.ndarray] = []
    for part in shapely.get_parts(shape_array(lines)):
        xy = _onto(shapely.get_coordinates(part), edges, tolerance)
        snapped.append(xy)
        edges = Edges(np.vstack([edges.start, xy[:-1]]), np.vstack([edges.end, xy[1:]]))
    corners = distinct(np.vstack([rings.xy, *snapped]))
    through = [_through(xy, corners, tolerance) for xy in snapped]
    kept = [shapely.linestrings(xy) for xy in through if len(xy) > 1]
    return np.array(kept, dtype=object)


def snap_outline(shape, shapes, tolerance: float = NEAR) -> shapely.Geometry:
    """The (multi)polygon with its outline drawn onto what lies beside it; may be empty.

    Snapped as :func:`snap_lines` does it. Where the outline comes to cross itself, the
    ground that it goes round an odd number of times is meant.
    """
    outline = snap_lines([shapely.boundary(shape)], shapes, tolerance)
    return shapely.build_area(shapely.union_all(outline))


def _onto(xy: np.ndarray, edges: Edges, tolerance: float) -> np.ndarray:
    """Each point on the nearest corner within ``tolerance``, else on the nearest edge."""
    xy = xy.copy()
    pairs = near(xy, edges, tolerance)
    start, end = edges.start[pairs.edge], edges.end[pairs.edge]
    to_start, to_end = (np.hypot(*(xy[pairs.point] - corner).T) for corner in (start, end))
    corner = np.where((to_end < to_start)[:, None], end, start)
    to_corner = np.minimum(to_start, to_end)
    on_edge = start + pairs.along[:, None] * (end - start)
    at_corner = to_corner <= tolerance
    onto = np.where(at_corner[:, None], corner, on_edge)
    order = np.lexsort((np.where(at_corner, to_corner, tolerance + pairs.apart), pairs.point))
    point, first = np.unique(pairs.point[order], return_index=True)
    xy[point] = onto[order[first]]
    return xy


def _through(xy: np.ndarray, corners: np.ndarray, tolerance: float) -> np.ndarray:
    """The line also through each corner beside it that is none of its points."""
    xy = _without_repeats(xy)
    if len(xy) < 2:
        return xy
    beside = near(corners, Edges(xy[:-1], xy[1:]), tolerance)
    place = corners[beside.point]
    to_start, to_end = place - xy[beside.edge], place - xy[beside.edge + 1]
    far = np.minimum(np.hypot(*to_start.T), np.hypot(*to_end.T)) > NOISE
    beside = beside.only(far)
    order = np.lexsort((beside.along, beside.edge))
    added = np.insert(xy, beside.edge[order] + 1, corners[beside.point[order]], axis=0)
    return _without_repeats(added)


def _without_repeats(xy: np.ndarray) -> np.ndarray:
    return xy[np.append(True, (xy[1:] != xy[:-1]).any(axis=1))]
