"""Who pays for what on 1 January, from the registers of a small town worked by hand."""

from __future__ import annotations

import random

import pandas as pd
import pytest
import shapely
from shapely import box

from taxmap_plugin.core.appraisal import building_age, building_value
from taxmap_plugin.core.land_tax import assess
from taxmap_plugin.core.land_tax_bulk import assess_items
from taxmap_plugin.core.law import Law
from taxmap_plugin.core.law_table import OfficeRule, source_text
from taxmap_plugin.core.message import render
from taxmap_plugin.core.tax_register import TABLES, on_first_of_january
from taxmap_plugin.core.use_share import land_items
from taxmap_plugin.core.use_share_bulk import items_of

LAW = Law(2569)
NUMBERS = {"document_area", "price_per_wah", "total_price", "tax_year", "area", "land_area",
           "built_year", "age_years", "price_per_m2"}  # fmt: skip


class Town:
    """Tables with a row at a time; what is not said is unknown."""

    def __init__(self):
        self.rows = {name: [] for name in TABLES}

    def add(self, table, **values):
        self.rows[table].append(values)
        return self

    def tables(self):
        made = {}
        for name, columns in TABLES.items():
            frame = pd.DataFrame(self.rows[name], columns=list(columns), dtype=object)
            frame = frame.where(frame.notna(), None)
            made[name] = frame.astype({c: "Int64" for c in columns if c in NUMBERS})
        return made

    def at(self, law=LAW, province=None):
        return on_first_of_january(self.tables(), law, province)


@pytest.fixture
def town() -> Town:
    """ก has a house on 100 ตร.ว. at 8,000 baht: 800,000 baht of land."""
    made = Town()
    made.add(
        "parcel", uuid="p1", parcel_code="01A001", document_area=10_000, geom=box(0, 0, 20, 20)
    )
    made.add("land_price", parcel_uuid="p1", price_per_wah=800_000)
    made.add("owner", uuid="ก", person_type="1").add("owner", uuid="ข", person_type="1")
    made.add("owner", uuid="บ", person_type="2")
    made.add("ownership", owner_uuid="ก", parcel_uuid="p1")
    made.add("land_use", uuid="u1", parcel_uuid="p1", tax_year=2569, use_type="2")
    made.add("building_price", building_type="103", price_per_m2=800_000)
    return made


def house(town, **told):
    usual = {"uuid": "b1", "building_code": "01A001-B001", "parcel_uuid": "p1",
             "building_type": "103", "structure": "2", "floor_area_m2": 100.0,
             "built_year": 2558}  # fmt: skip
    return town.add("building", **{**usual, **told})


def said(holding):
    return [render(one.message, "en") for one in holding.left_out]


def test_land_and_house_at_the_prices_of_the_lists(town):
    """100 m² × 8,000 = 800,000, built 2558: 10 completed years, 10 % off: 720,000."""
    frames = house(town).at().frames
    assert frames.lands["value"].tolist() == [800_000_00]
    assert frames.buildings["value"].tolist() == [720_000_00]
    items, left_out, _ = items_of(frames, LAW)
    assert items["value"].tolist() == [1_520_000_00] and not left_out
    assert assess_items(items, LAW)["tax_class"].tolist() == ["home_land_building"]


def test_a_parcel_explains_itself_from_the_price_to_the_tax(town):
    """800,000 of land; 800,000 of house as new, 720,000 after 10 years; exempt as main home."""
    holding = house(town).at()
    items = [one for land in holding.explained(["p1"], LAW) for one in land_items(land, LAW).items]
    lines = assess(items, LAW)[0].rows[0].lines
    assert [line.message.id for line in lines] == [
        *("appraisal.land", "appraisal.building", "appraisal.depreciation"),
        *("land_tax.class", "land_tax.main_home", "land_tax.taxable", "land_tax.tax"),
    ]
    amounts = [line.amount for line in lines[:3]]
    assert amounts == [800_000_00, 800_000_00, 720_000_00] and lines[3].value == 1_520_000_00
    for line in lines:
        assert "{" not in render(line.message, "th") and "{" not in source_text(line.source, "en")


@pytest.mark.parametrize(
    ("rows", "payer", "is_person"),
    [
        ([("ก", None, "2026-01-01"), ("ข", "2026-01-01", None)], "ข", True),  # sold on the day
        ([("ก", None, "2026-01-02"), ("ข", "2026-01-02", None)], "ก", True),  # the day after
        ([("ก", None, "2025-12-31"), ("ข", "2025-12-31", None)], "ข", True),
        ([("ก", None, None), ("ข", None, None)], "ก+ข", True),  # co-owners are one
        ([("ก", None, None), ("บ", None, None)], "ก+บ", False),
        ([("บ", None, None)], "บ", False),
    ],
)
def test_who_holds_on_the_first_of_january_pays_for_the_year(town, rows, payer, is_person):
    """s.9: 1 January 2569 is 2026-01-01."""
    town.rows["ownership"] = []
    for owner, since, until in rows:
        town.add("ownership", owner_uuid=owner, parcel_uuid="p1", from_date=since, to_date=until)
    lands = town.at().frames.lands
    assert (lands["payer"].tolist(), lands["is_person"].tolist()) == ([payer], [is_person])


def test_an_owner_of_the_title_document_holds_its_parcel(town):
    town.rows["ownership"] = []
    town.add("title_document", uuid="t1", parcel_uuid="p1")
    town.add("ownership", owner_uuid="ข", title_document_uuid="t1")
    assert town.at().frames.lands["payer"].tolist() == ["ข"]


def test_a_building_has_its_own_owner_or_that_of_the_land(town):
    house(town)
    assert town.at().frames.buildings["payer"].tolist() == ["ก"]
    town.add("ownership", owner_uuid="ข", building_uuid="b1")
    assert town.at().frames.buildings["payer"].tolist() == ["ข"]


def test_the_price_of_the_day_holds(town):
    """The list of 2566 to 2569 for 2569; that of 2570 from 1 January 2570 on."""
    town.rows["land_price"] = []
    for price, since, until in (
        (500, "2019-01-01", "2022-12-31"),
        (800, "2023-01-01", "2026-12-31"),
        (900, "2027-01-01", None),
    ):
        listed = {"price_per_wah": price, "valid_from": since, "valid_to": until}
        town.add("land_price", parcel_uuid="p1", **listed)
    values = {year: town.at(Law(year)).frames.lands["value"].tolist() for year in (2569, 2570)}
    assert values[2569] == [80_000]
    assert values[2570] == [90_000]


@pytest.mark.parametrize(
    ("area", "total", "value"),
    [
        (10_000, 800_000_00, [800_000_00]),  # 8,000 a ตร.ว.
        (33_360, 500_400_00, [500_400_00]),  # 333.6 × 1,500
        (33_333, 499_995_00, [499_995_00]),
        (30_000, 100_01, []),  # no whole satang a ตร.ว. gives 100.01
    ],
)
def test_a_register_that_states_only_totals_tells_the_price(town, area, total, value):
    town.rows["land_price"] = []
    town.rows["parcel"][0]["document_area"] = area
    town.add("title_document", uuid="t1", parcel_uuid="p1", total_price=total)
    assert town.at().frames.lands["value"].tolist() == value


def test_the_area_of_the_document_comes_before_that_of_the_map(town):
    """20 m × 20 m are 100 ตร.ว. on the map."""
    town.rows["parcel"][0]["document_area"] = None
    holding = town.at()
    assert holding.frames.lands["area"].tolist() == [10_000] and holding.by_map == {"p1"}
    town.add("title_document", uuid="t1", parcel_uuid="p1", document_area=9_500)
    holding = town.at()
    assert holding.frames.lands["area"].tolist() == [9_500] and not holding.by_map


@pytest.mark.parametrize(
    ("table", "values", "told"),
    [
        ("ownership", None, "nobody is known"),
        ("land_price", None, "no price of the Treasury"),
        ("land_price", {"price_per_wah": 0}, "its price is 0"),
        ("land_price", {"price_per_wah": -5}, "its price is 0 or below"),
        ("parcel", {"document_area": 0}, "no area"),
    ],
)
def test_a_parcel_of_which_something_is_missing_is_told_and_the_others_go_on(
    town, table, values, told
):
    town.add("parcel", uuid="p2", parcel_code="01A002", document_area=10_000)
    town.add("land_price", parcel_uuid="p2", price_per_wah=800_000)
    town.add("ownership", owner_uuid="ข", parcel_uuid="p2")
    town.add("land_use", uuid="u2", parcel_uuid="p2", tax_year=2569, use_type="5")
    if values is None:
        town.rows[table].pop(0)
    else:
        town.rows[table][0].update(values)
    holding = town.at()
    assert holding.frames.lands["code"].tolist() == ["01A002"]
    assert len(said(holding)) == 1
    assert told in said(holding)[0] and "01A001" in said(holding)[0]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"building_type": None}, "no building type"),
        ({"building_type": "104"}, "no price for its type"),
        ({"floor_area_m2": None}, "no floor area"),
        ({"floor_area_m2": -4.0}, "no floor area"),
        ({"built_year": None}, "neither year"),
        ({"structure": None}, "wood, masonry"),
    ],
)
def test_a_building_of_which_something_is_missing_is_told_and_its_land_goes_on(town, values, told):
    holding = house(town, **values).at()
    assert holding.frames.buildings.empty and len(holding.frames.lands) == 1
    assert told in said(holding)[0] and "01A001-B001" in said(holding)[0]


def test_a_fence_is_not_taxed_and_not_told(town):
    holding = house(town, building_type="601").at()
    assert holding.frames.buildings.empty and not holding.left_out


def test_the_use_of_an_earlier_year_holds_until_there_is_a_later_one(town):
    town.rows["land_use"] = []
    town.add("land_use", uuid="a", parcel_uuid="p1", tax_year=2566, use_type="1")
    town.add("land_use", uuid="b", parcel_uuid="p1", tax_year=2568, use_type="5")
    town.add("land_use", uuid="c", parcel_uuid="p1", tax_year=2570, use_type="2")
    holding = town.at()
    assert holding.frames.uses["key"].tolist() == ["b"] and holding.earlier == {"p1"}
    strict = OfficeRule("choice", ("missing_use",), "default", "left_out", 2563, None, "x")
    holding = town.at(Law(2569, [strict]))
    assert holding.frames.uses.empty
    assert "no use is known" in render(items_of(holding.frames, LAW)[1][0].message, "en")


@pytest.mark.parametrize(
    ("vacant", "code", "years"),
    [
        ([2569], "6", 1),
        ([2566, 2567, 2568, 2569], "6", 4),
        ([2565, 2567, 2568, 2569], "6", 3),  # used in 2566
        ([2561, 2562, *range(2563, 2570)], "6", 7),  # counted from 2563
        ([2569], "8", 4),  # "vacant for 3 years or more"
        ([2569], "9", 7),
    ],
)
def test_vacant_years_are_counted_without_a_break(town, vacant, code, years):
    town.rows["land_use"] = []
    for year in vacant:
        town.add("land_use", uuid=f"u{year}", parcel_uuid="p1", tax_year=year, use_type=code)
    assert town.at().frames.uses["vacant_years"].tolist() == [years]


def test_adjoining_land_of_one_owner_is_one_group(town):
    town.add("parcel", uuid="p2", parcel_code="01A002", document_area=1, geom=box(20, 0, 40, 20))
    town.add("parcel", uuid="p3", parcel_code="01A003", document_area=1, geom=box(40, 0, 60, 20))
    for uuid, owner in (("p2", "ก"), ("p3", "ข")):
        town.add("land_price", parcel_uuid=uuid, price_per_wah=100)
        town.add("ownership", owner_uuid=owner, parcel_uuid=uuid)
    one, two, three = town.at().frames.lands["group"]
    assert one == two != three


def test_building_prices_of_another_province_are_not_taken(town):
    town.rows["building_price"] = []
    town.add("building_price", building_type="103", province="90", price_per_m2=100)
    town.add("building_price", building_type="103", province="99", price_per_m2=800_000)
    assert house(town).at(province="99").frames.buildings["value"].tolist() == [720_000_00]


@pytest.mark.parametrize("choice", ["completed", "started"])
def test_many_values_are_those_of_the_formula_one_by_one(town, choice):
    rule = OfficeRule("choice", ("part_year",), "default", choice, 2563, None, "x")
    law, rng, wanted = Law(2569, [rule]), random.Random(choice), {}
    for number in range(400):
        m2, built = rng.randrange(1, 99_999) / 100, rng.choice([None, rng.randrange(2500, 2572)])
        structure, age = rng.choice("123"), rng.randrange(0, 60)
        told = {"floor_area_m2": m2, "built_year": built, "age_years": age, "structure": structure}
        house(town, uuid=f"b{number}", **told)
        value = building_value(m2, 800_000, structure, building_age(built, age, law), law)
        wanted[f"b{number}"] = value.value
    buildings = town.at(law).frames.buildings
    assert dict(zip(buildings["key"], buildings["value"])) == wanted


def unit(town, **told):
    """40 m² at 50,000 baht: 2,000,000."""
    usual = {"uuid": "r1", "condo_name": "สาธิตคอนโด", "unit_no": "9/12", "area_m2": 40.0,
             "price_per_m2": 5_000_000, "use_type": "1"}  # fmt: skip
    town.add("condo_unit", **{**usual, **told})
    return town.add("ownership", owner_uuid="ข", condo_unit_uuid="r1")


@pytest.mark.parametrize(
    ("told", "choice", "tax_class", "tax"),
    [
        ({}, "land_building", "home_other", 400_00),  # 2 M × 0.02 %
        ({"is_main_home": True}, "land_building", "home_land_building", 0),
        ({"is_main_home": True}, "building", "home_building", 0),
        ({"use_type": "2"}, "land_building", "other", 6_000_00),  # × 0.3 %
        ({"use_type": "3"}, "land_building", "vacant", 6_000_00),
        ({"reduction": "npa", "use_type": "2"}, "land_building", "other", 600_00),
    ],
)
def test_a_condominium_unit_is_taxed_by_itself(town, told, choice, tax_class, tax):
    rule = OfficeRule("choice", ("condo_home",), "default", choice, 2563, None, "x")
    law = Law(2569, [rule])
    (bill,) = assess(unit(town, **told).at(law).units, law)
    assert (bill.payer, bill.rows[0].tax_class, bill.tax) == ("ข", tax_class, tax)
    assert "9/12" in render(bill.rows[0].lines[0].message, "th")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"area_m2": None}, "no area"),
        ({"price_per_m2": 0}, "no price"),
        ({"use_type": None}, "no use"),
    ],
)
def test_a_unit_of_which_something_is_missing_is_told(town, told, said):
    holding = unit(town, **told).at()
    assert not holding.units and said in said_of(holding) and "9/12" in said_of(holding)


def test_common_property_is_outside_the_tax(town):
    holding = unit(town, outside_tax="9").at()
    assert not holding.units and [one.value for one in holding.outside] == [2_000_000_00]


def said_of(holding):
    return " ".join(said(holding))


def test_an_empty_workspace_has_nothing_to_tax():
    holding = Town().at()
    items, left_out, _ = items_of(holding.frames, LAW)
    assert items.empty and not left_out and not holding.left_out


def test_land_without_a_price_is_told_with_that_of_comparable_land(town):
    """p2 lies 80 m down the road from p1, at 8,000 baht: 200 ตร.ว. would be 1,600,000."""
    town.add("road", uuid="r", geom=shapely.LineString([(0, -2), (200, -2)]))
    town.add(
        "parcel", uuid="p2", parcel_code="01A002", document_area=20_000, geom=box(100, 0, 120, 40)
    )
    town.add("ownership", owner_uuid="ข", parcel_uuid="p2")
    town.add("land_use", uuid="u2", parcel_uuid="p2", tax_year=2569, use_type="5")
    (left,) = town.at().left_out
    assert left.parcel == "p2" and not town.at().lent
    said = render(left.message, "en")
    assert "Comparable is 01A001, along the same road, 80 m away: 8,000.00 baht" in said


def test_an_office_may_take_comparable_prices_and_the_derivation_says_so(town):
    town.add(
        "parcel", uuid="p2", parcel_code="01A002", document_area=20_000, geom=box(100, 0, 120, 40)
    )
    town.add("ownership", owner_uuid="ข", parcel_uuid="p2")
    town.add("land_use", uuid="u2", parcel_uuid="p2", tax_year=2569, use_type="5")
    taken = OfficeRule("choice", ("missing_price",), "default", "comparable", 2563, None, "x")
    law = Law(2569, [taken])
    holding = town.at(law)
    assert not holding.left_out and holding.lent["p2"].code == "01A001"
    lands = holding.frames.lands.set_index("key")
    assert lands.loc["p2", "value"] == 1_600_000_00
    (land,) = holding.explained(["p2"], law)
    assert "that of 01A001 is taken, the nearest with a price" in render(land.told[0].message, "en")
    assert land.told[1].amount == 1_600_000_00


def test_what_an_owner_alone_is_missing_of_is_told_with_its_value(town):
    """p2: 200 ตร.ว. at 8,000 baht are 1,600,000 that the total is without."""
    town.add(
        "parcel", uuid="p2", parcel_code="01A002", document_area=20_000, geom=box(30, 0, 50, 40)
    )
    town.add("land_price", parcel_uuid="p2", price_per_wah=800_000)
    (left,) = town.at().left_out
    assert left.message.id == "tax_register.owner_missing" and left.value == 1_600_000_00


def test_documents_of_a_parcel_with_several_prices_are_told_not_chosen_from(town):
    town.add("parcel", uuid="p2", parcel_code="01A002", geom=box(30, 0, 50, 40))
    town.add("ownership", owner_uuid="ข", parcel_uuid="p2")
    for uuid, price in (("t1", 800_000), ("t2", 900_000)):
        town.add(
            "title_document", uuid=uuid, parcel_uuid="p2", document_area=10_000, price_per_wah=price
        )
    (left,) = town.at().left_out
    assert left.message.id == "tax_register.prices_differ"
    town.add("land_price", parcel_uuid="p2", price_per_wah=850_000)
    assert not town.at().left_out, "the list says which"


def _vacant(town, since=None):
    """p1 vacant from 2563: the seventh tax year in 2569."""
    town.rows["land_use"] = []
    town.rows["building"] = []
    for year in range(2563, 2570):
        town.add("land_use", uuid=f"u{year}", parcel_uuid="p1", tax_year=year, use_type="6")
    town.rows["ownership"][0]["from_date"] = since


def test_the_years_vacant_count_on_or_begin_anew_with_a_new_owner_as_the_office_says(town):
    """Bought on 15 June 2567 (2024): tax years 2568 and 2569 are the new owner's."""
    _vacant(town, "2024-06-15")
    assert town.at().frames.uses["vacant_years"].tolist() == [7]
    anew = OfficeRule("choice", ("vacant_new_owner",), "default", "anew", 2563, None, "x")
    law = Law(2569, [anew])
    assert town.at(law).frames.uses["vacant_years"].tolist() == [2]
    _vacant(town, "2024-01-01")
    assert town.at(law).frames.uses["vacant_years"].tolist() == [3], "held on 1 January 2567"
    _vacant(town)
    assert town.at(law).frames.uses["vacant_years"].tolist() == [7], "nobody knows since when"


def test_a_building_has_vacant_years_of_its_own(town):
    """Its land is lived on; the house itself is left since 2566: the fourth year."""
    house(town)
    for year in range(2566, 2570):
        town.add("building_use", uuid=f"b{year}", building_uuid="b1", tax_year=year, use_type="4")
    (years,) = town.at().frames.buildings["vacant_years"]
    assert years == 4
