"""A collection as tables in words, for the workbook and the pages alike.

Money stays satang: columns named in ``money`` hold whole numbers, or None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Optional

import pandas as pd

from .ageing import age_classes
from .collection import KEY
from .collection_estimate import GROWTH, Assumption, Estimate
from .collection_report import IN, LATER, NO_AMOUNT, NO_DAY, STANDING, Collection
from .fiscal_year import first_day, last_day
from .law_table import source_text
from .message import Language, Message, Term, render
from .money import format_baht
from .thai_date import MONTHS, buddhist_year, format_date

CHOICES = ("payment_order", "instalment_default", "instalment_penalty")
"""What the law leaves open and the accounts rest on."""
_SHORT = ("land_tax", "sign_tax", "both_charges", "other_money", "total")
_COUNTS = {"receipts", "payers", "things"}
_NAMED = 3
"""So many parcels of a debtor are named."""
NameOf = Callable[[str], str]


@dataclass(frozen=True)
class Table:
    """A table with its title; ``money`` and ``counts`` are the positions of columns in satang
    and of numbers of things, ``total`` whether the last row sums the others."""

    title: str
    heads: list[str]
    rows: list[list[Any]]
    money: frozenset[int] = frozenset()
    counts: frozenset[int] = frozenset()
    total: bool = False


class CollectionTables:
    """The tables of one collection in one language; ``name_of`` says a payer's name."""

    def __init__(self, collection: Collection, language: Language, name_of: NameOf) -> None:
        self.collection, self.language, self.name_of = collection, language, name_of

    def of(self, word: str, **params: Any) -> str:
        return render(Message("collection_report." + word, **params), self.language)

    def term(self, domain: str, code: str) -> str:
        return render(Message("common.term", term=Term(domain, code)), self.language)

    def day(self, day: Any) -> str:
        """A day of ISO text as it is written; – for none."""
        if not isinstance(day, (str, dt.date)) or not day:
            return "–"
        date = dt.date.fromisoformat(day) if isinstance(day, str) else day
        return format_date(date, language=self.language)

    def month(self, first: str) -> str:
        day = dt.date.fromisoformat(first)
        if self.language == "th":
            return f"{MONTHS[day.month - 1][1]} {buddhist_year(day)}"
        return f"{MONTHS[day.month - 1][2][:3]} {day.year}"

    # -- what came in ------------------------------------------------------------------------

    def tax_years(self) -> Table:
        names = ["tax_year", "tax_kind", *STANDING]
        found = self.collection.by_tax_year()
        rows = [
            [row["tax_year"], self.term("tax_kind", row["tax_kind"]), *(row[n] for n in names[2:])]
            for row in found.to_dict("records")
        ]
        sums = [int(found[name].sum()) for name in names[3:]]
        return self._summed("by_tax_year", names, rows, [None, *sums], 3)

    def fiscal_years(self, short: bool = False) -> Table:
        found = self.collection.by_fiscal_year()
        return self._money_in("by_fiscal_year", "fiscal_year", found, short)

    def months(self, short: bool = False) -> Table:
        """The months of the fiscal year; ``short`` with penalty and surcharge, and what is neither
        tax nor these, together."""
        found = self.collection.by_month()
        found["month"] = [self.month(first) for first in found["month"]]
        return self._money_in("by_month", "month", found, short)

    def _money_in(self, title: str, of: str, found: pd.DataFrame, short: bool) -> Table:
        found["both_charges"] = found["penalty"] + found["surcharge"]
        found["other_money"] = found["overpaid"] + found["unmatched"]
        names = [of, "receipts", *(_SHORT if short else IN), "earlier"]
        rows = found[names].astype(object).to_numpy().tolist()
        sums = [int(found[name].sum()) for name in names[1:]]
        return self._summed(title, names, rows, sums, 2)

    def classes(self) -> Table:
        def name(code: str) -> str:
            return self.term("tax_class", code) if code else self.of("signs")

        return self._shared("by_class", "tax_class", self.collection.by_class(), name)

    def zones(self) -> Table:
        found = self.collection.by_zone()
        return self._shared("by_zone", "zone", found, lambda code: code or self.of("no_zone"))

    def _shared(self, title: str, of: str, found: pd.DataFrame, name: NameOf) -> Table:
        names = ["things", "assessed", "paid", "unpaid"]
        rows = [[name(row["group"]), *(row[n] for n in names)] for row in found.to_dict("records")]
        sums = [int(found[name].sum()) for name in names]
        return self._summed(title, [of, *names], rows, sums, 2)

    # -- what is owed ------------------------------------------------------------------------

    def ageing(self) -> Table:
        names = ["payers", "unpaid", "charges", "balance"]
        found = self.collection.ageing()
        rows = [
            [self._ages[row["age"]], *(row[n] for n in names)] for row in found.to_dict("records")
        ]
        sums = [int(found[name].sum()) for name in names[1:]]
        return self._summed("ageing", ["age", *names], rows, [None, *sums], 2)

    def debtors(self) -> Table:
        """The largest first. Parcels tell payers apart whose names are masked."""
        names = ["payer", "parcels", "tax_year", "tax_kind", "late_since", "age"]
        names += ["unpaid", "penalty", "surcharge", "balance"]
        rows = [
            [
                *self._debtor(row),
                self.day(row["late_since"]),
                self._ages[row["age"]],
                row["unpaid_tax"],
                row["penalty"] - row["paid_penalty"],
                row["surcharge"] - row["paid_surcharge"],
                row["balance"],
            ]
            for row in self.collection.debtors().to_dict("records")
        ]
        return Table(self.of("debtors"), self._heads(names), rows, frozenset(range(6, 10)))

    def largest_debtors(self, most: int) -> Table:
        """So many at most, in fewer columns."""
        names = ["payer", "parcels", "tax_year", "tax_kind", "late_since"]
        names += ["unpaid", "charges", "balance"]
        rows = [
            [
                *self._debtor(row),
                f"{self.day(row['late_since'])}\n{self._ages[row['age']]}",
                row["unpaid_tax"],
                row["charges"],
                row["balance"],
            ]
            for row in self.collection.debtors().head(most).to_dict("records")
        ]
        return Table(self.of("debtors"), self._heads(names), rows, frozenset(range(5, 8)))

    def _debtor(self, row: Mapping[Any, Any]) -> list[Any]:
        name, kind = self.name_of(row["payer_key"]), self.term("tax_kind", row["tax_kind"])
        return [name, self.parcels(row), row["tax_year"], kind]

    @cached_property
    def _ages(self) -> dict[str, str]:
        return {one.id: one.title(self.language) for one in age_classes()}

    def parcels(self, account: Mapping[Any, Any]) -> str:
        """Some of the parcels on a debtor's bill, and how many more there are."""
        codes = self._parcels.get(tuple(account[name] for name in KEY), [])
        more = [f"+{len(codes) - _NAMED}"] if len(codes) > _NAMED else []
        return " ".join([*codes[:_NAMED], *more])

    @cached_property
    def _parcels(self) -> dict[tuple[Any, ...], list[str]]:
        return self.collection.parcels_of(self.collection.debtors())

    # -- the year, the budget ----------------------------------------------------------------

    def calendar(self) -> Table:
        names = ["step", "tax_kind", "by_day", "state", "source", "certainty"]
        rows = []
        for step in self.collection.calendar:
            state = self.of("state_" + step.state, days=abs(step.days_left or 0))
            rows.append(
                [
                    render(step.title, self.language),
                    self.term("tax_kind", step.tax_kind),
                    self.day(step.day),
                    state,
                    step.office or source_text(step.source, self.language),
                    self.term("certainty", step.certainty),
                ]
            )
        return Table(self.of("calendar", year=self.collection.year), self._heads(names), rows)

    def estimate(self, estimate: Estimate) -> Table:
        rows = [
            [
                self.of("estimate_" + line.word, year=estimate.tax_year),
                line.base,
                "\n".join(self._assumption(one) for one in line.assumptions),
                line.low,
                line.high,
            ]
            for line in estimate.lines
        ]
        names = ["estimate_of", "base", "assumptions", "low", "high"]
        total = [self.of("total"), None, None, estimate.low, estimate.high]
        title = self.of("estimate", year=estimate.year)
        return Table(title, self._heads(names), [*rows, total], frozenset({1, 3, 4}), total=True)

    def _assumption(self, one: Assumption) -> str:
        low, high = (
            f"{value:+f}" if one.id == GROWTH else f"{value:f}" for value in (one.low, one.high)
        )
        years = ", ".join(map(str, one.years))
        basis = self.of("of_years", years=years) if years else self.of("assumed")
        what = self.of("assumption_" + one.id)
        return self.of("assumption", what=what, low=low, high=high, basis=basis)

    # -- what is left out --------------------------------------------------------------------

    def as_of(self) -> str:
        """The day, and what the fiscal year is."""
        year, day = self.collection.year, self.collection.day
        days = {"day": day, "first": first_day(year), "last": last_day(year)}
        return self.of("as_of", year=year, **days)

    def told(self) -> list[str]:
        """What the officer should know before these numbers go out."""
        found, said = self.collection, []
        if found.drafts:
            said.append(self.of("told_drafts", count=found.drafts))
        without = found.without_payer
        if len(without):
            said.append(self.of("told_without_payer", count=len(without), **_baht(without["tax"])))
        ignored = found.ignored()
        no_bill = ignored[~ignored["why"].isin([NO_AMOUNT, NO_DAY, LATER])]
        if len(no_bill):
            said.append(self.of("told_no_bill", count=len(no_bill), **_baht(no_bill["paid"])))
        for why in (NO_AMOUNT, NO_DAY, LATER):
            some = ignored[ignored["why"] == why]
            if len(some):
                said.append(self.of("told_" + why, count=len(some), **_baht(some["paid"])))
        over = found.overpaid()
        if len(over):
            said.append(self.of("told_overpaid", count=len(over), **_baht(over["overpaid"])))
        if found.unreceived:
            said.append(self.of("told_unreceived", count=found.unreceived))
        if found.twice:
            said.append(self.of("told_twice", receipts=list(found.twice[:20])))
        no_due = found.accounts["due"].isna() & (found.accounts["unpaid_tax"] > 0)
        if no_due.any():
            said.append(self.of("told_no_due", count=int(no_due.sum())))
        return said

    def left_out(self) -> Table:
        """Payments that are put to no bill, bills without a payer, and what was overpaid."""
        rows = [
            [
                self.of("why_" + row["why"]),
                row["name"],
                self.day(row["paid_date"]),
                self.name_of(row["payer_key"] or row["owner_uuid"] or ""),
                _whole(row["tax_year"]),
                _whole(row["paid"]),
            ]
            for row in self.collection.ignored().to_dict("records")
        ]
        rows += [
            [self.of("why_overpaid"), "–", "–", self.name_of(row["payer_key"]),
             row["tax_year"], row["overpaid"]]
            for row in self.collection.overpaid().to_dict("records")
        ]  # fmt: skip
        rows += [
            [self.of("why_without_payer"), _text(row["parcel_code"]), "–", "–",
             row["tax_year"], _whole(row["tax"])]
            for row in self.collection.without_payer.to_dict("records")
        ]  # fmt: skip
        names = ["why", "receipt", "paid_on", "payer", "tax_year", "amount"]
        return Table(self.of("left_out"), self._heads(names), rows, frozenset({5}))

    def choices(self) -> Table:
        """What the law leaves open, as it is in use."""
        rows = [
            [
                self.term("law_choice", row["choice"]),
                self.term("law_option", f"{row['choice']}.{row['default']}"),
                row.get("office") or self.term("certainty", row["certainty"]),
            ]
            for row in self.collection.law.rows("choice")
            if row["choice"] in CHOICES
        ]
        return Table(self.of("choices"), self._heads(["question", "in_use", "certainty"]), rows)

    def _summed(
        self, title: str, names: Sequence[str], rows: list[list[Any]], sums: list[Any], money: int
    ) -> Table:
        blank = [None] * (len(names) - len(sums) - 1)
        total = [self.of("total"), *blank, *sums]
        told = self.of(title, year=self.collection.year)
        counts = frozenset(at for at, name in enumerate(names) if name in _COUNTS)
        columns = frozenset(range(money, len(names)))
        return Table(told, self._heads(names), [*rows, total], columns, counts, total=True)

    def _heads(self, names: Sequence[str]) -> list[str]:
        return [self.of("head_" + name) for name in names]


def _baht(satang: pd.Series) -> dict[str, str]:
    total = int(satang.astype("Int64").fillna(0).sum())
    return {"baht": format_baht(total)}


def _text(value: Any) -> str:
    return value if isinstance(value, str) and value else "–"


def _whole(number: Any) -> Optional[int]:
    return None if number is None or pd.isna(number) else int(number)
