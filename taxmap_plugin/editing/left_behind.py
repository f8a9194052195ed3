"""What names a row that is deleted, as owners name a building, or a code that nothing has any more,
as parcels name that of their block: told, not refused.

Registers of a thing that is no more stay as they are, as those of a retired parcel do: what was
assessed on it was. Whether they end or belong to something else is the officer's to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..core.message import Message
from ..workspace.few_rows import Row
from ..workspace.hanging import naming, references_to
from ..workspace.reader import Reader, rows_among
from ..workspace.schema import CODE_COLUMN
from ..workspace.schema import table as table_of
from .native_edits import NativeEdits
from .thing_review import Look, look_at
from .unit_parcel import ON_PARCELS

_TOLD = {
    **{table: table_of(table).display[0] for table in ON_PARCELS},
    "owner": "display_name",
    "title_document": "deed_no",
    "condo_unit": "unit_no",
    "land_use": "tax_year",
    "business": "business_name",
    "assessment": "tax_year",
    "letter": "letter_no",
}
"""What rows of other tables name, and what it is called by."""


def left_behind(reader: Reader, table: str, uuids: Sequence[str]) -> list[Look]:
    """One to look at for each of these rows that others name, before they are deleted."""
    if table not in _TOLD or not uuids:
        return []
    named = counted_by(reader, table, uuids)
    shape = ["geom"] if table_of(table).geometry else []
    called = _TOLD[table]
    columns = ["uuid", *table_of(table).display, called, *shape]
    found: list[Row] = rows_among(reader, table, list(dict.fromkeys(columns)), "uuid", list(named))
    looks = [
        look_at(Message("left_behind.deleted", named=named[row["uuid"]]), table, row)
        for row in found
    ]
    names = [None if row[called] is None else str(row[called]) for row in found]
    return [look._replace(code=name) for look, name in zip(looks, names)]


def counted_by(reader: Reader, table: str, uuids: Sequence[str]) -> dict[str, list[Message]]:
    """How many rows of which other tables name each of these rows; left out where none do."""
    named: dict[str, list[Message]] = {}
    for one, rows in naming(reader, table, uuids):
        for uuid, count in sorted(Counter(row[one.column] for row in rows).items()):
            told = Message(f"left_behind.{one.table.name}", count=count)
            named.setdefault(uuid, []).append(told)
    return named


def codes_left(reader: Reader, table: str, edits: NativeEdits) -> list[Look]:
    """One to look at for each code of a block or zone that goes and that others still have.

    To be asked before the edits are written. QGIS merges two blocks into one, and the parcels of
    the other one keep its code: that of a declared block goes nowhere, and drafts are numbered
    anew when the officer says so.
    """
    column = CODE_COLUMN.get(table, "")
    named_by = [one for one in references_to(table) if column and one.key == column]
    gone = _codes_gone(reader, table, column, edits) if named_by else {}
    named: dict[str, list[Message]] = {}
    for one in named_by:
        rows = rows_among(reader, one.table.name, [one.column], one.column, list(gone))
        for code, count in sorted(Counter(row[one.column] for row in rows).items()):
            named.setdefault(code, []).append(Message(f"left_behind.{one.table.name}", count=count))
    return [
        look_at(Message("left_behind.code", named=told), table, gone[code])
        for code, told in named.items()
    ]


def _codes_gone(reader: Reader, table: str, column: str, edits: NativeEdits) -> dict[str, Row]:
    """The codes that no row has any more after the edits, with the rows that had them."""
    uuids = list(dict.fromkeys([*edits.deleted, *edits.values]))
    columns = list(dict.fromkeys(["uuid", *table_of(table).display, column, "geom"]))
    before = rows_among(reader, table, columns, "uuid", uuids)
    deleted = set(edits.deleted)
    now = {
        edits.values.get(row["uuid"], {}).get(column, row[column])
        for row in before
        if row["uuid"] not in deleted
    }
    now |= {row.get(column) for row in edits.added}
    return {row[column]: row for row in before if row[column] and row[column] not in now}
