"""Thai text as it comes out of office files."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.thai_text import (
    arabic_digits,
    clean_column,
    clean_text,
    has_name_prefix,
    lookalike_key,
    match_key,
    match_key_column,
    name_key,
    name_key_column,
    split_name_prefix,
    thai_digits,
)

THAI_TEXT = st.text(st.sampled_from("กขคงนมยรวสหอเแโใไะาำิีึืุู่้๊๋์ํ็ๆฯ๐๑๙09AZ -./\n\u200b\u00a0"), max_size=30)
ANY_TEXT = st.one_of(THAI_TEXT, st.text(max_size=30))


@given(st.text(st.sampled_from("09AnaZ"), min_size=1))
def test_a_number_or_code_is_clean_as_it_is(text: str):
    cleaned = clean_text(text + "1")
    assert cleaned == text + "1"
    assert cleaned == clean_text(f"\u200b {text}1 ")  # which is read letter by letter


@pytest.mark.parametrize(
    ("arabic", "thai"),
    [("0632", "๐๖๓๒"), ("506/1", "๕๐๖/๑"), ("01A001", "๐๑A๐๐๑"), ("", ""), ("ไร่", "ไร่")],
)
def test_digits(arabic: str, thai: str):
    assert arabic_digits(thai) == arabic
    assert thai_digits(arabic) == thai


@given(ANY_TEXT)
def test_digits_there_and_back(text: str):
    assert thai_digits(arabic_digits(thai_digits(text))) == thai_digits(text)
    assert arabic_digits(thai_digits(arabic_digits(text))) == arabic_digits(text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("  ที่ดิน  ", "ที่ดิน"),
        ("โฉนด \t ที่ดิน", "โฉนด ที่ดิน"),
        ("\n5838 III 1410-00", "5838 III 1410-00"),
        ("บรรทัด\r\nใหม่", "บรรทัด ใหม่"),
        ("ก\u00a0ข", "ก ข"),
        ("ภาษี\u200bที่ดิน", "ภาษีที่ดิน"),
        ("\ufeffรหัส", "รหัส"),
        ("01A\x00001\x1f", "01A001"),
        ("0632", "0632"),
        ("00", "00"),
        ("506/1", "506/1"),
        ("๐๖๓๒", "๐๖๓๒"),
        (632, "632"),
        (632.0, "632"),
        (np.float64(632.0), "632"),
        ("632.0", "632"),
        ("-3.0", "-3"),
        ("007.0", "007.0"),
        ("632.50", "632.50"),
        (34.5, "34.5"),
        (1e22, "10000000000000000000000"),
        (0.0000001, "0.0000001"),
        (Decimal("12.50"), "12.50"),
        (np.int64(7), "7"),
        (dt.date(2026, 1, 12), "2026-01-12"),
        (pd.Timestamp("2026-01-12"), "2026-01-12"),
        (pd.Timestamp("2026-01-12 08:30"), "2026-01-12 08:30:00"),
    ],
)
def test_what_is_kept(value: object, expected: str):
    assert clean_text(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "   ",
        "\n",
        "None",
        "NONE",
        "NULL",
        "null",
        "<Null>",
        "nan",
        "NaN",
        "-",
        "–",
        "—",
        " - ",
        "--",
        "N/A",
        "#N/A",
        float("nan"),
        pd.NaT,
        pd.NA,
        Decimal("NaN"),
        "\u200b",
        "<NA>",
    ],
)
def test_what_says_nothing(value: object):
    assert clean_text(value) is None


@pytest.mark.parametrize(
    ("typed", "proper"),
    [
        ("น้ํา", "น้ำ"),  # tone, nikhahit, sara aa
        ("นํ้า", "น้ำ"),  # nikhahit, tone, sara aa
        ("นํา", "นำ"),
        ("นำ้", "น้ำ"),  # tone after sara am
        ("เเม่", "แม่"),  # two sara e
        ("ท่ี", "ที่"),  # tone before vowel
        ("พันธ์ุ", "พันธุ์"),  # karan before vowel
        ("ที่่", "ที่"),  # tone twice
    ],
)
def test_typing_orders_that_look_the_same_become_the_same(typed: str, proper: str):
    assert clean_text(typed) == proper == clean_text(proper)


@given(ANY_TEXT)
def test_cleaning_is_final_and_leaves_no_dirt(text: str):
    cleaned = clean_text(text)
    if cleaned is not None:
        assert clean_text(cleaned) == cleaned
        assert cleaned == cleaned.strip() and "  " not in cleaned
        assert unicodedata.is_normalized("NFC", cleaned)
        assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in cleaned)


@given(st.from_regex(r"[0-9]{1,8}(/[0-9]{1,3})?", fullmatch=True))
def test_numbers_that_are_names_stay_as_they_are(text: str):
    assert clean_text(text) == text


@given(st.lists(st.one_of(st.none(), ANY_TEXT, st.integers(), st.floats()), max_size=30))
def test_a_column_is_cleaned_like_its_cells(values: list):
    index = [f"row {i}" for i in range(len(values))]
    column = pd.Series(values, index=index, dtype=object, name="deed_no")
    cleaned = clean_column(column)
    assert list(cleaned) == [clean_text(value) for value in values]
    assert list(cleaned.index) == index and cleaned.name == "deed_no"


def test_a_column_of_numbers_and_of_lists():
    assert list(clean_column(pd.Series([632.0, np.nan, 1.5]))) == ["632", None, "1.5"]
    assert list(clean_column(pd.Series([["ก"], None]))) == ["['ก']", None]
    assert list(clean_column(pd.Series([], dtype=object))) == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("4746 II 9472-15", "4746II947215"),
        ("๐๑A๐๐๑", "01a001"),
        ("น.ส. 3 ก.", "นส3ก"),
        ("ส.ป.ก. 4-01", "สปก401"),
        ("01ฺA001", "01A001"),
        ("ก็.็", "ก็"),
    ],
)
def test_what_compares_as_the_same(left: str, right: str):
    assert match_key(left) == match_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("015/004", "015004"), ("0632", "632"), ("01O001", "010001"), ("ที่ดิน", "ทีดิน")],
)
def test_what_compares_as_different(left: str, right: str):
    assert match_key(left) != match_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("01O001", "010001"), ("O1A001", "01A001"), ("01A0l2", "01A012"), ("01I001", "011001")],
)
def test_what_a_slip_of_the_pen_confuses(left: str, right: str):
    assert lookalike_key(left) == lookalike_key(right)


@given(ANY_TEXT, ANY_TEXT)
def test_the_coarser_key_never_tells_apart_what_the_finer_joins(left: str, right: str):
    if match_key(left) == match_key(right):
        assert lookalike_key(left) == lookalike_key(right)
    assert match_key(match_key(left)) == match_key(left)


def test_a_mark_that_a_dot_kept_apart_stands_on_nothing_once_the_dot_is_gone():
    assert match_key("ำ.่") == match_key(match_key("ำ.่")) == "ำ"


@pytest.mark.parametrize(
    "name",
    ["นายสาธิต ใจดี", "นาย สาธิต  ใจดี", "สาธิต ใจดี", "ว่าที่ ร.ต.สาธิต ใจดี", "พ.ต.ท. สาธิต ใจดี"],
)
def test_titles_do_not_part_a_person_from_himself(name: str):
    assert name_key(name) == "สาธิตใจดี"


@pytest.mark.parametrize(
    "name",
    [
        "บริษัท สาธิตพัฒนา จำกัด",
        "บจก.สาธิตพัฒนา",
        "บริษัทสาธิตพัฒนา จำกัด (มหาชน)",
        "หจก. สาธิตพัฒนา",
        "ห้างหุ้นส่วนจำกัด สาธิตพัฒนา",
    ],
)
def test_company_forms_do_not_part_a_company_from_itself(name: str):
    assert name_key(name) == "สาธิตพัฒนา"


@pytest.mark.parametrize(
    "name", ["Satit Co., Ltd.", "SATIT CO.,LTD.", "satit public company limited"]
)
def test_english_company_forms(name: str):
    assert name_key(name) == "SATIT"


@pytest.mark.parametrize(
    ("name", "prefix", "rest"),
    [
        ("นางสาวสมใจ ใจดี", "นางสาว", "สมใจ ใจดี"),
        ("น.ส.สมใจ", "น.ส.", "สมใจ"),
        ("นายิกา ใจดี", "", "นายิกา ใจดี"),  # no title: the mark belongs to the name
        ("นางาม", "", "นางาม"),
        ("พระนคร", "", "พระนคร"),
        ("นาย", "", "นาย"),
    ],
)
def test_where_a_title_ends(name: str, prefix: str, rest: str):
    assert split_name_prefix(name) == (prefix, rest)
    assert has_name_prefix(name) == bool(prefix)


@given(st.lists(st.one_of(st.none(), THAI_TEXT), max_size=20))
def test_key_columns_equal_their_cells(values: list):
    column = pd.Series(values, dtype=object)
    for one, many in (
        (match_key, match_key_column),
        (name_key, name_key_column),
    ):
        assert list(many(column)) == [one(value) for value in values]
