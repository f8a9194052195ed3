"""Cutting a road or a canal out of many parcels at once (แบ่งหักเป็นที่สาธารณประโยชน์).

The ground that is taken becomes a public feature of its own; what is left of each parcel
keeps its identity, its code and its document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from ..core.message import Message
from ..core.strip import StripError, cut_strip, strip_of_line
from ..workspace.store import Workspace
from .given_codes import declared_blocks
from .neighbours import adjusted
from .parcel_plan import (
    Piece,
    Plan,
    PublicPart,
    code_of,
    read_around,
    read_parcels,
    row_values,
)
from .succession import shared_out

PUBLIC_TABLES = ("public_land", "water")
"""Where the ground that is taken may go."""

_LEAST = 0.01  # m² that a strip must take from a parcel to count


def plan_line_strip(
    ws: Workspace,
    line: shapely.LineString,
    width: float,
    table: str = "public_land",
    values: Optional[Mapping[str, Any]] = None,
) -> Plan:
    """A strip of ``width`` metres along a centre line, as :func:`plan_strip`."""
    return plan_strip(ws, strip_of_line(line, width), table, values)


def plan_strip(
    ws: Workspace,
    strip: shapely.Polygon,
    table: str = "public_land",
    values: Optional[Mapping[str, Any]] = None,
    uuids: Sequence[str] = (),
) -> Plan:
    """A drawn strip (workspace's CRS) taken out of all parcels under it, or of ``uuids``.

    ``values`` are those of the new row of ``table`` (kind, name). A parcel that is taken
    wholly retires into the public ground. Raises StripError when no parcel lies under it.
    """
    rows = _under(ws, strip, uuids)
    remainders, public, _ = cut_strip(list(rows["geom"]), strip)
    declared = declared_blocks(ws)
    own = list(rows["uuid"])
    pieces = [
        _piece(row, left) for (_, row), left in zip(rows.iterrows(), remainders) if _is_land(left)
    ]
    shapes = [piece.shape for piece in pieces] + [public]
    around = read_around(ws, list(rows["geom"]))
    part = PublicPart(public, table, dict(values or {"kind": "way"}), tuple(own))
    return Plan(
        operation="strip",
        kind="public_use",
        parcels=rows,
        pieces=tuple(pieces),
        public=(part,),
        adjusted=adjusted(around[~around["uuid"].isin(own)], shapes),
        notes=tuple(_notes(rows, remainders)),
        reason_needed=bool(set(rows["block_code"].dropna()) & declared),
    )


def _under(ws: Workspace, strip: shapely.Polygon, uuids: Sequence[str]) -> pd.DataFrame:
    around = read_around(ws, [strip])
    around = around[around["geom"].notna()]
    if uuids:
        around = around[around["uuid"].isin(uuids)]
    shapes = shapely.make_valid(around["geom"].to_numpy(dtype=object))
    taken = shapely.area(shapely.intersection(shapes, strip)) if len(around) else np.zeros(0)
    under = around["uuid"][taken >= _LEAST]
    if not len(under):
        raise StripError(Message("strip.takes_nothing"))
    return read_parcels(ws, list(under))


def _is_land(shape: Optional[shapely.Geometry]) -> bool:
    return shape is not None and not shape.is_empty


def _piece(row: pd.Series, left: shapely.Geometry) -> Piece:
    """What is left of a parcel; its document area shrinks as its ground does."""
    values = row_values(row)
    changed: dict[str, Any] = {}
    if values["document_area"] is not None:
        share = left.area / row["geom"].area
        changed["document_area"] = shared_out(values["document_area"], [share])[0]
    return Piece(
        left,
        (row["uuid"],),
        row["parcel_code"],
        Message("strip.left", taken=round(row["geom"].area - left.area, 2)),
        changed,
        keeps=row["uuid"],
        keeps_code=True,
    )


def _notes(rows: pd.DataFrame, remainders: Iterable) -> list[Message]:
    notes = []
    for (_, row), left in zip(rows.iterrows(), remainders):
        parts = shapely.get_num_geometries(left) if _is_land(left) else 0
        if parts == 0:
            notes.append(Message("strip.wholly_taken", code=code_of(row)))
        elif parts > shapely.get_num_geometries(row["geom"]):
            notes.append(Message("strip.in_parts", code=code_of(row), count=int(parts)))
    return notes
