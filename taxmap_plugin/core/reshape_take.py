"""A parcel that takes the ground of its new outline, where corners of neighbours cannot go along.

What it covers others lose, what it leaves goes to those beside it. Shapes are (Multi)Polygons
in the workspace's CRS, metres.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Optional

import numpy as np
import shapely

from .area import amount
from .fabric import NEAR, Faces, assemble, faces, faults, meet
from .fabric_faults import SQUARE_MILLIMETRE
from .ground import ground_of
from .message import Message
from .parcel_name import Name, listed
from .reshape_error import ReshapeError
from .rings import new_corners, shape_array

_GAP = 0.5
"""Metres: a slip between two that lie beside each other. What is wider is a path, or a ditch."""
_WHY = ("takes_all", "takes_part", "takes_beyond", "takes_apart")
"""Why ground of a neighbour is not taken, the worst first."""


def take_ground(shapes, parcel: int, wanted: shapely.Geometry, names: Sequence[Name]) -> np.ndarray:
    """The shapes with ``wanted`` as that of the one at ``parcel``, taken from whoever has it.

    What it leaves is divided where the boundary between two parcels beside it ends, by the
    shortest way. Shapes not concerned come back as the very same objects. Raises
    :class:`ReshapeError`, with the neighbours as ``names`` call them, where nothing or several
    parts would be left of a part of one, and for ground of a part that is not beside ``parcel``.
    """
    shapes = shape_array(shapes)
    pieces = faces([*shapes, wanted])
    ways = _ways(pieces, parcel, wanted)
    if ways:
        pieces = faces([*shapes, wanted], ways)
    members = _members(pieces, parcel)
    result = shapes.copy()
    for at in np.flatnonzero((members != pieces.inside[:, :-1]).any(axis=0)):
        result[at] = _ground(pieces.shapes[members[:, at]])
    _check(shapes, parcel, result, names)
    result = meet(result, [shapely.multipoints(new_corners(shapes, result))], ())[0]
    for fault in faults(shapes, result, outline_moves=True):
        raise ReshapeError(fault)
    return result


def _members(pieces: Faces, parcel: int) -> np.ndarray:
    """Which parcels each face belongs to when ``parcel`` has the last of the shapes."""
    members = pieces.inside[:, :-1].copy()
    new = pieces.inside[:, -1]
    left = members[:, parcel] & ~new
    members[new] = False
    members[:, parcel] = new
    rims = _rims(pieces, members)
    rims[parcel] = shapely.LineString()
    for at in np.flatnonzero(left & ~members.any(axis=1)):
        beside = shapely.length(shapely.intersection(shapely.boundary(pieces.shapes[at]), rims))
        if beside.max() > NEAR:
            members[at, int(np.argmax(beside))] = True
    return members


def _ways(pieces: Faces, parcel: int, wanted: shapely.Geometry) -> list[shapely.LineString]:
    """The shortest ways through what the parcel leaves, from the corners of several others."""
    mine, new = pieces.inside[:, parcel], pieces.inside[:, -1]
    left = _ground(pieces.shapes[mine & ~new])
    others = pieces.inside[:, :-1] & ~new[:, None]
    others[:, parcel] = False
    rims = _rims(pieces, others)
    corners = shapely.points(np.unique(shapely.get_coordinates(left), axis=0))
    beside = shapely.intersects(corners[:, None], rims[None, :]).sum(axis=1)
    ways = [shapely.shortest_line(one, shapely.boundary(wanted)) for one in corners[beside > 1]]
    reach = shapely.buffer(left, NEAR)
    return [way for way in ways if way.length > NEAR and shapely.covers(reach, way)]


def _rims(pieces: Faces, members: np.ndarray) -> np.ndarray:
    grounds = [_ground(pieces.shapes[of]) for of in members.T]
    return np.asarray(shapely.boundary(np.array(grounds, dtype=object)))


def _ground(face_shapes: np.ndarray) -> shapely.MultiPolygon:
    return assemble(face_shapes) if len(face_shapes) else shapely.MultiPolygon()


def _check(shapes: np.ndarray, parcel: int, result: np.ndarray, names: Sequence[Name]) -> None:
    """What a neighbour loses is its owner's affair where it is more than a strip of its edge."""
    own = ground_of(shapes[parcel])
    told: dict[str, list[Name]] = {why: [] for why in _WHY}
    changed = [at for at, shape in enumerate(result) if shape is not shapes[at] and at != parcel]
    for at in changed:
        for why, lost in _worst(own, ground_of(shapes[at]), result[at]).items():
            told[why].append(Message("reshape.taken", name=names[at], area=amount(lost)))
    problems = [
        Message("reshape." + why, neighbours=listed(found)) for why, found in told.items() if found
    ]
    if problems:
        raise ReshapeError(
            reduce(lambda one, more: Message("reshape.also", one=one, more=more), problems)
        )


def _worst(own: shapely.Geometry, before: shapely.Geometry, after: shapely.Geometry) -> dict:
    """Why ground of a neighbour's parts is not taken, with m²; of all that it has one thing."""
    found: dict[str, float] = {}
    for part in shapely.get_parts(before):
        lost = shapely.difference(part, after).area
        why = _why(own, part, after) if lost > SQUARE_MILLIMETRE else None
        if why is not None:
            found[why] = found.get(why, 0.0) + lost
    if found and after.is_empty:
        return {"takes_all": before.area}
    return found


def _why(own: shapely.Geometry, part: shapely.Geometry, after: shapely.Geometry) -> Optional[str]:
    if shapely.distance(part, own) > _GAP:
        return "takes_beyond"
    left = shapely.area(shapely.intersection(part, shapely.get_parts(after)))
    count = np.count_nonzero(left > SQUARE_MILLIMETRE)
    return ("takes_part", None)[count] if count < 2 else "takes_apart"
