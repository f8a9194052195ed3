"""Codes that are never given again: those of ``retired_code`` that no living row has.

A code is retired when a declared one goes out of use. It lives again only when an undo, a redo
or a restoring brings back the row that had it.
"""

from __future__ import annotations

import json
from typing import Optional

import pandas as pd

from ..core.code_style import CodeStyle
from ..core.message import Message, render
from ..core.parcel_code import block_of
from .schema import CODE_COLUMN
from .transaction import Transaction

_DECLARED = "SELECT block_code FROM block WHERE code_state = 'declared'"
_TAKEN_AWAY = " ".join(
    [
        "SELECT table_name, row_uuid, before FROM change_row",
        "WHERE change_uuid = ? AND action <> 'insert'",
        "AND table_name IN ('parcel', 'building', 'signboard') ORDER BY fid",
    ]
)


def with_code(table: str) -> str:
    """The WHERE of the row that has a code (one ``?``), so that SQLite uses the codes' index.

    The index leaves out blank codes; without the second half SQLite reads the whole table.
    """
    column = CODE_COLUMN[table]
    return f"{column} = ? AND {column} <> ''"


def retire_vanished(tx: Transaction, style: CodeStyle) -> int:
    """Retire the declared codes that this change took away; returns how many.

    For changes that put rows back: a code that was once saved in a declared block stays a
    code that was given, also when the row that had it never should have been.
    """
    vanished = [row for row in _codes_before(tx) if _is_vanished(tx, *row)]
    if not vanished:
        return 0
    declared = set(tx.execute(_DECLARED))
    rows = [row for row in vanished if (block_of(row[1], style),) in declared]
    if rows:
        reason = render(Message("retired_code.taken_back"), "th")
        frame = pd.DataFrame(rows, columns=["table_name", "code", "subject_uuid"])
        frame["successor_codes"] = [_code_now(tx, table, uuid) for table, _, uuid in rows]
        frame = frame.assign(reason=reason, retired_at=tx.now, change_uuid=tx.change_uuid)
        tx.insert("retired_code", frame)
    return len(rows)


def _codes_before(tx: Transaction) -> list[tuple[str, str, str]]:
    """Table, code and row of each code that this change took away or gave to another row."""
    found: dict[tuple[str, str], str] = {}
    for table, uuid, before in tx.execute(_TAKEN_AWAY, [tx.change_uuid]):
        code = json.loads(before).get(CODE_COLUMN[table])
        if code:
            found.setdefault((table, code), uuid)
    return [(table, code, uuid) for (table, code), uuid in found.items()]


def _is_vanished(tx: Transaction, table: str, code: str, _uuid: str) -> bool:
    """Whether nothing lives under the code and nothing has retired it yet."""
    if tx.count(table, with_code(table), [code]):
        return False
    return not tx.count("retired_code", "code = ? AND table_name = ?", [code, table])


def _code_now(tx: Transaction, table: str, uuid: str) -> Optional[str]:
    found = tx.stored(table, [uuid], [CODE_COLUMN[table]]).rows
    return found[0][0] if found else None
