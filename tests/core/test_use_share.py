"""One parcel divided by its uses, worked by hand, and nothing of its value lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.land_tax import assess
from taxmap_plugin.core.law import Law
from taxmap_plugin.core.message import render
from taxmap_plugin.core.use_share import (
    Building,
    BuildingUse,
    Land,
    LandUse,
    Payer,
    divide,
    land_items,
)

M = 100_000_000  # a million baht in satang
LAW = Law(2569)
KOR, KHOR = Payer("ก", True), Payer("ข", True)
AGRI, HOME, OTHERS_HOME, OTHER, VACANT, SEVERAL = "1", "2", "3", "5", "6", "7"


def house(value=2 * M, payer=KOR, uses=(), floor=120 * 10_000, **told):
    usual = {"key": "b1", "code": "01A001-B001", "payer": payer, "value": value}
    return Building(**usual, floor_area=floor, uses=tuple(uses), **told)


def land(*uses, buildings=(), value=3 * M, area=10_000, payer=KOR):
    return Land("p1", "01A001", payer, value, area, tuple(uses), tuple(buildings))


def used(use_type, area=None, key="u1", **told):
    return LandUse(key, use_type, area, **told)


def told(shares):
    return [(one.use, one.home, one.value) for one in shares.items]


def test_a_shophouse_is_divided_floor_by_floor():
    """law.md 1.6: land 3 M, building 2 M, a third trade: 5 M × 1/3 = 1,666,666.67."""
    uses = [BuildingUse("1", "3", 40 * 10_000), BuildingUse("2", "1", 80 * 10_000)]
    shares = land_items(land(used(HOME), buildings=[house(uses=uses)]), LAW)
    assert told(shares) == [
        ("other", "", 166_666_667),
        ("residential", "land_building", 333_333_333),
    ]
    assert assess(shares.items, LAW)[0].tax == 5_000_00


def test_mixed_use_is_divided_by_the_area_in_trade():
    mixed = house(uses=[BuildingUse("1", "2")], commerce_area=40 * 10_000)
    assert told(land_items(land(used(HOME), buildings=[mixed]), LAW)) == [
        ("residential", "land_building", 333_333_333),
        ("other", "", 166_666_667),
    ]


def test_mixed_use_without_areas_is_left_out_by_name():
    mixed = house(uses=[BuildingUse("1", "2")])
    shares = land_items(land(used(HOME), buildings=[mixed]), LAW)
    assert not shares.items and shares.left_out[0].value == 5 * M
    assert "01A001-B001" in render(shares.left_out[0].message, "en")


def test_the_land_is_divided_by_the_areas_of_its_uses():
    """A rai in four: 100 ตร.ว. home, 300 ตร.ว. farm, at 3 M: 0.75 M and 2.25 M."""
    shares = land_items(land(used(HOME, 2_500), used(AGRI, 7_500, "u2")), LAW)
    assert told(shares) == [
        ("residential", "land_building", 75_000_000),
        ("agri", "", 225_000_000),
    ]


def test_a_house_takes_the_land_it_stands_on():
    uses = used(HOME, 2_500), used(AGRI, 7_500, "u2")
    shares = land_items(land(*uses, buildings=[house(site="u2")]), LAW)
    assert told(shares)[1] == ("agri", "", 425_000_000), "a barn on farm land is farm property"
    shares = land_items(land(*uses, buildings=[house()]), LAW)
    assert told(shares)[0] == ("residential", "land_building", 275_000_000)


def test_land_and_building_of_different_owners_are_taxed_apart():
    """s.48; s.41 para 2 for the house of ข, no exemption for the land of ก (3 M × 0.02 %)."""
    shares = land_items(land(used(OTHERS_HOME), buildings=[house(payer=KHOR)]), LAW)
    assert [(one.payer, one.home, one.value) for one in shares.items] == [
        ("ก", "", 3 * M),
        ("ข", "building", 2 * M),
    ]
    assert {bill.payer: bill.tax for bill in assess(shares.items, LAW)} == {"ก": 600_00, "ข": 0}


def test_the_land_under_a_shop_of_somebody_else_is_taxed_as_trade():
    uses = [BuildingUse("1", "3")]
    shares = land_items(land(used(OTHER), buildings=[house(payer=KHOR, uses=uses)]), LAW)
    assert [(one.payer, one.use) for one in shares.items] == [("ก", "other"), ("ข", "other")]


@pytest.mark.parametrize("code", [HOME, OTHERS_HOME])
def test_owning_both_is_a_main_home_of_land_and_house_whatever_the_code(code):
    shares = land_items(land(used(code), buildings=[house()]), LAW)
    assert [one.home for one in shares.items] == ["land_building"]


def test_two_houses_share_the_land_by_what_each_has_or_by_their_floors():
    """1/4 and 3/4 by floors; 1/2 and 1/2 as stated."""
    pair = [
        house(0, floor=1_000_000),
        Building("b2", "01A001-B002", KOR, 0, 3_000_000),
    ]
    assert [one.value for one in land_items(land(used(HOME), buildings=pair), LAW).items] == [
        *(75_000_000, 225_000_000)
    ]
    stated = [
        house(0, land_area=5_000),
        Building("b2", "01A001-B002", KOR, 0, 3_000_000, land_area=5_000),
    ]
    assert [one.value for one in land_items(land(used(HOME), buildings=stated), LAW).items] == [
        *(150_000_000, 150_000_000)
    ]


@pytest.mark.parametrize(
    ("uses", "said"),
    [
        ([], "no use is known"),
        ([used(AGRI, -1)], "below zero"),
        ([used(AGRI, 10_001)], "more than the parcel"),
        ([used(AGRI), used(HOME, key="u2")], "Enter all but one"),
        ([used(AGRI, 0)], "no area"),
        ([used(SEVERAL)], "does not say"),
        ([used("99")], "does not say"),
    ],
)
def test_what_cannot_be_divided_is_left_out_with_its_whole_value(uses, said):
    shares = land_items(land(*uses), LAW)
    assert not shares.items or said == "no area"
    assert sum(one.value for one in shares.left_out) == 3 * M
    message = shares.left_out[0].message
    assert said in render(message, "en") and "01A001" in render(message, "th")


def test_land_without_a_use_is_told_and_the_rest_goes_on():
    shares = land_items(land(used(AGRI, 7_500)), LAW)
    assert told(shares) == [("agri", "", 225_000_000)]
    assert [one.value for one in shares.left_out] == [75_000_000]


def test_floors_without_a_use_are_told_and_the_rest_goes_on():
    uses = [BuildingUse("1", "1", 90 * 10_000)]
    shares = land_items(land(used(HOME), buildings=[house(uses=uses)]), LAW)
    assert told(shares) == [("residential", "land_building", 375_000_000)]
    assert [one.value for one in shares.left_out] == [125_000_000]


def test_more_floors_in_use_than_there_are_is_told():
    uses = [BuildingUse("1", "1", 121 * 10_000)]
    shares = land_items(land(used(HOME), buildings=[house(uses=uses)]), LAW)
    assert not shares.items and "do not fit" in render(shares.left_out[0].message, "en")


def test_vacant_land_tells_its_years():
    shares = land_items(land(used(VACANT, vacant_years=4)), LAW)
    assert [one.vacant_years for one in shares.items] == [4]


def test_temple_land_is_outside_the_tax_but_what_it_lets_is_not():
    """s.8 (5), by part: 1/4 of the land let as a market is taxed."""
    uses = used(OTHER, 7_500, outside="5"), used(OTHER, 2_500, "u2", is_let=True)
    shares = land_items(land(*uses, buildings=[house(site="u1")]), LAW)
    assert told(shares) == [("other", "", 75_000_000)]
    assert [one.value for one in shares.outside] == [225_000_000 + 2 * M] and not shares.left_out
    assert "Religious" in render(shares.outside[0].message, "en")


def test_a_reduction_of_the_use_goes_with_its_items():
    shares = land_items(land(used(HOME, reduction="inherited_home")), LAW)
    assert [one.reductions for one in shares.items] == [("inherited_home",)]


codes = st.sampled_from([AGRI, HOME, OTHERS_HOME, "4", OTHER, VACANT, SEVERAL, "x"])
areas = st.one_of(st.none(), st.integers(-1, 12_000))
amounts = st.integers(0, 10**12)
payers = st.sampled_from([KOR, KHOR])
floor_uses = st.lists(
    st.builds(BuildingUse, st.just("f"), st.sampled_from(["1", "2", "3", "4", "5", "8"]), areas),
    max_size=3,
)


@st.composite
def lands(draw):
    rows = draw(st.lists(st.builds(LandUse, st.just("u"), codes, areas), max_size=3))
    uses = [LandUse(f"u{n}", row.use_type, row.area) for n, row in enumerate(rows)]
    houses = [
        Building(
            f"b{n}",
            f"01A001-B00{n}",
            draw(payers),
            draw(amounts),
            draw(st.integers(0, 10_000)),
            tuple(draw(floor_uses)),
            draw(st.sampled_from(["", "u0", "u1", "gone"])),
            draw(st.one_of(st.none(), st.integers(0, 10_000))),
            draw(st.one_of(st.none(), st.integers(0, 10_000))),
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    return land(*uses, buildings=houses, value=draw(amounts), area=draw(st.integers(0, 12_000)))


@given(lands())
def test_every_satang_is_taxed_or_left_out(case):
    shares = land_items(case, LAW)
    whole = case.value + sum(one.value for one in case.buildings)
    told = sum(one.value for one in (*shares.items, *shares.left_out))
    assert told == whole
    assert all(one.value >= 0 for one in shares.items)
    assert len({one.key for one in shares.items}) == len(shares.items)


@given(st.integers(1_000, 10**12), st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_shares_add_up_and_none_is_a_satang_off(value, weights):
    shares = divide(value, weights)
    assert sum(shares) == value
    for share, weight in zip(shares[:-1], weights):
        assert abs(share * sum(weights) - value * weight) * 2 <= sum(weights)


def test_a_few_satang_for_many_leave_none_below_zero():
    assert divide(3, [1] * 6) == [1, 1, 1, 0, 0, 0]
