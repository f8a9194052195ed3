"""Pairs of shapes that a side of one of them keeps apart, told for many at once.

It answers the easy ones of a question that GEOS would have to be asked for each pair: two shapes
share no ground where all of one lies on the far side of an edge of the other, which is convex.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .fabric_twins import Twins

_MOST_CORNERS = 24
"""Shapes with more of them are left to GEOS."""
_AT_ONCE = 2_000_000
"""Edges times corners that are compared in one go."""


class Separation:
    """The corners of valid shapes, ready to be asked about pairs of them."""

    def __init__(self, twins: Twins) -> None:
        rings, starts, forward = twins.rings, twins.starts, twins.forward
        corner_shape = rings.shape_of_corner
        self._xy = rings.xy
        self._count = np.bincount(corner_shape, minlength=rings.count).astype(np.int64)
        self._first = np.cumsum(self._count) - self._count
        self._forward = np.ones(len(rings.xy), dtype=bool)
        self._forward[starts] = forward
        self._small = self._count <= _MOST_CORNERS
        self._convex = self._small & _is_convex(twins)

    def apart(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """Which pairs surely share no ground; of the others it says nothing."""
        found = np.zeros(len(first), dtype=bool)
        for one, two in ((first, second), (second, first)):
            left = np.flatnonzero(~found & self._convex[one] & self._small[two])
            found[left] = self._beyond_a_side(one[left], two[left])
        return found

    def _beyond_a_side(self, convex: np.ndarray, other: np.ndarray) -> np.ndarray:
        result = np.zeros(len(convex), dtype=bool)
        sides = self._count[convex] - 1
        work = sides * (self._count[other] - 1)
        for pairs in _portions(work):
            pair, side = _ragged(sides[pairs])
            at = self._first[convex[pairs]][pair] + side
            start, way = self._xy[at], self._xy[at + 1] - self._xy[at]
            way = np.where(self._forward[at][:, None], way, -way)
            corners = self._count[other[pairs]][pair] - 1
            which, corner = _ragged(corners)
            point = self._xy[self._first[other[pairs]][pair][which] + corner] - start[which]
            left = way[which, 0] * point[:, 1] - way[which, 1] * point[:, 0] > 0
            any_left = np.logical_or.reduceat(left, np.r_[0, np.cumsum(corners)[:-1]])
            beyond = np.logical_or.reduceat(~any_left, np.r_[0, np.cumsum(sides[pairs])[:-1]])
            result[pairs] = beyond
        return result


def _is_convex(twins: Twins) -> np.ndarray:
    """Which shapes are of one ring that never turns to the outside; all sides have a length."""
    rings, starts = twins.rings, twins.starts
    count = np.bincount(rings.shape[rings.part], minlength=rings.count)
    way = rings.xy[starts + 1] - rings.xy[starts]
    ring = rings.ring[starts]
    first = np.searchsorted(ring, ring)
    last = np.searchsorted(ring, ring, side="right") - 1
    here = np.arange(len(starts))
    following = np.where(here == last, first, here + 1)
    turn = way[:, 0] * way[following, 1] - way[:, 1] * way[following, 0]
    outward = np.where(twins.forward, turn < 0, turn > 0)
    unfit = outward | (way == 0).all(axis=1)  # a turn would be hidden by a corner drawn twice
    bent = np.bincount(twins.shape, unfit, minlength=rings.count)
    return np.asarray((count == 1) & (bent == 0))


def _ragged(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each position ``counts`` times, and 0, 1, 2, … within each."""
    which = np.repeat(np.arange(len(counts)), counts)
    return which, np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)


def _portions(work: np.ndarray) -> Iterator[np.ndarray]:
    """The positions in portions of about as much work each."""
    ends = np.searchsorted(np.cumsum(work), np.arange(_AT_ONCE, work.sum() + _AT_ONCE, _AT_ONCE))
    for portion in np.split(np.arange(len(work)), np.unique(ends)):
        if len(portion):
            yield portion
