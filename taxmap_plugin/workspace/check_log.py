"""When the map was checked by which rules, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .kept_setting import read_setting, write_setting
from .reader import OpenReader, Reader
from .transaction import Transaction

_KEY = "quality_checked"
"""In ``setting``: {rule: [first time, last time (UTC), the place of the last change it saw]}."""
_CHANGES_NOTHING = ("quality_check", "quality_decide", "reconcile", "print", "settings")
_CHANGES = f"kind NOT IN ({', '.join('?' * len(_CHANGES_NOTHING))})"
_SINCE = "fid > ? AND " + _CHANGES
_AFTER = " ".join(["SELECT uuid FROM change WHERE fid > ? AND", _CHANGES, "ORDER BY fid"])
_LAST = "SELECT COALESCE(MAX(fid), 0) FROM change"


@dataclass(frozen=True)
class CheckLog:
    """How current the findings are.

    ``first`` and ``last`` are the times since which, and at which, every rule has come to its end;
    empty while ``waiting`` rules have not. ``changes`` is how often something was written since
    the first of the last checks began. ``never``: no check of any of them was made.
    """

    first: str = ""
    last: str = ""
    waiting: tuple[str, ...] = ()
    changes: int = 0
    never: bool = False


def remember_checked(tx: Transaction, rules: Iterable[str], seen: int) -> None:
    """Note that a check of the whole map by these rules came to its end just now.

    ``seen`` is the place of the last change before it began.
    """
    known = _known(tx)
    for rule in rules:
        known[rule] = [known.get(rule, [tx.now])[0], tx.now, seen]
    write_setting(tx, _KEY, known)


def forget_checked(tx: Transaction, rules: Iterable[str]) -> None:
    """These rules look for something else from now on: no check of them has been made."""
    known = _known(tx)
    forgotten = [rule for rule in rules if known.pop(rule, None) is not None]
    if forgotten:
        write_setting(tx, _KEY, known)


def read_log(reader: Reader, rules: Sequence[str]) -> CheckLog:
    """How it stands with these rules; of none there is nothing to say."""
    known = _known(reader)
    waiting = tuple(rule for rule in rules if rule not in known)
    if waiting or not rules:
        return CheckLog(waiting=waiting, never=bool(rules) and len(waiting) == len(rules))
    # before there were places, all changes count
    first, last, seen = zip(*((*known[rule], 0)[:3] for rule in rules))
    changes = reader.count("change", _SINCE, [min(seen), *_CHANGES_NOTHING])
    return CheckLog(max(first), min(last), (), changes)


def last_change(reader: OpenReader) -> int:
    """The place of the latest change in their order; 0 before the first."""
    return int(reader.execute(_LAST)[0][0])


def changes_after(reader: OpenReader, place: int) -> list[str]:
    """The changes of the data that were written after a place, the first ahead (uuids)."""
    return [uuid for (uuid,) in reader.execute(_AFTER, [place, *_CHANGES_NOTHING])]


def _known(reader: Reader) -> dict[str, Any]:
    return dict(read_setting(reader, _KEY) or {})
