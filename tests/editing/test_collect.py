"""The accounts of an invented office, worked by hand (see ``collect_case.office``)."""

from __future__ import annotations

import datetime as dt

import pytest

from taxmap_plugin.core.collection_estimate import estimate
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.editing.collect import collect, explained
from tests.exchange.register_case import empty_workspace

from .collect_case import LAND, SIGN, office, receipt

DAY = dt.date(2026, 9, 15)


@pytest.fixture
def ws(tmp_path):
    return office(tmp_path)


@pytest.fixture
def told(ws):
    return collect(ws, DAY, 2569, Silent())


def test_what_everybody_owes(told):
    """a: 4,000 + 10 % + 3 × 1 %. b: 5,000 + 40 % + 3 %. b of 2568: 11 months to 20 May 2569:
    2,000 + 200 + 220 = 2,420. c: due on 16 April (15 days), 200 too much."""
    table = told.accounts.set_index(["tax_year", "payer_key"])
    columns = ["late_since", "unpaid_tax", "charges", "balance", "overpaid"]
    assert table[columns].to_dict("index") == {
        (2568, "a+d"): dict(zip(columns, (None, 0, 0, 0, 0))),
        (2568, "b"): dict(zip(columns, (None, 0, 0, 0, 0))),
        (2569, "a"): dict(zip(columns, ("2026-06-30", 400_000, 52_000, 452_000, 0))),
        (2569, "b"): dict(zip(columns, ("2026-06-30", 500_000, 215_000, 715_000, 0))),
        (2569, "c"): dict(zip(columns, (None, 0, 0, 0, 20_000))),
    }
    assert table.loc[(2569, "c"), "due"] == "2026-04-16"
    assert told.debtors()["payer_key"].tolist() == ["b", "a"]


def test_by_tax_year_and_what_has_no_payer(told):
    rows = told.by_tax_year()[["tax_year", "tax_kind", "payers", "assessed", "paid", "unpaid"]]
    assert rows.to_numpy().tolist() == [
        [2569, LAND, 2, 1_500_000, 600_000, 900_000],
        [2569, SIGN, 1, 100_000, 100_000, 0],
        [2568, LAND, 2, 260_000, 260_000, 0],
    ]
    assert told.without_payer["tax"].tolist() == [10_000]


def test_by_fiscal_year_and_month_all_money_is_there(told):
    """2568 ended on 30 September 2025: 600. In 2569: 6,000, 2,420, 1,200, 50 and 70."""
    years = told.by_fiscal_year().set_index("fiscal_year")
    assert years["total"].to_dict() == {2569: 974_000, 2568: 60_000}
    months = told.by_month().set_index("month")
    assert len(months) == 12 and months.index[0] == "2025-10-01"
    assert months["total"].sum() == 974_000
    may = months.loc["2026-05-01"]
    assert (may["land_tax"], may["penalty"], may["surcharge"]) == (200_000, 20_000, 22_000)
    assert may["earlier"] == 200_000 and months["earlier"].sum() == 200_000
    april, august = months.loc["2026-04-01"], months.loc["2026-08-01"]
    assert (april["sign_tax"], april["overpaid"], august["unmatched"]) == (100_000, 20_000, 12_000)
    parts = ["land_tax", "sign_tax", "penalty", "surcharge", "overpaid", "unmatched"]
    assert (months[parts].sum(axis=1) == months["total"]).all()


def test_by_class_and_zone_what_was_paid_is_shared_by_the_tax(told):
    """a paid 6,000 of 10,000: 4,200 on 01A001 and 1,800 on 02A001."""
    by = {row["group"]: row for row in told.by_class().to_dict("records")}
    assert (by["other"]["paid"], by["agri"]["paid"], by[""]["paid"]) == (420_000, 180_000, 100_000)
    zones = told.by_zone().set_index("group")
    assert zones["paid"].to_dict() == {"": 100_000, "01": 420_000, "02": 180_000}
    assert zones["assessed"].sum() == 1_600_000


def test_ageing(told):
    ages = told.ageing().set_index("age")
    assert ages.loc["to_3", ["payers", "unpaid", "balance"]].tolist() == [2, 900_000, 1_167_000]
    assert ages["balance"].sum() == told.accounts["balance"].sum()


def test_what_counts_for_nothing_says_why(told):
    why = told.ignored().set_index("receipt_no")["why"].to_dict()
    assert why == {
        "5": "no_payer", "6": "no_bill", "7": "no_amount", "8": "no_day", "9": "later",
    }  # fmt: skip
    assert told.unreceived == 1
    assert told.overpaid()["payer_key"].tolist() == ["c"]


def test_a_receipt_number_with_two_payers_is_told(ws):
    with ws.transaction("other") as tx:
        tx.insert_rows("payment", [receipt("1", "b", 1, "2026-08-01")])
    assert list(collect(ws, DAY, 2569, Silent()).twice) == ["1/1"]


def test_time_extended_by_the_executive(ws):
    """Kept until 30 September: 3 × 0.5 % of a's 4,000 instead of 3 %."""
    told = collect(ws, DAY, 2569, Silent(), {2569: dt.date(2026, 9, 30)})
    assert told.accounts.set_index("payer_key").loc["a", "surcharge"] == 6_000


def test_each_account_says_how_it_came_about(ws, told):
    rows = explained(ws, told, told.debtors())
    (row, owed), _ = rows
    assert (row["payer_key"], owed.balance) == ("b", 715_000)
    assert [line.source for line in owed.lines] == ["act:46", "act:69", "act:70", ""]


def test_the_budget_rests_on_what_was_collected_before(ws):
    """On 15 September no year but 2568 is over: of 2,600 assessed 600 (23.1 %) came in within it,
    of nothing older. So next year: 15,000 of land tax × 98..103 % × 23.1 %; arrears 9,000 by the
    table 10..40 %."""
    told = estimate(collect(ws, DAY, 2569, Silent()))
    assert (told.year, told.tax_year) == (2570, 2569)
    land, sign, arrears = told.lines
    assert land.assumptions[1].years == (2568,) and str(land.assumptions[1].low) == "23.1"
    assert (land.base, land.low, land.high) == (1_500_000, 339_570, 356_895)
    assert (arrears.base, arrears.low, arrears.high) == (900_000, 90_000, 360_000)
    assert told.low == land.low + sign.low + arrears.low


def test_nothing_filed_yet(tmp_path):
    told = collect(empty_workspace(tmp_path / "ว่าง.gpkg"), DAY, 2569, Silent())
    assert len(told.accounts) == 0 and len(told.by_month()) == 12
    assert told.by_month()["total"].sum() == 0
    assert len(told.debtors()) == 0 and len(told.by_class()) == 0 and not estimate(told).lines
    assert told.ageing()["balance"].sum() == 0 and len(told.ignored()) == 0
