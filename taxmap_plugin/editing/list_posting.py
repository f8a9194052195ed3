"""The ชุด, หน้า and ลำดับ of each row of an announced list: given once, kept, and found again.

An owner who asks for a correction of the list names these three numbers (s.32).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional

from ..core.thai_text import arabic_digits
from ..workspace.reader import Reader
from ..workspace.store import Workspace

THINGS = {"land": "parcel_uuid", "buildings": "building_uuid", "units": "condo_unit_uuid"}
"""The table of a form → the column of ``list_row`` in which its thing stands."""
_COLUMNS = (
    *("uuid", "tax_year", "form", "list_set", "list_page", "list_row", "payer_key"),
    *("parcel_uuid", "building_uuid", "condo_unit_uuid", "posted_date"),
)
Place = tuple[str, str, str]


@dataclass(frozen=True)
class ListedThing:
    """A thing on a page of a list: ``chapter`` makes the set, ``document`` the owner's sheets in
    it, ``page`` is counted within their ``pages``, ``row`` is the number beside it."""

    chapter: str
    document: int
    page: int
    pages: int
    row: int
    table: str
    thing: str
    payer: str


def posted_places(reader: Reader, year: int, form: str) -> dict[str, Place]:
    """Set, page and row of every thing (uuid) on the list of a year, as it was posted."""
    rows = reader.rows("list_row", list(_COLUMNS), "tax_year = ? AND form = ?", (year, form))
    return {
        row[column]: (row["list_set"], row["list_page"], row["list_row"])
        for row in rows
        for column in THINGS.values()
        if row[column]
    }


def post_list(
    ws: Workspace, year: int, form: str, things: Sequence[ListedThing], day: dt.date
) -> int:
    """Give numbers to what is not yet on the list of the year; returns how many rows are new.

    A first posting makes a set for each chapter. What comes later goes into further sets: no
    number that was announced changes. One change, which can be undone.
    """
    with ws.transaction("post_list", reason=f"{form} {year}") as tx:
        posted = posted_places(tx, year, form)
        fresh = [one for one in things if one.thing not in posted]
        begin = max((int(place[0]) for place in posted.values() if place[0].isdigit()), default=0)
        rows = [
            {
                "tax_year": year,
                "form": form,
                "list_set": str(begin + number),
                "list_page": str(page),
                "list_row": str(one.row),
                "payer_key": one.payer,
                THINGS[one.table]: one.thing,
                "posted_date": day.isoformat(),
            }
            for number, page, one in _numbered(fresh)
        ]
        if rows:
            blank = dict.fromkeys(THINGS.values())
            tx.insert_rows("list_row", [{**blank, **row} for row in rows])
    return len(rows)


def _numbered(things: Iterable[ListedThing]) -> Iterable[tuple[int, int, ListedThing]]:
    """Set and page of each: pages are counted through the sheets of all owners of a set."""
    sets: dict[str, int] = {}
    before: dict[int, int] = {}
    whole: Counter[str] = Counter()
    for one in things:
        number = sets.setdefault(one.chapter, len(sets) + 1)
        if one.document not in before:
            before[one.document] = whole[one.chapter]
            whole[one.chapter] += one.pages
        yield number, before[one.document] + one.page, one


def find_list_row(
    reader: Reader, year: int, list_set: str, list_page: str, list_row: str, form: str = "pds3"
) -> Optional[Mapping[str, Any]]:
    """The row of an announced list by its numbers (Thai digits too); None where there is none.

    It names the property by ``parcel_uuid``, ``building_uuid`` or ``condo_unit_uuid``.
    """
    numbers = [arabic_digits(one.strip()) for one in (list_set, list_page, list_row)]
    rows = reader.rows(
        "list_row",
        list(_COLUMNS),
        "tax_year = ? AND form = ? AND list_set = ? AND list_page = ? AND list_row = ?",
        (year, form, *numbers),
    )
    return rows[0] if rows else None
