"""Old overlaps of parcels at a boundary that is moved: why it cannot be, or what became of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from ..core.area import amount
from ..core.ground import grounds_of
from ..core.message import Message
from ..core.parcel_name import name_of
from ..core.reshape_follow import OVERLAPPING
from ..workspace.few_rows import Row
from .parcel_plan import shapes_of

_SEEN_M2 = 0.005  # areas are shown to the hundredth
_GROUND = ("fabric.overlap", "fabric.gap")


def told_with_overlap(problem: Message, rows: Sequence[Row], reach: Sequence) -> Message:
    """The fault of the ground with the two parcels that overlap already, within ``reach``, nearest
    to its place: what is put right elsewhere does not help."""
    cause = problem.params.get("problem", problem)
    if not isinstance(cause, Message) or cause.id not in _GROUND:
        return problem
    near = [row for row in rows if shapely.distance(row["geom"], reach).min() <= OVERLAPPING]
    grounds = grounds_of(shapes_of(near))
    common = shapely.intersection(grounds[:, None], grounds[None, :])
    areas = np.triu(shapely.area(common), 1)
    pairs = np.argwhere(areas > _SEEN_M2)
    if not len(pairs):
        return problem
    place = shapely.Point(cause.params["x"], cause.params["y"])
    metres = np.round(shapely.distance(common[tuple(pairs.T)], place), 3)
    first, other = pairs[np.lexsort((-areas[tuple(pairs.T)], metres))[0]]
    return Message(
        "reshape.overlapping",
        problem=problem,
        names=[name_of(near[first]), name_of(near[other])],
        area=amount(float(areas[first, other])),
    )


def overlap_that_went(before: np.ndarray, after: np.ndarray) -> tuple[Message, ...]:
    """What of an overlap counts once now, where a boundary of parcels became one."""
    gone = _twice(before) - _twice(after)
    return (Message("reshape.overlap_went", area=amount(gone)),) if gone > _SEEN_M2 else ()


def _twice(shapes: np.ndarray) -> float:
    grounds = grounds_of(shapes)
    return float(shapely.area(grounds).sum() - shapely.union_all(grounds).area)
