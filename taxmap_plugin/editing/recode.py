"""Giving parcels other codes, in their block or in another one; the old codes retire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Optional

from ..core.code_style import CodeStyle
from ..core.code_suggestion import next_free
from ..core.message import Message
from ..core.parcel_code import parse_block
from ..workspace.few_rows import Row
from ..workspace.store import Workspace
from .given_codes import codes_ever_given
from .in_force import codes_in_force
from .parcel_plan import Piece, Plan, PlanError, read_parcels


def plan_recode(ws: Workspace, uuids: Sequence[str], block: str) -> Plan:
    """The next codes of a block (``01B``) for some parcels, in the order given.

    Their shapes and identities stay; buildings and signboards follow with their numbers.
    Raises CodeError when ``block`` is no block or is full, PlanError without parcels.
    """
    if not uuids:
        raise PlanError(Message("recode.none"))
    style = CodeStyle.of(ws.municipality)
    zone, letter = parse_block(block, style)
    named = f"{zone:0{style.zone_digits}d}{letter}"
    used = codes_ever_given(ws, "parcel", named)
    codes: dict[str, tuple[Optional[str], Optional[Message]]] = {}
    for uuid in uuids:
        suggestion = next_free(named, used, style)
        used.add(suggestion.code)
        codes[uuid] = (suggestion.code, suggestion.reason)
    return _plan(ws, codes)


def plan_codes(ws: Workspace, codes: Mapping[str, str]) -> Plan:
    """Codes that the officer typed, by the uuid of the parcel."""
    return _plan(ws, {uuid: (code, Message("recode.typed")) for uuid, code in codes.items()})


def _plan(ws: Workspace, codes: Mapping[str, tuple[Optional[str], Optional[Message]]]) -> Plan:
    rows = read_parcels(ws, list(codes))
    pieces = tuple(_piece(row, *codes[row["uuid"]]) for row in rows)
    return Plan(
        operation="recode",
        kind="renumber",
        parcels=rows,
        pieces=pieces,
        in_force=codes_in_force(ws).concerned(rows, pieces),
    )


def _piece(row: Row, code: Optional[str], reason: Optional[Message]) -> Piece:
    uuid = row["uuid"]
    same = code == row["parcel_code"]
    return Piece(row["geom"], (uuid,), code, reason, keeps=uuid, keeps_code=same)
