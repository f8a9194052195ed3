"""Bringing a retired parcel back to life, with its identity, its code and its shape."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Optional

import shapely

from ..core.fabric import share_vertices
from ..core.fabric_faults import SQUARE_MILLIMETRE
from ..core.ground import ground_of
from ..core.message import Message
from ..workspace.few_rows import Row
from ..workspace.store import Workspace
from .given_codes import holder
from .in_force import codes_in_force
from .neighbours import adjusted, without
from .parcel_plan import (
    CODE_PARTS,
    Piece,
    Plan,
    PlanError,
    code_of,
    read_around,
    read_parcels,
    shapes_of,
)

_LEFT = {"uuid", "row_version", "source_code", *CODE_PARTS}


def plan_restore(ws: Workspace, history_uuid: str) -> Plan:
    """The parcel of one row of ``parcel_history`` in place of those that stand on its ground.

    Parcels that lie wholly within it retire; corners that its neighbours got meanwhile
    become corners of its own. Raises PlanError when it lives, or when a parcel lies across
    its boundary.
    """
    found = ws.rows("parcel_history", where="uuid = ?", params=[history_uuid])
    if not found:
        raise PlanError(Message("restore.unknown"))
    old = found[0]
    if ws.count("parcel", "uuid = ?", [old["parcel_uuid"]]):
        raise PlanError(Message("restore.living", code=old["parcel_code"] or ""))
    values = json.loads(old["values"])
    within, others = _on_ground(ws, old["geom"])
    rows = read_parcels(ws, within)
    shape = share_vertices([old["geom"]], shapes_of(others))[0][0]
    neighbours = adjusted(others, [shape])
    piece = Piece(
        shape,
        tuple(within),
        _free_code(ws, old, within),
        Message("restore.reason", code=old["parcel_code"] or ""),
        {name: value for name, value in values.items() if name not in _LEFT},
        restores=old["parcel_uuid"],
        keeps_code=True,
    )
    return Plan(
        operation="replace",
        kind="restore",
        parcels=rows,
        pieces=(piece,),
        adjusted=neighbours,
        around=without(others, {one.uuid for one in neighbours}),
        notes=tuple(_notes(rows)),
        reason_needed=codes_in_force(ws).ask_reason(rows, [piece]),
        check="ground",
    )


def _on_ground(ws: Workspace, shape: shapely.Geometry) -> tuple[list[str], list[Row]]:
    """The parcels that lie within the shape, and the rows of those beside it."""
    around = read_around(ws, [shape])
    ground = shapely.make_valid(shapes_of(around))
    over = shapely.area(shapely.intersection(ground, ground_of(shape)))
    whole = shapely.area(ground)
    across = [
        code_of(row)
        for row, part, area in zip(around, over, whole)
        if SQUARE_MILLIMETRE < part < area - SQUARE_MILLIMETRE
    ]
    if across:
        raise PlanError(Message("restore.across", codes=across))
    within = [row["uuid"] for row, part in zip(around, over) if part > SQUARE_MILLIMETRE]
    return within, without(around, within)


def _free_code(ws: Workspace, old: Row, within: Sequence[str]) -> Optional[str]:
    """The former code, when no other parcel has it now."""
    code = old["parcel_code"]
    has_it = holder(ws, code) if code else None
    return code if has_it is None or has_it in within else None


def _notes(rows: Sequence[Row]) -> list[Message]:
    return [Message("restore.retires", codes=list(map(code_of, rows)))] if rows else []
