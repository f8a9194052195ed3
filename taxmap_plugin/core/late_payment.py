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
    """A letter of warning: when the debtor ``received`` it, and to which day it gives time.

    Without ``until`` the letter names no day, and its time does not end.
    """

    received: dt.date
    until: Optional[dt.date] = None


@dataclass(frozen=True)
class LateRate:
    """What each satang paid on a day costs on top: percents, months begun, and sources.

    The surcharge of all months is at most ``most_percent`` of the tax (None: without an end).
    """

    penalty_percent: Decimal = Decimal(0)
    month_percent: Decimal = Decimal(0)
    months: int = 0
    penalty_source: str = ""
    surcharge_source: str = ""
    most_percent: Optional[Decimal] = None

    @property
    def surcharge_percent(self) -> Decimal:
        """Of all months together."""
        percent = self.month_percent * self.months
        return percent if self.most_percent is None else min(percent, self.most_percent)

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(one for one in (self.penalty_source, self.surcharge_source) if one)

    def penalty(self, unpaid: int) -> Decimal:
        """Satang, exactly."""
        return unpaid * self.penalty_percent / _ALL

    def surcharge(self, unpaid: int) -> Decimal:
        """Satang, exactly."""
        return unpaid * self.surcharge_percent / _ALL


@dataclass(frozen=True)
class LateCharge:
    """What comes on top of an unpaid tax on a day: satang, and the rate that made them."""

    penalty: int = 0
    surcharge: int = 0
    rate: LateRate = LateRate()

    @property
    def months(self) -> int:
        return self.rate.months

    @property
    def sources(self) -> tuple[str, ...]:
        return self.rate.sources


@dataclass(frozen=True)
class Instalment:
    number: int
    due: dt.date
    tax: int


def late_rate(
    due: dt.date,
    day: dt.date,
    law: Law,
    warning: Optional[Warning] = None,
    extended_to: Optional[dt.date] = None,
) -> LateRate:
    """The rate on the land and building tax that is paid on ``day``; see :func:`late_charge`."""
    if day <= due:
        return LateRate()
    name = "penalty_before_warning"
    if warning is not None and day >= warning.received:
        in_time = warning.until is None or day <= warning.until
        name = "penalty_within_warning" if in_time else "penalty_after_warning"
    penalty = law.late_charge(name)
    kept = extended_to is not None and day <= extended_to
    surcharge = law.late_charge("surcharge_extended" if kept else "surcharge")
    return LateRate(
        penalty["percent"],
        surcharge["percent"],
        months_begun(due, day),
        penalty["source"],
        surcharge["source"],
        _ALL,
    )


def late_sign_rate(due: dt.date, day: dt.date, law: Law) -> LateRate:
    """The rate on the signboard tax that is paid on ``day`` (Sign Act s.25)."""
    if day <= due:
        return LateRate()
    row = law.late_charge("sign_surcharge")
    told = {"month_percent": row["percent"], "surcharge_source": row["source"]}
    return LateRate(months=months_begun(due, day), **told)


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
    return _charge(unpaid, late_rate(due, day, law, warning, extended_to))


def late_sign_charge(unpaid: int, due: dt.date, day: dt.date, law: Law) -> LateCharge:
    """The surcharge on ``unpaid`` satang of the signboard tax, paid on ``day`` (Sign Act s.25)."""
    return _charge(unpaid, late_sign_rate(due, day, law))


def _charge(unpaid: int, rate: LateRate) -> LateCharge:
    if unpaid <= 0 or not rate.months:
        return LateCharge()
    return LateCharge(half_up(rate.penalty(unpaid)), half_up(rate.surcharge(unpaid)), rate)


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
