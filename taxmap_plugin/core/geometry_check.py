"""What is wrong with the shapes of a layer, told with the row and the place.

Nothing here repairs a shape: an import brings invalid shapes in as they are
(design.md, "Workspace") and only says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely
from shapely import Point

from .finding import finding_frame
from .ground import OFF_EARTH, is_nowhere
from .message import Message

_REASON = re.compile(r"^(?P<what>[^\[]+?)(?:\[(?P<x>\S+) (?P<y>[^\s\]]+)[^\]]*\])?$")


def missing_or_empty(geoms: np.ndarray) -> np.ndarray:
    """True where there is no shape at all: null, or empty."""
    return np.asarray(shapely.is_missing(geoms) | shapely.is_empty(geoms))


def invalid_shapes(geoms: np.ndarray, closed: Sequence[int] | np.ndarray = ()) -> pd.DataFrame:
    """A finding frame of the shapes that break the rules of OGC, with reason and place.

    ``closed`` are positions whose ring was open in the file. Null and empty shapes
    are no matter of validity.
    """
    reasons: dict[int, tuple[Message, Point | None]] = {}
    for position in np.flatnonzero(~shapely.is_valid(geoms) & ~missing_or_empty(geoms)):
        reasons[int(position)] = invalid_reason(geoms[position])
    for position in closed:
        place = shapely.get_point(shapely.get_exterior_ring(_first_part(geoms[position])), 0)
        reasons[int(position)] = (Message("geometry_check.ring_open"), place)
    positions = sorted(reasons)
    messages = [
        Message("geometry_check.invalid", reason=reasons[position][0]) for position in positions
    ]
    return finding_frame(positions, "warning", messages, [reasons[p][1] for p in positions])


def _first_part(geom: shapely.Geometry) -> shapely.Geometry:
    return geom if geom.geom_type == "Polygon" else shapely.get_geometry(geom, 0)


def invalid_reason(geom: shapely.Geometry) -> tuple[Message, Point | None]:
    """Why an invalid shape is invalid, in an officer's words, and where.

    Where the coordinate itself is no number it is the first corner that is somewhere.
    """
    found = _REASON.match(shapely.is_valid_reason(geom))
    what = found["what"] if found else "unknown"
    if is_nowhere([geom])[0]:
        what = "invalid coordinate"
    said = [[float(found["x"]), float(found["y"])]] if found and found["x"] else []
    corners = np.concatenate([np.reshape(said, (-1, 2)), shapely.get_coordinates(geom)])
    somewhere = corners[(np.abs(corners) < OFF_EARTH).all(axis=1)]
    place = Point(somewhere[0]) if said and len(somewhere) else None
    return Message("geometry_check." + _REASONS.get(what.strip().lower(), "not_valid")), place


_REASONS = {
    "self-intersection": "self_intersection",
    "ring self-intersection": "ring_touches_itself",
    "hole lies outside shell": "hole_outside",
    "holes are nested": "holes_nested",
    "interior is disconnected": "interior_disconnected",
    "nested shells": "parts_nested",
    "duplicate rings": "ring_twice",
    "too few points in geometry component": "too_few_points",
    "invalid coordinate": "coordinate_impossible",
}
"""What GEOS says, as an officer says it."""


def first_of_same_shape(geoms: np.ndarray) -> np.ndarray:
    """For each shape the position of the first one with the same points, else -1.

    Rings that start elsewhere or run the other way count as the same; heights are
    not compared. Null and empty shapes have no double.
    """
    first = np.full(len(geoms), -1, dtype=np.int64)
    present = np.flatnonzero(~missing_or_empty(geoms))
    bounds = pd.DataFrame(shapely.bounds(geoms[present]))
    candidates = present[bounds.duplicated(keep=False).to_numpy()]
    if not len(candidates):
        return first
    keys = shapely.to_wkb(shapely.normalize(shapely.force_2d(geoms[candidates])))
    group = pd.factorize(keys)[0]
    earliest = candidates[np.unique(group, return_index=True)[1][group]]
    later = earliest != candidates
    first[candidates[later]] = earliest[later]
    return first


def exact_doubles(frame: pd.DataFrame, geoms: np.ndarray) -> np.ndarray:
    """For each row the first row with the same attributes *and* the same shape, else -1."""
    same_shape = first_of_same_shape(geoms)
    candidates = np.flatnonzero(same_shape >= 0)
    doubles = np.full(len(geoms), -1, dtype=np.int64)
    if not len(candidates):
        return doubles
    involved = np.unique(np.concatenate([candidates, same_shape[candidates]]))
    values = frame.iloc[involved].astype(object)
    values = values.where(values.notna(), None)
    seen: dict[tuple, int] = {}
    for position, row in zip(involved, values.itertuples(index=False, name=None)):
        shape = same_shape[position] if same_shape[position] >= 0 else position
        earlier = seen.setdefault((int(shape), *map(repr, row)), int(position))
        if earlier != position:
            doubles[position] = earlier
    return doubles
