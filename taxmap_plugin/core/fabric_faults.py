"""The gate before writing: whether a change kept the ground and its shapes sound.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

import math

import numpy as np
import shapely

from .fabric_chain import same_ground
from .fabric_faces import Faces, assemble, faces
from .geometry_check import invalid_reason
from .message import Message
from .rings import shape_array

SQUARE_MILLIMETRE = 1e-6
"""Square metres."""


def faults(
    before,
    after,
    tolerance_m2: float = SQUARE_MILLIMETRE,
    *,
    outline_moves: bool = False,
) -> list[Message]:
    """What is wrong with ``after``, the shapes that take the place of ``before``.

    Invalid shapes, area lost or gained (sums of all, mm²), ground that two of ``after``
    hold and not two of ``before``, ground of ``before`` that nobody holds any more: each
    with its size and place. None of it below ``tolerance_m2``. With ``outline_moves``
    ground may come and go at the rim; only gaps enclosed by the shapes count then.
    """
    before, after = shape_array(before), shape_array(after)
    found = _invalid(after)
    if found:
        return found
    if not outline_moves:
        found += _area(before, after, tolerance_m2)
    if same_ground(before, after):
        return found
    pieces = faces([*before, *after])
    was = pieces.inside[:, : len(before)].sum(axis=1)
    now = pieces.inside[:, len(before) :].sum(axis=1)
    found += _told("overlap", pieces.shapes[(now > 1) & (now > was)], tolerance_m2)
    lost = pieces.shapes[(was > 0) & (now == 0)]
    if outline_moves:
        lost = _enclosed(lost, pieces, now)
    return found + _told("gap", lost, tolerance_m2)


def _invalid(after: np.ndarray) -> list[Message]:
    found = []
    for shape in after[~shapely.is_valid(after) & ~shapely.is_missing(after)]:
        reason, place = invalid_reason(shape)
        x, y = (place.x, place.y) if place else shapely.get_coordinates(shape)[0]
        found.append(Message("fabric.invalid", reason=reason, x=round(x, 3), y=round(y, 3)))
    return found


def _area(before: np.ndarray, after: np.ndarray, tolerance_m2: float) -> list[Message]:
    change = math.fsum([*_areas(after), *(-_areas(before))])
    if abs(change) <= tolerance_m2:
        return []
    mm2 = round(abs(change) / SQUARE_MILLIMETRE)
    if change < 0:
        return [Message("fabric.area_lost", mm2=mm2)]
    return [Message("fabric.area_gained", mm2=mm2)]


def _areas(shapes: np.ndarray) -> np.ndarray:
    return np.asarray(shapely.area(shapes[~shapely.is_missing(shapes)]))


def _enclosed(lost: np.ndarray, pieces: Faces, now: np.ndarray) -> np.ndarray:
    held = pieces.shapes[now > 0]
    if not len(lost) or not len(held):
        return lost
    holes = [hole for part in assemble(held).geoms for hole in part.interiors]
    inner = shapely.polygons(np.array(holes, dtype=object))
    shapely.prepare(inner)
    places = shapely.point_on_surface(lost)
    return np.asarray(lost[shapely.covers(inner[None, :], places[:, None]).any(axis=1)])


def _told(what: str, pieces: np.ndarray, tolerance_m2: float) -> list[Message]:
    """One message for all of a kind: their area in mm², the place of the largest."""
    area = shapely.area(pieces)
    pieces, area = pieces[area > tolerance_m2], area[area > tolerance_m2]
    if not len(pieces):
        return []
    place = shapely.point_on_surface(pieces[int(np.argmax(area))])
    mm2 = round(math.fsum(area) / SQUARE_MILLIMETRE)
    return [Message("fabric." + what, mm2=mm2, x=round(place.x, 3), y=round(place.y, 3))]
