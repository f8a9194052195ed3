"""The tax of the Act, class by class, worked by hand from its sections."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.land_tax import TaxItem, assess
from taxmap_plugin.core.law import Law
from taxmap_plugin.core.law_table import OfficeRule, source_text
from taxmap_plugin.core.message import render

M = 100_000_000  # a million baht in satang


def item(use="other", value=M, **told):
    usual = {"key": "1", "payer": "ก", "is_person": True, "group": "g1"}
    return TaxItem(**{**usual, "use": use, "value": value, **told})


def home(value, kind="land_building", **told):
    return item("residential", value, home=kind, home_id=told.pop("home_id", "h1"), **told)


def tax(*items, year=2569, ours=()):
    """The tax of one payer in satang."""
    return assess(items, Law(year, ours))[0].tax


def choose(name, value):
    return OfficeRule("choice", (name,), "default", value, 2563, None, "x")


# s.94 and the decree of 2564, marginal, above the exemptions of s.40 and 41; in millions of baht.
# Each amount is the sum of its slices, e.g. other, 200 M: 50 M × 0.3 % + 150 M × 0.4 %
#   = 150,000 + 600,000 = 750,000.
EDGES = [
    ("agri", 50, 75, 7_500),  # 75 M × 0.01 %
    ("agri", 50, 100, 15_000),  # + 25 M × 0.03 %
    ("agri", 50, 500, 215_000),  # + 400 M × 0.05 %
    ("agri", 50, 1_000, 565_000),  # + 500 M × 0.07 %
    ("agri", 50, 1_100, 665_000),  # + 100 M × 0.10 %
    ("home_land_building", 50, 25, 7_500),  # 25 M × 0.03 %
    ("home_land_building", 50, 50, 20_000),  # + 25 M × 0.05 %
    ("home_land_building", 50, 100, 70_000),  # + 50 M × 0.1 %
    ("home_building", 10, 40, 8_000),  # 40 M × 0.02 %
    ("home_building", 10, 65, 15_500),  # + 25 M × 0.03 %
    ("home_building", 10, 90, 28_000),  # + 25 M × 0.05 %
    ("home_building", 10, 100, 38_000),  # + 10 M × 0.1 %
    ("home_other", 0, 50, 10_000),  # 50 M × 0.02 %
    ("home_other", 0, 75, 17_500),  # + 25 M × 0.03 %
    ("home_other", 0, 100, 30_000),  # + 25 M × 0.05 %
    ("home_other", 0, 110, 40_000),  # + 10 M × 0.1 %
    ("other", 0, 50, 150_000),
    ("other", 0, 200, 750_000),
    ("other", 0, 1_000, 4_750_000),  # + 800 M × 0.5 %
    ("other", 0, 5_000, 28_750_000),  # + 4,000 M × 0.6 %
    ("other", 0, 6_000, 35_750_000),  # + 1,000 M × 0.7 %
    ("vacant", 0, 50, 150_000),
    ("vacant", 0, 200, 750_000),
]
NEXT_RATE = {  # percent of the step that begins at the edge
    "agri": {75: 3, 100: 5, 500: 7, 1_000: 10, 1_100: 10},
    "home_land_building": {25: 5, 50: 10, 100: 10},
    "home_building": {40: 3, 65: 5, 90: 10, 100: 10},
    "home_other": {50: 3, 75: 5, 100: 10, 110: 10},
    "other": {50: 40, 200: 50, 1_000: 60, 5_000: 70, 6_000: 70},
    "vacant": {50: 40, 200: 50},
}  # hundredths of a percent


def of_class(tax_class, value):
    if tax_class == "home_other":
        return item("residential", value)
    if tax_class.startswith("home_"):
        return home(value, tax_class[5:])
    return item(tax_class, value, vacant_years=1)


@pytest.mark.parametrize(("tax_class", "exempt", "taxable", "baht"), EDGES)
@pytest.mark.parametrize("year", [2569, 2567])
def test_tax_at_the_edge_of_every_step(tax_class, exempt, taxable, baht, year):
    assert tax(of_class(tax_class, (exempt + taxable) * M), year=year) == baht * 100


@pytest.mark.parametrize(("tax_class", "exempt", "taxable", "baht"), EDGES)
def test_a_little_above_an_edge_meets_the_next_rate(tax_class, exempt, taxable, baht):
    """10,000 baht more at 0.03 % are 3.00 baht, at 0.4 % 40.00 baht."""
    more = tax(of_class(tax_class, (exempt + taxable) * M + 1_000_000))
    assert more - baht * 100 == NEXT_RATE[tax_class][taxable] * 100


@pytest.mark.parametrize(("tax_class", "exempt", "taxable", "baht"), EDGES)
def test_a_little_below_an_edge_the_rate_before_it_holds(tax_class, exempt, taxable, baht):
    law = Law(2569)
    below = [step for step in law.steps(tax_class) if step.over < taxable * M][-1]
    less = tax(of_class(tax_class, (exempt + taxable) * M - 1_000_000))
    assert baht * 100 - less == int(below.rate * 100) * 100


@pytest.mark.parametrize(
    ("kind", "value", "baht"),
    [
        ("land_building", 50, 0),  # s.41 para 1: 50 M exempt
        ("land_building", 51, 300),  # 1 M × 0.03 %
        ("building", 10, 0),  # s.41 para 2: 10 M exempt
        ("building", 11, 200),  # 1 M × 0.02 %
    ],
)
def test_the_main_home_of_a_person_is_exempt_up_to_the_amount_of_the_law(kind, value, baht):
    assert tax(home(value * M, kind)) == baht * 100


def test_a_company_has_no_main_home():
    """s.41 speaks of natural persons: 10 M × 0.02 % as another residence."""
    bill = assess([home(10 * M, is_person=False)], Law(2569))[0]
    assert (bill.tax, bill.rows[0].tax_class) == (2_000_00, "home_other")
    assert any("juristic" in render(line.message, "en") for line in bill.rows[0].lines)


def test_a_person_has_one_main_home_the_most_valuable_unless_the_office_decides():
    """60 M as main home: 10 M × 0.03 % = 3,000; 20 M as another: × 0.02 % = 4,000."""
    homes = (
        home(20 * M, key="1", group="g1", home_id="h1"),
        home(60 * M, key="2", group="g2", home_id="h2"),
    )
    assert tax(*homes) == (3_000 + 4_000) * 100
    # none: 20 M × 0.02 % + (50 M × 0.02 % + 10 M × 0.03 %) = 4,000 + 13,000
    assert tax(*homes, ours=[choose("several_homes", "none")]) == 17_000 * 100


def test_farms_of_a_person_share_one_exemption_in_the_municipality():
    """s.40: 40 M + 30 M = 70 M, 50 M exempt, the most valuable first: 20 M × 0.01 % = 2,000."""
    farms = (item("agri", 40 * M, key="1", group="g1"), item("agri", 30 * M, key="2", group="g2"))
    bill = assess(farms, Law(2569))[0]
    assert [row.exempt for row in bill.rows] == [40 * M, 10 * M]
    assert bill.tax == 2_000 * 100


def test_farms_of_a_company_are_not_exempt():
    assert tax(item("agri", 40 * M, is_person=False)) == 4_000 * 100  # × 0.01 %


@pytest.mark.parametrize(("year", "baht"), [(2563, 0), (2565, 0), (2566, 15_000 * 0.85)])
def test_farms_of_persons_were_wholly_exempt_to_2565(year, baht):
    """s.96; in 2566 of 150 M 100 M are taxed, 15,000 baht, with 15 % off."""
    assert tax(item("agri", 150 * M), year=year) == baht * 100


def test_let_farms_are_exempt_unless_the_office_decides_otherwise():
    let = item("agri", 20 * M, is_let=True)
    assert tax(let) == 0
    assert tax(let, ours=[choose("let_farm", "taxed")]) == 2_000 * 100


def test_land_that_adjoins_is_summed_and_other_land_is_not():
    """s.42 para 2: 40 M + 20 M of trade together 150,000 + 10 M × 0.4 % = 190,000;
    apart 120,000 + 60,000 = 180,000."""
    one, two = item(value=40 * M, key="1"), item(value=20 * M, key="2")
    assert tax(one, two) == 190_000 * 100
    assert tax(one, replace(two, group="g2")) == 180_000 * 100
    rows = assess([one, two], Law(2569))[0].rows
    assert [row.tax for row in rows] == [12_666_667, 6_333_333]  # 2/3 and 1/3 of 190,000


def test_uses_of_one_parcel_are_taxed_by_class():
    """law.md 1.6: land 3 M + building 2 M, a third trade, two thirds the owner's home:
    1,666,666.67 × 0.3 % = 5,000.00; the home is exempt."""
    rows = (item(value=166_666_667, key="1"), home(333_333_333, key="2"))
    assert tax(*rows) == 5_000_00


@pytest.mark.parametrize(
    ("years", "baht"), [(1, 30_000), (3, 30_000), (4, 60_000), (6, 60_000), (7, 90_000)]
)
def test_vacant_land_costs_more_every_three_years(years, baht):
    """s.43, 10 M: 0.3 %, from the 4th year 0.6 %, from the 7th 0.9 %."""
    assert tax(item("vacant", 10 * M, vacant_years=years)) == baht * 100


def test_the_rate_of_vacant_land_ends_at_three_percent():
    """28 years: 0.3 + 9 × 0.3 = 3.0 %; 31 years stay at it."""
    assert tax(item("vacant", 10 * M, vacant_years=28)) == 300_000 * 100
    assert tax(item("vacant", 10 * M, vacant_years=31)) == 300_000 * 100


@pytest.mark.parametrize(
    ("year", "own", "baht"),
    [
        (2569, (), 30_000),
        (2569, ("inherited_home",), 15_000),  # 50 % off
        (2569, ("npa",), 3_000),  # 90 % off
        (2569, ("npa", "inherited_home"), 3_000),  # the greater
        (2563, (), 3_000),  # 90 % for all
        (2564, ("power_plant",), 3_000),
        (2566, (), 25_500),  # 15 % for all
        (2566, ("inherited_home",), 12_750),  # 42.5 % is paid
        (2566, ("npa",), 3_000),  # not on top of 90 %
        (2569, ("unsold_stock",), 30_000),  # ended in 2564
    ],
)
def test_reductions_by_year_and_how_they_add(year, own, baht):
    assert tax(item(value=10 * M, reductions=own), year=year) == baht * 100


@pytest.mark.parametrize(
    ("year", "baht"),
    [
        # s.97 after the reductions: 10 M of trade, former tax 1,000 baht
        (2563, 1_500),  # 3,000 (90 % off): 1,000 + 25 % of 2,000
        (2564, 2_000),  # 1,000 + 50 % of 2,000
        (2565, 22_750),  # 30,000: 1,000 + 75 % of 29,000
        (2566, 25_500),  # over
    ],
)
def test_relief_of_the_first_three_years(year, baht):
    assert tax(item(value=10 * M, former_tax=1_000_00), year=year) == baht * 100


def test_relief_never_raises_a_tax():
    assert tax(item(value=10 * M, former_tax=90_000_00), year=2565) == 30_000 * 100


def test_no_rate_for_years_before_the_act():
    with pytest.raises(Exception, match="2562"):
        Law(2562)


def test_tax_is_rounded_to_the_satang_by_row_or_by_bill():
    """Twice 1.50 baht × 0.3 % = 0.45 satang: rows 0 + 0; the bill of 0.9 satang is 1."""
    rows = (item(value=150, key="1"), item(value=150, key="2", group="g2"))
    assert tax(*rows) == 0
    bill = assess(rows, Law(2569, [choose("rounding", "bill")]))[0]
    assert (bill.tax, [row.tax for row in bill.rows]) == (1, [1, 0])


def test_the_last_step_may_meet_the_whole_value_where_an_office_says_so():
    assert tax(item(value=60 * M), ours=[choose("tranches", "whole")]) == 240_000 * 100  # × 0.4 %


def test_a_derivation_tells_each_step_with_its_section_in_both_languages():
    rows = assess([home(60 * M, reductions=("inherited_home",))], Law(2566))[0].rows
    lines = rows[0].lines
    assert [line.message.id.split(".")[1] for line in lines] == [
        *("class", "main_home", "taxable", "step", "reduction", "reduction", "tax")
    ]
    for line in lines:
        for language in ("th", "en"):
            assert not render(line.message, language).startswith("land_tax.")
            assert line.source and "{" not in source_text(line.source, language)
    # 10 M × 0.03 % = 3,000; 50 % off, then 15 % off: 1,275
    assert [int(line.amount) for line in lines[3:]] == [3_000_00, 1_500_00, 1_275_00, 1_275_00]


values = st.integers(0, 7_000 * M)
classes = st.sampled_from(["agri", "home_other", "home_land_building", "home_building", "other"])


@given(classes, values, st.integers(0, 100 * M))
def test_a_higher_value_never_pays_less(tax_class, value, more):
    assert tax(of_class(tax_class, value)) <= tax(of_class(tax_class, value + more))


@given(classes, values)
def test_the_tax_is_never_below_zero_nor_the_exemption_above_the_value(tax_class, value):
    row = assess([of_class(tax_class, value)], Law(2569))[0].rows[0]
    assert row.tax >= 0 and 0 <= row.exempt <= value and row.taxable == value - row.exempt


@given(values, values)
def test_land_that_does_not_adjoin_adds_up(one, other):
    apart = item(value=one, key="1"), item(value=other, key="2", group="g2")
    assert tax(*apart) == tax(apart[0]) + tax(apart[1])
