"""What rows are called, also such as are gone: those by what they were called last."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..core.parcel_name import NAMES, Name
from .few_rows import Row
from .reader import OpenReader, rows_among
from .schema import Table
from .schema import table as table_of
from .thing_name import called

_LAST_SEEN = " ".join(
    [
        "SELECT before FROM change_row",
        "WHERE row_uuid = ? AND table_name = ? AND action = 'delete' ORDER BY fid DESC LIMIT 1",
    ]
)


def names_of(reader: OpenReader, table: Table, uuids: Sequence[str]) -> list[Name]:
    """What an officer calls these rows, in their order."""
    columns = list(dict.fromkeys(["uuid", *table.display]))
    if table.name == "parcel":
        columns = list(NAMES)
    rows = {row["uuid"]: row for row in rows_among(reader, table.name, columns, "uuid", uuids)}
    return [
        called(table, _spoken(reader, table, rows.get(uuid) or _last_seen(reader, table, uuid)))
        for uuid in uuids
    ]


def _last_seen(reader: OpenReader, table: Table, uuid: str) -> Row:
    found = reader.execute(_LAST_SEEN, [uuid, table.name])
    return {**(json.loads(found[0][0]) if found else {}), "uuid": uuid}


def _spoken(reader: OpenReader, table: Table, row: Row) -> Row:
    """The row with the names of what it refers to in the place of their ids."""
    found = dict(row)
    for column in map(table.column, table.display):
        named, _, key = column.references.partition(".")
        if key == "uuid" and found.get(column.name):
            found[column.name] = names_of(reader, table_of(named), [found[column.name]])[0]
    return found
