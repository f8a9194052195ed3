"""Retiring codes that were in force: what goes out of use is never given again."""

from __future__ import annotations

from typing import Optional

import pandas as pd

from ..workspace.transaction import Transaction
from .confirmed import Confirmed


def retire_given_up(change: Confirmed) -> None:
    """Retire the codes in force that no piece of a change has any more."""
    living = {piece.code for piece in change.plan.pieces}
    gone = [
        {
            "code": row["parcel_code"],
            "uuid": row["uuid"],
            "successor": _successors(change, row["uuid"]),
        }
        for row in change.plan.parcels
        if row["parcel_code"] not in living and change.in_force.has(row["parcel_code"])
    ]
    if gone:
        decision = change.decision
        rows = pd.DataFrame(gone)
        retire_codes(change.tx, "parcel", rows, decision.reason, decision.document)


def _successors(change: Confirmed, uuid: str) -> Optional[str]:
    codes = [piece.code for piece in change.plan.pieces if uuid in piece.parents]
    return ", ".join(code for code in codes if code) or None


def retire_codes(
    tx: Transaction, table: str, rows: pd.DataFrame, reason: str, document: str = ""
) -> None:
    """Write down that codes went out of use, so that they are never given again.

    ``rows`` has ``code``, ``uuid`` (the row that had it) and ``successor`` (the code, or
    codes joined by a comma, that came after it, or None).
    """
    if rows.empty:
        return
    tx.insert(
        "retired_code",
        pd.DataFrame(
            {
                "table_name": table,
                "code": rows["code"],
                "subject_uuid": rows["uuid"],
                "retired_at": tx.now,
                "reason": reason or None,
                "document": document or None,
                "successor_codes": rows["successor"],
                "change_uuid": tx.change_uuid,
            }
        ),
    )
