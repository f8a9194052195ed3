"""Where the numbers of a parcel that is divided are: told where a preview does not show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..core.message import Message
from ..core.parcel_name import name_of
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from .division import NUMBERS
from .parcel_plan import Plan, uuids_of


def number_notes(reader: Reader, plan: Plan) -> tuple[Message, ...]:
    """The numbers that no piece has any more, and those that went with the code to another piece
    than the one at which they stood first.

    Of a document that the register knows ``title_change`` says where it is.
    """
    if plan.operation != "split":
        return ()
    columns, parcels = ["parcel_uuid", "deed_no"], uuids_of(plan.parcels)
    titles = rows_among(reader, "title_document", columns, "parcel_uuid", parcels)
    known = {(title["parcel_uuid"], title["deed_no"]) for title in titles}
    return tuple(note for row in plan.parcels for note in _notes(plan, row, known))


def _notes(plan: Plan, row: Row, known: set[tuple[str, str]]) -> Iterator[Message]:
    places = [at for at, piece in enumerate(plan.pieces) if row["uuid"] in piece.parents]
    values = {at: plan.values_after(plan.pieces[at]) for at in places}
    at_piece = {
        name: [at for at in places if values[at].get(name) == row[name]]
        for name in NUMBERS
        if row[name]
    }
    lost = [name for name, found in at_piece.items() if not found]
    told = [name for name in lost if name != "deed_no" or (row["uuid"], row[name]) not in known]
    if told:
        yield Message("parent_numbers.nowhere", parcel=name_of(row), numbers=_numbers(row, told))
    keeps = next((at for at in places if plan.pieces[at].keeps_code), None)
    first = next((at for at in places if plan.pieces[at].left_over), min(places, default=None))
    moved = [name for name, found in at_piece.items() if keeps in found]
    if moved and keeps is not None and keeps != first:
        said = {"parcel": name_of(row), "numbers": _numbers(row, moved), "place": keeps + 1}
        yield Message("parent_numbers.with_code", **said)


def _numbers(row: Row, names: Sequence[str]) -> list[Message]:
    return [Message("parent_numbers." + name, value=row[name]) for name in names]
