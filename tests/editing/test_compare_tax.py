"""Two assessments of the small town beside each other: what changed, and why.

p1 is the main home of o1, p2 a shop of o1 (13,500 baht), p3 and p4 farms of o2; 4.5 million each.
"""

from __future__ import annotations

import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.editing.assess import keep, work_out
from taxmap_plugin.editing.compare_tax import (
    compare_with_frozen,
    compare_with_kept,
    compare_years,
)
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.exchange.tax_names import TaxNames
from taxmap_plugin.workspace.frozen_copy import freeze

from . import land_case
from .tax_case import YEAR, town

BAHT = 100


@pytest.fixture
def ws(tmp_path, kept_in_both):
    return town(tmp_path)


def run(ws):
    keep(ws, work_out(ws, YEAR))


def change(ws, table, where, **values):
    with ws.transaction("correct") as tx:
        row = tx.rows(table, ["uuid"], where)[0]
        tx.update_rows(table, [{**row, **values}])


def against_the_last_run(ws):
    found = compare_with_kept(ws, work_out(ws, YEAR))
    return {row.parcel: row for row in found.rows}


def said(row, language="en"):
    return " ".join(render(one, language) for one in row.why)


def test_a_run_after_nothing_changed_is_the_same(ws):
    run(ws)
    before = land_case.everything(ws)
    assert {row.state for row in against_the_last_run(ws).values()} == {"same"}
    assert land_case.everything(ws) == before


@pytest.mark.parametrize(
    ("table", "where", "values", "tax", "why"),
    [
        ("land_price", "parcel_uuid = 'p2'", {"price_per_wah": 2_000_000}, 18_000,
         "Price of a square wah 15,000.00 → 20,000.00 baht"),
        # 400 ตร.ว. = 1 ไร่: 6 M × 0.3 %
        ("parcel", "uuid = 'p2'", {"document_area": 40_000}, 18_000, "Area 0-3-0 → 1-0-0"),
        ("land_use", "parcel_uuid = 'p2'", {"use_type": "4"}, 900,  # 4.5 M × 0.02 %
         "Use: Other use → Other residence"),
        ("land_use", "parcel_uuid = 'p2'", {"reduction": "private_school"}, 1_350,
         "Reduced by 90 %: "),
    ],
    ids=["price", "area", "use", "reduction"],
)  # fmt: skip
def test_what_changed_says_why(ws, table, where, values, tax, why):
    run(ws)
    change(ws, table, where, **values)
    rows = against_the_last_run(ws)
    assert rows["p2"].state == "different" and why in said(rows["p2"])
    assert (rows["p2"].before["tax"], rows["p2"].after["tax"]) == (13_500 * BAHT, tax * BAHT)
    assert {key: row.state for key, row in rows.items() if key != "p2"} == {
        "p1": "same", "p3": "same", "p4": "same"}  # fmt: skip


def test_the_derivations_stand_side_by_side_and_part_somewhere(ws):
    run(ws)
    change(ws, "land_price", "parcel_uuid = 'p2'", price_per_wah=2_000_000)
    (pair,) = against_the_last_run(ws)["p2"].pairs
    assert pair.parting.before.message.id == pair.parting.after.message.id == "appraisal.land"


def test_another_payer_of_the_same_tax_is_told(ws):
    run(ws)
    with ws.transaction("transfer") as tx:
        held = tx.rows("ownership", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]
        tx.update_rows("ownership", [{"uuid": held, "owner_uuid": "o2"}])
    row = against_the_last_run(ws)["p2"]
    assert (row.state, said(row)) == ("payer", "Another payer")


def test_what_came_and_what_went(ws):
    """p5 gets a price; the use of p2 is taken away."""
    run(ws)
    with ws.transaction("correct") as tx:
        tx.insert_rows("land_price", [{"parcel_uuid": "p5", "price_per_wah": 1_000_000}])
        tx.delete("land_use", [tx.rows("land_use", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]])
    rows = against_the_last_run(ws)
    assert (rows["p5"].state, said(rows["p5"])) == ("only_there", "Not assessed before")
    assert rows["p2"].state == "only_here" and "no use is known" in said(rows["p2"])
    assert rows["p2"].difference == -13_500 * BAHT


def test_two_years_are_compared_as_kept_or_as_worked_out(ws):
    """2566 has 15 % off: 11,475; the uses are entered for it too. 2569 was kept at 13,500."""
    with ws.transaction("correct") as tx:
        uses = tx.rows("land_use", ["parcel_uuid", "use_type"])
        tx.insert_rows("land_use", [{**use, "tax_year": 2566} for use in uses])
    run(ws)
    found = compare_years(ws, 2566, YEAR)
    row = next(one for one in found.rows if one.parcel == "p2")
    assert (row.before["tax"], row.after["tax"]) == (11_475 * BAHT, 13_500 * BAHT)
    assert "No longer reduced by 15 %" in said(row)
    assert render(found.before, "en") == "tax year 2566 as worked out now"
    assert render(found.after, "en") == "tax year 2569 as it was kept"
    worked_out = compare_years(ws, 2566, YEAR, kept=False)
    assert render(worked_out.after, "en") == "tax year 2569 as worked out now"
    assert worked_out.counts == found.counts


def test_a_third_vacant_year_is_told(ws):
    """Vacant from 2566 on: in 2569 the fourth year, 4.5 M × 0.6 % = 27,000 instead of 13,500."""
    with ws.transaction("correct") as tx:
        tx.delete("land_use", [tx.rows("land_use", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]])
        vacant = {"parcel_uuid": "p2", "use_type": "6"}
        tx.insert_rows("land_use", [{**vacant, "tax_year": year} for year in range(2566, 2570)])
    row = next(one for one in compare_years(ws, 2568, YEAR).rows if one.parcel == "p2")
    assert (row.before["tax"], row.after["tax"]) == (13_500 * BAHT, 27_000 * BAHT)
    assert said(row) == "Vacant for 4 years in a row: another rate"


def test_the_workspace_against_its_frozen_copy(tmp_path):
    ws = town(tmp_path)
    freeze(ws, YEAR)
    change(ws, "land_use", "parcel_uuid = 'p2'", use_type="1")
    found = compare_with_frozen(ws, YEAR)
    (row,) = [one for one in found.rows if one.state != "same"]
    assert row.parcel == "p2" and "Use: Other use → Agriculture" in said(row)
    assert (row.before["tax"], row.after["tax"]) == (13_500 * BAHT, 0)


def test_a_divided_use_is_one_parcel(ws):
    """Half of p2 becomes a residence: 2.25 M × 0.3 % + 2.25 M × 0.02 % = 7,200."""
    run(ws)
    with ws.transaction("correct") as tx:
        use = tx.rows("land_use", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]
        tx.update_rows("land_use", [{"uuid": use, "area": 15_000}])
        tx.insert_rows("land_use", [
            {"parcel_uuid": "p2", "tax_year": YEAR, "use_type": "4", "area": 15_000}])  # fmt: skip
    row = against_the_last_run(ws)["p2"]
    assert row.after["tax"] == 7_200 * BAHT
    assert "Share of the land in this use 100.00 → 50.00 %" in said(row)
    assert "New in it: Other residence" in said(row)


def test_divided_land_says_what_it_became(tmp_path):
    """p2 of 40 m is cut at 25 m: 01A002 goes, the same code and another one come."""
    ws = town(tmp_path)
    freeze(ws, YEAR)
    apply_plan(ws, plan_split(ws, "p2", [land_case.line((65, -5), (65, 35))]))
    found = compare_with_frozen(ws, YEAR)
    names = TaxNames.read(ws)
    told = {
        (names.parcels[row.parcel], row.state): said(row)
        for row in found.rows
        if row.state != "same"
    }
    assert told[("01A002", "only_here")] == "Became 01A002, 01A002/001"
    assert told[("01A002", "only_there")] == told[("01A002/001", "only_there")] == "Made of 01A002"
