"""Parcels become several each: which piece keeps the number, and what the others are called.

The remainder is the piece with the parent's document number, else the one with the smallest
land number on the same map sheet (practice.md §2.3); the officer may decide otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Optional

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
from .given_codes import codes_ever_given
from .in_force import codes_in_force
from .neighbours import adjusted, read_near, without
from .parcel_plan import Piece, Plan, row_values, uuids_of

NUMBERS = ("deed_no", "land_no", "survey_no")
"""What the land office gives each piece anew."""
OF_ONE_PLACE = ("house_no", "officer_note", "note")
"""What was written of one place in the parcel, or of it as it was: the remainder's.

A house number goes where the house is when the change is written (``house_site``)."""
_OF_ONE = (*NUMBERS, *OF_ONE_PLACE)
"""What one piece alone has of its parcel; all else is true of the ground of each."""

DOCUMENT_AREA = "document_area"
"""As the land office issued it: of ground that was divided since it says nothing."""

Typed = Mapping[int, Mapping[str, Any]]
"""Columns and values, by the place of the piece."""


def divide(
    ws: Workspace, row: Row, shapes: Sequence[BaseGeometry], left_over: Optional[int] = None
) -> Plan:
    """The plan that puts ``shapes`` (the remainder-to-be ahead) in place of a parcel.

    ``row`` is the parcel as ``read_parcels`` gives it. The document stays with the
    remainder; what area the documents of the pieces have nobody knows until they are there.
    ``left_over`` is the place of the remainder-to-be where it is not ahead.
    """
    return _divided(ws, [row], _pieces(row, shapes, left_over))


def divide_all(ws: Workspace, divisions: Sequence[tuple[Row, Sequence[BaseGeometry]]]) -> Plan:
    """As :func:`divide`, several parcels in one change."""
    pieces = [piece for row, shapes in divisions for piece in _pieces(row, shapes)]
    return _divided(ws, [row for row, _ in divisions], pieces)


def _divided(ws: Workspace, rows: Sequence[Row], pieces: Sequence[Piece]) -> Plan:
    others = without(read_near(ws, [row["geom"] for row in rows]), uuids_of(rows))
    plan = Plan(
        operation="split",
        kind="split",
        parcels=rows,
        pieces=tuple(pieces),
        adjusted=adjusted(others, [piece.shape for piece in pieces]),
        in_force=codes_in_force(ws).concerned(rows),
    )
    return suggest_codes(ws, plan)


def _pieces(
    row: Row, shapes: Sequence[BaseGeometry], left_over: Optional[int] = None
) -> list[Piece]:
    values = taken_over(row, len(shapes), left_over or 0)
    return [
        Piece(shape, (row["uuid"],), values=own, left_over=place == left_over)
        for place, (shape, own) in enumerate(zip(shapes, values))
    ]


def taken_over(row: Row, count: int, keeps: int) -> list[Row]:
    """What each piece has of its parcel while nobody says otherwise.

    One ``keeps`` the document, and what was written of one place.
    """
    parent = {**row_values(row), DOCUMENT_AREA: None}
    fresh = {**parent, **dict.fromkeys(_OF_ONE)}
    return [parent if place == keeps else fresh for place in range(count)]


def suggest_codes(
    ws: Workspace,
    plan: Plan,
    typed: Optional[Typed] = None,
    chosen: Collection[int] = (),
) -> Plan:
    """The plan of a division with codes for its pieces, anew.

    ``typed`` is all that the officer has typed so far (by the place of the piece), ``chosen``
    are the pieces that she wants to keep the number of their parcel. The piece that keeps it
    gets the document numbers of the parcel where she typed none.
    """
    found, notes = dict(enumerate(plan.pieces)), list(plan.notes)
    taken: set[str] = set()
    for row in plan.parcels:
        places = [at for at, piece in found.items() if row["uuid"] in piece.parents]
        own = [(typed or {}).get(at, {}) for at in places]
        keeps = next((place for place, at in enumerate(places) if at in chosen), None)
        pieces, told = _coded(ws, row, [found[at] for at in places], own, keeps, taken)
        found.update(zip(places, pieces))
        taken |= {piece.code for piece in pieces if piece.code}
        notes += told
    pieces_now = tuple(found[at] for at in range(len(found)))
    return replace(plan, pieces=pieces_now, notes=tuple(dict.fromkeys(notes)))


def _coded(
    ws: Workspace,
    row: Row,
    pieces: Sequence[Piece],
    typed: Sequence[Mapping[str, Any]],
    chosen: Optional[int],
    taken: Collection[str],
) -> tuple[list[Piece], tuple[Message, ...]]:
    """The pieces of one parcel with codes besides those ``taken``, and what is to be said."""
    bare = [{**piece.values, **dict.fromkeys(_OF_ONE)} for piece in pieces]
    stood, presumed = _presumed(row, typed, _left_over(pieces))
    if chosen is None:
        known = [{**own, **said} for own, said in zip(bare, typed)]
        known[stood] = {**bare[stood], **presumed, **typed[stood]}
        keeps, why = remainder_of(row, known, _left_over(pieces))
    else:
        keeps, why = chosen, Message("division.chosen")
    numbers = _numbers_left(row, typed, keeps, stood)
    numbers[keeps].update({name: row[name] for name in OF_ONE_PLACE})
    now = [{**own, **left, **said} for own, left, said in zip(bare, numbers, typed)]
    suggestions, notes = _codes(ws, row, now, keeps, why, taken)
    coded = [
        replace(piece, values=own, code=code, reason=reason, keeps_code=at == keeps)
        for at, (piece, own, (code, reason)) in enumerate(zip(pieces, now, suggestions))
    ]
    return coded, notes


def _left_over(pieces: Sequence[Piece]) -> Optional[int]:
    """The place of the piece that wanted areas left."""
    return next((place for place, piece in enumerate(pieces) if piece.left_over), None)


def _presumed(
    row: Row, typed: Sequence[Mapping[str, Any]], left_over: Optional[int]
) -> tuple[int, dict[str, Any]]:
    """The piece that is taken to have the parcel's own numbers while nobody says, and those.

    That is the one ``left_over``, else the first one, or the only one whose document, or else
    land number, is not another one by what was typed. Where land numbers were typed, they tell
    more than a document that was only presumed.
    """
    place, names = _left_alone(row, typed, "deed_no"), list(NUMBERS)
    says_deed = row["deed_no"] in [own.get("deed_no") for own in typed] and row["deed_no"]
    if place is None and (says_deed or any(own.get("land_no") for own in typed)):
        place, names = _left_alone(row, typed, "land_no"), ["land_no"]
    if place is None:
        place = left_over or 0
    if _has_other_document(row, typed[place]):
        return place, {}
    return place, {name: row[name] for name in names}


def _left_alone(row: Row, typed: Sequence[Mapping[str, Any]], name: str) -> Optional[int]:
    """The one piece that can have the parcel's number, when all others have another by hand."""
    said = [own.get(name) for own in typed]
    untold = [at for at, number in enumerate(said) if not number]
    return untold[0] if row[name] and row[name] not in said and len(untold) == 1 else None


def _has_other_document(row: Row, typed: Mapping[str, Any]) -> bool:
    """Where the parcel has no number, the one that is typed may be its own."""
    return bool(row["deed_no"]) and typed.get("deed_no") not in (None, row["deed_no"])


def _numbers_left(
    row: Row, typed: Sequence[Mapping[str, Any]], keeps: int, stood: int
) -> list[dict[str, Any]]:
    """The parcel's own numbers, by the pieces that have them where nobody typed them.

    That is the remainder; where another number was typed for it, the piece at which it ``stood``.
    """
    found: list[dict[str, Any]] = [{} for _ in typed]
    for name in NUMBERS:
        if row[name] in [own.get(name) for own in typed]:
            continue
        for at in (keeps, stood):
            if name not in typed[at] and not _has_other_document(row, typed[at]):
                found[at][name] = row[name]
                break
    return found


def remainder_of(
    row: Row, values: Sequence[Mapping[str, Any]], left_over: Optional[int] = None
) -> tuple[int, Message]:
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
        id = "division.largest" if left_over is None else "division.left_over"
        return left_over or 0, Message(id)
    return place, Message("code_suggestion.remainder", land_no=land_nos[place])


def shared(
    ws: Workspace, row: Row, pieces: Sequence[Piece], taken: Collection[str] = ()
) -> list[Piece]:
    """Pieces that all have the code and the document of one parcel: one keeps them.

    The others get the next codes besides those ``taken`` and no document numbers.
    """
    keeps, why = _largest_or_told(row, pieces)
    bare = _without_copies(row, pieces, keeps)
    codes, _ = _codes(ws, row, [piece.values for piece in bare], keeps, why, taken)
    return [
        replace(piece, code=code, reason=reason, keeps_code=place == keeps)
        for place, (piece, (code, reason)) in enumerate(zip(bare, codes))
    ]


def without_copies(row: Row, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a parcel, of which one alone keeps what QGIS copied to all.

    That is the one that keeps the code, else the one that :func:`shared` would give it to.
    """
    with_code = [place for place, piece in enumerate(pieces) if piece.keeps_code]
    keeps = with_code[0] if with_code else _largest_or_told(row, pieces)[0]
    return _without_copies(row, pieces, keeps)


def _largest_or_told(row: Row, pieces: Sequence[Piece]) -> tuple[int, Message]:
    """The place of the remainder among pieces in any order, and why."""
    largest = sorted(range(len(pieces)), key=lambda place: -pieces[place].area_m2)
    first, why = remainder_of(row, [pieces[place].values for place in largest])
    return largest[first], why


def _without_copies(row: Row, pieces: Sequence[Piece], keeps: int) -> list[Piece]:
    kept = pieces[keeps].values
    own = {name: row[name] for name in _OF_ONE if name in NUMBERS or kept.get(name) == row[name]}
    found = list(pieces)
    for place, piece in enumerate(pieces):
        copies = [name for name, value in own.items() if piece.values.get(name) == value]
        if place != keeps and copies:
            found[place] = replace(piece, values={**piece.values, **dict.fromkeys(copies)})
    return found


def _codes(
    ws: Workspace,
    row: Row,
    values: Sequence[Mapping[str, Any]],
    keeps: int,
    why: Optional[Message],
    taken: Collection[str] = (),
) -> tuple[list[tuple[Optional[str], Optional[Message]]], tuple[Message, ...]]:
    """A code and its reason for each piece; what cannot be suggested is said.

    ``taken`` are codes that pieces of other parcels are to get.
    """
    code, style = row["parcel_code"], CodeStyle.of(ws.municipality)
    if code is None:
        return [(None, Message("division.no_code"))] * len(values), ()
    land_nos = [own.get("land_no") for own in values]
    try:
        used = codes_ever_given(ws, "parcel", code).union(taken)
        found = suggest_split(code, land_nos, used, style, keeps, why)
        return [(one.code, one.reason) for one in found], ()
    except CodeError as error:
        return _from_block(ws, row, len(values), keeps, why, taken), (error.message,)


def _from_block(
    ws: Workspace,
    row: Row,
    count: int,
    keeps: int,
    why: Optional[Message],
    taken: Collection[str],
) -> list[tuple[Optional[str], Optional[Message]]]:
    """The next codes of the block, where the parcel has no room for suffixes."""
    style = CodeStyle.of(ws.municipality)
    used = codes_ever_given(ws, "parcel", row["block_code"]).union(taken)
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
