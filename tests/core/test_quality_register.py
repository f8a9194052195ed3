"""Documents, owners, uses and prices that do not fit; personal data are never repeated."""

from __future__ import annotations

from shapely import box

from .quality_case import found, parcels, said, sight, things

LOT = box(0, 0, 40, 30)  # 1,200 m² = 300 ตร.ว. = 30,000 hundredths
LAND = parcels(LOT, box(40, 0, 80, 30))


def title(uuid: str, parcel: str | None, **values):
    return {"uuid": uuid, "parcel_uuid": parcel, "deed_no": uuid.upper(), **values}


def test_area_of_the_map_against_that_of_the_document():
    """Of 333 ตร.ว. 33.3 are allowed, and 300 are 33 less; of 334 only 33.4, and it is 34."""
    seen = sight(parcel=LAND, title_document=[title("t1", "p1", document_area=33_300)])
    assert said("area_differs", seen) == []
    seen = sight(parcel=LAND, title_document=[title("t1", "p1", document_area=33_400)])
    assert said("area_differs", seen) == [
        "01A001 has 0-3-0 (1,200.00 m²) on the map and 0-3-34 (1,336.00 m²) on the document;"
        " 0-0-33.4 (133.60 m²) are allowed."
    ]
    assert found("area_differs", seen)["touched"].tolist() == [136.0]


def test_the_scale_that_it_was_drawn_from_has_its_own_tolerance():
    """300 ตร.ว. on the map. On a deed of 315.7, 15.7 are missing, 5.0 %; of 315.9 15.9; of 323 23,
    7.1 %; of 334 34, 10.2 %."""
    fine, coarse = (31_570, 31_590), (33_300, 33_400)
    by_scale = {500: fine, 1000: fine, 2000: (32_250, 32_300), 4000: coarse, None: coarse}
    for scale, (most, too_much) in by_scale.items():
        rows = [parcels(LOT, document_area=[one], map_scale=[scale]) for one in (most, too_much)]
        told = [things("area_differs", sight(parcel=one)) for one in rows]
        assert told == [[], [("p1",)]], scale
    rows = parcels(LOT, document_area=[31_590], map_scale=[1000])
    assert things("area_differs", sight(parcel=rows), share_1000=6) == []
    assert things("area_differs", sight(parcel=rows), share_4000=5, share_1000=6) == []


def test_several_documents_of_a_parcel_count_together():
    titles = [title("t1", "p1", document_area=15_000), title("t2", "p1", document_area=15_000)]
    assert things("area_differs", sight(parcel=LAND, title_document=titles)) == []


def test_areas_that_nobody_knows_are_not_compared():
    """One of two documents states none; a parcel is not drawn."""
    titles = [title("t1", "p1", document_area=15_000), title("t2", "p1")]
    seen = sight(parcel=LAND, title_document=titles)
    assert things("area_differs", seen) == []
    rows = parcels(LOT, None, document_area=[None, 30_000])
    seen = sight(parcel=rows, land_use=[use("u1", "p2", 30_000)])
    assert things("area_differs", seen) == [] and things("use_sum", seen) == []
    seen = sight(parcel=parcels(None), land_use=[use("u1", "p1", 30_000)])
    assert things("use_sum", seen) == []


def use(uuid: str, parcel: str | None, area: int | None, year: int = 2569):
    return {"uuid": uuid, "parcel_uuid": parcel, "tax_year": year, "area": area}


def test_uses_that_are_more_or_less_than_the_parcel():
    """The last year counts; of 300 ตร.ว. 3 may be missing (1 %)."""
    uses = [use("u1", "p1", 20_000), use("u2", "p1", 9_800), use("u3", "p1", 30_000, 2568)]
    assert things("use_sum", sight(parcel=LAND, land_use=uses)) == []
    uses += [use("u4", "p2", 20_000)]
    assert said("use_sum", sight(parcel=LAND, land_use=uses)) == [
        "The uses of 01A002 are 0-2-0 (800.00 m²) in sum, of 0-3-0 (1,200.00 m²)."
    ]


def test_a_use_that_is_filed_under_the_document_alone_counts_for_its_parcel():
    titles = [{"uuid": "t", "deed_no": "1", "parcel_uuid": "p2"}]
    uses = [{**use("u1", None, 20_000), "title_document_uuid": "t"}]
    seen = sight(parcel=LAND, title_document=titles, land_use=uses)
    assert things("use_sum", seen) == [("p2",)]
    uses += [use("u2", "p2", 10_000)]
    assert things("use_sum", sight(parcel=LAND, title_document=titles, land_use=uses)) == []


def test_an_id_number_is_judged_by_its_check_digit_and_never_repeated():
    """1·13 + 2·12 + … of 123456789012 is 352; 11 − 352 mod 11 = 11, so the digit is 1."""
    owners = [{"uuid": f"o{at}", "owner_key": f"K{at}"} for at in (1, 2, 3)]
    private = [
        {"uuid": "q1", "owner_uuid": "o1", "id_number": "1234567890121", "house_no": "1"},
        {"uuid": "q2", "owner_uuid": "o2", "id_number": "1234567890122"},
        {"uuid": "q3", "owner_uuid": "o3"},
    ]
    seen = sight(owner=owners, owner_private=private)
    assert things("owner_id", seen) == [("o2",)]
    assert said("owner_id", seen) == ["The ID number of owner K2 is no ID number."]
    assert things("owner_address", seen) == [("o2",), ("o3",)]


def test_an_owner_of_whom_no_address_is_known_and_words_that_say_nothing():
    owners = [{"uuid": f"o{at}", "owner_key": f"K{at}"} for at in (1, 2, 3, 4)]
    private = [
        {"uuid": "q2", "owner_uuid": "o2", "house_no": "", "moo": "", "id_number": ""},
        {"uuid": "q3", "owner_uuid": "o3", "house_no": "-", "tambon": " ", "id_number": "-"},
        {"uuid": "q4", "owner_uuid": "o4", "house_no": "-", "moo": "4"},
    ]
    seen = sight(owner=owners, owner_private=private)
    assert things("owner_address", seen) == [("o1",), ("o2",), ("o3",)]
    assert things("owner_id", seen) == []


def share(uuid: str, part: int, whole: int, **more):
    return {
        "uuid": uuid,
        "owner_uuid": f"o-{uuid}",
        "share_numerator": part,
        "share_denominator": whole,
        **more,
    }


def test_shares_of_today_that_are_not_one():
    rows = [
        share("a", 1, 2, parcel_uuid="p1"),
        share("b", 1, 3, parcel_uuid="p1"),
        share("c", 1, 6, parcel_uuid="p1", to_date="2020-01-01"),
        share("d", 1, 3, title_document_uuid="t2"),
        share("e", 2, 3, title_document_uuid="t2"),
    ]
    seen = sight(parcel=LAND, ownership=rows, title_document=[title("t2", "p2")])
    assert said("shares", seen) == ["The shares in 01A001 are 83.33 % in sum."]


def test_rows_of_a_parcel_and_of_its_document_are_one_whole_together_or_each():
    titles = [title("t1", "p1"), title("t2", "p2"), title("t3", "p2")]
    rows = [
        share("a", 1, 2, parcel_uuid="p1"),
        share("b", 1, 2, title_document_uuid="t1"),
        share("c", 1, 1, parcel_uuid="p2", title_document_uuid="t2"),
        share("d", 1, 1, parcel_uuid="p2", title_document_uuid="t3"),
    ]
    assert things("shares", sight(parcel=LAND, ownership=rows, title_document=titles)) == []
    rows[1:3] = [share("b", 1, 4, title_document_uuid="t1")]
    rows[2]["share_numerator"], rows[2]["share_denominator"] = 1, 0
    assert said("shares", sight(parcel=LAND, ownership=rows, title_document=titles)) == [
        "The shares in 01A001 are 75 % in sum.",
        "The shares in 01A002 are 0 % in sum.",
    ]


def test_shares_in_a_building_a_room_a_sign_and_a_document_without_land_are_called_by_these():
    seen = sight(
        parcel=LAND,
        building=[{"uuid": "b1", "building_code": "01A001-B001"}],
        signboard=[{"uuid": "s1", "signboard_code": "01A001-P001"}],
        condo_unit=[{"uuid": "c1", "unit_no": "9/12", "condo_name": "สาธิตคอนโด"}],
        title_document=[title("t1", None)],
        ownership=[
            share("a", 1, 2, building_uuid="b1", parcel_uuid="p1"),
            share("b", 1, 1, parcel_uuid="p1"),
            share("c", 1, 2, signboard_uuid="s1"),
            share("d", 1, 2, condo_unit_uuid="c1"),
            share("e", 1, 2, title_document_uuid="t1"),
        ],
    )
    told = found("shares", seen)
    assert set(zip(told["table"], told["things"])) == {
        ("building", ("b1",)),
        ("signboard", ("s1",)),
        ("condo_unit", ("c1",)),
        ("title_document", ("t1",)),
    }
    names = ["01A001-B001", "unit 9/12 of สาธิตคอนโด", "01A001-P001", "document no. T1"]
    assert said("shares", seen) == [f"The shares in {name} are 50 % in sum." for name in names]


def test_documents_without_a_parcel_and_parcels_without_a_price():
    priced = title("t1", "p1", price_per_wah=500_00)
    seen = sight(parcel=LAND, title_document=[priced, title("t2", None)])
    assert said("document_without_parcel", seen) == ["Document T2 belongs to no parcel."]
    large = [title("t2", None, document_area=30_000), title("t3", None)]
    touched = found("document_without_parcel", sight(parcel=LAND, title_document=large))["touched"]
    assert touched.tolist() == [1_200.0, 0.0], "300 ตร.ว. are 1,200 m²; of the other none is known"
    assert things("price_missing", seen) == []  # of the second nothing says that it is taxed
    seen = sight(parcel=LAND, title_document=[priced, title("t2", "p2")])
    assert said("price_missing", seen) == ["01A002 has no price."]
    for taxed in (
        {"ownership": [share("a", 1, 1, parcel_uuid="p2")]},
        {"land_use": [use("u1", "p2", 30_000)]},
        {"building": [{"uuid": "b1", "parcel_uuid": "p2"}]},
    ):
        seen = sight(parcel=LAND, title_document=[priced], **taxed)
        assert things("price_missing", seen) == [("p2",)]
    seen = sight(parcel=LAND, title_document=[title("t2", "p2")])
    assert things("price_missing", seen) == []  # no prices came in yet


def test_a_building_without_a_type_and_its_land_without_a_use():
    house = {"uuid": "b1", "building_code": "01A001-B001", "parcel_uuid": "p1"}
    seen = sight(parcel=LAND, building=[house], land_use=[use("u1", "p2", None)])
    assert said("building_type_missing", seen) == ["The type of 01A001-B001 is not known."]
    assert said("use_missing", seen) == ["01A001 has a building and no land use."]


def test_used_land_that_was_not_assessed():
    rows = [{"uuid": "a1", "parcel_uuid": "p1", "tax_year": 2569, "state": "draft"}]
    uses = [use("u1", "p1", 1), use("u2", "p2", 1)]
    assert things("assessment_missing", sight(parcel=LAND, land_use=uses)) == []
    seen = sight(parcel=LAND, land_use=uses, assessment=rows)
    assert said("assessment_missing", seen) == ["01A002 is not assessed."]
    cancelled = [*rows, {**rows[0], "uuid": "a2", "parcel_uuid": "p2", "state": "cancelled"}]
    seen = sight(parcel=LAND, land_use=uses, assessment=cancelled)
    assert things("assessment_missing", seen) == [("p2",)]


def test_land_outside_the_tax_needs_no_assessment_and_uses_may_be_filed_under_documents():
    rows = [{"uuid": "a1", "parcel_uuid": "p1", "tax_year": 2569, "state": "sent"}]
    of_title = {**use("u1", None, 1), "title_document_uuid": "t2"}
    titles = [title("t2", "p2")]
    seen = sight(parcel=LAND, land_use=[of_title], assessment=rows, title_document=titles)
    assert things("assessment_missing", seen) == [("p2",)]
    temple = {**of_title, "outside_tax": "5"}
    seen = sight(parcel=LAND, land_use=[temple], assessment=rows, title_document=titles)
    assert things("assessment_missing", seen) == []


def test_an_empty_workspace():
    for id in ("area_differs", "use_sum", "owner_id", "shares", "use_missing", "price_missing"):
        assert things(id, sight()) == []


def test_no_share_is_below_nothing_or_above_the_whole_also_where_they_make_one_together():
    held = [share("a", 3, 2, parcel_uuid="p1"), share("b", -1, 2, parcel_uuid="p1")]
    seen = sight(parcel=LAND, ownership=held)
    assert said("shares", seen) == [
        "A share in 01A001 is 150 %, and no share is below 0 or above 100 %."
    ]
