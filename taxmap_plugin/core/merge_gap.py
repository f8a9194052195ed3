"""What a hand left between parcels that are merged: how far they run together, what stays between.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from .fit import REACH
from .ground import grounds_of, polygons_of
from .rings import NEAR, Rings

_SLANT = 0.05
"""The sine of the angle between two sides that were meant as one."""
_WIDEST = 1.0
"""Metres: a wider gap between merged parcels is a lane."""
_SLENDER = 20.0
"""So many times longer than wide is a gap; what is less is a corner between two sides."""


class Alongside(NamedTuple):
    """``metres[i, j]`` that the sides of shapes ``i < j`` run beside each other, at most a reach
    apart, and a line across wherever they part.
    """

    metres: np.ndarray
    partings: np.ndarray


def alongside(shapes: np.ndarray, reach: float) -> Alongside:
    """Where shapes run beside each other, of two sides the stretch that is near enough."""
    rings = Rings.of(shapes)
    edges, starts = rings.edges()
    holder = rings.shape_of_corner[starts]
    own, other = shapely.STRtree(edges.boxes(0.0)).query(edges.boxes(reach))
    own, other = (found[holder[own] < holder[other]] for found in (own, other))
    start, way = edges.start[own], edges.end[own] - edges.start[own]
    length = np.hypot(*way.T)
    unit = way / np.where(length > 0, length, 1.0)[:, None]
    beside = np.column_stack([-unit[:, 1], unit[:, 0]])
    begin, end = edges.start[other] - start, edges.end[other] - start
    low, high = ((unit * one).sum(axis=1) for one in (begin, end))
    apart, at_end = ((beside * one).sum(axis=1) for one in (begin, end))
    run = np.where(high == low, 1.0, high - low)
    slope = (at_end - apart) / run
    level = np.where(slope == 0, 1.0, slope)
    near = np.sort([low + (side * reach - apart) / level for side in (-1, 1)], axis=0)
    near = np.where((slope == 0) & (np.abs(apart) <= reach), [[-np.inf], [np.inf]], near)
    first = np.maximum.reduce([np.zeros(len(own)), np.minimum(low, high), near[0]])
    last = np.minimum.reduce([length, np.maximum(low, high), near[1]])
    meant = (last > first) & (np.abs(slope) <= _SLANT) & (high != low)
    meant &= (slope != 0) | (np.abs(apart) <= reach)
    pair = holder[own] * len(shapes) + holder[other]
    metres = np.bincount(
        pair, weights=np.where(meant, last - first, 0.0), minlength=len(shapes) ** 2
    )
    across = []
    for place, limit in ((first, near[0]), (last, near[1])):
        parted = meant & (place == limit)
        foot = start[parted] + place[parted, None] * unit[parted]
        to = (apart + slope * (place - low))[parted, None] * beside[parted]
        across.append(shapely.linestrings(np.stack([foot, foot + to], axis=1)))
    return Alongside(metres.reshape(len(shapes), -1), np.concatenate(across))


class GapLeft(NamedTuple):
    """Ground of nobody between parcels that became one, its greatest width in metres."""

    ground: shapely.Geometry
    width: float


def gaps_left(merged: shapely.Geometry, parents: np.ndarray, others: np.ndarray) -> list[GapLeft]:
    """The narrow gaps between ``parents`` that ``merged`` leaves, without what ``others`` hold."""
    closed = merged
    for room in (_WIDEST / 2, -_WIDEST / 2):
        closed = shapely.buffer(closed, room, join_style="mitre")
    held = shapely.union_all([merged, *grounds_of(others)])
    parts = shapely.get_parts(polygons_of(shapely.difference(closed, held)))
    apart = shapely.distance(parts[:, None], grounds_of(parents)[None, :])
    length = shapely.length(parts)
    gap = ((apart <= NEAR).sum(axis=1) > 1) & (length**2 >= _SLENDER * 4 * shapely.area(parts))
    circles = shapely.maximum_inscribed_circle(parts[gap], NEAR)
    found = [GapLeft(*one) for one in zip(parts[gap], 2 * shapely.length(circles))]
    return sorted((one for one in found if one.width > REACH / 2), key=lambda one: -one.ground.area)
