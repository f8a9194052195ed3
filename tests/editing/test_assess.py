"""The tax of a small town, worked out and kept in the workspace, worked by hand."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.law_table import OfficeRule
from taxmap_plugin.core.message import render
from taxmap_plugin.editing import assess
from taxmap_plugin.workspace.office_rules import write_office_rules

from . import land_case
from .tax_case import YEAR, town


@pytest.fixture
def ws(tmp_path, kept_in_both):
    return town(tmp_path)


def run(ws):
    found = assess.work_out(ws, YEAR)
    return found, assess.keep(ws, found)


def taxes(ws, state="draft"):
    rows = ws.rows("assessment", ["parcel_uuid", "tax", "version", "state"], "state = ?", (state,))
    return sorted((row["parcel_uuid"], row["tax"], row["version"]) for row in rows)


def test_a_year_is_assessed_and_told_what_it_leaves_out(ws):
    """p1 is a main home, p3 and p4 farms of a person: exempt. p2: 4.5 M × 0.3 % = 13,500."""
    found, kept = run(ws)
    assert taxes(ws) == [("p1", 0, 1), ("p2", 13_500_00, 1), ("p3", 0, 1), ("p4", 0, 1)]
    assert found.tax == 13_500_00 and kept.counts == {"new": 4}
    said = " ".join(render(one.message, "en") for one in found.left_out)
    assert "01A005" in said and "01A006" in said and "no price" in said
    assert ws.rows("assessment", ["due_date"])[0]["due_date"] == "2026-06-30"


def test_the_derivation_is_kept_with_it_line_by_line(ws):
    run(ws)
    uuid = ws.rows("assessment", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]
    lines = assess.derivation(ws, uuid)
    assert [line.message.id for line in lines] == [
        *("appraisal.land", "land_tax.class", "land_tax.taxable", "land_tax.step", "land_tax.tax")
    ]
    assert [line.source for line in lines][:2] == ["act:35", "act:37"]
    assert (lines[3].value, str(lines[3].rate), lines[3].amount) == (450_000_000, "0.3", 13_500_00)


def test_a_second_run_changes_nothing(ws):
    run(ws)
    before = land_case.everything(ws)
    _, kept = run(ws)
    assert kept.counts == {"same": 4} and not kept.changed
    assert land_case.everything(ws) == before


def test_what_changed_is_superseded_and_says_why(ws):
    """The price of p2 rises to 20,000: 6 M × 0.3 % = 18,000."""
    run(ws)
    price = ws.rows("land_price", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]
    with ws.transaction("correct") as tx:
        tx.update_rows("land_price", [{"uuid": price, "price_per_wah": 2_000_000}])
    _, kept = run(ws)
    assert kept.counts == {"same": 3, "changed": 1}
    (change,) = kept.changed
    assert (change.before, change.after) == (13_500_00, 18_000_00)
    assert (change.why.before.value, change.why.after.value) == (1_500_000, 2_000_000)
    assert taxes(ws, "superseded") == [("p2", 13_500_00, 1)]
    assert ("p2", 18_000_00, 2) in taxes(ws)
    old = ws.rows("assessment", ["superseded_by"], "state = 'superseded'")[0]
    new = ws.rows("assessment", ["uuid"], "parcel_uuid = 'p2' AND state = 'draft'")[0]
    assert old["superseded_by"] == new["uuid"]


def test_an_assessment_that_was_sent_is_never_overwritten(ws):
    run(ws)
    with ws.transaction("correct") as tx:
        sent = ws.rows("assessment", ["uuid"], "parcel_uuid = 'p2'")[0]
        tx.update_rows("assessment", [{**sent, "state": "notified"}])
        price = ws.rows("land_price", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]
        tx.update_rows("land_price", [{"uuid": price, "price_per_wah": 2_000_000}])
    run(ws)
    row = ws.rows("assessment", ["tax", "state"], "uuid = ?", (sent["uuid"],))[0]
    assert (row["tax"], row["state"]) == (13_500_00, "superseded")


def test_what_is_no_more_is_cancelled(ws):
    run(ws)
    with ws.transaction("correct") as tx:
        use = tx.rows("land_use", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]
        tx.delete("land_use", [use])
    _, kept = run(ws)
    assert kept.counts == {"same": 3, "gone": 1}
    assert taxes(ws, "cancelled") == [("p2", 13_500_00, 1)]


def test_an_ordinance_of_the_office_holds(ws):
    from decimal import Decimal

    rule = OfficeRule(
        "land_rate", ("other", 0), "rate_percent", Decimal("0.4"), YEAR, None, "ข้อบัญญัติ"
    )
    with ws.transaction("settings") as tx:
        write_office_rules(tx, [rule])
    assert assess.work_out(ws, YEAR).tax == 18_000_00  # 4.5 M × 0.4 %


def test_a_parcel_sold_after_1_january_is_the_bill_of_who_held_it(ws):
    with ws.transaction("transfer") as tx:
        held = tx.rows("ownership", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]
        tx.update_rows("ownership", [{"uuid": held, "to_date": "2026-03-01"}])
        tx.insert_rows(
            "ownership", [{"owner_uuid": "o2", "parcel_uuid": "p2", "from_date": "2026-03-01"}]
        )
    bills = {bill.payer: bill.tax for bill in assess.work_out(ws, YEAR).explained()}
    assert bills["o1"] == 13_500_00


def test_signs_are_assessed_with_the_land(ws):
    """100 × 500 cm are 100 units, class 2: 26 baht each; of who holds the land."""
    with ws.transaction("correct") as tx:
        tx.delete("signboard", [row["uuid"] for row in tx.rows("signboard", ["uuid"])])
        usual = {"geom": shapely.Point(land_case.at(1, 1)), "width_cm": 100.0, "height_cm": 500.0}
        tx.insert_rows(
            "signboard",
            [
                {"signboard_code": "01A002-P001", "parcel_uuid": "p2", "sign_class": "2", **usual},
                {"signboard_code": "01A002-P002", "parcel_uuid": "p2", **usual},
            ],
        )
    found, kept = run(ws)
    assert found.sign_tax == 2_600_00 and kept.counts["new"] == 5
    (row,) = ws.rows("assessment", ["payer_key", "tax", "uuid"], "tax_kind = 'signboard'")
    assert (row["payer_key"], row["tax"]) == ("o1", 2_600_00)
    assert assess.derivation(ws, row["uuid"])[0].source == "sign_schedule:7"
    assert "01A002-P002" in " ".join(render(one.message, "th") for one in found.left_out)
    assert run(ws)[1].counts == {"same": 5}


def test_two_ways_that_differ_are_told_and_nothing_is_written(ws, monkeypatch):
    found = assess.work_out(ws, YEAR)
    found.items.loc[found.items["parcel"] == "p2", "tax"] += 1
    before = land_case.everything(ws)
    with pytest.raises(assess.AssessError) as caught:
        assess.keep(ws, found)
    assert "Nothing was written" in render(caught.value.message, "en")
    assert land_case.everything(ws) == before


def test_a_run_that_is_cancelled_writes_nothing(ws):
    from taxmap_plugin.errors import Cancelled

    class Stop:
        def progress(self, _): ...
        def message(self, _): ...
        def cancelled(self):
            return True

    found = assess.work_out(ws, YEAR)
    before = land_case.everything(ws)
    with pytest.raises(Cancelled):
        assess.keep(ws, found, Stop())
    assert land_case.everything(ws) == before
