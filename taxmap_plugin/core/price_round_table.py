"""A price round as tables in words, for the workbook and the pages alike; money in satang."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Optional

import pandas as pd

from .collection_table import NameOf, Table
from .message import Language, Message, Term, render
from .price_round import CLASSES, PriceRound
from .thai_date import format_date

_SUMS = ("value_before", "value_after", "tax_before", "tax_after")
_PARCEL = ("code", "zone", "block")
_MONEY = ("price_before", "price_after", "land_before", "land_after", *_SUMS[2:])


class PriceTables:
    """The tables of one price round in one language; ``name_of`` says a payer's name."""

    def __init__(
        self, found: PriceRound, language: Language, name_of: NameOf, short: bool = False
    ) -> None:
        """``short`` without the columns of values, as a page has no room for them."""
        self.found, self.language, self.name_of = found, language, name_of
        self._sums = _SUMS[2:] if short else _SUMS

    def of(self, word: str, **params: Any) -> str:
        return render(Message("price_round." + word, **params), self.language)

    def day(self, day: str) -> str:
        return format_date(dt.date.fromisoformat(day), language=self.language)

    def lists(self) -> str:
        """Which lists are compared, and what else is taken."""
        days = {"day": self.day(self.found.day), "before": self.day(self.found.before_day)}
        return self.of("lists", year=self.found.year, **days)

    def totals(self) -> Table:
        """Value and tax of all, before and after."""
        rows = []
        for name in ("value", "tax"):
            sides = (self.found.before, self.found.after)
            before, after = (int(side.items[name].sum()) for side in sides)
            rows.append([self.of(name), before, after, after - before, _percent(before, after)])
        heads = self._heads("what before after difference percent")
        return Table(self.of("totals"), heads, rows, frozenset({1, 2, 3}), frozenset({4}))

    def classes_of_rise(self) -> Table:
        """How many parcels rise by how much, or are in one list only."""
        return self._shared("class", self.found.by("class"), self.title, self.found.counts())

    def tax_classes(self) -> Table:
        def name(code: str) -> str:
            return render(Message("common.term", term=Term("tax_class", code)), self.language)

        return self._shared("tax_class", self.found.by_class(), name)

    def zones(self) -> Table:
        return self._shared("zone", self.found.by("zone"), lambda code: code or self.of("nowhere"))

    def blocks(self) -> Table:
        return self._shared(
            "block", self.found.by("block"), lambda code: code or self.of("nowhere")
        )

    def payers(self, most: Optional[int] = None) -> Table:
        """By how much more each pays, the most first."""
        found = self.found.by("payer")
        found = found if most is None else found[found["rise"] > 0].head(most)
        return self._shared("payer", found, self.name_of, total=most is None)

    def parcels(self, most: Optional[int] = None) -> Table:
        """Every parcel, or those whose tax rises most."""
        found = self.found.rising
        found = found if most is None else found[found["rise"] > 0].head(most)
        heads = self._heads("parcel zone block payer class")
        heads += [self.of("head_" + name) for name in (*_MONEY, "difference", "percent")]
        rows = []
        for row in found.to_dict("records"):
            money = [None if pd.isna(row[name]) else int(row[name]) for name in _MONEY]
            named = [*(row[n] for n in _PARCEL), self.name_of(row["payer"]) if row["payer"] else ""]
            rise = [int(row["rise"]), _percent(money[0], money[1])]
            rows.append([*named, self.title(row["class"]), *money, *rise])
        money_at = frozenset(range(5, 12))
        return Table(self.of("parcels"), heads, rows, money_at, frozenset({12}))

    def left_out(self, code_of: Mapping[str, str]) -> Table:
        """What has no tax on one of the sides, and why."""
        told: dict[tuple[str, str], list[str]] = {}
        for end, side in (("before", self.found.before), ("after", self.found.after)):
            for one in side.left_out:
                why = render(one.message, self.language)
                told.setdefault((one.parcel, why), []).append(self.of(end))
        rows: list[list[Any]] = [
            [code_of.get(parcel, "–"), ", ".join(sides), why]
            for (parcel, why), sides in told.items()
        ]
        return Table(self.of("left_out"), self._heads("parcel side why"), rows)

    def title(self, name: str) -> str:
        """A class of rise in words."""
        return self.of("class_" + name)

    def _shared(
        self,
        of: str,
        found: pd.DataFrame,
        name: Callable[[str], str],
        counts: Optional[Mapping[str, int]] = None,
        total: bool = True,
    ) -> Table:
        rows: list[list[Any]] = []
        by_name = found.set_index(of)
        for code in CLASSES if counts is not None else by_name.index:
            known = code in by_name.index
            sums = [int(by_name.at[code, one]) if known else 0 for one in self._sums]
            count = counts[code] if counts is not None else int(by_name.at[code, "items_after"])
            rows.append([name(code), count, *sums, sums[-1] - sums[-2], _percent(*sums[-2:])])
        last = len(self._sums) + 2
        if total:
            sums = [sum(row[at] for row in rows) for at in range(1, last + 1)]
            rows.append([self.of("total"), *sums, _percent(*sums[-3:-1])])
        heads = [self.of("head_" + of), self.of("parcels" if counts is not None else "items")]
        heads += [self.of("head_" + one) for one in (*self._sums, "difference", "percent")]
        money = frozenset(range(2, last + 1))
        return Table(self.of("by_" + of), heads, rows, money, frozenset({1, last + 1}), total)

    def _heads(self, words: str) -> list[str]:
        return [self.of("head_" + word) for word in words.split()]


def _percent(before: Optional[int], after: Optional[int]) -> Optional[float]:
    """How much more, to a tenth of a percent; None where there was nothing."""
    if not before or after is None:
        return None
    return round((after - before) / before * 100, 1)
