"""The steps of a tax year with their dates: what is done, due, late (s.14, 27-61).

Dates are those of the law, of the Minister's extensions, or of the office; each says which.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Optional

from .law import Law
from .message import Message, Term

SOON = 30
"""Days before its date from which a step is due soon."""


@dataclass(frozen=True)
class CalendarStep:
    """One step of the year. ``day`` is its last day, None for one without a day of its own;
    ``state`` is "done", "late", "soon", "ahead" or "open" (without a day)."""

    step: str
    tax_kind: str
    day: Optional[dt.date]
    state: str
    days_left: Optional[int]
    source: str
    certainty: str
    office: str = ""

    @property
    def title(self) -> Message:
        return Message("common.term", term=Term("tax_step", self.step))


def tax_calendar(law: Law, today: dt.date, done: Collection[str] = ()) -> list[CalendarStep]:
    """The steps of the law's tax year in the order of their days; ``done`` are those finished."""
    steps = [
        _step(row["step"], row["tax_kind"], law, today, done) for row in law.rows("calendar_step")
    ]
    last = dt.date.max
    return sorted(steps, key=lambda one: one.day or last)


def _step(
    step: str, tax_kind: str, law: Law, today: dt.date, done: Collection[str]
) -> CalendarStep:
    day = law.day(step)
    dated = next((row for row in law.rows("calendar") if row["step"] == step), None)
    told = dated if dated is not None else law.step(step)
    left = None if day is None else (day - today).days
    if step in done:
        state = "done"
    elif left is None:
        state = "open"
    elif left < 0:
        state = "late"
    else:
        state = "soon" if left <= SOON else "ahead"
    sure = told["source"], told["certainty"], told.get("office", "")
    return CalendarStep(step, tax_kind, day, state, left, *sure)
