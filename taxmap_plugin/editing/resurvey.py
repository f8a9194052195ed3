"""An outline drawn or plotted over a parcel that is there: the parcel gets the new shape."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Optional

import numpy as np
import shapely

from ..core.drawn_outline import sound_outline
from ..core.fabric_faults import SQUARE_MILLIMETRE
from ..core.far_corner import far_corners
from ..core.fit import FitError
from ..core.ground import grounds_of
from ..core.message import Message
from ..core.parcel_name import name_of
from ..core.reshape import ReshapeError
from ..workspace.few_rows import Row
from ..workspace.store import Workspace
from ..workspace.thing_name import things
from .draw import SNAP_METRES, plan_draw
from .overlap import PUBLIC_GROUND, overlaps
from .parcel_plan import Plan, read_around, read_parcels, shapes_of
from .reshape import plan_outline

_SAME = 0.8
"""The share of the ground of either that both have, from which on they are one parcel."""

_SAME_AS_CHOSEN = 0.5
"""The same for a parcel that the officer chose before."""


def plan_drawn(
    ws: Workspace,
    shape: shapely.Geometry,
    chosen: Collection[str] = (),
    corners: Sequence[str] = (),
    tolerance: float = SNAP_METRES,
) -> Plan:
    """A new parcel as :func:`.plan_draw`, or the new shape of the one that the outline covers.

    ``chosen`` are the uuids of the selected parcels: a single one is meant sooner than others.
    ``tolerance`` is how near a corner of a new shape is taken to be an old one.
    """
    outline = sound_outline(shape)
    meant = _meant(ws, outline, chosen)
    if meant is not None:
        return plan_resurvey(ws, meant, shape, corners=corners, tolerance=tolerance)
    try:
        return plan_draw(ws, shape, corners=corners)
    except FitError as error:
        if len(chosen) == 1:
            _tell_unlike(ws, outline, next(iter(chosen)), error)
        raise


def plan_resurvey(
    ws: Workspace,
    uuid: str,
    shape: shapely.Geometry,
    values: Optional[Mapping[str, Any]] = None,
    corners: Sequence[str] = (),
    tolerance: float = SNAP_METRES,
) -> Plan:
    """The parcel with a new outline (workspace's CRS), its code and identity as before.

    Neighbours lose what the outline covers. Raises ReshapeError, with its name, where that would
    be all of one, cut it apart, or is ground of one that is not beside it, OutlineError for an
    outline that crosses itself.
    """
    (row,) = read_parcels(ws, [uuid])
    parcel, outline = things("parcel", [name_of(row)]), sound_outline(shape)
    try:
        plan = plan_outline(ws, row, outline, tolerance)
    except ReshapeError as error:
        problem = error.message
        raise ReshapeError(Message("resurvey.refused", parcel=parcel, problem=problem)) from error
    first, *others = plan.pieces
    notes = (
        Message("resurvey.meant", parcel=parcel),
        *_parts(row, outline),
        *far_corners(shape, corners),
        *overlaps(ws, PUBLIC_GROUND, first.shape),
    )
    return replace(plan, pieces=(replace(first, values=dict(values or {})), *others), notes=notes)


def _meant(ws: Workspace, outline: shapely.Geometry, chosen: Collection[str]) -> Optional[str]:
    """The uuid of the parcel of which an outline covers most, or one part, and not much besides."""
    rows = read_around(ws, [outline])
    if not rows:
        return None
    grounds, of = grounds_of(shapes_of(rows)), np.arange(len(rows))
    if shapely.get_num_geometries(outline) == 1:
        grounds, of = shapely.get_parts(grounds, return_index=True)
    common = shapely.area(shapely.intersection(grounds, outline))
    share = common / np.maximum(shapely.area(grounds), outline.area)
    selected = np.array([len(chosen) == 1 and row["uuid"] in chosen for row in rows])
    share[selected[of] & (share >= _SAME_AS_CHOSEN)] = 1.0
    at = int(np.argmax(share))
    return str(rows[of[at]]["uuid"]) if share[at] >= _SAME else None


def _tell_unlike(ws: Workspace, outline: shapely.Geometry, chosen: str, error: FitError) -> None:
    """Raise ReshapeError where an outline lies over the chosen parcel, but is not its new shape."""
    rows = read_around(ws, [outline])
    grounds = grounds_of(shapes_of(rows))
    common = shapely.area(shapely.intersection(grounds, outline))
    own = [at for at, row in enumerate(rows) if row["uuid"] == chosen]
    if not own or common[own[0]] <= SQUARE_MILLIMETRE:
        return
    parcel = things("parcel", [name_of(rows[own[0]])])
    share = common / np.maximum(shapely.area(grounds), SQUARE_MILLIMETRE)
    whole = [at for at in np.argsort(-common) if share[at] >= _SAME and at not in own]
    if not whole:
        raise ReshapeError(Message("resurvey.other_outline", parcel=parcel)) from error
    others = things("parcel", [name_of(rows[at]) for at in whole])
    raise ReshapeError(Message("resurvey.takes_others", parcel=parcel, others=others)) from error


def _parts(row: Row, outline: shapely.Geometry) -> tuple[Message, ...]:
    """That the parts of a parcel stay which the outline does not lie over."""
    parts = grounds_of(shapely.get_parts(row["geom"]))
    stay = shapely.area(shapely.intersection(parts, outline)) <= SQUARE_MILLIMETRE
    count = int(np.count_nonzero(stay))
    return (Message("resurvey.parts_stay", count=count),) if count else ()
