"""The house number of a parcel that is divided goes to the piece on which the house stands.

Where no house number of the map and no building with it tells, or several tell differently, it
stays with the remainder, as ``division`` leaves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Optional

from ..core.object_array import object_array
from ..core.parcel_at import parcel_at
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from .confirmed import Confirmed
from .parcel_plan import Piece, shapes_of

_NUMBER = "house_no"
_TELLING = ("house_number", "building")
"""Tables that tell where a house is; the first that knows it is believed."""


def with_houses(change: Confirmed) -> Confirmed:
    """The change with the numbers at their houses; what the officer typed in a piece stays."""
    pieces = list(change.plan.pieces)
    typed = {at for at, values in change.decision.values.items() if _NUMBER in values}
    for row in change.plan.parcels:
        places = _heirs(row, pieces) if row[_NUMBER] else []
        having = [at for at in places if pieces[at].values.get(_NUMBER) == row[_NUMBER]]
        if len(places) < 2 or len(having) != 1 or having[0] in typed:
            continue
        found = _site(change.tx, row, [pieces[at] for at in places])
        at = having[0] if found is None else places[found]
        if at not in typed and not pieces[at].values.get(_NUMBER):
            pieces[at], pieces[having[0]] = (
                _numbered(pieces[at], row[_NUMBER]),
                _numbered(pieces[having[0]], None),
            )
    return replace(change, plan=replace(change.plan, pieces=tuple(pieces)))


def _heirs(row: Row, pieces: Sequence[Piece]) -> list[int]:
    return [at for at, one in enumerate(pieces) if not one.keeps and row["uuid"] in one.parents]


def _numbered(piece: Piece, number: Optional[str]) -> Piece:
    return replace(piece, values={**piece.values, _NUMBER: number})


def _site(reader: Reader, row: Row, pieces: Sequence[Piece]) -> Optional[int]:
    """Which of the pieces has the house with the number of the parcel."""
    shapes = object_array(piece.shape for piece in pieces)
    for table in _TELLING:
        found = rows_among(reader, table, [_NUMBER, "geom"], "parcel_uuid", [row["uuid"]])
        houses = [one for one in found if one[_NUMBER] == row[_NUMBER] and one["geom"] is not None]
        sites = {int(at) for at in parcel_at(shapes_of(houses), shapes)["parcel"] if at >= 0}
        if sites:
            return sites.pop() if len(sites) == 1 else None
    return None
