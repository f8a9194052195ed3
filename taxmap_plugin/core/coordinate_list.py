"""A pasted list of corners in UTM, as it stands in a survey sheet or a chat message.

``1. E 495123.45 N 2072345.67``, ``A<tab>495,123.45<tab>2,072,345.67``, N before E, Thai
digits, headings above. The numbers are Indian 1975 or WGS 84 in zone 47 or 48: the list
does not say which, so the officer does, and :mod:`.datum` carries them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Optional

import numpy as np
from shapely import Polygon

from ..errors import TaxMapError
from .datum import is_indian, transform
from .far_corner import far_corner_notes
from .message import Message
from .thai_text import arabic_digits

UTM_EPSG = (24047, 24048, 32647, 32648)
"""Indian 1975 and WGS 84 in zones 47 and 48."""

_SAME = 0.001  # metres (in degrees 1e-8): the first corner written again
_NUMBER = re.compile(
    r"(?<![0-9.])(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?(?![0-9])"
)
_EAST_WORD, _NORTH_WORD = r"E|East(?:ing)?|X|ตะวันออก|อ", r"N|North(?:ing)?|Y|เหนือ|น"
_LABEL = re.compile(
    rf"(?:^|(?<=[\s,;|:.()=]))(?:(?P<east>{_EAST_WORD})|(?P<north>{_NORTH_WORD}))"
    r"\.?\s*[:=]?\s*$",
    re.IGNORECASE,
)
_WORDS = re.compile(
    rf"\b(?:(?P<east>{_EAST_WORD}|lon\w*)|(?P<north>{_NORTH_WORD}|lat\w*))\b", re.IGNORECASE
)
_LONG_NUMBER = re.compile(r"[0-9]{5}|[0-9]\.[0-9]")
_RANGES = {"utm": ((100_000, 900_000), (500_000, 2_400_000)), "degrees": ((97, 106), (5, 21))}
"""Thailand with room around it: east and north of UTM in metres, longitude and latitude."""

Kind = Literal["utm", "degrees"]


class CoordinateListError(TaxMapError, ValueError):
    """A list that gives no corners; the message names the row."""


@dataclass(frozen=True)
class CoordinateList:
    """Corners as written: ``xy`` (n, 2) runs east, north, or longitude, latitude.

    ``kind`` is "degrees" where the list is not UTM at all. A first corner that is written
    again at the end is left out.
    """

    names: list[str]
    xy: np.ndarray
    kind: Kind
    notes: list[Message]

    def placed(self, source_epsg: int, target_epsg: int) -> np.ndarray:
        """The corners in ``target_epsg``, read as UTM of ``source_epsg``.

        Degrees are those of the same datum. Raises DatumError as
        :func:`.datum.transform` does.
        """
        if self.kind == "degrees":
            source_epsg = 4240 if is_indian(source_epsg) else 4326
        return transform(self.xy, source_epsg, target_epsg)


def outline(corners: np.ndarray) -> Polygon:
    """The parcel with these corners. Raises CoordinateListError for fewer than three."""
    if len(corners) < 3:
        raise CoordinateListError(Message("coordinate_list.too_few", corners=len(corners)))
    return Polygon(corners)


def outline_notes(corners: np.ndarray, names: Sequence[str]) -> list[Message]:
    """What should be looked at: corners far from the others, an outline that crosses itself.

    ``corners`` are in metres.
    """
    notes = far_corner_notes(corners, names)
    if not outline(corners).is_valid:
        notes.append(Message("coordinate_list.crosses"))
    return notes


@dataclass(frozen=True)
class _Corner:
    row: int
    name: str
    east: float
    north: float
    kind: Kind
    swapped: bool


def parse_coordinates(text: str) -> CoordinateList:
    """The corners of a pasted list, one a line: name or none, east, north, or north, east.

    Which is which is judged by labels, by the heading, else by magnitude; what follows
    (a height) is left out. Blank lines and headings count as rows and say nothing else.
    Raises CoordinateListError with the row.
    """
    corners: list[_Corner] = []
    north_first = False
    for row, line in enumerate(map(arabic_digits, text.splitlines()), start=1):
        found = _corner(line, row, north_first, len(corners) + 1)
        if found is not None:
            corners.append(found)
        elif corners or not _is_heading(line):
            if line.strip():
                raise _unreadable(line, row)
        else:
            north_first = _north_first(line, north_first)
    if not corners:
        raise CoordinateListError(Message("coordinate_list.empty"))
    return _listed(corners)


def _corner(line: str, row: int, north_first: bool, number: int) -> Optional[_Corner]:
    """The first two numbers in a row that can be a place in Thailand."""
    numbers = list(_NUMBER.finditer(line))
    for first, second in zip(numbers, numbers[1:]):
        pair = [float(found[0].replace(",", "")) for found in (first, second)]
        labels = [_label(line[: first.start()]), _label(line[first.end() : second.start()])]
        for kind in ("utm", "degrees"):
            if kind == "degrees" and not ("." in first[0] and "." in second[0]):
                continue  # 7 is the name of a corner
            turned = _is_turned(pair, kind, labels, north_first)
            if turned is not None:
                east, north = pair[::-1] if turned else pair
                name = _name(line[: first.start()]) or str(number)
                return _Corner(row, name, east, north, kind, turned)
    return None


def _is_turned(
    pair: list[float], kind: Kind, labels: list[Optional[str]], north_first: bool
) -> Optional[bool]:
    """Whether north stands before east; None where the two numbers are no place."""
    possible = [turned for turned in (False, True) if _fits(pair[::-1] if turned else pair, kind)]
    if len(possible) < 2:
        return possible[0] if possible else None
    said = {"east": False, "north": True}.get(labels[0] or "")
    return north_first if said is None else said


def _fits(pair: list[float], kind: Kind) -> bool:
    return all(low <= value <= high for value, (low, high) in zip(pair, _RANGES[kind]))


def _label(before: str) -> Optional[str]:
    found = _LABEL.search(before)
    return found.lastgroup if found else None


def _name(before: str) -> str:
    return _LABEL.sub("", before).strip(" \t,;|:.()=")


def _is_heading(line: str) -> bool:
    """True for words above the list, even with a year or a zone in them."""
    letters, digits = (sum(map(test, line)) for test in (str.isalpha, str.isdigit))
    return letters >= digits and not _LONG_NUMBER.search(line)


def _north_first(heading: str, so_far: bool) -> bool:
    words = [found.lastgroup for found in _WORDS.finditer(heading)]
    return words[0] == "north" if set(words) == {"east", "north"} else so_far


def _unreadable(line: str, row: int) -> CoordinateListError:
    line = " ".join(line.split())
    if re.search("[°'′″]", line):
        return CoordinateListError(Message("coordinate_list.minutes", row=row, text=line))
    return CoordinateListError(Message("coordinate_list.unreadable", row=row, text=line))


def _listed(corners: list[_Corner]) -> CoordinateList:
    kind = corners[0].kind
    for corner in corners:
        if corner.kind != kind:
            raise CoordinateListError(Message("coordinate_list.mixed", row=corner.row))
    notes = []
    if kind == "degrees":
        notes.append(Message("coordinate_list.degrees"))
    turned = [corner.row for corner in corners if corner.swapped]
    if turned:
        notes.append(Message("coordinate_list.north_first", count=len(turned)))
    xy = np.array([(corner.east, corner.north) for corner in corners])
    same = _SAME if kind == "utm" else _SAME * 1e-5
    if len(corners) > 3 and np.abs(xy[-1] - xy[0]).max() <= same:
        corners, xy = corners[:-1], xy[:-1]
    return CoordinateList([corner.name for corner in corners], xy, kind, notes)
