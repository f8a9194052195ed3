"""The fiscal year (ปีงบประมาณ): 1 October to 30 September, called by the year of its end (B.E.)."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from .thai_date import ERA

FIRST_MONTH = 10


def fiscal_year(day: dt.date) -> int:
    """The fiscal year (B.E.) of a day.

    >>> fiscal_year(dt.date(2026, 9, 30)), fiscal_year(dt.date(2026, 10, 1))
    (2569, 2570)
    """
    return day.year + ERA + (1 if day.month >= FIRST_MONTH else 0)


def first_day(year: int) -> dt.date:
    """1 October of the calendar year before.

    >>> first_day(2570)
    datetime.date(2026, 10, 1)
    """
    return dt.date(year - ERA - 1, FIRST_MONTH, 1)


def last_day(year: int) -> dt.date:
    """30 September."""
    return first_day(year + 1) - dt.timedelta(days=1)


def months(year: int) -> list[dt.date]:
    """The first days of its months, October first."""
    begin = first_day(year)
    return [
        dt.date(begin.year + (begin.month - 1 + at) // 12, (begin.month - 1 + at) % 12 + 1, 1)
        for at in range(12)
    ]


def fiscal_years(days: pd.Series) -> pd.Series:
    """The fiscal years of ISO days, missing ones stay missing (Int64)."""
    read = pd.to_datetime(days, format="%Y-%m-%d", errors="coerce")
    later = np.where(read.dt.month >= FIRST_MONTH, 1, 0)
    return (read.dt.year + ERA + later).astype("Int64")
