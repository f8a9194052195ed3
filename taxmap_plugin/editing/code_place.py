"""Whether a new code names the block in which the land lies: told, never refused.

Blocks may not be drawn yet, or drawn roughly, so the officer decides. What was so before the
change is not told again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Optional

import shapely
from shapely.geometry.base import BaseGeometry

from ..core.code_style import CodeStyle
from ..core.ground import ground_of
from ..core.message import Message
from ..core.parcel_code import block_of, normalise
from ..workspace.reader import Reader, rows_among
from ..workspace.store import Workspace
from .parcel_plan import Piece, Plan

_LEAST = 0.01  # of a shape: less ground in a block is a hair on its boundary
_MOST_NAMED = 10


class _Place(NamedTuple):
    """Which block a code names, and in which the land lies; None outside all, or not asked."""

    block: str
    land: Optional[str]
    drawn: bool


def noted(ws: Workspace, plan: Plan) -> Plan:
    """The plan with :func:`code_notes` among its notes."""
    found = code_notes(ws, plan)
    return replace(plan, notes=(*plan.notes, *found)) if found else plan


def code_notes(ws: Workspace, plan: Plan) -> tuple[Message, ...]:
    """What is to be said of the blocks in the codes of a plan's pieces.

    Nothing where the municipality has no block on the map.
    """
    with ws.reading() as reader:
        if not reader.count("block", "block_code IS NOT NULL"):
            return ()
        blocks = _Blocks(reader, CodeStyle.of(ws.municipality))
        codes: dict[_Place, list[str]] = {}
        for piece in plan.pieces:
            wrong = blocks.wrong(piece.code, piece.shape)
            if wrong is not None and not _was_before(blocks, plan, piece, wrong):
                codes.setdefault(wrong, []).append(normalise(piece.code))
    return tuple(_told(place, named) for place, named in codes.items())


def _was_before(blocks: _Blocks, plan: Plan, piece: Piece, wrong: _Place) -> bool:
    """Whether a parcel that the piece comes from stood in the same way already."""
    own = {piece.keeps, *piece.parents}
    rows = [row for row in plan.parcels if row["uuid"] in own]
    return any(blocks.wrong(row.get("parcel_code"), row["geom"]) == wrong for row in rows)


def _told(place: _Place, codes: Sequence[str]) -> Message:
    named = [*codes[:_MOST_NAMED], *(["…"] if len(codes) > _MOST_NAMED else [])]
    if not place.drawn:
        return Message("code_place.not_drawn", block=place.block, codes=named)
    if place.land is None:
        return Message("code_place.outside", block=place.block, codes=named)
    return Message("code_place.elsewhere", block=place.block, land=place.land, codes=named)


class _Blocks:
    """The blocks on the map, asked for one shape after the other."""

    def __init__(self, reader: Reader, style: CodeStyle) -> None:
        self._reader, self._style = reader, style
        self._drawn: dict[str, bool] = {}

    def wrong(self, code: Optional[str], shape: Optional[BaseGeometry]) -> Optional[_Place]:
        """Where the land lies instead of in the block of its code; None where nothing is wrong."""
        block = block_of(code, self._style) if code else ""
        if not block or shape is None or shape.is_empty:
            return None
        ground = self._ground(shape)
        land = max(ground, key=lambda one: ground[one]) if ground else None
        if land is not None and ground.get(block, 0.0) >= ground[land]:
            return None
        drawn = self._is_drawn(block)
        return _Place(block, land if drawn else None, drawn)

    def _is_drawn(self, block: str) -> bool:
        if block not in self._drawn:
            rows = rows_among(self._reader, "block", ["geom"], "block_code", [block])
            self._drawn[block] = any(row["geom"] is not None for row in rows)
        return self._drawn[block]

    def _ground(self, shape: BaseGeometry) -> Mapping[str, float]:
        """How much of a shape lies in which block, m², but for hairs."""
        shape = ground_of(shape)
        found: dict[str, float] = {}
        for row in self._reader.within("block", shape.bounds, ["block_code", "geom"]):
            if row["block_code"] and row["geom"] is not None:
                area = shapely.intersection(shape, ground_of(row["geom"])).area
                found[row["block_code"]] = found.get(row["block_code"], 0.0) + area
        return {block: area for block, area in found.items() if area > _LEAST * shape.area}
