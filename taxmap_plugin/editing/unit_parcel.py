"""The parcel that one new building, signboard or house number stands on, and its code there."""

from __future__ import annotations

from typing import Optional

from shapely.geometry.base import BaseGeometry

from ..core.code_style import UNIT_KINDS, CodeStyle
from ..core.object_array import object_array
from ..core.parcel_at import parcel_at
from ..workspace.few_rows import Row
from ..workspace.reader import Reader
from ..workspace.schema import CODE_COLUMN
from ..workspace.schema import table as table_of
from .parcel_plan import read_around, shapes_of
from .unit_codes import UnitCodes

ON_PARCELS = (*UNIT_KINDS, "house_number")
"""The tables whose rows stand on a parcel by place."""

BY_PLACE, BY_HAND = "place", "hand"
"""The ``found_by`` of a unit whose parcel was told by where it stands, or by an officer."""


def standing_on(reader: Reader, shape: BaseGeometry) -> Optional[Row]:
    """The parcel, as ``read_around`` gives it, on which most of a shape (workspace's CRS) stands.

    None outside all parcels.
    """
    around = read_around(reader, [shape])
    at = int(parcel_at(object_array([shape]), shapes_of(around))["parcel"].iloc[0])
    return around[at] if at >= 0 else None


def values_on(reader: Reader, table: str, parcel: Row, style: CodeStyle) -> Row:
    """What a new row of :data:`ON_PARCELS` on this parcel says of it, with the next code there."""
    values: Row = {"parcel_uuid": parcel["uuid"]}
    for kind in UNIT_KINDS:
        if kind == table:
            codes = UnitCodes(reader, kind, style)
            values[CODE_COLUMN[kind]] = codes.on(parcel["parcel_code"])
    if "found_by" in table_of(table).names:
        values["found_by"] = BY_PLACE
    return values
