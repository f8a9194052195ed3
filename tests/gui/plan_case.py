"""Plans as ``editing`` makes them, for a parcel of 20 × 20 m split in two."""

from __future__ import annotations

from typing import Any

import shapely

from taxmap_plugin.core.message import Message
from taxmap_plugin.editing.parcel_plan import Piece, Plan
from tests.editing.card_case import EAST, NORTH


def piece(x: float, width: float, code: str, **more: Any) -> Piece:
    """A piece of the middle parcel, ``x`` metres from its western side."""
    west, south = EAST + 20 + x, NORTH + 20
    shape = shapely.multipolygons([shapely.box(west, south, west + width, south + 20)])
    reason = Message("code_suggestion.after_greatest", code="01A009")
    return Piece(shape, ("parent",), code, reason, **more)


def split_plan(remainder: int = 0, reason_needed: bool = True, before: float = 20.0) -> Plan:
    """12 × 20 m and 8 × 20 m, 0-0-60 and 0-0-40, of a parcel ``before`` × 20 m."""
    codes = ("01A005", "01A010") if remainder == 0 else ("01A010", "01A005")
    values = {"land_no": "5", "deed_no": "10503"}
    pieces = (
        piece(0, 12, codes[0], values=values, keeps_code=remainder == 0),
        piece(12, 8, codes[1], keeps_code=remainder == 1),
    )
    shape = shapely.box(0, 0, before, 20)
    parent = {"uuid": "parent", "row_version": 1, "geom": shape}
    in_force = ("01A", "01B") if reason_needed else ()
    return Plan("split", "split", [parent], pieces, in_force=in_force)
