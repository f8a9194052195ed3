"""How far parcels run along the outline of ground between them.

Where two outlines cross, the corner of what lies between them is a computed point, off both lines
by its digits. So a side of the ground runs along a parcel where its middle lies on it but for
that. Shapes are (Multi)Polygons in metres.
"""

from __future__ import annotations

from typing import NamedTuple, Optional

import numpy as np
import shapely

from .rings import NOISE, Rings


class Along(NamedTuple):
    """Positions of pieces of ground and of the parcels along each of them, and how many metres."""

    piece: np.ndarray
    parcel: np.ndarray
    metres: np.ndarray


def along(pieces: np.ndarray, parcels: np.ndarray, tree: Optional[shapely.STRtree] = None) -> Along:
    """Each parcel along each of the ``pieces``, sorted by both; ``tree`` is of the parcels."""
    rings = Rings.of(pieces)
    edges, starts = rings.edges()
    length = np.hypot(*(edges.end - edges.start).T)
    middles = shapely.points((edges.start + edges.end) / 2)
    tree = shapely.STRtree(parcels) if tree is None else tree
    edge, parcel = tree.query(middles, predicate="dwithin", distance=NOISE)
    pairs = rings.shape_of_corner[starts][edge] * len(parcels) + parcel
    pair, of = np.unique(pairs, return_inverse=True)
    metres = np.bincount(of, length[edge], minlength=len(pair))
    return Along(pair // max(len(parcels), 1), pair % max(len(parcels), 1), metres)
