"""The land and building tax of one payer, with its derivation (Act B.E. 2562 s.40-44, 55, 94-97).

What is taxed is a list of :class:`TaxItem`: one use of one property, with its value. The order
is that of s.42: land that adjoins is summed by class, exempt value is taken off, the steps of the
class are met, then the vacant increase (s.43), reductions (s.55) and the relief of 2563 to 2565
(s.97). Amounts are integer satang; only the result is rounded, half up, by row or by bill.

This is the path that explains itself, case by case; ``land_tax_bulk`` gives the same satang for a
province at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from itertools import groupby
from typing import Optional

from .law import Law, Reduction
from .message import Message, Term
from .tax_line import TaxLine
from .tax_step import Slice, slices

_EXACT = Context(prec=60)
_ALL = Decimal(100)
_HOME_CLASS = {"": "home_other", "land_building": "home_land_building", "building": "home_building"}
_EXEMPTION = {"home_land_building": "main_home", "home_building": "main_home_building"}


@dataclass(frozen=True)
class TaxItem:
    """One use of one property, for one payer (a person, or co-owners as one).

    ``group`` names the land that adjoins and belongs to the payer (s.42 para 2). ``use`` is
    "agri", "residential", "other" or "vacant"; ``home`` is "land_building" or "building" for the
    payer's main home, with ``home_id`` the same for all items of that home. ``vacant_years``
    counts the tax years vacant in a row, this one included. ``former_tax`` is the old tax of s.97.
    ``told`` is how the value came about; ``parcel``, ``building``
    and ``unit`` are what it is of.
    """

    key: str
    payer: str
    is_person: bool
    group: str
    use: str
    value: int
    home: str = ""
    home_id: str = ""
    is_let: bool = False
    vacant_years: int = 0
    reductions: tuple[str, ...] = ()
    former_tax: Optional[int] = None
    told: tuple[TaxLine, ...] = ()
    parcel: str = ""
    building: str = ""
    unit: str = ""


@dataclass(frozen=True)
class ItemTax:
    """The tax of one item in satang, and how it came about."""

    item: TaxItem
    tax_class: str
    exempt: int
    taxable: int
    tax: int
    lines: tuple[TaxLine, ...]


@dataclass(frozen=True)
class Bill:
    """What one payer owes for a tax year: ``tax`` is the sum of the rows."""

    payer: str
    rows: tuple[ItemTax, ...]
    tax: int


def assess(items: Iterable[TaxItem], law: Law) -> list[Bill]:
    """A bill for each payer, in the order of their names; rows as the items came.

    Values are satang of 1 January; a negative value raises ValueError.
    """
    by_payer: dict[str, list[TaxItem]] = {}
    for item in items:
        if item.value < 0:
            raise ValueError(f"{item.key}: a value below zero")
        by_payer.setdefault(item.payer, []).append(item)
    with localcontext(_EXACT):
        return [_bill(payer, by_payer[payer], law) for payer in sorted(by_payer)]


def class_of(item: TaxItem, homes: frozenset[str]) -> str:
    """The tax class of an item; ``homes`` are the homes that count as the payer's main one."""
    if item.use != "residential":
        return item.use
    is_home = item.is_person and item.home_id in homes
    return _HOME_CLASS[item.home if is_home else ""]


@dataclass
class _Row:
    """An item on its way through the steps; ``tax`` is exact."""

    item: TaxItem
    tax_class: str
    exempt: int = 0
    tax: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        self.lines: list[TaxLine] = [*self.item.told]

    @property
    def taxable(self) -> int:
        return self.item.value - self.exempt

    @property
    def group(self) -> tuple[str, str]:
        return self.tax_class, self.item.group

    def tell(self, id: str, **told: object) -> None:
        params = told.pop("params", {})
        numbers = {
            name: None if told.get(name) is None else Decimal(told[name])  # type: ignore[arg-type]
            for name in ("value", "rate", "amount")
        }
        message = Message(f"land_tax.{id}", **params)  # type: ignore[arg-type]
        self.lines.append(TaxLine(message, **numbers, source=str(told.get("source", ""))))


def _bill(payer: str, items: Sequence[TaxItem], law: Law) -> Bill:
    homes = _main_homes(items, law)
    rows = [_Row(item, class_of(item, homes)) for item in items]
    for row in rows:
        name = Term("tax_class", row.tax_class)
        row.tell("class", value=row.item.value, params={"tax_class": name}, source="act:37")
        if row.item.home and row.tax_class == "home_other":
            row.tell("not_main_home" if row.item.is_person else "home_of_juristic", source="act:41")
    _exempt_farms(rows, law)
    _exempt_home(rows, law)
    for _, group in groupby(sorted(rows, key=lambda row: row.group), lambda row: row.group):
        _tax_group(list(group), law)
    for row in rows:
        _reduce(row, law)
        _relieve(row, law)
    return Bill(payer, *_rounded(rows, law))


def _main_homes(items: Sequence[TaxItem], law: Law) -> frozenset[str]:
    """The one home of a person that is the main one (s.41); of several the most valuable."""
    values: dict[str, int] = {}
    for item in items:
        if item.use == "residential" and item.home and item.is_person:
            values[item.home_id] = values.get(item.home_id, 0) + item.value
    if len(values) > 1 and law.choice("several_homes") == "none":
        return frozenset()
    best = sorted(values, key=lambda home: (-values[home], home))
    return frozenset(best[:1])


def _exempt_farms(rows: Sequence[_Row], law: Law) -> None:
    """s.40: a person's farm property in the municipality, summed; s.96: all of it to 2565."""
    takes_let = law.choice("let_farm") == "exempt"
    farms = [
        row
        for row in rows
        if row.tax_class == "agri" and row.item.is_person and (takes_let or not row.item.is_let)
    ]
    name = "farm_whole" if law.exemption("farm_whole") else "farm"
    _exempt(_in_order(farms, law.choice("farm_order") == "highest_first"), name, law)


def _exempt_home(rows: Sequence[_Row], law: Law) -> None:
    """s.41: the main home, with its land or without."""
    for tax_class, name in _EXEMPTION.items():
        homes = [row for row in rows if row.tax_class == tax_class]
        _exempt(_in_order(homes, True), name, law)


def _in_order(rows: Sequence[_Row], highest_first: bool) -> list[_Row]:
    """By value of the land that is summed, then of the item; equal ones by name."""
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.item.group] = sums.get(row.item.group, 0) + row.item.value
    sign = -1 if highest_first else 1
    return sorted(
        rows,
        key=lambda row: (
            *(sign * sums[row.item.group], row.item.group),
            *(sign * row.item.value, row.item.key),
        ),
    )


def _exempt(rows: Sequence[_Row], name: str, law: Law) -> None:
    exemption = law.exemption(name)
    if exemption is None:
        return
    left = exemption.amount
    for row in rows:
        row.exempt = row.item.value if left is None else min(left, row.item.value)
        left = None if left is None else left - row.exempt
        row.tell(name, value=exemption.amount, amount=row.exempt, source=exemption.source)


def _tax_group(rows: Sequence[_Row], law: Law) -> None:
    """The steps meet the sum of a group; each row bears its part by taxable value."""
    total = sum(row.taxable for row in rows)
    for row in rows:
        row.tell("taxable", value=row.taxable, source="act:42")
        if len(rows) > 1 and total:
            row.tell("adjoining", value=total, source="act:42", params={"count": len(rows)})
        if not row.taxable:
            continue
        met = _slices(row, total, law)
        whole = sum((one.tax for one in met), Decimal(0))
        row.tax = whole if len(rows) == 1 else whole * row.taxable / total
        for one in met:
            row.tell("step", value=one.amount, rate=one.rate, amount=one.tax, source=one.source)
        if len(rows) > 1:
            row.tell("part", value=row.taxable, amount=row.tax)


def _slices(row: _Row, total: int, law: Law) -> list[Slice]:
    steps, mode = law.steps(row.tax_class), law.choice("tranches")
    increase = Decimal(0)
    if row.tax_class == "vacant":
        increase = law.vacant_increase(row.item.vacant_years)
        if increase:
            years = row.item.vacant_years
            row.tell("vacant_increase", rate=increase, params={"years": years}, source="act:43")
    return slices(total, steps, mode, increase, law.vacant_step["ceiling_percent"])


def reductions_of(names: Iterable[str], law: Law) -> list[Reduction]:
    """The reductions that hold for property with these, in the order of their application.

    A property's own reduction is the greatest of those it has; one for all property of the year
    comes on top where its decree says so, else the greater of the two holds.
    """
    found = [law.reduction(name) for name in names]
    own = max((one for one in found if one is not None), key=_percent, default=None)
    applied = [] if own is None else [own]
    for general in law.general_reductions():
        if own is None or own.percent <= (general.stacks_up_to or 0):
            applied.append(general)
        elif general.percent > own.percent:
            applied = [general]
    return applied


def _percent(reduction: Reduction) -> Decimal:
    return reduction.percent


def _reduce(row: _Row, law: Law) -> None:
    for one in reductions_of(row.item.reductions, law):
        before = row.tax
        row.tax = before * (_ALL - one.percent) / _ALL
        told = {"value": before, "rate": one.percent, "amount": row.tax, "source": one.source}
        row.tell("reduction", **told, params={"reduction": Term("reduction", one.name)})


def _relieve(row: _Row, law: Law) -> None:
    """s.97: above the former tax only a share of the increase is paid."""
    relief, former = law.relief(), row.item.former_tax
    if relief is None or former is None or row.tax <= former:
        return
    increase = row.tax - former
    row.tax = former + increase * relief.share / _ALL
    told = {"value": increase, "rate": relief.share, "amount": row.tax, "source": relief.source}
    row.tell("relief", **told)


def _rounded(rows: Sequence[_Row], law: Law) -> tuple[tuple[ItemTax, ...], int]:
    """Rows in satang, half up; rounded by bill, the greatest row takes the rest."""
    satang = [half_up(row.tax) for row in rows]
    if law.choice("rounding") == "bill":
        greatest = satang.index(max(satang))
        satang[greatest] += half_up(sum((row.tax for row in rows), Decimal(0))) - sum(satang)
    done = []
    for row, tax in zip(rows, satang):
        row.tell("tax", value=row.tax, amount=tax, source="act:42")
        told = row.tax_class, row.exempt, row.taxable, tax
        done.append(ItemTax(row.item, *told, tuple(row.lines)))
    return tuple(done), sum(satang)


def half_up(amount: Decimal) -> int:
    """Whole satang; half a satang goes up.

    >>> half_up(Decimal("2.5")), half_up(Decimal("2.49"))
    (3, 2)
    """
    return int(amount.to_integral_value(ROUND_HALF_UP))
