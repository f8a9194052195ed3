"""What would give the figure that another system states; values in satang."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.land_tax import TaxItem, assess
from taxmap_plugin.core.law import Law
from taxmap_plugin.core.message import render
from taxmap_plugin.core.stated_reason import Stated, Suppositions, Worth, reason_of

LAW = Law(2569)
BAHT = 100
# 300 ตร.ว. at 5,000 baht = 1.5 M; a house of 1 M, less 20 % = 0.8 M
WORTH = Worth(30_000, 500_000, 800_000 * BAHT, 1_000_000 * BAHT, 32_000, (450_000,))


def reason(parts, items, worth=WORTH, tolerance=1, **stated):
    (bill,) = assess(items, LAW)
    figures = dict.fromkeys(("base_value", "exempt_value", "taxable_value", "tax"))
    figures.update({name: round(baht * BAHT) for name, baht in stated.items()})
    told = reason_of(
        parts, Stated(**figures), bill.rows, worth, lambda: Suppositions(items, LAW), tolerance
    )
    return None if told is None else render(told, "en")


def item(value, use="other", **more):
    return TaxItem("a", "o", True, "g", use, round(value * BAHT), **more)


@pytest.mark.parametrize(
    ("base", "words"),
    [
        (1_500_000, "The buildings (800,000.00 baht) are not in the value there"),
        (800_000, "The land (1,500,000.00 baht) is not in the value there"),
        (2_500_000, "without depreciation"),
        (2_400_000, "Area: that of the map there (0-3-20), 0-3-0 here"),  # 320 × 5,000 + 0.8 M
        (2_150_000, "4,500.00 baht there, which the registers have too"),
        (2_600_000, "6,000.00 baht a square wah there (5,000.00 here), or of an area of 0-3-60"),
        (2_329_000, "of an area of 0-3-5.8"),  # 305.8 × 5,000 = 1,529,000
        (2_300_000.40, None),
        (2_345_678.90, None),
    ],
)  # fmt: skip
def test_another_value(base, words):
    found = reason("base_value", [item(2_300_000)], base_value=base)
    assert found is None if words is None else words in found


def test_a_value_that_was_rounded_to_the_baht():
    assert reason("base_value", [item(2_300_000.40)], None, base_value=2_300_000) == (
        "Rounded to whole baht there"
    )


def test_a_part_of_a_parcel_is_not_guessed_at():
    assert reason("base_value", [item(2_300_000)], None, base_value=1_500_000) is None


def test_exemptions():
    farm = item(2_000_000, "agri")
    assert "Not exempt there; here 2,000,000.00 baht: Exempt: farm" in reason(
        "exempt_value", [farm], exempt_value=0
    )
    shop = item(2_000_000)
    assert "Exempt there (2,000,000.00 baht), not here" in reason(
        "exempt_value", [shop], exempt_value=2_000_000
    )
    assert "Exempt value: 50.00 baht there" in reason("exempt_value", [farm], exempt_value=50)


@pytest.mark.parametrize(
    ("items", "tax", "words"),
    [
        # 4.5 M × 0.3 % = 13,500
        ([item(4_500_000)], 6_750, "Reduced by 50 % there"),
        ([item(4_500_000, reductions=("npa",))], 13_500, "Not reduced there"),
        ([item(4_500_000)], 900, "Other residence"),
        ([item(4_500_000)], 450, "Agriculture"),  # 0.01 %
        # 4,512.3 × 0.3 % = 13.5369
        ([item(4_512.30)], 14, "Rounded to whole baht"),
        ([item(4_500_000)], 7_777, None),
        # vacant: 0.3 %, from the fourth year 0.6 %
        ([item(4_500_000, "vacant", vacant_years=5)], 13_500, "vacant for 1 year in a row"),
        ([item(4_500_000, "vacant", vacant_years=1)], 27_000, "vacant for 4 years in a row"),
        # 60 M: 50 M × 0.3 % + 10 M × 0.4 % = 190,000; all × 0.4 %: 240,000
        ([item(60_000_000)], 240_000, "highest step"),
    ],
)  # fmt: skip
def test_another_tax(items, tax, words):
    found = reason("tax", items, None, tax=tax)
    assert found is None if words is None else words in found


def test_two_things_that_give_the_same_are_both_told():
    """Vacant for five years at 0.6 %: half of it is the 0.3 % of the first years as well."""
    found = reason("tax", [item(4_500_000, "vacant", vacant_years=5)], None, tax=13_500)
    assert found.startswith("One of these") and "Reduced by 50 %" in found and "1 year" in found


def test_figures_that_do_not_add_up():
    found = reason("taxable_value", [item(100)], None, base_value=100, taxable_value=90)
    assert "less what is exempt" in found
