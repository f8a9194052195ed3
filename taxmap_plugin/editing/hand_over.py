"""Rows that became one: what names the others names the one that stays."""

from __future__ import annotations

from collections.abc import Mapping

from ..workspace.hanging import naming
from ..workspace.transaction import Transaction


def hand_over(tx: Transaction, table: str, into: Mapping[str, str]) -> None:
    """Let what names rows of ``table`` name those that they went ``into`` (uuid → uuid)."""
    for one, rows in naming(tx, table, list(into)):
        named = [{"uuid": row["uuid"], one.column: into[row[one.column]]} for row in rows]
        tx.update_rows(one.table.name, named)
