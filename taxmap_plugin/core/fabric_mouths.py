"""Where narrow ground of nobody opens on a street, or on ground that nobody has drawn.

A mouth is a short line over free ground, from a corner of one parcel to the nearest place of
another. What parcels and mouths enclose is looked at like what parcels alone enclose.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from .fabric_near import near_corners
from .fabric_twins import Twins
from .rings import NEAR, NOISE, Rings

_BEYOND = 10 * NOISE
"""Metres that a mouth goes on over the side that it meets, so that it meets it for certain."""
_MOST = 0.1
"""Of the line around narrow ground: where more is open it is a corner of a street, and no gap."""


def mouths(twins: Twins, shapes: np.ndarray, widest: float) -> np.ndarray:
    """Lines of up to ``widest`` metres from corners of the ``shapes`` to others of them."""
    pairs = near_corners(twins, widest)
    pairs = pairs[pairs["apart"] > NEAR]
    corners = shapely.points(pairs["x"], pairs["y"])
    others = shapes[pairs["other"].to_numpy()]
    lines = shapely.shortest_line(corners, others)
    across = shapely.length(lines) > NEAR  # else the corner lies within the other
    lines, others = lines[across], others[across]
    middles = shapely.line_interpolate_point(lines, 0.5, normalized=True)
    held = shapely.STRtree(shapes).query(middles, predicate="dwithin", distance=_BEYOND)[0]
    ends = shapely.get_coordinates(np.delete(lines, held)).reshape(-1, 2, 2)
    ends[:, 1] = _met(ends, np.delete(others, held))
    return np.asarray(shapely.linestrings(np.unique(ends, axis=0)))


def _met(ends: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Where each line, (n, 2, 2), ends: at the corner of the other that is meant, or just beyond
    its side, which would be crossed twice beside a corner."""
    way = ends[:, 1] - ends[:, 0]
    beyond = ends[:, 1] + _BEYOND * way / np.hypot(*way.T)[:, None]
    last = shapely.points(ends[:, 1])
    to_corner = shapely.shortest_line(last, shapely.extract_unique_points(others))
    corner = shapely.get_coordinates(to_corner).reshape(-1, 2, 2)[:, 1]
    return np.where((shapely.length(to_corner) <= NEAR)[:, None], corner, beyond)


def without_mouths(
    faces: np.ndarray, lines: np.ndarray, is_narrow: Callable[[np.ndarray], np.ndarray]
) -> np.ndarray:
    """Free ``faces`` as they are without the mouths (``lines``) that were drawn through them.

    Of ground that is open at a mouth the narrow faces are left, of which little is open; from wide
    ground that parcels enclose they are told apart.
    """
    tree = shapely.STRtree(faces)
    beside = np.unique(tree.query(lines, predicate="dwithin", distance=_BEYOND)[1])
    cut, rest = faces[beside], np.delete(faces, beside)
    whole = _joined(cut)
    enclosed = whole[_open_share(whole, lines) == 0]
    gaps = enclosed[is_narrow(enclosed)]
    cut = cut[~_are_in(cut, gaps)]
    ends = _joined(cut[is_narrow(cut)])
    ends = ends[_open_share(ends, lines) <= _MOST]
    wide = _joined(cut[~_are_in(cut, ends) & _are_in(cut, enclosed)])
    return np.concatenate([rest, gaps, ends, wide])


def _joined(faces: np.ndarray) -> np.ndarray:
    """Faces that have a side in common as one."""
    return np.asarray(shapely.get_parts([shapely.coverage_union_all(faces)]))


def _are_in(faces: np.ndarray, areas: np.ndarray) -> np.ndarray:
    found = np.zeros(len(faces), dtype=bool)
    inside = shapely.point_on_surface(faces)
    found[shapely.STRtree(areas).query(inside, predicate="intersects")[0]] = True
    return found


def _open_share(areas: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """How much of the line around each area is a mouth."""
    rings = Rings.of(areas)
    edges, starts = rings.edges()
    length = np.hypot(*(edges.end - edges.start).T)
    middles = shapely.points((edges.start + edges.end) / 2)
    is_open = np.unique(
        shapely.STRtree(lines).query(middles, predicate="dwithin", distance=_BEYOND)[0]
    )
    of = rings.shape_of_corner[starts]
    around = np.bincount(of, length, minlength=len(areas))
    return np.asarray(np.bincount(of[is_open], length[is_open], minlength=len(areas)) / around)
