"""What names a row that is deleted, as owners name a building: told, not refused.

Registers of a thing that is no more stay as they are, as those of a retired parcel do: what was
assessed on it was. Whether they end or belong to something else is the officer's to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..core.message import Message
from ..workspace.few_rows import Row
from ..workspace.hanging import naming
from ..workspace.reader import Reader, rows_among
from ..workspace.schema import table as table_of
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
    named: dict[str, list[Message]] = {}
    for one, rows in naming(reader, table, uuids):
        for uuid, count in sorted(Counter(row[one.column] for row in rows).items()):
            told = Message(f"left_behind.{one.table.name}", count=count)
            named.setdefault(uuid, []).append(told)
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
