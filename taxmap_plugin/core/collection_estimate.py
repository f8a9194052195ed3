"""What will come in in the next fiscal year, for the budget: a range, with what it rests on.

The shares are those of the last three years as they were collected, where there are any; else, and
for the growth, the assumptions of ``resources/collection/estimate.csv``. Penalties and surcharges
are not estimated. Amounts are integer satang.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .arrears import LAND, SIGNS
from .collection_report import Collection
from .fiscal_year import last_day
from .land_tax import half_up
from .resources import load_csv

_LOOKED_BACK = 3
_ALL = Decimal(100)
GROWTH, IN_YEAR, ARREARS = "growth", "paid_in_year", "arrears_paid"


@dataclass(frozen=True)
class Assumption:
    """Percents between which something is taken to be; ``years`` are those that it was read from,
    none for one of the table."""

    id: str
    low: Decimal
    high: Decimal
    years: tuple[int, ...] = ()


@dataclass(frozen=True)
class EstimateLine:
    """An amount between ``low`` and ``high``, of a ``base`` by the assumptions."""

    word: str
    base: int
    low: int
    high: int
    assumptions: tuple[Assumption, ...] = ()


@dataclass(frozen=True)
class Estimate:
    """What may come in in the fiscal ``year``; ``tax_year`` is that of the bills it rests on (0
    where there are none)."""

    year: int
    tax_year: int
    lines: Sequence[EstimateLine]

    @property
    def low(self) -> int:
        return sum(line.low for line in self.lines)

    @property
    def high(self) -> int:
        return sum(line.high for line in self.lines)


def estimate(collection: Collection) -> Estimate:
    """Of the fiscal year after the one that the collection tells."""
    year, accounts = collection.year + 1, collection.accounts
    known = accounts[accounts["tax_year"] <= year]
    latest = int(known["tax_year"].max()) if len(known) else 0
    bills = known[known["tax_year"] == latest]
    growth = [] if latest == year else [_assumed(GROWTH)]
    in_year = _in_year(collection)
    lines = []
    for kind in (LAND, SIGNS):
        base = int(bills.loc[bills["tax_kind"] == kind, "tax"].sum())
        if base:
            lines.append(_line(kind, base, (*growth, in_year)))
    earlier = accounts[accounts["tax_year"] < year]
    unpaid = int(earlier["unpaid_tax"].sum())
    if unpaid:
        lines.append(_line("arrears", unpaid, (_of_arrears(collection),)))
    return Estimate(year, latest, lines)


def _line(word: str, base: int, assumptions: tuple[Assumption, ...]) -> EstimateLine:
    low, high = Decimal(base), Decimal(base)
    for one in assumptions:
        change = _ALL if one.id == GROWTH else Decimal(0)
        low, high = low * (change + one.low) / _ALL, high * (change + one.high) / _ALL
    return EstimateLine(word, base, half_up(low), half_up(high), assumptions)


def _assumed(name: str) -> Assumption:
    row = next(r for r in load_csv("collection", "estimate.csv") if r["assumption"] == name)
    return Assumption(name, Decimal(row["low_percent"]), Decimal(row["high_percent"]))


def _in_year(collection: Collection) -> Assumption:
    """What part of a year's tax came in until the end of its fiscal year."""
    shares = {}
    made = collection.found.payments
    for year in _whole_years(collection):
        of_year = made["tax_year"].astype("Int64") == year
        until = made["paid_date"].fillna("9999") <= last_day(year).isoformat()
        assessed = collection.accounts.loc[collection.accounts["tax_year"] == year, "tax"].sum()
        paid = made.loc[of_year.fillna(False).to_numpy(bool) & until.to_numpy(bool), "on_tax"].sum()
        if assessed and paid:
            shares[year] = (int(paid), int(assessed))
    return _between(IN_YEAR, shares)


def _of_arrears(collection: Collection) -> Assumption:
    """What part of the tax of earlier years that was owed at the begin of a year came in in it."""
    shares = {}
    made = collection.found.payments
    days, years = made["paid_date"].fillna("9999"), made["tax_year"].astype("Int64")
    for year in _whole_years(collection):
        older = (years < year).fillna(False).to_numpy(bool)
        before = (days <= last_day(year - 1).isoformat()).to_numpy(bool)
        until = (days <= last_day(year).isoformat()).to_numpy(bool)
        accounts = collection.accounts
        assessed = int(accounts.loc[accounts["tax_year"] < year, "tax"].sum())
        owed = assessed - int(made.loc[older & before, "on_tax"].sum())
        paid = int(made.loc[older & until & ~before, "on_tax"].sum())
        if owed > 0 and paid:
            shares[year] = (paid, owed)
    return _between(ARREARS, shares)


def _whole_years(collection: Collection) -> list[int]:
    """The last fiscal years that are over."""
    years = range(collection.year, collection.year - _LOOKED_BACK - 1, -1)
    return [year for year in years if last_day(year) <= collection.day][:_LOOKED_BACK]


def _between(name: str, shares: dict[int, tuple[int, int]]) -> Assumption:
    if not shares:
        return _assumed(name)
    percents = [
        min((_ALL * paid / of).quantize(Decimal("0.1")), _ALL) for paid, of in shares.values()
    ]
    return Assumption(name, min(percents), max(percents), tuple(sorted(shares)))
