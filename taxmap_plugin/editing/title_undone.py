"""What a change did to the titles of its pieces that goes with them when a parcel is restored.

A title that it entered, and that nobody has touched or brought in since, is of nothing else; one
that the register knew had no parcel before, and has none again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from ..workspace.few_rows import Row
from ..workspace.hanging import naming
from ..workspace.reader import Reader, rows_among
from .parcel_plan import uuids_of

_TABLE = "title_document"
_GO_ALONG = {"ownership", "land_use", "match"}
"""Tables whose rows stay with the parcel, or are of the title alone."""
_IMAGE = ["fid", "table_name", "row_uuid", "change_uuid", "action", "before"]


class Undone(NamedTuple):
    """The uuids of titles that are ``withdrawn`` from the register, and ``released``."""

    withdrawn: set[str]
    released: set[str]


def undone_titles(reader: Reader, titles: Sequence[Row]) -> Undone:
    """Which of the titles of retired pieces were entered or tied by the change that made those."""
    pieces = list({title["parcel_uuid"] for title in titles})
    columns = ["child_uuid", "change_uuid"]
    lineage = rows_among(reader, "lineage", columns, "child_uuid", pieces)
    made = {(row["child_uuid"], row["change_uuid"]) for row in lineage}
    images: dict[str, list[Row]] = {uuid: [] for uuid in uuids_of(titles)}
    found = rows_among(reader, "change_row", _IMAGE, "row_uuid", list(images))
    for image in sorted(found, key=lambda row: row["fid"]):
        if image["table_name"] == _TABLE:
            images[image["row_uuid"]].append(image)
    undone = Undone(set(), set())
    for title in titles:
        own = images[title["uuid"]]
        tied = [image for image in own if _ties(image)]
        if tied and (title["parcel_uuid"], tied[-1]["change_uuid"]) in made:
            if tied[-1]["action"] == "update":
                undone.released.add(title["uuid"])
            elif len(own) == 1:
                undone.withdrawn.add(title["uuid"])
    return undone._replace(withdrawn=undone.withdrawn - _in_use(reader, undone.withdrawn))


def _ties(image: Row) -> bool:
    """Whether a title had no parcel before a change, and may have one since."""
    if image["action"] == "insert":
        return True
    before = json.loads(image["before"] or "{}")
    return "parcel_uuid" in before and before["parcel_uuid"] is None


def _in_use(reader: Reader, titles: set[str]) -> set[str]:
    """Those that a register has brought in since, or that something else than a holder names."""
    uuids = list(titles)
    brought = rows_among(reader, "import_row", ["target_uuid"], "target_uuid", uuids)
    named = {
        row[one.column]
        for one, rows in naming(reader, _TABLE, uuids)
        if one.table.name not in _GO_ALONG
        for row in rows
    }
    return {row["target_uuid"] for row in brought} | named
