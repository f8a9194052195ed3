"""What belongs to rows that are taken away, and has come to since.

Which column names rows of which table is declared in ``resources/schema``: by ``references``,
or as ``X_uuid`` beside an ``X_table`` that says in which table. Findings are notes on things;
they hold nothing back.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Optional

from .few_rows import Row
from .reader import OpenReader, Reader, rows_among
from .schema import Table, tables
from .undo_image import Image

NOTES = "finding"
"""The table of notes on things."""
_LATER = " ".join(
    [
        "SELECT action, before FROM change_row",
        "WHERE row_uuid = ? AND table_name = ? AND fid > ? ORDER BY fid",
    ]
)
_KNOWN = "SELECT 1 FROM change_row WHERE row_uuid = ? AND table_name = ? LIMIT 1"
Keys = dict[tuple[str, str], list[str]]
"""Values that rows are named by, by table and column."""


class Reference(NamedTuple):
    """A column of ``table`` that names rows of another one by their ``key``."""

    table: Table
    column: str
    key: str
    only: str = ""


@lru_cache(maxsize=None)
def references_to(name: str) -> tuple[Reference, ...]:
    """The columns that name rows of a table, in tables whose rows are put back."""
    found = []
    for table in tables().values():
        if not table.keeps_images or table.name == NOTES:
            continue
        for column in table.columns:
            told_by = column.name.removesuffix("_uuid") + "_table"
            parent, _, key = column.references.partition(".")
            if parent == name:
                found.append(Reference(table, column.name, key))
            elif column.name.endswith("_uuid") and told_by in table.names:
                found.append(Reference(table, column.name, "uuid", f"{told_by} = '{name}'"))
    return tuple(found)


def naming(
    reader: Reader, name: str, uuids: Sequence[str]
) -> Iterator[tuple[Reference, list[Row]]]:
    """Each column that names rows of a table by their uuid, with the rows that name these."""
    for one in references_to(name):
        if one.key == "uuid":
            columns = ["uuid", one.column]
            yield one, rows_among(reader, one.table.name, columns, one.column, uuids, one.only)


def keys_given_up(reader: OpenReader, images: Sequence[Image]) -> Keys:
    """What other rows can name those by that an undo of the images takes away or calls anew.

    To be asked before; some of it may be named so afterwards all the same.
    """
    rows: dict[str, list[str]] = {}
    for image in images:
        keys = {one.key for one in references_to(image.table)}
        if keys and (image.action == "insert" or keys & image.values.keys()):
            rows.setdefault(image.table, []).append(image.uuid)
    found: Keys = {}
    for name, uuids in rows.items():
        for key in sorted({one.key for one in references_to(name)}):
            there = rows_among(reader, name, [key], "uuid", list(dict.fromkeys(uuids)))
            found[name, key] = [row[key] for row in there if row[key]]
    return found


def hanging_since(
    reader: OpenReader, keys: Keys, place: int, but: Collection[str]
) -> list[tuple[Table, list[str]]]:
    """Rows, by table, that have come to name what bears none of ``keys`` any more.

    ``place`` is the ``fid`` of the image after which they did; ``but`` are rows left out.
    """
    found: dict[str, list[str]] = {}
    for (name, key), values in keys.items():
        gone = _gone(reader, name, key, values)
        for reference in references_to(name) if gone else ():
            if reference.key == key:
                later = (row["uuid"] for row in _naming(reader, reference, gone, place, but))
                found.setdefault(reference.table.name, []).extend(later)
    return [(tables()[name], list(dict.fromkeys(uuids))) for name, uuids in found.items() if uuids]


def _gone(reader: OpenReader, name: str, key: str, values: Sequence[str]) -> list[str]:
    there = {row[key] for row in rows_among(reader, name, [key], key, values)}
    return [value for value in values if value not in there]


def _naming(
    reader: OpenReader,
    reference: Reference,
    gone: Sequence[str],
    place: int,
    but: Collection[str],
) -> Iterable[Row]:
    """The rows that name one of these, and did not at that place."""
    table, column = reference.table, reference.column
    for row in rows_among(reader, table.name, ["uuid", column], column, gone, reference.only):
        if row["uuid"] not in but and _came_since(reader, reference, row, place):
            yield row


def _came_since(reader: OpenReader, reference: Reference, row: Row, place: int) -> bool:
    """Whether a row has its value since then; one that another program wrote may have."""
    name = reference.table.name
    later = reader.execute(_LATER, [row["uuid"], name, place])
    if not later:
        return not reader.execute(_KNOWN, [row["uuid"], name])
    was = next((one for one in map(_before, later) if one is None or reference.column in one), row)
    return was is None or was[reference.column] != row[reference.column]


def _before(image: tuple[str, Optional[str]]) -> Optional[Row]:
    """The values of a row before a change; None where it was not there."""
    action, before = image
    return None if action == "insert" else json.loads(before or "{}")
