"""The law as data: complete, readable, and changed by an office only where the law lets it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from taxmap_plugin.core import law as law_module
from taxmap_plugin.core.law_table import (
    LawError,
    OfficeRule,
    all_rows,
    law_rows,
    law_table,
    law_tables,
    read_value,
    rule_problem,
    source_text,
)
from taxmap_plugin.core.message import render
from taxmap_plugin.core.resources import load_csv

NAMES = [table.name for table in law_tables()]


def rate(value: str, since: int = 2570, until: int | None = None, why: str = "เทศบัญญัติ"):
    return OfficeRule("land_rate", ("other", 0), "rate_percent", Decimal(value), since, until, why)


@pytest.mark.parametrize("name", NAMES)
def test_every_table_can_be_read(name):
    assert all_rows(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_number_has_a_source_that_can_be_printed(name):
    known = {row["source"] for row in load_csv("law", "source.csv")}
    for row in all_rows(name):
        assert row["source"].split(":")[0] in known
        for language in ("th", "en"):
            assert "{" not in source_text(row["source"], language)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("year", range(2563, 2581))
def test_a_key_has_one_row_in_a_year(name, year):
    table = law_table(name)
    keys = [tuple(row[one] for one in table.key) for row in law_rows(name, year)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("year", range(2563, 2581))
def test_every_class_has_steps_from_nothing_upwards_within_its_ceiling(year):
    ceilings = {row["use"]: row["ceiling_percent"] for row in law_rows("use_ceiling", year)}
    for row in all_rows("tax_class"):
        rows = [r for r in law_rows("land_rate", year) if r["tax_class"] == row["tax_class"]]
        assert rows[0]["over_baht"] == 0
        assert [r["over_baht"] for r in rows] == sorted({r["over_baht"] for r in rows})
        assert [r["rate_percent"] for r in rows] == sorted({r["rate_percent"] for r in rows})
        assert max(r["rate_percent"] for r in rows) <= ceilings[row["use"]]


def test_of_two_rows_of_a_key_the_one_that_began_last_holds():
    """The payment of 2569 was extended to June; in 2570 the April of s.46 holds again."""
    months = {
        year: row["month"]
        for year in (2569, 2570)
        for row in law_rows("calendar", year)
        if row["step"] == "payment"
    }
    assert months == {2569: 6, 2570: 4}


def test_an_ordinance_raises_a_rate_for_its_years_only():
    rules = [rate("0.35", 2570, 2571)]

    def of(year):
        rows = law_rows("land_rate", year, rules)
        return next(r for r in rows if (r["tax_class"], r["over_baht"]) == ("other", 0))

    assert [str(of(year)["rate_percent"]) for year in (2569, 2570, 2571, 2572)] == [
        *("0.3", "0.35", "0.35", "0.3")
    ]
    assert of(2570)["office"] == "เทศบัญญัติ"


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (rate("0.25"), "below the rate of the law, 0.3"),  # s.37 para 6: higher only
        (rate("1.21"), "above the ceiling of the law, 1.20"),
        (rate("0.35", why="  "), "Say why"),
        (rate("0.35", 2571, 2570), "2570 is before the first, 2571"),
        (
            OfficeRule("exemption", ("farm",), "amount_baht", Decimal(1), 2570, None, "x"),
            "does not",
        ),
        (OfficeRule("choice", ("rounding",), "default", "baht", 2570, None, "x"), "row, bill"),
        (OfficeRule("calendar", ("lunch",), "month", 1, 2570, None, "x"), "no row for lunch"),
    ],
)
def test_what_an_office_may_not_set_is_refused_with_the_reason(rule, told):
    problem = rule_problem(rule)
    assert problem is not None and told in render(problem, "en")
    assert not render(problem, "th").startswith("law.")


@pytest.mark.parametrize("value", ["0.3", "0.35", "1.2"])
def test_rates_from_that_of_the_law_to_the_ceiling_may_be_set(value):
    assert rule_problem(rate(value)) is None


def test_one_number_is_not_set_twice_for_a_year():
    kept = [rate("0.4", 2569, None, "เทศบัญญัติ พ.ศ. 2568")]
    problem = rule_problem(rate("0.35", 2571), kept)
    assert problem is not None and "เทศบัญญัติ พ.ศ. 2568" in render(problem, "en")
    assert rule_problem(rate("0.35", 2565, 2568), kept) is None


def test_what_an_office_has_set_comes_back_as_it_was_stored():
    for rule in (
        rate("0.35", 2570, 2571),
        OfficeRule("calendar", ("payment",), "month", 5, 2570, None, "หนังสือ มท."),
        OfficeRule("choice", ("rounding",), "default", "bill", 2570, None, "นโยบาย"),
        OfficeRule("use_class", ("land_use", "5"), "use", None, 2570, None, "คำสั่ง"),
    ):
        assert OfficeRule.from_dict(rule.to_dict()) == rule


@pytest.mark.parametrize(
    ("table", "column", "text", "told"),
    [
        ("land_rate", "rate_percent", "", "is blank"),
        ("land_rate", "rate_percent", "0,3 %", "is no number"),
        ("land_rate", "rate_percent", "nan", "is no number"),
        ("land_rate", "rate_percent", "30", "more than 3"),
        ("calendar", "month", "13", "more than 12"),
        ("calendar", "month", "1.5", "is no number"),
        ("land_rate", "tax_class", "home", "not one of agri"),
        ("choice", "source", "hearsay:1", "not one of act"),
    ],
)
def test_a_cell_that_cannot_hold_is_named(table, column, text, told):
    with pytest.raises(LawError) as caught:
        read_value(law_table(table).column(column), text)
    said = render(caught.value.message, "en")
    assert told in said and law_table(table).column(column).en in said


def test_every_choice_has_words_for_each_option():
    words = {(row["choice"], row["option"]) for row in load_csv("law", "choice_option.csv")}
    options = {
        (row["choice"], option) for row in all_rows("choice") for option in row["options"].split()
    }
    assert words == options
    assert all(row["default"] in row["options"].split() for row in all_rows("choice"))


def test_every_choice_is_asked_by_the_reckoning():
    """One that changes nothing would be a promise that nobody keeps."""
    core = Path(law_module.__file__).parent
    asked = " ".join(path.read_text(encoding="utf-8") for path in core.glob("*.py"))
    for row in all_rows("choice"):
        assert f'choice("{row["choice"]}")' in asked
