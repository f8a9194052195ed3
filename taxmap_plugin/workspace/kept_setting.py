"""One row of ``setting``: a value under a name, the same for everybody at a workspace."""

from __future__ import annotations

import json
from typing import Any

from .reader import Reader
from .transaction import Transaction


def read_setting(reader: Reader, key: str) -> Any:
    """The value as JSON has it; None while nobody has set any."""
    rows = reader.rows("setting", ["value"], "key = ?", (key,))
    return json.loads(rows[0]["value"]) if rows else None


def write_setting(tx: Transaction, key: str, value: Any) -> None:
    """Keep a value, in place of the one before; a text is taken as JSON that is written already."""
    rows = tx.rows("setting", ["uuid"], "key = ?", (key,))
    if rows:
        tx.update_rows("setting", [{**rows[0], "value": value}])
    else:
        tx.insert_rows("setting", [{"key": key, "value": value}])
