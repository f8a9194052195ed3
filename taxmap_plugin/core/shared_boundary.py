"""How much boundary a parcel shares with the parcels around it."""

from __future__ import annotations

import numpy as np
import shapely

BESIDE = 0.05
"""Metres within which two outlines count as one: what digitising leaves between neighbours."""

LEAST = 0.1
"""Metres of common boundary that make a neighbour; a mere corner in common has none."""


def shared_lengths(shape: shapely.Geometry, others: np.ndarray, near: float = BESIDE) -> np.ndarray:
    """Metres of ``shape``'s outline that run along (or inside) each of ``others``.

    All in one CRS in metres. Outlines up to ``near`` apart count as shared; less than
    :data:`LEAST` counts as 0. Shapes that are not valid count as what GEOS makes of them.

    >>> shared_lengths(shapely.box(0, 0, 4, 4), np.array([shapely.box(4, 1, 8, 3)])).round(6)
    array([2.])
    """
    outline = shapely.boundary(shapely.make_valid(shape))
    ground = shapely.buffer(shapely.make_valid(others), near, join_style="mitre")
    stretches = shapely.line_merge(shapely.intersection(outline, ground))
    lengths = shapely.length(stretches) - 2 * near * _open_ends(stretches)
    return np.where(lengths < LEAST, 0.0, lengths)


def _open_ends(stretches: np.ndarray) -> np.ndarray:
    """How many pieces of each are no ring: the room lets them reach too far on both sides."""
    parts, of = shapely.get_parts(stretches, return_index=True)
    return np.bincount(of[~shapely.is_closed(parts)], minlength=len(stretches))
