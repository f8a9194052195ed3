"""Which change is taken back next, and which is done again: read from ``change`` itself.

A change, its undo, the undo of that (a redo) and so on are a chain; the latest of a chain
says whether the change is in force. Nothing is kept in memory, so the order outlives QGIS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Optional

from ..core.resources import load_csv
from .reader import OpenReader
from .store import Workspace

UNDO, REDO = "undo", "redo"
LINKS = "SELECT fid, uuid, kind, undoes_uuid FROM change WHERE undoes_uuid IS NOT NULL ORDER BY fid"
_LATEST_FIRST = " ".join(
    [
        "SELECT uuid, kind, undoes_uuid, user_name FROM change",
        "WHERE user_name = ? OR undoes_uuid IS NOT NULL ORDER BY fid DESC",
    ]
)
_STEP = "SELECT uuid, kind, reason, changed_at, row_count FROM change WHERE uuid = ?"
_UNDOES = "SELECT undoes_uuid FROM change WHERE uuid = ?"


@dataclass(frozen=True)
class Step:
    """One change that undo or redo would deal with, described by the edit that it began with.

    ``uuid`` is the change whose rows are put back: the edit itself (``edit``), or its latest
    redo or undo.
    """

    uuid: str
    edit: str
    kind: str
    reason: str
    changed_at: str
    row_count: int


def undoable_kinds() -> set[str]:
    """The kinds of change that are edits of an officer, as ``change_kind`` lists them."""
    return {row["code"] for row in load_csv("domains", "change_kind.csv") if row["undoable"]}


def next_undo(ws: Workspace) -> Optional[Step]:
    """The latest edit of this user that is in force, or None."""
    return _first(ws, _in_force)


def next_redo(ws: Workspace) -> Optional[Step]:
    """What this user took back last, unless she has edited since; or None."""
    return _first(ws, _taken_back)


def undone_changes(opened: OpenReader) -> set[str]:
    """The edits that were taken back: their lineage does not count."""
    return Chains.of(opened.execute(LINKS)).undone


@dataclass(frozen=True)
class Chains:
    """Which edit each undo and redo is about, and which edits are taken back at present."""

    edits: dict[str, str]
    undone: set[str]

    @classmethod
    def of(cls, links: Iterable[tuple[int, str, str, str]]) -> Chains:
        """From what LINKS gives, or the beginning of it: as it was then."""
        undone: set[str] = set()
        edits: dict[str, str] = {}
        for _, uuid, kind, undoes in links:
            edits[uuid] = edits.get(undoes, undoes)
            if kind == UNDO:
                undone.add(edits[uuid])
            else:
                undone.discard(edits[uuid])
        return cls(edits, undone)

    def edit_of(self, uuid: str) -> str:
        return self.edits.get(uuid, uuid)


def step_of(ws: Workspace, uuid: str) -> Optional[Step]:
    """The latest change of the chain that the change ``uuid`` belongs to; None for no change."""
    with ws.reading() as opened:
        links = opened.execute(LINKS)
        later = {undoes: after for _, after, _, undoes in links}
        while uuid in later:
            uuid = later[uuid]
        return _described(opened, uuid)


def _first(ws: Workspace, of: Callable[[Iterable[tuple], str], Iterator[str]]) -> Optional[Step]:
    with ws.reading() as opened:
        uuid = next(of(opened.each(_LATEST_FIRST, (ws.user,)), ws.user), None)
        return None if uuid is None else _described(opened, uuid)


def _in_force(rows: Iterable[tuple], user: str) -> Iterator[str]:
    """Edits and redos of this user that nothing undid, from rows that begin with the latest."""
    edits, undone = {*undoable_kinds(), REDO}, set()
    for uuid, kind, undoes, by in rows:
        undone.add(undoes)
        if by == user and kind in edits and uuid not in undone:
            yield uuid


def _taken_back(rows: Iterable[tuple], user: str) -> Iterator[str]:
    """Undos of this user that no redo undid, down to her latest edit."""
    edits, redone = undoable_kinds(), set()
    for uuid, kind, undoes, by in rows:
        redone.add(undoes)
        if by == user and kind in edits:
            return
        if by == user and kind == UNDO and uuid not in redone:
            yield uuid


def _described(opened: OpenReader, uuid: str) -> Optional[Step]:
    edit = uuid
    while (found := opened.execute(_UNDOES, (edit,))) and found[0][0]:
        edit = found[0][0]
    steps = opened.execute(_STEP, (edit,))
    if not steps:
        return None
    _, kind, reason, changed_at, row_count = steps[0]
    return Step(uuid, edit, kind, reason or "", changed_at, row_count or 0)
