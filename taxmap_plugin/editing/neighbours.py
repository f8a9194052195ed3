"""The parcels around a change: they get its new vertices, so that both sides share them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Optional

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.fabric import NEAR, meet
from ..core.ground import ground_of, is_nowhere
from ..core.object_array import object_array
from ..workspace.few_rows import Row
from ..workspace.reader import Reader
from .parcel_plan import Adjusted, Plan, read_around, shapes_of, uuids_of

_SCATTERED = 4.0  # times the ground of the single boxes: then their common box is too much
_LARGE = 40_000.0  # m² of a box, from which on it is looked at whether the shape fills it
_FILLED = 0.75  # of a box is what its halves need where the shape goes from corner to corner


def read_near(reader: Reader, shapes: Sequence[BaseGeometry]) -> list[Row]:
    """As ``read_around``, of no more than the ground along the shapes.

    Shapes that lie far apart, and the stretches of a long one, are looked at one by one. One that
    is nowhere has no neighbours.
    """
    there = [one for one, is_out in zip(shapes, is_nowhere(shapes)) if not is_out]
    boxes = [box for shape in there if not shape.is_empty for box in _boxes(shape)]
    if not boxes:
        return []
    found = {row["uuid"]: row for box in _packed(boxes) for row in read_around(reader, [box])}
    return list(found.values())


def _boxes(shape: BaseGeometry) -> list[BaseGeometry]:
    """The box of a shape, or those of its stretches where they are much less."""
    box = shapely.envelope(shape)
    if box.area <= _LARGE:
        return [box]
    sides = _halves(box)
    whole = ground_of(shape) if shapely.get_dimensions(shape) == 2 else shape
    stretches = shapely.intersection(whole, sides)
    if shapely.area(shapely.envelope(stretches)).sum() > _FILLED * box.area:
        return [box]
    return [one for half in stretches for one in _boxes(half) if not half.is_empty]


def _halves(box: BaseGeometry) -> list[BaseGeometry]:
    west, south, east, north = box.bounds
    if east - west > north - south:
        middle = (west + east) / 2
        return [shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)]
    middle = (south + north) / 2
    return [shapely.box(west, south, east, middle), shapely.box(west, middle, east, north)]


def _packed(boxes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Common boxes of those that lie together."""
    west, south, east, north = shapely.total_bounds(list(boxes))
    common = shapely.box(west - NEAR, south - NEAR, east + NEAR, north + NEAR)
    if len(boxes) == 1 or common.area <= _SCATTERED * shapely.area(list(boxes)).sum():
        return [common]
    along = 0 if east - west > north - south else 1
    middle = shapely.bounds(list(boxes))[:, [along, along + 2]].mean(axis=1)
    order = np.argsort(middle, kind="stable")
    first, second = np.array_split(order, 2)
    return [one for half in (first, second) for one in _packed([boxes[at] for at in half])]


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
