"""Zone, block and lot as an edit buffer has them, beside the code of the parcel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Optional

from shapely.geometry.base import BaseGeometry

from ..core.code_style import CodeStyle
from ..core.ground import is_sound
from ..core.message import Message
from ..core.parcel_code import CodeError, normalise, parse_block
from ..workspace.few_rows import Row
from ..workspace.store import Workspace
from .code_at import code_at
from .parcel_plan import CODE_PARTS, PlanError
from .parcel_rows import parts_of

_PLACE = ("zone_code", "block_code", "lot")


def place_values(
    ws: Workspace, code: Optional[str], values: Mapping[str, Any], rows: Sequence[Row], new: bool
) -> Row:
    """The columns of zone, block and lot that the officer gave a parcel.

    ``values`` are the edited columns of the first of ``rows``, or all of a ``new`` one, which
    QGIS may have copied from any of them. With a code nothing is left to be given: raises
    PlanError where they contradict it, and CodeError for a block that is none or is in another
    zone.
    """
    style = CodeStyle.of(ws.municipality)
    typed = {name: values[name] for name in _PLACE if name in values}
    row = rows[0] if rows else None
    if new:
        typed = {
            name: value
            for name, value in typed.items()
            if value is not None and value not in [one[name] for one in rows]
        }
    if code is not None:
        _check_against(code, typed, style)
        return {}
    if new and row is None and not {"zone_code", "block_code"} & set(typed):
        typed["block_code"] = _block_at(ws, values.get("geom"))
    return _with_zone(typed, row, style)


def _check_against(code: str, typed: Row, style: CodeStyle) -> None:
    of_code = dict(zip(CODE_PARTS, parts_of(code, style))) if typed else {}
    for name, value in typed.items():
        if normalise(value) != of_code[name]:
            shown = "–" if value is None else value
            raise PlanError(Message("native_edits.contradicts", code=code, value=shown))


def _block_at(ws: Workspace, shape: Optional[BaseGeometry]) -> Optional[str]:
    return code_at(ws, "block", shape) if is_sound(shape) else None


def _with_zone(typed: Row, row: Optional[Row], style: CodeStyle) -> Row:
    """The block as it is written, and its zone."""
    block = typed.get("block_code", row["block_code"] if row else None)
    if not typed or block is None:
        return typed
    number, letter = parse_block(block, style)
    zone = f"{number:0{style.zone_digits}d}"
    given = typed.get("zone_code")
    if given is not None and normalise(given) != zone:
        raise CodeError(Message("parcel_code.zone_clash", zone=given, block=zone + letter))
    return {**typed, "zone_code": zone, "block_code": zone + letter}
