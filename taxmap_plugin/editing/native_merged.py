"""Buildings that QGIS merged are one: one row stays, and what names the others names it.

QGIS deletes them all and adds a row, or keeps one in a larger shape; neither says which row the
uses, owners and photographs of the others are of now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, Optional

import shapely
from shapely.geometry.base import BaseGeometry

from ..core.ground import ground_of
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from ..workspace.schema import CODE_COLUMN
from .native_edits import NativeEdits

_TABLE = "building"
_CODE = CODE_COLUMN[_TABLE]
_INSIDE = 0.9
"""The part of a building in the shape of another row from which on it is part of it."""


class Merged(NamedTuple):
    """The edits with one row for buildings that became one; ``into`` says of each other whose."""

    edits: NativeEdits
    into: dict[str, str]


def merged_buildings(reader: Reader, table: str, edits: NativeEdits) -> Merged:
    """The deleted buildings that are in a new shape: the smallest code, or that typed, stays."""
    if table != _TABLE or not edits.deleted or not (edits.added or edits.shapes):
        return Merged(edits, {})
    gone = {row["uuid"]: row for row in rows_among(reader, table, None, "uuid", edits.deleted)}
    shapes, values, added, into = dict(edits.shapes), dict(edits.values), [], {}
    for uuid, shape in edits.shapes.items():
        for row in _within(gone, shape):
            into[row["uuid"]] = uuid
            del gone[row["uuid"]]
    for new in edits.added:
        own = _within(gone, new.get("geom"))
        if len(own) < 2:
            added.append(new)
            continue
        first = _survivor(own, new.get(_CODE))
        shapes[first["uuid"]], values[first["uuid"]] = new["geom"], _typed(new, first)
        into.update({row["uuid"]: first["uuid"] for row in own if row is not first})
        for row in own:
            del gone[row["uuid"]]
    deleted = [uuid for uuid in edits.deleted if uuid not in shapes]
    values = {uuid: own for uuid, own in values.items() if own}
    return Merged(replace(edits, added=added, shapes=shapes, values=values, deleted=deleted), into)


def _within(rows: Mapping[str, Row], shape: Optional[BaseGeometry]) -> list[Row]:
    if shape is None:
        return []
    shape = ground_of(shape)
    shapely.prepare(shape)
    near = [
        row for row in rows.values() if row["geom"] is not None and shape.intersects(row["geom"])
    ]
    grounds = [ground_of(row["geom"]) for row in near]
    return [
        row
        for row, ground in zip(near, grounds)
        if ground.area and ground.intersection(shape).area > _INSIDE * ground.area
    ]


def _survivor(rows: Sequence[Row], code: Optional[str]) -> Row:
    return min(rows, key=lambda row: (row[_CODE] != code, row[_CODE] is None, row[_CODE] or ""))


def _typed(new: Mapping[str, Any], row: Row) -> Row:
    """What the officer chose in the dialog of QGIS; code and parcel are the row's own."""
    own = ("geom", _CODE, "parcel_uuid")
    return {
        name: value
        for name, value in new.items()
        if name not in own and value is not None and value != row.get(name)
    }
