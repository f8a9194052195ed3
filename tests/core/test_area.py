"""Areas as deeds write them (practice.md §3.1: rai·400 + ngan·100 + wa)."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.area import (
    AreaError,
    amount,
    area_problem,
    format_area,
    format_area_of,
    format_square_metres,
    from_rai_ngan_wah,
    from_rai_ngan_wah_columns,
    from_square_metres,
    parse_area,
    to_rai_ngan_wah,
    to_square_metres,
)
from taxmap_plugin.core.message import render

HUNDREDTHS = st.integers(min_value=0, max_value=40_000 * 1_000_000)
WAH = st.one_of(
    st.decimals(min_value=0, max_value=101, places=3),
    st.floats(min_value=0, max_value=101, allow_nan=False),
    st.integers(min_value=0, max_value=101),
)


@pytest.mark.parametrize(
    ("rai", "ngan", "wah", "hundredths", "written"),
    [
        (1, 0, 0, 40_000, "1-0-0"),
        (0, 1, 0, 10_000, "0-1-0"),
        (0, 0, 1, 100, "0-0-1"),
        (1, 2, Decimal("34.5"), 63_450, "1-2-34.5"),
        (1, 2, "34.50", 63_450, "1-2-34.5"),
        ("1,200", "0", "0.25", 48_000_025, "1200-0-0.25"),
        ("๑", "๒", "๓๔.๕", 63_450, "1-2-34.5"),
        (0, 0, 99.994, 9_999, "0-0-99.99"),
        (0, 0, 99.995, 10_000, "0-1-0"),  # rounded half up and carried
        (0, 3, "99.999", 40_000, "1-0-0"),
        (0, 0, 0.285, 29, "0-0-0.29"),  # 0.285 * 100 is 28.499… as a float
        (None, None, 20, 2_000, "0-0-20"),
        ("-", "", 20, 2_000, "0-0-20"),
        (1.5, None, None, 60_000, "1-2-0"),
    ],
)
def test_rai_ngan_wah(rai, ngan, wah, hundredths: int, written: str):
    assert from_rai_ngan_wah(rai, ngan, wah) == hundredths
    assert format_area(hundredths) == written


@pytest.mark.parametrize(
    ("rai", "ngan", "wah", "message_id", "value"),
    [
        (1, 4, 0, "area.too_large", "4"),
        (1, 0, 100, "area.too_large", "100"),
        (1, 0, "๑๒๐", "area.too_large", "๑๒๐"),
        (-1, 0, 0, "area.negative", "-1"),
        (1, "สอง", 0, "area.not_a_number", "สอง"),
        (1, 0, float("inf"), "area.not_a_number", "inf"),
        (10**9, 0, 0, "area.too_large", "1000000000"),
    ],
)
def test_a_slip_is_reported_and_not_carried(rai, ngan, wah, message_id: str, value: str):
    problem = area_problem(rai, ngan, wah)
    assert problem is not None
    assert (problem.id, problem.params["value"]) == (message_id, value)
    with pytest.raises(AreaError) as error:
        from_rai_ngan_wah(rai, ngan, wah)
    assert error.value.message == problem


@given(HUNDREDTHS)
def test_taken_apart_written_and_read_again(hundredths: int):
    rai, ngan, wah = to_rai_ngan_wah(hundredths)
    assert 0 <= ngan <= 3 and 0 <= wah < 100
    assert from_rai_ngan_wah(rai, ngan, wah) == hundredths
    assert parse_area(format_area(hundredths)) == hundredths


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("1-2-34.50", 63_450),
        ("1 - 2 - 34.5", 63_450),
        ("1–2–34", 63_400),
        ("๑-๒-๓๔.๕", 63_450),
        ("1-2-34 ตร.ว.", 63_400),
        ("1 ไร่ 2 งาน 34 ตร.ว.", 63_400),
        ("1 ไร่ 2 งาน 34.5 ตารางวา", 63_450),
        ("1ไร่2งาน34วา", 63_400),
        ("2 งาน", 20_000),
        ("3 ไร่", 120_000),
        ("34.5 ตร.วา", 3_450),
        ("1 ไร่ - งาน 34 ตร.ว.", 43_400),
        ("34 5/10 ตารางวา", 3_450),
        ("1-2-34 5/10", 63_450),
        ("1,200-0-0", 48_000_000),
        (None, None),
        ("", None),
        ("-", None),
    ],
)
def test_areas_as_cells_say_them(text, hundredths):
    assert parse_area(text) == hundredths


@pytest.mark.parametrize("text", ["120", "1-2", "หนึ่งไร่", "1-4-0", "1-2-100", "5/0 ตร.ว.", "ไร่"])
def test_what_is_no_area_is_named(text: str):
    with pytest.raises(AreaError) as error:
        parse_area(text)
    assert text in str(error.value) or error.value.message.id == "area.too_large"


@pytest.mark.parametrize(
    ("square_metres", "hundredths"),
    [(4, 100), (1600, 40_000), (0.02, 1), (0.0199, 0), (1601, 40_025)],
)
def test_square_metres(square_metres: float, hundredths: int):
    assert from_square_metres(square_metres) == hundredths


@given(HUNDREDTHS)
def test_square_metres_there_and_back(hundredths: int):
    assert from_square_metres(to_square_metres(hundredths)) == hundredths


@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.integers(-1, 50)),
            st.one_of(st.none(), st.integers(-1, 5)),
            st.one_of(st.none(), WAH, st.just("x")),
        ),
        max_size=20,
    )
)
def test_the_fast_column_equals_the_plain_path(rows: list):
    frame = pd.DataFrame(rows, columns=["rai", "ngan", "wah"], dtype=object)
    area, wrong = from_rai_ngan_wah_columns(frame["rai"], frame["ngan"], frame["wah"])
    for i, row in enumerate(rows):
        assert wrong[i] == (area_problem(*row) is not None)
        if wrong[i] or all(part is None for part in row):
            assert area[i] is pd.NA
        else:
            assert area[i] == from_rai_ngan_wah(*row)


@given(st.lists(st.floats(0, 99.99), min_size=1, max_size=50))
def test_the_fast_path_of_floats_equals_the_plain_path(wah: list):
    zeros = pd.Series([0.0] * len(wah))
    area, wrong = from_rai_ngan_wah_columns(zeros, zeros, pd.Series(wah))
    assert not wrong.any()
    assert area.tolist() == [from_rai_ngan_wah(0, 0, value) for value in wah]


@pytest.mark.parametrize("decimals", [2, 3])
def test_every_half_is_rounded_up_as_decimals_would(decimals: int):
    wah = pd.Series(np.arange(100 * 10**decimals) / 10**decimals)
    zeros = pd.Series(np.zeros(len(wah)))
    area, _ = from_rai_ngan_wah_columns(zeros, zeros, wah)
    exact = [(i * 1000 // 10**decimals + 5) // 10 for i in range(len(wah))]
    assert area.tolist() == exact


def test_tenths_of_a_wah_and_the_index_are_kept():
    frame = pd.DataFrame(
        {"rai": ["1", None], "ngan": ["2", "-"], "wah": ["34", ""], "subwah": ["5", "NULL"]},
        index=["ก", "ข"],
    )
    area, wrong = from_rai_ngan_wah_columns(*(frame[name] for name in frame))
    assert area["ก"] == 63_450 and area["ข"] is pd.NA
    assert str(area.dtype) == "Int64" and not wrong.any()


@pytest.mark.parametrize(
    ("m2", "thai", "english"),
    [
        (5340.92, "3-1-35.23 ร-ง-ว (5,340.92 ตร.ม.)", "3-1-35.23 (5,340.92 m²)"),
        (400.0, "0-1-0 ร-ง-ว (400.00 ตร.ม.)", "0-1-0 (400.00 m²)"),
        (0.0003, "0.0003 ตร.ม.", "0.0003 m²"),  # between two boundaries that missed each other
    ],
)
def test_all_messages_say_an_area_in_one_way(m2, thai, english):
    assert (render(amount(m2), "th"), render(amount(m2), "en")) == (thai, english)


@pytest.mark.parametrize(
    ("m2", "rai", "metres"),
    [
        (0.0, "0-0-0", "0.00"),
        (0.0007, "<0-0-0.01", "0.0007"),
        (0.01, "<0-0-0.01", "0.01"),
        (0.04, "0-0-0.01", "0.04"),
        (1_234.567, "0-3-8.64", "1,234.57"),
    ],
)
def test_ground_is_never_shown_as_none(m2, rai, metres):
    assert (format_area_of(m2), format_square_metres(m2)) == (rai, metres)
