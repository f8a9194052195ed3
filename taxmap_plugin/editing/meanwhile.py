"""What was written since a plan was made: no plan is written over it unseen."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Optional

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.ground import grounds_of
from ..core.message import Message
from ..core.object_array import object_array
from ..core.parcel_name import name_of
from ..core.rings import NEAR
from ..core.thai_date import local_day
from ..workspace.family import LineageReader
from ..workspace.few_rows import Row
from ..workspace.frame import default_columns
from ..workspace.problem import RowChanged, RowMissing
from ..workspace.reader import OpenReader, among_or_all, rows_among
from ..workspace.schema import KEY_COLUMN, table
from .neighbours import corners_of
from .parcel_plan import Plan, uuids_of

_TAKEN_AWAY = " ".join(
    [
        "SELECT r.before, c.user_name, c.changed_at FROM change_row r",
        "JOIN change c ON c.uuid = r.change_uuid",
        "WHERE r.row_uuid = ? AND r.table_name = 'parcel' AND r.action = 'delete'",
        "ORDER BY r.fid DESC LIMIT 1",
    ]
)


class GoneMeanwhile(RowMissing):
    """A parcel that somebody took off the map since it was read; ``uuid`` was its own."""

    def __init__(self, message: Message, uuid: str) -> None:
        super().__init__(message)
        self.uuid = uuid


def check_unchanged(reader: OpenReader, plan: Plan) -> None:
    """Whether the land is still what the plan was made of.

    Its parcels must be there in the version that it saw. Neighbours must have the shape that
    it saw, their values may be others: those that get corners, and where the plan takes
    ground those that it lies beside. Raises GoneMeanwhile, and RowChanged with the rows as
    they are now.
    """
    own, bent = uuids_of(plan.parcels), [one.uuid for one in plan.adjusted]
    columns = ["uuid", "row_version", "geom"]
    rows = rows_among(reader, "parcel", columns, "uuid", uuids_concerned(plan))
    now = {row["uuid"]: row for row in rows}
    _check_among(reader, own, now)
    others = [
        *(row["uuid"] for row in plan.parcels if _is_newer(row, now[row["uuid"]])),
        *(one.uuid for one in plan.adjusted if _moved(one.was, now.get(one.uuid))),
        *(row["uuid"] for row in _around(plan) if _moved_there(plan, row, now.get(row["uuid"]))),
    ]
    if others:
        raise row_changed(reader, "parcel", others)
    _check_among(reader, [*bent, *_beside(plan)], now)


def row_changed(reader: OpenReader, table_name: str, uuids: Sequence[str]) -> RowChanged:
    """The error for rows that somebody else wrote, with what is there now."""
    names = [KEY_COLUMN, *default_columns(table(table_name))]
    found = reader.read(table_name, names, *among_or_all("uuid", uuids))
    return RowChanged(table(table_name), found[found["uuid"].isin(uuids)])


def uuids_concerned(plan: Plan) -> list[str]:
    """The parcels that must be as the plan saw them, whole or in their shape."""
    bent = [one.uuid for one in plan.adjusted]
    return [*uuids_of(plan.parcels), *bent, *uuids_of(_around(plan))]


def check_there(reader: OpenReader, uuids: Sequence[str]) -> None:
    """Raise GoneMeanwhile for the first of these parcels that is not on the map any more."""
    found = rows_among(reader, "parcel", ["uuid"], "uuid", uuids)
    _check_among(reader, uuids, set(uuids_of(found)))


def _around(plan: Plan) -> Sequence[Row]:
    """The other neighbours, where the plan takes ground."""
    return plan.around if plan.check == "ground" else ()


def _is_newer(row: Row, now: Row) -> bool:
    return bool(now["row_version"] != row["row_version"])


def _moved(was: BaseGeometry, now: Optional[Row]) -> bool:
    """Whether a parcel that is there has another shape."""
    if now is None:
        return False
    return now["geom"] is None or not shapely.equals_exact(was, now["geom"])


def _check_among(reader: OpenReader, uuids: Iterable[str], there: Collection[str]) -> None:
    for uuid in uuids:
        if uuid not in there:
            raise GoneMeanwhile(_what_became(reader, uuid), uuid)


def _what_became(reader: OpenReader, uuid: str) -> Message:
    """Who took the parcel off the map and when, and what its ground is called now."""
    found = reader.execute(_TAKEN_AWAY, [uuid])
    if not found:
        return Message("parcel_plan.gone", count=1)
    before, user, changed_at = found[0]
    code = name_of({**json.loads(before), "uuid": uuid})
    who = {"user": user or "–", "day": local_day(changed_at)}
    lineage = LineageReader(reader)
    heirs = [lineage.member(heir) for heir in lineage.walk(uuid, upwards=False)]
    codes = [name_of(vars(heir)) for heir in heirs if heir.living]
    if not codes:
        return Message("meanwhile.gone", code=code, **who)
    return Message("meanwhile.became", code=code, codes=codes, **who)


def _beside(plan: Plan) -> list[str]:
    """The neighbours that lie at the ground which the plan takes."""
    if plan.check != "ground" or not plan.around:
        return []
    near = _are_near([row["geom"] for row in plan.around], plan)
    return [row["uuid"] for row, is_near in zip(plan.around, near) if is_near]


def _moved_there(plan: Plan, row: Row, now: Optional[Row]) -> bool:
    """Whether a neighbour lost or gained ground or corners at the ground of a piece."""
    if now is None or not _moved(row["geom"], now):
        return False
    both = [row["geom"], now["geom"] or shapely.Polygon()]
    corners = set.symmetric_difference(*(corners_of([one]) for one in both))
    ground = shapely.symmetric_difference(*grounds_of(both))
    return bool(_are_near([shapely.MultiPoint(list(corners)), ground], plan).any())


def _are_near(shapes: Sequence[BaseGeometry], plan: Plan) -> np.ndarray:
    pieces = object_array(piece.shape for piece in plan.pieces)
    near = shapely.distance(object_array(shapes)[:, None], pieces) <= NEAR
    return np.asarray(near.any(axis=1))
