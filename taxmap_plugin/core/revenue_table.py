"""The revenue as tables in words, for the workbook, the pages and the window alike.

Money stays satang (see :mod:`taxmap_plugin.core.collection_table`). No names of persons stand in
any of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional

import pandas as pd

from .area import HUNDREDTHS_PER_RAI, format_area
from .collection_table import CollectionTables, Table
from .law_table import source_text
from .message import Language, Message, Term, render
from .revenue import GAPS, OUTSIDE, TAXED, Gap, Revenue
from .revenue_assumption import Assumption, assumptions
from .revenue_standing import AMOUNTS, by_year, standing

STANDINGS = (*(one for one in GAPS if one != "register_only"), TAXED, OUTSIDE)
"""Where a parcel can stand, what is missing first."""
_LACKS = {
    **dict.fromkeys(("price_missing", "price_like", "price_zero"), "price"),
    "owner_missing": "owner",
    "area_missing": "area",
    "floor_area_missing": "floor_area",
    "age_missing": "age",
    "structure_missing": "structure",
    **dict.fromkeys(("building_type_missing", "building_price"), "building_type"),
    **dict.fromkeys(("nothing_missing", "not_assessed_building"), "nothing"),
    **dict.fromkeys(("title_alone", "building_alone"), "parcel"),
    "title_suggested": "match",
}
"""What is lacking in short, by the last part of a reason's id; else it is a use."""
_DOMAINS = {"person_type", "structure", "building_use_type"}


class RevenueTables:
    """The tables of one revenue in one language."""

    def __init__(self, revenue: Revenue, language: Language) -> None:
        self.revenue, self.language = revenue, language
        self.collection = CollectionTables(revenue.collection, language, lambda _: "–")

    def of(self, word: str, **params: Any) -> str:
        return render(Message("revenue_report." + word, **params), self.language)

    def gap_title(self, id: str) -> str:
        """A gap, or where else a parcel stands."""
        return self.of("gap_" + id)

    def group_title(self, group: str, name: str) -> str:
        """A class, zone or block."""
        if group == "tax_class" and name not in ("", "signs"):
            return self.collection.term("tax_class", name)
        return name if name and name != "signs" else self.of("signs" if name else "none")

    # -- the standing ------------------------------------------------------------------------

    def years(self) -> Table:
        found = by_year(self.revenue.things)
        rows = [
            [row["tax_year"], self.collection.term("tax_kind", row["tax_kind"]), row["things"],
             *(row[name] for name in AMOUNTS)]
            for row in found.to_dict("records")
        ]  # fmt: skip
        return self._summed(self.of("by_year"), ["tax_year", "tax_kind"], rows, found)

    def groups(self, group: str) -> Table:
        """The tax year by ``tax_class``, ``zone_code`` or ``block_code``."""
        found = standing(self.revenue.of_year, group)
        rows = [
            [self.group_title(group, row["group"]), row["things"],
             *(row[name] for name in AMOUNTS)]
            for row in found.to_dict("records")
        ]  # fmt: skip
        title = self.of("by_" + group, year=self.revenue.year)
        return self._summed(title, [group], rows, found)

    def _summed(
        self, title: str, names: list[str], rows: list[list[Any]], found: pd.DataFrame
    ) -> Table:
        sums = [int(found[name].sum()) for name in ("things", *AMOUNTS)]
        total = [self.of("total"), *[None] * (len(names) - 1), *sums]
        heads = self._heads([*names, "things", *AMOUNTS])
        first = len(names)
        money = frozenset(range(first + 1, len(heads)))
        return Table(title, heads, [*rows, total], money, frozenset({first}), total=True)

    # -- the gaps ----------------------------------------------------------------------------

    def gaps(self) -> Table:
        """A row for each gap, and their sum."""
        names = ["gap", "count", "never", "rai", "floor_area", "low", "high", "unknown"]
        rows = [[self.gap_title(id), *self._gap(self.revenue.gap(id))] for id in GAPS]
        total = [self.of("total"), *self._gap(self.revenue.all_gaps())]
        heads, title = self._heads(names), self.of("gaps", year=self.revenue.year)
        counts = frozenset({1, 2, 3, 4, 7})
        return Table(title, heads, [*rows, total], frozenset({5, 6}), counts, total=True)

    def _gap(self, gap: Gap) -> list[Any]:
        rai = round(gap.area / HUNDREDTHS_PER_RAI, 2)
        floors = round(gap.floor_area, 2)
        return [gap.count, gap.never, rai, floors, gap.low, gap.high, gap.unknown]

    def rows_of(self, gap: str, most: Optional[int] = None, short: bool = False) -> Table:
        """What stands in a gap, what may bring most first; at most so many. ``short``: the
        reasons in a word each, and not how the range comes about."""
        found = self.revenue.gaps
        found = found[found["gap"] == gap].sort_values(
            ["high", "code"], ascending=[False, True], na_position="last"
        )
        names = ["code", "zone", "block", "area", "floor_area", "why", "lines", "low", "high"]
        if short:
            names = ["code", "lacks", "area", "floor_area", "low", "high"]
        told = [self._row(row) for row in found.head(most or len(found)).to_dict("records")]
        rows = [[row[name] for name in names] for row in told]
        at = len(names)
        return Table(
            self.gap_title(gap), self._heads(names), rows, frozenset({at - 2, at - 1}),
            frozenset({names.index("floor_area")}),
        )  # fmt: skip

    def _row(self, row: dict[Any, Any]) -> dict[str, Any]:
        area, floor_area = row["area"], row["floor_area"]
        return {
            "code": row["code"],
            "zone": row["zone"] or None,
            "block": row["block"] or None,
            "area": None if pd.isna(area) else format_area(int(area)),
            "floor_area": None if pd.isna(floor_area) else round(float(floor_area), 2),
            "why": self.said(row["reasons"]),
            "lacks": self.lacks(row["reasons"]),
            "lines": self.said(row["lines"]),
            **{side: None if pd.isna(row[side]) else int(row[side]) for side in ("low", "high")},
        }

    def lacks(self, reasons: Sequence[Message]) -> str:
        """The reasons in a word each."""
        words = [_LACKS.get(one.id.split(".")[1], "use") for one in reasons]
        return ", ".join(self.of("lack_" + word) for word in dict.fromkeys(words))

    def said(self, messages: Sequence[Message]) -> str:
        """One below the other."""
        return "\n".join(render(one, self.language) for one in messages)

    # -- what it rests on --------------------------------------------------------------------

    def assumptions(self) -> Table:
        rows = [
            [one.title(self.language), *self._values(one), source_text(one.source, self.language)]
            for one in assumptions().values()
        ]
        names = ["assumption", "low", "high", "source"]
        return Table(self.of("assumptions"), self._heads(names), rows)

    def _values(self, one: Assumption) -> list[str]:
        if one.unit in _DOMAINS:
            return [
                render(Message("common.term", term=Term(one.unit, code)), self.language)
                for code in one.both
            ]
        return [self.of("unit_" + one.unit, value=value) for value in one.both]

    def as_of(self) -> str:
        return self.of("as_of", day=self.revenue.collection.day, year=self.revenue.year)

    def told(self) -> list[str]:
        """What the officer should know before these numbers go out."""
        said = [render(one, self.language) for one in self.revenue.told]
        return [*said, *self.collection.told()]

    def _heads(self, names: Sequence[str]) -> list[str]:
        return [self.of("head_" + name) for name in names]
