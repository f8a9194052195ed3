"""Documents of the pieces that may be slips of the keyboard: told, never refused.

An area that is far from that of the map, and a number that is on several parcels by the change,
be it on the map or by a title document of the register. What was so before it is not told again.
Such a number is filed where nobody saw it.
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
from ..core.same_document import NUMBER, PLACE, same_document
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from .confirmed import Confirmed
from .division import DOCUMENT_AREA
from .open_findings import open_findings
from .parcel_plan import Piece, Plan, piece_name, uuids_of
from .review import Review
from .surveyed_area import surveyed

DOUBLED = "document_doubt.filed"
"""The finding of a number that is on several parcels."""


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
    pieces = _titled(plan, [piece_name(plan, place) for place in range(len(plan.pieces))])
    told = surveyed(plan)  # with its area, be it in doubt or not
    others = [one for one in pieces if one.piece is not told]
    areas = _areas(others, tolerance or AreaTolerance())
    doubled = (
        Message("document_doubt.doubled", deed_no=one.number, parcels=listed(one.parcels))
        for one in _doubled(reader, plan, pieces)
    )
    return (*areas, *doubled)


def doubled_reviews(change: Confirmed) -> list[Review]:
    """The numbers on several parcels, on the first piece that has it, where nobody was told."""
    if not change.unseen:
        return []
    pieces = _titled(change.plan, change.names)
    return [
        Review(
            Message(DOUBLED, deed_no=one.number, parcels=listed(one.parcels)),
            change.uuids[one.places[0]],
        )
        for one in _doubled(change.tx, change.plan, pieces, change.uuids)
    ]


def told_apart(change: Confirmed, found: Sequence[Row]) -> list[Row]:
    """The open findings that are over: of a piece that has another number now, and of the only
    parcel that still has a number which others lost by the change."""
    before = change.before
    pieces = {uuid: change.plan.values_after(piece) for uuid, piece in change.pieces}
    renumbered = {
        uuid
        for uuid in pieces.keys() & before.keys()
        if before[uuid].get("deed_no") != pieces[uuid].get("deed_no")
    }
    bearers = _bearers_of_lost(change.tx, before, pieces)
    twins = {
        uuid
        for own in bearers.values()
        for uuid, document in own
        if any(same_document(document, two) for other, two in own if other != uuid)
    }
    alone = {uuid for own in bearers.values() for uuid, _ in own} - twins
    filed = [*found, *open_findings(change.tx, sorted(alone - pieces.keys()))]
    over = renumbered | alone
    return [one for one in filed if one["check_id"] == DOUBLED and one["subject_uuid"] in over]


def _bearers_of_lost(
    reader: Reader, before: Mapping[str, Row], pieces: Mapping[str, Row]
) -> dict[str, list[tuple[str, Row]]]:
    """Who has the numbers of the parcels that are others now, or no more: number → (parcel, what
    is said of the document)."""
    which = [*NUMBER, *PLACE]
    bearers: dict[str, list[tuple[str, Row]]] = {
        row["deed_no"]: []
        for uuid, row in before.items()
        for now in [pieces.get(uuid, {})]
        if row.get("deed_no") and any(row.get(name) != now.get(name) for name in which)
    }
    for uuid, row in pieces.items():
        bearers.get(row.get("deed_no") or "", []).append((uuid, row))
    others = _others(reader, {*before, *pieces}, list(bearers))
    for number, own in others.items():
        bearers[number] += [(row["uuid"], document) for row, document in own]
    return bearers


def _titled(plan: Plan, names: Sequence[Name]) -> list[_Titled]:
    return [
        _Titled(name, piece, plan.values_after(piece), plan.rows_before(piece))
        for name, piece in zip(names, plan.pieces)
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


class _Doubled(NamedTuple):
    """A number with the pieces that have it, by their place, and the names of all parcels."""

    number: str
    places: Sequence[int]
    parcels: Sequence[Name]


def _doubled(
    reader: Reader, plan: Plan, pieces: Sequence[_Titled], written: Sequence[str] = ()
) -> Iterator[_Doubled]:
    """Numbers that are on more pieces than parcels had them, or that other parcels have.

    ``written`` are the uuids of the pieces where they are there already.
    """
    had = Counter(row.get("deed_no") for row in plan.parcels)
    having: dict[str, list[int]] = {}
    for at, one in enumerate(pieces):
        if one.number:
            having.setdefault(one.number, []).append(at)
    but = {*uuids_of(plan.parcels), *written}
    others = _others(reader, but, [number for number in having if not had[number]])
    for number, own in having.items():
        told = [at for at in own if _has_twin(pieces, at, own)] if len(own) > had[number] else []
        beside = {
            row["uuid"]: name_of(row)
            for row, document in others.get(number, ())
            if any(same_document(pieces[at].values, document) for at in own)
        }
        if told or beside:
            places = told or own
            names = [*(pieces[at].name for at in places), *beside.values()]
            yield _Doubled(number, places, names)


def _has_twin(pieces: Sequence[_Titled], at: int, places: Sequence[int]) -> bool:
    """Whether a piece may have the document of one of the pieces in other ``places``."""
    values = pieces[at].values
    return any(same_document(values, pieces[two].values) for two in places if two != at)


def _others(
    reader: Reader, but: set[str], numbers: Sequence[str]
) -> dict[str, list[tuple[Row, Row]]]:
    """The living parcels, ``but`` some, that have documents of these numbers, with what is said
    of each: on the map, or by a title of the register."""
    which = [*NUMBER, *PLACE]
    on_map = rows_among(reader, "parcel", list({*NAMES, *which}), "deed_no", numbers)
    columns, tied = ["parcel_uuid", *which], "parcel_uuid IS NOT NULL"
    titles = rows_among(reader, "title_document", columns, "deed_no", numbers, tied)
    parcels = list({title["parcel_uuid"] for title in titles})
    rows = {row["uuid"]: row for row in rows_among(reader, "parcel", NAMES, "uuid", parcels)}
    by_title = [
        (rows[uuid], one) for one in titles for uuid in [one["parcel_uuid"]] if uuid in rows
    ]
    found: dict[str, list[tuple[Row, Row]]] = {}
    for row, document in sorted(
        [*zip(on_map, on_map), *by_title], key=lambda one: place_of(one[0])
    ):
        if row["uuid"] not in but:
            found.setdefault(document["deed_no"], []).append((row, document))
    return found
