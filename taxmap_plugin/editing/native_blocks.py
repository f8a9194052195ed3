"""Blocks and zones edited with QGIS's own tools: what is declared stays so, whatever the form says,
and none is where the municipality cannot be.

That codes are in force is written in the row of their block. Without it codes would be given
twice, so only a declaration (:mod:`.code_declaration`) changes it, and nothing takes it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..core.code_style import CodeStyle
from ..core.ground import ground_of
from ..core.message import Message
from ..core.parcel_code import ParcelCode, parse_block
from ..errors import TaxMapError
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from ..workspace.schema import DECLARATION
from .copied_code import is_copied
from .native_edits import NativeEdits
from .out_of_bounds import Ground, far_off

_DECLARED = "declared"


class NativeBlockError(TaxMapError):
    """A block or zone cannot be edited as asked; nothing was written."""


def check_not_far_off(reader: Reader, table: str, edits: NativeEdits) -> None:
    """Raise NativeBlockError for a block or zone that is far from all that is on the map."""
    shapes = [*edits.shapes.values(), *(row.get("geom") for row in edits.added)]
    name = Message(f"thing_review.{table}")
    grounds = [Ground(name, ground_of(shape)) for shape in shapes if shape is not None]
    far = far_off(reader, [one for one in grounds if not one.shape.is_empty], edits.uuids)
    if far is not None:
        raise NativeBlockError(far)


def checked_blocks(reader: Reader, edits: NativeEdits, style: CodeStyle) -> NativeEdits:
    """The edits with codes as they are written; new blocks are drafts, whatever they copy.

    Raises NativeBlockError where a declared block would go or be called otherwise, or a
    declaration be typed, and CodeError for a block code that is none.
    """
    columns = ["uuid", "block_code", *DECLARATION]
    before = {row["uuid"]: row for row in rows_among(reader, "block", columns, "uuid", edits.uuids)}
    for uuid in edits.deleted:
        if before.get(uuid, {}).get("code_state") == _DECLARED:
            raise NativeBlockError(
                Message("native_blocks.deleted", block=before[uuid]["block_code"])
            )
    values = {
        uuid: _values(before[uuid], new, style) if uuid in before else new
        for uuid, new in edits.values.items()
    }
    added = [_new(reader, row, edits, style) for row in edits.added]
    return replace(edits, values=values, added=added)


def _values(was: Row, typed: Mapping[str, Any], style: CodeStyle) -> Row:
    new = {**typed, **_spelled(typed, was["block_code"], style)}
    changed = [name for name in was if name in new and (new[name] or None) != (was[name] or None)]
    if was["code_state"] == _DECLARED and changed:
        raise NativeBlockError(Message("native_blocks.declared", block=was["block_code"]))
    if set(changed) & set(DECLARATION):
        raise NativeBlockError(Message("native_blocks.draft", block=was["block_code"] or "–"))
    return new


def _new(reader: Reader, row: Mapping[str, Any], edits: NativeEdits, style: CodeStyle) -> Row:
    """A block as QGIS adds it: of one that it divided the other half has no code yet."""
    own = {name: value for name, value in row.items() if name not in DECLARATION}
    if own.get("block_code") and is_copied(reader, "block", str(own["block_code"]), edits):
        own["block_code"] = None
    return {**own, **_spelled(own, None, style)}


def _spelled(values: Mapping[str, Any], was: Any, style: CodeStyle) -> Row:
    code = values.get("block_code")
    if not code or code == was:
        return {}
    return {"block_code": ParcelCode(*parse_block(code, style), 0).block_text(style)}
