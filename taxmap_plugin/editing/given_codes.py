"""Which codes were ever given, living and retired, and in which blocks they are in force.

Codes are looked up by their beginning, through the index: what one block or one parcel
was given costs the same in a workspace of a million parcels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import pandas as pd

from ..core.code_style import CodeStyle
from ..core.parcel_code import parse, problem

CODE_COLUMN = {
    "parcel": "parcel_code",
    "building": "building_code",
    "signboard": "signboard_code",
}
"""The tables whose codes retire, and where the code stands."""

_AFTER_ALL = "\U0010ffff"


class Reader(Protocol):
    """A workspace, or a transaction with what it has written so far."""

    def read(
        self,
        table_name: str,
        columns: Sequence[str] | None = None,
        where: str = "",
        params: Sequence[Any] = (),
    ) -> pd.DataFrame: ...


def codes_ever_given(reader: Reader, table: str, beginning: str = "") -> set[str]:
    """Codes of ``parcel``, ``building`` or ``signboard`` that begin so, living and retired."""
    column, ends = CODE_COLUMN[table], [beginning, beginning + _AFTER_ALL]
    living = reader.read(table, [column], f"{column} >= ? AND {column} < ?", ends)[column]
    where = "code >= ? AND code < ? AND table_name = ?"
    retired = reader.read("retired_code", ["code"], where, [*ends, table])["code"]
    return set(living) | set(retired)


def declared_blocks(reader: Reader) -> set[str]:
    """The blocks whose codes are in force, as ``01A``."""
    rows = reader.read("block", ["block_code"], "code_state = ?", ["declared"])
    return set(rows["block_code"].dropna())


def in_force(codes: Iterable[str | None], declared: set[str], style: CodeStyle) -> list[bool]:
    """Which codes belong to one of the ``declared`` blocks; what is no code does not."""
    return [
        code is not None
        and problem(code, style) is None
        and parse(code, style).block_text(style) in declared
        for code in codes
    ]
