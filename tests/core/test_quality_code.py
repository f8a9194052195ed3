"""Codes that are none, stand twice, or say another place than the land's."""

from __future__ import annotations

from shapely import box

from .quality_case import found, parcels, said, sight, things

LOTS = [box(x, 0, x + 20, 20) for x in range(0, 100, 20)]


def came_with(*codes):
    """Parcels without a code of their own, by the codes they came with."""
    return parcels(*LOTS[: len(codes)], parcel_code=[None] * len(codes), source_code=codes)


def test_a_parcel_without_any_code():
    seen = sight(parcel=came_with(None, "-", "None", "01A001"))
    assert things("code_blank", seen) == [("p1",), ("p2",), ("p3",)]
    assert things("code_form", seen) == []


def test_what_is_no_code_says_why():
    seen = sight(parcel=came_with("01-A-001", "01A0001", "01A001", "๐๑A๐๐๒"))
    assert things("code_form", seen) == [("p1",), ("p2",)]
    assert "01A0001" in said("code_form", seen)[1]


def test_a_code_on_several_parcels_names_them_all_the_one_that_has_it_first():
    rows = came_with("01A002", "01A002", "01A001")
    rows[1]["parcel_code"] = "01A002"
    seen = sight(parcel=rows)
    assert things("code_duplicate", seen) == [("p2", "p1")]
    assert said("code_duplicate", seen) == ["Code 01A002 stands on 2 parcels."]
    assert found("code_duplicate", seen)["touched"].tolist() == [400]


def test_columns_that_say_another_code():
    rows = parcels(
        *LOTS[:3], zone_code=["01"] * 3, block_code=["01A"] * 3, lot=["001", "009", None]
    )
    assert things("code_parts", sight(parcel=rows)) == [("p2",)]


def test_the_code_of_another_block():
    block = [
        {"uuid": "k1", "block_code": "01A", "geom": box(0, 0, 30, 20)},
        {"uuid": "k2", "block_code": "01B", "geom": box(30, 0, 100, 20)},
    ]
    seen = sight(parcel=parcels(*LOTS[:3]), block=block)
    assert said("code_elsewhere", seen) == ["01A003 lies in block 01B."]


def test_the_code_of_a_block_that_nobody_has_drawn():
    block = [{"uuid": "k1", "block_code": "01A", "geom": box(0, 0, 30, 20)}]
    rows = parcels(*LOTS[:4], parcel_code=["10A001", "01A002", "10A003", "01A004"])
    seen = sight(parcel=rows, block=block)
    assert said("code_elsewhere", seen) == ["10A001 lies in block 01A."]
    assert things("code_elsewhere", sight(parcel=rows)) == []


def test_a_parcel_without_a_code_in_another_block_than_its_columns_or_its_old_code_say():
    block = [
        {"uuid": "k1", "block_code": "01A", "geom": box(0, 0, 20, 20)},
        {"uuid": "k2", "block_code": "01B", "geom": box(20, 0, 100, 20)},
    ]
    rows = came_with(None, "01A002", "01A003", None)
    for row, columns in zip(rows, [("01", "01A"), ("01", "01B"), (None, None), ("1", "A")]):
        row["zone_code"], row["block_code"] = columns
    seen = sight(parcel=rows, block=block)
    assert things("code_elsewhere", seen) == [("p3",), ("p4",)]
    assert said("code_elsewhere", seen)[0].endswith(
        "is entered under block 01A and lies in block 01B."
    )


def test_a_parcel_in_another_zone_is_told_once():
    zone = [
        {"uuid": "z1", "zone_code": "01", "geom": box(0, 0, 20, 20)},
        {"uuid": "z2", "zone_code": "02", "geom": box(20, 0, 100, 20)},
    ]
    block = [
        {"uuid": "k1", "block_code": "01A", "geom": box(0, 0, 40, 20)},
        {"uuid": "k2", "block_code": "02A", "geom": box(40, 0, 60, 20)},
    ]
    seen = sight(parcel=parcels(*LOTS[:3]), zone=zone, block=block)
    assert said("code_elsewhere", seen) == ["01A002 lies in zone 02.", "01A003 lies in block 02A."]


def test_a_code_that_another_parcel_had_in_force():
    retired = [
        {"uuid": "r1", "table_name": "parcel", "code": "01A001", "subject_uuid": "old"},
        {"uuid": "r2", "table_name": "parcel", "code": "01A002", "subject_uuid": "p2"},
        {"uuid": "r3", "table_name": "building", "code": "01A003", "subject_uuid": "old"},
    ]
    seen = sight(parcel=parcels(*LOTS[:3]), retired_code=retired)
    assert said("code_retired", seen) == ["Code 01A001 was another parcel's before."]


def test_numbers_that_no_parcel_of_a_block_ever_had():
    rows = parcels(*LOTS[:3], parcel_code=["01A001", "01A004/001", "01A009"])
    retired = [{"uuid": "r", "table_name": "parcel", "code": "01A003", "subject_uuid": "old"}]
    block = [{"uuid": "k1", "block_code": "01A", "geom": box(0, 0, 100, 20)}]
    seen = sight(parcel=rows, block=block, retired_code=retired)
    assert said("code_gaps", seen) == ["Block 01A has no parcel with 5 numbers: 002, 005–008."]


def test_an_empty_map():
    for id in ("code_blank", "code_form", "code_duplicate", "code_parts", "code_elsewhere"):
        assert things(id, sight()) == []
    assert things("code_retired", sight()) == things("code_gaps", sight()) == []
