"""By which numbers the findings of each rule were found, as far as rules have any."""

from __future__ import annotations

from collections.abc import Mapping

from .kept_setting import read_setting, write_setting
from .reader import Reader
from .transaction import Transaction

_KEY = "quality_numbers"  # in ``setting``: {rule: {option: number}}


def read_numbers(reader: Reader) -> dict[str, dict[str, float]]:
    """Those of the last check of the whole map that came to the end of the rule."""
    return dict(read_setting(reader, _KEY) or {})


def remember_numbers(tx: Transaction, numbers: Mapping[str, Mapping[str, float]]) -> None:
    """Note them, where any has changed."""
    known = read_numbers(tx)
    now = {**known, **{rule: dict(own) for rule, own in numbers.items() if own}}
    if now != known:
        write_setting(tx, _KEY, now)
