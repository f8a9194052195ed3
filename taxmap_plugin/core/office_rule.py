"""What an officer types of a number that the office sets, read and joined with what others set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Optional

from .law_table import (
    LawColumn,
    LawError,
    LawTable,
    OfficeRule,
    Row,
    law_table,
    read_value,
    rule_problem,
)
from .message import Message, Term
from .thai_text import arabic_digits


def typed_rule(
    table: LawTable, row: Row, column: str, value: str, since: str, until: str, reason: str
) -> OfficeRule:
    """The rule of these texts; ``until`` blank: until further notice.

    Raises LawError naming what cannot be read. Whether it may be set says ``rule_problem``.
    """
    read = read_value(table.column(column), arabic_digits(value))
    first, last = _year("from_year", since), _year("to_year", until)
    if first is None:
        raise LawError(Message("law.blank", column=Term("law_column", "*.from_year")))
    key = tuple(row[one] for one in table.key)
    return OfficeRule(table.name, key, column, read, first, last, reason.strip())


def ended(rule: OfficeRule, year: Optional[int]) -> OfficeRule:
    """The rule with ``year`` as its last tax year; None: until further notice."""
    return replace(rule, to_year=year)


def on_top_of(
    mine: Sequence[OfficeRule], base: Sequence[OfficeRule], theirs: Sequence[OfficeRule]
) -> tuple[list[OfficeRule], list[OfficeRule]]:
    """``theirs`` with what changed here since ``base``, and what of it does not go with theirs."""
    joined = [rule for rule in theirs if rule in mine or rule not in base]
    left: list[OfficeRule] = []
    for rule in mine:
        if rule in base or rule in joined:
            continue
        if rule_problem(rule, joined) is None:
            joined.append(rule)
        else:
            left.append(rule)
    return joined, left


def refused_rule(rules: Sequence[OfficeRule]) -> Optional[tuple[OfficeRule, Message]]:
    """The first that an office may not set, beside the others, and why; None when all hold."""
    for at, rule in enumerate(rules):
        problem = rule_problem(rule, [*rules[:at], *rules[at + 1 :]])
        if problem is not None:
            told = {"table": Term("law_table", rule.table), "first": rule.from_year}
            told |= {"reason": rule.reason, "told": problem}
            return rule, Message("office_rules.refused", **told)
    return None


def _year(name: str, text: str) -> Any:
    return read_value(_year_column(name), arabic_digits(text))


def _year_column(name: str) -> LawColumn:
    return law_table("land_rate").column(name)  # of every table ("*")
