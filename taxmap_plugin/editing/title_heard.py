"""Which title of the register a number names that was typed for a piece, and what is said of it.

One of no parcel, or of one whose own number is another one by the same change. None is chosen
among several, and none that an officer has rejected for a parcel of the piece.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Optional

from ..core.same_document import same_document
from ..workspace.few_rows import Row
from ..workspace.reader import OpenReader, rows_among
from .parcel_plan import Plan, uuids_of
from .title_undone import left_in

HEARD, MOVED = "title_change.heard", "title_change.moved"
MISSING, SEVERAL, REFUSED = "title_change.missing", "title_change.several", "title_change.refused"
LACKING = {MISSING, SEVERAL, REFUSED}
"""What is said of a number that stays without a title."""


class Heard(NamedTuple):
    """The title that has a number; what is ``said``, nothing of one that is its own again.

    Its own is one that the parcel lost by the change ``left_in``: the number was a slip.
    """

    title: Optional[Row] = None
    said: str = ""
    left_in: str = ""


def titles_heard(
    reader: OpenReader,
    plan: Plan,
    typed: Mapping[int, str],
    former: Sequence[Row],
) -> dict[int, Heard]:
    """What the register has for the numbers of the pieces in some places, each title once.

    ``typed`` has the parcel beside each place whose own the title may be again, or "". ``former``
    are the titles whose parcels have another number by the plan. Places of numbers that are new
    to the register are left out; one that a title of another parcel has is not new.
    """
    values = {at: plan.values_after(plan.pieces[at]) for at in typed}
    numbers = list(dict.fromkeys(row["deed_no"] for row in values.values()))
    by_number: dict[str, list[Row]] = {}
    of_others: dict[str, list[Row]] = {}
    loose = set(uuids_of(former))
    for row in rows_among(reader, "title_document", None, "deed_no", numbers):
        is_free = row["parcel_uuid"] is None or row["uuid"] in loose
        (by_number if is_free else of_others).setdefault(row["deed_no"], []).append(row)
    free = [row for rows in by_number.values() for row in rows]
    refused, left = _refused(reader, uuids_of(free)), left_in(reader, uuids_of(free))
    found: dict[int, Heard] = {}
    taken: set[str] = set()
    for at, parcel in typed.items():
        rows = by_number.get(values[at]["deed_no"], ())
        named = [row for row in rows if same_document(row, values[at])]
        origin = plan.pieces[at].origin
        right = [row for row in named if not refused.get(row["uuid"], set()) & origin]
        there = [row for row in right if row["uuid"] not in taken]
        own = [row for row in there if parcel and left.get(row["uuid"], ("",))[0] == parcel]
        if len(own) == 1:
            found[at] = Heard(own[0], "", left[own[0]["uuid"]][1])
        elif len(there) == 1:
            found[at] = Heard(there[0], MOVED if there[0]["parcel_uuid"] else HEARD)
        elif named:
            found[at] = Heard(None, SEVERAL if there else MISSING if right else REFUSED)
        elif any(
            same_document(row, values[at]) for row in of_others.get(values[at]["deed_no"], ())
        ):
            found[at] = Heard(None, MISSING)
        taken.update(one["uuid"] for one in [found.get(at, Heard()).title] if one)
    return found


def _refused(reader: OpenReader, titles: Sequence[str]) -> dict[str, set[str]]:
    """The parcels for which an officer has rejected titles."""
    only = "register_table = 'title_document' AND state = 'rejected'"
    columns = ["register_uuid", "parcel_uuid"]
    found: dict[str, set[str]] = {}
    for line in rows_among(reader, "match", columns, "register_uuid", titles, only):
        found.setdefault(line["register_uuid"], set()).add(line["parcel_uuid"])
    return found
