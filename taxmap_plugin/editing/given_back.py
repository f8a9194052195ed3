"""What comes back with a restored parcel: what its division emptied, and questions it raised."""

from __future__ import annotations

from ..workspace.few_rows import Row
from ..workspace.reader import rows_among
from ..workspace.undo_image import images_of
from .confirmed import Confirmed
from .inheritance import Rule, rules
from .open_findings import close_findings, open_findings

_END = " ".join(
    [
        "SELECT change_uuid FROM change_row",
        "WHERE row_uuid = ? AND table_name = 'parcel' AND action = 'delete'",
        "ORDER BY fid DESC LIMIT 1",
    ]
)
_ENDED = "SELECT MAX(valid_to) FROM parcel_history WHERE parcel_uuid = ?"
_ASKED = {"inheritance.copied", "inheritance.shared", "inheritance.no_place"}
"""Findings of what was carried to a part: the whole has it again."""


def give_back(change: Confirmed) -> None:
    """Fill in again what said something of the whole parcel, in the rows that it has again.

    What a row says of another parcel (its document was tied elsewhere since) stays.
    """
    restored = [uuid for uuid, piece in change.pieces if piece.restores]
    for parcel in restored:
        for rule in rules():
            if rule.whole:
                _fill_in(change, rule, parcel)
        _close_asked(change, parcel)


def _close_asked(change: Confirmed, parcel: str) -> None:
    """What is asked since the parcel ended; what was of itself, a part of another one, stays."""
    ((ended,),) = change.tx.execute(_ENDED, [parcel])
    found = open_findings(change.tx, [parcel])
    asked = [one for one in found if one["check_id"] in _ASKED and one["created_at"] >= ended]
    close_findings(change.tx, asked)


def _fill_in(change: Confirmed, rule: Rule, parcel: str) -> None:
    before = _before_its_end(change, rule, parcel)
    columns = ["uuid", *rule.whole]
    mine = rows_among(change.tx, rule.table, [*columns, rule.column], "uuid", list(before))
    filled = [
        {**{name: row[name] for name in columns}, **before[row["uuid"]]}
        for row in mine
        if row[rule.column] == parcel
    ]
    change.tx.update_rows(rule.table, filled)


def _before_its_end(change: Confirmed, rule: Rule, parcel: str) -> dict[str, Row]:
    """What the change that ended the parcel emptied, in rows that named it (by their uuid)."""
    ends = change.tx.execute(_END, [parcel])
    images = [image for end in ends for image in images_of(change.tx, end[0])]
    mine = [image for image in images if image.table == rule.table and image.action == "update"]
    was: dict[str, Row] = {}
    for image in mine:  # the latest first: the value before all of them is the last one met
        was.setdefault(image.uuid, {}).update(image.values)
    return {
        uuid: {name: values[name] for name in rule.whole if name in values}
        for uuid, values in was.items()
        if values.get(rule.column) == parcel
    }
