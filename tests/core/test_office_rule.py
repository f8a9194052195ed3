"""What an officer types for the office, read; and two officers' rules joined."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from taxmap_plugin.core.law_table import LawError, OfficeRule, law_rows, law_table
from taxmap_plugin.core.message import render
from taxmap_plugin.core.office_rule import ended, on_top_of, refused_rule, typed_rule

RATES = law_table("land_rate")
OTHER = next(row for row in law_rows("land_rate", 2569) if row["tax_class"] == "other")
OURS = OfficeRule(
    "land_rate", ("other", Decimal(0)), "rate_percent", Decimal("0.35"), 2570, 2571, "เทศบัญญัติ"
)
DUE = OfficeRule("calendar", ("payment",), "month", 7, 2570, None, "หนังสือ มท.")


def typed(value="0.35", since="2570", until="2571", reason="เทศบัญญัติ"):
    return typed_rule(RATES, OTHER, "rate_percent", value, since, until, reason)


def test_what_is_typed_is_read_in_thai_digits_too():
    assert typed() == OURS
    assert typed("๐.๓๕", "๒๕๗๐", " ๒๕๗๑ ", " เทศบัญญัติ ") == OURS
    assert typed(until="") == ended(OURS, None)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"value": ""}, "Rate (percent) is blank"),
        ({"value": "สูง"}, "is no number"),
        ({"value": "30"}, "more than 3"),
        ({"since": ""}, "From tax year is blank"),
        ({"since": "2026"}, "From tax year: 2026 is less than 2535"),
        ({"until": "x"}, "To tax year: “x” is no number"),
    ],
)
def test_what_cannot_be_read_is_named(fields, told):
    with pytest.raises(LawError) as caught:
        typed(**fields)
    assert told in render(caught.value.message, "en")


def test_ones_own_changes_come_on_top_of_what_somebody_else_saved():
    theirs = [replace(OURS, from_year=2572, to_year=None, reason="อื่น")]
    assert on_top_of([OURS, DUE], [OURS], [OURS, *theirs]) == ([OURS, *theirs, DUE], [])
    assert on_top_of([], [OURS], [OURS, DUE]) == ([DUE], [])  # what was removed stays removed
    assert on_top_of([OURS], [OURS], []) == ([], [])  # and what they removed, too


def test_what_contradicts_theirs_is_left_out_and_named():
    mine = replace(OURS, value=Decimal("0.4"), reason="ของฉัน")
    assert on_top_of([mine], [], [OURS]) == ([OURS], [mine])


def test_the_first_rule_that_does_not_hold_is_named_with_table_and_reason():
    assert refused_rule([OURS, DUE]) is None
    low = replace(OURS, value=Decimal("0.1"))
    rule, message = refused_rule([DUE, low])
    assert rule == low
    assert "Rates of the land and building tax, set from 2570 (เทศบัญญัติ)" in render(message, "en")
    assert "below the rate of the law" in render(message, "en")
