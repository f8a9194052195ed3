"""Shapes of a source as a table of the workspace takes them.

Carried into the workspace's CRS by ``core.datum`` alone, without heights, single
parts as multi parts. A broken ring stays broken (with a finding); only what has no
shape, or none that the table can hold, is set aside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely

from ..core.datum import DatumError
from ..core.feedback import Feedback, check_cancelled
from ..core.finding import finding_frame, join_frames
from ..core.geometry_check import invalid_shapes, missing_or_empty
from ..core.ground import is_nowhere
from ..core.message import Message
from .datum_guard import Way

_POINT, _LINE, _RING, _POLYGON, _MULTIPOINT, _MULTILINE, _MULTIPOLYGON, _COLLECTION = range(8)
_STEP = 20_000


@dataclass
class FittedShapes:
    """``geoms`` in the workspace's CRS and the table's type, ``None`` where set aside.

    ``reasons`` says why (a Message for each position set aside, else ``None``),
    ``findings`` is a finding frame; ``without_z`` counts the shapes that lost heights.
    """

    geoms: np.ndarray
    reasons: np.ndarray
    findings: pd.DataFrame
    without_z: int


def fit_shapes(
    geoms: np.ndarray,
    closed_rings: np.ndarray,
    geometry_type: str,
    way: Way,
    feedback: Feedback,
) -> FittedShapes:
    """Shapes of ``geometry_type`` (MULTIPOLYGON, MULTILINESTRING, POINT), carried by ``way``.

    ``way`` takes shapes as they came into the workspace's CRS (``datum_guard``).
    """
    reasons = np.full(len(geoms), None, dtype=object)
    reasons[shapely.is_missing(geoms)] = Message("layer_shape.no_shape")
    reasons[shapely.is_empty(geoms)] = Message("layer_shape.empty_shape")
    fitted, changed = _TO_TYPE[geometry_type](geoms)
    wrong = missing_or_empty(fitted) & pd.isna(reasons)
    for position in np.flatnonzero(wrong):
        reasons[position] = Message(
            "layer_shape.wrong_kind",
            found=_kind(geoms[position]),
            wanted=Message("layer_shape.kind_" + geometry_type.lower()),
        )
    fitted[~pd.isna(reasons)] = None
    invalid = invalid_shapes(fitted, [p for p in closed_rings if fitted[p] is not None])
    moved = _carry(fitted, way, feedback)
    lost = shapely.is_missing(moved) & ~shapely.is_missing(fitted)
    reasons[lost] = Message("layer_shape.off_the_map")
    invalid = invalid[~lost[invalid["position"]]].reset_index(drop=True)
    invalid["place"] = _carry(invalid["place"].to_numpy(dtype=object), way, feedback)
    changes = [_said(message, mask & pd.isna(reasons)) for message, mask in changed]
    return FittedShapes(
        geoms=moved,
        reasons=reasons,
        findings=join_frames([invalid, *changes]),
        without_z=int((shapely.has_z(geoms) & ~shapely.is_missing(moved)).sum()),
    )


def areas_of(geoms: np.ndarray) -> np.ndarray:
    """The areas of a source as they came, closed lines among them; ``None`` for what is none."""
    return _areas(geoms)[0]


def _said(message: Message, mask: np.ndarray) -> pd.DataFrame:
    positions = np.flatnonzero(mask)
    return finding_frame(positions, "info", [message] * len(positions))


def _kind(geom: shapely.Geometry) -> Message:
    kind = int(shapely.get_type_id(geom))
    if kind in (_POINT, _MULTIPOINT):
        return Message("layer_shape.kind_point")
    if kind in (_LINE, _RING, _MULTILINE):
        return Message("layer_shape.kind_multilinestring")
    return Message("layer_shape.kind_multipolygon")


def _carry(geoms: np.ndarray, way: Way, feedback: Feedback) -> np.ndarray:
    """The shapes in the other CRS; ``None`` for those that lie off its map."""
    parts = [np.empty(0, dtype=object)]
    for start in range(0, len(geoms), _STEP):
        check_cancelled(feedback)
        feedback.progress(start / len(geoms))
        parts.append(_carry_or_halve(geoms[start : start + _STEP], way))
    moved = np.concatenate(parts)
    moved[is_nowhere(moved)] = None
    return moved


def _carry_or_halve(geoms: np.ndarray, way: Way) -> np.ndarray:
    """One coordinate that cannot be carried must not cost the rest of the file."""
    try:
        return way(geoms)
    except DatumError as error:
        if error.message.id != "datum.off_the_map":
            raise
    if len(geoms) == 1:
        return np.array([None], dtype=object)
    middle = len(geoms) // 2
    return np.concatenate(
        [_carry_or_halve(geoms[:middle], way), _carry_or_halve(geoms[middle:], way)]
    )


Change = tuple[Message, np.ndarray]


def _areas(geoms: np.ndarray) -> tuple[np.ndarray, list[Change]]:
    """Areas; closed lines, as a CAD drawing has them, become areas."""
    kinds = shapely.get_type_id(geoms)
    result = np.full(len(geoms), None, dtype=object)
    _multi(result, geoms, kinds == _POLYGON, shapely.multipolygons)
    result[kinds == _MULTIPOLYGON] = geoms[kinds == _MULTIPOLYGON]
    lines = (kinds == _LINE) | (kinds == _RING) | (kinds == _MULTILINE)
    for position in np.flatnonzero(lines):
        result[position] = _area_of_lines(geoms[position])
    collections = kinds == _COLLECTION
    for position in np.flatnonzero(collections):
        result[position] = _polygons_in(geoms[position])
    return result, [
        (Message("layer_shape.line_as_area"), lines & ~shapely.is_missing(result)),
        (Message("layer_shape.collection"), collections & ~shapely.is_missing(result)),
    ]


def _multi(result: np.ndarray, geoms: np.ndarray, single: np.ndarray, make: Any) -> None:
    where = np.flatnonzero(single & ~shapely.is_empty(geoms))
    if len(where):
        result[where] = make(geoms[where], indices=np.arange(len(where)))


def _area_of_lines(geom: shapely.Geometry) -> Any:
    parts = shapely.get_parts(geom)
    if not (shapely.is_closed(parts) & (shapely.get_num_points(parts) >= 4)).all():
        return None
    return shapely.multipolygons(shapely.polygons([part.coords for part in parts]))


def _polygons_in(geom: shapely.Geometry) -> Any:
    parts = shapely.get_parts(shapely.get_parts(geom))
    areas = parts[(shapely.get_type_id(parts) == _POLYGON) & ~shapely.is_empty(parts)]
    return shapely.multipolygons(areas) if len(areas) else None


def _lines(geoms: np.ndarray) -> tuple[np.ndarray, list[Change]]:
    """Lines; of an area its outline."""
    kinds = shapely.get_type_id(geoms)
    result = np.full(len(geoms), None, dtype=object)
    _multi(result, geoms, (kinds == _LINE) | (kinds == _RING), shapely.multilinestrings)
    result[kinds == _MULTILINE] = geoms[kinds == _MULTILINE]
    areas = ((kinds == _POLYGON) | (kinds == _MULTIPOLYGON)) & ~shapely.is_empty(geoms)
    outlines = shapely.boundary(geoms[areas])
    result[areas] = [shapely.multilinestrings(shapely.get_parts(line)) for line in outlines]
    return result, [(Message("layer_shape.outline_taken"), areas)]


def _points(geoms: np.ndarray) -> tuple[np.ndarray, list[Change]]:
    """Points; of anything larger one point in it."""
    kinds = shapely.get_type_id(geoms)
    result = np.full(len(geoms), None, dtype=object)
    single = kinds == _POINT
    result[single] = geoms[single]
    several = (kinds == _MULTIPOINT) & ~shapely.is_empty(geoms)
    result[several] = shapely.get_geometry(geoms[several], 0)
    larger = (kinds > _POINT) & (kinds != _MULTIPOINT) & ~shapely.is_empty(geoms)
    result[larger] = [_inside(geom) for geom in geoms[larger]]
    reduced = larger | (several & (shapely.get_num_geometries(geoms) > 1))
    return result, [(Message("layer_shape.point_taken"), reduced)]


def _inside(geom: shapely.Geometry) -> Any:
    try:
        return shapely.point_on_surface(geom)
    except shapely.GEOSException:  # a ring too broken to have an inside
        return shapely.get_point(shapely.envelope(geom).exterior, 0)


_TO_TYPE = {"MULTIPOLYGON": _areas, "MULTILINESTRING": _lines, "POINT": _points}
