"""Which buildings the boundaries of a plan run through, and with which piece each goes.

Said in the preview as ``inheritance`` does it afterwards: a building goes with the parcel that
holds most of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Union

import shapely

from ..core.ground import ground_of
from ..core.message import Message
from ..core.object_array import object_array
from ..core.parcel_at import parcel_at
from ..core.unit_place import STRADDLES
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from .parcel_plan import Plan, uuids_of

_COLUMNS = ["uuid", "building_code", "geom"]
_MOST_TOLD = 10


def building_notes(reader: Reader, plan: Plan) -> tuple[Message, ...]:
    """What is to be said of the buildings of a plan's parcels, with the codes of its pieces."""
    found = rows_among(reader, "building", _COLUMNS, "parcel_uuid", uuids_of(plan.parcels))
    rows = [row for row in found if row["geom"] is not None and not row["geom"].is_empty]
    notes = _notes(plan, sorted(rows, key=lambda row: row["building_code"] or "~"))
    if len(notes) <= _MOST_TOLD:
        return tuple(notes)
    return (*notes[:_MOST_TOLD], Message("building_across.more", count=len(notes) - _MOST_TOLD))


def _notes(plan: Plan, rows: Sequence[Row]) -> list[Message]:
    shapes = object_array(row["geom"] for row in rows)
    placed = parcel_at(shapes, object_array(piece.shape for piece in plan.pieces))
    public = shapely.union_all([ground_of(part.shape) for part in plan.public])
    notes = []
    for row, at in zip(rows, placed.to_dict("records")):
        said = {"building": _name(row), "share": _percent(at["share"])}
        lost = _share(row["geom"], public)
        if lost > STRADDLES and at["parcel"] < 0:
            notes.append(Message("building_across.taken", building=_name(row)))
        elif lost > STRADDLES:
            code = _called(plan, at["parcel"])
            notes.append(Message("building_across.public", **said, code=code, lost=_percent(lost)))
        elif at["second_share"] > STRADDLES:
            both = {"code": _called(plan, at["parcel"]), "other": _called(plan, at["second"])}
            second = _percent(at["second_share"])
            notes.append(Message("building_across.divided", **said, **both, second=second))
    return notes


def _share(shape: shapely.Geometry, public: shapely.Geometry) -> float:
    ground = ground_of(shape)
    return float(shapely.intersection(ground, public).area / ground.area) if ground.area else 0.0


def _percent(share: float) -> int:
    return round(100 * share)


def _name(row: Row) -> Union[str, Message]:
    return row["building_code"] or Message("building_across.without_code")


def _called(plan: Plan, place: int) -> Union[str, Message]:
    """A piece by its code, else by its row of the preview."""
    return plan.pieces[place].code or Message("building_across.piece", place=place + 1)
