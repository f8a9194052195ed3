"""Merging neighbouring parcels (รวมแปลง): the smallest code survives, the others retire."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional

import pandas as pd
import shapely

from ..core.code_style import CodeStyle
from ..core.code_suggestion import suggest_merge
from ..core.fabric_faults import SQUARE_MILLIMETRE
from ..core.merge import merge
from ..core.message import Message
from ..core.parcel_code import problem
from ..workspace.store import Workspace
from .given_codes import declared_blocks
from .neighbours import adjusted
from .parcel_plan import Piece, Plan, PlanError, code_of, read_around, read_parcels, row_values


def plan_merge(ws: Workspace, uuids: Sequence[str]) -> Plan:
    """Several parcels become one, with warnings across blocks, owners and document types.

    The values are those of the parcel whose code survives; the document area is the sum.
    Raises MergeError for fewer than two and when they do not hang together, PlanError for a
    parcel without a shape.
    """
    rows = read_parcels(ws, uuids)
    for _, row in rows[rows["geom"].isna()].iterrows():
        raise PlanError(Message("parcel_plan.no_shape", code=code_of(row)))
    shape = merge(list(rows["geom"]))
    survivor, code, reason = _survivor(ws, rows)
    first = rows.iloc[survivor]
    parents = [first["uuid"], *(uuid for uuid in rows["uuid"] if uuid != first["uuid"])]
    values = {**row_values(first), "document_area": _sum(rows["document_area"])}
    around = read_around(ws, [shape])
    hairline = shape.area - shapely.area(rows["geom"].to_numpy(dtype=object)).sum()
    return Plan(
        operation="merge",
        kind="merge",
        parcels=rows,
        pieces=(Piece(shape, tuple(parents), code, reason, values, keeps_code=code is not None),),
        adjusted=adjusted(around[~around["uuid"].isin(parents)], [shape]),
        notes=tuple(_warnings(ws, rows) + _hairline(hairline)),
        reason_needed=bool(set(rows["block_code"].dropna()) & declared_blocks(ws)),
        check="ground" if _hairline(hairline) else "area",
    )


def _survivor(ws: Workspace, rows: pd.DataFrame) -> tuple[int, Optional[str], Optional[Message]]:
    """The place of the row whose code survives, the code and why."""
    style = CodeStyle.of(ws.municipality)
    codes = [code for code in rows["parcel_code"] if code and problem(code, style) is None]
    if not codes:
        return 0, None, Message("division.no_code")
    suggestion = suggest_merge(codes, style)
    place = rows["parcel_code"].tolist().index(suggestion.code)
    return place, suggestion.code, suggestion.reason


def _sum(areas: pd.Series) -> Any:
    """The sum, unknown when one of them is."""
    return None if areas.isna().any() else int(areas.sum())


def _warnings(ws: Workspace, rows: pd.DataFrame) -> list[Message]:
    found = []
    for column, id in (("block_code", "merge.blocks"), ("document_type", "merge.document_types")):
        values = sorted(set(rows[column].dropna()))
        if len(values) > 1:
            found.append(Message(id, values=values))
    if _owners_differ(ws, list(rows["uuid"])):
        found.append(Message("merge.owners"))
    return found


def _hairline(area: float) -> list[Message]:
    """The ground between old boundaries that missed each other, when there is any."""
    return [Message("merge.hairline", area=round(area, 4))] if area > SQUARE_MILLIMETRE else []


def _owners_differ(ws: Workspace, uuids: Sequence[str]) -> bool:
    marks = ", ".join("?" * len(uuids))
    where = f"parcel_uuid IN ({marks}) AND to_date IS NULL"
    held = ws.read("ownership", ["parcel_uuid", "owner_uuid"], where, list(uuids))
    by_parcel = held.groupby("parcel_uuid")["owner_uuid"].agg(frozenset).to_dict()
    return len({by_parcel.get(uuid, frozenset()) for uuid in uuids}) > 1
