"""Documents of the pieces that may be slips of the keyboard: told, never refused.

An area that is far from that of the map, and a number that is on several parcels by the change.
What was so before it is not told again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Optional

from ..core.area import amount, to_square_metres
from ..core.area_pair import AreaPair
from ..core.match_profile import AreaTolerance
from ..core.message import Message
from ..core.parcel_name import NAMES, Name, listed, name_of, place_of
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from .division import DOCUMENT_AREA
from .parcel_plan import Piece, Plan, piece_name

_WHICH = ("document_type", "amphoe", "tambon")
"""What tells documents of one number apart, where it is known of both."""


class _Titled(NamedTuple):
    """A piece with its columns as they will be, and the parcels that it comes from."""

    name: Name
    piece: Piece
    values: Mapping[str, Any]
    before: Sequence[Row]

    @property
    def number(self) -> Optional[str]:
        return self.values.get("deed_no")


def document_notes(
    reader: Reader, plan: Plan, tolerance: Optional[AreaTolerance] = None
) -> tuple[Message, ...]:
    """What is to be said of the documents of a plan's pieces."""
    pieces = _titled(plan)
    areas = _areas(pieces, tolerance or AreaTolerance())
    return (*areas, *_doubled(reader, plan, pieces))


def _titled(plan: Plan) -> list[_Titled]:
    return [
        _Titled(piece_name(plan, place), piece, plan.values_after(piece), plan.rows_before(piece))
        for place, piece in enumerate(plan.pieces)
    ]


def _areas(pieces: Sequence[_Titled], tolerance: AreaTolerance) -> Iterator[Message]:
    for one in pieces:
        document = one.values.get(DOCUMENT_AREA)
        if document is None or one.piece.shape is None:
            continue
        now = AreaPair(one.piece.area_m2, int(document), tolerance)
        was = [
            AreaPair(row["geom"].area, row.get(DOCUMENT_AREA), tolerance)
            for row in one.before
            if row["geom"] is not None
        ]
        if now.agrees is False and not any(pair.agrees is False for pair in was):
            yield Message(
                "document_doubt.area",
                code=one.name,
                document=amount(to_square_metres(int(document))),
                map=amount(now.map_m2),
                allowed=amount(to_square_metres(now.allowed or 0)),
            )


def _doubled(reader: Reader, plan: Plan, pieces: Sequence[_Titled]) -> Iterator[Message]:
    """Numbers that are on more pieces than parcels had them, or that other parcels have."""
    had = Counter(row.get("deed_no") for row in plan.parcels)
    numbers = list(dict.fromkeys(one.number for one in pieces if one.number))
    others = _others(reader, plan, [number for number in numbers if not had[number]])
    for number in numbers:
        own = [one for one in pieces if one.number == number]
        twins = [
            one
            for one in own
            if any(_may_be(one.values, two.values) for two in own if two is not one)
        ]
        told = twins if len(own) > had[number] else []
        beside = [
            row
            for row in others
            if row["deed_no"] == number and any(_may_be(one.values, row) for one in own)
        ]
        if told or beside:
            names = [*(one.name for one in told or own), *map(name_of, beside)]
            yield Message("document_doubt.doubled", deed_no=number, parcels=listed(names))


def _others(reader: Reader, plan: Plan, numbers: Sequence[str]) -> list[Row]:
    """The living parcels beside those of the plan that have one of these documents."""
    if not numbers:
        return []
    found = rows_among(reader, "parcel", [*NAMES, *_WHICH], "deed_no", numbers)
    concerned = {row["uuid"] for row in plan.parcels}
    return sorted((row for row in found if row["uuid"] not in concerned), key=place_of)


def _may_be(one: Mapping[str, Any], two: Mapping[str, Any]) -> bool:
    """Whether documents of one number may be one, as far as is known of both."""
    known = [(one.get(name), two.get(name)) for name in _WHICH]
    return all(a == b for a, b in known if a and b)
