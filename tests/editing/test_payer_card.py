"""Who pays for what in a year, by the assessments that are kept."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.editing import assess
from taxmap_plugin.editing.payer_card import payer_card, payers_of
from taxmap_plugin.editing.payer_list import read_payers, tax_years

from .tax_case import YEAR, town


@pytest.fixture
def ws(tmp_path, kept_in_both):
    made = town(tmp_path)
    assess.keep(made, assess.work_out(made, YEAR))
    return made


def test_the_payers_of_a_year_the_highest_tax_first(ws):
    """o1 has p1 (exempt) and p2 (13,500); o2 has p3 and p4 (farms, exempt)."""
    found = read_payers(ws, YEAR)
    assert found["key"].tolist() == ["o1", "o2"]
    assert found["tax"].tolist() == [13_500_00, 0] and found["items"].tolist() == [2, 2]
    assert "01a002" in found["search"].iloc[0] and "01a002" not in found["search"].iloc[1]
    assert tax_years(ws) == [YEAR]
    assert read_payers(ws, YEAR + 1).empty


def test_the_card_has_everything_with_how_it_came_about(ws):
    card = payer_card(ws, YEAR, "o1")
    assert [(one.name, one.thing, one.tax) for one in card.items] == [
        ("01A001", "parcel", 0),
        ("01A002", "parcel", 13_500_00),
    ]
    assert card.tax == 13_500_00 and card.parcels == ["01A001", "01A002"]
    shop = card.items[1]
    assert shop.lines[-1].amount == shop.tax and shop.lines[0].source == "act:35"
    assert shop.shape is not None and shop.due_date == "2026-06-30"
    assert payer_card(ws, YEAR, "nobody") is None


def test_what_a_later_run_replaced_is_not_on_the_card(ws):
    with ws.transaction("correct") as tx:
        price = tx.rows("land_price", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]
        tx.update_rows("land_price", [{"uuid": price, "price_per_wah": 2_000_000}])
    assess.keep(ws, assess.work_out(ws, YEAR))
    assert payer_card(ws, YEAR, "o1").tax == 18_000_00  # 300 × 20,000 × 0.3 %
    assert read_payers(ws, YEAR)["tax"].tolist() == [18_000_00, 0]


def test_who_pays_for_a_parcel(ws):
    assert payers_of(ws, YEAR, "p2") == ["o1"]
    assert payers_of(ws, YEAR, "p6") == []


def test_co_owners_are_one_payer_named_by_the_first(ws):
    with ws.transaction("correct") as tx:
        share = {"share_numerator": 1, "share_denominator": 2}
        held = tx.rows("ownership", ["uuid"], "parcel_uuid = 'p2'")
        tx.update_rows("ownership", [{**row, **share} for row in held])
        tx.insert_rows("ownership", [{"owner_uuid": "o2", "parcel_uuid": "p2", **share}])
    assess.keep(ws, assess.work_out(ws, YEAR))
    (key,) = payers_of(ws, YEAR, "p2")
    assert set(key.split("+")) == {"o1", "o2"}
    card = payer_card(ws, YEAR, key)
    assert len(card.owners) == 2 and "and 1 co-owner" in render(card.name, "en")
