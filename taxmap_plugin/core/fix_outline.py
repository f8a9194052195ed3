"""What a fix must not leave behind along an outline: spikes, doubled corners, lost parts.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

import numpy as np
import shapely

from .outline_slips import doubled_corners, sides_before, spikes
from .rings import NEAR, NOISE, Edges, Rings, keys_of, near


def spoils(was: shapely.Geometry, now: shapely.Geometry) -> bool:
    """Whether a shape is broken, in more parts, or has more slips along its outline than before."""
    if now.is_empty or not shapely.is_valid(now):
        return True
    before, after = (Rings.of(np.array([one], dtype=object)) for one in (was, now))
    return bool(
        shapely.get_num_geometries(now) > shapely.get_num_geometries(was)
        or len(spikes(after).at) > len(spikes(before).at)
        or len(doubled_corners(after).at) > len(doubled_corners(before).at)
    )


def has_slips(shape: shapely.Geometry) -> bool:
    """Whether the outline is broken, or has spikes or doubled corners."""
    rings = Rings.of(np.array([shape], dtype=object))
    slips = len(spikes(rings).at) + len(doubled_corners(rings).at)
    return bool(slips or not shapely.is_valid(shape))


def tidy(shape: shapely.Geometry, known: np.ndarray) -> shapely.Geometry:
    """The shape with those of its corners that are new at the known ones (x, y) within 1 mm.

    Where two outlines cross beside a corner, the corner was meant.
    """
    rings = Rings.of(np.array([shape], dtype=object))
    new = np.flatnonzero(~np.isin(keys_of(rings.xy), keys_of(known)))
    pairs = near(rings.xy[new], Edges(known, known), NEAR).nearest() if len(new) else None
    if pairs is None or not len(pairs.point):
        return shape
    xy = rings.xy.copy()
    xy[new[pairs.point]] = known[pairs.edge]
    (moved,) = rings.moved(xy).polygons()
    tidied = shapely.remove_repeated_points(moved, 0.0)
    return tidied if shapely.is_valid(tidied) and not tidied.is_empty else shape


def plain(ground: shapely.Polygon, known: np.ndarray) -> shapely.MultiPolygon:
    """:func:`tidy`, without the corners on a straight side that none of the ``known`` ones is:
    lines that ended there made them."""
    rings = Rings.of(np.array([tidy(ground, known)], dtype=object))
    starts = rings.edge_starts()
    way = rings.xy[starts + 1] - rings.xy[starts]
    before = way[sides_before(rings, starts)]
    across = np.abs(before[:, 0] * way[:, 1] - before[:, 1] * way[:, 0])
    straight = across <= NOISE * np.hypot(*(before + way).T)
    straight &= (before * way).sum(axis=1) > 0
    needless = starts[straight & ~np.isin(keys_of(rings.xy[starts]), keys_of(known))]
    (shape,) = rings.without(needless).polygons()
    return shape
