"""The tax of a province at once: the same satang as ``land_tax``, column by column.

All amounts are 64-bit integers. Where a row's tax is no fraction with a known denominator (its
land is summed with other land, or a reduction or relief is met) it is worked out in floating
point, and once more exactly where that might round the other way.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import cast

import numpy as np
import pandas as pd

from .exact_ratio import half_up_fraction, is_near_half
from .group_sum import sum_by
from .land_tax import TaxItem, reductions_of
from .law import Law

COLUMNS = [
    *("key", "payer", "is_person", "group", "use", "value", "home", "home_id", "is_let"),
    *("vacant_years", "reductions", "former_tax", "parcel", "building", "unit"),
]
"""Of the items: as :class:`land_tax.TaxItem` has them. ``reductions`` are tuples of names,
``former_tax`` is a nullable integer."""

_CLASSES = ("agri", "home_land_building", "home_building", "home_other", "other", "vacant")
_MOST = 10**14  # satang of a group: any more would leave 64 bits when a rate meets it


def frame_of(items: Sequence[TaxItem]) -> pd.DataFrame:
    """Items as the fast way takes them."""
    columns = {name: [getattr(one, name) for one in items] for name in COLUMNS}
    return pd.DataFrame(columns).astype({"value": np.int64, "former_tax": "Int64"})


def assess_items(items: pd.DataFrame, law: Law) -> pd.DataFrame:
    """Columns ``tax_class``, ``exempt``, ``taxable`` and ``tax``, with the index of ``items``.

    ``items`` has :data:`COLUMNS`, values in satang. Raises ValueError for a value below zero.
    """
    if (items["value"] < 0).any():
        raise ValueError("a value below zero")
    work = _Work(items, law)
    work.classify()
    work.exempt()
    work.tax()
    told = {"tax_class": work.class_name(), "exempt": work.exempted, "taxable": work.taxable}
    return pd.DataFrame({**told, "tax": work.rounded()}, index=items.index)


class _Work:
    """The columns on their way; arrays of the items' length unless said."""

    def __init__(self, items: pd.DataFrame, law: Law) -> None:
        self.law = law
        self.items = items
        self.value = items["value"].to_numpy(np.int64)
        self.payer = pd.factorize(items["payer"])[0]
        self.person = items["is_person"].to_numpy(bool)
        self.group = _joint(self.payer, pd.factorize(items["group"])[0])
        self.exempted = np.zeros(len(items), np.int64)

    def classify(self) -> None:
        """The class of each item, as an index of ``_CLASSES``."""
        use, home = self.items["use"].to_numpy(object), self.items["home"].to_numpy(object)
        self.code = np.select(
            [use == "agri", use == "other", use == "vacant"], [0, 4, 5], default=3
        ).astype(np.int64)
        wanted = (self.code == 3) & self.person & (home != "")
        is_home = np.zeros(len(use), bool)
        is_home[wanted] = self._is_main_home(np.flatnonzero(wanted))
        self.code[is_home & (home == "land_building")] = 1
        self.code[is_home & (home == "building")] = 2

    def class_name(self) -> np.ndarray:
        return np.array(_CLASSES, object)[self.code]

    def _is_main_home(self, at: np.ndarray) -> np.ndarray:
        """Whether the items ``at`` are of the one home that counts (as land_tax chooses it)."""
        payer, names = self.payer[at], self.items["home_id"].to_numpy(object)[at]
        _, home = np.unique(_joint(payer, pd.factorize(names)[0]), return_inverse=True)
        first = np.zeros(home.max(initial=-1) + 1, np.int64)  # an item of each home
        first[home] = np.arange(len(at))
        homes = np.bincount(payer[first], minlength=1)
        chosen = homes[payer[first]] == 1
        several = np.flatnonzero(~chosen)
        if len(several) and self.law.choice("several_homes") != "none":
            value = _sums(home, self.value[at])[several]
            whose, name = payer[first[several]], names[first[several]].astype(str)
            order = np.lexsort((name, -value, whose))
            best = np.r_[True, whose[order][1:] != whose[order][:-1]]
            chosen[several[order[best]]] = True
        return cast(np.ndarray, chosen[home])

    def exempt(self) -> None:
        """Exempt values, from the pool of each payer in the order of the law or the office."""
        farms = (self.code == 0) & self.person
        if self.law.choice("let_farm") != "exempt":
            farms &= ~self.items["is_let"].to_numpy(bool)
        name = "farm_whole" if self.law.exemption("farm_whole") else "farm"
        self._take(farms, name, self.law.choice("farm_order") == "highest_first")
        self._take(self.code == 1, "main_home", True)
        self._take(self.code == 2, "main_home_building", True)
        self.taxable = self.value - self.exempted

    def _take(self, of: np.ndarray, name: str, highest_first: bool) -> None:
        exemption = self.law.exemption(name)
        at = np.flatnonzero(of)
        if exemption is None or not len(at):
            return
        if exemption.amount is None:
            self.exempted[at] = self.value[at]
            return
        payer, value, group = self.payer[at], self.value[at], self.group[at]
        sums = np.bincount(payer, value)
        over = sums[payer] > exemption.amount  # of all others the whole value is exempt
        self.exempted[at[~over]] = value[~over]
        at, payer, value, group = at[over], payer[over], value[over], group[over]
        if not len(at):
            return
        _, group = np.unique(group, return_inverse=True)
        of_group = _sums(group, value)[group]
        sign = -1 if highest_first else 1
        names = self.items[["group", "key"]].iloc[at].to_numpy(str)
        order = np.lexsort((names[:, 1], sign * value, names[:, 0], sign * of_group, payer))
        at, payer, value = at[order], payer[order], value[order]
        before = np.cumsum(value) - value
        first = np.r_[True, payer[1:] != payer[:-1]]
        before -= np.maximum.accumulate(np.where(first, before, 0))
        self.exempted[at] = np.clip(exemption.amount - before, 0, value)

    def tax(self) -> None:
        """The tax of each group by the steps of its class: ``whole`` over ``scale`` satang."""
        group = _joint(self.group, self.code)
        _, group, counts = np.unique(group, return_inverse=True, return_counts=True)
        self.total = _sums(group, self.taxable)[group]
        self.is_alone = counts[group] == 1
        if len(self.total) and self.total.max() > _MOST:
            raise OverflowError("more than a million million baht in one group")
        increase = self._increase()
        rates = [step.rate for name in _CLASSES for step in self.law.steps(name)]
        ceiling = self.law.vacant_step["ceiling_percent"]
        self.scale = 100 * _scale([*rates, *set(increase.values()), ceiling])
        years = self.items["vacant_years"].to_numpy(np.int64)
        self.whole = np.zeros(len(self.value), np.int64)
        for code, name in enumerate(_CLASSES):
            of_class = self.code == code
            steps = self.law.steps(name)
            for n, added in increase.items() if name == "vacant" else [(None, Decimal(0))]:
                at = np.flatnonzero(of_class if n is None else of_class & (years == n))
                highest = [step.rate + added for step in steps]
                raised = [min(rate, max(ceiling, step.rate)) for rate, step in zip(highest, steps)]
                scaled = [int(rate * self.scale / 100) for rate in raised]
                self.whole[at] = self._by_steps(self.total[at], [one.over for one in steps], scaled)

    def _increase(self) -> dict[int, Decimal]:
        years = self.items["vacant_years"].to_numpy(np.int64)[self.code == 5]
        return {int(n): self.law.vacant_increase(int(n)) for n in np.unique(years)}

    def _by_steps(self, total: np.ndarray, over: list[int], rates: list[int]) -> np.ndarray:
        if self.law.choice("tranches") == "whole":
            last = np.maximum(np.searchsorted(over, total, "left") - 1, 0)
            return total * np.array(rates, np.int64)[last]
        tax = np.zeros(len(total), np.int64)
        for begin, end, rate in zip(over, [*over[1:], _MOST], rates):
            tax += np.clip(total - begin, 0, end - begin) * rate
        return tax

    def rounded(self) -> np.ndarray:
        """Satang, half up, by row or by bill."""
        factor, divisor = self._factors()
        relief = self.law.relief()
        former = self.items["former_tax"].to_numpy(np.float64, na_value=np.nan)
        met = ~np.isnan(former) if relief is not None else np.zeros(len(former), bool)
        is_simple = self.is_alone & (factor == divisor) & ~met
        part = np.where(self.is_alone, 1.0, self.taxable / np.maximum(self.total, 1))
        tax = self.whole.astype(np.longdouble) / self.scale * part * factor / divisor
        if relief is not None:
            above = met & (tax > former)
            tax[above] = former[above] + (tax - former)[above] * (float(relief.share) / 100)
        satang = np.floor(tax + 0.5).astype(np.int64)
        whole = self.whole[is_simple]
        satang[is_simple] = (2 * whole + self.scale) // (2 * self.scale)
        for at in np.flatnonzero(~is_simple & is_near_half(tax)):
            satang[at] = half_up_fraction(self._exact(int(at), factor, divisor))
        if self.law.choice("rounding") == "bill":
            self._round_bills(satang, tax, factor, divisor)
        return satang

    def _round_bills(
        self, satang: np.ndarray, tax: np.ndarray, factor: np.ndarray, divisor: np.ndarray
    ) -> None:
        """The bill's own rounding; the greatest row of each takes the rest."""
        sums = np.zeros(self.payer.max(initial=-1) + 1, np.longdouble)
        np.add.at(sums, self.payer, tax)
        wanted = np.floor(sums + 0.5).astype(np.int64)
        near = np.flatnonzero(is_near_half(sums))
        rows = pd.Series(np.arange(len(tax))).groupby(self.payer).indices if len(near) else {}
        for payer in near:
            exact = [self._exact(int(at), factor, divisor) for at in rows[payer]]
            wanted[payer] = half_up_fraction(sum(exact, Fraction(0)))
        rest = wanted - _sums(self.payer, satang)
        greatest = np.lexsort((np.arange(len(tax)), -satang, self.payer))
        payers = self.payer[greatest]
        first = greatest[np.r_[True, payers[1:] != payers[:-1]]] if len(payers) else greatest
        satang[first] += rest[self.payer[first]]

    def _factors(self) -> tuple[np.ndarray, np.ndarray]:
        """What the reductions leave of a tax, as numerator and denominator."""
        codes, sets = pd.factorize(self.items["reductions"])
        left = [_left(names, self.law) for names in sets]
        pairs = np.array([(one.numerator, one.denominator) for one in left], np.int64).reshape(
            -1, 2
        )
        return pairs[codes, 0], pairs[codes, 1]

    def _exact(self, at: int, factor: np.ndarray, divisor: np.ndarray) -> Fraction:
        tax = Fraction(int(self.whole[at]), self.scale)
        if not self.is_alone[at]:
            tax = tax * int(self.taxable[at]) / max(int(self.total[at]), 1)
        tax = tax * int(factor[at]) / int(divisor[at])
        relief, former = self.law.relief(), self.items["former_tax"].iloc[at]
        if relief is not None and not pd.isna(former) and tax > int(former):
            tax = int(former) + (tax - int(former)) * Fraction(relief.share) / 100
        return tax


def _left(names: Sequence[str], law: Law) -> Fraction:
    left = Fraction(1)
    for one in reductions_of(names, law):
        left *= 1 - Fraction(one.percent) / 100
    return left


def _scale(numbers: Sequence[Decimal]) -> int:
    """The power of ten that makes all of them whole."""
    places = [-cast(int, one.normalize().as_tuple().exponent) for one in numbers]
    return int(10 ** max(0, *places))


def _joint(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """One number for each pair of two arrays of numbers from 0."""
    return cast(np.ndarray, one.astype(np.int64) * (int(other.max(initial=0)) + 1) + other)


def _sums(code: np.ndarray, values: np.ndarray) -> np.ndarray:
    """As long as the greatest code."""
    return sum_by(code, values, int(code.max(initial=-1)) + 1)
