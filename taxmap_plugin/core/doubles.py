"""What was drawn twice: shapes of the same ground, each corner within a millimetre.

One of both may have more corners along its sides. Shapes are (Multi)Polygons in metres.
"""

from __future__ import annotations

import numpy as np
import shapely

from .geometry_check import first_of_same_shape
from .rings import NEAR, NOISE

_ASLANT = np.array([np.cos(1.0), np.sin(1.0)])


def drawn_twice(one, other) -> np.ndarray:
    """Whether outlines lie along each other, of two shapes or of many pairs."""
    sides, others = shapely.boundary(one), shapely.boundary(other)
    return np.asarray(shapely.hausdorff_distance(sides, others) <= NEAR + NOISE)


def first_of_doubles(shapes: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """For each shape the position of the first one of the same ground, else -1.

    Those that are not ``valid`` are doubles of their very same alone.
    """
    first = first_of_same_shape(shapes)
    asked = np.flatnonzero(valid)
    asked = asked[_in_company(shapely.bounds(shapes[asked])[:, :2])]
    low, high = np.split(shapely.bounds(shapes[asked]), 2, axis=1)
    begin = shapely.points(low)
    one, two = shapely.STRtree(begin).query(begin, predicate="dwithin", distance=2 * NEAR)
    alike = (one < two) & (np.abs(high[one] - high[two]) <= 2 * NEAR).all(axis=1)
    one, two = asked[one[alike]], asked[two[alike]]
    twice = drawn_twice(shapes[one], shapes[two])
    order = np.lexsort((one[twice], two[twice]))
    later, at = np.unique(two[twice][order], return_index=True)
    new = first[later] < 0
    first[later[new]] = one[twice][order][at[new]]
    return first


def _in_company(places: np.ndarray) -> np.ndarray:
    """Which of the places (x, y) may have another one within 2 mm: at most so far are such along
    any line, here one that no rows of lots stand square to. Few others are, and it is fast."""
    along = places @ _ASLANT
    order = np.argsort(along)
    close = np.diff(along[order]) <= 2 * NEAR
    beside = np.zeros(len(places), dtype=bool)
    beside[order[:-1][close]] = True
    beside[order[1:][close]] = True
    return beside


def without_doubles(one: np.ndarray, other: np.ndarray, first: np.ndarray) -> np.ndarray:
    """Which pairs of positions are no doubles, by :func:`first_of_doubles`."""
    origin = np.where(first >= 0, first, np.arange(len(first)))
    while (origin[origin] != origin).any():
        origin = origin[origin]
    return np.asarray(origin[one] != origin[other])
