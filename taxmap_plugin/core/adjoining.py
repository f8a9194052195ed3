"""Land that adjoins and belongs to the same owner, from the map (s.42 para 2).

Parcels adjoin where their outlines run together; a corner in common, or a road or canal between
them, does not make them one.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from .cluster import clusters
from .fabric_twins import Twins
from .shared_boundary import BESIDE, LEAST, shared_lengths


def adjoining(shapes: np.ndarray, payers: np.ndarray, beside: float = BESIDE) -> np.ndarray:
    """For each parcel the number (from 0) of the adjoining land of its payer that it is part of.

    ``shapes`` are (Multi)Polygons in metres or None, ``payers`` one name each; "" is nobody,
    whose parcels stay alone. Outlines up to ``beside`` metres apart run together, over at least
    :data:`shared_boundary.LEAST` metres.
    """
    codes, names = pd.factorize(np.asarray(payers, object))
    nobody = np.asarray([name == "" for name in names], bool)
    several = np.bincount(codes, minlength=len(names)) > 1
    at = np.flatnonzero((several & ~nobody)[codes] & ~_is_missing(shapes)) if len(codes) else codes
    ground = shapely.make_valid(shapes[at])
    one, two = _along_twins(ground, codes[at])
    alone = _beside(ground, codes[at], beside)
    first, second = np.r_[one, alone[0]], np.r_[two, alone[1]]
    return clusters(len(codes), at[first], at[second])


def _is_missing(shapes: np.ndarray) -> np.ndarray:
    return np.asarray(shapely.is_missing(shapes) | shapely.is_empty(shapes))


def _along_twins(shapes: np.ndarray, payer: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of one payer's parcels with edges that are exactly the same."""
    twins = Twins.of(shapes)
    edge = np.flatnonzero(twins.twin > np.arange(len(twins.twin)))
    one, two = twins.shape[edge], twins.shape[twins.twin[edge]]
    ours = (payer[one] == payer[two]) & (one != two)
    edge, one, two = edge[ours], one[ours], two[ours]
    along = twins.rings.xy[twins.starts[edge] + 1] - twins.rings.xy[twins.starts[edge]]
    pairs = pd.DataFrame({"one": np.minimum(one, two), "two": np.maximum(one, two)})
    length = pairs.assign(length=np.hypot(*along.T)).groupby(["one", "two"])["length"].sum()
    length = length[length >= LEAST]
    found = length.index.to_frame(index=False).to_numpy(np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _beside(shapes: np.ndarray, payer: np.ndarray, beside: float) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of one payer's parcels whose outlines run together though no edge is the same."""
    tree = shapely.STRtree(shapes)
    one, two = tree.query(shapely.buffer(shapely.envelope(shapes), beside), "intersects")
    ours = (one < two) & (payer[one] == payer[two])
    one, two = one[ours], two[ours]
    near = shapely.dwithin(shapes[one], shapes[two], beside)
    one, two = one[near], two[near]
    kept = np.array(
        [
            _together(shapes[[a, b]], beside) or _together(shapes[[b, a]], beside)
            for a, b in zip(one, two)
        ],
        bool,
    )
    return one[kept], two[kept]


def _together(pair: np.ndarray, beside: float) -> bool:
    """Whether the outline of the first runs along the second, or over its ground."""
    return bool(shared_lengths(pair[0], pair[1:], beside)[0] > 0)
