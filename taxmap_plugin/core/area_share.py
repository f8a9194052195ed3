"""Areas that were typed for all of a parcel, though the map has a little more or less.

Document and map always differ, so areas that add up to the document leave a sliver of the
map, or want more than there is. Shared out by area, the difference is of every piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Optional

from .area import amount, from_square_metres
from .area_pair import AreaPair
from .area_split import SMALLEST
from .match_profile import AreaTolerance
from .message import Message
from .parcel_name import listed

Share = Literal["no", "may", "should"]


def share_of(
    map_m2: float, document: Optional[int], areas: Sequence[float], tolerance: AreaTolerance
) -> Share:
    """Whether areas (m²) are meant for all of a parcel.

    They ``should`` be where they add up to its document (hundredths of a ตารางวา) or to its
    map but for the fixed part of the tolerance, and ``may`` be where they only agree with it:
    a tenth of a large parcel may well be a piece that is to be left.
    """
    if len(areas) < 2 or abs(map_m2 - sum(areas)) <= SMALLEST:
        return "no"
    wanted = from_square_metres(sum(areas))
    wholes = [from_square_metres(map_m2), *([] if document is None else [document])]
    if any(abs(whole - wanted) < tolerance.absolute for whole in wholes):
        return "should"
    return "may" if AreaPair(map_m2, wanted, tolerance).agrees else "no"


def shared_out(map_m2: float, areas: Sequence[float]) -> list[float]:
    """The areas, each larger or smaller by its part of what they differ from the map."""
    factor = map_m2 / sum(areas)
    return [area * factor for area in areas]


def share_told(map_m2: float, areas: Sequence[float]) -> Message:
    """How much was shared out, and how much of it each piece got."""
    by = map_m2 - sum(areas)
    got = [
        Message("area_share.piece", row=row, metres=_signed(now - area))
        for row, (now, area) in enumerate(zip(shared_out(map_m2, areas), areas), start=1)
    ]
    id = "area_share.more" if by >= 0 else "area_share.less"
    return Message(id, by=amount(abs(by)), pieces=listed(got))


def _signed(m2: float) -> str:
    return f"{m2:+,.2f}".replace("-", "\u2212")
