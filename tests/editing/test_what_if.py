"""What if: the town's taxes with one thing changed, and nothing written.

p1 is the main home of o1 and p2 a shop of o1 beside it (4.5 million, 13,500 baht); p3 and p4 are
farms of o2. A house of o2 stands on p2 where a test builds it.
"""

from __future__ import annotations

import hashlib

import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.core.tax_supposition import SuppositionError
from taxmap_plugin.editing.assess import work_out
from taxmap_plugin.editing.what_if import (
    OwnerChange,
    PriceChange,
    RowChange,
    VacantChange,
    what_if,
)

from .tax_case import YEAR, town

BAHT = 100


@pytest.fixture
def ws(tmp_path):
    return town(tmp_path)


def use_of(ws, parcel):
    return ws.rows("land_use", ["uuid"], f"parcel_uuid = '{parcel}'")[0]["uuid"]


def taxes(found):
    return {row.parcel: (row.before["tax"], row.after["tax"]) for row in found.rows}


def said(found):
    return " ".join(render(one, "en") for row in found.rows for one in row.why)


def build(ws, parcel, owner, **values):
    """A masonry house of 100 m² at 8,000 baht, built 2559: nine full years, 9 % off: 728,000."""
    house = {"building_type": "103", "structure": "2", "floor_area_m2": 100.0, "built_year": 2559}
    with ws.transaction("correct") as tx:
        tx.insert_rows("building", [{"uuid": "h", "parcel_uuid": parcel, **house, **values}])
        tx.insert_rows("ownership", [{"owner_uuid": owner, "building_uuid": "h"}])
        tx.insert_rows("building_price", [
            {"building_type": "103", "price_per_m2": 800_000},
            {"building_type": "105", "price_per_m2": 1_000_000}])  # fmt: skip


def test_the_file_stays_as_it_is(ws):
    before = hashlib.sha256(ws.path.read_bytes()).hexdigest()
    found = what_if(ws, YEAR, PriceChange("p2", 2_000_000))
    assert taxes(found) == {"p2": (13_500 * BAHT, 18_000 * BAHT)}
    assert found.difference == 4_500 * BAHT
    assert hashlib.sha256(ws.path.read_bytes()).hexdigest() == before
    assert work_out(ws, YEAR).tax == 13_500 * BAHT


def test_another_price_says_where_the_derivations_part(ws):
    found = what_if(ws, YEAR, PriceChange("p2", 2_000_000))
    (pair,) = found.rows[0].pairs
    assert pair.parting.before.message.id == "appraisal.land"
    assert said(found) == "Price of a square wah 15,000.00 → 20,000.00 baht"
    assert found.changed == [("o1", 13_500 * BAHT, 18_000 * BAHT)]


def test_another_use_and_its_area(ws):
    """All of p2 a second home: 900. Half of it, the rest without a use: left out and told."""
    found = what_if(ws, YEAR, RowChange("land_use", use_of(ws, "p2"), {"use_type": "4"}))
    assert taxes(found) == {"p2": (13_500 * BAHT, 900 * BAHT)}
    found = what_if(ws, YEAR, RowChange("land_use", use_of(ws, "p2"), {"area": 15_000}))
    assert taxes(found) == {"p2": (13_500 * BAHT, 6_750 * BAHT)}
    assert "have no use" in render(found.left_out[0].message, "en")


def test_adjoining_land_of_the_payer_changes_too(ws):
    """p2 at 200,000 baht is 60 M. p1 a shop too: 64.5 M in one: 50 M × 0.3 % + 14.5 M × 0.4 % =
    208,000, of which p2 bears 60/64.5; before, alone, 190,000."""
    with ws.transaction("correct") as tx:
        price = tx.rows("land_price", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]
        tx.update_rows("land_price", [{"uuid": price, "price_per_wah": 200_000 * BAHT}])
    found = what_if(ws, YEAR, RowChange("land_use", use_of(ws, "p1"), {"use_type": "5"}))
    assert taxes(found) == {
        "p1": (0, round(208_000 * BAHT * 4.5 / 64.5)),
        "p2": (190_000 * BAHT, round(208_000 * BAHT * 60 / 64.5)),
    }
    assert "Adjoining items of the payer 1 → 2" in said(found)


def test_the_exemption_of_farms_is_one_pool(ws):
    """p3 at 180,000 is 54 M: 50 M exempt, of which p4 (4.5 M) gets none: 4 M and 4.5 M × 0.01 %."""
    found = what_if(ws, YEAR, PriceChange("p3", 180_000 * BAHT))
    assert taxes(found) == {"p3": (0, 400 * BAHT), "p4": (0, 450 * BAHT)}
    assert "Of the payer's exemption 4,500,000.00 → 0.00 baht fall to it" in said(found)


@pytest.mark.parametrize("years", [1, 4, 7])
def test_vacant_years(ws, years):
    """4.5 M × 0.3 %, 0.6 % from the fourth year on, 0.9 % from the seventh."""
    with ws.transaction("correct") as tx:
        tx.update_rows("land_use", [{"uuid": use_of(ws, "p2"), "use_type": "6"}])
    found = what_if(ws, YEAR, VacantChange("p2", years))
    after = {1: 13_500, 4: 27_000, 7: 40_500}[years]
    assert taxes(found) == ({} if years == 1 else {"p2": (13_500 * BAHT, after * BAHT)})


def test_a_reduction(ws):
    found = what_if(ws, YEAR, RowChange("land_use", use_of(ws, "p2"), {"reduction": "npa"}))
    assert taxes(found) == {"p2": (13_500 * BAHT, 1_350 * BAHT)}


def test_another_owner_moves_the_item_to_another_bill(ws):
    """p3, a farm of o2, as a firm's: not exempt, 4.5 M × 0.01 % = 450."""
    found = what_if(ws, YEAR, OwnerChange("parcel", "p3", is_person=False))
    assert taxes(found) == {"p3": (0, 450 * BAHT)} and "Another payer" in said(found)
    assert found.changed == [("supposed", 0, 450 * BAHT)]
    found = what_if(ws, YEAR, OwnerChange("parcel", "p2", "o2"))
    assert [row.state for row in found.rows] == ["payer"]
    assert found.changed == [("o1", 13_500 * BAHT, 0), ("o2", 0, 13_500 * BAHT)]
    assert found.difference == 0


def test_a_building_of_somebody_else_on_the_land(ws):
    """The house of o2 on the shop's land: 728,000 × 0.3 % = 2,184. Two storeys, 10,000 baht a m²:
    910,000 × 0.3 % = 2,730. As new: 800,000 × 0.3 % = 2,400."""
    build(ws, "p2", "o2")
    for values, after in (
        ({"building_type": "105"}, 2_730),
        ({"floor_area_m2": 200.0}, 4_368),
        ({"built_year": YEAR}, 2_400),
    ):
        found = what_if(ws, YEAR, RowChange("building", "h", values))
        assert found.changed == [("o2", 2_184 * BAHT, after * BAHT)], values


def test_only_those_concerned_are_worked_out_and_right(ws):
    build(ws, "p2", "o2")
    whole = {bill.payer: bill.tax for bill in work_out(ws, YEAR).explained()}
    for change in (PriceChange("p2", 1_600_000), PriceChange("p3", 1_600_000)):
        for bill in what_if(ws, YEAR, change).before:
            assert bill.tax == whole[bill.payer]
    assert {bill.payer for bill in what_if(ws, YEAR, PriceChange("p3", 1)).before} == {"o2"}


def test_an_unowned_or_unpriced_parcel_comes_into_the_tax(ws):
    """p5 is rice of o2 without a price."""
    found = what_if(ws, YEAR, PriceChange("p5", 100_000))
    assert [(row.parcel, row.state) for row in found.rows] == [("p5", "only_there")]
    with ws.transaction("correct") as tx:
        tx.delete(
            "ownership", [r["uuid"] for r in tx.rows("ownership", ["uuid"], "parcel_uuid = 'p2'")]
        )
    found = what_if(ws, YEAR, OwnerChange("parcel", "p2", "o1"))
    assert taxes(found) == {"p2": (None, 13_500 * BAHT)}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (RowChange("land_use", "no such", {"use_type": "1"}), "Choose it anew"),
        (RowChange("parcel", "p2", {"parcel_code": "99Z999"}), "does not come of it"),
        (OwnerChange("parcel", "p2", "nobody"), "not in the register"),
        (VacantChange("p2", 4), "not vacant"),
    ],
)
def test_what_cannot_be_supposed_says_why(ws, change, words):
    with pytest.raises(SuppositionError) as refused:
        what_if(ws, YEAR, change)
    assert words in render(refused.value.message, "en")


def test_vacant_years_beyond_the_law_are_told(ws):
    with ws.transaction("correct") as tx:
        tx.update_rows("land_use", [{"uuid": use_of(ws, "p2"), "use_type": "6"}])
    with pytest.raises(SuppositionError) as refused:
        what_if(ws, YEAR, VacantChange("p2", 8))
    assert "2563" in render(refused.value.message, "th")
