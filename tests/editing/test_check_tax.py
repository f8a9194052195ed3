"""The taxes of the small town beside those that LTAX states; p2 is the shop of 4.5 million:
× 0.3 % = 13,500 baht, of 300 ตร.ว. at 15,000 baht."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.editing.check_tax import check_tax
from taxmap_plugin.editing.stated_tax import CheckError

from . import land_case
from .tax_case import YEAR, town

BAHT = 100
VALUE = 4_500_000 * BAHT


@pytest.fixture
def ws(tmp_path, kept_in_both):
    return town(tmp_path)


def state(ws, *rows, **common):
    with ws.transaction("import_register") as tx:
        tx.insert_rows("stated_tax", [{"tax_year": YEAR, **common, **row} for row in rows])


def agreeing(**of_p2):
    """What LTAX would state, were all the same; ``of_p2`` as it is instead."""
    exempt = {"base_value": VALUE, "exempt_value": VALUE, "taxable_value": 0, "tax": 0}
    shop = {"base_value": VALUE, "exempt_value": 0, "taxable_value": VALUE, "tax": 13_500 * BAHT}
    return [
        {"parcel_uuid": "p1", "tax_class": "home_land_building", **exempt},
        {"parcel_uuid": "p2", "tax_class": "other", **shop, **of_p2},
        {"parcel_uuid": "p3", "tax_class": "agri", **exempt},
        {"parcel_uuid": "p4", "tax_class": "agri", **exempt},
    ]


def the_shop(ws, **of_p2):
    state(ws, *agreeing(**of_p2))
    (row,) = [one for one in check_tax(ws, YEAR).rows if one.parcel == "p2"]
    return row


def said(row, language="en"):
    return " ".join(render(one, language) for one in row.why)


def test_the_same_figures_are_the_same_and_nothing_is_written(ws):
    state(ws, *agreeing())
    before = land_case.everything(ws)
    found = check_tax(ws, YEAR)
    assert found.counts["same"] == len(found.rows) == 4
    assert land_case.everything(ws) == before


@pytest.mark.parametrize(
    ("theirs", "parts", "why"),
    [
        # 4 M × 0.3 % = 12,000: 13,333.33… baht a ตร.ว., no price; 266.7 ตร.ว. gives 4,000,500
        ({"base_value": 4_000_000, "tax": 12_000}, "base_value", ""),
        # 300 × 14,000 = 4.2 M × 0.3 % = 12,600
        ({"base_value": 4_200_000, "tax": 12_600}, "base_value", "14,000.00 baht a square wah"),
        # 290.5 × 15,000 = 4,357,500 × 0.3 % = 13,072.50
        ({"base_value": 4_357_500, "tax": 13_072.50}, "base_value", "0-2-90.5"),
        ({"exempt_value": 4_500_000, "taxable_value": 0, "tax": 0}, "exempt_value", "main home"),
        ({"taxable_value": 4_000_000, "tax": 12_000}, "taxable_value", "less what is exempt"),
        ({"tax": 6_750}, "tax", "Reduced by 50 %"),  # half of 13,500
        ({"tax": 1_350}, "tax", "Reduced by 90 %"),
        ({"tax": 900}, "tax", "The rate there is that of: Other residence"),  # 4.5 M × 0.02 %
        ({"tax": 13_000}, "tax", ""),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_it_says_where_the_figures_part_and_why(ws, theirs, parts, why):
    row = the_shop(ws, **{name: int(baht * BAHT) for name, baht in theirs.items()},
                   **({"taxable_value": None} if "base_value" in theirs else {}))  # fmt: skip
    assert (row.state, row.parts) == ("different", parts)
    assert why in said(row) and bool(why) == bool(row.why)


def test_a_price_that_the_registers_have_too_is_told(ws):
    with ws.transaction("correct") as tx:
        older = {"parcel_uuid": "p2", "price_per_wah": 1_450_000, "valid_to": "2019-12-31"}
        tx.insert_rows("land_price", [older])
    row = the_shop(ws, base_value=4_350_000 * BAHT, taxable_value=4_350_000 * BAHT,
                   tax=13_050 * BAHT)  # fmt: skip
    assert "14,500.00 baht there, which the registers have too, 15,000.00 here" in said(row)


def test_another_class_is_told_first(ws):
    row = the_shop(ws, tax_class="vacant")
    assert (row.state, row.parts) == ("values", "class")
    assert said(row) == "Another class: Other use here, Vacant or unused there"


def test_our_derivation_comes_along(ws):
    row = the_shop(ws, tax=6_750 * BAHT)
    (item,) = row.rows
    assert [line.message.id for line in item.lines][-1] == "land_tax.tax"
    assert (row.here["tax"], row.there["tax"], row.difference) == (1_350_000, 675_000, -675_000)


def test_what_only_one_side_has_says_why(ws):
    """p5 has no price here; nobody knows 99Z999; LTAX says nothing of p3 and p4."""
    value = {"base_value": 100, "tax": 30}
    state(ws, *agreeing()[:2], {"parcel_uuid": "p5", **value},
          {"source_parcel_code": "99Z999", **value})  # fmt: skip
    found = {row.code: row for row in check_tax(ws, YEAR).rows}
    assert found["01A005"].state == "only_there" and "no price" in said(found["01A005"])
    assert found["99Z999"].state == "only_there" and "No parcel" in said(found["99Z999"])
    assert found["01A003"].state == found["01A004"].state == "only_here"
    assert found["01A005"].parcel == "p5" and found["99Z999"].parcel == ""


def test_a_parcel_that_was_drawn_later_is_found_by_its_code(ws):
    """As imported before the map was there, or of a parcel that has become another one since."""
    rows = agreeing()
    del rows[1]["parcel_uuid"]
    rows[2]["parcel_uuid"] = "no more"
    state(ws, rows[0], {**rows[1], "source_parcel_code": "๐๑a๐๐๒"},
          {**rows[2], "source_parcel_code": "01A003"}, rows[3])  # fmt: skip
    assert check_tax(ws, YEAR).counts["same"] == 4


def test_a_bill_to_somebody_else_is_told_where_the_payer_is_known(ws):
    rows = agreeing()
    for row, owner in zip(rows, ("o1", "o2", None, "o2")):
        row["owner_uuid"] = owner
    state(ws, *rows)
    found = {one.parcel: one for one in check_tax(ws, YEAR).rows}
    assert {key: one.state for key, one in found.items()} == {
        "p1": "same", "p2": "payer", "p3": "same", "p4": "same"}  # fmt: skip
    assert said(found["p2"]) == "Another payer there"


def test_the_steps_of_the_law_are_met_by_slices_here(ws):
    """300 × 400,000 = 120 M: 50 M × 0.3 % + 70 M × 0.4 % = 430,000; all of it × 0.4 %: 480,000."""
    with ws.transaction("correct") as tx:
        price = tx.rows("land_price", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]
        tx.update_rows("land_price", [{"uuid": price, "price_per_wah": 400_000 * BAHT}])
    found = check_tax_of_p2(ws, 120_000_000 * BAHT, 480_000 * BAHT)
    assert found.here["tax"] == 430_000 * BAHT
    assert "highest step" in said(found)


def check_tax_of_p2(ws, base, tax):
    state(ws, {"parcel_uuid": "p2", "tax_class": "other", "base_value": base, "tax": tax})
    return next(one for one in check_tax(ws, YEAR).rows if one.parcel == "p2")


def test_adjoining_land_that_is_not_summed_there(ws):
    """p1 becomes a shop too, 4.5 M beside the 60 M of p2: 64.5 M in all. Summed: 50 M × 0.3 % +
    14.5 M × 0.4 % = 208,000, of which p2 bears 60/64.5; alone: 150,000 + 40,000."""
    with ws.transaction("correct") as tx:
        price = tx.rows("land_price", ["uuid"], "parcel_uuid = 'p2'")[0]["uuid"]
        tx.update_rows("land_price", [{"uuid": price, "price_per_wah": 200_000 * BAHT}])
        use = tx.rows("land_use", ["uuid"], "parcel_uuid = 'p1'")[0]["uuid"]
        tx.update_rows("land_use", [{"uuid": use, "use_type": "5"}])
    row = check_tax_of_p2(ws, 60_000_000 * BAHT, 190_000 * BAHT)
    assert row.here["tax"] == round(208_000 * BAHT * 60 / 64.5)
    assert "Adjoining land" in said(row)


def test_without_figures_the_way_out_is_told(ws):
    with pytest.raises(CheckError) as none:
        check_tax(ws, YEAR)
    assert "Import" in render(none.value.message, "en")
    state(ws, *agreeing(), source="LTAX")
    state(ws, *agreeing(tax=1), source="e-LAAS")
    with pytest.raises(CheckError) as several:
        check_tax(ws, YEAR)
    assert "LTAX" in render(several.value.message, "th")
    assert check_tax(ws, YEAR, source="LTAX").counts["same"] == 4
    assert check_tax(ws, YEAR, source="e-LAAS").counts["different"] == 1


def test_the_tolerance_counts(ws):
    state(ws, *agreeing(tax=13_500 * BAHT + 50))
    assert check_tax(ws, YEAR).counts["different"] == 1
    assert check_tax(ws, YEAR, tolerance=50).counts["same"] == 4
