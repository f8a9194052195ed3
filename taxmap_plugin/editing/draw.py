"""A parcel drawn against its neighbours: no overlap, no gap, the next code of its block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Optional

import numpy as np
import shapely

from ..core.area import amount
from ..core.code_style import CodeStyle
from ..core.code_suggestion import next_free
from ..core.drawn_outline import sound_outline
from ..core.far_corner import far_corners
from ..core.fit import REACH, FitError, fit, is_hair
from ..core.ground import grounds_of
from ..core.message import Message
from ..core.parcel_code import CodeError
from ..core.parcel_name import Name, name_of
from ..workspace.few_rows import Row
from ..workspace.store import Workspace
from ..workspace.thing_name import things
from .code_at import code_at
from .given_codes import codes_ever_given
from .in_force import codes_in_force
from .neighbours import bent, without
from .out_of_bounds import check_not_far_off
from .overlap import PUBLIC_GROUND, overlaps
from .parcel_plan import Piece, Plan, read_around, shapes_of

SNAP_METRES = REACH
"""How near to a neighbour a drawn corner is taken to be on it, unless said otherwise."""

_REACH = 1.0  # metres around the drawn parcel in which neighbours are looked for


def plan_draw(
    ws: Workspace,
    shape: shapely.Polygon,
    values: Optional[Mapping[str, Any]] = None,
    tolerance: float = SNAP_METRES,
    corners: Sequence[str] = (),
) -> Plan:
    """A new parcel from a drawn shape (workspace's CRS), fitted against its neighbours.

    Public ground beneath it is noted, and a corner far from the others by its name in
    ``corners``, else its number. Raises OutlineError for an outline that crosses itself, FitError
    when nothing is left of it, PlanError where it is far from all that is on the map.
    """
    drawn, shape = shape, sound_outline(shape)
    around = read_around(ws, [shapely.buffer(shape, _REACH)])
    before = shapes_of(around)
    over = _in_the_way(around, shape)
    try:
        fitted = fit(shape, before, tolerance)
    except FitError as error:
        if over:
            raise FitError(Message("draw.no_room", parcels=things("parcel", over))) from error
        raise
    changed = np.array([new is not old for new, old in zip(fitted.neighbours, before)], dtype=bool)
    neighbours = bent(around, fitted.neighbours, changed)
    block = code_at(ws, "block", fitted.shape)
    code, reason = _next_code(ws, block)
    own = {**(values or {}), "block_code": block, "zone_code": block[:-1] if block else None}
    piece = Piece(fitted.shape, (), code, reason, own)
    lost = _notes(shape, fitted.shape, over)
    plan = Plan(
        operation="draw",
        kind="new",
        parcels=[],
        pieces=(piece,),
        adjusted=neighbours,
        around=without(around, {one.uuid for one in neighbours}),
        notes=(*far_corners(drawn, corners), *lost, *overlaps(ws, PUBLIC_GROUND, fitted.shape)),
        in_force=codes_in_force(ws).concerned([], [piece]),
        check="ground",
    )
    with ws.reading() as reader:
        check_not_far_off(reader, plan)
    return plan


def _next_code(ws: Workspace, block: Optional[str]) -> tuple[Optional[str], Optional[Message]]:
    if block is None:
        return None, Message("draw.no_block")
    style = CodeStyle.of(ws.municipality)
    try:
        suggestion = next_free(block, codes_ever_given(ws, "parcel", block), style)
    except CodeError as error:
        return None, error.message
    return suggestion.code, suggestion.reason


def _in_the_way(rows: Sequence[Row], drawn: shapely.Geometry) -> list[Name]:
    """The parcels that a drawing lies over, by more than a hair where it does; most ahead."""
    common = shapely.intersection(grounds_of(shapes_of(rows)), drawn)
    area = shapely.area(common)
    over = [at for at in np.argsort(-area, kind="stable") if area[at] > 0]
    wide = [at for at in over if not is_hair(common[at])]
    return [name_of(rows[at]) for at in wide or over]


def _notes(
    drawn: shapely.Geometry, fitted: shapely.Geometry, over: Sequence[Name]
) -> tuple[Message, ...]:
    """What fitting took away, when it is more than a correction of the line."""
    lost = shapely.area(shapely.difference(drawn, fitted))
    if lost < 0.01 * shapely.area(fitted):
        return ()
    area = amount(float(lost))
    if not over:  # crumbs that are no wider than a line
        return (Message("draw.dropped", area=area),)
    return (Message("draw.cut_away", area=area, parcels=things("parcel", over)),)
