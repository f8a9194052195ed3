"""Slips of the hand along an outline: corners drawn twice, and spikes.

Of closed rings as they are drawn; coordinates are metres.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .rings import NEAR, Rings

SPIKE = 1.0
"""Degrees: where an outline turns back within them, it was not meant."""
_PART = 0.1
"""Of the ground within an outline: spikes are less, outgrowths; with more it is thin as a whole."""
_DEED = 0.04
"""Square metres: 0.01 ตารางวา, the least that a deed states; less is no parcel of its own."""


class Slips(NamedTuple):
    """Positions ``at`` in ``rings.xy``, and the ground (m²) that each is about."""

    at: np.ndarray
    ground: np.ndarray


def doubled_corners(rings: Rings, tolerance: float = NEAR) -> Slips:
    """Corners at most ``tolerance`` from the one that follows, and by how much ground the side
    before one moves at most without it."""
    starts = rings.edge_starts()
    length = np.hypot(*(rings.xy[starts + 1] - rings.xy[starts]).T)
    ground = length * length[sides_before(rings, starts)] / 2
    doubled = length <= tolerance
    return Slips(starts[doubled], ground[doubled])


def spikes(rings: Rings, angle: float = SPIKE) -> Slips:
    """Corners where the outline turns back within ``angle`` degrees, and the ground between the
    two sides, as far as the shorter goes.

    Corners drawn twice count as one. The end of ground that is thin as a whole is no spike,
    unless it is less than a deed could state.
    """
    starts = rings.edge_starts()
    way = rings.xy[starts + 1] - rings.xy[starts]
    long = np.hypot(*way.T) > NEAR
    starts, way = starts[long], way[long]
    before = sides_before(rings, starts)
    back = -way[before]
    along, across = (back * way).sum(axis=1), np.abs(_cross(back, way))
    turns = across < np.tan(np.radians(angle)) * along
    length = np.hypot(*way.T)
    short = np.minimum(length, length[before]) / np.maximum(length, length[before])
    ground = across * short / 2
    ring, within = rings.ring[starts], np.abs(rings.signed_areas())
    sharp = np.bincount(ring, ground * turns, minlength=len(within))
    turns &= ((sharp <= _PART * within) | (within < _DEED))[ring]
    return Slips(starts[turns], ground[turns])


def sides_before(rings: Rings, starts: np.ndarray) -> np.ndarray:
    """Of each side of a ring, by the corners they start at, the place of the one before it."""
    before = np.arange(len(starts)) - 1
    first = np.flatnonzero(np.diff(rings.ring[starts], prepend=-1) != 0)
    before[first] = np.r_[first[1:], len(starts)] - 1 if len(first) else first
    return before


def _cross(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    return np.asarray(one[:, 0] * two[:, 1] - one[:, 1] * two[:, 0])
