"""How the table of a form breaks over pages: every row once, no page empty, none overfull.

A row goes to the next page whole; only one that is higher than a page is divided, between two of
its lines. On every page but the last a line carries the sums forward, on every page but the first
one brings them. Heights are millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

_SPARE = 1e-6
_LEAST_LINES = 2
"""Lines of a divided row that are worth beginning it where something else stands already."""


class Part(NamedTuple):
    """Lines ``first`` to before ``last`` of a row."""

    row: int
    first: int
    last: int


@dataclass(frozen=True)
class TableSize:
    """What the parts of a table take: ``line`` one line, ``air`` what a row has besides, ``carry``
    a line of sums carried over (0 without), ``end`` what stands below the last row."""

    line: float
    air: float
    carry: float = 0.0
    end: float = 0.0

    def row(self, lines: int) -> float:
        """Height of a row of so many lines."""
        return lines * self.line + self.air

    @property
    def least(self) -> float:
        """The least room in which a table can go on."""
        return self.row(1) + self.carry + max(self.carry, self.end)


def break_rows(
    lines: Sequence[int], first: float, page: float, size: TableSize
) -> list[list[Part]]:
    """The parts of each page for rows of so many ``lines`` (1 or more).

    ``first`` is the room below the heads on the page begun, ``page`` that of a fresh one. The
    first list is empty where nothing fits beside what stands there. Raises ValueError for a
    ``page`` on which not one line has room.
    """
    if page + _SPARE < size.least:
        raise ValueError("a page without room for one line of a table")
    pages: list[list[Part]] = []
    at, done = 0, 0  # the row, and how many of its lines stand already
    room, brought = first, 0.0
    while at < len(lines):
        parts, used = [], brought
        while at < len(lines):
            left = room - used
            end = size.end if at == len(lines) - 1 else size.carry
            whole = lines[at] - done
            if size.row(whole) + end <= left + _SPARE:
                parts.append(Part(at, done, lines[at]))
                used += size.row(whole)
                at, done = at + 1, 0
                continue
            some = int((left - size.carry - size.air + _SPARE) / size.line)
            begun = bool(parts) or room < page
            too_high = size.row(whole) + end + size.carry > page + _SPARE
            if begun and (not too_high or some < _LEAST_LINES):
                break
            some = min(some, whole - 1)
            if some > 0:
                parts.append(Part(at, done, done + some))
                done += some
            break
        pages.append(parts)
        room, brought = page, size.carry if any(pages) else 0.0
    return pages


def fit_widths(
    shares: Sequence[float], needs: Sequence[float], width: float
) -> tuple[list[float], float]:
    """Widths of columns that together are ``width``, and by how much the text is to be smaller.

    Each has its part by ``shares``; one that needs more takes it from those that have to spare.
    The factor is below 1 only where all together need more than there is.

    >>> fit_widths([1, 1], [0.0, 70.0], 100)
    ([30.0, 70.0], 1.0)
    """
    wanted = sum(needs)
    if wanted >= width:
        return [need * width / wanted for need in needs], width / wanted
    whole = sum(shares)
    parts = [share * width / whole for share in shares]
    lacking = sum(max(need - part, 0.0) for part, need in zip(parts, needs))
    spare = sum(max(part - need, 0.0) for part, need in zip(parts, needs))
    given = lacking / spare if spare else 0.0
    widths = [max(need, part - given * (part - need)) for part, need in zip(parts, needs)]
    return widths, 1.0
