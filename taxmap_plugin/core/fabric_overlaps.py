"""Ground that two parcels of a map hold.

Where a map is without fault each inner edge has its twin (:mod:`fabric_twins`), and the number of
parcels that hold a place changes only across edges that have none. So only parcels with such
edges are compared with those around them, and from every overlap that is found the search goes on
to whatever shares an edge there.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from .doubles import without_doubles
from .fabric_twins import Twins
from .feedback import Feedback, check_cancelled
from .geometry_check import first_of_same_shape
from .ground import areas_of
from .kept_apart import Separation
from .rings import NOISE
from .width import mean_width

SMALLEST_OVERLAP = 0.04
"""Square metres. 0.01 ตารางวา, the smallest area that a title document states, is 0.04 m²."""
ALL = 0.99
"""Of a parcel: more of it in another one is all of it."""

_STEP = 10_000
_MANY_CORNERS = 200


def overlapping_pairs(
    geoms: np.ndarray, feedback: Feedback, smallest: float = SMALLEST_OVERLAP
) -> pd.DataFrame:
    """Areas that two shapes share: columns ``first``, ``second`` (positions), ``ground``, ``area``.

    ``geoms`` in metres; shares below ``smallest`` m², and those as thin as digits, come from these,
    not from drawing. Shapes that are the very same are doubles, not overlaps. Of invalid shapes the
    ground is compared that they hold (:func:`.ground.areas_of`); what is no area has none.
    """
    areas = areas_of(geoms)
    found = overlaps_of(areas, Twins.of(areas), shapely.STRtree(areas), feedback, smallest)
    one, other = found[["first", "second"]].to_numpy().T
    apart = without_doubles(one, other, first_of_same_shape(geoms))
    return found[apart].reset_index(drop=True)


def overlaps_of(
    areas: np.ndarray,
    twins: Twins,
    tree: shapely.STRtree,
    feedback: Feedback,
    smallest: float = SMALLEST_OVERLAP,
) -> pd.DataFrame:
    """As :func:`overlapping_pairs`, with doubles, of areas whose edges and tree are there."""
    pairs = _pairs(areas, twins, tree, feedback)
    check_cancelled(feedback)
    ground = shapely.intersection(areas[pairs[:, 0]], areas[pairs[:, 1]])
    area = shapely.area(ground)
    keep = np.flatnonzero(area >= smallest)
    keep = keep[mean_width(ground[keep]) > NOISE]
    first, second = pairs[keep].T
    feedback.progress(1.0)
    found = {"first": first, "second": second, "ground": ground[keep], "area": area[keep]}
    return pd.DataFrame(found)


def _pairs(
    shapes: np.ndarray, twins: Twins, tree: shapely.STRtree, feedback: Feedback
) -> np.ndarray:
    """Positions (n, 2) of all shapes that share ground, the smaller first, sorted."""
    separation = Separation(twins)
    asked = np.zeros(len(shapes), dtype=np.int64)  # in which turn, from 1
    found = [np.empty((0, 2), dtype=np.int64)]
    todo = twins.lonely_shapes()
    while len(todo):
        new = []
        for start in range(0, len(todo), _STEP):
            check_cancelled(feedback)
            feedback.progress(0.8 * float((asked > 0).mean()))
            now = todo[start : start + _STEP]
            asked[now] = asked.max() + 1
            new.append(_overlaps_of(shapes, now, asked, tree, separation))
        found += new
        beside = _next(shapes, twins, np.concatenate(new))
        todo = beside[asked[beside] == 0]
    pairs = np.sort(np.concatenate(found), axis=1)
    return np.asarray(np.unique(pairs, axis=0))


def _overlaps_of(
    shapes: np.ndarray,
    own: np.ndarray,
    asked: np.ndarray,
    tree: shapely.STRtree,
    separation: Separation,
) -> np.ndarray:
    at, other = tree.query(shapes[own])
    one = own[at]
    once = (asked[other] == 0) | ((asked[other] == asked[one]) & (one < other))
    one, other = one[once], other[once]
    left = ~separation.apart(one, other)
    one, other = one[left], other[left]
    share = share_ground(shapes[one], shapes[other])
    return np.column_stack([one[share], other[share]])


def _next(shapes: np.ndarray, twins: Twins, pairs: np.ndarray) -> np.ndarray:
    """What may overlap too: the shapes of each pair, and those across its edges with a twin.

    Only edges count that run within the other shape of the pair or along its boundary.
    """
    both = np.concatenate([pairs, pairs[:, ::-1]])
    first = np.searchsorted(twins.shape, both[:, 0])
    count = np.searchsorted(twins.shape, both[:, 0], side="right") - first
    pair = np.repeat(np.arange(len(both)), count)
    edge = np.repeat(first - np.cumsum(count) + count, count) + np.arange(count.sum())
    twinned = twins.twin[edge] >= 0
    pair, edge = pair[twinned], edge[twinned]
    starts = twins.starts[edge]
    corners = np.stack([twins.rings.xy[starts], twins.rings.xy[starts + 1]], axis=1)
    other = shapes[both[pair, 1]]
    near = _boxes_meet(corners, shapely.bounds(other))
    sides = shapely.linestrings(corners[near])
    within = shapely.length(shapely.intersection(sides, other[near])) > 0
    across = twins.shape[twins.twin[edge[near][within]]]
    return np.unique(np.concatenate([both[:, 0], across]))


def _boxes_meet(corners: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Which edges, (n, 2, 2), have more than a point of a box in theirs."""
    low = np.maximum(corners.min(axis=1), boxes[:, :2])
    high = np.minimum(corners.max(axis=1), boxes[:, 2:])
    return np.asarray((high >= low).all(axis=1) & (high > low).any(axis=1))


def share_ground(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Which pairs have more than a boundary in common.

    Of a shape with very many corners (a road net drawn as one parcel) only the piece
    around its neighbour is compared: as exact, and tens of times faster.
    """
    swap = shapely.get_num_coordinates(first) < shapely.get_num_coordinates(second)
    larger, smaller = np.where(swap, second, first), np.where(swap, first, second)
    many = np.flatnonzero(shapely.get_num_coordinates(larger) > _MANY_CORNERS)
    around = shapely.bounds(smaller[many]) + np.array([-1, -1, 1, 1])
    pieces = np.array(
        [shapely.clip_by_rect(shape, *box) for shape, box in zip(larger[many], around)],
        dtype=object,
    )
    sound = shapely.is_valid(pieces)
    larger[many[sound]] = pieces[sound]
    return np.asarray(shapely.relate_pattern(larger, smaller, "T********"))
