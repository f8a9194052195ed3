"""Which codes were ever given, living and retired, and in which blocks they are in force.

Codes are looked up by their beginning, through the index: what one block or one parcel
was given costs the same in a workspace of a million parcels.
"""

from __future__ import annotations

from ..workspace.family import LineageReader
from ..workspace.reader import OpenReader, Reader
from ..workspace.retired_code import with_code
from ..workspace.schema import CODE_COLUMN

_AFTER_ALL = "\U0010ffff"


def codes_ever_given(reader: Reader, table: str, beginning: str = "") -> set[str]:
    """Codes of ``parcel``, ``building`` or ``signboard`` that begin so, living and retired."""
    column, ends = CODE_COLUMN[table], [beginning, beginning + _AFTER_ALL]
    where = f"{column} >= ? AND {column} < ? AND {column} <> ''"  # else the index is not used
    living = reader.rows(table, [column], where, ends)
    where = "code >= ? AND code < ? AND table_name = ?"
    retired = reader.rows("retired_code", ["code"], where, [*ends, table])
    return {row[column] for row in living} | {row["code"] for row in retired}


def holder(reader: Reader, code: str) -> str | None:
    """The uuid of the living parcel that has a code."""
    rows = reader.rows("parcel", ["uuid"], with_code("parcel"), [code])
    return rows[0]["uuid"] if rows else None


def is_retired(reader: OpenReader, code: str, restored: str = "", table: str = "parcel") -> bool:
    """Whether a code of ``table`` went out of use and is given to none any more.

    ``restored`` is a parcel that comes back: the code is its own where no other had it but
    itself and those that came from it.
    """
    rows = reader.rows(
        "retired_code", ["subject_uuid"], "code = ? AND table_name = ?", [code, table]
    )
    had_it = {row["subject_uuid"] for row in rows}
    if not had_it or not restored:
        return bool(had_it)
    return not had_it <= set(LineageReader(reader).walk(restored, upwards=False))


def declared_blocks(reader: Reader) -> set[str]:
    """The blocks whose codes are in force, as ``01A``."""
    rows = reader.rows("block", ["block_code"], "code_state = ?", ["declared"])
    return {row["block_code"] for row in rows} - {None}
