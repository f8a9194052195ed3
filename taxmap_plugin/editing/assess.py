"""The taxes of a year for a whole workspace: worked out, compared with the last run, kept.

An assessment is one row for one use of one property of one payer, or for one sign, with its
derivation. A later run keeps what is as it was; what changed is superseded by a new row, whoever
had been told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple, Optional

import pandas as pd

from ..core.feedback import Feedback, Silent, check_cancelled
from ..core.land_tax import Bill, ItemTax, assess
from ..core.land_tax_bulk import assess_items, frame_of
from ..core.law import Law
from ..core.message import Message
from ..core.sign_register import COLUMNS as SIGN_COLUMNS
from ..core.sign_register import SignCase, signs_of
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
from ..workspace.uuids import new_uuid

LAND, SIGNS = "land_building", "signboard"  # of tax_kind
_LIVING = "tax_year = ? AND state NOT IN ('superseded', 'cancelled')"
_COMPARED = ("tax_class", "base_value", "exempt_value", "taxable_value", "tax")
_KEPT = ("uuid", "tax_kind", "payer_key", "item_key", *_COMPARED, "state", "version")
_LINE = ("assessment_uuid", "line_no", "message", "value", "rate_percent", "amount", "source")


class AssessError(TaxMapError):
    """The year cannot be assessed; nothing was written."""


@dataclass(frozen=True)
class Assessment:
    """What a year's taxes are by the registers of now; nothing of it is written yet."""

    law: Law
    bills: tuple[Bill, ...]
    signs: tuple[SignCase, ...]
    left_out: tuple[LeftOut, ...]
    outside: tuple[LeftOut, ...]
    by_map: frozenset[str]
    earlier: frozenset[str]

    @property
    def rows(self) -> list[ItemTax]:
        return [row for bill in self.bills for row in bill.rows]

    @property
    def tax(self) -> int:
        """Satang of all bills of the land and building tax."""
        return sum(bill.tax for bill in self.bills)

    @property
    def sign_tax(self) -> int:
        """Satang of all signs."""
        return sum(sign.tax.tax for sign in self.signs)


@dataclass(frozen=True)
class Changed:
    """An item whose tax is another one than before; None where it is new, or is no more."""

    before: Optional[int]
    after: Optional[int]
    values: Mapping[str, Any]
    why: Optional[Parting] = None


@dataclass
class Kept:
    """What a run wrote: how many rows of each kind, and what changed."""

    counts: Counter[str] = field(default_factory=Counter)
    changed: list[Changed] = field(default_factory=list)


class _Entry(NamedTuple):
    """A row of ``assessment`` as it shall be, and its derivation."""

    values: Row
    lines: Sequence[TaxLine]


def work_out(reader: Reader, year: int, feedback: Optional[Feedback] = None) -> Assessment:
    """The taxes of ``year`` by the registers as they are. Raises LawError, AssessError, Cancelled.

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
    signs, without = signs_of(reader.read("signboard", list(SIGN_COLUMNS)), holding.payers, law)
    feedback.progress(1.0)
    told = (*left_out, *without), tuple(outside), holding.by_map, holding.earlier
    return Assessment(law, tuple(bills), tuple(signs), *told)


def keep(ws: Workspace, assessment: Assessment, feedback: Optional[Feedback] = None) -> Kept:
    """Write the assessments of the year and their derivations, in one transaction.

    What is as it was stays; what changed is superseded by a new version, what is no more is
    cancelled. Raises Cancelled, then nothing is written.
    """
    feedback, year = feedback or Silent(), assessment.law.year
    kept = Kept()
    with ws.transaction("assess", reason=f"{year}") as tx:
        before = {_key(row): row for row in tx.rows("assessment", _KEPT, _LIVING, (year,))}
        wanted = {_key(entry.values): entry for entry in _entries(assessment)}
        changed = {
            key
            for key, entry in wanted.items()
            if key in before and any(before[key][n] != entry.values[n] for n in _COMPARED)
        }
        gone = [key for key in before if key not in wanted]
        stored = _lines_of(tx, [before[key]["uuid"] for key in changed])
        check_cancelled(feedback)
        fresh: list[_Entry] = []
        superseded: list[Row] = []
        for key, entry in wanted.items():
            if key in before and key not in changed:
                kept.counts["same"] += 1
                continue
            old = before.get(key)
            values = {
                "uuid": new_uuid(),
                "version": 1,
                "change_uuid": tx.change_uuid,
                **entry.values,
            }
            kept.counts["new" if old is None else "changed"] += 1
            if old is None:
                kept.changed.append(Changed(None, values["tax"], values))
            else:
                values["version"] = old["version"] + 1
                successor = {"state": "superseded", "superseded_by": values["uuid"]}
                superseded.append({"uuid": old["uuid"], **successor})
                now = [_as_kept(line) for line in entry.lines]
                why = parting(stored.get(old["uuid"], []), now)
                kept.changed.append(Changed(old["tax"], values["tax"], values, why))
            fresh.append(_Entry(values, entry.lines))
        kept.counts.update({"gone": len(gone)} if gone else {})
        kept.changed += [Changed(before[key]["tax"], None, before[key]) for key in gone]
        check_cancelled(feedback)
        if fresh:
            tx.insert_rows("assessment", [entry.values for entry in fresh])
            lines = [line for entry in fresh for line in _stored(entry)]
            tx.insert_rows("assessment_line", lines)
        if superseded:
            tx.update_rows("assessment", superseded)
        if gone:
            cancelled = [{"uuid": before[key]["uuid"], "state": "cancelled"} for key in gone]
            tx.update_rows("assessment", cancelled)
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


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["tax_kind"], row["payer_key"], row["item_key"]


def _entries(assessment: Assessment) -> Iterator[_Entry]:
    law = assessment.law
    common = {"tax_year": law.year, "state": "draft"}
    due = law.day("payment")
    on_land = {**common, "tax_kind": LAND, "due_date": None if due is None else due.isoformat()}
    for row in assessment.rows:
        item = row.item
        values = {
            **on_land,
            "owner_uuid": item.payer.split("+")[0],
            "payer_key": item.payer,
            "item_key": item.key,
            "land_group": item.group,
            "parcel_uuid": item.parcel or None,
            "building_uuid": item.building or None,
            "condo_unit_uuid": item.unit or None,
            "signboard_uuid": None,
            "tax_class": row.tax_class,
            "base_value": item.value,
            "exempt_value": row.exempt,
            "taxable_value": row.taxable,
            "tax": row.tax,
        }
        yield _Entry(values, row.lines)
    nothing = dict.fromkeys(("land_group", "building_uuid", "condo_unit_uuid", "due_date"))
    for sign in assessment.signs:
        values = {
            **common,
            **nothing,
            "tax_kind": SIGNS,
            "owner_uuid": sign.payer.split("+")[0],
            "payer_key": sign.payer,
            "item_key": sign.uuid,
            "parcel_uuid": sign.parcel or None,
            "signboard_uuid": sign.uuid,
            **dict.fromkeys(("tax_class", "base_value", "exempt_value", "taxable_value")),
            "tax": sign.tax.tax,
        }
        yield _Entry(values, sign.tax.lines)


def _stored(entry: _Entry) -> list[Row]:
    return [
        {
            "assessment_uuid": entry.values["uuid"],
            "line_no": number,
            "message": line.message,
            "value": _whole(line.value),
            "rate_percent": None if line.rate is None else str(line.rate),
            "amount": _whole(line.amount),
            "source": line.source or None,
        }
        for number, line in enumerate(entry.lines, 1)
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
