"""Pieces too small to be meant: told in previews and batches, filed where nobody saw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..core.area import format_square_metres
from ..core.message import Message
from ..core.parcel_name import Name, listed
from ..workspace.few_rows import Row
from .confirmed import Confirmed
from .parcel_plan import Piece, Plan, piece_name
from .review import Review

LEAST_PIECE = 4.0
"""m², 1 ตร.ว. Deeds count in whole ตารางวา: what has less is left of a line beside its corner."""

SMALL = "small_piece.saved"
"""The finding of such a piece."""


def small_notes(plan: Plan) -> tuple[Message, ...]:
    """The pieces that have less, where none of their parcels had before."""
    small = [
        _told("small_piece.one", plan.pieces[place], piece_name(plan, place))
        for place in _small(plan)
    ]
    return (Message("small_piece.small", names=listed(small)),) if small else ()


def small_reviews(change: Confirmed) -> list[Review]:
    """The same where nobody was shown it: there is no table, and no line to go back to."""
    if not change.unseen:
        return []
    pieces, names = change.plan.pieces, change.names
    return [
        Review(_told(SMALL, pieces[place], names[place]), change.uuids[place])
        for place in _small(change.plan)
    ]


def grown(change: Confirmed, found: Sequence[Row]) -> list[Row]:
    """Of the open findings of the pieces those of one that is, or went into, a larger one now."""
    large = {uuid for uuid, piece in change.pieces if piece.area_m2 >= LEAST_PIECE}
    return [one for one in found if one["check_id"] == SMALL and one["subject_uuid"] in large]


def _small(plan: Plan) -> Iterator[int]:
    for place, piece in enumerate(plan.pieces):
        shapes = [row["geom"] for row in plan.rows_before(piece)]
        before = [shape.area for shape in shapes if shape is not None]
        is_small = piece.shape is not None and piece.area_m2 < LEAST_PIECE
        if is_small and not any(area < LEAST_PIECE for area in before):
            yield place


def _told(id: str, piece: Piece, name: Name) -> Message:
    return Message(id, code=name, metres=format_square_metres(piece.area_m2))
