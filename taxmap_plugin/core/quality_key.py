"""Whether a finding is one that was there before, so that what was decided of it stands.

A finding is known by its rule and the things it is about, and, where a rule can find several faults
of the same things, by its place. The key is that of the day on which it was found first; boundaries
that moved a little since do not make it another one, nor do parcels that were divided or merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Optional

import shapely

from .object_array import object_array
from .quality_rule import KnownBy
from .quality_rules import RULES

REACH = 5.0
"""Metres that the place of a finding may move from one check to the next, where that tells it."""
_SAME_REACH = 50.0
"""Metres that the middle of a long strip of ground may move along the same parcels."""
_KNOWN_BY = {one.id: one.known_by for one in RULES}


def is_of_column(rule: str) -> bool:
    """Whether its findings are about columns."""
    return _known_by(rule) == "column"


def is_once(rule: str) -> bool:
    """Whether it has no more than one finding of the same things."""
    return _known_by(rule) in ("worst", "things")


def _known_by(rule: str) -> KnownBy:
    return _KNOWN_BY.get(rule, "worst")


class Known(NamedTuple):
    """A finding as far as it is told from others.

    With a ``column`` of a table it is about that, and the things are some of its rows.
    """

    rule: str
    things: Sequence[str]
    place: Optional[shapely.Point]
    column: str = ""

    @property
    def has_place(self) -> bool:
        """Whether its place says more than where its things are."""
        return self.place is not None and _known_by(self.rule) in ("worst", "ground")

    @property
    def is_ground(self) -> bool:
        return _known_by(self.rule) == "ground"

    @property
    def about(self) -> tuple[str, str]:
        return self.rule, self.column or "+".join(sorted(set(self.things)))


def key_of(one: Known) -> str:
    """The rule, the sorted uuids (or the column), and the place to the metre where it tells faults
    apart.

    >>> key_of(Known("overlap", ["b", "a"], shapely.Point(10.4, 20.6)))
    'overlap a+b @10,21'
    >>> key_of(Known("tiny", ["a"], shapely.Point(10.4, 20.6)))
    'tiny a'
    """
    where = f" @{one.place.x:.0f},{one.place.y:.0f}" if one.place and one.has_place else ""
    return " ".join(one.about) + where


def matched(before: Iterable[Known], now: Iterable[Known]) -> list[int]:
    """For each finding of ``now`` the position of the same one ``before``, or -1.

    Of several that may be the same those nearest to each other are, each once.
    """
    before, now = list(before), list(now)
    pairs = {*_about_the_same(before, now), *_beside_the_same(before, now)}
    return _nearest_first(before, now, pairs)


def of_place(before: Iterable[Known], now: Iterable[Known]) -> list[int]:
    """As :func:`matched`, where faults with a place can be the same only within :data:`REACH` of
    it: one that was gone, or whose parcels are told by what they came of."""
    before, now = list(before), list(now)
    pairs = {
        (at, old)
        for at, old in (*_alike(before, now), *_beside_the_same(before, now))
        if not now[at].has_place or _apart(before[old].place, now[at].place) <= REACH
    }
    return _nearest_first(before, now, pairs)


def _nearest_first(
    before: Sequence[Known], now: Sequence[Known], pairs: Iterable[tuple[int, int]]
) -> list[int]:
    ranked = sorted((_apart(before[old].place, now[at].place), at, old) for at, old in pairs)
    result = [-1] * len(now)
    taken: set[int] = set()
    for _, at, old in ranked:
        if result[at] < 0 and old not in taken:
            result[at] = old
            taken.add(old)
    return result


def _about_the_same(before: Sequence[Known], now: Sequence[Known]) -> Iterator[tuple[int, int]]:
    """Positions now and before of what is about the same things, or the same column; of ground no
    farther along them than a strip may have grown."""
    for at, old in _alike(before, now):
        if not now[at].is_ground or _apart(before[old].place, now[at].place) <= _SAME_REACH:
            yield at, old


def _alike(before: Sequence[Known], now: Sequence[Known]) -> Iterator[tuple[int, int]]:
    groups: dict[tuple[str, str], list[int]] = {}
    for old, one in enumerate(before):
        groups.setdefault(one.about, []).append(old)
    for at, one in enumerate(now):
        yield from ((at, old) for old in groups.get(one.about, ()))


def _beside_the_same(before: Sequence[Known], now: Sequence[Known]) -> Iterator[tuple[int, int]]:
    """Of ground, what lies within reach beside one of the same parcels: the others may be new."""
    asked = [at for at, one in enumerate(now) if one.is_ground]
    there = [old for old, one in enumerate(before) if one.is_ground]
    tree = shapely.STRtree(object_array(before[old].place for old in there))
    places = object_array(now[at].place for at in asked)
    for new, known in tree.query(places, predicate="dwithin", distance=REACH).T.tolist():
        at, old = asked[new], there[known]
        one, two = now[at], before[old]
        if one.rule == two.rule and not set(one.things).isdisjoint(two.things):
            yield at, old


def _apart(one: Optional[shapely.Point], two: Optional[shapely.Point]) -> float:
    if one is None or two is None:
        return 0.0 if one is two else REACH
    return float(one.distance(two))
