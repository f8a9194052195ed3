"""A traverse (วงรอบ): the outline of a parcel walked by bearing and distance.

Bearings are grid azimuths and distances plane metres (1 วา = 2 m), as a deed states them;
the corners are in the CRS of the start point. What is missing at the end to come back to
the start is the closing error; the compass rule (Bowditch) spreads it over the courses in
proportion to their lengths.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Optional

import numpy as np
from shapely import Polygon

from ..errors import TaxMapError
from .bearing import BearingError, is_direction, looks_like_bearing, parse_bearing
from .message import Message
from .thai_text import arabic_digits

METRES_PER_WAH = 2
LONGEST_COURSE = 5_000.0
"""Metres; what is longer is two numbers run together, or no distance."""
WORST_RATIO = 1_000
"""A closing error of more than 1:1000 of the way comes from a slip, not from measuring."""

_NO_ERROR = 1e-6  # metres
_DISTANCE = re.compile(
    r"(?P<rest>.+?)[\s,;|]+(?P<number>(?:(?<=\s)[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
    r"\s*(?P<unit>เมตร|ม\.?|metres?|meters?|m\.?|วา|ว\.?|wah?)?[\s,;|]*",
    re.IGNORECASE,
)
_WAH = re.compile(r"วา|ว\.?|wah?", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[\t,;|]\s*|\s+")
_WHOLE_BEARING = re.compile(r"[-–:].*[-–:]|[.°º]")
"""``45-00-00`` before ``20,5``; ``1-2`` may name a side."""
_WITH_COMMA = re.compile(
    r"(?P<before>.*?[^\s,;|])(?:\s*[\t;|]\s*|,?\s+)(?![0-9]{1,3}(?:,[0-9]{3})+(?![0-9]))[0-9]+,[0-9]+"
    r"(?![,0-9.]).*"
)
"""``45 20,5``: behind a blank, two numbers and a comma, that is not one between thousands."""
_HARD_SEPARATOR = re.compile(r"[\t,;|]")


class TraverseError(TaxMapError, ValueError):
    """Courses that cannot be read, or that enclose nothing; the message names the row."""


@dataclass(frozen=True)
class Course:
    """One side: azimuth in degrees from grid north, distance in metres, name as written."""

    bearing: float
    distance: float
    name: str = ""


@dataclass(frozen=True)
class Closing:
    """What is missing from the last point back to the start, in metres.

    ``ratio`` is n of 1:n, the way for each metre of error; None when it closes exactly.
    """

    east: float
    north: float
    length: float
    perimeter: float
    ratio: Optional[int]

    @property
    def message(self) -> Message:
        return Message(
            "traverse.closing" if self.ratio else "traverse.closes",
            east=f"{self.east:+.3f}",
            north=f"{self.north:+.3f}",
            length=f"{self.length:.3f}",
            perimeter=f"{self.perimeter:,.2f}",
            ratio=f"{self.ratio or 0:,}",
        )


@dataclass(frozen=True)
class Traverse:
    """Courses from ``start`` (east, north) around a parcel and back to it.

    Raises TraverseError for fewer than three courses.
    """

    courses: Sequence[Course]
    start: tuple[float, float] = (0.0, 0.0)

    def __post_init__(self) -> None:
        if len(self.courses) < 3:
            raise TraverseError(Message("traverse.too_few", courses=len(self.courses)))

    @cached_property
    def points(self) -> np.ndarray:
        """Start and the end of each course as measured, shape (n + 1, 2)."""
        return np.vstack([np.zeros(2), np.cumsum(self._steps, axis=0)]) + self.start

    @cached_property
    def _steps(self) -> np.ndarray:
        azimuth = np.radians([course.bearing for course in self.courses])
        return self._distances[:, None] * np.column_stack([np.sin(azimuth), np.cos(azimuth)])

    @property
    def _distances(self) -> np.ndarray:
        return np.array([course.distance for course in self.courses], dtype=float)

    @cached_property
    def closing(self) -> Closing:
        """The closing error: from the start to where the last course ends."""
        east, north = self._steps.sum(axis=0).tolist()
        length, perimeter = float(np.hypot(east, north)), float(self._distances.sum())
        ratio = round(perimeter / length) if length > _NO_ERROR else None
        return Closing(east, north, length, perimeter, ratio)

    @cached_property
    def adjusted_points(self) -> np.ndarray:
        """The points after the compass rule; the last is the start again."""
        walked = np.concatenate([[0.0], np.cumsum(self._distances)]) / self.closing.perimeter
        error = np.array([self.closing.east, self.closing.north])
        points = self.points - walked[:, None] * error
        points[-1] = points[0]
        return points

    def corners(self, adjust: bool = False) -> np.ndarray:
        """The corners, one a course, shape (n, 2); unadjusted, the last side takes the error."""
        return (self.adjusted_points if adjust else self.points)[:-1]

    def polygon(self, adjust: bool = False) -> Polygon:
        """The parcel; it may be invalid where the courses cross (:meth:`notes` says so)."""
        return Polygon(self.corners(adjust))

    def notes(self, adjust: bool = False) -> list[Message]:
        """The closing error, what adjusting did, and what should be looked at."""
        notes = [self.closing.message]
        if adjust and self.closing.ratio is not None:
            moved = np.hypot(*(self.corners(adjust) - self.corners()).T).max()
            notes.append(Message("traverse.adjusted", most=f"{moved:.3f}"))
        if self.closing.ratio is not None and self.closing.ratio < WORST_RATIO:
            notes.append(Message("traverse.large_error", worst=f"{WORST_RATIO:,}"))
        if not self.polygon(adjust).is_valid:
            notes.append(Message("traverse.crosses"))
        return notes


def parse_courses(text: str) -> list[Course]:
    """The courses of a pasted list, one a line: a name or none, bearing, distance.

    Between them tabs, commas or blanks; distances in metres unless ``วา`` stands behind.
    Blank lines and lines without digits before the first course are left out. Raises
    TraverseError with the line, counted as the officer sees it.
    """
    lines = [arabic_digits(line).strip(" \t|") for line in text.splitlines()]
    courses: list[Course] = []
    for row, line in enumerate(lines, start=1):
        is_header = not courses and not re.search("[0-9]", line)
        if line and not is_header:
            courses.append(_course(line, row))
    if not courses:
        raise TraverseError(Message("traverse.empty"))
    return courses


def _course(line: str, row: int) -> Course:
    found = _DISTANCE.fullmatch(line)
    if _may_be_decimal(line):
        raise TraverseError(Message("traverse.decimal_comma", row=row, text=line))
    if found is None:
        raise TraverseError(Message("traverse.unreadable", row=row, text=line))
    name, bearing = _name_and_bearing(found["rest"], row, line)
    distance = _distance(found["number"], found["unit"], row)
    try:
        return Course(parse_bearing(bearing), distance, name)
    except BearingError as error:
        raise TraverseError(
            Message("traverse.bad_bearing", row=row, problem=error.message)
        ) from error


def _may_be_decimal(line: str) -> bool:
    """Whether a bearing stands before a comma: is it bearing and distance, or a decimal comma?"""
    found = _WITH_COMMA.fullmatch(line)
    if found is None:
        return False
    before = found["before"]
    starts = [0, *(one.end() for one in _SEPARATOR.finditer(before))]
    return any(looks_like_bearing(before[start:]) for start in starts)


def _name_and_bearing(rest: str, row: int, line: str) -> tuple[str, str]:
    """``"P1 45-30-15"`` → ``("P1", "45-30-15")``; a name of several words needs a tab or comma."""
    if looks_like_bearing(rest):
        return "", rest
    for separator in _SEPARATOR.finditer(rest):
        name, bearing = rest[: separator.start()].strip(), rest[separator.end() :].strip()
        is_hard = _HARD_SEPARATOR.search(separator[0]) is not None
        if looks_like_bearing(bearing) and (is_hard or not re.search(r"\s", name)):
            if is_direction(name):
                break
            if bearing.isdecimal() and _WHOLE_BEARING.search(name) and looks_like_bearing(name):
                raise TraverseError(Message("traverse.decimal_comma", row=row, text=line))
            return name, bearing
    raise TraverseError(Message("traverse.unreadable", row=row, text=line))


def _distance(number: str, unit: Optional[str], row: int) -> float:
    metres = float(number.replace(",", ""))
    if unit and _WAH.fullmatch(unit):
        metres *= METRES_PER_WAH
    if re.match("0[0-9]", number) or not 0 < metres <= LONGEST_COURSE:
        raise TraverseError(
            Message("traverse.bad_distance", row=row, text=number, most=f"{LONGEST_COURSE:,.0f}")
        )
    return metres
