"""The one retired parcel that an officer means by what it was called."""

from __future__ import annotations

import datetime as dt
from typing import Optional

import shapely

from ..core.message import Message
from ..core.thai_date import local_day
from ..workspace.few_rows import Row
from ..workspace.retired_parcel import retired_named
from ..workspace.store import Workspace
from .parcel_plan import PlanError


def retired_one(ws: Workspace, name: str, on: Optional[dt.date] = None) -> str:
    """The uuid of the one row that :func:`retired_named` finds, or that ``name`` itself is.

    Raises PlanError when there is none, and with a list of them when there are several.
    """
    if ws.count("parcel_history", "uuid = ?", [name.strip()]):
        return name.strip()
    rows = retired_named(ws, name, on)
    if not rows:
        raise PlanError(Message("retired.none", name=name.strip()))
    if len(rows) > 1:
        found = [_described(row) for row in rows]
        raise PlanError(Message("retired.several", name=name.strip(), count=len(rows), found=found))
    return str(rows[0]["uuid"])


def _described(row: Row) -> Message:
    return Message(
        "retired.one",
        code=row["parcel_code"] or "–",
        land_no=row["land_no"] or "–",
        day=local_day(row["valid_to"]).isoformat(),
        area=f"{shapely.area(row['geom']):,.0f}",
        uuid=row["uuid"],
    )
