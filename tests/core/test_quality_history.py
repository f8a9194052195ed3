"""How many findings are open, accepted and fixed at the end of each day."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from taxmap_plugin.core.quality_history import COLUMNS, by_day


def day(number: int) -> str:
    """Noon in Thailand on a day of January 2026."""
    return f"2026-01-{number:02d}T05:00:00.000Z"


def history(*findings: dict) -> list[tuple]:
    rows = [{"created_at": day(1), "updated_at": day(28), **one} for one in findings]
    frame = by_day(pd.DataFrame(rows, columns=list(COLUMNS)))
    return [(one.day.day, one.open, one.accepted, one.fixed) for one in frame.itertuples()]


def test_no_finding_has_no_history():
    assert history() == []


def test_open_accepted_and_fixed_are_counted_from_their_days_on():
    assert history(
        {"state": "open"},
        {"state": "in_work", "created_at": day(2)},
        {"state": "accepted", "decided_at": day(2)},
        {"state": "fixed", "closed_at": day(5)},
    ) == [(1, 3, 0, 0), (2, 3, 1, 0), (5, 2, 1, 1)]


def test_a_finding_that_came_back_was_fixed_in_between():
    assert history({"state": "open", "closed_at": day(3), "reopened_at": day(7)}) == [
        (1, 1, 0, 0),
        (3, 0, 0, 1),
        (7, 1, 0, 0),
    ]


def test_one_that_came_back_and_went_again():
    again = {"state": "fixed", "closed_at": day(9), "reopened_at": day(7)}
    assert history(again)[-1] == (9, 0, 0, 1)


def test_a_finding_that_an_edit_closed_has_the_day_of_its_last_change():
    assert history({"state": "fixed", "updated_at": day(4)}) == [(1, 1, 0, 0), (4, 0, 0, 1)]


def test_the_day_is_that_of_thailand():
    evening = "2026-01-01T18:30:00.000Z"
    frame = by_day(pd.DataFrame([{"state": "open", "created_at": evening}], columns=list(COLUMNS)))
    assert frame["day"].tolist() == [dt.date(2026, 1, 2)]
