"""Everything an officer asks of one parcel: the card of the Parcels dock, read at one go.

All queries of a card share one connection and go by the table's indexes, so a card takes
as long among 1,000,000 parcels as among 1,000.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Optional

import shapely

from ..core.area_pair import AreaPair
from ..core.ground import is_nowhere
from ..core.match_profile import AreaTolerance
from ..core.message import Message, stored_message
from ..core.object_array import object_array
from ..core.parcel_name import NAMES, Name, name_of, place_of
from ..core.shared_boundary import BESIDE, shared_lengths
from ..errors import TaxMapError
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from ..workspace.retired_code import with_code
from ..workspace.schema import CODE_COLUMN
from ..workspace.store import Workspace
from .holder import Holder, holders_of
from .open_findings import STILL_OPEN

DOCUMENT = ("document_type", "deed_no", "land_no", "survey_no", "map_sheet")
_TITLE = ["uuid", "parcel_uuid", *DOCUMENT, "document_area"]
_PARCEL = ["uuid", "parcel_code", "source_code", "block_code", *DOCUMENT, "document_area", "geom"]
_CHANGE = ("uuid", "kind", "changed_at", "user_name", "reason", "document")
_RANK = {"error": 0, "warning": 1, "info": 2}
_OF_PARCEL = "uuid IN (SELECT change_uuid FROM change_row WHERE row_uuid = ?)"
_OF_LINEAGE = "uuid IN (SELECT change_uuid FROM lineage WHERE child_uuid = ?1 OR parent_uuid = ?1)"

_WAITING = (
    "parcel_uuid = ? AND register_table = 'title_document' AND register_uuid IS NOT NULL"
    " AND state IN ('auto', 'suggested')"
)


class ParcelGone(TaxMapError):
    """The parcel is no longer in the workspace."""


@dataclass(frozen=True)
class Document:
    """A title document; every number is text, ``area`` hundredths of a ตารางวา."""

    document_type: Optional[str]
    deed_no: Optional[str]
    land_no: Optional[str]
    survey_no: Optional[str]
    map_sheet: Optional[str]
    area: Optional[int]


@dataclass(frozen=True)
class Neighbour:
    """A parcel with boundary in common, and how much, in metres."""

    uuid: str
    name: Name
    owners: tuple[str, ...]
    shared_m: float


@dataclass(frozen=True)
class Thing:
    """A building or a signboard on the parcel; ``what`` is a code of its type's list."""

    uuid: str
    code: Optional[str]
    name: Optional[str]
    what: Optional[str]


@dataclass(frozen=True)
class PastChange:
    """A change that concerned the parcel; ``kind`` of ``change_kind``, ``when`` in UTC."""

    uuid: str
    kind: str
    when: str
    who: str
    reason: Optional[str]
    document: Optional[str]
    undone: bool


@dataclass(frozen=True)
class OpenFinding:
    """What a check found here and nobody has settled."""

    uuid: str
    severity: str
    message: Message


@dataclass(frozen=True)
class ParcelCard:
    """What :func:`parcel_card` reads; ``name`` is the code of the parcel, if it has one.

    ``matches_waiting`` are those with a title document that nobody has decided: its owners are
    not the parcel's before that. ``on_map`` is the document that the parcel itself names, where
    none of its ``documents`` of the register agrees with it.
    """

    uuid: str
    name: Name
    block: Optional[str]
    declared: bool
    shape: Optional[shapely.Geometry]
    area: AreaPair
    owners: tuple[Holder, ...]
    matches_waiting: int
    documents: tuple[Document, ...]
    on_map: Optional[Document]
    neighbours: tuple[Neighbour, ...]
    buildings: tuple[Thing, ...]
    signboards: tuple[Thing, ...]
    history: tuple[PastChange, ...]
    findings: tuple[OpenFinding, ...]


@dataclass(frozen=True)
class ParcelLine:
    """One of several selected parcels: what it is called, its area on the map in m²."""

    uuid: str
    name: Name
    area_m2: float


def parcel_card(ws: Workspace, uuid: str, tolerance: Optional[AreaTolerance] = None) -> ParcelCard:
    """The card of one living parcel. Raises ParcelGone; what reading a workspace raises."""
    with ws.reading() as reader:
        found = reader.rows("parcel", _PARCEL, "uuid = ?", (uuid,))
        if not found:
            raise ParcelGone(Message("parcel_card.gone"))
        row = found[0]
        shape = _shape(row)
        beside = _beside(reader, uuid, shape)
        uuids = [uuid, *(row["uuid"] for row, _ in beside)]
        titles = rows_among(reader, "title_document", _TITLE, "parcel_uuid", uuids)
        holders = holders_of(reader, uuids, titles)
        documents = _documents(row, [one for one in titles if one["parcel_uuid"] == uuid])
        return ParcelCard(
            uuid=uuid,
            name=name_of(row),
            block=row["block_code"],
            declared=_is_declared(reader, row["block_code"]),
            shape=shape,
            area=AreaPair(
                _area_m2(shape),
                _document_area(row["document_area"], documents),
                tolerance or AreaTolerance(),
            ),
            owners=tuple(holders.get(uuid, ())),
            matches_waiting=reader.count("match", _WAITING, (uuid,)),
            documents=documents,
            on_map=_differing(_document(row), documents),
            neighbours=_neighbours(beside, holders),
            buildings=_things(reader, uuid, "building"),
            signboards=_things(reader, uuid, "signboard"),
            history=_history(reader, uuid),
            findings=_findings(reader, uuid),
        )


def parcel_lines(ws: Workspace, uuids: Sequence[str]) -> list[ParcelLine]:
    """Name and area of several parcels, by code; those that are gone are left out."""
    rows = rows_among(ws, "parcel", [*NAMES, "geom"], "uuid", uuids)
    return [
        ParcelLine(
            row["uuid"],
            name_of(row),
            _area_m2(_shape(row)),
        )
        for row in sorted(rows, key=place_of)
    ]


def document_area_of(reader: Reader, uuid: str) -> Optional[int]:
    """The area of a parcel's documents, hundredths of a ตารางวา; None where one is not known."""
    own = [name for name in _PARCEL if name != "geom"]
    row = next(iter(reader.rows("parcel", own, "uuid = ?", (uuid,))), None)
    if row is None:
        return None
    titles = rows_among(reader, "title_document", _TITLE, "parcel_uuid", [uuid])
    return _document_area(row["document_area"], _documents(row, titles))


# -- the parts of a card --------------------------------------------------------------------


def _shape(row: Row) -> Optional[shapely.Geometry]:
    """The shape of a parcel, unless it is nowhere on the map."""
    return None if is_nowhere([row["geom"]])[0] else row["geom"]


def _area_m2(shape: Optional[shapely.Geometry]) -> float:
    return 0.0 if shape is None else float(shape.area)


def _beside(
    reader: Reader, uuid: str, shape: Optional[shapely.Geometry]
) -> list[tuple[Row, float]]:
    """The parcels that share boundary with ``shape`` and how much (m), the longest first."""
    if shape is None or shape.is_empty:
        return []
    west, south, east, north = shape.bounds
    bounds = (west - BESIDE, south - BESIDE, east + BESIDE, north + BESIDE)
    around = reader.within("parcel", bounds, [*NAMES, "geom"])
    others = [row for row in around if row["uuid"] != uuid and row["geom"] is not None]
    lengths = shared_lengths(shape, object_array(row["geom"] for row in others))
    found = [(row, float(shared)) for row, shared in zip(others, lengths) if shared > 0]
    return sorted(found, key=lambda one: -one[1])


def _documents(row: Row, titles: Sequence[Row]) -> tuple[Document, ...]:
    """The title documents of the register; without any, what the parcel itself says."""
    rows = titles
    if not rows and any(row[name] for name in DOCUMENT):
        rows = [row]
    return tuple(map(_document, rows))


def _document(row: Row) -> Document:
    return Document(*(row[name] for name in (*DOCUMENT, "document_area")))


def _differing(own: Document, documents: Sequence[Document]) -> Optional[Document]:
    """What the parcel says, where none of its documents has its number and says nothing else."""
    is_said = any(getattr(own, name) for name in DOCUMENT)
    return own if is_said and not any(_agree(own, one) for one in documents) else None


def _agree(own: Document, title: Document) -> bool:
    pairs = [(getattr(own, name), getattr(title, name)) for name in DOCUMENT]
    is_numbered = not own.deed_no or own.deed_no == title.deed_no
    return is_numbered and all(one == other for one, other in pairs if one and other)


def _document_area(own: Optional[int], documents: tuple[Document, ...]) -> Optional[int]:
    """As the parcel says, else the sum of its documents; None where one has no area."""
    if own is not None:
        return own
    areas = [one.area for one in documents if one.area is not None]
    return sum(areas) if areas and len(areas) == len(documents) else None


def _is_declared(reader: Reader, block: Optional[str]) -> bool:
    where = f"{with_code('block')} AND code_state = 'declared'"
    return block is not None and reader.count("block", where, (block,)) > 0


def _neighbours(
    beside: Sequence[tuple[Row, float]], holders: dict[str, list[Holder]]
) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(
            row["uuid"],
            name_of(row),
            tuple(holder.name for holder in holders.get(row["uuid"], ())),
            shared,
        )
        for row, shared in beside
    )


def _things(reader: Reader, uuid: str, table: str) -> tuple[Thing, ...]:
    columns = ["uuid", CODE_COLUMN[table], f"{table}_name", f"{table}_type"]
    rows = reader.rows(table, columns, f"parcel_uuid = ? ORDER BY {CODE_COLUMN[table]}", (uuid,))
    return tuple(Thing(*(row[name] for name in columns)) for row in rows)


def _history(reader: Reader, uuid: str) -> tuple[PastChange, ...]:
    """What changed the parcel or made it, the latest first."""
    own = [
        row
        for where in (_OF_PARCEL, _OF_LINEAGE)
        for row in reader.rows("change", ["fid", *_CHANGE], where, (uuid,))
    ]
    every = {row["uuid"]: row for row in own}
    undone = rows_among(reader, "change", ["undoes_uuid"], "undoes_uuid", list(every))
    taken_back = {row["undoes_uuid"] for row in undone}
    ordered = sorted(every.values(), key=lambda row: row["fid"], reverse=True)
    return tuple(
        PastChange(*(*(row[name] for name in _CHANGE), row["uuid"] in taken_back))
        for row in ordered
    )


def _findings(reader: Reader, uuid: str) -> tuple[OpenFinding, ...]:
    where = f"subject_uuid = ? AND {STILL_OPEN}"
    rows = reader.rows("finding", ["uuid", "severity", "message"], where, (uuid,))
    found = [
        OpenFinding(row["uuid"], row["severity"], stored_message(row["message"])) for row in rows
    ]
    return tuple(sorted(found, key=lambda one: _RANK.get(one.severity, len(_RANK))))
