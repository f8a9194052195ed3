"""Whether a parcel may end where no officer looks: nothing may know of it but the map."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.code_style import CodeStyle
from ..core.fix_site import FixError
from ..core.message import Message
from ..core.parcel_name import name_of
from ..workspace.few_rows import Row
from ..workspace.store import Workspace
from .in_force import CodesInForce
from .left_behind import counted_by
from .parcel_plan import read_parcels, uuids_of

SOMEBODYS = ("deed_no", "land_no", "survey_no", "document_area", "house_no")
"""Columns of a parcel that say that it is somebody's."""


def check_may_end(ws: Workspace, rows: Sequence[Row]) -> None:
    """FixError for a parcel with a code in force, with numbers of a document, or that rows name."""
    with ws.reading() as reader:
        parcels = read_parcels(reader, uuids_of(rows))
        named = counted_by(reader, "parcel", uuids_of(parcels))
        in_force = CodesInForce.of(reader, CodeStyle.of(ws.municipality))
    for row in parcels:
        code = name_of(row)
        if in_force.has(row["parcel_code"]):
            raise FixError(Message("fix.code_in_force", code=code))
        if any(row[name] is not None for name in SOMEBODYS):
            raise FixError(Message("fix.somebodys", code=code))
        if row["uuid"] in named:
            raise FixError(Message("fix.named", code=code, named=named[row["uuid"]]))
