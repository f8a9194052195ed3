"""Whether a new code names the block in which the land lies: told, never refused.

Blocks may not be drawn yet, or drawn roughly, so the officer decides. What was so before the
change is not told again. Previews and batches note it; where nobody saw it (``unseen``) it is
filed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Optional

import shapely
from shapely.geometry.base import BaseGeometry

from ..core.code_style import CodeStyle
from ..core.ground import ground_of
from ..core.message import Message
from ..core.parcel_code import block_of, normalise
from ..core.parcel_name import listed
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from ..workspace.store import Workspace
from .confirmed import Confirmed
from .parcel_plan import Piece, Plan
from .review import Review

CODE_PLACE = ("code_place.not_drawn", "code_place.elsewhere", "code_place.outside")
"""The ids of what is said."""

_LEAST = 0.01  # of a shape: less ground in a block is a hair on its boundary


class _Place(NamedTuple):
    """Which block a code names, and in which the land lies; None outside all, or not asked."""

    block: str
    land: Optional[str]
    drawn: bool


def code_notes(ws: Workspace, plan: Plan) -> tuple[Message, ...]:
    """What is to be said of the blocks in the codes of a plan's pieces.

    Nothing where the municipality has no block on the map.
    """
    with ws.reading() as reader:
        codes: dict[_Place, list[str]] = {}
        for at, wrong in _wrong(reader, plan, CodeStyle.of(ws.municipality)):
            codes.setdefault(wrong, []).append(normalise(plan.pieces[at].code))
    return tuple(_told(place, named) for place, named in codes.items())


def place_reviews(change: Confirmed) -> list[Review]:
    """The same, of each piece, where nobody was shown it."""
    plan = change.plan
    if not change.unseen:
        return []
    return [
        Review(_told(wrong, [normalise(plan.pieces[at].code)]), change.uuids[at])
        for at, wrong in _wrong(change.tx, plan, change.style)
    ]


def put_right(change: Confirmed, found: Sequence[Row]) -> list[Row]:
    """Of the open findings of the pieces those that are over: code and land agree now."""
    filed = [one for one in found if one["check_id"] in CODE_PLACE]
    blocks, pieces = _Blocks(change.tx, change.style), dict(change.pieces)
    return [
        one
        for one in filed
        for piece in [pieces[one["subject_uuid"]]]
        if blocks.wrong(piece.code, piece.shape) is None
    ]


def _wrong(reader: Reader, plan: Plan, style: CodeStyle) -> Iterator[tuple[int, _Place]]:
    """The places of the pieces whose codes name another block than that of the land."""
    if not reader.count("block", "block_code IS NOT NULL"):
        return
    blocks = _Blocks(reader, style)
    for at, piece in enumerate(plan.pieces):
        wrong = blocks.wrong(piece.code, piece.shape)
        if wrong is not None and not _was_before(blocks, plan, piece, wrong):
            yield at, wrong


def _was_before(blocks: _Blocks, plan: Plan, piece: Piece, wrong: _Place) -> bool:
    """Whether a parcel that the piece comes from stood in the same way already."""
    rows = plan.rows_before(piece)
    return any(blocks.wrong(row.get("parcel_code"), row["geom"]) == wrong for row in rows)


def _told(place: _Place, codes: Sequence[str]) -> Message:
    named = listed(codes)
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
