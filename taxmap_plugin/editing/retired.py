"""Retired parcels, found by what they were called."""

from __future__ import annotations

import datetime as dt
from typing import Optional

import shapely

from ..core.message import Message
from ..core.parcel_code import normalise
from ..core.thai_date import local_day
from ..workspace.few_rows import Row
from ..workspace.store import Workspace
from .parcel_plan import PlanError

_COLUMNS = ("uuid", "parcel_uuid", "parcel_code", "land_no", "valid_from", "valid_to", "geom")


def retired_named(ws: Workspace, name: str, on: Optional[dt.date] = None) -> list[Row]:
    """Rows of ``parcel_history`` of parcels that live no more, the one retired last ahead.

    ``name`` is the parcel code or land number that they had; ``on`` a day (in Thailand) on
    which they had this shape. Without it each parcel counts as it was when it retired.
    """
    where = (
        "(parcel_code = ? OR land_no = ?)"
        " AND parcel_uuid NOT IN (SELECT uuid FROM parcel) ORDER BY valid_to DESC"
    )
    rows = ws.rows("parcel_history", _COLUMNS, where, [normalise(name), name.strip()])
    last: dict[str, Row] = {}
    for row in rows:
        if on is None or _was_there(row, on):
            last.setdefault(row["parcel_uuid"], row)
    return list(last.values())


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


def _was_there(row: Row, on: dt.date) -> bool:
    since = row["valid_from"]
    return (since is None or local_day(since) <= on) and on <= local_day(row["valid_to"])


def _described(row: Row) -> Message:
    return Message(
        "retired.one",
        code=row["parcel_code"] or "–",
        land_no=row["land_no"] or "–",
        day=local_day(row["valid_to"]).isoformat(),
        area=f"{shapely.area(row['geom']):,.0f}",
        uuid=row["uuid"],
    )
