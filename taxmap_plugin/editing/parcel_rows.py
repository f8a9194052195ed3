"""The rows of parcels, of their neighbours and of public ground that a change writes."""

from __future__ import annotations

from ..core.code_style import CodeStyle
from ..core.parcel_code import parse
from ..workspace.few_rows import Row
from .confirmed import Confirmed
from .neighbours import without
from .parcel_plan import CODE_PARTS, Piece, uuids_of


def write_parcels(change: Confirmed) -> None:
    """Parcels that are no more, new ones, and those that live on; then their neighbours."""
    kept = {piece.keeps for piece in change.plan.pieces if piece.keeps}
    change.tx.delete("parcel", uuids_of(without(change.plan.parcels, kept)))
    new = [_row(change, uuid, piece) for uuid, piece in change.pieces if not piece.keeps]
    if new:
        change.tx.insert_rows("parcel", new)
    change.tx.update_rows("parcel", _kept_rows(change))
    bent = change.plan.adjusted
    change.tx.update_rows("parcel", [{"uuid": one.uuid, "geom": one.shape} for one in bent])


def write_public(change: Confirmed) -> None:
    """Ground that becomes public."""
    for uuid, part in zip(change.public_uuids, change.plan.public):
        change.tx.insert_rows(part.table, [{"uuid": uuid, **part.values, "geom": part.shape}])


def _kept_rows(change: Confirmed) -> list[Row]:
    """The parcels that live on, all at once: their codes may change places."""
    rows = [_row(change, uuid, piece) for uuid, piece in change.pieces if piece.keeps]
    now = change.before
    columns = {name for row in rows for name in row}
    return [{**{name: now[row["uuid"]][name] for name in columns}, **row} for row in rows]


def _row(change: Confirmed, uuid: str, piece: Piece) -> Row:
    row = {"uuid": uuid, **piece.values, "geom": piece.shape}
    if piece.code is not None:
        return {**row, **dict(zip(CODE_PARTS, parts_of(piece.code, change.style)))}
    if not piece.keeps:
        return {**_block_of_parent(change, piece), **row}
    if change.before[uuid]["parcel_code"] is None:
        return row
    return {"parcel_code": None, "lot": None, **row}  # in its block the next numbering finds it


def parts_of(code: str, style: CodeStyle) -> tuple[str, str, str, str]:
    """The values of ``CODE_PARTS`` for a code; raises CodeError when it is none.

    >>> parts_of("01A001/002", CodeStyle.load())
    ('01A001/002', '01', '01A', '001/002')
    """
    parsed = parse(code, style)
    text, block = parsed.text(style), parsed.block_text(style)
    return text, block[:-1], block, text[len(block) :]


def _block_of_parent(change: Confirmed, piece: Piece) -> Row:
    parents = [row for row in change.plan.parcels if row["uuid"] in piece.parents[:1]]
    return {name: row[name] for row in parents for name in ("zone_code", "block_code")}
