"""Findings that are decided in QGIS's own form: by whom and when, as in the quality dock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..workspace.few_rows import Row
from ..workspace.finding_list import GONE, TO_DO
from ..workspace.transaction import Transaction
from .native_edits import NativeEdits

_BY = ("decided_by", "decided_at")


def signed_findings(tx: Transaction, edits: NativeEdits) -> NativeEdits:
    """The edits with name and time wherever a state was chosen; what was typed stays."""
    return replace(
        edits,
        added=[_signed(tx, row) for row in edits.added],
        values={uuid: _signed(tx, row) for uuid, row in edits.values.items()},
    )


def _signed(tx: Transaction, row: Mapping[str, Any]) -> Row:
    state = row.get("state")
    if state is None:
        return dict(row)
    given: dict[str, Any] = dict.fromkeys((*_BY, "closed_at"))
    if state not in TO_DO:
        given.update(zip(_BY, (tx.user, tx.now)))
    if state in GONE:
        given["closed_at"] = tx.now
    return {**row, **{name: value for name, value in given.items() if row.get(name) is None}}
