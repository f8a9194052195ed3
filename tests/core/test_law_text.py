"""The law in words: nowhere a code, in neither language."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from taxmap_plugin.core.law_table import OfficeRule, all_rows, law_rows, law_table, law_tables
from taxmap_plugin.core.law_text import (
    cell_text,
    is_sure,
    office_text,
    rules_of_row,
    value_choices,
    value_text,
)

NAMES = [table.name for table in law_tables()]
CODE = re.compile(r"[a-z]+_[a-z_]+|law_text|verified|secondary")


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_every_year_is_said_in_words(name: str, language: str):
    table = law_table(name)
    for row in all_rows(name):
        for column in table.columns:
            said = cell_text(table, row, column, language)
            assert said and not CODE.search(said), (column.name, said)
            if language == "th" and column.name != "en":
                assert not re.search("[a-z]{3}", said), (column.name, said)


def test_numbers_are_said_as_they_are_and_years_as_years():
    table = law_table("land_rate")
    row = law_rows("land_rate", 2569)[1]
    said = [cell_text(table, row, column, "en") for column in table.columns]
    assert said[:5] == ["2565", "onwards", "Agriculture", "75,000,000", "0.03"]
    assert said[5] == "Royal Decree on the rates B.E. 2564"


def test_what_may_be_chosen_is_chosen_in_words():
    table = law_table("choice")
    row = next(row for row in law_rows("choice", 2569) if row["choice"] == "rounding")
    column = table.column("default")
    assert value_choices(table, row, column) == ["row", "bill"]
    assert value_text(table, row, column, "bill", "th") == "ปัดครั้งเดียวที่ยอดรวมของผู้เสียภาษี"
    uses = law_table("use_class")
    row = law_rows("use_class", 2569)[0]
    offered = value_choices(uses, row, uses.column("use"))
    said = [value_text(uses, row, uses.column("use"), one, "en") for one in offered]
    assert said[0] == "Agriculture" and said[-1] == "Several, or not said"
    rates = law_table("land_rate")
    assert (
        value_choices(rates, law_rows("land_rate", 2569)[0], rates.column("rate_percent")) is None
    )


def test_what_the_office_has_set_is_said_with_years_and_reason():
    rule = OfficeRule("calendar", ("payment",), "month", 7, 2570, None, "หนังสือ มท.")
    row = next(row for row in law_rows("calendar", 2570) if row["step"] == "payment")
    assert office_text(rule, row, "en") == "Month 7 (from 2570 on) หนังสือ มท."
    rate = OfficeRule(
        "land_rate", ("other", Decimal(0)), "rate_percent", Decimal("0.35"), 2570, 2571, "เทศบัญญัติ"
    )
    row = next(row for row in law_rows("land_rate", 2570) if row["tax_class"] == "other")
    assert office_text(rate, row, "th") == "0.35 (ปี 2570–2571) เทศบัญญัติ"
    assert rules_of_row(law_table("land_rate"), row, [rule, rate]) == [rate]


def test_only_what_was_read_in_the_law_or_follows_from_it_is_sure():
    certain = {row["certainty"] for row in all_rows("calendar") if is_sure(row)}
    assert certain == {"verified", "derived"}
    assert not any(is_sure(row) for row in all_rows("choice"))
