"""A temple's 100 ตร.ว. at 8,000 baht (800,000 baht, other use): what of it is taxed, by s.8 (5)."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from shapely import box

from taxmap_plugin.core.land_tax import assess
from taxmap_plugin.core.land_tax_bulk import assess_items
from taxmap_plugin.core.law import Law
from taxmap_plugin.core.law_table import OfficeRule
from taxmap_plugin.core.message import render
from taxmap_plugin.core.tax_register import on_first_of_january
from taxmap_plugin.core.use_share import land_items
from taxmap_plugin.core.use_share_bulk import items_of

from .test_tax_register import Town

BAHT = 100
LAW = Law(2569)
AS_USUAL = Law(
    2569, [OfficeRule("choice", ("special_unseen",), "default", "taxed", 2563, None, "ทดสอบ")]
)


def temple(**special) -> Town:
    made = Town()
    place = {"document_area": 10_000, "geom": box(0, 0, 20, 20)}
    made.add("parcel", uuid="p1", parcel_code="01A001", **place)
    made.add("land_price", parcel_uuid="p1", price_per_wah=8_000 * BAHT)
    made.add("owner", uuid="ว", person_type="7").add("owner", uuid="ก", person_type="1")
    made.add("ownership", owner_uuid="ว", parcel_uuid="p1")
    made.add("building_price", building_type="103", price_per_m2=8_000 * BAHT)
    return looked_at(made, **special) if special else made


def looked_at(made, ruling, answers=None, **row):
    usual = {"uuid": "s1", "kind": "temple", "parcel_uuid": "p1"}
    answers = json.dumps(answers or {})
    return made.add("special_property", **{**usual, **row}, ruling=ruling, answers=answers)


def other_use(made, **row):
    return made.add("land_use", **{"uuid": "u1", "parcel_uuid": "p1", "use_type": "5", **row})


def house(made, **row):
    """100 m² × 8,000 × 90 % = 720,000 baht."""
    usual = {"uuid": "b1", "building_code": "B1", "parcel_uuid": "p1", "building_type": "103"}
    more = {"structure": "2", "floor_area_m2": 100.0, "built_year": 2558}
    return made.add("building", **{**usual, **more, **row})


def worked(made, law=LAW):
    """Tax, value left out and value outside, in baht; both ways give the same."""
    holding = on_first_of_january(made.tables(), law)
    shares = items_of(holding.frames, law)
    tax = int(assess_items(shares.items, law)["tax"].sum())
    lands = holding.explained(holding.frames.lands["key"].tolist(), law)
    plain = [land_items(land, law) for land in lands]
    assert sum(bill.tax for bill in assess([i for p in plain for i in p.items], law)) == tax
    left_out = [*holding.left_out, *shares.left_out]
    outside = [*holding.outside, *shares.outside]
    sums = [sum(one.value for one in some) // BAHT for some in (left_out, outside)]
    told = [render(one.message, "en") for one in (*left_out, *outside)]
    return (tax // BAHT, *sums), " ".join(told)


def test_what_nobody_has_looked_at_is_left_out_and_told_with_its_value():
    numbers, told = worked(other_use(temple()))
    assert numbers == (0, 800_000, 0) and "nobody has looked at it" in told


def test_the_office_may_choose_to_tax_it_as_all_other_property():
    """800,000 × 0.3 %."""
    assert worked(other_use(temple()), AS_USUAL)[0] == (2_400, 0, 0)


def test_a_use_that_is_outside_the_tax_is_a_look_at_it():
    numbers, _ = worked(other_use(temple(), outside_tax="5"))
    assert numbers == (0, 0, 800_000)


@pytest.mark.parametrize(
    ("ruling", "answers", "numbers", "said"),
    [
        ("open", {}, (0, 800_000, 0), "What is it used for?"),
        ("open", {"use": "part_let"}, (0, 800_000, 0), "Area that is let"),
        ("awaits", {"use": "neither"}, (0, 800_000, 0), "awaits a ruling"),
        ("outside", {"use": "worship"}, (0, 0, 800_000), "Religious property"),
        ("taxed", {"use": "all_let"}, (2_400, 0, 0), ""),
        # 25 of 100 ตร.ว. let: 200,000 × 0.3 % = 600
        ("part", {"use": "part_let", "let_area": 2_500}, (600, 0, 600_000), "Religious property"),
        ("part", {"use": "part_let", "let_area": 10_000}, (2_400, 0, 0), ""),
        ("part", {"use": "part_let", "let_area": 10_001}, (0, 800_000, 0), "which part is let"),
    ],
)
def test_each_ruling(ruling, answers, numbers, said):
    found, told = worked(other_use(temple(ruling=ruling, answers=answers)))
    assert found == numbers and said in told


def test_a_ruling_is_told_with_its_letter():
    row = {"ruling": "outside", "ruling_letter": "มท 0808/9999"}
    assert "มท 0808/9999" in worked(other_use(temple(**row)))[1]


def test_where_all_is_answered_what_is_to_be_entered_is_told():
    """State land that is let: who holds it pays (s.5), and is not entered yet."""
    row = {"kind": "state_land", "answers": {"use": "all_let", "holder": "no"}}
    numbers, told = worked(other_use(temple(ruling="open", **row)))
    assert numbers == (0, 800_000, 0) and "enter that person as its holder first" in told


def test_what_stands_on_it_goes_with_the_land():
    """800,000 + 720,000."""
    made = house(other_use(temple(ruling="awaits")))
    assert worked(made)[0] == (0, 1_520_000, 0)


def test_of_several_uses_those_that_are_let_are_the_part():
    """Worship on 60, a market let on 40 of 100 ตร.ว.: 320,000 × 0.3 % = 960; a house on that
    for worship is outside too: 480,000 + 720,000."""
    made = temple(ruling="part", answers={"use": "part_let", "let_area": 4_000})
    other_use(made, area=6_000)
    other_use(made, uuid="u2", area=4_000, used_for="2")
    house(made, land_use_uuid="u1")
    assert worked(made)[0] == (960, 0, 1_200_000)


def test_a_part_that_the_uses_do_not_show_is_told_and_left_out():
    """A building stands there: which part of the land is its, nobody has said."""
    made = house(other_use(temple(ruling="part", answers={"use": "part_let", "let_area": 2_500})))
    numbers, told = worked(made)
    assert numbers == (0, 1_520_000, 0) and "on which row each building stands" in told


@pytest.mark.parametrize(
    ("ruling", "numbers"),
    [
        ("awaits", (2_400, 720_000, 0)),
        ("outside", (2_400, 0, 720_000)),
        ("taxed", (4_560, 0, 0)),
        ("part", (2_400, 720_000, 0)),
    ],
)
def test_a_tower_on_the_land_of_a_person(ruling, numbers):
    """The land is taxed as it is (2,400); the tower of 720,000 awaits, is outside, or is taxed with
    it: 1,520,000 × 0.3 % = 4,560."""
    made = other_use(temple())
    made.rows["ownership"] = [{"owner_uuid": "ก", "parcel_uuid": "p1"}]
    house(made)
    looked_at(made, ruling, kind="telecom", parcel_uuid=None, building_uuid="b1")
    assert worked(made)[0] == numbers


def test_a_building_of_the_state_on_the_land_of_a_person_is_looked_at_too():
    made = other_use(temple())
    made.rows["ownership"] = [
        {"owner_uuid": "ก", "parcel_uuid": "p1"},
        {"owner_uuid": "ว", "building_uuid": "b1"},
    ]
    numbers, told = worked(house(made))
    assert numbers == (2_400, 720_000, 0) and "B1, 01A001" in told


def test_of_several_rows_the_least_sure_one_decides():
    made = other_use(temple(ruling="outside", answers={"use": "worship"}))
    looked_at(made, "awaits", uuid="s2", kind="market")
    assert worked(made)[0] == (0, 800_000, 0)


def test_answers_that_cannot_be_read_are_none():
    made = other_use(temple(ruling="open"))
    made.rows["special_property"][0]["answers"] = "{"
    assert "What is it used for?" in worked(made)[1]
    assert pd.isna(made.tables()["special_property"]["building_uuid"].iloc[0])
