"""The law of one tax year, for one municipality: what the tables of ``resources/law`` say.

>>> law = Law(2569)
>>> [str(step.rate) for step in law.steps("agri")]
['0.01', '0.03', '0.05', '0.07', '0.1']
>>> law.exemption("main_home").amount
5000000000
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Optional

from .law_table import LawError, OfficeRule, Row, law_rows
from .message import Message
from .thai_date import ERA

_SATANG = 100


@dataclass(frozen=True)
class Step:
    """One step (ขั้น) of a rate: ``rate`` percent on the value over ``over`` satang."""

    over: int
    rate: Decimal
    source: str
    office: str = ""


@dataclass(frozen=True)
class Exemption:
    """Value that is not taxed, in satang; ``amount`` None: all of it."""

    amount: Optional[int]
    source: str


@dataclass(frozen=True)
class Reduction:
    """``percent`` off the tax; ``stacks_up_to`` None: of those that hold only the greatest.

    Otherwise it comes on top of another one of at most that many percent.
    """

    name: str
    percent: Decimal
    all_property: bool
    stacks_up_to: Optional[Decimal]
    source: str


@dataclass(frozen=True)
class Relief:
    """s.97: of what the tax exceeds the former one, ``share`` percent is paid."""

    share: Decimal
    source: str


@dataclass(frozen=True)
class UseClass:
    """A use as the law sees it, and which main home it may be ("" none, "land_building",
    "building"); ``use`` None: several uses, or not said."""

    use: Optional[str]
    home: str
    source: str


class Law:
    """The numbers of one tax year, with what the office has set for it.

    Raises LawError when the year is before the Act (2563).
    """

    def __init__(self, year: int, ours: Iterable[OfficeRule] = ()) -> None:
        self.year = year
        self.ours = tuple(ours)
        self._rows: dict[str, list[Row]] = {}
        self._found: dict[tuple[Any, ...], Optional[Row]] = {}
        if not self.rows("land_rate"):
            raise LawError(Message("law.no_year", year=year))
        self._steps: dict[str, tuple[Step, ...]] = {}
        for row in sorted(self.rows("land_rate"), key=lambda row: row["over_baht"]):
            over = int(row["over_baht"] * _SATANG)
            step = Step(over, row["rate_percent"], row["source"], row.get("office", ""))
            self._steps[row["tax_class"]] = (*self._steps.get(row["tax_class"], ()), step)

    def rows(self, table: str) -> list[Row]:
        """The rows of a table in this year."""
        if table not in self._rows:
            self._rows[table] = law_rows(table, self.year, self.ours)
        return self._rows[table]

    def steps(self, tax_class: str) -> tuple[Step, ...]:
        """The rates of a class, lowest step first."""
        return self._steps[tax_class]

    def choice(self, name: str) -> str:
        """What is in use where the law leaves something open."""
        return str(self._row("choice", choice=name)["default"])

    def exemption(self, name: str) -> Optional[Exemption]:
        """None in a year that does not have it."""
        row = self._find("exemption", exemption=name)
        if row is None:
            return None
        amount = row["amount_baht"]
        return Exemption(None if amount is None else int(amount * _SATANG), row["source"])

    def vacant_increase(self, years: int) -> Decimal:
        """Percentage points on the rate in the ``years``-th vacant tax year in a row (s.43).

        >>> [str(Law(2569).vacant_increase(n)) for n in (1, 3, 4, 7)]
        ['0.0', '0.0', '0.3', '0.6']
        """
        row = self.vacant_step
        return row["step_percent"] * (max(years - 1, 0) // row["years_per_step"])

    @property
    def vacant_step(self) -> Row:
        """Counting, step and ceiling of the increase (s.43)."""
        return self.rows("vacant_step")[0]

    def reduction(self, name: str) -> Optional[Reduction]:
        """None when the year does not have it."""
        row = self._find("reduction", reduction=name)
        return None if row is None else _reduction(row)

    def general_reductions(self) -> list[Reduction]:
        """Those that hold for all property of the year."""
        return [_reduction(row) for row in self.rows("reduction") if row["all_property"]]

    def relief(self) -> Optional[Relief]:
        row = self._find("relief", tax_year=self.year)
        return None if row is None else Relief(row["share_percent"], row["source"])

    def use_class(self, of: str, use_type: str) -> Optional[UseClass]:
        """What a code of ``land_use``, ``building_use``, ``condo_use`` is in law; None unknown."""
        row = self._find("use_class", of=of, use_type=use_type)
        return None if row is None else UseClass(row["use"], row["home"] or "", row["source"])

    def is_taxed(self, building_type: str) -> bool:
        """Whether a type of building is "สิ่งปลูกสร้าง" of s.5; fences, for one, are not."""
        return self._find("untaxed_building", building_type=building_type) is None

    def depreciation(self, structure: str, age_years: int) -> Optional[Decimal]:
        """Percent off a building's new price; None for an unknown structure.

        >>> str(Law(2569).depreciation("1", 10)), str(Law(2569).depreciation("2", 99))
        ('40', '76')
        """
        found = [row for row in self.rows("depreciation") if row["structure"] == structure]
        if not found:
            return None
        due = [row for row in found if row["age_years"] <= age_years]
        return max((row["percent"] for row in due), default=Decimal(0))

    def day(self, step: str) -> Optional[dt.date]:
        """The last day of a step of the tax year; None for a step without a day of its own."""
        row = self._find("calendar", step=step)
        if row is None:
            return None
        year = self.year - ERA - (1 if row["year_before"] else 0)
        last = calendar.monthrange(year, row["month"])[1]
        return dt.date(year, row["month"], min(row["day"], last))

    def step(self, step: str) -> Row:
        """What the law says of a step of the tax year."""
        return self._row("calendar_step", step=step)

    def instalment(self, tax_kind: str) -> Optional[Row]:
        return self._find("instalment", tax_kind=tax_kind)

    def payment_days(self, tax_kind: str) -> Optional[int]:
        """Days from the notice of the assessment by which a tax is paid; None for one with a date
        of its own."""
        row = self._find("payment_time", tax_kind=tax_kind)
        return None if row is None else int(row["days"])

    def late_charge(self, name: str) -> Row:
        return self._row("late_charge", late_charge=name)

    def _find(self, table: str, **key: Any) -> Optional[Row]:
        asked = table, tuple(key.items())
        if asked not in self._found:
            rows = self.rows(table)
            fitting = (row for row in rows if all(row[name] == key[name] for name in key))
            self._found[asked] = next(fitting, None)
        return self._found[asked]

    def _row(self, table: str, **key: Any) -> Row:
        row = self._find(table, **key)
        if row is None:
            raise LawError(Message("law.no_row", table=table, key=[*key.values()]))
        return row


def _reduction(row: Row) -> Reduction:
    told = row["reduction"], row["percent"], row["all_property"], row["stacks_up_to_percent"]
    return Reduction(*told, row["source"])
