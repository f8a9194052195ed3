"""The gate before writing: whether a change kept the ground and its shapes sound.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely

from .area import amount
from .fabric_chain import same_ground
from .fabric_faces import Faces, assemble, faces
from .geometry_check import invalid_reason
from .ground import grounds_of
from .message import Message
from .rings import NEAR, shape_array

SQUARE_MILLIMETRE = 1e-6
"""Square metres."""
_SMALL = 0.01
"""Square metres: less is said in mm²."""
SLIVER = 0.1
"""Metres: up to this width a gap between parcels is a slip of drawing, and no pond."""


def faults(
    before,
    after,
    tolerance_m2: float = SQUARE_MILLIMETRE,
    *,
    outline_moves: bool = False,
    hair: float = 0.0,
) -> list[Message]:
    """What is wrong with ``after``, the shapes that take the place of ``before``.

    Invalid shapes that were not there before, area lost or gained (sums of all, mm²), ground
    that two of ``after`` hold and not two of ``before``, ground of ``before`` that nobody
    holds any more: each with its size and place. None of it below ``tolerance_m2``. An old
    overlap that goes and an old gap of less than 1 mm that closes are no fault. With
    ``outline_moves`` ground may come and go at the rim, that of an enclosed pond (nobody's ground
    that was there before) too; only other gaps enclosed by the shapes count then. Overlaps and
    gaps no wider than ``hair`` metres on average are none.
    """
    before, after = shape_array(before), shape_array(after)
    found = invalid_shapes(before, after)
    if found:
        return found
    before, after = grounds_of(before), grounds_of(after)
    if same_ground(before, after):
        return [] if outline_moves else _area(before, after, 0.0, tolerance_m2)
    pieces = faces([*before, *after])
    was = pieces.inside[:, : len(before)].sum(axis=1)
    now = pieces.inside[:, len(before) :].sum(axis=1)
    if not outline_moves:
        found += _area(before, after, _mended(pieces, was, now), tolerance_m2)
    wide = 2 * shapely.area(pieces.shapes) > hair * shapely.length(pieces.shapes)
    found += _told("overlap", pieces.shapes[(now > 1) & (now > was) & wide], tolerance_m2)
    lost = (was > 0) & (now == 0)
    if outline_moves:
        lost = enclosed(lost, pieces, was, now)
    return found + _told("gap", pieces.shapes[lost & wide], tolerance_m2)


def _mended(pieces: Faces, was: np.ndarray, now: np.ndarray) -> float:
    """m² that the sum of areas gains because old hairline gaps closed and overlaps went."""
    area = shapely.area(pieces.shapes)
    hairline = 2 * area <= NEAR * shapely.length(pieces.shapes)
    mended = ((was == 0) & hairline) | (was > 1)
    mended &= (now > 0) & ((now < was) | (was == 0))
    return math.fsum((area * (now - was))[mended])


def _stays(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Which of ``after`` are as one of ``before``, to the last bit."""
    known = set(shapely.to_wkb(before))
    return np.array([shape in known for shape in shapely.to_wkb(after)], dtype=bool)


def invalid_shapes(before, after) -> list[Message]:
    """What is wrong with those of ``after`` that were not among ``before`` as they are."""
    after = shape_array(after)
    after = after[~_stays(shape_array(before), after)]
    found = []
    for shape in after[~shapely.is_valid(after) & ~shapely.is_missing(after)]:
        reason, place = invalid_reason(shape)
        x, y = (place.x, place.y) if place else shapely.get_coordinates(shape)[0]
        found.append(Message("fabric.invalid", reason=reason, x=round(x, 3), y=round(y, 3)))
    return found


def _area(
    before: np.ndarray, after: np.ndarray, mended: float, tolerance_m2: float
) -> list[Message]:
    change = math.fsum([*_areas(after), *(-_areas(before)), -mended])
    if abs(change) <= tolerance_m2:
        return []
    what = "fabric.area_lost" if change < 0 else "fabric.area_gained"
    return [Message(what, **_size(abs(change)))]


def _areas(shapes: np.ndarray) -> np.ndarray:
    return np.asarray(shapely.area(shapes[~shapely.is_missing(shapes)]))


def enclosed(lost: np.ndarray, pieces: Faces, was: np.ndarray, now: np.ndarray) -> np.ndarray:
    """Which of the ``lost`` faces lie inside the shapes, but for a pond whose edge has moved.

    ``was`` and ``now`` tell how many shapes have each face.
    """
    held = pieces.shapes[now > 0]
    if not lost.any() or not len(held):
        return lost
    holes = [hole for part in assemble(held).geoms for hole in part.interiors]
    inner = shapely.polygons(np.array(holes, dtype=object))
    shapely.prepare(inner)
    inner = inner[~_were_ponds(inner, pieces.shapes[(was == 0) & (now == 0)])]
    places = shapely.point_on_surface(pieces.shapes)
    return np.asarray(lost & shapely.covers(inner[None, :], places[:, None]).any(axis=1))


def _were_ponds(holes: np.ndarray, nobodys: np.ndarray) -> np.ndarray:
    """In which holes ground was nobody's before already, and no sliver between two parcels."""
    places = shapely.point_on_surface(nobodys)
    within = shapely.covers(holes[:, None], places[None, :])
    old = [assemble(nobodys[of]) for of in within]
    return np.array([2 * one.area > SLIVER * one.length for one in old], dtype=bool)


def _told(what: str, pieces: np.ndarray, tolerance_m2: float) -> list[Message]:
    """One message for all of a kind: how much, and the place of the largest."""
    area = shapely.area(pieces)
    pieces, area = pieces[area > tolerance_m2], area[area > tolerance_m2]
    if not len(pieces):
        return []
    place = shapely.point_on_surface(pieces[int(np.argmax(area))])
    where = {"x": round(place.x, 3), "y": round(place.y, 3)}
    return [Message("fabric." + what, **_size(math.fsum(area)), **where)]


def _size(m2: float) -> dict[str, Any]:
    """How much ground, in mm², and as it is said: slivers in mm², else as all areas are."""
    mm2 = round(m2 / SQUARE_MILLIMETRE)
    said = Message("fabric.mm2", mm2=f"{mm2:,}") if m2 < _SMALL else amount(m2)
    return {"mm2": mm2, "area": said}
