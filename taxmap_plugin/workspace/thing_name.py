"""What rows of any table are called in what the program says: แปลง 01A001, ป้าย 01A001-P002."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Optional

from ..core.message import Message
from ..core.parcel_name import Name, listed, name_of, without_code
from ..core.reconcile import check_title, is_reconciled

if TYPE_CHECKING:
    from .schema import Table

MOST = 3
"""So many are named, of the others the number is told."""


def called(table: Table, row: Mapping[str, Any]) -> Name:
    """One row by what its table is called by; parcels as deeds say it.

    ``row`` has its ``uuid`` and as many of the columns as are known. People are not named.
    """
    if table.name == "parcel":
        return name_of(row)
    if table.name == "finding":
        return _finding(row)
    if table.personal:
        return "–"
    words = [row[name] for name in table.display if row.get(name) is not None]
    plain = " ".join(str(word) for word in words if not isinstance(word, Message))
    if words:
        return plain or words[0]
    return without_code(row) if table.display[0].endswith("_code") else "–"


def _finding(row: Mapping[str, Any]) -> Name:
    """What was found, by the title of its rule, and of what."""
    check, code = str(row.get("check_id") or ""), row.get("subject_code") or ""
    if not check.startswith("quality.") and not is_reconciled(check):  # the others have no title
        return code or "–"
    title = check_title(check) if is_reconciled(check) else Message(check)
    return Message("thing_name.finding_of", title=title, code=code) if code else title


def things(table_name: str, names: Sequence[Name], count: Optional[int] = None) -> Message:
    """``count`` rows of a table, some of them by ``names``."""
    count = len(names) if count is None else count
    return Message("thing_name." + table_name, names=listed(names, count, MOST), count=count)
