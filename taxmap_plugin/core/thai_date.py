"""Dates as Thai offices write them, read into :class:`datetime.date` and printed back.

Buddhist era (พ.ศ.) = common era (ค.ศ.) + 543. A four-digit year above 2400 is
Buddhist. Nothing is guessed: a two-digit year is read only where the words say
Buddhist era, or where an officer types it and no other is likely; a day first is never
swapped with a month.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Literal, Optional, Union

import numpy as np
import pandas as pd

from ..errors import TaxMapError
from .message import Language, Message
from .thai_text import arabic_digits, clean_text
from .thai_text import thai_digits as to_thai_digits

ERA = 543
MONTHS = (
    ("มกราคม", "ม.ค.", "January"),
    ("กุมภาพันธ์", "ก.พ.", "February"),
    ("มีนาคม", "มี.ค.", "March"),
    ("เมษายน", "เม.ย.", "April"),
    ("พฤษภาคม", "พ.ค.", "May"),
    ("มิถุนายน", "มิ.ย.", "June"),
    ("กรกฎาคม", "ก.ค.", "July"),
    ("สิงหาคม", "ส.ค.", "August"),
    ("กันยายน", "ก.ย.", "September"),
    ("ตุลาคม", "ต.ค.", "October"),
    ("พฤศจิกายน", "พ.ย.", "November"),
    ("ธันวาคม", "ธ.ค.", "December"),
)
_THAILAND = dt.timezone(dt.timedelta(hours=7))  # since 1920, without summer time
_EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
_BUDDHIST_YEARS = range(2400, 2701)
_COMMON_YEARS = range(1800, 2201)

_TIME = (
    r"(?:[ T]\s*(?:เวลา\s*)?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?"
    r"(?:\s*น\.)?(?:Z|[+-][0-9:]{4,6})?)?"
)
_TIME_OF_DAY = re.compile(
    r"[0-9ก-๛.)]\s*[ T]\s*(?:เวลา\s*)?(?P<h>[0-9]{1,2})[:.](?P<min>[0-9]{2})(?:[:.](?P<s>[0-9]{2})"
    r"(?:\.[0-9]+)?)?(?:\s*น\.)?(?P<utc>Z)?$"
)
_ERA_WORD = r"(?P<era>พ\.?\s*ศ\.?|พุทธศักราช|ค\.?\s*ศ\.?|คริสต์ศักราช)?"
_YEAR_FIRST = re.compile(r"(?P<y>[0-9]{4})([-/.])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})" + _TIME)
_DAY_FIRST = re.compile(
    r"(?P<d>[0-9]{1,2})\s*([-/.])\s*(?P<m>[0-9]{1,2})\s*\2\s*(?P<y>[0-9]{2,4})" + _TIME
)
_COMPACT = re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
_WORDED = re.compile(
    r"(?:วัน\S*?ที่\s*|วันที่\s*)?(?P<d>[0-9]{1,2})[\s\-/]*(?:เดือน\s*)?(?P<m>[^\W\d_][^0-9\s]*?)"
    rf"[\s\-/,]*{_ERA_WORD}\s*(?P<y>[0-9]{{2,4}})" + _TIME,
)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


class DateError(TaxMapError, ValueError):
    """A text that is no date, or no date that exists."""


def _month_names() -> dict[str, tuple[int, bool]]:
    """Every spelling of a month without dots → (month, is Thai)."""
    names: dict[str, tuple[int, bool]] = {}
    for number, (full, short, english) in enumerate(MONTHS, 1):
        names[full] = names[short.replace(".", "")] = (number, True)
        names[english.lower()] = names[english[:3].lower()] = (number, False)
    names["sept"] = (9, False)
    return names


_MONTH_NAMES = _month_names()


def parse_date(value: Any, typed: bool = False) -> Optional[dt.date]:
    """The date in one cell, None for a blank one.

    Reads ISO dates, ``12/1/2569`` and ``12/1/2026`` (day first), ``12 มกราคม 2569``,
    ``12 ม.ค. 69``, ``20260112``, Excel serials, dates and timestamps, in Thai or
    Arabic digits, with or without a time of day. A two-digit year is Buddhist with
    a Thai month or พ.ศ., otherwise ambiguous; where an officer ``typed`` it, it is also
    Buddhist when that year of the common era has not come (``28/11/69``). Raises
    :class:`DateError` naming the text that is unreadable, ambiguous or impossible (30 ก.พ.).
    """
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    if isinstance(value, dt.date) and value is not pd.NaT:
        return _common_era(value.day, value.month, value.year, value)
    text = clean_text(value)
    if text is None:
        return None
    plain = arabic_digits(text)
    if _NUMBER.fullmatch(plain) and not _COMPACT.fullmatch(plain):
        return _from_excel(plain, text)
    worded = _WORDED.fullmatch(plain)
    if worded:
        return _from_words(worded, text)
    numeric = _YEAR_FIRST.fullmatch(plain) or _DAY_FIRST.fullmatch(plain)
    numeric = numeric or _COMPACT.fullmatch(plain)
    if numeric is None:
        raise DateError(Message("thai_date.unreadable", text=text))
    if len(numeric["y"]) == 2:
        if not typed or 2000 + int(numeric["y"]) <= dt.date.today().year:
            raise DateError(Message("thai_date.two_digit_year", text=text))
        return _common_era(int(numeric["d"]), int(numeric["m"]), 2500 + int(numeric["y"]), text)
    return _common_era(int(numeric["d"]), int(numeric["m"]), int(numeric["y"]), text)


def has_short_year(text: str) -> bool:
    """Whether the year of a text that is a date was written in two digits."""
    plain = arabic_digits(clean_text(text) or "")
    found = _WORDED.fullmatch(plain) or _DAY_FIRST.fullmatch(plain)
    return found is not None and len(found["y"]) == 2


def today() -> dt.date:
    """The day that it is in Thailand."""
    return dt.datetime.now(_THAILAND).date()


def date_doubts(date: Optional[dt.date]) -> list[Message]:
    """What is odd in the date of a document: that it has not come yet."""
    return [Message("thai_date.not_come", date=date)] if date and date > today() else []


def parse_moment(value: Any) -> Union[dt.date, dt.datetime, None]:
    """A date as :func:`parse_date` reads a typed one, with the time of day where one follows.

    ``27 พ.ย. 2569 14.30 น.``, ``27/11/2569 14:30``, ``2026-11-27T07:30:00Z``. Without ``Z`` the
    time is Thai. Raises :class:`DateError` as ``parse_date`` does; where the day is one and
    only the time is not (25:00), it names the time.
    """
    try:
        date = parse_date(value, typed=True)
    except DateError:
        _blame_time(str(value))
        raise
    found = _TIME_OF_DAY.search(arabic_digits(str(value)).strip())
    if date is None or found is None:
        return date
    try:
        time = dt.time(int(found["h"]), int(found["min"]), int(found["s"] or 0))
    except ValueError:
        raise DateError(_no_time(found.group()[1:])) from None
    zone = dt.timezone.utc if found["utc"] else _THAILAND
    return dt.datetime.combine(date, time, zone)


def _blame_time(text: str) -> None:
    """Raise DateError for the words behind the beginning of a text that is a day itself."""
    words = arabic_digits(text).split()
    for count in range(len(words) - 1, 0, -1):
        try:
            parse_date(" ".join(words[:count]), typed=True)
        except DateError:
            continue
        raise DateError(_no_time(" ".join(words[count:]))) from None


def _no_time(text: str) -> Message:
    return Message("thai_date.no_such_time", time=text.strip(" T"))


def _from_words(found: re.Match[str], text: str) -> dt.date:
    """``12 ม.ค. 69``: the month's language and พ.ศ./ค.ศ. tell the era."""
    month, is_thai = _MONTH_NAMES.get(found["m"].replace(".", "").lower(), (0, False))
    if not month:
        raise DateError(Message("thai_date.unreadable", text=text))
    year, era = found["y"], (found["era"] or "")[:1]
    if len(year) == 2:
        if era == "ค" or not (is_thai or era):
            raise DateError(Message("thai_date.two_digit_year", text=text))
        year = "25" + year
    contradicts = (era == "พ" and int(year) not in _BUDDHIST_YEARS) or (
        era == "ค" and int(year) not in _COMMON_YEARS
    )
    if contradicts:
        raise DateError(Message("thai_date.year_out_of_range", text=text))
    return _common_era(int(found["d"]), month, int(year), text)


def _from_excel(plain: str, text: str) -> dt.date:
    """A day number of Excel: days since 30 December 1899, from 1927 on."""
    days = int(float(plain))
    if not 10_000 <= days <= 300_000:
        raise DateError(Message("thai_date.unreadable", text=text))
    date = _EXCEL_DAY_ZERO + dt.timedelta(days=days)
    return _common_era(date.day, date.month, date.year, text)


def _common_era(day: int, month: int, year: int, source: object) -> dt.date:
    if year in _BUDDHIST_YEARS:
        year -= ERA
    elif year not in _COMMON_YEARS:
        raise DateError(Message("thai_date.year_out_of_range", text=str(source)))
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise DateError(Message("thai_date.impossible", text=str(source))) from None


def parse_date_column(series: pd.Series) -> tuple[pd.Series, pd.Series]:
    """``(ISO text or None, Message or None)`` for each cell of a column."""
    codes, distinct = pd.factorize(series)
    dates = np.full(len(distinct) + 1, None, dtype=object)
    problems = np.full(len(distinct) + 1, None, dtype=object)
    for i, value in enumerate(distinct):
        try:
            date = parse_date(value)
            dates[i] = date.isoformat() if date else None
        except DateError as error:
            problems[i] = error.message
    return pd.Series(dates[codes], series.index), pd.Series(problems[codes], series.index)


def format_date(
    date: dt.date,
    style: Literal["short", "long"] = "short",
    thai_digits: bool = False,
    language: Language = "th",
) -> str:
    """``12 ม.ค. 2569`` (short), ``12 มกราคม 2569`` (long); English in the common era."""
    full, short, english = MONTHS[date.month - 1]
    if language == "en":
        return f"{date.day} {english if style == 'long' else english[:3]} {date.year}"
    text = f"{date.day} {full if style == 'long' else short} {buddhist_year(date)}"
    return to_thai_digits(text) if thai_digits else text


def format_moment(moment: Union[dt.date, dt.datetime], language: Language = "th") -> str:
    """``27 พ.ย. 2569``, with ``14:30`` behind it where there is a time of day; Thai time."""
    if not isinstance(moment, dt.datetime):
        return format_date(moment, language=language)
    local = moment if moment.tzinfo is None else moment.astimezone(_THAILAND)
    return f"{format_date(local.date(), language=language)} {local:%H:%M}"


def buddhist_year(date: dt.date) -> int:
    """พ.ศ. of a date."""
    return date.year + ERA


def fiscal_year(date: dt.date) -> int:
    """ปีงบประมาณ (พ.ศ.): 1 October to 30 September, named after the year it ends in."""
    return buddhist_year(date) + (date.month >= 10)


def local_day(utc: str) -> dt.date:
    """The day in Thailand of a stored UTC time (``2026-11-22T18:30:00Z``).

    At 18:30 UTC it is already the next day there, whatever zone the computer is set to.
    """
    return local_time(utc).date()


def local_time(utc: str) -> dt.datetime:
    """A stored UTC time as the clocks in Thailand show it."""
    return dt.datetime.fromisoformat(utc.replace("Z", "+00:00")).astimezone(_THAILAND)


def stored_moment(moment: Union[dt.date, dt.datetime]) -> str:
    """A moment as times are stored, UTC to the millisecond; a date means its end in Thailand.

    A time without a zone is taken as Thai.
    """
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time.max)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=_THAILAND)
    text = moment.astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")
    return text[:-3] + "Z"
