"""Findings that nobody has settled yet."""

from __future__ import annotations

from collections.abc import Sequence

from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from ..workspace.transaction import Transaction

STILL_OPEN = "state IN ('open', 'in_work')"
"""The condition on a row of ``finding``."""


def open_findings(reader: Reader, subjects: Sequence[str]) -> list[Row]:
    """``uuid``, ``subject_uuid``, ``check_id`` and ``created_at`` of those about these things."""
    columns = ["uuid", "subject_uuid", "check_id", "created_at"]
    return rows_among(reader, "finding", columns, "subject_uuid", subjects, STILL_OPEN)


def close_findings(tx: Transaction, findings: Sequence[Row]) -> None:
    """What they were about is right by now."""
    closed = {"state": "fixed", "closed_at": tx.now}
    tx.update_rows("finding", [{"uuid": one["uuid"], **closed} for one in findings])
