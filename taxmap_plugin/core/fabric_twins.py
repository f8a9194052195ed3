"""Edges and their twins: where the boundary of one parcel is exactly that of another one.

In a fabric without fault an edge between two parcels is there twice, once in each direction.
Sorting all edges finds the pairs at once, and what overlaps, gapes or touches itself lies along
edges that have no twin. Shapes are (Multi)Polygons in metres.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .rings import Rings, keys_of


@dataclass(frozen=True)
class Twins:
    """Every edge of ``rings``, in the order of the shapes.

    ``starts`` is where each begins in ``rings.xy``, ``shape`` what it is of; ``twin`` is the edge
    that runs the other way beside the ground of another shape, -1 where there is none or more than
    one; ``forward`` is false for edges of rings that were drawn the wrong way round.
    """

    rings: Rings
    starts: np.ndarray
    shape: np.ndarray
    twin: np.ndarray
    forward: np.ndarray

    @classmethod
    def of(cls, shapes: np.ndarray) -> Twins:
        """The edges of valid shapes; those of null and empty ones are none."""
        rings = Rings.of(shapes)
        starts = rings.edge_starts()
        forward = _runs_with_ground_left(rings)[rings.ring[starts]]
        twin = _twins(rings, starts, forward)
        return cls(rings, starts, rings.shape_of_corner[starts], twin, forward)

    @property
    def lonely(self) -> np.ndarray:
        """Which edges have no twin."""
        return np.asarray(self.twin < 0)

    def lonely_shapes(self) -> np.ndarray:
        """Positions of the shapes with at least one edge without a twin."""
        return np.unique(self.shape[self.lonely])


def _runs_with_ground_left(rings: Rings) -> np.ndarray:
    """For each ring whether the ground of its shape lies left of its edges."""
    is_shell = np.diff(rings.part, prepend=-1) != 0
    return np.asarray((rings.signed_areas() > 0) == is_shell)


def _twins(rings: Rings, starts: np.ndarray, forward: np.ndarray) -> np.ndarray:
    """The position of each edge's twin among the edges, else -1."""
    keys = keys_of(rings.xy)
    corner = pd.factorize(keys)[0]
    start, end = corner[starts], corner[starts + 1]
    low, high = np.minimum(start, end), np.maximum(start, end)
    way = np.where((start < end) == forward, 1, -1)
    line = low.astype(np.int64) * (len(keys) + 1) + high
    order = np.argsort(line, kind="stable")
    line = line[order]
    first = np.flatnonzero(np.diff(line, prepend=-1) != 0)
    count = np.diff(first, append=len(line))
    pairs = first[count == 2]
    one, two = order[pairs], order[pairs + 1]
    opposite = way[one] != way[two]
    one, two = one[opposite], two[opposite]
    twin = np.full(len(starts), -1, dtype=np.int64)
    twin[one], twin[two] = two, one
    return twin
