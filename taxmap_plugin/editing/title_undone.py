"""What a change did to titles that goes when a parcel is restored, or a number is put right.

A title that it entered, and that nobody has touched or brought in since, is of nothing else; one
that the register knew had no parcel before, and has none again, with the area it had then. An edit
that was taken back and done again is the same edit.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

from ..workspace.few_rows import Row
from ..workspace.hanging import naming
from ..workspace.reader import OpenReader, Reader, rows_among
from ..workspace.undo_stack import LINKS, Chains
from .parcel_plan import uuids_of

_TABLE = "title_document"
_AREA = "document_area"
_GO_ALONG = {"ownership", "land_use", "match"}
"""Tables whose rows stay with the parcel, or are of the title alone."""
_IMAGE = ["fid", "row_uuid", "change_uuid", "action", "before"]


class Undone(NamedTuple):
    """Titles that are ``withdrawn`` from the register, and those that are ``released`` with what
    they said before, by their uuid."""

    withdrawn: set[str]
    released: dict[str, Row]


def makers(reader: OpenReader, pieces: Sequence[str]) -> set[tuple[str, str]]:
    """Some parcels, each beside the changes that made it of others."""
    columns = ["child_uuid", "change_uuid"]
    lineage = rows_among(reader, "lineage", columns, "child_uuid", pieces)
    return {(row["child_uuid"], row["change_uuid"]) for row in lineage}


def undone_titles(
    reader: OpenReader, titles: Sequence[Row], undone: Collection[tuple[str, str]]
) -> Undone:
    """Which of the titles of parcels were entered or tied by the change that is ``undone`` of each.

    ``undone`` has parcels beside changes.
    """
    withdrawn: set[str] = set()
    released: dict[str, Row] = {}
    if not titles:
        return Undone(withdrawn, released)
    images = _images_of(reader, uuids_of(titles))
    chains = Chains.of(reader.execute(LINKS))
    edits = {(parcel, chains.edit_of(change)) for parcel, change in undone}
    for title in titles:
        own = images[title["uuid"]]
        tied = max((at for at, image in enumerate(own) if _ties(image)), default=None)
        if tied is None:
            continue
        if (title["parcel_uuid"], chains.edit_of(own[tied]["change_uuid"])) not in edits:
            continue
        if own[tied]["action"] == "update":
            released[title["uuid"]] = _area_before(own[tied:])
        elif _is_untouched(title, own):
            withdrawn.add(title["uuid"])
    return Undone(withdrawn - _in_use(reader, withdrawn), released)


def left_in(reader: OpenReader, titles: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The parcel that each of some titles without one had last, and the change that took it."""
    found = {}
    for uuid, own in _images_of(reader, titles).items():
        moved = [image for image in own if "parcel_uuid" in image["before"]]
        if moved and moved[-1]["before"]["parcel_uuid"]:
            found[uuid] = (moved[-1]["before"]["parcel_uuid"], moved[-1]["change_uuid"])
    return found


def parcels_before(reader: OpenReader, titles: Sequence[str]) -> dict[str, set[str]]:
    """The parcels that some titles were of, before a change of each."""
    return {
        uuid: {image["before"].get("parcel_uuid") for image in own} - {None}
        for uuid, own in _images_of(reader, titles).items()
    }


def _images_of(reader: OpenReader, titles: Sequence[str]) -> dict[str, list[Row]]:
    """What each of the titles was before its changes, the oldest first."""
    images: dict[str, list[Row]] = {uuid: [] for uuid in titles}
    only = f"table_name = '{_TABLE}'"
    found = rows_among(reader, "change_row", _IMAGE, "row_uuid", list(images), only)
    for image in sorted(found, key=lambda row: row["fid"]):
        before = json.loads(image["before"] or "{}")
        images[image["row_uuid"]].append({**image, "before": before})
    return images


def _ties(image: Row) -> bool:
    """Whether a title had no parcel before a change, and may have one since."""
    if image["action"] == "insert":
        return True
    return "parcel_uuid" in image["before"] and image["before"]["parcel_uuid"] is None


def _is_untouched(title: Row, images: Sequence[Row]) -> bool:
    """Whether a title was only entered, taken back and entered again: other programs count its
    version on and leave no image."""
    entered = [image for image in images if image["action"] == "insert"]
    changed = any(image["action"] == "update" for image in images)
    return not changed and bool(title["row_version"] == len(entered))


def _area_before(since: Sequence[Row]) -> Row:
    """The area that a title had when it was tied, the first of these images; where it was written
    then, and by nobody later."""
    written = [image["before"] for image in since if _AREA in image["before"]]
    return {_AREA: written[0][_AREA]} if written == [since[0]["before"]] else {}


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
