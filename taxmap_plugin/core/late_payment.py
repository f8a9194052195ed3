"""What a late payment costs: penalty and surcharge (s.68-70), instalments (s.52).

Amounts are integer satang; penalty and surcharge are rounded half up each. The surcharge counts
months from the day after the due date, a part of a month as one, and is at most the tax.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Optional

from .land_tax import half_up
from .law import Law

_ALL = Decimal(100)


@dataclass(frozen=True)
class Warning:
    """A letter of warning: when the debtor ``received`` it, and to which day it gives time."""

    received: dt.date
    until: dt.date


@dataclass(frozen=True)
class LateCharge:
    """What comes on top of an unpaid tax on a day: satang, percents, months and sources."""

    penalty: int = 0
    surcharge: int = 0
    penalty_percent: Decimal = Decimal(0)
    month_percent: Decimal = Decimal(0)
    months: int = 0
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Instalment:
    number: int
    due: dt.date
    tax: int


def late_charge(
    unpaid: int,
    due: dt.date,
    day: dt.date,
    law: Law,
    warning: Optional[Warning] = None,
    extended_to: Optional[dt.date] = None,
) -> LateCharge:
    """The charge on ``unpaid`` satang of the land and building tax, paid on ``day``.

    10 % where the debtor pays before a warning reaches him, 20 % within its time, else 40 %
    (s.68, 69). ``extended_to`` is the day to which the executive extended the time: kept, the
    surcharge is the lower one (s.70).
    """
    if day <= due or unpaid <= 0:
        return LateCharge()
    name = "penalty_before_warning"
    if warning is not None and day >= warning.received:
        name = "penalty_within_warning" if day <= warning.until else "penalty_after_warning"
    penalty = law.late_charge(name)
    kept = extended_to is not None and day <= extended_to
    surcharge = law.late_charge("surcharge_extended" if kept else "surcharge")
    months = months_begun(due, day)
    return LateCharge(
        half_up(unpaid * penalty["percent"] / _ALL),
        min(half_up(unpaid * surcharge["percent"] * months / _ALL), unpaid),
        penalty["percent"],
        surcharge["percent"],
        months,
        (penalty["source"], surcharge["source"]),
    )


def late_sign_charge(unpaid: int, due: dt.date, day: dt.date, law: Law) -> LateCharge:
    """The surcharge on ``unpaid`` satang of the signboard tax, paid on ``day`` (Sign Act s.25)."""
    if day <= due or unpaid <= 0:
        return LateCharge()
    row, months = law.late_charge("sign_surcharge"), months_begun(due, day)
    surcharge = half_up(unpaid * row["percent"] * months / _ALL)
    told = {"surcharge": surcharge, "month_percent": row["percent"], "months": months}
    return LateCharge(**told, sources=(row["source"],))


def months_begun(due: dt.date, day: dt.date) -> int:
    """How many months have begun from the day after ``due`` to ``day``.

    >>> [months_begun(dt.date(2026, 6, 30), dt.date(2026, m, d)) for m, d in
    ...  ((7, 1), (7, 31), (8, 1))]
    [1, 1, 2]
    """
    first = due + dt.timedelta(days=1)
    apart = (day.year - first.year) * 12 + day.month - first.month
    return max(apart + (1 if day.day >= first.day else 0), 1)


def instalments(
    tax: int, due: dt.date, law: Law, tax_kind: str = "land_building"
) -> Sequence[Instalment]:
    """Equal parts on month ends from the due date; what cannot be divided is on the last.

    None at all below the amount of the law.
    """
    row = law.instalment(tax_kind)
    if row is None or tax < row["least_baht"] * 100:
        return []
    count, part = row["instalments"], tax // row["instalments"]
    parts = [part] * (count - 1) + [tax - part * (count - 1)]
    days = [_months_later(due, at * row["months_apart"]) for at in range(count)]
    return [Instalment(at + 1, day, one) for at, (day, one) in enumerate(zip(days, parts))]


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month; the last day stays the last."""
    if not months:
        return day
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    is_end = day.day == calendar.monthrange(day.year, day.month)[1]
    return dt.date(year, month + 1, last if is_end else min(day.day, last))
