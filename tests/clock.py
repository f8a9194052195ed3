"""A computer whose clock is wrong."""

from __future__ import annotations

import datetime as dt

import pytest

from taxmap_plugin.workspace import transaction


def is_off(monkeypatch: pytest.MonkeyPatch, minutes: float) -> None:
    """What is written from now on is written on a computer whose clock is wrong by so much."""

    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return dt.datetime.now(tz) + dt.timedelta(minutes=minutes)

    monkeypatch.setattr(transaction, "datetime", Clock)
