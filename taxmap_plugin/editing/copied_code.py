"""Whether a new row of an edit buffer has its code only because QGIS copied it from another row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..workspace.reader import Reader
from ..workspace.retired_code import with_code
from ..workspace.schema import CODE_COLUMN

if TYPE_CHECKING:
    from .native_edits import NativeEdits

_COPY = re.compile(r"_\d+\Z")
"""What QGIS writes behind a code that must be unique: ``01A001_1``."""


def is_copy_of(code: Any, original: str) -> bool:
    """Whether a new row has no code of its own, but that of another one left out or counted on."""
    return code is None or (code != original and _COPY.sub("", str(code)) == original)


def is_copied(reader: Reader, table: str, code: str, edits: NativeEdits) -> bool:
    """Whether another row keeps the code, or QGIS made it of that row's (``01A001-B001_1``).

    What was cut out and pasted has the code of a row that goes: that is no copy.
    """
    original = _COPY.sub("", code)
    holders = reader.rows(table, ["uuid"], with_code(table), [original])
    return any(
        original != code or not _gives_up(edits, row["uuid"], CODE_COLUMN[table], code)
        for row in holders
    )


def _gives_up(edits: NativeEdits, uuid: str, column: str, code: str) -> bool:
    return uuid in edits.deleted or edits.values.get(uuid, {}).get(column, code) != code
