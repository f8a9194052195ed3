"""The land and building tax of a year for a whole workspace: worked out, compared, kept.

An assessment is one row for one use of one property of one payer, with its derivation. A later
run keeps what is as it was; what changed is superseded by a new row, whoever had been told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Optional

import pandas as pd

from ..core.feedback import Feedback, Silent, check_cancelled
from ..core.land_tax import Bill, ItemTax, assess
from ..core.land_tax_bulk import assess_items, frame_of
from ..core.law import Law
from ..core.message import Message
from ..core.tax_difference import Parting, parting
from ..core.tax_line import Amount, TaxLine
from ..core.tax_register import TABLES, Holding, on_first_of_january
from ..core.use_share import LeftOut, land_items
from ..core.use_share_bulk import items_of
from ..errors import TaxMapError
from ..workspace.few_rows import Row
from ..workspace.office_rules import law_of
from ..workspace.reader import Reader, rows_among
from ..workspace.store import Workspace
from ..workspace.transaction import Transaction
from ..workspace.uuids import new_uuid

TAX_KIND = "land_building"
_LIVING = "tax_year = ? AND tax_kind = ? AND state NOT IN ('superseded', 'cancelled')"
_NUMBERS = ("base_value", "exempt_value", "taxable_value", "tax")
_KEPT = ("uuid", "payer_key", "item_key", "tax_class", *_NUMBERS, "state", "version")
_LINE = ("assessment_uuid", "line_no", "message", "value", "rate_percent", "amount", "source")


class AssessError(TaxMapError):
    """The year cannot be assessed; nothing was written."""


@dataclass(frozen=True)
class Assessment:
    """What a year's tax is by the registers of now; nothing of it is written yet."""

    law: Law
    bills: tuple[Bill, ...]
    left_out: tuple[LeftOut, ...]
    outside: tuple[LeftOut, ...]
    by_map: frozenset[str]
    earlier: frozenset[str]

    @property
    def rows(self) -> list[ItemTax]:
        return [row for bill in self.bills for row in bill.rows]

    @property
    def tax(self) -> int:
        """Satang of all bills."""
        return sum(bill.tax for bill in self.bills)


@dataclass(frozen=True)
class Changed:
    """An item whose tax is another one than before; None where it is new, or is no more."""

    before: Optional[int]
    after: Optional[int]
    row: Optional[ItemTax]
    why: Optional[Parting]


@dataclass
class Kept:
    """What a run wrote: how many rows of each kind, and what changed."""

    counts: Counter[str] = field(default_factory=Counter)
    changed: list[Changed] = field(default_factory=list)


def work_out(reader: Reader, year: int, feedback: Optional[Feedback] = None) -> Assessment:
    """The tax of ``year`` by the registers as they are. Raises LawError, AssessError, Cancelled.

    Every parcel goes both ways, the one that explains itself and the fast one; should they ever
    differ by a satang, nothing is given out.
    """
    feedback = feedback or Silent()
    law = law_of(reader, year)
    tables = {name: reader.read(name, list(columns)) for name, columns in TABLES.items()}
    feedback.progress(0.1)
    holding = on_first_of_january(tables, law)
    check_cancelled(feedback)
    keys = holding.frames.lands["key"].tolist()
    left_out, outside, items = [*holding.left_out], [*holding.outside], [*holding.units]
    for land in holding.explained(keys, law):
        shares = land_items(land, law)
        items += shares.items
        left_out += shares.left_out
        outside += shares.outside
    feedback.progress(0.5)
    check_cancelled(feedback)
    bills = assess(items, law)
    feedback.progress(0.8)
    _agree(bills, holding, law)
    feedback.progress(1.0)
    told = tuple(left_out), tuple(outside), holding.by_map, holding.earlier
    return Assessment(law, tuple(bills), *told)


def keep(ws: Workspace, assessment: Assessment, feedback: Optional[Feedback] = None) -> Kept:
    """Write the assessments of the year and their derivations, in one transaction.

    What is as it was stays; what changed is superseded by a new version, what is no more is
    cancelled. Raises Cancelled, then nothing is written.
    """
    feedback, year = feedback or Silent(), assessment.law.year
    kept = Kept()
    with ws.transaction("assess", reason=f"{year}") as tx:
        before = {
            (row["payer_key"], row["item_key"]): row
            for row in tx.rows("assessment", _KEPT, _LIVING, (year, TAX_KIND))
        }
        wanted = {(row.item.payer, row.item.key): row for row in assessment.rows}
        changed = [
            key for key, row in wanted.items() if key in before and _differs(before[key], row)
        ]
        gone = [key for key in before if key not in wanted]
        stored = _lines_of(tx, [before[key]["uuid"] for key in (*changed, *gone)])
        check_cancelled(feedback)
        fresh: list[tuple[str, ItemTax, int]] = []
        updates: list[Row] = []
        for key, row in wanted.items():
            old = before.get(key)
            if old is not None and key not in set(changed):
                kept.counts["same"] += 1
                continue
            uuid = new_uuid()
            fresh.append((uuid, row, 1 if old is None else old["version"] + 1))
            kept.counts["new" if old is None else "changed"] += 1
            if old is None:
                kept.changed.append(Changed(None, row.tax, row, None))
                continue
            updates.append({"uuid": old["uuid"], "state": "superseded", "superseded_by": uuid})
            why = parting(stored.get(old["uuid"], []), [_as_kept(line) for line in row.lines])
            kept.changed.append(Changed(old["tax"], row.tax, row, why))
        for key in gone:
            kept.counts["gone"] += 1
            updates.append({"uuid": before[key]["uuid"], "state": "cancelled"})
            kept.changed.append(Changed(before[key]["tax"], None, None, None))
        check_cancelled(feedback)
        _write(tx, assessment.law, fresh, updates)
    feedback.progress(1.0)
    return kept


def derivation(reader: Reader, uuid: str) -> list[TaxLine]:
    """The lines of a kept assessment, in their order."""
    return _lines_of(reader, [uuid]).get(uuid, [])


def _agree(bills: Iterable[Bill], holding: Holding, law: Law) -> None:
    items = pd.concat([items_of(holding.frames, law)[0], frame_of(holding.units)])
    fast = dict(zip(items["key"], assess_items(items, law)["tax"].tolist()))
    for bill in bills:
        for row in bill.rows:
            if fast.pop(row.item.key, None) != row.tax:
                raise AssessError(Message("assess.ways_differ", item=row.item.key))
    if fast:
        raise AssessError(Message("assess.ways_differ", item=next(iter(fast))))


def _differs(old: Mapping[str, Any], row: ItemTax) -> bool:
    return tuple(old[name] for name in ("tax_class", *_NUMBERS)) != (
        *(row.tax_class, row.item.value, row.exempt, row.taxable, row.tax),
    )


def _write(
    tx: Transaction,
    law: Law,
    fresh: Sequence[tuple[str, ItemTax, int]],
    updates: Sequence[Row],
) -> None:
    due = law.day("payment")
    rows: list[Row] = [
        {
            "uuid": uuid,
            "tax_year": law.year,
            "tax_kind": TAX_KIND,
            "owner_uuid": row.item.payer.split("+")[0],
            "payer_key": row.item.payer,
            "item_key": row.item.key,
            "land_group": row.item.group,
            "parcel_uuid": row.item.parcel or None,
            "building_uuid": row.item.building or None,
            "condo_unit_uuid": row.item.unit or None,
            "tax_class": row.tax_class,
            "base_value": row.item.value,
            "exempt_value": row.exempt,
            "taxable_value": row.taxable,
            "tax": row.tax,
            "state": "draft",
            "version": version,
            "due_date": None if due is None else due.isoformat(),
            "change_uuid": tx.change_uuid,
        }
        for uuid, row, version in fresh
    ]
    if rows:
        tx.insert_rows("assessment", rows)
        tx.insert_rows(
            "assessment_line", [one for uuid, row, _ in fresh for one in _stored(uuid, row)]
        )
    if updates:
        by_columns: dict[tuple[str, ...], list[Row]] = {}
        for update in updates:
            by_columns.setdefault(tuple(update), []).append(update)
        for some in by_columns.values():
            tx.update_rows("assessment", some)


def _stored(uuid: str, row: ItemTax) -> list[Row]:
    return [
        {
            "assessment_uuid": uuid,
            "line_no": number,
            "message": line.message,
            "value": _whole(line.value),
            "rate_percent": None if line.rate is None else str(line.rate),
            "amount": _whole(line.amount),
            "source": line.source or None,
        }
        for number, line in enumerate(row.lines, 1)
    ]


def _as_kept(line: TaxLine) -> TaxLine:
    """A line as it comes back from the workspace."""
    message = Message.from_json(line.message.to_json())
    return TaxLine(message, _whole(line.value), line.rate, _whole(line.amount), line.source)


def _whole(amount: Optional[Amount]) -> Optional[int]:
    """Satang as they are printed; parts of one are dropped, only the result is rounded."""
    return None if amount is None else int(amount)


def _lines_of(reader: Reader, uuids: Sequence[str]) -> dict[str, list[TaxLine]]:
    rows = rows_among(reader, "assessment_line", _LINE, "assessment_uuid", uuids)
    found: dict[str, list[TaxLine]] = {}
    for row in sorted(rows, key=lambda row: (row["assessment_uuid"], row["line_no"])):
        rate = None if row["rate_percent"] is None else Decimal(row["rate_percent"])
        told = Message.from_json(row["message"]), row["value"], rate, row["amount"]
        line = TaxLine(*told, row["source"] or "")
        found.setdefault(row["assessment_uuid"], []).append(line)
    return found
