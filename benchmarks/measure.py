"""What a benchmark reports: our time beside another tool's for the same work."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any, NamedTuple


class Measurement(NamedTuple):
    """``ours`` and ``theirs`` in seconds for ``size`` rows; ``wanted`` is the ratio asked for.

    ``ratio`` is theirs / ours: 6 means six times faster than ``other``.
    """

    what: str
    size: int
    ours: float
    other: str
    theirs: float
    wanted: float

    @property
    def ratio(self) -> float:
        return self.theirs / self.ours

    @property
    def reached(self) -> bool:
        return self.ratio >= self.wanted


def best_of(
    times: int, work: Callable[[], Any], clock: Callable[[], float] = time.perf_counter
) -> float:
    """The shortest of several runs, in seconds: noise only ever adds."""
    spent = []
    for _ in range(times):
        start = clock()
        work()
        spent.append(clock() - start)
    return min(spent)


def exponent(small: Measurement, large: Measurement) -> float:
    """How our time grows with size: 1 is linear, 2 quadratic."""
    return math.log(large.ours / small.ours) / math.log(large.size / small.size)
