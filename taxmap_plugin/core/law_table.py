"""The law as tables: what is in ``resources/law``, checked, with what an office has decided.

A table (``land_rate.csv``) has the columns that ``column.csv`` says, each row its ``source``
and how sure it is (``certainty``). A row holds from ``from_year`` to ``to_year``, B.E. tax
years, blank for no end; where several rows of one key hold in a year, the one that began last
does. An office may change what ``column.csv`` marks, for some years and with a reason:

>>> ours = OfficeRule("land_rate", ("other", 0), "rate_percent", Decimal("0.35"), 2570, 2571,
...                   "เทศบัญญัติ พ.ศ. 2569")
>>> [str(row["rate_percent"]) for row in law_rows("land_rate", 2570, [ours])][15:17]
['0.35', '0.4']
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Optional

from ..errors import TaxMapError
from .message import Message, Term
from .resources import load_csv

_FOLDER = "law"
_YEARS = ("from_year", "to_year")
_LISTS = {
    "tax_class": ("law", "tax_class", "tax_class"),
    "step": ("law", "calendar_step", "step"),
    "certainty": ("domains", "certainty", "code"),
    "tax_kind": ("domains", "tax_kind", "code"),
    "sign_class": ("domains", "sign_class", "code"),
}
_WORDS = {
    "use": ("agri", "residential", "other", "vacant"),
    "home": ("land_building", "building"),
    "per": ("once", "month"),
    "yes_no": ("yes",),
}
_MAY_BE_BLANK = frozenset({"amount_or_all", "percent_or_none", "use_or_none", "home", "yes_no"})

Row = Mapping[str, Any]
"""One row of a table: years and counts int, percents Decimal, baht Decimal, the rest text."""


class LawError(TaxMapError):
    """A table, a value or an office's rule that cannot hold; the message names the place."""


@dataclass(frozen=True)
class LawColumn:
    """A column of a table ("*": of several); ``least`` and ``most`` bound its numbers."""

    table: str
    name: str
    type: str
    unit: str
    is_key: bool
    least: Optional[Decimal]
    most: Optional[Decimal]
    may_change: bool
    th: str
    en: str


@dataclass(frozen=True)
class LawTable:
    """A table of the law; ``changes`` says what an office may do: "any", "raise" or ""."""

    name: str
    changes: str
    th: str
    en: str
    columns: tuple[LawColumn, ...]

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.is_key)

    def column(self, name: str) -> LawColumn:
        for column in self.columns:
            if column.name == name:
                return column
        raise LawError(Message("law.no_column", table=self.name, column=name))


@dataclass(frozen=True)
class OfficeRule:
    """One number that an office has set instead of the table's, from one tax year to another.

    ``key`` are the values of the table's key columns in their order; ``to_year`` None: until
    further notice.
    """

    table: str
    key: tuple[Any, ...]
    column: str
    value: Any
    from_year: int
    to_year: Optional[int]
    reason: str

    def holds_in(self, year: int) -> bool:
        return self.from_year <= year and (self.to_year is None or year <= self.to_year)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; numbers as text, so none is rounded."""
        return {
            "table": self.table,
            "key": [str(part) for part in self.key],
            "column": self.column,
            "value": "" if self.value is None else str(self.value),
            "from_year": self.from_year,
            "to_year": self.to_year,
            "reason": self.reason,
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> OfficeRule:
        """The reverse of :meth:`to_dict`. Raises LawError for what this version does not know."""
        table = law_table(stored["table"])
        names = zip(table.key, stored["key"])
        key = tuple(read_value(table.column(name), text) for name, text in names)
        value = read_value(table.column(stored["column"]), str(stored["value"]))
        years = stored["from_year"], stored["to_year"]
        return cls(table.name, key, stored["column"], value, *years, stored["reason"])


@lru_cache(maxsize=None)
def law_tables() -> tuple[LawTable, ...]:
    """All tables, in the order in which they are shown."""
    columns = load_csv(_FOLDER, "column.csv")
    known = {(row["table"], row["column"]): row for row in columns}
    tables = []
    for row in load_csv(_FOLDER, "table.csv"):
        header = list(load_csv(_FOLDER, f"{row['table']}.csv")[0])
        told = [known.get((row["table"], name)) or known[("*", name)] for name in header]
        its = tuple(_column(one) for one in told)
        tables.append(LawTable(row["table"], row["changes"], row["th"], row["en"], its))
    return tuple(tables)


def law_table(name: str) -> LawTable:
    """The table called ``name``. Raises LawError when there is none."""
    for table in law_tables():
        if table.name == name:
            return table
    raise LawError(Message("law.no_table", table=name))


@lru_cache(maxsize=None)
def all_rows(name: str) -> tuple[Row, ...]:
    """The rows of every year, read. Raises LawError naming table, line and column."""
    table = law_table(name)
    rows = []
    for line, row in enumerate(load_csv(_FOLDER, f"{name}.csv"), start=2):
        try:
            rows.append({one.name: read_value(one, row[one.name]) for one in table.columns})
        except LawError as error:
            raise LawError(
                Message("law.line", table=name, line=line, told=error.message)
            ) from error
    return tuple(rows)


def law_rows(name: str, year: int, ours: Iterable[OfficeRule] = ()) -> list[Row]:
    """The rows of a table that hold in a tax year, with what the office has set for it."""
    table = law_table(name)
    holding: dict[tuple[Any, ...], Row] = {}
    for row in all_rows(name):
        since, until = row.get("from_year") or 0, row.get("to_year") or year
        if not since <= year <= until:
            continue
        key = tuple(row[column] for column in table.key)
        if key not in holding or since >= (holding[key].get("from_year") or 0):
            holding[key] = row
    for rule in ours:
        if rule.table == name and rule.holds_in(year) and rule.key in holding:
            changed = {rule.column: rule.value, "office": rule.reason}
            holding[rule.key] = {**holding[rule.key], **changed}
    return list(holding.values())


def read_value(column: LawColumn, text: str) -> Any:
    """What a cell says. Raises LawError naming column and text when it cannot."""
    text = text.strip()
    if text == "":
        if column.name in _YEARS or column.type in _MAY_BE_BLANK:
            return None if column.type != "yes_no" else False
        raise LawError(Message("law.blank", column=_named(column)))
    if column.type == "yes_no":
        return _one_of(column, text, _WORDS["yes_no"]) == "yes"
    kind = column.type.split("_or_")[0]
    if kind in ("year", "integer", "percent", "baht", "amount"):
        return _number(column, text, whole=kind in ("year", "integer"))
    if kind in _WORDS:
        return _one_of(column, text, _WORDS[kind])
    if kind in _LISTS:
        folder, file, code = _LISTS[kind]
        return _one_of(column, text, [row[code] for row in load_csv(folder, f"{file}.csv")])
    if kind == "source":
        told = {row["source"] for row in load_csv(_FOLDER, "source.csv")}
        _one_of(column, text.split(":")[0], sorted(told))
    return text


def source_text(source: str, language: str) -> str:
    """A source as it is printed: ``act:42`` is "… มาตรา 42".

    >>> source_text("act:42", "en")
    'Land and Building Tax Act B.E. 2562 s.42'
    """
    name, _, section = source.partition(":")
    for row in load_csv(_FOLDER, "source.csv"):
        if row["source"] == name:
            return row[language].format(section=section).strip()
    return source


def rule_problem(rule: OfficeRule, others: Sequence[OfficeRule] = ()) -> Optional[Message]:
    """Why an office may not set this; None when it may.

    Rates may be raised by an ordinance, up to the ceiling of the use (s.37 para 6).
    """
    table = law_table(rule.table)
    column = table.column(rule.column)
    if not column.may_change:
        return Message(
            "law.may_not_change", table=Term("law_table", table.name), column=_named(column)
        )
    if not rule.reason.strip():
        return Message("law.reason_missing")
    if rule.to_year is not None and rule.to_year < rule.from_year:
        return Message("law.years_reversed", first=rule.from_year, last=rule.to_year)
    legal = {
        tuple(row[one] for one in table.key): row for row in law_rows(table.name, rule.from_year)
    }
    if rule.key not in legal:
        return Message("law.no_row", table=Term("law_table", table.name), key=[*rule.key])
    for other in others:
        same = (other.table, other.key, other.column) == (rule.table, rule.key, rule.column)
        if same and other != rule and _overlap(rule, other):
            return Message("law.set_twice", first=other.from_year, reason=other.reason)
    if table.changes == "raise":
        return _raised_problem(rule, legal[rule.key])
    if table.name == "choice" and rule.value not in legal[rule.key]["options"].split():
        return Message(
            "law.not_one_of",
            column=_named(column),
            text=rule.value,
            known=legal[rule.key]["options"].split(),
        )
    return None


def _raised_problem(rule: OfficeRule, legal: Row) -> Optional[Message]:
    if rule.value < legal[rule.column]:
        return Message("law.below_law", value=rule.value, least=legal[rule.column])
    uses = {row["tax_class"]: row["use"] for row in all_rows("tax_class")}
    use = uses[legal["tax_class"]]
    for row in law_rows("use_ceiling", rule.from_year):
        if row["use"] == use and rule.value > row["ceiling_percent"]:
            return Message("law.above_ceiling", value=rule.value, most=row["ceiling_percent"])
    return None


def _overlap(one: OfficeRule, other: OfficeRule) -> bool:
    last = min(rule.to_year if rule.to_year is not None else 9999 for rule in (one, other))
    return max(one.from_year, other.from_year) <= last


def _column(row: Mapping[str, str]) -> LawColumn:
    least, most = (Decimal(row[name]) if row[name] else None for name in ("least", "most"))
    is_key, may_change = row["key"] == "yes", row["may_change"] == "yes"
    told = row["table"], row["column"], row["type"], row["unit"]
    return LawColumn(*told, is_key, least, most, may_change, row["th"], row["en"])


def _number(column: LawColumn, text: str, whole: bool) -> Any:
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or (whole and value != value.to_integral_value()):
        raise LawError(Message("law.no_number", column=_named(column), text=text))
    if column.least is not None and value < column.least:
        raise LawError(
            Message("law.too_small", column=_named(column), text=text, least=column.least)
        )
    if column.most is not None and value > column.most:
        raise LawError(Message("law.too_large", column=_named(column), text=text, most=column.most))
    return int(value) if whole else value


def _one_of(column: LawColumn, text: str, known: Sequence[str]) -> str:
    if text not in known:
        told = {"column": _named(column), "text": text, "known": [*known]}
        raise LawError(Message("law.not_one_of", **told))
    return text


def _named(column: LawColumn) -> Term:
    return Term("law_column", f"{column.table}.{column.name}")
