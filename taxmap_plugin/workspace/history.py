"""What was before: a parcel's family, the map as it was, and parcels that are no more.

Changes that were taken back leave their lineage in the file; it does not count here.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Optional, Union

import pandas as pd

from ..core.feedback import Feedback, Silent, check_cancelled
from ..core.thai_date import stored_moment
from ..core.thai_text import arabic_digits
from . import sql
from .connection import connection
from .few_rows import Row
from .frame import default_columns, frame_of
from .schema import GEOMETRY_COLUMN, KEY_COLUMN, table
from .store import Workspace
from .undo_stack import LINKS, Chains

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
        "WHERE parcel_uuid = ? ORDER BY ifnull(valid_to, ''), fid",
    ]
)
_IMAGES_SINCE = " ".join(
    [
        "SELECT row_uuid, action, before, before_geom FROM change_row",
        "WHERE table_name = 'parcel' AND change_uuid IN",
        "( SELECT uuid FROM change WHERE changed_at > ? ) ORDER BY fid DESC",
    ]
)
_FOUND = (
    *("parcel_uuid", "parcel_code", "deed_no", "land_no", "map_sheet", "valid_from"),
    *("valid_to", "reason", "change_uuid", "history_uuid", "living", "successor_codes"),
)
_SEARCH = """
    SELECT h.parcel_uuid, h.parcel_code, h.deed_no, h.land_no, h.map_sheet, h.valid_from,
           h.valid_to, c.reason, h.change_uuid, h.uuid, NULL
    FROM parcel_history h LEFT JOIN change c ON c.uuid = h.change_uuid
    WHERE h.fid IN (SELECT fid FROM parcel_history WHERE instr(upper(parcel_code), :text)
                    UNION SELECT fid FROM parcel_history WHERE instr(upper(deed_no), :text)
                    UNION SELECT fid FROM parcel_history WHERE instr(upper(land_no), :text)
                    UNION SELECT fid FROM parcel_history WHERE instr(upper(map_sheet), :text))
    UNION ALL
    SELECT r.subject_uuid, r.code, NULL, NULL, NULL, NULL, r.retired_at, r.reason,
           r.change_uuid, NULL, r.successor_codes
    FROM retired_code r
    WHERE r.table_name = 'parcel' AND instr(upper(r.code), :text)
          AND NOT EXISTS (SELECT 1 FROM parcel p
                          WHERE p.parcel_code = r.code AND p.parcel_code <> '')
          AND NOT EXISTS (SELECT 1 FROM parcel_history h
                          WHERE h.parcel_uuid = r.subject_uuid AND h.parcel_code = r.code)
    ORDER BY 2, 7 LIMIT :most
"""


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


def family(ws: Workspace, uuid: str) -> FamilyTree:
    """Ancestors and descendants of a parcel, living or retired."""
    with connection(ws.path) as opened:
        undone = Chains.of(opened.execute(LINKS).fetchall()).undone
        reader = _Lineage(opened, undone)
        up, down = reader.walk(uuid, upwards=True), reader.walk(uuid, upwards=False)
        generation = {**down, **{one: -steps for one, steps in up.items()}, uuid: 0}
        links = reader.links_among(generation)
        members = {one: reader.member(one) for one in generation}
    return FamilyTree(uuid, members, links, generation)


class _Lineage:
    """Reads lineage parcel by parcel, by its indexes."""

    def __init__(self, opened: sqlite3.Connection, undone: set[str]) -> None:
        self._opened, self._undone = opened, undone
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
        living = self._opened.execute(_LIVING, (uuid,)).fetchone()
        retired = self._opened.execute(_RETIRED, (uuid,)).fetchall()
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


# --- the map as it was -------------------------------------------------------------------------


def parcels_on(
    ws: Workspace,
    moment: Union[dt.date, dt.datetime],
    columns: Optional[Sequence[str]] = None,
    feedback: Optional[Feedback] = None,
) -> pd.DataFrame:
    """The parcels as they were, as ``Workspace.read`` gives them.

    A date means its end, a time without zone is Thai. Exact for shapes, codes and values
    that were changed here; what QGIS's own tools wrote without a change is seen as it is
    today. Takes the longer the more has changed since. Raises Cancelled.
    """
    feedback = feedback or Silent()
    parcels = table("parcel")
    names = list(columns) if columns is not None else default_columns(parcels)
    read = [KEY_COLUMN, "uuid", *(name for name in names if name not in (KEY_COLUMN, "uuid"))]
    with connection(ws.path) as opened:
        opened.execute("BEGIN")
        check_cancelled(feedback)
        images = opened.execute(_IMAGES_SINCE, (stored_moment(moment),)).fetchall()
        now = opened.execute(sql.select(parcels, read)).fetchall()
        opened.execute("ROLLBACK")
    feedback.progress(0.5)
    check_cancelled(feedback)
    rows = _wound_back(now, read, images) if images else now
    feedback.progress(0.6)
    check_cancelled(feedback)
    frame = frame_of(parcels, read, rows)[names]
    feedback.progress(1.0)
    return frame


def _wound_back(now: list[tuple], names: list[str], images: Iterable[tuple]) -> list[tuple]:
    """Rows (``fid``, ``uuid``, …) as they were before the images, which come latest first."""
    before: dict[str, dict[str, Any]] = {}
    missing: set[str] = set()
    for uuid, action, image, shape in images:
        values = json.loads(image) if image else {}
        if shape is not None:
            values[GEOMETRY_COLUMN] = shape
        if action == "update":
            before.setdefault(uuid, {}).update(values)
            continue
        before[uuid] = values
        (missing.add if action == "insert" else missing.discard)(uuid)
    present = {row[1]: row for row in now if row[1] in before}
    rows = [row for row in now if row[1] not in before]
    for uuid, values in before.items():
        if uuid not in missing:
            known = dict(zip(names, present.get(uuid, ())))
            rows.append(tuple({"uuid": uuid, **known, **values}.get(name) for name in names))
    return sorted(rows)


# --- parcels that are no more -------------------------------------------------------------------


def retired_parcels(ws: Workspace, text: str, most: int = 200) -> pd.DataFrame:
    """Former parcels whose code, deed, land number or map sheet contains ``text``.

    Also what a living parcel was called or shaped like earlier (``living``). Columns:
    ``parcel_uuid, parcel_code, deed_no, land_no, map_sheet, valid_from, valid_to, reason,
    change_uuid, history_uuid, living, successor_codes`` (what came after it, as it is called
    now, joined by commas; ``history_uuid`` None where only the code is known). Thai digits
    and small letters are understood.
    """
    found = retired_rows(ws, text, most)
    return pd.DataFrame(found, columns=list(_FOUND), dtype=object).astype({"living": bool})


def retired_rows(ws: Workspace, text: str, most: int = 200) -> list[Row]:
    """As :func:`retired_parcels`, as dicts."""
    wanted = arabic_digits(text).strip().upper()
    if not wanted:
        return []
    with connection(ws.path) as opened:
        rows = opened.execute(_SEARCH, {"text": wanted, "most": most}).fetchall()
        undone = Chains.of(opened.execute(LINKS).fetchall()).undone
        reader = _Lineage(opened, undone)
        return [dict(zip(_FOUND, (*row[:-1], *_now(reader, row[0], row[-1])))) for row in rows]


def _now(reader: _Lineage, uuid: Optional[str], noted: Optional[str]) -> tuple[bool, Optional[str]]:
    """Whether the parcel lives, and the codes of those that came from it (or its own)."""
    if uuid is None:
        return False, noted
    itself = reader.member(uuid)
    if itself.living:
        return True, itself.parcel_code
    codes = [reader.member(child).parcel_code for child in reader.children(uuid)]
    return False, ", ".join(code for code in codes if code) or noted
