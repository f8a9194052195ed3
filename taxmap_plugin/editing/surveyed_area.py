"""The area of a resurveyed parcel beside that of its documents: told, whether it agrees or not."""

from __future__ import annotations

from typing import Optional

from ..core.area import amount, from_square_metres, to_square_metres
from ..core.area_pair import AreaPair
from ..core.match_profile import AreaTolerance
from ..core.message import Message
from ..workspace.reader import Reader
from .division import DOCUMENT_AREA
from .parcel_card import document_area_of
from .parcel_plan import Piece, Plan


def surveyed(plan: Plan) -> Optional[Piece]:
    """The piece with the new outline; None of a plan that is no resurvey."""
    return plan.pieces[0] if plan.kind == "resurvey" else None


def surveyed_notes(
    reader: Reader, plan: Plan, tolerance: Optional[AreaTolerance] = None
) -> tuple[Message, ...]:
    """What the documents say, the parcel's own area or that of the register, and the new shape."""
    piece = surveyed(plan)
    if piece is None:
        return ()
    if DOCUMENT_AREA in piece.values:
        document = piece.values[DOCUMENT_AREA]
    else:
        document = document_area_of(reader, piece.keeps)
    if document is None:
        return ()
    pair = AreaPair(piece.area_m2, int(document), tolerance or AreaTolerance())
    told = Message(
        "resurvey.area_agrees" if pair.agrees else "resurvey.area_differs",
        document=amount(to_square_metres(document)),
        now=amount(pair.map_m2),
        difference=_difference(pair.map_m2 - to_square_metres(document)),
        allowed=amount(to_square_metres(pair.allowed or 0)),
    )
    return (told,)


def _difference(m2: float) -> Message:
    if not from_square_metres(m2):
        return Message("resurvey.same")
    return Message("resurvey.more" if m2 > 0 else "resurvey.less", area=amount(abs(m2)))
