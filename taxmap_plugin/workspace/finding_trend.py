"""How many findings were open, accepted and fixed at the end of each day."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache
from typing import Optional

import pandas as pd

from ..core.thai_date import local_day
from .finding_list import RESTING, UNASKED
from .reader import OpenReader

STATES = ("open", "accepted", "fixed")
"""Of a trend; what is being worked at is open."""
_COUNTED = (*STATES, RESTING, UNASKED)

_FINDINGS = "SELECT uuid, check_id, state, created_at FROM finding WHERE severity <> 'info'"
_IMAGES = " ".join(
    [
        "SELECT r.row_uuid, r.before, c.changed_at FROM change_row r",
        "JOIN change c ON c.uuid = r.change_uuid",
        "WHERE r.table_name = 'finding' AND r.action = 'update' ORDER BY r.fid",
    ]
)


def read_trend(reader: OpenReader, checks: Optional[Collection[str]] = None) -> pd.DataFrame:
    """A row (index: day in Thailand) for each day on which the counts changed.

    Of the findings of some ``checks`` (``check_id``), else of all. Read from what each finding was
    before each change, so decisions that were taken back count for as long as they stood. Findings
    that an undo took away are not told, nor what is for information only, nor what rests because
    its rule is off, for as long as it does, nor what nobody asks for since the numbers of its rule
    were changed.
    """
    turns: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for uuid, before, moment in reader.execute(_IMAGES):
        state = json.loads(before or "{}").get("state") if "state" in (before or "") else None
        if state:
            turns[uuid].append((state, moment))
    changes: dict[dt.date, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_COUNTED, 0))
    for uuid, check, state, created in reader.execute(_FINDINGS):
        if checks is not None and check not in checks:
            continue
        former = turns.get(uuid, [])
        states = [_told(one) for one, _ in former] + [_told(state)]
        moments = [created, *(moment for _, moment in former)]
        changes[_day(moments[0])][states[0]] += 1
        for before, after, moment in zip(states, states[1:], moments[1:]):
            changes[_day(moment)][before] -= 1
            changes[_day(moment)][after] += 1
    days = sorted(changes)
    frame = pd.DataFrame([changes[day] for day in days], index=days, columns=list(_COUNTED))
    return frame[list(STATES)].cumsum().astype("int64")


def by_day(trend: pd.DataFrame, last: dt.date, count: int) -> pd.DataFrame:
    """The ``count`` days up to ``last``, those before the first finding left out."""
    if trend.empty:
        return trend
    first = max(trend.index[0], last - dt.timedelta(days=count - 1))
    days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    every = sorted({*trend.index, *days})
    return trend.reindex(every).ffill().loc[days].astype("int64")


def _told(state: str) -> str:
    return state if state in _COUNTED else "open"


@lru_cache(maxsize=4096)
def _day(moment: str) -> dt.date:
    return local_day(moment)
