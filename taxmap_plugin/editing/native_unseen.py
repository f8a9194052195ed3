"""What was written while a layer was being edited, and its officer may never have seen.

QGIS's own tools keep what they have read: a corner is moved in the shape of an hour ago. Which
version a row had at her first change says nothing then, so that her edits are compared with
what was written since her edit began.

A shape with a corner that the row has lost since was made of the old one, one with all
corners that it gained was made of the new one. What can be neither told nor ruled out (the same
corner moved, the same value typed) is a conflict where somebody else wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Optional

import shapely
from shapely.geometry.base import BaseGeometry

from ..workspace.few_rows import Row
from ..workspace.frame import default_columns
from ..workspace.geometry_blob import unpack
from ..workspace.reader import OpenReader, rows_among
from ..workspace.schema import GEOMETRY_COLUMN, KEY_COLUMN, table
from .meanwhile import row_changed
from .native_edits import NativeEdits
from .neighbours import corners_of

_LAST = "SELECT MAX(fid) FROM change_row"
_IMAGE = ["fid", "change_uuid", "table_name", "row_uuid", "action", "before", "before_geom"]


def last_written(reader: OpenReader) -> int:
    """A mark in the history: the latest before-image there is."""
    return int(reader.execute(_LAST)[0][0] or 0)


def check_seen(
    reader: OpenReader,
    table_name: str,
    edits: NativeEdits,
    since: Mapping[str, int],
    user: str,
) -> None:
    """RowChanged for rows that were edited over what was written ``since`` and not seen.

    ``since`` are marks by uuid: what was written up to them the officer had before her.
    ``user`` is the name that she writes under.
    """
    uuids = [uuid for uuid in edits.uuids if uuid in since]
    if not uuids or last_written(reader) <= min(since[uuid] for uuid in uuids):
        return
    earlier = _earlier(reader, table_name, {uuid: since[uuid] for uuid in uuids}, user)
    now = _rows_now(reader, table_name, earlier)
    corners = corners_of(_all_shapes(edits))
    unseen = [row["uuid"] for row in now if _is_unseen(edits, row, earlier[row["uuid"]], corners)]
    if unseen:
        raise row_changed(reader, table_name, unseen)


def changed_since(
    reader: OpenReader, table_name: str, since: Mapping[str, int]
) -> dict[str, set[str]]:
    """The columns that have another value now than at the marks, by uuid; of rows that were
    written since."""
    if not since or last_written(reader) <= min(since.values()):
        return {}
    earlier = _earlier(reader, table_name, since, "")
    now = _rows_now(reader, table_name, earlier)
    return {row["uuid"]: _changed(earlier[row["uuid"]].values, row) - _COUNTED for row in now}


def beside_theirs(
    reader: OpenReader, table_name: str, edits: NativeEdits, since: Mapping[str, int]
) -> NativeEdits:
    """The edits, with the versions of now of rows of which only other columns were written.

    Nothing is written over there. Rows with a new shape, and those to be deleted, stay in the
    version that they were edited in.
    """
    others = {*edits.shapes, *edits.deleted}
    uuids = [uuid for uuid in edits.values if uuid in since and uuid not in others]
    changed = changed_since(reader, table_name, {uuid: since[uuid] for uuid in uuids})
    apart = [uuid for uuid, names in changed.items() if not names & set(edits.values[uuid])]
    rows = rows_among(reader, table_name, ["uuid", "row_version"], "uuid", apart)
    now = {row["uuid"]: row["row_version"] for row in rows if row["uuid"] in edits.versions}
    return replace(edits, versions={**edits.versions, **now}) if now else edits


@dataclass
class _Earlier:
    """Values that a row had at the mark and that were written since; which by somebody else."""

    values: Row = field(default_factory=dict)
    foreign: set[str] = field(default_factory=set)


def _earlier(
    reader: OpenReader, table_name: str, since: Mapping[str, int], user: str
) -> dict[str, _Earlier]:
    later = f"fid > {min(since.values())}"
    found = rows_among(reader, "change_row", _IMAGE, "row_uuid", list(since), later)
    images = [
        row
        for row in found
        if row["table_name"] == table_name
        and row["action"] != "insert"
        and row["fid"] > since[row["row_uuid"]]
    ]
    changes = list({row["change_uuid"] for row in images})
    known = rows_among(reader, "change", ["uuid", "user_name"], "uuid", changes)
    users = {row["uuid"]: row["user_name"] for row in known}
    earlier: dict[str, _Earlier] = {}
    for image in sorted(images, key=lambda row: row["fid"]):
        values = json.loads(image["before"]) if image["before"] else {}
        if image["before_geom"] is not None:
            values[GEOMETRY_COLUMN] = unpack([image["before_geom"]])[0]
        one = earlier.setdefault(image["row_uuid"], _Earlier())
        one.values = {**values, **one.values}  # the earliest is what it was
        if users.get(image["change_uuid"]) != user:
            one.foreign.update(values)
    return earlier


def _rows_now(reader: OpenReader, table_name: str, uuids: Iterable[str]) -> list[Row]:
    names = (name for name in default_columns(table(table_name)) if name != "uuid")
    return rows_among(reader, table_name, ["uuid", *names], "uuid", list(uuids))


def _is_unseen(
    edits: NativeEdits, row: Row, earlier: _Earlier, corners: set[tuple[float, float]]
) -> bool:
    uuid, was = row["uuid"], earlier.values
    changed = _changed(was, row)
    doubtful = changed & earlier.foreign - _COUNTED
    if uuid in edits.deleted:
        return bool(doubtful)
    values = edits.values.get(uuid, {})
    if any(name in values and values[name] != row[name] for name in doubtful):
        return True
    if uuid not in edits.shapes or GEOMETRY_COLUMN not in changed:
        return False
    old, new = corners_of([was[GEOMETRY_COLUMN]]), corners_of([row[GEOMETRY_COLUMN]])
    if corners_of([edits.shapes[uuid]]) & (old - new):
        return True
    return GEOMETRY_COLUMN in doubtful and not (new - old and new - old <= corners)


def _changed(was: Row, now: Row) -> set[str]:
    return {name for name in was if name in now and _differs(was[name], now[name])}


_COUNTED = {KEY_COLUMN, "updated_at", "updated_by", "row_version"}


def _differs(was: Any, now: Any) -> bool:
    if isinstance(was, BaseGeometry) and isinstance(now, BaseGeometry):
        return not shapely.equals_exact(was, now)
    return bool(was is not now and was != now)


def _all_shapes(edits: NativeEdits) -> list[Optional[BaseGeometry]]:
    """The pieces of a split have the corners of the whole among them."""
    return [*edits.shapes.values(), *(row.get(GEOMETRY_COLUMN) for row in edits.added)]
