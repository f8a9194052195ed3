"""Slips of the hand along an outline: corners drawn twice, and spikes.

Of closed rings as they are drawn; coordinates are metres.
"""

from __future__ import annotations

import numpy as np

from .rings import NEAR, Rings

SPIKE = 1.0
"""Degrees: where an outline turns back within them, it was not meant."""


def doubled_corners(rings: Rings, tolerance: float = NEAR) -> np.ndarray:
    """Positions in ``rings.xy`` of corners at most ``tolerance`` from the one that follows."""
    starts = rings.edge_starts()
    length = np.hypot(*(rings.xy[starts + 1] - rings.xy[starts]).T)
    return np.asarray(starts[length <= tolerance])


def spikes(rings: Rings, angle: float = SPIKE) -> np.ndarray:
    """Positions in ``rings.xy`` of corners where the outline turns back within ``angle`` degrees.

    Corners drawn twice count as one.
    """
    starts = rings.edge_starts()
    way = rings.xy[starts + 1] - rings.xy[starts]
    long = np.hypot(*way.T) > NEAR
    starts, way = starts[long], way[long]
    ring = rings.ring[starts]
    before = np.arange(len(starts)) - 1
    first = np.flatnonzero(np.diff(ring, prepend=-1) != 0)
    before[first] = np.r_[first[1:], len(starts)] - 1 if len(first) else first
    back = -way[before]
    along = (back * way).sum(axis=1)
    turns = np.abs(_cross(back, way)) < np.tan(np.radians(angle)) * along
    return np.asarray(starts[turns])


def _cross(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    return np.asarray(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0])
