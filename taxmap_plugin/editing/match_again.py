"""Matches that come back with the titles of a parcel that are its own again."""

from __future__ import annotations

from collections.abc import Mapping

from ..workspace.reader import rows_among
from ..workspace.transaction import Transaction
from ..workspace.undo_image import images_of


def match_again(tx: Transaction, left: Mapping[str, str]) -> None:
    """Put back the matches that went by the change by which each of the titles left its parcel.

    Not those of a title that was matched since. ``left``: title → change (uuids).
    """
    only = "register_table = 'title_document' AND state <> 'rejected'"
    lines = rows_among(tx, "match", ["register_uuid"], "register_uuid", list(left), only)
    matched = {line["register_uuid"] for line in lines}
    wanted = {title: by for title, by in left.items() if title not in matched}
    for by in dict.fromkeys(wanted.values()):
        gone = [
            image
            for image in images_of(tx, by)
            if image.table == "match" and image.action == "delete"
            if wanted.get(image.values["register_uuid"]) == by
        ]
        if gone:
            values = {name: [one.values[name] for one in gone] for name in gone[0].values}
            tx.insert_stored("match", {"uuid": [one.uuid for one in gone], **values})
