"""By which numbers the findings of each rule were found, as far as rules have any."""

from __future__ import annotations

import json
from collections.abc import Mapping

from .reader import Reader
from .transaction import Transaction

_KEY = "quality_numbers"  # in ``setting``: {rule: {option: number}}


def read_numbers(reader: Reader) -> dict[str, dict[str, float]]:
    """Those of the last check of the whole map that came to the end of the rule."""
    rows = reader.rows("setting", ["value"], "key = ?", (_KEY,))
    return dict(json.loads(rows[0]["value"])) if rows else {}


def remember_numbers(tx: Transaction, numbers: Mapping[str, Mapping[str, float]]) -> None:
    """Note them, where any has changed."""
    known = read_numbers(tx)
    now = {**known, **{rule: dict(own) for rule, own in numbers.items() if own}}
    if now == known:
        return
    rows = tx.rows("setting", ["uuid"], "key = ?", (_KEY,))
    if rows:
        tx.update_rows("setting", [{**rows[0], "value": now}])
    else:
        tx.insert_rows("setting", [{"key": _KEY, "value": now}])
