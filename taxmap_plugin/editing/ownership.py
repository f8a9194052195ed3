"""Owners of parcels that become one: what several rows say alike is said once."""

from __future__ import annotations

from collections.abc import Sequence

from ..workspace.few_rows import Row
from ..workspace.reader import rows_among
from ..workspace.schema import BOOKKEEPING
from ..workspace.transaction import Transaction

_NOT_COMPARED = {"uuid", "from_date", *BOOKKEEPING}


def say_once(tx: Transaction, parcels: Sequence[str]) -> None:
    """Of the rows of present owners of a parcel that say the same, the one that began first stays.

    They say the same when nothing but the day they began differs: owner, capacity, share,
    title document and remarks are alike.
    """
    alike: dict[tuple, list[Row]] = {}
    for row in rows_among(tx, "ownership", None, "parcel_uuid", parcels, "to_date IS NULL"):
        said = tuple(value for name, value in row.items() if name not in _NOT_COMPARED)
        alike.setdefault(said, []).append(row)
    ordered = [sorted(rows, key=_began) for rows in alike.values()]
    tx.delete("ownership", [row["uuid"] for rows in ordered for row in rows[1:]])


def _began(row: Row) -> tuple[str, str]:
    return row["from_date"] or "", row["uuid"]
