"""The numbers of the law that the office has set for itself, kept in the workspace."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..core.law import Law
from ..core.law_table import LawError, OfficeRule, rule_problem
from .reader import Reader
from .transaction import Transaction

_KEY = "law"  # in ``setting``: what ``OfficeRule.to_dict`` gives of each


def read_office_rules(reader: Reader) -> list[OfficeRule]:
    """In the order in which they were set. Raises LawError for what only a newer version knows."""
    rows = reader.rows("setting", ["value"], "key = ?", (_KEY,))
    return [OfficeRule.from_dict(one) for one in json.loads(rows[0]["value"])] if rows else []


def write_office_rules(tx: Transaction, rules: Sequence[OfficeRule]) -> None:
    """Keep these in place of all before. Raises LawError for one that an office may not set."""
    for at, rule in enumerate(rules):
        problem = rule_problem(rule, [*rules[:at], *rules[at + 1 :]])
        if problem is not None:
            raise LawError(problem)
    value = [rule.to_dict() for rule in rules]
    rows = tx.rows("setting", ["uuid"], "key = ?", (_KEY,))
    if rows:
        tx.update_rows("setting", [{**rows[0], "value": value}])
    else:
        tx.insert_rows("setting", [{"key": _KEY, "value": value}])


def law_of(reader: Reader, year: int) -> Law:
    """The law of a tax year with what the office has set. Raises LawError."""
    return Law(year, read_office_rules(reader))
