"""The one retired parcel that an officer means by what it was called."""

from __future__ import annotations

import datetime as dt
from typing import Optional

import shapely

from ..core.area import amount
from ..core.message import Message
from ..core.parcel_code import normalise
from ..core.parcel_name import NAMES, listed, name_of
from ..core.thai_date import local_day
from ..workspace.few_rows import Row
from ..workspace.former_code import once_called
from ..workspace.reader import rows_among
from ..workspace.retired_code import with_code
from ..workspace.retired_parcel import retired_named
from ..workspace.store import Workspace
from .parcel_plan import PlanError


def retired_one(ws: Workspace, name: str, on: Optional[dt.date] = None) -> str:
    """The uuid of the one row that :func:`retired_named` finds, or that ``name`` itself is.

    Raises PlanError when there is none, saying so where it lives, and with a list of them
    when there are several.
    """
    if ws.count("parcel_history", "uuid = ?", [name.strip()]):
        return name.strip()
    rows = retired_named(ws, name, on)
    if not rows:
        raise PlanError(_why_none(ws, name.strip()))
    if len(rows) > 1:
        found = [_described(row) for row in rows]
        raise PlanError(Message("retired.several", name=name.strip(), count=len(rows), found=found))
    return str(rows[0]["uuid"])


def _why_none(ws: Workspace, name: str) -> Message:
    """Whether what is called so lives, or nothing is called so (on the day that was given)."""
    if not retired_named(ws, name):
        for row in ws.rows("parcel", NAMES, with_code("parcel"), [normalise(name)]):
            return Message("restore.living", code=row["parcel_code"])
        living = ws.rows("parcel", NAMES, "land_no = ? ORDER BY parcel_code", [name])
        with ws.reading() as opened:
            recoded = once_called(opened, normalise(name))
        living += rows_among(ws, "parcel", NAMES, "uuid", recoded)
        if living:
            codes = listed(list(map(name_of, living)))
            return Message("retired.living", name=name, codes=codes)
    return Message("retired.none", name=name)


def _described(row: Row) -> Message:
    return Message(
        "retired.one",
        code=row["parcel_code"] or "–",
        land_no=row["land_no"] or "–",
        day=local_day(row["valid_to"]),
        area=amount(shapely.area(row["geom"])),
        uuid=row["uuid"],
    )
