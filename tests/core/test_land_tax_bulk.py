"""A province at once gives the same satang as case by case."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from taxmap_plugin.core.land_tax import TaxItem, assess
from taxmap_plugin.core.land_tax_bulk import COLUMNS, assess_items
from taxmap_plugin.core.law import Law
from taxmap_plugin.core.law_table import OfficeRule

YEARS = (2563, 2564, 2565, 2566, 2567, 2569)
CHOICES = (
    *(("tranches", "whole"), ("rounding", "bill"), ("let_farm", "taxed")),
    *(("farm_order", "lowest_first"), ("several_homes", "none")),
)
EXEMPT = (0, 1_000_000_000, 5_000_000_000)
CASES = 102_000


def edges():
    """Every edge of every step, with and without the exempt value before it."""
    law = Law(2569)
    names = ("agri", "home_land_building", "home_building", "home_other", "other")
    return [step.over + exempt for name in names for step in law.steps(name) for exempt in EXEMPT]


def items(rng, count, met):
    """Random properties: few payers with much land, so that all steps meet."""
    made = []
    for number in range(count):
        payer = rng.randrange(max(1, count // 3))
        use = rng.choice(["agri", "residential", "other", "vacant"])
        value = rng.choice(
            [
                rng.randrange(10**7),
                rng.randrange(10**9) * 100,
                rng.choice(met) + rng.choice([-1, 0, 1]),
                rng.randrange(10**12),
            ]
        )
        reductions = rng.sample(
            ["inherited_home", "npa", "power_plant"], rng.choice([0, 0, 0, 1, 2])
        )
        made.append(
            TaxItem(
                key=f"{number:06}",
                payer=f"p{payer}",
                is_person=payer % 5 != 0,
                group=f"g{rng.randrange(4)}",
                use=use,
                value=max(value, 0),
                home=rng.choice(["", "land_building", "building"]) if use == "residential" else "",
                home_id=f"h{rng.randrange(3)}",
                is_let=rng.random() < 0.3,
                vacant_years=rng.choice([1, 2, 3, 4, 7, 28, 40]),
                reductions=tuple(reductions),
                former_tax=rng.choice([None, None, rng.randrange(10**6)]),
            )
        )
    return made


def frame(made):
    columns = {name: [getattr(one, name) for one in made] for name in COLUMNS}
    return pd.DataFrame(columns).astype({"former_tax": "Int64", "value": "int64"})


def both(made, law):
    plain = {
        row.item.key: (row.tax_class, row.exempt, row.taxable, row.tax)
        for bill in assess(made, law)
        for row in bill.rows
    }
    fast = assess_items(frame(made), law).itertuples(index=False, name=None)
    return [plain[one.key] for one in made], list(fast)


@pytest.mark.parametrize("part", range(2))
@pytest.mark.parametrize("year", YEARS)
def test_random_properties_have_the_same_tax_on_both_ways(year, part):
    rng = random.Random(f"{year} {part}")
    ours = [
        OfficeRule("choice", (name,), "default", value, 2563, None, "x")
        for name, value in CHOICES
        if part and rng.random() < 0.5
    ]
    law = Law(year, ours)
    plain, fast = both(items(rng, CASES // len(YEARS) // 2, edges()), law)
    assert plain == fast


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("use", ["agri", "land_building", "building", "residential", "vacant"])
def test_every_edge_has_the_same_tax_on_both_ways(use, year):
    home = use if "building" in use else ""
    made = [
        TaxItem(
            key=f"{number:06}",
            payer=f"p{number}",
            is_person=True,
            group="g",
            use="residential" if home else use,
            value=max(0, value + beside),
            home=home,
            home_id="h",
            vacant_years=4,
        )
        for number, (value, beside) in enumerate((v, b) for v in edges() for b in (-1, 0, 1))
    ]
    plain, fast = both(made, Law(year))
    assert plain == fast


def test_an_office_s_own_rates_are_met_on_both_ways():
    from decimal import Decimal

    rule = OfficeRule(
        "land_rate", ("other", 0), "rate_percent", Decimal("0.33335"), 2569, None, "เทศบัญญัติ"
    )
    plain, fast = both(items(random.Random(7), 500, edges()), Law(2569, [rule]))
    assert plain == fast


def test_nothing_to_assess_is_no_error():
    assert assess_items(frame([]), Law(2569)).empty


def test_a_value_below_zero_is_refused():
    made = [TaxItem("1", "p", True, "g", "other", -1)]
    with pytest.raises(ValueError, match="below zero"):
        assess_items(frame(made), Law(2569))
