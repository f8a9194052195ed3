"""Whether a finding is one that was there before, so that what was decided of it stands.

A finding is known by its rule, the things it is about and its place. The key is that of the day
on which it was found first; boundaries that moved a little since do not make it another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Optional

import shapely

REACH = 5.0
"""Metres that the place of a finding may move from one check to the next."""


class Known(NamedTuple):
    """A finding as far as it is told from others."""

    rule: str
    things: Sequence[str]
    place: Optional[shapely.Point]

    @property
    def about(self) -> tuple[str, frozenset[str]]:
        return self.rule, frozenset(self.things)


def key_of(one: Known) -> str:
    """The rule, the sorted uuids and the place to the metre.

    >>> key_of(Known("overlap", ["b", "a"], shapely.Point(10.4, 20.6)))
    'overlap a+b @10,21'
    """
    where = "" if one.place is None else f" @{one.place.x:.0f},{one.place.y:.0f}"
    return f"{one.rule} {'+'.join(sorted(one.things))}{where}"


def matched(before: Iterable[Known], now: Iterable[Known]) -> list[int]:
    """For each finding of ``now`` the position of the same one ``before``, or -1.

    Of several about the same things those nearest to each other are the same, each once, up to
    :data:`REACH` apart; without a place they are told apart by nothing else.
    """
    before, now = list(before), list(now)
    groups: dict[tuple[str, frozenset[str]], list[int]] = {}
    for at, one in enumerate(before):
        groups.setdefault(one.about, []).append(at)
    new: dict[tuple[str, frozenset[str]], list[int]] = {}
    for at, one in enumerate(now):
        if one.about in groups:
            new.setdefault(one.about, []).append(at)
    result = [-1] * len(now)
    for about, members in new.items():
        pairs = sorted(
            (_apart(before[old].place, now[at].place), at, old)
            for at in members
            for old in groups[about]
        )
        taken: set[int] = set()
        for apart, at, old in pairs:
            if apart <= REACH and result[at] < 0 and old not in taken:
                result[at] = old
                taken.add(old)
    return result


def _apart(one: Optional[shapely.Point], two: Optional[shapely.Point]) -> float:
    if one is None or two is None:
        return 0.0 if one is two else REACH
    return float(one.distance(two))
