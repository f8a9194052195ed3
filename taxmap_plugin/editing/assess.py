"""The taxes of a year for a whole workspace: worked out, compared with the last run, kept.

An assessment is one row for one use of one property of one payer, or for one sign, with its
derivation. A later run keeps what is as it was; what changed is superseded by a new row, whoever
had been told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple, Optional

import pandas as pd

from ..core.feedback import Feedback, Part, Silent, check_cancelled
from ..core.land_tax import Bill, ItemTax, TaxItem, assess
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
from ..workspace.transaction import Transaction
from ..workspace.uuids import new_uuid

LAND, SIGNS = "land_building", "signboard"  # of tax_kind
STANDING = "tax_year = ? AND state NOT IN ('superseded', 'cancelled')"
"""Condition of the assessments of a year that no later run has replaced."""
_COMPARED = ("tax_class", "base_value", "exempt_value", "taxable_value", "tax")
_OF_ITEM = {
    "tax_class": "tax_class",
    "value": "base_value",
    "exempt": "exempt_value",
    "taxable": "taxable_value",
    "tax": "tax",
}  # column of the fast way → of assessment
_AT_A_TIME = 5_000  # payers of which bills are explained at once
_BILLS = 1_000  # of which the rows are written at once
_KEPT = ("uuid", "tax_kind", "payer_key", "item_key", *_COMPARED, "state", "version")
_LINE = ("assessment_uuid", "line_no", "message", "value", "rate_percent", "amount", "source")


class AssessError(TaxMapError):
    """The year cannot be assessed; nothing was written."""


@dataclass(frozen=True)
class Assessment:
    """What a year's taxes are by the registers of now; nothing of it is written yet.

    ``items`` are those of the land and building tax (``land_tax_bulk.COLUMNS``) with ``tax_class``,
    ``exempt``, ``taxable`` and ``tax``; how each came about :meth:`explained` says.
    """

    law: Law
    holding: Holding
    items: pd.DataFrame
    signs: tuple[SignCase, ...]
    left_out: tuple[LeftOut, ...]
    outside: tuple[LeftOut, ...]

    @property
    def tax(self) -> int:
        """Satang of all bills of the land and building tax."""
        return int(self.items["tax"].sum())

    @property
    def sign_tax(self) -> int:
        """Satang of all signs."""
        return sum(sign.tax.tax for sign in self.signs)

    def explained(self, payers: Optional[Collection[str]] = None) -> Iterator[Bill]:
        """The bills of these payers (of all), each row with its derivation, some at a time.

        Every item is worked out once more, the way that explains itself. Raises AssessError where
        the two ways differ by a satang.
        """
        wanted = sorted(self.items["payer"].unique() if payers is None else payers)
        parcels = self.items.groupby("payer")["parcel"].unique()
        taxes = self.items.set_index("key")["tax"]
        of_units: dict[str, list[TaxItem]] = {}
        for unit in self.holding.units:
            of_units.setdefault(unit.payer, []).append(unit)
        for begin in range(0, len(wanted), _AT_A_TIME):
            some = wanted[begin : begin + _AT_A_TIME]
            keys = {key for payer in some for key in parcels[payer]}
            lands = self.holding.explained(sorted(keys), self.law)
            items = [one for payer in some for one in of_units.get(payer, [])]
            items += [one for land in lands for one in land_items(land, self.law).items]
            chosen = set(some)
            for bill in assess([one for one in items if one.payer in chosen], self.law):
                _agree(bill, taxes)
                yield bill


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
    """The taxes of ``year`` by the registers as they are. Raises LawError, Cancelled."""
    feedback = feedback or Silent()
    law = law_of(reader, year)
    tables = {name: reader.read(name, list(columns)) for name, columns in TABLES.items()}
    feedback.progress(0.3)
    found = assessed(tables, law, Part(feedback, 0.3, 0.9))
    payers = found.holding.payers
    signs, without = signs_of(reader.read("signboard", list(SIGN_COLUMNS)), payers, law)
    feedback.progress(1.0)
    return replace(found, signs=tuple(signs), left_out=(*found.left_out, *without))


def assessed(
    tables: Mapping[str, pd.DataFrame],
    law: Law,
    feedback: Optional[Feedback] = None,
    price_day: str = "",
) -> Assessment:
    """The taxes of land, buildings and units by tables that were read (``tax_register.TABLES``).

    Prices are those of ``price_day`` (ISO), where it is said. Raises Cancelled.
    """
    feedback = feedback or Silent()
    holding = on_first_of_january(tables, law, price_day=price_day)
    check_cancelled(feedback)
    feedback.progress(0.5)
    shares = items_of(holding.frames, law)
    items = pd.concat([shares.items, frame_of(holding.units)], ignore_index=True)
    items = items.join(assess_items(items, law))
    check_cancelled(feedback)
    feedback.progress(1.0)
    left_out = (*holding.left_out, *shares.left_out)
    return Assessment(law, holding, items, (), left_out, (*holding.outside, *shares.outside))


def keep(ws: Workspace, assessment: Assessment, feedback: Optional[Feedback] = None) -> Kept:
    """Write the assessments of the year and their derivations, in one transaction.

    What is as it was stays; what changed is superseded by a new version, what is no more is
    cancelled. Raises AssessError, Cancelled; then nothing is written.
    """
    feedback, year = feedback or Silent(), assessment.law.year
    with ws.transaction("assess", reason=f"{year}") as tx:
        before = {_key(row): row for row in tx.rows("assessment", _KEPT, STANDING, (year,))}
        kept = _Keeping(tx, before)
        rows = assessment.items[["payer", "key", *_OF_ITEM]].to_dict("records")
        figures = [_figures(row) for row in rows]
        touched = {row["payer_key"] for row in figures if not kept.is_kept(row)}
        kept.seen.update(map(_key, figures))
        bills, done = assessment.explained(touched), 0
        while some := list(islice(bills, _BILLS)):
            check_cancelled(feedback)
            kept.put([_of_land(row, assessment.law) for bill in some for row in bill.rows])
            done += len(some)
            feedback.progress(0.9 * done / len(touched))
        signs = [_of_sign(sign, assessment.law) for sign in assessment.signs]
        kept.seen.update(_key(entry.values) for entry in signs)
        kept.put(signs)
        kept.end()
        check_cancelled(feedback)
    feedback.progress(1.0)
    return kept.outcome


class _Keeping:
    """Writes entries beside the rows that are there (``before``), and counts them."""

    def __init__(self, tx: Transaction, before: dict[tuple[Any, ...], Row]) -> None:
        self._tx, self._before = tx, before
        self.seen: set[tuple[Any, ...]] = set()
        self.outcome = Kept()
        self._written = 0

    def is_kept(self, values: Mapping[str, Any]) -> bool:
        """Whether a row is there that says the same."""
        old = self._before.get(_key(values))
        return old is not None and all(old[name] == values[name] for name in _COMPARED)

    def put(self, entries: Sequence[_Entry]) -> None:
        """Rows for what is new, new versions for what changed."""
        entries = [entry for entry in entries if not self.is_kept(entry.values)]
        self._written += len(entries)
        olds = [self._before.get(_key(entry.values)) for entry in entries]
        stored = lines_of(self._tx, [old["uuid"] for old in olds if old is not None])
        fresh, superseded = [], []
        for entry, old in zip(entries, olds):
            uuid, version = new_uuid(), 1 if old is None else old["version"] + 1
            own = {"uuid": uuid, "version": version, "change_uuid": self._tx.change_uuid}
            values = {**own, **entry.values}
            fresh.append(_Entry(values, entry.lines))
            if old is None:
                self._count("new", Changed(None, values["tax"], values))
                continue
            superseded.append({"uuid": old["uuid"], "state": "superseded", "superseded_by": uuid})
            now = [as_kept(line) for line in entry.lines]
            why = parting(stored.get(old["uuid"], []), now)
            self._count("changed", Changed(old["tax"], values["tax"], values, why))
        if fresh:
            self._tx.insert_rows("assessment", [entry.values for entry in fresh])
            lines = [line for entry in fresh for line in _stored(entry)]
            self._tx.insert_rows("assessment_line", lines)
        if superseded:
            self._tx.update_rows("assessment", superseded)

    def end(self) -> None:
        """Cancel what is no more."""
        gone = [row for key, row in self._before.items() if key not in self.seen]
        for row in gone:
            self._count("gone", Changed(row["tax"], None, row))
        if gone:
            cancelled = [{"uuid": row["uuid"], "state": "cancelled"} for row in gone]
            self._tx.update_rows("assessment", cancelled)
        same = len(self.seen) - self._written
        self.outcome.counts.update({"same": same} if same else {})

    def _count(self, name: str, change: Changed) -> None:
        self.outcome.counts[name] += 1
        self.outcome.changed.append(change)


def derivation(reader: Reader, uuid: str) -> list[TaxLine]:
    """The lines of a kept assessment, in their order."""
    return lines_of(reader, [uuid]).get(uuid, [])


def derivations(reader: Reader, year: int) -> dict[str, list[TaxLine]]:
    """The lines of every assessment of a year that holds, by its uuid."""
    uuids = [row["uuid"] for row in reader.rows("assessment", ["uuid"], STANDING, (year,))]
    return lines_of(reader, uuids)


def _agree(bill: Bill, taxes: pd.Series) -> None:
    for row in bill.rows:
        if taxes.get(row.item.key) != row.tax:
            raise AssessError(Message("assess.ways_differ", item=row.item.key))


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["tax_kind"], row["payer_key"], row["item_key"]


def _figures(row: Mapping[Any, Any]) -> Row:
    """An item of the fast way as the columns of ``assessment`` that are compared."""
    told = {column: row[name] for name, column in _OF_ITEM.items()}
    return {"tax_kind": LAND, "payer_key": row["payer"], "item_key": row["key"], **told}


def _of_land(row: ItemTax, law: Law) -> _Entry:
    item, due = row.item, law.day("payment")
    values = {
        **_common(law, LAND, item.payer),
        "due_date": None if due is None else due.isoformat(),
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
    return _Entry(values, row.lines)


def _of_sign(sign: SignCase, law: Law) -> _Entry:
    nothing = ("land_group", "building_uuid", "condo_unit_uuid", "due_date", "tax_class")
    values = {
        **_common(law, SIGNS, sign.payer),
        **dict.fromkeys((*nothing, "base_value", "exempt_value", "taxable_value")),
        "item_key": sign.uuid,
        "parcel_uuid": sign.parcel or None,
        "signboard_uuid": sign.uuid,
        "tax": sign.tax.tax,
    }
    return _Entry(values, sign.tax.lines)


def _common(law: Law, tax_kind: str, payer: str) -> Row:
    owner = payer.split("+")[0]
    told = {"tax_year": law.year, "tax_kind": tax_kind, "state": "draft"}
    return {**told, "owner_uuid": owner, "payer_key": payer}


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


def as_kept(line: TaxLine) -> TaxLine:
    """A line as it comes back from the workspace."""
    message = Message.from_json(line.message.to_json())
    return TaxLine(message, _whole(line.value), line.rate, _whole(line.amount), line.source)


def _whole(amount: Optional[Amount]) -> Optional[int]:
    """Satang as they are printed; parts of one are dropped, only the result is rounded."""
    return None if amount is None else int(amount)


def lines_of(reader: Reader, uuids: Sequence[str]) -> dict[str, list[TaxLine]]:
    """The derivations of some kept assessments, by uuid, each in its order."""
    rows = rows_among(reader, "assessment_line", _LINE, "assessment_uuid", uuids)
    found: dict[str, list[TaxLine]] = {}
    for row in sorted(rows, key=lambda row: (row["assessment_uuid"], row["line_no"])):
        rate = None if row["rate_percent"] is None else Decimal(row["rate_percent"])
        told = Message.from_json(row["message"]), row["value"], rate, row["amount"]
        line = TaxLine(*told, row["source"] or "")
        found.setdefault(row["assessment_uuid"], []).append(line)
    return found
