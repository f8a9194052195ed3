"""The gate of edits made with QGIS's own tools: no ground is taken, none lost in silence.

Such edits mend single parcels of real, dirty maps. What they take from a neighbour is refused;
ground that they leave to nobody is written, and an officer is to look at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.area import amount
from ..core.fabric_faults import invalid_shapes
from ..core.fabric_overlay import lost_ground, new_overlaps
from ..core.message import Message
from ..core.parcel_name import name_of
from ..workspace.few_rows import Row
from .confirmed import Confirmed
from .neighbours import read_near, without
from .parcel_plan import Plan, PlanError, uuids_of
from .review import Review
from .succession import Succession

LOST_GROUND = "native_edits.lost_ground"
"""The finding of ground that is in no parcel any more."""


def moved_shapes(plan: Plan) -> list[BaseGeometry]:
    """Shapes that the plan brings or takes away: where it may touch others."""
    rows = [plan.parcels[at]["geom"] for at in _changed(plan)]
    pieces = [piece.shape for piece, moved in zip(plan.pieces, _moved(plan)) if moved]
    return [shape for shape in [*rows, *pieces] if shape is not None and not shape.is_empty]


def read_neighbours(change: Confirmed) -> list[Row]:
    """The neighbours as they are now."""
    shapes = moved_shapes(change.plan)
    return without(read_near(change.tx, shapes), uuids_of(change.plan.parcels))


def check_ground(plan: Plan, around: Sequence[Row]) -> None:
    """PlanError for a broken shape, and for ground that a parcel newly takes from another one.

    ``around`` are the other parcels near the plan, as ``read_near`` gives them.
    """
    before, after = _shapes(plan.parcels, around), _after(plan, around)
    if invalid_shapes(before, after):
        raise PlanError(_broken(plan, before))
    place_of = {uuid: place for place, uuid in enumerate(uuids_of(plan.parcels))}
    parents = [[place_of[uuid] for uuid in piece.parents] for piece in plan.pieces]
    parents += [[len(plan.parcels) + place] for place in range(len(around))]
    moved = [*_moved(plan), *(False for _ in around)]
    overlaps = new_overlaps(before, after, parents, moved)
    if overlaps:
        worst = max(overlaps, key=lambda one: float(one.ground.area))
        names = [*_names(plan), *map(name_of, around)]
        raise PlanError(
            Message(
                "native_edits.overlap",
                code=names[worst.first],
                other=names[worst.second],
                **_where(worst.ground),
            )
        )


def _broken(plan: Plan, before: Sequence[BaseGeometry]) -> Message:
    """What is wrong with the shape of the first piece that is broken, and which one it is."""
    told = (
        Message("fabric.beside", problem=problem, names=[name])
        for name, piece in zip(_names(plan), plan.pieces)
        for problem in invalid_shapes(before, [piece.shape])
    )
    return next(told)


def lost_reviews(change: Confirmed, succession: Succession) -> list[Review]:
    """What parcels lost to nobody, on whoever has their number now."""
    plan = change.plan
    if plan.check != "shape":
        return []
    lost = lost_ground(
        _shapes(plan.parcels, plan.around), _after(plan, plan.around), _changed(plan)
    )
    found = []
    for place, ground in lost.items():
        row = plan.parcels[place]
        message = Message(LOST_GROUND, code=name_of(row), **_where(ground))
        parcel = succession.first(row["uuid"]) or row["uuid"]
        found.append(Review(message, parcel, shapely.point_on_surface(ground)))
    return found


def _shapes(rows: Sequence[Row], around: Sequence[Row]) -> list[BaseGeometry]:
    return [row["geom"] for row in (*rows, *around)]


def _after(plan: Plan, around: Sequence[Row]) -> list[BaseGeometry]:
    return [*(piece.shape for piece in plan.pieces), *(row["geom"] for row in around)]


def _moved(plan: Plan) -> list[bool]:
    """Which pieces have not the shape of the parcel that lives on in them."""
    now = {row["uuid"]: row["geom"] for row in plan.parcels}
    return [not piece.keeps or piece.shape is not now[piece.keeps] for piece in plan.pieces]


def _changed(plan: Plan) -> list[int]:
    """The parcels that have another shape, or none any more."""
    same = {piece.keeps for piece, moved in zip(plan.pieces, _moved(plan)) if not moved}
    rows = enumerate(plan.parcels)
    return [at for at, row in rows if row["uuid"] not in same and row["geom"] is not None]


def _names(plan: Plan) -> list[str | Message]:
    rows = plan.rows
    return [
        piece.code
        or (name_of(rows[piece.parents[0]]) if piece.parents else Message("native_edits.new"))
        for piece in plan.pieces
    ]


def _where(ground: BaseGeometry) -> dict[str, Any]:
    """Its area, and a place in the largest part."""
    parts = shapely.get_parts(ground)
    place = shapely.point_on_surface(parts[int(np.argmax(shapely.area(parts)))])
    return {
        "area": amount(ground.area),
        "x": round(place.x, 3),
        "y": round(place.y, 3),
    }
