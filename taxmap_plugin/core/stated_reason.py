"""Why another system states another figure: what gives it to the satang, when one thing changes.

Each supposition is worked out, and told only where it meets the stated figure; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Optional

from .appraisal import land_value
from .area import format_area
from .land_tax import ItemTax, TaxItem, assess
from .law import Law
from .law_table import OfficeRule
from .message import Message, Term
from .money import format_baht
from .tax_check import CLASS

_BAHT = 100
_MOST_YEARS = 30  # vacant in a row that are tried
_EXEMPTIONS = ("farm", "farm_whole", "main_home", "main_home_building")


@dataclass(frozen=True)
class Worth:
    """What a parcel's value is made of: land of ``area`` (hundredths of a ตร.ว.) at ``price``
    satang a ตร.ว., and buildings, now and as new, in satang.

    ``map_area`` is that of the map, ``prices`` are others that the registers have for it.
    """

    area: int
    price: int
    buildings: int = 0
    buildings_new: int = 0
    map_area: Optional[int] = None
    prices: tuple[int, ...] = ()

    @property
    def land(self) -> int:
        return land_value(self.area, self.price)


@dataclass(frozen=True)
class Stated:
    """The figures of the other side in satang, where it states them; ``classes`` as it has them."""

    base_value: Optional[int]
    exempt_value: Optional[int]
    taxable_value: Optional[int]
    tax: Optional[int]
    classes: tuple[str, ...] = ()


class Suppositions:
    """The bills of some payers, worked out once more with one thing changed at a time."""

    def __init__(self, items: Sequence[TaxItem], law: Law) -> None:
        self._items, self._law = items, law
        self._done: dict[str, dict[str, int]] = {}

    def taxes(self, name: str, items: Iterable[TaxItem], law: Law) -> dict[str, int]:
        """Tax by key of the item, kept under ``name``."""
        if name not in self._done:
            bills = assess(items, law)
            self._done[name] = {row.item.key: row.tax for bill in bills for row in bill.rows}
        return self._done[name]

    def each(self) -> Iterator[tuple[Message, dict[str, int]]]:
        """What may be otherwise, and the taxes that come of it, the likeliest first."""
        items, law = self._items, self._law
        alone = [replace(one, group=one.key) for one in items]
        if len({one.group for one in items}) < len(items):
            yield Message("stated_reason.alone"), self.taxes("alone", alone, law)
        whole = Law(law.year, (*law.ours, _whole_steps(law)))
        yield Message("stated_reason.whole_steps"), self.taxes("whole", items, whole)
        if any(one.reductions for one in items):
            bare = [replace(one, reductions=()) for one in items]
            yield Message("stated_reason.no_reduction"), self.taxes("bare", bare, law)
        for percent, name in {
            row["percent"]: row["reduction"] for row in law.rows("reduction")
        }.items():
            reduced = [replace(one, reductions=(*one.reductions, name)) for one in items]
            told = Message("stated_reason.reduction", percent=f"{percent:f}")
            yield told, self.taxes(f"reduced {name}", reduced, law)
        vacant = max((one.vacant_years for one in items if one.use == "vacant"), default=0)
        step = law.vacant_step["years_per_step"]
        for years in range(1, _MOST_YEARS if vacant else 0, step):
            since = [
                replace(one, vacant_years=years) if one.use == "vacant" else one for one in items
            ]
            said = Message("stated_reason.vacant", years=years, ours=vacant)
            yield said, self.taxes(f"vacant {years}", since, law)

    def rates(self) -> Iterator[tuple[Message, dict[str, int]]]:
        """The rates of other classes, and the taxes that come of them."""
        for row in self._law.rows("tax_class"):
            yield from self._of_class(row["tax_class"])

    def _of_class(self, tax_class: str) -> Iterator[tuple[Message, dict[str, int]]]:
        if tax_class.startswith("home") and tax_class != "home_other":
            return  # these differ by their exemption first
        use = "residential" if tax_class == "home_other" else tax_class
        if all(one.use == use for one in self._items):
            return
        so = [replace(one, use=use, home="", is_person=False) for one in self._items]
        told = Message("stated_reason.rate_of", tax_class=Term("tax_class", tax_class))
        yield told, self.taxes(f"rate {tax_class}", so, self._law)


def _whole_steps(law: Law) -> OfficeRule:
    rule = ("choice", ("tranches",), "default", "whole")
    return OfficeRule(*rule, law.year, law.year, "supposed")


def reason_of(
    parts: str,
    stated: Stated,
    ours: Sequence[ItemTax],
    worth: Optional[Worth],
    suppositions: Callable[[], Suppositions],
    tolerance: int,
) -> Optional[Message]:
    """Why the figures part at ``parts`` (of ``tax_check``); None where nothing gives the figure.

    ``worth`` is None where the row is not about a whole parcel.
    """
    if parts == CLASS:
        here = [Term("tax_class", one) for one in dict.fromkeys(row.tax_class for row in ours)]
        there = [Term("tax_class", one) for one in stated.classes]
        return Message("stated_reason.class", here=here, there=there)
    figure = getattr(stated, parts)
    if figure is None:
        return None

    def is_it(value: int) -> bool:
        rounded = figure % _BAHT == 0 and abs(value - figure) < _BAHT
        return rounded or abs(value - figure) <= tolerance

    if parts == "base_value":
        base = sum(row.item.value for row in ours)
        found = None if worth is None else _of_base(figure, worth, is_it)
        return found or (Message("stated_reason.rounded") if is_it(base) else None)
    if parts == "exempt_value":
        return _of_exemption(figure, ours)
    if parts == "taxable_value":
        return Message("stated_reason.no_sum")
    keys = {row.item.key for row in ours}
    if is_it(sum(row.tax for row in ours)):
        return Message("stated_reason.rounded")

    def fits(taxes: dict[str, int]) -> bool:
        return is_it(sum(taxes[key] for key in keys))

    supposed = suppositions()
    fitting = [told for told, taxes in supposed.each() if fits(taxes)]
    fitting = fitting or [told for told, taxes in supposed.rates() if fits(taxes)]
    if len(fitting) > 1:
        return Message("stated_reason.either", reasons=fitting)
    return fitting[0] if fitting else None


def _of_base(figure: int, worth: Worth, is_it: Callable[[int], bool]) -> Optional[Message]:
    built = worth.buildings
    if built and is_it(worth.land):
        return Message("stated_reason.without_buildings", value=format_baht(built))
    if built and is_it(built):
        return Message("stated_reason.without_land", value=format_baht(worth.land))
    if worth.buildings_new != built and is_it(worth.land + worth.buildings_new):
        return Message("stated_reason.not_depreciated")
    if worth.map_area is not None and is_it(land_value(worth.map_area, worth.price) + built):
        areas = {"there_area": format_area(worth.map_area), "here_area": format_area(worth.area)}
        return Message("stated_reason.map_area", **areas)
    for price in worth.prices:
        if is_it(land_value(worth.area, price) + built):
            return _price("other_price", price, worth)
    land = figure - built
    if land <= 0:
        return None
    price = round(land * 100 / worth.area)
    area = round(land * 100 / worth.price / 10) * 10  # tenths of a ตร.ว., as documents have them
    areas = {"there_area": format_area(area), "here_area": format_area(worth.area)}
    of_price = price % _BAHT == 0 and is_it(land_value(worth.area, price) + built)
    of_area = is_it(land_value(area, worth.price) + built)
    if of_price and of_area:
        return _price("price_or_area", price, worth, **areas)
    if of_price:
        return _price("price", price, worth)
    return Message("stated_reason.area", **areas) if of_area else None


def _price(word: str, price: int, worth: Worth, **more: str) -> Message:
    told = {"there": format_baht(price), "here": format_baht(worth.price), **more}
    return Message("stated_reason." + word, **told)


def _of_exemption(figure: int, ours: Sequence[ItemTax]) -> Message:
    here = sum(row.exempt for row in ours)
    told = {"there": format_baht(figure), "here": format_baht(here)}
    if figure and here:
        return Message("stated_reason.exempt_otherwise", **told)
    if figure:
        return Message("stated_reason.exempt_there", **told)
    names = [
        Message(line.message.id)
        for row in ours
        for line in row.lines
        if line.message.id.removeprefix("land_tax.") in _EXEMPTIONS and line.amount
    ]
    return Message("stated_reason.exempt_here", **told, exemption=list(dict.fromkeys(names)))
