"""Codes that are never given again: those of ``retired_code`` that no living row has.

A code is retired when a declared one goes out of use. It lives again only when an undo, a redo
or a restoring brings back the row that had it.
"""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from ..core.code_style import CodeStyle
from ..core.message import Message, render
from ..core.parcel_code import parse_column
from .store import Workspace
from .transaction import Transaction

CODE_COLUMN = {
    "parcel": "parcel_code",
    "building": "building_code",
    "signboard": "signboard_code",
}
"""The tables whose codes retire, and where the code stands."""


def retired_codes(ws: Workspace, table: str = "parcel") -> set[str]:
    """The codes of ``parcel``, ``building`` or ``signboard`` that are out of use for good."""
    column = CODE_COLUMN[table]
    retired = ws.read("retired_code", ["code"], "table_name = ?", [table])["code"]
    return set(retired) - set(ws.read(table, [column])[column].dropna())


def retire_vanished(tx: Transaction, style: CodeStyle) -> int:
    """Retire the declared codes that this change took away; returns how many.

    For changes that put rows back: a code that was once saved in a declared block stays a
    code that was given, also when the row that had it never should have been.
    """
    rows = _codes_before(tx)
    if rows.empty:
        return 0
    rows = rows[_declared(tx, rows["code"], style)]
    rows = rows[[_is_vanished(tx, row) for row in rows.to_dict("records")]]
    if len(rows):
        successors = [_code_now(tx, row) for row in rows.to_dict("records")]
        reason = render(Message("retired_code.taken_back"), "th")
        rows = rows.assign(successor_codes=successors, reason=reason, retired_at=tx.now)
        tx.insert("retired_code", rows.assign(change_uuid=tx.change_uuid))
    return len(rows)


def _codes_before(tx: Transaction) -> pd.DataFrame:
    """The codes that rows had which this change took away or gave other values."""
    images = tx.read(
        "change_row",
        ["table_name", "row_uuid", "before"],
        "change_uuid = ? AND action <> 'insert' ORDER BY fid",
        [tx.change_uuid],
    )
    images = images[images["table_name"].isin(CODE_COLUMN)]
    codes = [
        json.loads(before).get(CODE_COLUMN[table])
        for table, before in zip(images["table_name"], images["before"])
    ]
    rows = images.rename(columns={"row_uuid": "subject_uuid"}).assign(code=codes)
    rows = rows[rows["code"].notna() & (rows["code"] != "")].drop(columns="before")
    return rows.drop_duplicates(["table_name", "code"], ignore_index=True)


def _declared(tx: Transaction, codes: pd.Series, style: CodeStyle) -> pd.Series:
    """Which codes, also those of buildings and signboards, belong to declared blocks."""
    declared = tx.read("block", ["block_code"], "code_state = ?", ["declared"])["block_code"]
    parcels = codes.str.split(style.unit_separator, n=1).str[0]
    read = parse_column(parcels, style)
    return (read["zone"] + read["block"]).isin(set(declared))


def _is_vanished(tx: Transaction, row: dict[str, Any]) -> bool:
    """Whether nothing lives under the code and nothing has retired it yet."""
    table, code = row["table_name"], row["code"]
    if tx.count(table, CODE_COLUMN[table] + " = ?", [code]):
        return False
    return not tx.count("retired_code", "code = ? AND table_name = ?", [code, table])


def _code_now(tx: Transaction, row: dict[str, Any]) -> Any:
    table = row["table_name"]
    found = tx.stored(table, [row["subject_uuid"]], [CODE_COLUMN[table]]).rows
    return found[0][0] if found else None
