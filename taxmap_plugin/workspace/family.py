"""A parcel's family: what it came from, and what came from it.

Changes that were taken back leave their lineage in the file; it does not count here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, Optional

from .reader import OpenReader, Reader, among_or_all
from .store import Workspace
from .undo_stack import undone_changes

_LINKED = " ".join(
    [
        "SELECT l.parent_uuid, l.child_uuid, l.kind, l.change_uuid, c.changed_at FROM lineage l",
        "LEFT JOIN change c ON c.uuid = l.change_uuid",
        "WHERE l.table_name = 'parcel' AND (l.parent_uuid = ?1 OR l.child_uuid = ?1)",
        "ORDER BY l.fid",
    ]
)
_LIVING = "SELECT parcel_code, deed_no, land_no, map_sheet, created_at FROM parcel WHERE uuid = ?"
_RETIRED = " ".join(
    [
        "SELECT parcel_code, deed_no, land_no, map_sheet, valid_from, valid_to FROM parcel_history",
        "WHERE parcel_uuid = ? ORDER BY valid_to NULLS FIRST, fid",
    ]
)


@dataclass(frozen=True)
class Member:
    """One parcel of a family, as it was called while it lived (or is called today).

    ``valid_from`` and ``valid_to`` are UTC times, ``valid_to`` None for a living parcel;
    ``kind`` and ``change_uuid`` are those of the change that made it, "" where none is known.
    ``versions`` are the earlier shapes it has had (rows of ``parcel_history``).
    """

    uuid: str
    parcel_code: Optional[str]
    deed_no: Optional[str]
    land_no: Optional[str]
    map_sheet: Optional[str]
    valid_from: Optional[str]
    valid_to: Optional[str]
    living: bool
    kind: str
    change_uuid: str
    versions: int


class Link(NamedTuple):
    """One parcel came from another one."""

    parent: str
    child: str
    kind: str
    change_uuid: str
    changed_at: Optional[str]


@dataclass(frozen=True)
class FamilyTree:
    """All that a parcel came from and all that came from it.

    ``root`` is the parcel that was asked for. ``generation`` counts from it: parents -1,
    children 1.
    """

    root: str
    members: dict[str, Member] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    generation: dict[str, int] = field(default_factory=dict)

    def parents(self, uuid: str) -> list[Member]:
        return [self.members[link.parent] for link in self.links if link.child == uuid]

    def children(self, uuid: str) -> list[Member]:
        return [self.members[link.child] for link in self.links if link.parent == uuid]


def descent(reader: Reader, parcels: Collection[str]) -> dict[str, str]:
    """All that came of some parcels, at whatever remove → the one of them that it came of."""
    found: dict[str, str] = {}
    asked = {parcel: parcel for parcel in parcels}
    while asked:
        where, params = among_or_all("parent_uuid", sorted(asked))
        rows = reader.rows("lineage", ["parent_uuid", "child_uuid"], where, params)
        came = {row["child_uuid"]: asked.get(row["parent_uuid"], "") for row in rows}
        asked = {
            child: parcel
            for child, parcel in came.items()
            if parcel and child not in found and child not in parcels
        }
        found.update(asked)
    return found


def lines_of_descent(reader: Reader, parcels: Collection[str]) -> dict[str, str]:
    """All parcels that are of one line with some, at whatever remove and in both directions, also
    by changes that were taken back → one name for the line. Those of no line are left out."""
    line: dict[str, str] = {}

    def name(uuid: str) -> str:
        while line.get(uuid, uuid) != uuid:
            uuid = line[uuid]
        return uuid

    asked, known = set(parcels), set(parcels)
    while asked:
        met: set[str] = set()
        for column in ("parent_uuid", "child_uuid"):
            where, params = among_or_all(column, sorted(asked))
            for row in reader.rows("lineage", ["parent_uuid", "child_uuid"], where, params):
                pair = row["parent_uuid"], row["child_uuid"]
                if asked.isdisjoint(pair):
                    continue
                met.update(pair)
                one, other = sorted(map(name, pair))
                line[one], line[other] = one, one
        asked, known = met - known, known | met
    return {uuid: name(uuid) for uuid in line}


def family(ws: Workspace, uuid: str) -> FamilyTree:
    """Ancestors and descendants of a parcel, living or retired."""
    with ws.reading() as opened:
        reader = LineageReader(opened)
        up, down = reader.walk(uuid, upwards=True), reader.walk(uuid, upwards=False)
        generation = {**down, **{one: -steps for one, steps in up.items()}, uuid: 0}
        links = reader.links_among(generation)
        members = {one: reader.member(one) for one in generation}
    return FamilyTree(uuid, members, links, generation)


class LineageReader:
    """Reads lineage parcel by parcel, by its indexes, without the changes that were taken back."""

    def __init__(self, opened: OpenReader) -> None:
        self._opened = opened
        self._undone = undone_changes(opened)
        self._read: dict[str, list[Link]] = {}

    def _around(self, uuid: str) -> list[Link]:
        if uuid not in self._read:
            rows = self._opened.execute(_LINKED, (uuid,))
            links = [Link(*row) for row in rows]
            self._read[uuid] = [link for link in links if link.change_uuid not in self._undone]
        return self._read[uuid]

    def walk(self, start: str, upwards: bool) -> dict[str, int]:
        """Each relative in one direction and how many generations away; safe in circles."""
        found, edge = {start: 0}, [start]
        while edge:
            reached = []
            for uuid in edge:
                for link in self._around(uuid):
                    near, far = (link.child, link.parent) if upwards else (link.parent, link.child)
                    if near == uuid and far not in found:
                        found[far] = found[uuid] + 1
                        reached.append(far)
            edge = reached
        return found

    def children(self, uuid: str) -> list[str]:
        own = (k.child for k in self._around(uuid) if k.parent == uuid and k.child != uuid)
        return list(dict.fromkeys(own))

    def links_among(self, uuids: Iterable[str]) -> list[Link]:
        known = set(uuids)
        found = dict.fromkeys(link for uuid in known for link in self._around(uuid))
        kept = [k for k in found if k.parent != k.child and {k.parent, k.child} <= known]
        return sorted(kept, key=lambda link: (link.changed_at or "", link.parent, link.child))

    def member(self, uuid: str) -> Member:
        living = next(iter(self._opened.execute(_LIVING, (uuid,))), None)
        retired = self._opened.execute(_RETIRED, (uuid,))
        made = [k for k in self._around(uuid) if k.child == uuid and k.parent != uuid]
        origin = made[0] if made else Link("", uuid, "", "", None)
        started = origin.changed_at or (living[-1] if living else None)
        code, deed_no, land_no, map_sheet = (living or (retired or [(None,) * 4])[-1])[:4]
        first = retired[0][4] if retired else None
        return Member(
            uuid,
            code,
            deed_no,
            land_no,
            map_sheet,
            valid_from=first or started,
            valid_to=None if living or not retired else retired[-1][5],
            living=living is not None,
            kind=origin.kind,
            change_uuid=origin.change_uuid,
            versions=len(retired) - (0 if living or not retired else 1),
        )
