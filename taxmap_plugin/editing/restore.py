"""Bringing a retired parcel back to life, with its identity, its code and its shape."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Optional

import numpy as np
import shapely

from ..core.area import format_square_metres
from ..core.code_suggestion import suggest_merge
from ..core.fabric import assemble, faces, share_vertices
from ..core.fabric_faults import SQUARE_MILLIMETRE
from ..core.fit import REACH, fit, is_hair
from ..core.geometry_check import invalid_reason
from ..core.ground import ground_of
from ..core.message import Message
from ..core.parcel_name import name_of
from ..workspace.few_rows import Row
from ..workspace.store import Workspace
from .code_at import code_at
from .given_codes import holder, is_retired
from .in_force import CodesInForce, codes_in_force
from .neighbours import adjusted, without
from .overlap import PUBLIC_GROUND, overlaps
from .parcel_plan import (
    CODE_PARTS,
    Piece,
    Plan,
    PlanError,
    read_around,
    read_parcels,
    shapes_of,
    uuids_of,
)

_LEFT = {"uuid", "row_version", "source_code", *CODE_PARTS}


def plan_restore(ws: Workspace, history_uuid: str) -> Plan:
    """The parcel of one row of ``parcel_history`` in place of those that stand on its ground.

    Parcels that lie wholly within it retire; corners that its neighbours got meanwhile
    become corners of its own, and where they come over its boundary by a hair it is fitted to
    them. A shape that is not sound comes back as it was, and is told. Raises PlanError when it
    lives, or when a parcel lies across its boundary.
    """
    found = ws.rows("parcel_history", where="uuid = ?", params=[history_uuid])
    if not found:
        raise PlanError(Message("restore.unknown"))
    old = found[0]
    if ws.count("parcel", "uuid = ?", [old["parcel_uuid"]]):
        raise PlanError(Message("restore.living", code=old["parcel_code"] or ""))
    values = json.loads(old["values"])
    within, others, hairs = _on_ground(ws, old["geom"])
    rows = read_parcels(ws, within)
    is_broken = not hairs and old["geom"] is not None and not shapely.is_valid(old["geom"])
    shape = old["geom"] if is_broken else _among(old["geom"], rows, others, bool(hairs))
    neighbours = adjusted(others, [shape])
    in_force = codes_in_force(ws)
    code, reason = _code(ws, old, rows, in_force)
    kept = {name: value for name, value in values.items() if name not in _LEFT}
    piece = Piece(
        shape,
        tuple(within),
        code,
        reason,
        {**kept, **_block(ws, old, shape)},
        restores=old["parcel_uuid"],
        keeps_code=code is not None,
        broken=is_broken,
    )
    return Plan(
        operation="replace",
        kind="restore",
        parcels=rows,
        pieces=(piece,),
        adjusted=neighbours,
        around=without(others, {one.uuid for one in neighbours}),
        notes=(
            *_broken(piece),
            *hairs,
            *_notes(rows, old, code),
            *overlaps(ws, PUBLIC_GROUND, shape),
        ),
        in_force=in_force.concerned(rows, [piece]),
        check="ground",
    )


def _on_ground(
    ws: Workspace, shape: shapely.Geometry
) -> tuple[list[str], list[Row], list[Message]]:
    """The parcels that lie within the shape, the rows of those beside it, and what is fitted.

    What comes over the boundary by no more than a hair is one or the other still. PlanError,
    with how much and where, for what comes over it by more.
    """
    shape = ground_of(shape)
    within: list[Row] = []
    beside: list[Row] = []
    fitted, across = [], []
    for row in read_around(ws, [shape]):
        ground = ground_of(row["geom"])
        inner, outer = shapely.intersection(ground, shape), shapely.difference(ground, shape)
        (within if inner.area > outer.area else beside).append(row)
        less = min(inner, outer, key=shapely.area)
        if not is_hair(less):
            across.append(_over(row, less))
        elif less.area > SQUARE_MILLIMETRE:
            fitted.append(_over(row, less))
    if across:
        raise PlanError(Message("restore.across", codes=across))
    notes = [Message("restore.fitted", codes=fitted, hair=REACH)] if fitted else []
    return uuids_of(within), beside, notes


def _among(
    shape: shapely.Geometry, rows: Sequence[Row], others: Sequence[Row], is_fitted: bool
) -> shapely.Geometry:
    """The shape with the corners of its neighbours, or fitted to them."""
    beside = shapes_of(others)
    if not is_fitted:
        return share_vertices([shape], beside)[0][0]
    return _with_ground_of(shapes_of(rows), fit(shape, beside).shape, beside)


def _with_ground_of(
    retiring: np.ndarray, shape: shapely.Geometry, others: np.ndarray
) -> shapely.MultiPolygon:
    """The shape, and what of the ground of those that retire would be nobody's."""
    pieces = faces([shape, *retiring, *others])
    inside, count = pieces.inside, 1 + len(retiring)
    left = inside[:, 1:count].any(axis=1) & ~inside[:, count:].any(axis=1)
    return assemble(pieces.shapes[inside[:, 0] | left])


def _over(row: Row, ground: shapely.Geometry) -> Message:
    """A parcel with the ground that is on the other side of the boundary."""
    place = shapely.point_on_surface(ground)
    where = {"x": f"{place.x:.2f}", "y": f"{place.y:.2f}"}
    metres = format_square_metres(ground.area)
    return Message("restore.over", code=name_of(row), metres=metres, **where)


def _code(
    ws: Workspace, old: Row, retiring: Sequence[Row], in_force: CodesInForce
) -> tuple[Optional[str], Message]:
    """Its former code, else the smallest in force of those that retire, and the reason."""
    code = old["parcel_code"]
    if code and _is_free(ws, old, uuids_of(retiring), in_force):
        return code, Message("restore.reason", code=code)
    announced = [row["parcel_code"] for row in retiring if in_force.has(row["parcel_code"])]
    if announced:
        stays = suggest_merge(announced, in_force.style).code
        return stays, Message("restore.code_in_force", code=stays)
    return None, Message("restore.reason", code=code or "–")


def _is_free(ws: Workspace, old: Row, within: Sequence[str], in_force: CodesInForce) -> bool:
    """Whether no other parcel has the former code now, or had it in force."""
    code = old["parcel_code"]
    has_it = holder(ws, code)
    if has_it is not None:
        return has_it in within
    with ws.reading() as reader:
        return not (in_force.has(code) and is_retired(reader, code, old["parcel_uuid"]))


def _block(ws: Workspace, old: Row, shape: shapely.Geometry) -> Row:
    """The block that it was in, or lies in: without a code it is filed there."""
    block = old["block_code"] or code_at(ws, "block", shape)
    return {"block_code": block, "zone_code": old["zone_code"] or (block and block[:-1])}


def _broken(piece: Piece) -> tuple[Message, ...]:
    """That the shape is not sound, why, and what to do: what was kept so comes back so."""
    if not piece.broken:
        return ()
    return (Message("restore.broken", reason=invalid_reason(piece.shape)[0]),)


def _notes(rows: Sequence[Row], old: Row, code: Optional[str]) -> list[Message]:
    notes = [Message("restore.retires", codes=list(map(name_of, rows)))] if rows else []
    if old["parcel_code"] and code is None:
        notes.append(Message("restore.without_code", code=old["parcel_code"]))
    elif old["parcel_code"] and code != old["parcel_code"]:
        notes.append(Message("restore.other_code", code=old["parcel_code"], other=code))
    return notes
