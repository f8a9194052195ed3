"""Buildings and signs on their parcels, with the codes they would get."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point, Polygon, box

from taxmap_plugin.core.code_style import CodeStyle
from taxmap_plugin.core.message import render
from taxmap_plugin.core.unit_place import place_units, suggest_unit_codes

STYLE = CodeStyle.load()
PARCELS = np.array([box(0, 0, 20, 20), box(20, 0, 40, 20), box(50, 0, 70, 20)], dtype=object)
CODES = ["01A001", "01A002", None]
NAMES = ["01A001", "01A002", "(ไม่มีรหัส)"]


def shapes(*found):
    result = np.empty(len(found), dtype=object)
    result[:] = found
    return result


@pytest.mark.parametrize(
    ("unit", "parcel", "straddles", "note"),
    [
        (box(2, 2, 8, 8), 0, False, None),
        (box(10.4, 0, 20.4, 10), 0, False, None),  # 4 % over the boundary is drawing
        (box(16, 0, 26, 10), 1, True, "straddles"),
        (box(36, 0, 46, 10), 1, False, "mostly_off"),  # 40 % on land
        (box(41, 0, 49, 10), -1, False, "nowhere"),
        (Point(5, 5), 0, False, None),
        (Point(20, 5), 0, True, "straddles"),  # a sign on the boundary
        (Point(43, 5), -1, False, "nowhere"),
        (None, -1, False, "no_place"),
        (Polygon(), -1, False, "no_place"),
    ],
)
def test_where_a_unit_stands(unit, parcel, straddles, note):
    found = place_units(shapes(unit), PARCELS, NAMES).iloc[0]
    assert (found["parcel"], found["straddles"]) == (parcel, straddles)
    assert (found["note"].id if found["note"] else None) == (note and f"unit_place.{note}")


def test_both_parcels_under_a_unit_are_named():
    (note,) = place_units(shapes(box(16, 0, 26, 10)), PARCELS, NAMES)["note"]
    assert render(note, "en").startswith("It stands on two parcels: 60 % on 01A002, 40 % on 01A001")
    assert "แปลง 01A001 40 %" in render(note, "th")


def test_what_stands_on_neither_of_two_parcels_is_told_too():
    """10 m wide across the corner of both parcels: a quarter on each, half in the street."""
    (note,) = place_units(shapes(box(15, -5, 25, 5)), PARCELS, NAMES)["note"]
    assert render(note, "en").startswith(
        "It stands on two parcels, 25 % on 01A001 and 25 % on 01A002, and the rest (50 %)"
    )


def test_without_a_parcel_the_nearest_is_told():
    found = place_units(shapes(Point(43, 5), box(46, 0, 48, 2), Point(5, 5)), PARCELS, NAMES)
    assert found["nearest"].tolist() == [1, 2, -1]
    assert found["distance"].tolist()[:2] == [3, 2]
    assert np.isnan(found["distance"].iat[2])
    assert found["note"].iat[0].params["distance"] == "3.0"


def test_no_parcels_and_no_units():
    found = place_units(shapes(Point(1, 1)), shapes(), [])
    assert found["note"].iat[0].id == "unit_place.no_place"
    assert len(place_units(shapes(), PARCELS, NAMES)) == 0


def test_codes_go_on_after_the_greatest_ever_given_largest_building_first():
    units = shapes(
        box(1, 1, 4, 4), box(5, 5, 15, 15), box(22, 1, 25, 4), box(52, 1, 55, 4), Point(45, 5)
    )
    existing = ["01A001-B004", "01A001-P009", "เก่า"]
    placed = place_units(units, PARCELS, NAMES)
    found = suggest_unit_codes(units, placed, CODES, "building", existing, STYLE)
    assert found["code"].tolist() == ["01A001-B006", "01A001-B005", "01A002-B001", None, None]
    assert [reason.id.partition(".")[2] for reason in found["reason"]] == [
        *["next_unit"] * 3,
        "without_code",
        "no_parcel",
    ]


def test_signs_are_numbered_from_north_to_south_and_west_to_east():
    units = shapes(Point(5, 1), Point(9, 9), Point(3, 9))
    placed = place_units(units, PARCELS, NAMES)
    found = suggest_unit_codes(units, placed, CODES, "signboard", [], STYLE)
    assert found["code"].tolist() == ["01A001-P003", "01A001-P002", "01A001-P001"]


def test_a_full_parcel_leaves_the_others_their_codes():
    units = shapes(Point(5, 5), Point(25, 5))
    placed = place_units(units, PARCELS, NAMES)
    found = suggest_unit_codes(units, placed, CODES, "building", ["01A001-B999"], STYLE)
    assert found["code"].tolist() == [None, "01A002-B001"]
    assert found["reason"].iat[0].id == "code_suggestion.parcel_full"


@given(
    st.lists(st.tuples(st.integers(0, 39), st.integers(0, 19)), min_size=1, unique=True),
    st.randoms(use_true_random=False),
)
def test_codes_are_unique_and_do_not_depend_on_the_order_of_rows(corners, random):
    def codes(places):
        units = shapes(*(Point(x + 0.5, y + 0.5) for x, y in places))
        placed = place_units(units, PARCELS, NAMES)
        found = suggest_unit_codes(units, placed, CODES, "building", [], STYLE)
        return dict(zip(places, found["code"]))

    first = codes(corners)
    shuffled = corners.copy()
    random.shuffle(shuffled)
    assert len(set(first.values())) == len(corners)
    assert codes(shuffled) == first


@given(st.lists(st.tuples(st.floats(-5, 75), st.floats(-5, 25)), min_size=1, max_size=20))
def test_shares_agree_with_the_areas(corners):
    units = shapes(*(box(x, y, x + 6, y + 4) for x, y in corners))
    found = place_units(units, PARCELS, NAMES)
    areas = shapely.area(shapely.intersection(units[:, None], PARCELS[None, :])) / 24
    assert found["share"].to_list() == pytest.approx(areas.max(axis=1).tolist())
    assert found["second_share"].to_list() == pytest.approx(np.sort(areas, axis=1)[:, -2].tolist())
