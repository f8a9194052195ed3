"""What comes back with a restored parcel: what its division emptied, and questions it raised."""

from __future__ import annotations

from collections.abc import Mapping

import shapely

from ..core.building_across import ACROSS
from ..core.ground import ground_of
from ..workspace.few_rows import Row
from ..workspace.reader import rows_among
from ..workspace.undo_image import images_of
from .confirmed import Confirmed
from .inheritance import Rule, rules
from .open_findings import close_findings, open_findings
from .title_change import ENTERED, FORMER
from .title_heard import HEARD, LACKING, MOVED

Was = Mapping[str, Mapping[str, Row]]
"""What the rows were that a change wrote: table → uuid → values."""
Ended = Mapping[str, Was]
"""The same of the change that ended each parcel (its uuid)."""
_END = " ".join(
    [
        "SELECT change_uuid FROM change_row",
        "WHERE row_uuid = ? AND table_name = 'parcel' AND action = 'delete'",
        "ORDER BY fid DESC LIMIT 1",
    ]
)
_ENDED = "SELECT MAX(valid_to) FROM parcel_history WHERE parcel_uuid = ?"
_ASKED = {
    *("inheritance.copied", "inheritance.shared", "inheritance.no_place"),
    *(FORMER, ENTERED, HEARD, MOVED, *LACKING),
}
"""Findings of what was carried to a part, or typed for it: the whole has what it had again."""


def ends_of(change: Confirmed) -> Ended:
    """Of each parcel that is restored what the rows were that its end wrote."""
    restored = [uuid for uuid, piece in change.pieces if piece.restores]
    return {parcel: _before_its_end(change, parcel) for parcel in restored}


def give_back(change: Confirmed, ends: Ended) -> None:
    """Fill in again what said something of the whole parcel, in the rows that it has again.

    What a row says of another parcel (its document was tied elsewhere since) stays.
    """
    for parcel, was in ends.items():
        for rule in rules():
            mine = naming(was, rule, parcel)
            if rule.whole:
                _fill_in(change, rule, parcel, mine)
            if rule.rule == "place":
                _stand_again(change, rule, parcel, mine)
        _close_asked(change, parcel)


def _close_asked(change: Confirmed, parcel: str) -> None:
    """What is asked since the parcel ended; what was of itself, a part of another one, stays."""
    ((ended,),) = change.tx.execute(_ENDED, [parcel])
    found = open_findings(change.tx, [parcel])
    asked = [one for one in found if one["check_id"] in _ASKED and one["created_at"] >= ended]
    close_findings(change.tx, asked)


def _fill_in(change: Confirmed, rule: Rule, parcel: str, was: Mapping[str, Row]) -> None:
    columns = ["uuid", *rule.whole]
    mine = rows_among(change.tx, rule.table, [*columns, rule.column], "uuid", list(was))
    filled = [
        {
            "uuid": row["uuid"],
            **{name: was[row["uuid"]].get(name, row[name]) for name in rule.whole},
        }
        for row in mine
        if row[rule.column] == parcel
    ]
    change.tx.update_rows(rule.table, filled)


def _stand_again(change: Confirmed, rule: Rule, parcel: str, was: Mapping[str, Row]) -> None:
    """What stood on it, and on no parcel since a road took the ground, stands on it again.

    Not what was drawn elsewhere since.
    """
    rows = rows_among(change.tx, rule.table, ["uuid", rule.column, "geom"], "uuid", list(was))
    ground = ground_of(dict(change.pieces)[parcel].shape)
    loose = [
        row["uuid"]
        for row in rows
        if row[rule.column] is None
        and (row["geom"] is None or shapely.intersects(ground, row["geom"]))
    ]
    change.tx.update_rows(rule.table, [{"uuid": uuid, rule.column: parcel} for uuid in loose])
    found = open_findings(change.tx, loose)
    close_findings(change.tx, [one for one in found if one["check_id"] in ACROSS])


def _before_its_end(change: Confirmed, parcel: str) -> Was:
    was: dict[str, dict[str, Row]] = {}
    for end in change.tx.execute(_END, [parcel]):
        for image in images_of(change.tx, end[0]):  # the latest first: the last one met was before
            if image.action == "update":
                was.setdefault(image.table, {}).setdefault(image.uuid, {}).update(image.values)
    return was


def naming(was: Was, rule: Rule, parcel: str) -> dict[str, Row]:
    """Of what the rows were those that named the parcel, by their uuid."""
    rows = was.get(rule.table, {}).items()
    return {uuid: values for uuid, values in rows if values.get(rule.column) == parcel}
