"""What a parcel is called in what the program says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Optional, Union

from .message import Message

NAMES = ("uuid", "parcel_code", "source_code", "land_no", "map_sheet", "deed_no")
"""The columns that a parcel is called by."""

_MOST_NAMED = 10
_DIGITS = re.compile(r"([0-9]+)")
_END = 8  # ids begin with the time: those of one change are told apart by their end

Name = Union[str, Message]


def name_of(row: Mapping[str, Any]) -> Name:
    """Its code; without one the code that it came with, as such, else its land or document
    number, as deeds say it.

    ``row`` has as many of :data:`NAMES` as are known. A parcel that has none of them is one
    without a code, with the end of its uuid.
    """
    if row.get("parcel_code"):
        return str(row["parcel_code"])
    if row.get("source_code"):
        return Message("parcel_name.as_it_came", code=row["source_code"])
    land_no, map_sheet, deed_no = (row.get(name) for name in ("land_no", "map_sheet", "deed_no"))
    if land_no and map_sheet:
        return Message("parcel_name.land_and_sheet", land_no=land_no, map_sheet=map_sheet)
    if deed_no:
        return Message("parcel_name.document", deed_no=deed_no)
    if land_no:
        return Message("parcel_name.land", land_no=land_no)
    return without_code(row)


def without_code(row: Mapping[str, Any]) -> Message:
    """One of which nothing is known but that it is there, told from others by its ``uuid``."""
    return Message("parcel_name.without", end=str(row["uuid"])[-_END:])


def listed(
    names: Sequence[Name], count: Optional[int] = None, most: int = _MOST_NAMED
) -> list[Name]:
    """The first ``most`` names, and how many of ``count`` there are beside them."""
    count = len(names) if count is None else count
    if count <= most:
        return list(names)
    *shown, last = names[:most]
    return [*shown, Message("common.and_more", last=last, count=count - most)]


def place_of(row: Mapping[str, Any]) -> tuple:
    """Where a parcel stands among others: by code, then by the numbers it is called by."""
    code = row.get("parcel_code") or row.get("source_code")
    numbers = (in_order(row.get(name)) for name in NAMES[3:])
    return (*in_order(code), *numbers, row["uuid"])


def in_order(text: Optional[str]) -> tuple[bool, list[Union[str, int]]]:
    """A key that sorts codes and numbers as people do, 9 before 10; what has none comes last."""
    parts = _DIGITS.split(text or "")
    return not text, [int(part) if place % 2 else part for place, part in enumerate(parts)]
