"""What an officer should look at of buildings, signs, blocks and zones where they lie: findings.

No tool refuses a building on no land or a block over another one: what is there already may be
drawn wrong itself. It is told and written down, whichever tool it was put on the map with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Optional

import pandas as pd
import shapely

from ..core.code_style import UNIT_KINDS, CodeStyle
from ..core.geometry_check import invalid_reason
from ..core.ground import ground_of
from ..core.message import Message
from ..core.parcel_code import parcel_of_unit
from ..core.parcel_name import NAMES, name_of
from ..core.unit_place import place_units
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from ..workspace.schema import CODE_COLUMN
from ..workspace.schema import table as table_of
from ..workspace.transaction import Transaction
from .open_findings import close_findings, open_findings
from .out_of_bounds import outside_note
from .overlap import laid_over
from .parcel_plan import read_around, shapes_of, uuids_of
from .same_place import same_place
from .unit_parcel import ON_PARCELS

_AREAS = ("block", "zone")
_OF_PLACE = (
    *("unit_place.", "unit_numbering.elsewhere", "unit_numbering.other_code"),
    *("overlap.", "building_across.", "geometry_check.invalid"),
    *("thing_review.site", "same_place.", "out_of_bounds.it_"),
)
"""How the checks begin that are judged anew when a thing is moved."""
_REACHES = (0.0, 1_000.0, 1e7)
"""Metres around things in which land is looked for, until each has some."""


class Look(NamedTuple):
    """One thing to be looked at: what is said of which row, and where."""

    message: Message
    table: str
    uuid: str
    code: Optional[str]
    place: Optional[shapely.Point]

    @property
    def named(self) -> Message:
        """The message with the name of its thing, for those who do not see it."""
        what = Message(f"thing_review.{self.table}")
        if not self.code:
            return Message("thing_review.unnamed", what=what, note=self.message)
        return Message("thing_review.named", what=what, code=self.code, note=self.message)


def review_things(
    tx: Transaction, table: str, uuids: Sequence[str], style: CodeStyle
) -> tuple[Look, ...]:
    """Judge rows that were put or moved on the map, and write down what is to be looked at.

    Open findings about where they were before are over. Tables that are neither of areas nor
    on parcels have none.
    """
    rows = _rows(tx, table, uuids)
    looks = (
        *_unsound(table, rows),
        *_misplaced(tx, table, rows),
        *_of_other_parcels(tx, table, rows, style),
    )
    close_looks(tx, uuids_of(rows))
    write_looks(tx, looks)
    return looks


def look_at(message: Message, table: str, row: Row, place: Optional[shapely.Point] = None) -> Look:
    """What is said of a row, and where it lies; without a shape it has no place."""
    shape = row.get("geom")
    if place is None and shape is not None and not shape.is_empty:
        ground = ground_of(shape)
        place = shapely.point_on_surface(shape.envelope if ground.is_empty else ground)
    return Look(message, table, row["uuid"], row[table_of(table).display[0]], place)


def _rows(tx: Transaction, table: str, uuids: Sequence[str]) -> list[Row]:
    if table not in (*ON_PARCELS, *_AREAS):
        return []
    link = ["parcel_uuid"] if table in ON_PARCELS else []
    link += ["zone_code"] if table == "block" else []
    columns = ["uuid", *table_of(table).display, *link, "geom"]
    rows = rows_among(tx, table, columns, "uuid", uuids)
    return [row for row in rows if row["geom"] is not None and not row["geom"].is_empty]


def _unsound(table: str, rows: Sequence[Row]) -> list[Look]:
    found = []
    for row in rows:
        if not shapely.is_valid(row["geom"]):
            reason, place = invalid_reason(row["geom"])
            message = Message("geometry_check.invalid", reason=reason)
            found.append(look_at(message, table, row, place))
    return found


def _misplaced(reader: Reader, table: str, rows: Sequence[Row]) -> list[Look]:
    if table in ON_PARCELS:
        return [*_off_their_land(reader, table, rows), *_drawn_twice(reader, table, rows)]
    others = _over_other_zones(reader, rows) if table == "block" else []
    return [*_over_others(reader, table, rows), *others, *_out_of_bounds(reader, table, rows)]


def _out_of_bounds(reader: Reader, table: str, rows: Sequence[Row]) -> list[Look]:
    notes = [outside_note(reader, row["geom"], but=uuids_of(rows)) for row in rows]
    return [look_at(note, table, row) for row, note in zip(rows, notes) if note is not None]


def _over_other_zones(reader: Reader, blocks: Sequence[Row]) -> list[Look]:
    """Blocks that lie over zones beside the one that their code says."""
    codes = [row["zone_code"] for row in blocks if row["zone_code"]]
    zones = rows_among(reader, "zone", ["uuid", "zone_code"], "zone_code", codes)
    own = {zone["zone_code"]: zone["uuid"] for zone in zones}
    return [
        look_at(over.message, "block", row, shapely.point_on_surface(over.common))
        for row in blocks
        if row["zone_code"] in own
        for over in laid_over(reader, ["zone"], row["geom"], but=[own[row["zone_code"]]])
    ]


def _over_others(reader: Reader, table: str, rows: Sequence[Row]) -> list[Look]:
    """Of two that lie over each other and are both new, the first says nothing."""
    return [
        look_at(over.message, table, row, shapely.point_on_surface(over.common))
        for place, row in enumerate(rows)
        for over in laid_over(reader, [table], row["geom"], but=uuids_of(rows[place:]))
    ]


def _drawn_twice(reader: Reader, table: str, rows: Sequence[Row]) -> list[Look]:
    """Of two in one place that are both new, the first says nothing."""
    if table not in UNIT_KINDS:
        return []
    looks = []
    for place, row in enumerate(rows):
        note = same_place(reader, table, row["geom"], but=uuids_of(rows[place:]))
        looks += [look_at(note, table, row)] if note is not None else []
    return looks


def _off_their_land(reader: Reader, table: str, rows: Sequence[Row]) -> list[Look]:
    if not rows:
        return []
    land, placed = _placed(reader, rows)
    found = []
    for row, at, note in zip(rows, placed["parcel"].tolist(), placed["note"]):
        if row["parcel_uuid"] and at >= 0 and land[at]["uuid"] != row["parcel_uuid"]:
            note = Message("unit_numbering.elsewhere", code=name_of(land[at]))
        if note is not None:
            found.append(look_at(note, table, row))
    return found


def _of_other_parcels(
    reader: Reader, table: str, rows: Sequence[Row], style: CodeStyle
) -> list[Look]:
    """Buildings and signs with a code of another parcel than the one that they are filed under."""
    if table not in UNIT_KINDS:
        return []
    parcels = [row["parcel_uuid"] for row in rows if row["parcel_uuid"]]
    known = rows_among(reader, "parcel", list(NAMES), "uuid", parcels)
    by_uuid = {parcel["uuid"]: parcel for parcel in known}
    found = []
    for row in rows:
        parcel, code = by_uuid.get(row["parcel_uuid"]), row[CODE_COLUMN[table]]
        stem = parcel_of_unit(code or "", style)
        if parcel and stem and stem != parcel["parcel_code"]:
            names = {"other": stem, "code": name_of(parcel)}
            found.append(look_at(Message("unit_numbering.other_code", **names), table, row))
    return found


def _placed(reader: Reader, rows: Sequence[Row]) -> tuple[list[Row], pd.DataFrame]:
    """The land near the things, and each thing on it, as ``place_units`` says."""
    shapes = shapes_of(rows)
    around = shapely.box(*shapely.total_bounds(shapes))
    for reach in _REACHES:
        land = read_around(reader, [shapely.buffer(around, reach)])
        placed = place_units(shapes, shapes_of(land), list(map(name_of, land)))
        if (placed["parcel"] >= 0).all() or (reach and land):
            break
    return land, placed


def close_looks(tx: Transaction, uuids: Sequence[str]) -> None:
    """What was to be looked at of the places of these rows is over."""
    found = open_findings(tx, uuids)
    close_findings(tx, [one for one in found if one["check_id"].startswith(_OF_PLACE)])


def write_looks(tx: Transaction, looks: Sequence[Look]) -> None:
    """File them as findings."""
    tx.insert_rows(
        "finding",
        [
            {
                "check_id": look.message.id,
                "severity": "warning",
                "message": look.message,
                "subject_table": look.table,
                "subject_uuid": look.uuid,
                "subject_code": look.code,
                "geom": look.place,
            }
            for look in looks
        ],
    )
