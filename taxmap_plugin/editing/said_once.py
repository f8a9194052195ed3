"""Parcels that become one: what several of their rows say alike is said once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..workspace.few_rows import Row
from ..workspace.reader import rows_among
from ..workspace.schema import BOOKKEEPING, KEY_COLUMN, table
from ..workspace.transaction import Transaction
from .hand_over import hand_over

_NOT_COMPARED = {KEY_COLUMN, "uuid", "from_date", *BOOKKEEPING}


@dataclass(frozen=True)
class Alike:
    """When rows of ``table`` that name a parcel in ``column`` say the same.

    What is ``blank`` in a copy is then alike or empty in one of them; ``amount`` is not
    compared but added up, where it is known in both or in none.
    """

    table: str
    column: str
    blank: tuple[str, ...]
    amount: str = ""


def say_once(
    tx: Transaction,
    alike: Alike,
    parcels: Sequence[str],
    origins: Mapping[str, str],
    only: str = "",
) -> dict[str, str]:
    """Let one of the rows of each parcel that say the same stay, and what names the others name it.

    It is the one that says most of what is ``blank`` in copies, of those the one that began
    first. A row that says less and began at another time stays too, and so do rows that one
    parcel had side by side (a half that was inherited, and a half that was bought): ``origins``
    tells of which parcel a row was, where that is not its own. ``only`` is a condition without
    ``?``. Gives the rows that went, and which stays for each (uuid → uuid).
    """
    groups: dict[tuple, list[Row]] = {}
    columns = [KEY_COLUMN, *table(alike.table).names]
    for row in rows_among(tx, alike.table, columns, alike.column, parcels, only):
        groups.setdefault(_said(alike, row), []).append(row)
    stays: dict[str, str] = {}
    for rows in groups.values():
        stays.update(_contained(alike, rows, origins))
    if alike.amount:
        amounts = {row["uuid"]: row[alike.amount] for rows in groups.values() for row in rows}
        known = {gone: one for gone, one in stays.items() if amounts[gone] is not None}
        for gone, one in known.items():
            amounts[one] += amounts[gone]
        grown = [{"uuid": one, alike.amount: amounts[one]} for one in sorted({*known.values()})]
        tx.update_rows(alike.table, grown)
    hand_over(tx, alike.table, stays)
    tx.delete(alike.table, list(stays))
    return stays


def _contained(alike: Alike, rows: Iterable[Row], origins: Mapping[str, str]) -> dict[str, str]:
    """The rows that one of another parcel says too: uuid → uuid of that one, which stays."""
    kept: list[tuple[Row, set[str]]] = []
    found: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: _order(alike, row)):
        origin = origins.get(row["uuid"], row[alike.column])
        for one, said_by in kept:
            if origin not in said_by and _says_all(alike, one, row):
                found[row["uuid"]] = one["uuid"]
                said_by.add(origin)
                break
        else:
            kept.append((row, {origin}))
    return found


def _said(alike: Alike, row: Row) -> tuple:
    left = _NOT_COMPARED.union(alike.blank, (alike.amount,))
    is_known = row[alike.amount] is not None if alike.amount else True
    return (is_known, *(value for name, value in row.items() if name not in left))


def _order(alike: Alike, row: Row) -> tuple[int, str, int]:
    empty = sum(row[name] is None for name in alike.blank)
    return empty, row.get("from_date") or "", row[KEY_COLUMN]


def _says_all(alike: Alike, one: Row, row: Row) -> bool:
    less = [row[name] for name in alike.blank if row[name] != one[name]]
    began = row.get("from_date") == one.get("from_date")
    return not less or (began and set(less) == {None})
