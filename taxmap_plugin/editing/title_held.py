"""Register rows that name a title document and no parcel: theirs is the parcel of the document.

The import of a register writes owners and uses so; only a match names the parcel in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Optional

from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among

BY_TITLE = "title_document_uuid"


def titles_of(reader: Reader, parcels: Sequence[str]) -> dict[str, str]:
    """The title documents of some parcels: document → parcel (uuids)."""
    columns = ["uuid", "parcel_uuid"]
    rows = rows_among(reader, "title_document", columns, "parcel_uuid", parcels)
    return {row["uuid"]: row["parcel_uuid"] for row in rows}


def title_held(
    reader: Reader,
    table: str,
    columns: Optional[Sequence[str]],
    titles: Mapping[str, str],
    only: str = "",
) -> list[Row]:
    """The rows of ``table`` that have no parcel but through ``titles``, with it filled in.

    ``columns`` have ``parcel_uuid`` and ``title_document_uuid`` in them; None reads all.
    ``only`` is a further condition without ``?``, not on the parcel: in its index the
    database would go through all rows that have none.
    """
    rows = rows_among(reader, table, columns, BY_TITLE, list(titles), only)
    return [
        {**row, "parcel_uuid": titles[row[BY_TITLE]]} for row in rows if row["parcel_uuid"] is None
    ]
