"""Parcels without a code are told apart, by what an officer knows them by."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.message import Message, render
from taxmap_plugin.core.parcel_name import listed, name_of, place_of

UUID = "0193a7c2-5b1e-7000-8c2d-5f60a1b2c3d4"


@pytest.mark.parametrize(
    ("row", "english", "thai"),
    [
        ({"parcel_code": "01A001", "land_no": "12", "map_sheet": "4746"}, "01A001", "01A001"),
        (
            {"source_code": "04A.005", "land_no": "12"},
            "04A.005 (code as it came)",
            "04A.005 (รหัสตามต้นฉบับ)",
        ),
        (
            {"land_no": "12", "map_sheet": "4746 II 9472-15", "deed_no": "1001"},
            "land no. 12 (sheet 4746 II 9472-15)",
            "เลขที่ดิน 12 ระวาง 4746 II 9472-15",
        ),
        ({"land_no": "12", "deed_no": "1001"}, "document no. 1001", "เอกสารสิทธิเลขที่ 1001"),
        ({"land_no": "12", "deed_no": ""}, "land no. 12", "เลขที่ดิน 12"),
        ({"land_no": None}, "without a code (…a1b2c3d4)", "ที่ยังไม่มีรหัส (…a1b2c3d4)"),
    ],
)
def test_a_parcel_is_called_as_deeds_say_it(row, english, thai):
    told = Message("crossed.whole", codes=[name_of({"uuid": UUID, **row})])
    assert f"does not divide {english}, which" in render(told, "en")
    assert f"แบ่ง {thai} ซึ่ง" in render(told, "th")


def test_parcels_stand_in_the_order_of_their_codes_and_numbers():
    rows = [
        {"parcel_code": "01A002"},
        {"parcel_code": "01A001/002"},
        {"source_code": "1-A-10"},
        {"source_code": "1-A-9"},
        {"parcel_code": "01A001"},
        {"land_no": "10"},
        {"land_no": "9"},
    ]
    ordered = sorted(({"uuid": str(at), **row} for at, row in enumerate(rows)), key=place_of)
    assert [row["uuid"] for row in ordered] == ["3", "2", "4", "1", "0", "6", "5"]


def test_of_many_names_the_first_are_told_and_how_many_more_there_are():
    codes = [f"01A{number:03d}" for number in range(1, 1_214)]
    told = Message("code_place.outside", block="01B", codes=listed(codes))
    assert "Check the codes" in render(told, "en"), "a list that was cut is one of several"
    assert "01A009, 01A010 และอีก 1,203 รายการ" in render(told, "th")
    assert listed(codes[:10]) == codes[:10]
    assert listed(["a", "b"], 9, most=2) == ["a", Message("common.and_more", last="b", count=7)]
