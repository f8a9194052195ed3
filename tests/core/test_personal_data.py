"""Personal data is found, named by column, and never repeated. All people are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.message import render
from taxmap_plugin.core.value_kinds import is_id_number, kind_shares
from taxmap_plugin.core.values import personal_data_columns


def id_number(serial: int) -> str:
    """An invented ID number: starts with 9, its check digit is right."""
    digits = f"9{serial:011d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1)))
    return digits + str((11 - total % 11) % 10)


@given(st.integers(0, 10**11 - 1), st.integers(0, 12), st.integers(1, 9))
def test_the_check_digit_finds_every_single_wrong_digit(serial: int, place: int, change: int):
    right = id_number(serial)
    digit = str((int(right[place]) + change) % 10)
    wrong = right[:place] + digit + right[place + 1 :]
    assert is_id_number(right)
    if place == 12:
        assert not is_id_number(wrong)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (id_number(1), True),
        ("9-0000-00000-01-2", True),
        ("๙๐๐๐๐๐๐๐๐๐๐๑๒", True),
        ("9000000000013", False),  # wrong check digit
        ("900000000001", False),
        ("46034", False),
        ("", False),
    ],
)
def test_id_numbers(text: str, expected: bool):
    assert is_id_number(text) == expected


def test_columns_with_personal_data_are_named():
    frame = pd.DataFrame(
        {
            "PARCEL_COD": ["01A001", "01A002", "01A003"],
            "Field_2": [id_number(1), id_number(2), None],
            "Field_3": ["นายสาธิต ใจดี", "บริษัท สาธิต จำกัด", "-"],
            "Field_4": ["0-9000-0000", "090-000-0000", None],
            "fname": ["สมใจ", "สาธิต", None],
            "lname": [None, "-", ""],
            "NWAH": [12.5, 3.0, 99.0],
            "remark": ["แปลงว่าง", "รอรังวัด", "ซ้ำ"],
            "contact": ["somjai@example.org", None, None],
        }
    )
    found = {personal.column: personal for personal in personal_data_columns(frame)}
    assert {name: (personal.kind, personal.by) for name, personal in found.items()} == {
        "Field_2": ("id_number", "values"),
        "Field_3": ("person_name", "values"),
        "Field_4": ("telephone", "values"),
        "fname": ("person_name", "header"),
        "contact": ("email", "values"),
    }


def test_one_id_number_among_a_thousand_remarks_is_still_one():
    remarks = [f"หมายเหตุ {i}" for i in range(999)] + [id_number(5)]
    (found,) = personal_data_columns(pd.DataFrame({"remark": remarks}))
    assert (found.kind, found.share) == ("id_number", 0.001)


def test_the_message_names_the_column_and_no_value():
    frame = pd.DataFrame({"13 หลัก": [id_number(7)], "ชื่อ": ["สมใจ"]})
    for personal in personal_data_columns(frame):
        for language in ("th", "en"):
            text = render(personal.message, language)
            assert personal.column in text
            assert id_number(7) not in text and "สมใจ" not in text


def test_numbers_of_13_digits_that_are_no_ids_are_not_personal():
    numbers = [str(8_000_000_000_000 + 11 * i) for i in range(50)]
    wrong = [number for number in numbers if not is_id_number(number)]
    assert personal_data_columns(pd.DataFrame({"serial": wrong})) == []


def test_what_values_look_like_is_counted_in_rows():
    shares = kind_shares(pd.Series(["1:4000"] * 9 + ["400", None, "-"]))
    assert shares["map_scale"] == 0.9


def test_real_layers_hold_no_personal_data(shared_data: Path):
    for layer in ("parcel", "building"):
        path = shared_data / "thai_taxmap" / f"{layer}.geojson"
        features = json.loads(path.read_text("utf-8"))["features"]
        frame = pd.DataFrame([feature["properties"] for feature in features])
        assert personal_data_columns(frame) == []
