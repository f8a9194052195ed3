"""Dates in both eras, in words, digits and Excel's numbers."""

from __future__ import annotations

import datetime as dt
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.message import render
from taxmap_plugin.core.thai_date import (
    DateError,
    buddhist_year,
    date_doubts,
    fiscal_year,
    format_date,
    format_moment,
    has_short_year,
    local_day,
    parse_date,
    parse_date_column,
    parse_moment,
    today,
)
from taxmap_plugin.core.thai_text import thai_digits

DATES = st.dates(dt.date(1927, 6, 1), dt.date(2119, 1, 1))


@pytest.mark.parametrize(
    "value",
    [
        "2026-01-12",
        "2569-01-12",
        "2026-01-12T08:30:00",
        "2026-01-12 00:00:00",
        "2026/01/12",
        "12/1/2569",
        "12/01/2026",
        "12-1-2569",
        "12.1.2569",
        "12 / 1 / 2569",
        "๑๒/๑/๒๕๖๙",
        "12/1/2569 14:30",
        "12 มกราคม 2569",
        "12 มกราคม พ.ศ. 2569",
        "12 มกราคม ค.ศ. 2026",
        "วันที่ 12 เดือนมกราคม พุทธศักราช 2569",
        "วันจันทร์ที่ ๑๒ มกราคม ๒๕๖๙",
        "12 ม.ค. 2569",
        "12 ม.ค. 69",
        "12 ม.ค.69",
        "12 มค 69",
        "12 ม.ค. 2569 เวลา 14.30 น.",
        "12 January 2026",
        "12 Jan 2026",
        "12-Jan-2026",
        "20260112",
        "25690112",
        46034,
        46034.0,
        46034.75,
        "46034",
        np.int64(46034),
        dt.date(2026, 1, 12),
        dt.date(2569, 1, 12),
        dt.datetime(2026, 1, 12, 8, 30),
        pd.Timestamp("2026-01-12"),
        np.datetime64("2026-01-12"),
        " 12/1/2569\n",
    ],
)
def test_one_day_in_many_clothes(value: object):
    assert parse_date(value) == dt.date(2026, 1, 12)


@pytest.mark.parametrize("value", [None, "", "-", "NULL", float("nan"), pd.NaT])
def test_no_date(value: object):
    assert parse_date(value) is None


@pytest.mark.parametrize(
    ("value", "message_id"),
    [
        ("30 ก.พ. 2569", "thai_date.impossible"),
        ("29 ก.พ. 2566", "thai_date.impossible"),
        ("31/4/2569", "thai_date.impossible"),
        ("01/13/2569", "thai_date.impossible"),  # an American month is not guessed
        ("12/1/69", "thai_date.two_digit_year"),
        ("12-Jan-26", "thai_date.two_digit_year"),
        ("1 ม.ค. ค.ศ. 26", "thai_date.two_digit_year"),
        ("12/1/2300", "thai_date.year_out_of_range"),
        ("12/1/256", "thai_date.year_out_of_range"),
        ("1 ม.ค. พ.ศ. 2026", "thai_date.year_out_of_range"),
        ("2569", "thai_date.unreadable"),  # a year is no day
        (2569, "thai_date.unreadable"),
        ("12 กุม 2569", "thai_date.unreadable"),
        ("12/1-2569", "thai_date.unreadable"),
        ("มกราคม 2569", "thai_date.unreadable"),
        ("สอบถามเจ้าของ", "thai_date.unreadable"),
    ],
)
def test_what_is_no_date_is_named_and_not_guessed(value: object, message_id: str):
    with pytest.raises(DateError) as error:
        parse_date(value)
    assert isinstance(error.value, ValueError)
    assert error.value.message.id == message_id
    for language in ("th", "en"):
        assert str(value) in render(error.value.message, language)


def test_a_year_is_short_where_it_was_written_in_two_digits():
    short = ("28/11/69", "๒๘/๑๑/๖๙", "28 พ.ย. 69", " 12-1-69 ")
    assert all(map(has_short_year, short))
    whole = ("28/11/2569", "2569-11-28", "28 พ.ย. 2569", "20261128", "")
    assert not any(map(has_short_year, whole))


def test_a_document_of_tomorrow_is_doubted_and_one_of_today_is_not():
    tomorrow = today() + dt.timedelta(days=1)
    (doubt,) = date_doubts(tomorrow)
    assert str(tomorrow.year) in render(doubt, "en")
    assert date_doubts(today()) == date_doubts(None) == []


def test_a_typed_year_of_two_digits_is_buddhist_where_no_other_is_likely():
    for text in ("28/11/69", "๒๘-๑๑-๖๙"):
        assert parse_date(text, typed=True) == dt.date(2026, 11, 28)
    assert parse_moment("28/11/69 14.30 น.") == dt.datetime(
        2026, 11, 28, 14, 30, tzinfo=dt.timezone(dt.timedelta(hours=7))
    )
    with pytest.raises(DateError, match="28/11/20"):  # 2520 or 2020
        parse_date("28/11/20", typed=True)
    with pytest.raises(DateError, match="no such day"):
        parse_date("31/11/69", typed=True)


def test_leap_days_follow_the_common_era():
    assert parse_date("29 ก.พ. 2567") == dt.date(2024, 2, 29)


@given(DATES)
def test_printed_and_read_again(date: dt.date):
    for printed in (
        date.isoformat(),
        format_date(date),
        format_date(date, "long"),
        format_date(date, "long", thai_digits=True),
        format_date(date, "short", language="en"),
        format_date(date, "long", language="en"),
        f"{date.day}/{date.month}/{buddhist_year(date)}",
        thai_digits(f"{date.day:02}/{date.month:02}/{date.year}"),
        (date - dt.date(1899, 12, 30)).days,
    ):
        assert parse_date(printed) == date


@given(st.text(st.sampled_from("0123456789/-. ๐๙มคกพ.Jan"), max_size=14))
def test_any_text_is_a_date_or_a_date_error(text: str):
    try:
        date = parse_date(text)
    except DateError:
        return
    assert date is None or 1800 <= date.year <= 2200


@pytest.mark.parametrize(
    ("style", "thai", "language", "printed"),
    [
        ("short", False, "th", "12 ม.ค. 2569"),
        ("long", False, "th", "12 มกราคม 2569"),
        ("long", True, "th", "๑๒ มกราคม ๒๕๖๙"),
        ("short", False, "en", "12 Jan 2026"),
        ("long", False, "en", "12 January 2026"),
    ],
)
def test_printed(style, thai, language, printed: str):
    assert format_date(dt.date(2026, 1, 12), style, thai, language) == printed


@pytest.mark.parametrize(
    ("date", "buddhist", "fiscal"),
    [
        (dt.date(2026, 9, 30), 2569, 2569),
        (dt.date(2026, 10, 1), 2569, 2570),
        (dt.date(2026, 12, 31), 2569, 2570),
        (dt.date(2027, 1, 1), 2570, 2570),
    ],
)
def test_years(date: dt.date, buddhist: int, fiscal: int):
    assert (buddhist_year(date), fiscal_year(date)) == (buddhist, fiscal)


def test_a_column_keeps_its_index_and_names_its_problems():
    column = pd.Series(["12/1/2569", None, "30 ก.พ. 2569", "12 ม.ค. 69"], index=list("abcd"))
    dates, problems = parse_date_column(column)
    assert dates.to_dict() == {"a": "2026-01-12", "b": None, "c": None, "d": "2026-01-12"}
    assert list(problems.dropna().index) == ["c"]
    assert problems["c"].params == {"text": "30 ก.พ. 2569"}


def test_a_column_of_timestamps():
    dates, problems = parse_date_column(pd.Series(pd.to_datetime(["2026-01-12", None])))
    assert list(dates) == ["2026-01-12", None] and problems.isna().all()


@pytest.mark.parametrize("zone", ["Asia/Bangkok", "UTC", "America/New_York"])
def test_the_day_of_a_stored_time_is_that_in_thailand(monkeypatch: pytest.MonkeyPatch, zone: str):
    """18:30 UTC on New Year's Eve is New Year's Day in Thailand, when ownership counts (s.9)."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert local_day("2025-12-31T18:30:00.000Z") == dt.date(2026, 1, 1)
        assert local_day("2025-12-31T16:30:00.000Z") == dt.date(2025, 12, 31)
    finally:
        monkeypatch.undo()
        time.tzset()


THAI = dt.timezone(dt.timedelta(hours=7))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("27 พ.ย. 2569", dt.date(2026, 11, 27)),
        ("27.11.2569", dt.date(2026, 11, 27)),
        ("27/11/2569 14:30", dt.datetime(2026, 11, 27, 14, 30, tzinfo=THAI)),
        ("๒๗ พ.ย. ๒๕๖๙ เวลา ๑๔.๓๐ น.", dt.datetime(2026, 11, 27, 14, 30, tzinfo=THAI)),
        ("2026-11-27T14:30:05", dt.datetime(2026, 11, 27, 14, 30, 5, tzinfo=THAI)),
        ("2026-11-27T07:30:00Z", dt.datetime(2026, 11, 27, 14, 30, tzinfo=THAI)),
        ("", None),
    ],
)
def test_a_moment_has_a_time_of_day_where_one_is_written(text, wanted):
    assert parse_moment(text) == wanted


@pytest.mark.parametrize("text", ["30/2/2569 10:00", "30/2/2569 25:00", "14:30", "เมื่อวาน 14:30"])
def test_no_such_moment(text):
    with pytest.raises(DateError) as refused:
        parse_moment(text)
    assert refused.value.message.id != "thai_date.no_such_time"


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("27/11/2569 25:00", "25:00"),
        ("๒๗ พ.ย. ๒๕๖๙ เวลา ๒๔.๓๐ น.", "24.30"),
        ("27 พ.ย. 2569 14:75", "14:75"),
        ("27/11/2569 2:3", "2:3"),
        ("27/11/2569 บ่ายสอง", "บ่ายสอง"),
        ("2026-11-27 14", "14"),
    ],
)
def test_a_wrong_hour_is_blamed_and_not_the_day(text, time):
    with pytest.raises(DateError) as refused:
        parse_moment(text)
    message = refused.value.message
    assert message.id == "thai_date.no_such_time"
    assert time in message.params["time"]
    assert "2569" not in message.params["time"]


def test_a_moment_in_words():
    assert format_moment(dt.date(2026, 11, 27)) == "27 พ.ย. 2569"
    utc = dt.datetime(2026, 11, 26, 18, 30, tzinfo=dt.timezone.utc)
    assert format_moment(utc) == "27 พ.ย. 2569 01:30"
    assert format_moment(utc, "en") == "27 Nov 2026 01:30"
