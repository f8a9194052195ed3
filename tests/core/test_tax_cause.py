"""What two derivations say of why a tax is another one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from taxmap_plugin.core.appraisal import building_told, building_value, land_told, unit_told
from taxmap_plugin.core.land_tax import TaxItem, assess
from taxmap_plugin.core.law import Law
from taxmap_plugin.core.law_table import OfficeRule
from taxmap_plugin.core.message import render
from taxmap_plugin.core.tax_cause import causes

LAW = Law(2569)
MILLION = 100_000_000  # satang
SHOP = TaxItem("a", "o", True, "g", "other", 5 * MILLION)


def lines(item, law=LAW, *others):
    (bill,) = assess([item, *others], law)
    return next(row.lines for row in bill.rows if row.item.key == item.key)


def said(before, after):
    return [render(one, "en") for one in causes(before, after)]


def house(area=100.0, price=800_000, structure="2", age=9, kind="103", code="01A001-B001"):
    value = building_value(area, price, structure, age, LAW)
    return building_told(code, kind, area, price, structure, value)


def test_the_same_derivation_has_no_cause():
    assert said(lines(SHOP), lines(SHOP)) == []


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (replace(SHOP, use="vacant", vacant_years=1), "Use: Other use → Vacant or unused"),
        (replace(SHOP, reductions=("npa",)), "Reduced by 90 %: "),
        (replace(SHOP, told=(land_told("01A001", 40_000, 500_000, False),)), ""),
    ],
    ids=["use", "reduction", "nothing that is known"],
)
def test_what_an_item_says_of_itself(after, words):
    found = said(lines(SHOP), lines(after))
    assert found and found[0].startswith(words)


def test_land():
    then = land_told("01A001", 40_000, 500_000, False)
    for now, words in (
        (land_told("01A001", 40_000, 600_000, False), "5,000.00 → 6,000.00 baht"),
        (land_told("01A001", 42_000, 500_000, False), "Area 1-0-0 → 1-0-20"),
        (land_told("01A001", 40_000, 500_000, True), "that of the map now"),
    ):
        assert words in " ".join(said([then], [now]))


def test_buildings():
    for now, words in (
        (house(area=120.0), "Floor area of 01A001-B001 100.00 → 120.00 m²"),
        (house(price=900_000), "8,000.00 → 9,000.00 baht"),
        (house(structure="1"), "Masonry → Wood"),
        (house(age=10), "Age of 01A001-B001 9 → 10 years"),
        (house(age=0), "Age of 01A001-B001 9 → 0 years"),
        (house(kind="105"), "Type of 01A001-B001"),
        ((), "Building 01A001-B001 is not in it any more"),
        ((*house(), *house(code="01A001-B002")), "Building 01A001-B002 is new in it"),
    ):
        assert any(words in one for one in said(house(), now)), words


def test_a_unit():
    then = unit_told("12", "คอนโดสมมุติ", 30.0, 5_000_000)
    now = unit_told("12", "คอนโดสมมุติ", 32.5, 6_000_000)
    assert said([then], [now]) == [
        "Area of the unit 30.00 → 32.50 m²",
        "Price of a square metre of the unit 50,000.00 → 60,000.00 baht",
    ]


def test_a_home_that_is_not_the_main_one_any_more():
    home = TaxItem("h", "o", True, "g", "residential", 3 * MILLION, "land_building", "h")
    dearer = replace(home, key="k", group="k", home_id="k", value=4 * MILLION)
    found = said(lines(home), lines(home, LAW, dearer))
    assert "It is not the payer's main home any more" in found


def test_a_farm_that_another_one_leaves_no_exemption():
    farm = TaxItem("f", "o", True, "g", "agri", 10 * MILLION)
    other = replace(farm, key="x", group="x", value=45 * MILLION)
    assert said(lines(farm), lines(farm, LAW, other)) == [
        "Of the payer's exemption 10,000,000.00 → 5,000,000.00 baht fall to it"
    ]
    let = replace(farm, is_person=False)
    assert said(lines(farm), lines(let)) == ["Not exempt any more"]


def test_adjoining_land():
    beside = replace(SHOP, key="b")
    assert "Adjoining items of the payer 1 → 2" in said(lines(SHOP), lines(SHOP, LAW, beside))
    dearer = replace(beside, value=100 * MILLION)
    found = said(lines(SHOP, LAW, beside), lines(SHOP, LAW, dearer))
    assert found == [
        "The payer's adjoining land is worth 10,000,000.00 → 105,000,000.00 baht in all"
    ]


def test_the_law_of_another_year_and_of_the_office():
    """2566: 15 % off; an ordinance: 0.4 % instead of 0.3 %; to 2565 the whole farm was exempt."""
    assert said(lines(SHOP, Law(2566)), lines(SHOP))[0].startswith("No longer reduced by 15 %")
    rule = ("land_rate", ("other", 0), "rate_percent", Decimal("0.4"))
    ours = Law(2569, [OfficeRule(*rule, 2569, None, "ข้อบัญญัติสมมุติ")])
    assert said(lines(SHOP), lines(SHOP, ours)) == ["The rates of the law or the office are others"]
    farm = TaxItem("f", "o", True, "g", "agri", 60 * MILLION)
    assert "The law exempts another amount" in said(lines(farm, Law(2565)), lines(farm))


def test_relief_of_the_first_years():
    former = replace(SHOP, former_tax=1_000)
    assert "No relief on the increase any more (s.97)" in said(
        lines(former, Law(2565)), lines(former)
    )
