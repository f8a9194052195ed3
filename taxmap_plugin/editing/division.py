"""One parcel becomes several: which piece keeps the number, and what the others are called.

The remainder is the piece with the parent's document number, else the one with the smallest
land number on the same map sheet (practice.md §2.3); the officer may decide otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Optional

import numpy as np
from shapely.geometry.base import BaseGeometry

from ..core.code_style import CodeStyle
from ..core.code_suggestion import (
    Suggestion,
    next_free,
    remainder_by_land_no,
    suggest_split,
)
from ..core.message import Message
from ..core.parcel_code import CodeError
from ..workspace.few_rows import Row
from ..workspace.store import Workspace
from .given_codes import codes_ever_given, declared_blocks
from .neighbours import adjusted, without
from .parcel_plan import Piece, Plan, read_around, row_values
from .succession import shared_out

_NUMBERS = ("deed_no", "land_no", "survey_no")
"""What the land office gives each piece anew."""


def divide(ws: Workspace, row: Row, shapes: Sequence[BaseGeometry]) -> Plan:
    """The plan that puts ``shapes`` (the remainder-to-be ahead) in place of a parcel.

    ``row`` is the parcel as ``read_parcels`` gives it. The document stays with the
    remainder; the document area is shared by map area until new documents say more.
    """
    others = without(read_around(ws, [row["geom"]]), [row["uuid"]])
    parent = row_values(row)
    fresh = {**parent, **dict.fromkeys(_NUMBERS)}
    pieces = [
        Piece(shape, (row["uuid"],), values=fresh if place else parent)
        for place, shape in enumerate(shapes)
    ]
    plan = Plan(
        operation="split",
        kind="split",
        parcels=[row],
        pieces=tuple(_share_area(row, pieces)),
        adjusted=adjusted(others, shapes),
        reason_needed=row["block_code"] in declared_blocks(ws),
    )
    return suggest_codes(ws, plan)


def suggest_codes(
    ws: Workspace,
    plan: Plan,
    values: Optional[Mapping[int, Mapping[str, Any]]] = None,
    remainder: Optional[int] = None,
) -> Plan:
    """The plan of a division with codes for its pieces, anew.

    ``values`` are what the officer has typed so far (by the place of the piece), ``remainder``
    is the piece that she wants to keep the number: it gets the document of the parent.
    """
    row, values = plan.parcels[0], values or {}
    now = [{**piece.values, **values.get(at, {})} for at, piece in enumerate(plan.pieces)]
    keeps, why = remainder_of(row, now) if remainder is None else (remainder, None)
    if remainder is not None:
        why = Message("division.chosen")
        _give_document(row, now, remainder)
    suggestions, notes = _codes(ws, row, now, keeps, why)
    pieces = [
        replace(piece, values=own, code=code, reason=reason, keeps_code=at == keeps)
        for at, (piece, own, (code, reason)) in enumerate(zip(plan.pieces, now, suggestions))
    ]
    return replace(plan, pieces=tuple(pieces), notes=notes)


def remainder_of(row: Row, values: Sequence[Mapping[str, Any]]) -> tuple[int, Message]:
    """The place of the piece that keeps the number, and why."""
    deed = row["deed_no"]
    for place, own in enumerate(values):
        if deed and (own.get("deed_no"), own.get("document_type")) == (deed, row["document_type"]):
            return place, Message("division.has_document", deed_no=deed)
    sheet = row["map_sheet"]
    land_nos = [
        own.get("land_no") if own.get("map_sheet") in (None, sheet) else None for own in values
    ]
    place = remainder_by_land_no(land_nos)
    if land_nos[place] is None:
        return 0, Message("division.largest")
    return place, Message("code_suggestion.remainder", land_no=land_nos[place])


def shared(ws: Workspace, row: Row, pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces that all have the code and the document of one parcel: one keeps them.

    The others get the next codes and no document numbers; the document area is shared.
    """
    largest = sorted(range(len(pieces)), key=lambda place: -pieces[place].area_m2)
    first, why = remainder_of(row, [pieces[place].values for place in largest])
    keeps = largest[first]
    bare = [
        piece
        if place == keeps
        else replace(piece, values={**piece.values, **_without_numbers(row, piece.values)})
        for place, piece in enumerate(pieces)
    ]
    codes, _ = _codes(ws, row, [piece.values for piece in bare], keeps, why)
    return [
        replace(piece, code=code, reason=reason, keeps_code=place == keeps)
        for place, (piece, (code, reason)) in enumerate(zip(_share_area(row, bare), codes))
    ]


def _without_numbers(row: Row, values: Mapping[str, Any]) -> dict[str, Any]:
    """The document numbers that are only copies of the parent's, emptied."""
    return {name: None for name in _NUMBERS if values.get(name) == row_values(row)[name]}


def _share_area(row: Row, pieces: Sequence[Piece]) -> list[Piece]:
    """The parent's document area by map area, where the pieces have no other."""
    parent = row_values(row)["document_area"]
    if parent is None:
        return list(pieces)
    ground = np.array([piece.area_m2 for piece in pieces])
    parts = shared_out(parent, ground / ground.sum())
    return [
        replace(piece, values={**piece.values, "document_area": part})
        if piece.values.get("document_area") == parent
        else piece
        for piece, part in zip(pieces, parts)
    ]


def _give_document(row: Row, values: list[dict[str, Any]], place: int) -> None:
    """The parent's document goes to one piece; who had it has none of its own yet."""
    for own in values:
        own.update(_without_numbers(row, own))
    parent = row_values(row)
    values[place].update({name: parent[name] for name in _NUMBERS})


def _codes(
    ws: Workspace,
    row: Row,
    values: Sequence[Mapping[str, Any]],
    keeps: int,
    why: Optional[Message],
) -> tuple[list[tuple[Optional[str], Optional[Message]]], tuple[Message, ...]]:
    """A code and its reason for each piece; what cannot be suggested is said."""
    code, style = row["parcel_code"], CodeStyle.of(ws.municipality)
    if code is None:
        return [(None, Message("division.no_code"))] * len(values), ()
    land_nos = [own.get("land_no") for own in values]
    try:
        used = codes_ever_given(ws, "parcel", code)
        found = suggest_split(code, land_nos, used, style, keeps, why)
        return [(one.code, one.reason) for one in found], ()
    except CodeError as error:
        return _from_block(ws, row, len(values), keeps, why, style), (error.message,)


def _from_block(
    ws: Workspace,
    row: Row,
    count: int,
    keeps: int,
    why: Optional[Message],
    style: CodeStyle,
) -> list[tuple[Optional[str], Optional[Message]]]:
    """The next codes of the block, where the parcel has no room for suffixes."""
    used = codes_ever_given(ws, "parcel", row["block_code"])
    codes: list[tuple[Optional[str], Optional[Message]]] = []
    for place in range(count):
        if place == keeps:
            codes.append((row["parcel_code"], why))
            continue
        try:
            one = next_free(row["block_code"], used, style)
        except CodeError as error:
            one = Suggestion("", error.message)
        used.add(one.code)
        codes.append((one.code or None, one.reason))
    return codes
