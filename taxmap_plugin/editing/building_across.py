"""Which buildings and signs the boundaries of a plan run through or leave on no parcel.

Said in the preview in the words in which ``inheritance`` files it afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..core.building_across import ACROSS, ground_given_up, placed_across
from ..core.code_style import UNIT_KINDS
from ..core.message import Message
from ..core.object_array import object_array
from ..workspace.reader import Reader, rows_among
from ..workspace.schema import CODE_COLUMN
from .parcel_plan import Plan, piece_name, shapes_of, uuids_of
from .thing_review import Look, look_at

_MOST_TOLD = 10


def building_notes(reader: Reader, plan: Plan) -> tuple[Message, ...]:
    """What is to be said of the buildings and signs of a plan's parcels, the worst first."""
    found = [look for table in UNIT_KINDS for look in _looks(reader, plan, table)]
    found.sort(key=lambda look: ACROSS.index(look.message.id))
    notes = [look.named for look in found]
    if len(notes) <= _MOST_TOLD:
        return tuple(notes)
    return (*notes[:_MOST_TOLD], Message("building_across.more", count=len(notes) - _MOST_TOLD))


def _looks(reader: Reader, plan: Plan, table: str) -> Iterator[Look]:
    columns = ["uuid", CODE_COLUMN[table], "geom"]
    found = rows_among(reader, table, columns, "parcel_uuid", uuids_of(plan.parcels))
    rows = [row for row in found if row["geom"] is not None and not row["geom"].is_empty]
    if not rows:
        return
    rows.sort(key=lambda row: row[CODE_COLUMN[table]] or "~")
    pieces = object_array(piece.shape for piece in plan.pieces)
    names = [piece_name(plan, place) for place in range(len(pieces))]
    given_up = ground_given_up((row["geom"] for row in plan.parcels), pieces)
    notes = placed_across(shapes_of(rows), pieces, names, given_up)["note"]
    for row, note in zip(rows, notes):
        if note is not None:
            yield look_at(note, table, row)
