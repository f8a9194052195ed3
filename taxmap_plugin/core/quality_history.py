"""How many findings were open, accepted and fixed at the end of each day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from .thai_date import local_day

COLUMNS = ("state", "created_at", "decided_at", "closed_at", "reopened_at", "updated_at")
"""What is read of each finding; times are UTC."""
STATES = ("open", "accepted", "fixed")


class _Step(NamedTuple):
    """From a day on a finding is in this state."""

    day: dt.date
    state: str


def by_day(findings: pd.DataFrame) -> pd.DataFrame:
    """Columns ``day``, ``open`` (in work too), ``accepted``, ``fixed``; a row for each day on
    which one of the numbers changed.

    Of a finding that came back several times the last time is known.
    """
    changes: dict[dt.date, dict[str, int]] = {}
    for row in findings[list(COLUMNS)].to_dict("records"):
        before, last = None, dt.date.min
        for day, state in _steps({str(name): _none(value) for name, value in row.items()}):
            last = max(day, last)  # clocks of several computers differ
            counts = changes.setdefault(last, dict.fromkeys(STATES, 0))
            counts[state] += 1
            if before is not None:
                counts[before] -= 1
            before = state
    frame = pd.DataFrame(
        [{"day": day, **changes[day]} for day in sorted(changes)], columns=["day", *STATES]
    )
    frame[list(STATES)] = frame[list(STATES)].cumsum().astype(int)
    return frame


def _steps(row: dict[str, Any]) -> Iterator[_Step]:
    made, decided = row["created_at"], row["decided_at"]
    closed, again = row["closed_at"], row["reopened_at"]
    yield _Step(local_day(made), "open")
    if again is not None and (closed is None or closed <= again):
        if closed is not None:
            yield _Step(local_day(closed), "fixed")
        yield _Step(local_day(again), "open")
    if row["state"] == "accepted":
        yield _Step(local_day(decided or row["updated_at"]), "accepted")
    elif row["state"] == "fixed":
        yield _Step(local_day(closed or row["updated_at"]), "fixed")


def _none(value: Any) -> Any:
    return None if value is None or value != value else value
