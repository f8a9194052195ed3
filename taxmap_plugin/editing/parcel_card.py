"""Everything an officer asks of one parcel: the card of the Parcels dock, read at one go.

All queries of a card share one connection and go by the table's indexes, so a card takes
as long among 1,000,000 parcels as among 1,000.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from ..core.area import from_square_metres, to_square_metres
from ..core.match_profile import AreaTolerance
from ..core.message import Message
from ..core.shared_boundary import NEAR, shared_lengths
from ..errors import TaxMapError
from ..workspace.store import Reader, Workspace

AROUND = (
    "fid IN (SELECT id FROM rtree_parcel_geom"
    " WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?)"
)
"""The parcels whose frames meet a frame given as west, east, south, north."""

DOCUMENT = ("document_type", "deed_no", "land_no", "survey_no", "map_sheet")
_TITLE = ["uuid", "parcel_uuid", *DOCUMENT, "document_area"]
_PARCEL = ["uuid", "parcel_code", "source_code", "block_code", *DOCUMENT, "document_area", "geom"]
_HELD = "to_date IS NULL AND (parcel_uuid IN {0} OR title_document_uuid IN {1})"
_OF_PARCEL = "uuid IN (SELECT change_uuid FROM change_row WHERE row_uuid = ?)"
_OF_LINEAGE = "uuid IN (SELECT change_uuid FROM lineage WHERE child_uuid = ?1 OR parent_uuid = ?1)"


class ParcelGone(TaxMapError):
    """The parcel is no longer in the workspace."""


@dataclass(frozen=True)
class Holder:
    """Who holds the parcel at present; ``name`` is masked, ``kind`` of ``ownership_kind``."""

    name: str
    kind: Optional[str]
    share: str


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
class AreaPair:
    """The area on the map (m²) beside that of the documents (hundredths of a ตารางวา)."""

    map_m2: float
    document: Optional[int]
    tolerance: AreaTolerance

    @property
    def map(self) -> int:
        """On the map, in hundredths of a ตารางวา."""
        return from_square_metres(self.map_m2)

    @property
    def document_m2(self) -> Optional[float]:
        return None if self.document is None else to_square_metres(self.document)

    @property
    def difference(self) -> Optional[int]:
        """Map less document, hundredths of a ตารางวา."""
        return None if self.document is None else self.map - self.document

    @property
    def allowed(self) -> Optional[int]:
        """How far the two may differ, hundredths of a ตารางวา."""
        if self.document is None:
            return None
        relative = self.tolerance.relative * max(self.map, self.document)
        return round(max(self.tolerance.absolute, relative))

    @property
    def agrees(self) -> Optional[bool]:
        """Whether the difference is within the tolerance; None without a document."""
        if self.difference is None or self.allowed is None:
            return None
        return abs(self.difference) <= self.allowed


@dataclass(frozen=True)
class Neighbour:
    """A parcel with boundary in common, and how much, in metres."""

    uuid: str
    code: Optional[str]
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
    """What :func:`parcel_card` reads; ``code`` is None where the parcel has none yet."""

    uuid: str
    code: Optional[str]
    source_code: Optional[str]
    block: Optional[str]
    declared: bool
    shape: Optional[shapely.Geometry]
    area: AreaPair
    owners: tuple[Holder, ...]
    documents: tuple[Document, ...]
    neighbours: tuple[Neighbour, ...]
    buildings: tuple[Thing, ...]
    signboards: tuple[Thing, ...]
    history: tuple[PastChange, ...]
    findings: tuple[OpenFinding, ...]


@dataclass(frozen=True)
class ParcelLine:
    """One of several selected parcels: its code, its area on the map in m²."""

    uuid: str
    code: Optional[str]
    area_m2: float


def parcel_card(ws: Workspace, uuid: str, tolerance: Optional[AreaTolerance] = None) -> ParcelCard:
    """The card of one living parcel. Raises ParcelGone; what reading a workspace raises."""
    with ws.reading() as reader:
        found = reader.read("parcel", _PARCEL, "uuid = ?", (uuid,))
        if found.empty:
            raise ParcelGone(Message("parcel_card.gone"))
        row = _plain(found)[0]
        shape = row["geom"]
        beside = _beside(reader, uuid, shape)
        uuids = [uuid, *beside["uuid"]]
        titles = _read_in(reader, "title_document", _TITLE, "parcel_uuid", uuids)
        holders = _holders(reader, uuids, titles)
        documents = _documents(row, titles[titles["parcel_uuid"] == uuid])
        return ParcelCard(
            uuid=uuid,
            code=row["parcel_code"],
            source_code=row["source_code"],
            block=row["block_code"],
            declared=_is_declared(reader, row["block_code"]),
            shape=shape,
            area=AreaPair(
                0.0 if shape is None else float(shape.area),
                _document_area(row["document_area"], documents),
                tolerance or AreaTolerance(),
            ),
            owners=tuple(holders.get(uuid, ())),
            documents=documents,
            neighbours=_neighbours(beside, holders),
            buildings=_things(reader, uuid, "building", "building_name", "building_type"),
            signboards=_things(reader, uuid, "signboard", "signboard_name", "signboard_type"),
            history=_history(reader, uuid),
            findings=_findings(reader, uuid),
        )


def parcel_lines(ws: Workspace, uuids: Sequence[str]) -> list[ParcelLine]:
    """Code and area of several parcels, by code; those that are gone are left out."""
    with ws.reading() as reader:
        columns = ["uuid", "parcel_code", "source_code", "geom"]
        rows = _plain(_read_in(reader, "parcel", columns, "uuid", list(uuids)))
    lines = [
        ParcelLine(
            row["uuid"],
            row["parcel_code"] or row["source_code"],
            0.0 if row["geom"] is None else float(row["geom"].area),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (line.code is None, line.code or ""))


# -- the parts of a card --------------------------------------------------------------------


def _beside(reader: Reader, uuid: str, shape: Optional[shapely.Geometry]) -> pd.DataFrame:
    """The parcels that share boundary with ``shape``, the longest first, with ``shared``."""
    columns = ["uuid", "parcel_code", "source_code", "geom"]
    if shape is None or shape.is_empty:
        return pd.DataFrame(columns=[*columns, "shared"])
    west, south, east, north = shape.bounds
    frame = (west - NEAR, east + NEAR, south - NEAR, north + NEAR)
    near = reader.read("parcel", columns, AROUND, frame)
    near = near[(near["uuid"] != uuid) & near["geom"].notna()]
    near = near.assign(shared=shared_lengths(shape, near["geom"].to_numpy(dtype=object)))
    return near[near["shared"] > 0].sort_values("shared", ascending=False, kind="stable")


def _holders(reader: Reader, uuids: Sequence[str], titles: pd.DataFrame) -> dict[str, list[Holder]]:
    """Present holders by parcel, whether they hold it itself or by its title document."""
    of_title = dict(zip(titles["uuid"], titles["parcel_uuid"]))
    where = _HELD.format(_places(len(uuids)), _places(len(of_title)))
    columns = ["owner_uuid", "parcel_uuid", "title_document_uuid", "kind"]
    columns += ["share_numerator", "share_denominator", "share_text"]
    held = _plain(reader.read("ownership", columns, where, [*uuids, *of_title]))
    wanted = sorted({row["owner_uuid"] for row in held if row["owner_uuid"]})
    owners = _read_in(reader, "owner", ["uuid", "display_name"], "uuid", wanted)
    names = dict(zip(owners["uuid"], owners["display_name"]))
    found: dict[str, list[Holder]] = {}
    for row in held:
        parcel = row["parcel_uuid"] or of_title[row["title_document_uuid"]]
        holder = Holder(names.get(row["owner_uuid"]) or "–", row["kind"], _share(row))
        mine = found.setdefault(parcel, [])
        if holder not in mine:
            mine.append(holder)
    return found


def _share(row: dict[str, Any]) -> str:
    if row["share_numerator"] is not None and row["share_denominator"] is not None:
        return f"{row['share_numerator']}/{row['share_denominator']}"
    return row["share_text"] or ""


def _documents(row: dict[str, Any], titles: pd.DataFrame) -> tuple[Document, ...]:
    """The title documents of the register; without any, what the parcel itself says."""
    rows = _plain(titles)
    if not rows and any(row[name] for name in DOCUMENT):
        rows = [row]
    names = (*DOCUMENT, "document_area")
    return tuple(Document(*(one[name] for name in names)) for one in rows)


def _document_area(own: Optional[int], documents: tuple[Document, ...]) -> Optional[int]:
    """As the parcel says, else the sum of its documents; None where one has no area."""
    if own is not None:
        return int(own)
    areas = [one.area for one in documents if one.area is not None]
    return sum(areas) if areas and len(areas) == len(documents) else None


def _is_declared(reader: Reader, block: Optional[str]) -> bool:
    if block is None:
        return False
    states = reader.read("block", ["code_state"], "block_code = ?", (block,))["code_state"]
    return bool((states == "declared").any())


def _neighbours(beside: pd.DataFrame, holders: dict[str, list[Holder]]) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(
            row["uuid"],
            row["parcel_code"] or row["source_code"],
            tuple(holder.name for holder in holders.get(row["uuid"], ())),
            float(row["shared"]),
        )
        for row in _plain(beside)
    )


def _things(reader: Reader, uuid: str, table: str, name: str, what: str) -> tuple[Thing, ...]:
    code = table + "_code"
    where = f"parcel_uuid = ? ORDER BY {code}"
    rows = _plain(reader.read(table, ["uuid", code, name, what], where, (uuid,)))
    return tuple(Thing(row["uuid"], row[code], row[name], row[what]) for row in rows)


def _history(reader: Reader, uuid: str) -> tuple[PastChange, ...]:
    """What changed the parcel or made it, the latest first."""
    columns = ["uuid", "kind", "changed_at", "user_name", "reason", "document"]
    rows = reader.read("change", columns, _OF_PARCEL, (uuid,))
    born = reader.read("change", columns, _OF_LINEAGE, (uuid,))
    every = _plain(pd.concat([rows, born]).drop_duplicates("uuid"))
    undone = _read_in(reader, "change", ["undoes_uuid"], "undoes_uuid", [r["uuid"] for r in every])
    taken_back = set(undone["undoes_uuid"])
    every.sort(key=lambda row: row["changed_at"], reverse=True)
    return tuple(
        PastChange(
            row["uuid"],
            row["kind"],
            row["changed_at"],
            row["user_name"],
            row["reason"],
            row["document"],
            row["uuid"] in taken_back,
        )
        for row in every
    )


def _findings(reader: Reader, uuid: str) -> tuple[OpenFinding, ...]:
    where = "subject_uuid = ? AND state IN ('open', 'in_work')"
    rows = _plain(reader.read("finding", ["uuid", "severity", "message"], where, (uuid,)))
    found = [
        OpenFinding(row["uuid"], row["severity"], Message.from_json(row["message"])) for row in rows
    ]
    return tuple(sorted(found, key=lambda one: _RANK.get(one.severity, len(_RANK))))


_RANK = {"error": 0, "warning": 1, "info": 2}


# -- reading --------------------------------------------------------------------------------


def _read_in(
    reader: Reader, table: str, columns: list[str], key: str, values: Sequence[str]
) -> pd.DataFrame:
    """The rows whose ``key`` is one of ``values``."""
    return reader.read(table, columns, f"{key} IN {_places(len(values))}", values)


def _places(count: int) -> str:
    """``(?, ?)``: places for so many values."""
    return "(" + ", ".join("?" * count) + ")"


def _plain(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries, None for what is missing."""
    names = [str(name) for name in frame]
    columns = [frame[name].array for name in names]
    return [
        {name: None if _is_missing(value) else value for name, value in zip(names, row)}
        for row in zip(*columns)
    ]


def _is_missing(value: object) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value))
