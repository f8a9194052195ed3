"""The parcels as they were at a moment, wound back from today."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any, Optional, Union

import pandas as pd

from ..core.feedback import Feedback, Silent, check_cancelled
from ..core.thai_date import stored_moment
from . import sql
from .frame import default_columns, frame_of
from .schema import GEOMETRY_COLUMN, KEY_COLUMN, table
from .store import Workspace

_IMAGES_SINCE = " ".join(
    [
        "SELECT row_uuid, action, before, before_geom FROM change_row",
        "WHERE table_name = 'parcel' AND change_uuid IN",
        "( SELECT uuid FROM change WHERE fid >",
        "( SELECT coalesce(max(fid), 0) FROM change WHERE changed_at <= ? ) ) ORDER BY fid DESC",
    ]
)


def parcels_on(
    ws: Workspace,
    moment: Union[dt.date, dt.datetime],
    columns: Optional[Sequence[str]] = None,
    feedback: Optional[Feedback] = None,
) -> pd.DataFrame:
    """The parcels as they were, as ``Workspace.read`` gives them.

    A date means its end, a time without zone is Thai. Changes count in the order in which they
    were written, whatever the clocks said. Exact for shapes, codes and values
    that were changed here; what QGIS's own tools wrote without a change is seen as it is
    today. Takes the longer the more has changed since. Raises Cancelled.
    """
    feedback = feedback or Silent()
    parcels = table("parcel")
    names = list(columns) if columns is not None else default_columns(parcels)
    read = [KEY_COLUMN, "uuid", *(name for name in names if name not in (KEY_COLUMN, "uuid"))]
    with ws.reading() as opened:
        check_cancelled(feedback)
        images = opened.execute(_IMAGES_SINCE, (stored_moment(moment),))
        now = opened.execute(sql.select(parcels, read))
    feedback.progress(0.5)
    check_cancelled(feedback)
    rows = _wound_back(now, read, images) if images else now
    feedback.progress(0.6)
    check_cancelled(feedback)
    frame = frame_of(parcels, read, rows)[names]
    feedback.progress(1.0)
    return frame


def _wound_back(now: list[tuple], names: list[str], images: Iterable[tuple]) -> list[tuple]:
    """Rows (``fid``, ``uuid``, …) as they were before the images, which come latest first."""
    before: dict[str, dict[str, Any]] = {}
    missing: set[str] = set()
    for uuid, action, image, shape in images:
        values = json.loads(image) if image else {}
        if shape is not None:
            values[GEOMETRY_COLUMN] = shape
        if action == "update":
            before.setdefault(uuid, {}).update(values)
            continue
        before[uuid] = values
        (missing.add if action == "insert" else missing.discard)(uuid)
    present = {row[1]: row for row in now if row[1] in before}
    rows = [row for row in now if row[1] not in before]
    for uuid, values in before.items():
        if uuid not in missing:
            known = dict(zip(names, present.get(uuid, ())))
            rows.append(tuple({"uuid": uuid, **known, **values}.get(name) for name in names))
    return sorted(rows)
