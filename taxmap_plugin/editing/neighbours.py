"""The parcels around a change: they get its new vertices, so that both sides share them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Optional

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.fabric import meet
from ..core.object_array import object_array
from ..workspace.few_rows import Row
from ..workspace.reader import Reader
from .parcel_plan import Adjusted, Plan, read_around, shapes_of, uuids_of

_SCATTERED = 4.0  # times the ground of the single boxes: then their common box is too much


def read_near(reader: Reader, shapes: Sequence[BaseGeometry]) -> list[Row]:
    """As ``read_around``; shapes that lie far apart are looked at one by one."""
    if not shapes:
        return []
    common = shapely.box(*shapely.total_bounds(list(shapes))).area
    if common <= _SCATTERED * shapely.area(shapely.envelope(list(shapes))).sum():
        return read_around(reader, shapes)
    found = {row["uuid"]: row for shape in shapes for row in read_around(reader, [shape])}
    return list(found.values())


def without(rows: Sequence[Row], uuids: Collection[str]) -> list[Row]:
    """The rows of other parcels."""
    return [row for row in rows if row["uuid"] not in uuids]


def adjusted(
    around: Sequence[Row],
    shapes: Sequence[BaseGeometry],
    ground: Optional[Sequence[BaseGeometry]] = None,
) -> list[Adjusted]:
    """Those of ``around`` whose edges must pass through a new corner of ``shapes``.

    ``around`` is as ``read_around`` gives it; ``ground`` as :func:`.meet` takes it.
    """
    if not around:
        return []
    after, changed = meet(shapes_of(around), list(shapes), ground)
    return bent(around, after, changed)


def newcomers(reader: Reader, plan: Plan) -> list[Adjusted]:
    """Neighbours drawn since a plan was made whose edges must pass through its new corners."""
    ground = [*(piece.shape for piece in plan.pieces), *(part.shape for part in plan.public)]
    before = [*(row["geom"] for row in plan.parcels), *(one.was for one in plan.adjusted)]
    new = sorted(corners_of(ground) - corners_of(before))
    if not new:
        return []
    ground = [shape for shape in ground if shape is not None]
    near = read_near(reader, ground)
    known = {*uuids_of(plan.parcels), *(one.uuid for one in plan.adjusted)}
    return adjusted(without(near, known), list(shapely.points(new)), ground)


def corners_of(shapes: Iterable[Optional[BaseGeometry]]) -> set[tuple[float, float]]:
    """All corners of some shapes, x and y."""
    xy = shapely.get_coordinates(object_array(shapes))
    return set(map(tuple, xy.tolist()))


def bent(around: Sequence[Row], after: np.ndarray, changed: np.ndarray) -> list[Adjusted]:
    """The neighbours that ``changed``, with their shapes ``after``."""
    return [Adjusted(around[at], after[at]) for at in np.flatnonzero(changed)]
