"""The rows of ภ.ด.ส.7 from real derivations, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.appraisal import building_told, building_value, land_told
from taxmap_plugin.core.form_calculation import (
    KeptItem,
    calculation_rows,
    once_each,
    thing_counts,
)
from taxmap_plugin.core.land_tax import TaxItem, assess
from taxmap_plugin.core.law import Law
from taxmap_plugin.core.message import Message
from taxmap_plugin.core.tax_line import TaxLine

LAW = Law(2569)
M = 100_000_000  # a million baht in satang


def item(key="1", use="other", value=M, **told) -> TaxItem:
    usual = {"payer": "ก", "is_person": True, "group": "g1", "parcel": f"p{key}"}
    return TaxItem(**{**usual, "key": key, "use": use, "value": value, **told})


def kept(*items: TaxItem, law: Law = LAW) -> list[KeptItem]:
    """The items as they are kept: parts of a satang are dropped from the lines."""

    def whole(line: TaxLine) -> TaxLine:
        amounts = {name: getattr(line, name) for name in ("value", "amount")}
        return replace(line, **{n: None if v is None else int(v) for n, v in amounts.items()})

    (bill,) = assess(items, law)
    return [
        KeptItem(
            row.item.parcel, row.item.building, row.item.unit, row.tax_class, row.item.value,
            row.exempt, row.taxable, row.tax, tuple(map(whole, row.lines)),
        )
        for row in bill.rows
    ]  # fmt: skip


def test_land_in_one_row():
    """300 ตร.ว. at 15,000 baht are 4.5 million, × 0.3 % = 13,500."""
    land = land_told("01A001", 30_000, 1_500_000, False)
    (row,) = calculation_rows(kept(item(value=450_000_000, told=(land,)))[0])
    assert (row["rai"], row["ngan"], row["wah"], row["wah_total"]) == (0, 3, 0, 300)
    assert (row["land_price"], row["land_value"]) == (1_500_000, 450_000_000)
    assert (row["value"], row["exempt"], row["taxable"]) == (450_000_000, 0, 450_000_000)
    assert (row["rate"], row["tax"], row["use"]) == (Decimal("0.3"), 1_350_000, "อื่น ๆ")


def test_a_building_with_its_depreciation():
    """100 m² at 7,150 are 715,000; masonry of 10 years loses 10 %, 71,500."""
    value = building_value(100, 715_000, "2", 10, LAW)
    told = building_told("01A001-B001", "103", 100, 715_000, "2", value)
    (row,) = calculation_rows(kept(item(value=value.value, told=told, building="b1"))[0])
    assert (row["building_new"], row["depreciation"], row["building_net"]) == (
        *(71_500_000, 7_150_000, 64_350_000),
    )
    assert (row["age"], row["floor_area"], row["building_code"]) == (10, 100, "01A001-B001")
    assert "rai" not in row


def test_a_row_for_each_step_of_the_rate():
    """Other use, 200 million: 50 million × 0.3 % = 150,000, 150 million × 0.4 % = 600,000."""
    rows = calculation_rows(kept(item(value=200 * M))[0])
    assert [(row["taxable"], str(row["rate"]), row["tax"]) for row in rows] == [
        (50 * M, "0.3", 15_000_000),
        (150 * M, "0.4", 60_000_000),
    ]
    assert rows[1]["use"] == "อัตราขั้นที่ 2" and "value" not in rows[1]


def test_adjoining_land_shows_its_own_part():
    """40 and 60 million adjoin: 50 × 0.3 % + 50 × 0.4 % = 350,000, of which 140,000 and 210,000."""
    items = kept(item("1", value=40 * M), item("2", value=60 * M))
    for one, tax in zip(items, (14_000_000, 21_000_000)):
        rows = calculation_rows(one)
        assert sum(row["tax"] for row in rows) == tax == one.tax
        assert sum(row["taxable"] for row in rows) == one.taxable


def test_a_reduction_is_a_row_of_its_own():
    """10 million of other use: 30,000; 90 % off leaves 3,000."""
    reduction = next(row for row in LAW.rows("reduction") if row["percent"] == 90)
    rows = calculation_rows(kept(item(value=10 * M, reductions=(reduction["reduction"],)))[0])
    assert [row["tax"] for row in rows] == [3_000_000, -2_700_000]
    assert rows[1]["use"].startswith("ลดภาษี") and rows[1]["rate"] == 90


def test_nothing_to_pay_has_no_rate():
    (row,) = calculation_rows(kept(item(use="agri", value=M))[0])
    assert (row["exempt"], row["taxable"], row["tax"]) == (M, 0, 0)
    assert "rate" not in row


def test_a_divided_building_is_described_once():
    """s.38: a third trade, two thirds home, of 5 million."""
    share = [
        TaxLine(Message("use_share.floor_share"), 5 * M, None, part, "act:38")
        for part in (166_666_667, 333_333_333)
    ]
    land = land_told("01A001", 30_000, 1_000_000, False)
    items = kept(
        item("1", "other", 166_666_667, told=(land, share[0]), parcel="p", building="b"),
        item("1b", "residential", 333_333_333, told=(land, share[1]), parcel="p", building="b"),
    )
    first, second = once_each(calculation_rows(one) for one in items)
    assert first["land_value"] == 3 * M and "land_value" not in second
    assert (first["share"], second["share"]) == (Decimal("33.33"), Decimal("66.67"))
    assert (first["no"], second["no"]) == (1, 2)
    assert first["value"] + second["value"] == 5 * M


def test_parcels_are_counted_once():
    land = land_told("01A001", 30_000, 1_000_000, False)
    items = kept(item("1", told=(land,), parcel="p"), item("2", told=(land,), parcel="p"))
    assert thing_counts(items) == {"lands": 1, "buildings": 0, "units": 0}


@given(
    values=st.lists(st.integers(1, 9_000 * M), min_size=1, max_size=4),
    use=st.sampled_from(["other", "residential", "vacant", "agri"]),
    reduced=st.booleans(),
)
def test_the_columns_add_up_to_the_satang(values, use, reduced):
    names = [row["reduction"] for row in LAW.rows("reduction") if not row["all_property"]]
    told = {"reductions": tuple(names[:1]) if reduced else (), "vacant_years": 5}
    for one in kept(*(item(str(n), use, value, **told) for n, value in enumerate(values))):
        rows = calculation_rows(one)
        assert sum(row["tax"] for row in rows) == one.tax
        assert sum(row.get("taxable", 0) for row in rows) == one.taxable
