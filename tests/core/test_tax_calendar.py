"""The tax year of an ordinary and of an extended year, on some days."""

from __future__ import annotations

import datetime as dt

import pytest

from taxmap_plugin.core.law import Law
from taxmap_plugin.core.law_table import OfficeRule, all_rows, source_text
from taxmap_plugin.core.message import render
from taxmap_plugin.core.tax_calendar import tax_calendar


def steps(year, day, done=(), ours=()):
    return {one.step: one for one in tax_calendar(Law(year, ours), dt.date(*day), done)}


@pytest.mark.parametrize(
    ("step", "ordinary", "extended"),
    [
        # s.30 posted in November; s.39 before 1 February; s.44 within February; s.46 within April;
        # s.61 within May; s.60 within June. 2569: two months later, the list within January.
        ("list_posted", (2026, 11, 30), (2026, 1, 31)),
        ("prices_posted", (2027, 1, 31), (2026, 3, 31)),
        ("assessed", (2027, 2, 28), (2026, 4, 30)),
        ("payment", (2027, 4, 30), (2026, 6, 30)),
        ("warning", (2027, 5, 31), (2026, 7, 31)),
        ("debtors_listed", (2027, 6, 30), (2026, 8, 31)),
        ("sign_return", (2027, 3, 31), (2026, 3, 31)),
    ],
)
def test_dates_of_an_ordinary_and_of_an_extended_year(step, ordinary, extended):
    assert steps(2570, (2026, 1, 1))[step].day == dt.date(*ordinary)
    assert steps(2569, (2026, 1, 1))[step].day == dt.date(*extended)


def test_a_leap_year_ends_its_february_later():
    assert steps(2571, (2028, 1, 1))["assessed"].day == dt.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("day", "state", "left"),
    [
        ((2026, 5, 30), "ahead", 31),
        ((2026, 5, 31), "soon", 30),
        ((2026, 6, 30), "soon", 0),
        ((2026, 7, 1), "late", -1),
    ],
)
def test_what_is_ahead_due_and_late(day, state, left):
    payment = steps(2569, day)["payment"]
    assert (payment.state, payment.days_left) == (state, left)
    assert steps(2569, day, {"payment"})["payment"].state == "done"


def test_a_step_without_a_day_is_open():
    assert steps(2569, (2026, 1, 1))["survey_notice"].state == "open"


def test_they_stand_in_the_order_of_their_days_and_those_without_last():
    days = [one.day for one in tax_calendar(Law(2570), dt.date(2026, 1, 1))]
    dated = [day for day in days if day is not None]
    assert dated == sorted(dated) and days[len(dated) :] == [None] * (len(days) - len(dated))


def test_an_office_moves_a_date_and_says_why():
    rule = OfficeRule("calendar", ("payment",), "month", 5, 2570, 2570, "ประกาศ อปท. ที่ 1/2570")
    payment = steps(2570, (2027, 1, 1), ours=[rule])["payment"]
    assert payment.day == dt.date(2027, 5, 30) and "1/2570" in payment.office


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_step_has_words_and_a_source(language):
    for one in tax_calendar(Law(2569), dt.date(2026, 1, 1)):
        assert render(one.title, language) not in ("", one.step)
        assert "{" not in source_text(one.source, language)
    assert {row["step"] for row in all_rows("calendar")} <= set(steps(2569, (2026, 1, 1)))
