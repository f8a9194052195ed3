"""What names a building, a signboard or a house number that is deleted: told, not refused.

Registers of a thing that is no more stay as they are, as those of a retired parcel do: what was
assessed on it was. Whether they end or belong to something else is the officer's to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..core.message import Message
from ..workspace.few_rows import Row
from ..workspace.hanging import references_to
from ..workspace.reader import Reader, rows_among
from ..workspace.schema import table as table_of
from .thing_review import Look, look_at
from .unit_parcel import ON_PARCELS


def left_behind(reader: Reader, table: str, uuids: Sequence[str]) -> list[Look]:
    """One to look at for each of these rows that others name, before they are deleted."""
    if table not in ON_PARCELS or not uuids:
        return []
    named: dict[str, list[Message]] = {}
    for name, rows in _naming(reader, table, uuids):
        for uuid in sorted(set(rows)):
            count = rows.count(uuid)
            named.setdefault(uuid, []).append(Message(f"left_behind.{name}", count=count))
    columns = ["uuid", *table_of(table).display, "geom"]
    found: list[Row] = rows_among(reader, table, columns, "uuid", list(named))
    return [
        look_at(Message("left_behind.deleted", named=named[row["uuid"]]), table, row)
        for row in found
    ]


def _naming(reader: Reader, table: str, uuids: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each table of things, with the row that each of its rows names."""
    for one in references_to(table):
        if one.key == "uuid":
            rows = rows_among(reader, one.table.name, [one.column], one.column, uuids, one.only)
            yield one.table.name, [row[one.column] for row in rows]
