"""An outline as a hand draws or pastes it: what is harmless is mended, a crossing is refused.

Shapes are in the workspace's CRS, metres.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Optional

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..errors import TaxMapError
from .geometry_check import invalid_reason, missing_or_empty
from .ground import ground_of, is_nowhere
from .message import Message
from .object_array import object_array
from .rings import Edges

HAIR = 0.01
"""Metres. Spikes and loops of this width are slips of the hand."""


class OutlineError(TaxMapError):
    """A drawing that is nowhere, an outline that encloses not the ground that was meant."""


def check_drawn(shapes: Iterable[Optional[BaseGeometry]]) -> None:
    """Raise OutlineError where nothing was drawn, or something that is nowhere on the map."""
    drawn = object_array(shapes)
    if not len(drawn) or bool((missing_or_empty(drawn) | is_nowhere(drawn)).any()):
        raise OutlineError(Message("drawn_outline.nowhere"))


def sound_outline(shape: BaseGeometry) -> BaseGeometry:
    """The drawn shape, without the spikes and loops of a slip; a valid one is itself.

    A hole that is drawn with a way in and out again becomes one. Raises OutlineError, with the
    place, for an outline that crosses itself and so falls apart or runs round ground twice, and
    for one that is nowhere.
    """
    check_drawn([shape])
    if shapely.is_valid(shape):
        return shape
    parts = [_without_hairs(part) for part in shapely.get_parts(ground_of(shape)) if _is_wide(part)]
    if not parts:
        raise OutlineError(Message("drawn_outline.no_ground"))
    if len(parts) > shapely.get_num_geometries(shape) or _rounds_twice(shape, parts):
        raise OutlineError(Message("drawn_outline.crosses", **_place(shape, parts)))
    mended = shapely.multipolygons(parts)
    return parts[0] if shape.geom_type == "Polygon" else mended


def _is_wide(ground: BaseGeometry) -> bool:
    return bool(2 * ground.area > HAIR * ground.length)


def _without_hairs(part: shapely.Polygon) -> shapely.Polygon:
    holes = [hole for hole in part.interiors if _is_wide(shapely.Polygon(hole))]
    return shapely.Polygon(part.exterior, holes)


def _rounds_twice(shape: BaseGeometry, parts: list[shapely.Polygon]) -> bool:
    """Whether a hole came of a crossing, and not of a way in and out again."""
    holes = [hole for part in parts for hole in part.interiors]
    crossings = shapely.points(_crossings(shape))
    return any(shapely.dwithin(hole, crossings, HAIR).any() for hole in holes)


def _place(shape: BaseGeometry, parts: list[shapely.Polygon]) -> dict[str, float]:
    """Where to look: the crossing that most of the ground meets at, else what GEOS names."""
    crossings = _crossings(shape)
    if len(crossings):
        rings = np.array([ring for part in parts for ring in _rings(part)], dtype=object)
        points = shapely.points(crossings)
        met = shapely.dwithin(rings[:, None], points[None, :], HAIR).sum(axis=0)
        x, y = crossings[int(np.argmax(met))]
    else:
        named = invalid_reason(shape)[1]
        x, y = (named.x, named.y) if named else shapely.get_coordinates(shape)[0]
    return {"x": round(float(x), 3), "y": round(float(y), 3)}


def _rings(part: shapely.Polygon) -> list[shapely.LinearRing]:
    return [part.exterior, *part.interiors]


def _crossings(shape: BaseGeometry) -> np.ndarray:
    """The places where two sides cross between their ends, as an array of (x, y)."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    starts = np.flatnonzero(ring[:-1] == ring[1:])
    edges = Edges(xy[starts], xy[starts + 1])
    boxes = edges.boxes(0.0)
    first, second = shapely.STRtree(boxes).query(boxes)
    once = first < second
    return _meeting(edges, first[once], second[once])


def _meeting(edges: Edges, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Where the pairs of sides cross, of those that do."""
    start, way = edges.start[first], (edges.end - edges.start)[first]
    other, turn = edges.start[second], (edges.end - edges.start)[second]
    across = _cross(way, turn)
    with np.errstate(divide="ignore", invalid="ignore"):
        along = _cross(other - start, turn) / across
        beside = _cross(other - start, way) / across
    inner = (along > 0) & (along < 1) & (beside > 0) & (beside < 1)
    return np.asarray(start[inner] + along[inner, None] * way[inner])


def _cross(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.asarray(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0])
