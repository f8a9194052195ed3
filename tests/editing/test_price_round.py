"""A new list of the Treasury for the town: p2 is dearer, p3 the same, p4 cheaper, p1 not in it.

p2 is a shop of o1: 300 ตร.ว. at 15,000 are 4.5 million, 0.3 %: 13,500 baht; at 24,000 they are
7.2 million: 21,600 baht. p1 is a main home, p3 and p4 are farms: exempt.
"""

from __future__ import annotations

import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.core.price_round import PriceRoundError
from taxmap_plugin.core.price_round_table import PriceTables
from taxmap_plugin.editing.price_round import price_round

from . import land_case
from .tax_case import YEAR, town

BAHT = 100
NEW = "2027-01-01"
PRICES = {"p2": 24_000, "p3": 15_000, "p4": 12_000}


@pytest.fixture
def ws(tmp_path):
    made = town(tmp_path)
    with made.transaction("correct") as tx:
        tx.insert_rows("land_price", [
            {"parcel_uuid": parcel, "price_per_wah": price * BAHT, "valid_from": NEW}
            for parcel, price in PRICES.items()])  # fmt: skip
    return made


def by_parcel(found):
    return found.parcels.set_index("parcel")


def test_each_parcel_at_both_prices_and_nothing_is_written(ws):
    before = land_case.everything(ws)
    found = price_round(ws, YEAR)
    assert (found.before_day, found.day) == ("2026-12-31", NEW)
    rows = by_parcel(found)
    classes = rows["class"].to_dict()
    assert [classes[one] for one in ("p1", "p2", "p3", "p4")] == [
        *("only_old", "up_100", "same", "falls"),
    ]
    shop = rows.loc["p2"]
    assert (shop["price_before"], shop["price_after"]) == (15_000 * BAHT, 24_000 * BAHT)
    assert (shop["value_before"], shop["value_after"]) == (4_500_000 * BAHT, 7_200_000 * BAHT)
    assert (shop["tax_before"], shop["tax_after"]) == (13_500 * BAHT, 21_600 * BAHT)
    assert found.difference == 8_100 * BAHT
    assert land_case.everything(ws) == before


def test_a_parcel_that_neither_list_has_is_told_as_such(ws):
    """p5 has no price at all and is left out on both sides; where only the new list has one it is
    assessed there alone."""
    assert by_parcel(price_round(ws, YEAR)).loc["p5", "class"] == "not_assessed"
    with ws.transaction("correct") as tx:
        row = {"parcel_uuid": "p5", "price_per_wah": 100 * BAHT, "valid_from": NEW}
        tx.insert_rows("land_price", [row])
    assert by_parcel(price_round(ws, YEAR)).loc["p5", "class"] == "only_new"


@pytest.mark.parametrize(
    ("new", "named"),
    [
        (14_999, "falls"), (15_000, "same"), (15_001, "up_10"), (16_500, "up_10"),
        (16_501, "up_25"), (18_750, "up_25"), (22_500, "up_50"), (30_000, "up_100"),
        (30_001, "over_100"),
    ],
)  # fmt: skip
def test_the_edges_of_the_classes(ws, new, named):
    with ws.transaction("correct") as tx:
        price = tx.rows("land_price", ["uuid"], f"parcel_uuid = 'p2' AND valid_from = '{NEW}'")
        tx.update_rows("land_price", [{"uuid": price[0]["uuid"], "price_per_wah": new * BAHT}])
    assert by_parcel(price_round(ws, YEAR)).loc["p2", "class"] == named


def test_sums_by_class_zone_and_payer_are_the_whole(ws):
    found = price_round(ws, YEAR)
    for table in (found.by_class(), found.by("zone"), found.by("block"), found.by("payer")):
        assert table["tax_before"].sum() == 13_500 * BAHT
        assert table["tax_after"].sum() == 21_600 * BAHT
        assert table["value_after"].sum() == sum(found.after.items["value"])
    assert found.by("payer")["payer"].tolist()[0] == "o1"
    assert found.rising["parcel"].tolist()[0] == "p2"


def test_the_price_of_a_type_of_building_rises_too(ws):
    """100 m² of masonry built 2559: 9 % off. 8,000 → 10,000 a m²: 728,000 → 910,000; the new round
    takes its age of the year on both sides. With the land of p2 4.5 M + 728,000 → 7.2 M + 910,000
    at 0.3 %: 15,684 → 24,330 baht."""
    with ws.transaction("correct") as tx:
        house = {"building_type": "103", "structure": "2", "floor_area_m2": 100.0}
        tx.insert_rows("building", [{"parcel_uuid": "p2", "built_year": 2559, **house}])
        price = {"building_type": "103", "price_per_m2": 8_000 * BAHT}
        dearer = {**price, "price_per_m2": 10_000 * BAHT, "valid_from": NEW}
        tx.insert_rows("building_price", [price, dearer])
    shop = by_parcel(price_round(ws, YEAR)).loc["p2"]
    assert (shop["tax_before"], shop["tax_after"]) == (15_684 * BAHT, 24_330 * BAHT)


def test_without_a_list_that_has_a_day_the_way_out_is_told(tmp_path, ws):
    with pytest.raises(PriceRoundError) as error:
        price_round(ws, YEAR, "2031-01-01")
    told = render(error.value.message, "th")
    assert "2574" in told and "2570" in told
    (tmp_path / "x").mkdir()
    with pytest.raises(PriceRoundError) as error:
        price_round(town(tmp_path / "x"), YEAR)
    assert "Prices hold from" in render(error.value.message, "en")


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_tables_add_up_and_have_words(ws, language):
    tables = PriceTables(price_round(ws, YEAR), language, lambda key: f"น***{key}")
    made = (tables.classes_of_rise(), tables.tax_classes(), tables.zones(), tables.blocks())
    for table in (*made, tables.payers()):
        assert "price_round." not in " ".join([table.title, *table.heads])
        *rows, total = table.rows
        for at in range(1, 7):
            assert total[at] == sum(row[at] for row in rows)
        assert all(len(row) == len(table.heads) for row in table.rows)
    assert [row[1] for row in tables.classes_of_rise().rows[:-1]] == [
        *(1, 1, 0, 0, 0, 1, 0, 1, 0, 2)
    ]
    assert [row[0] for row in tables.payers(5).rows] == ["น***o1"]
    rows = tables.parcels().rows
    assert len(rows) == 6 and rows[0][0] == "01A002" and rows[0][-2:] == [8_100 * BAHT, 60.0]
