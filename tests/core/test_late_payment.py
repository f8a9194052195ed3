"""Penalty, surcharge and instalments, worked by hand from s.52 and 68 to 70."""

from __future__ import annotations

import datetime as dt

import pytest

from taxmap_plugin.core.late_payment import (
    Warning,
    instalments,
    late_charge,
    late_sign_charge,
    months_begun,
)
from taxmap_plugin.core.law import Law

LAW = Law(2569)
DUE = dt.date(2026, 6, 30)
WARNED = Warning(dt.date(2026, 8, 5), dt.date(2026, 8, 20))


def charge(day, **told):
    """Of 10,000 baht; baht of penalty and surcharge."""
    one = late_charge(1_000_000, DUE, dt.date(*day), LAW, **told)
    return one.penalty / 100, one.surcharge / 100


@pytest.mark.parametrize(
    ("day", "penalty", "surcharge"),
    [
        ((2026, 6, 30), 0, 0),
        ((2026, 7, 1), 1_000, 100),  # 10 %, one month begun
        ((2026, 7, 31), 1_000, 100),
        ((2026, 8, 1), 1_000, 200),
        ((2026, 8, 4), 1_000, 200),  # the day before the letter came
        ((2026, 8, 5), 2_000, 200),  # 20 % within its time
        ((2026, 8, 20), 2_000, 200),
        ((2026, 8, 21), 4_000, 200),  # 40 %
        ((2027, 6, 30), 4_000, 1_200),
        ((2036, 6, 30), 4_000, 10_000),  # never more than the tax
    ],
)
def test_penalty_by_the_warning_and_surcharge_by_the_month(day, penalty, surcharge):
    assert charge(day, warning=WARNED) == (penalty, surcharge)


def test_without_a_warning_the_penalty_stays_ten_percent():
    assert charge((2027, 6, 30)) == (1_000, 1_200)


def test_time_extended_and_kept_halves_the_surcharge():
    extended = dt.date(2026, 9, 30)
    assert charge((2026, 9, 30), extended_to=extended)[1] == 150  # 3 × 0.5 %
    assert charge((2026, 10, 1), extended_to=extended)[1] == 400  # 4 × 1 %


def test_the_charge_says_where_it_is_written():
    assert late_charge(1, DUE, dt.date(2026, 7, 1), LAW).sources == ("act:68", "act:70")


def test_months_begin_on_the_day_after_the_due_date():
    due = dt.date(2026, 3, 16)
    days = {(2026, 3, 17): 1, (2026, 4, 16): 1, (2026, 4, 17): 2, (2027, 3, 16): 12}
    assert {day: months_begun(due, dt.date(*day)) for day in days} == days
    assert months_begun(dt.date(2026, 1, 30), dt.date(2026, 2, 28)) == 1


def test_a_late_signboard_tax_costs_two_percent_a_month():
    one = late_sign_charge(260_000, dt.date(2026, 3, 31), dt.date(2026, 5, 2), LAW)
    assert (one.penalty, one.surcharge, one.months) == (0, 10_400, 2)  # 2,600 × 2 % × 2


def test_three_instalments_from_three_thousand_baht():
    """10,000.01 baht in April, May, June of an ordinary year; the rest is on the last."""
    law = Law(2570)
    parts = instalments(1_000_001, law.day("payment"), law)
    assert [(one.due.isoformat(), one.tax) for one in parts] == [
        ("2027-04-30", 333_333),
        ("2027-05-31", 333_333),
        ("2027-06-30", 333_335),
    ]
    assert [one.due.month for one in instalments(300_000, LAW.day("payment"), LAW)] == [6, 7, 8]
    assert not instalments(299_999, LAW.day("payment"), LAW)
