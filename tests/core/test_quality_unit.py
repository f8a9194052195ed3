"""Buildings and signs on no land, across a boundary, or filed elsewhere than they stand."""

from __future__ import annotations

from shapely import Point, box

from .quality_case import parcels, said, sight, things

LAND = parcels(box(0, 0, 20, 20), box(20, 0, 40, 20))


def building(uuid: str, code: str | None, shape, **more):
    return {"uuid": uuid, "building_code": code, "geom": shape, **more}


def test_what_only_the_register_knows_is_told_and_is_no_missing_shape():
    seen = sight(parcel=LAND, building=[building("b1", "01A001-B001", None)])
    assert said("unit_not_drawn", seen) == ["01A001-B001 is in the register and not on the map."]
    assert things("shape_missing", seen) == [] and things("unit_no_land", seen) == []


def test_a_building_on_no_land_tells_how_far_it_is():
    seen = sight(parcel=LAND, building=[building("b1", "01A001-B001", box(5, 25, 10, 30))])
    assert said("unit_no_land", seen) == [
        "01A001-B001 stands on no parcel; the nearest is 5.0 m away."
    ]
    lone = sight(building=[building("b1", "01A001-B001", box(0, 0, 5, 5))])
    assert said("unit_no_land", lone) == [
        "01A001-B001 stands on no parcel, and there is none near it."
    ]


def test_a_sign_is_a_point():
    signs = [
        {"uuid": "s1", "signboard_code": "01A001-P001", "geom": Point(5, 5)},
        {"uuid": "s2", "signboard_code": "01A002-P001", "geom": Point(50, 5)},
        {"uuid": "s3", "signboard_code": "01A002-P002", "geom": None},
    ]
    assert things("unit_no_land", sight(parcel=LAND, signboard=signs)) == [("s2",)]


def test_a_building_across_the_boundary_by_more_than_drawing():
    """10 m wide: 2 m beyond are 20 %, 0.4 m are 4 %."""
    seen = sight(
        parcel=LAND,
        building=[
            building("b1", "01A001-B001", box(12, 0, 22, 5)),
            building("b2", "01A001-B002", box(10.4, 10, 20.4, 15)),
        ],
    )
    assert said("unit_across", seen) == ["20 % of 01A001-B001 stands on 01A002 instead of 01A001."]
    assert things("unit_across", seen, share=3) == [("b1", "p2"), ("b2", "p2")]


def test_a_building_with_more_of_it_on_no_land_than_drawing():
    """10 m deep: 6 m beyond the land are 60 %, 2 m are no more than 20 %."""
    seen = sight(
        parcel=LAND,
        building=[
            building("b1", "01A001-B001", box(2, 16, 7, 26)),
            building("b2", "01A001-B002", box(10, 12, 15, 22)),
            building("b3", "01A001-B003", box(18, 18, 22, 28)),
        ],
    )
    assert said("unit_off_land", seen) == [
        "60 % of 01A001-B001 stands on no parcel.",
        "80 % of 01A001-B003 stands on no parcel.",
    ]
    assert things("unit_off_land", seen, share=10) == [("b1",), ("b2",), ("b3",)]


def test_a_code_that_is_none_also_where_it_only_came_with_it():
    seen = sight(
        parcel=LAND,
        building=[
            building("b1", "ABC", box(0, 0, 5, 5)),
            building("b2", None, box(5, 5, 9, 9), source_code="01A001-X9"),
            building("b3", "01a001-b003", box(10, 5, 12, 9), source_code="?"),
            building("b4", None, box(10, 10, 12, 12), source_code="-"),
            building("b5", "B001", box(15, 10, 17, 12)),
        ],
    )
    part = "the part after the parcel code must be written like -B001, but is"
    assert said("unit_form", seen) == [
        f"ABC: {part} “ABC”.",
        f"01A001-X9 (code as it came): {part} “X9”.",
        "B001: the code of the parcel before it is missing.",
    ]


def test_a_code_twice_also_where_one_only_came_with_it():
    seen = sight(
        parcel=LAND,
        building=[
            building("b1", "01A001-B001", box(0, 0, 5, 5)),
            building("b2", None, box(10, 0, 15, 5), source_code="01A001-B001"),
            building("b3", None, box(10, 10, 15, 15)),
            building("b4", None, box(0, 10, 5, 15)),
        ],
    )
    assert things("unit_duplicate", seen) == [("b1", "b2")]


def test_a_code_of_a_parcel_that_is_not_there():
    seen = sight(parcel=LAND, building=[building("b1", "01A009-B001", box(0, 0, 5, 5))])
    assert said("unit_parcel_missing", seen) == [
        "01A009-B001 names parcel 01A009, which is not there."
    ]


def test_the_parcel_of_a_code_is_there_as_it_came_or_by_another_code():
    land = [
        {"uuid": "p1", "parcel_code": None, "source_code": "01A009", "geom": LAND[0]["geom"]},
        {"uuid": "p2", "parcel_code": None, "source_code": "01a009 ", "geom": LAND[1]["geom"]},
        {"uuid": "p3", "parcel_code": "01A005", "source_code": "01A004", "geom": None},
    ]
    units = [
        building("b1", "01A009-B001", box(0, 0, 5, 5)),
        building("b2", "01A004-B001", box(0, 10, 5, 15)),
    ]
    assert said("unit_parcel_missing", sight(parcel=land, building=units)) == [
        "01A004-B001 names parcel 01A004, which has the code 01A005 by now."
    ]


def test_filed_under_another_parcel_than_it_stands_on():
    rows = [
        building("b1", "01A002-B001", box(0, 0, 5, 5), parcel_uuid="p2"),
        building("b2", "01A001-B001", box(5, 5, 9, 9), parcel_uuid="p1"),
        building("b3", None, box(5, 12, 9, 16)),
    ]
    assert said("unit_elsewhere", sight(parcel=LAND, building=rows)) == [
        "01A002-B001 is filed under 01A002, and stands on 01A001.",
        "a building without a code (…b3) is filed under no parcel, and stands on 01A001.",
    ]


def test_shapes_that_cannot_be_drawn_stop_nothing():
    nowhere = [
        building("b1", None, None),
        building("b2", None, box(0, 0, 1, 1).difference(box(0, 0, 1, 1))),
    ]
    for id in ("unit_no_land", "unit_across", "unit_elsewhere"):
        assert things(id, sight(parcel=LAND, building=nowhere)) == []
