"""The family of a parcel as a story: change by change, what there was and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Optional

from ..core.parcel_name import in_order
from . import sql
from .family import FamilyTree, Link, Member, family
from .few_rows import Row
from .former_code import FormerCode, codes_before, recoded
from .reader import OpenReader
from .store import Workspace

_PUBLIC = ("public_land", "water")
_SHAPES = ("uuid", "parcel_uuid", "parcel_code", "deed_no", "land_no", "map_sheet", "valid_to",
           "change_uuid")  # fmt: skip
_CHANGE = ("uuid", "kind", "changed_at", "reason", "document", "document_date", "user_name")


@dataclass(frozen=True)
class Entry:
    """A parcel of the family, or an earlier shape or code of it.

    ``history_uuid`` is the row of ``parcel_history`` with its shape, empty for what lives;
    ``until`` the UTC time when it ended. ``public`` ground is a parcel no more. ``became``
    is the code that the change gave it, "" for none; None where that kept its code.
    """

    uuid: str
    code: str
    deed_no: str = ""
    land_no: str = ""
    map_sheet: str = ""
    living: bool = False
    history_uuid: str = ""
    until: str = ""
    public: bool = False
    became: Optional[str] = None


@dataclass(frozen=True)
class Chapter:
    """One change: who made it and why, what it was made of, and what came of it.

    ``kind`` is of ``change_kind`` (of ``lineage_kind`` where the change is not known); ``when``
    a UTC time. Nothing came of what only got another shape or code: ``before`` says what it was;
    ``after`` says what a parcel of a family got as its code.
    """

    change_uuid: str
    kind: str
    when: str
    before: tuple[Entry, ...]
    after: tuple[Entry, ...]
    reason: str = ""
    document: str = ""
    document_date: str = ""
    user: str = ""


@dataclass(frozen=True)
class Story:
    """``origins`` are what the family began with, ``chapters`` begin with the oldest.

    In both the parcel asked for has the code that it had then.
    """

    root: Entry
    origins: tuple[Entry, ...]
    chapters: tuple[Chapter, ...]

    @property
    def tells_the_root(self) -> bool:
        """Whether the parcel asked for is told as it is now, among the origins or what came."""
        told = [*self.origins, *(entry for one in self.chapters for entry in one.after)]
        return self.root in told

    def successors(self, entry: Entry) -> list[str]:
        """The codes of what came of a parcel of the family when it ended."""
        ends = [one for one in self.chapters if any(e.uuid == entry.uuid for e in one.before)]
        later = [one for one in ends if one.after and one.when == entry.until] or ends[-1:]
        return [e.code for one in later for e in one.after if e.uuid != entry.uuid and e.code]


def parcel_story(ws: Workspace, uuid: str) -> Optional[Story]:
    """The story of a parcel, living or retired; None when nothing is known of it.

    Changes that were taken back are left out.
    """
    tree = family(ws, uuid)
    reader = _StoryReader(ws, tree)
    root = reader.entries[uuid]
    if not root.living and not root.history_uuid:
        return None
    made = {link.child for link in tree.links}
    begun = {**reader.entries, uuid: reader.called_at("")}
    origins = tuple(entry for one, entry in begun.items() if one not in made)
    return Story(root, origins if tree.links else (), tuple(reader.chapters()))


class _StoryReader:
    """Puts names, times and reasons to a family."""

    def __init__(self, ws: Workspace, tree: FamilyTree) -> None:
        self._ws, self._tree = ws, tree
        shapes = self._all("parcel_history", _SHAPES, "parcel_uuid", list(tree.members))
        self._shapes = sorted(shapes, key=lambda row: row["valid_to"] or "")
        self._ended = {(row["parcel_uuid"], row["change_uuid"]): row for row in self._shapes}
        last = {row["parcel_uuid"]: row["uuid"] for row in self._shapes}
        public = self._public([m.uuid for m in tree.members.values() if _is_unknown(m, last)])
        self.entries = {
            uuid: _entry(member, last, public.get(uuid)) for uuid, member in tree.members.items()
        }
        self._codes = self._earlier_codes()

    def called_at(self, when: str) -> Entry:
        """The parcel asked for with the code that it had right after this time."""
        had = (entry for entry, _ in self._codes if entry.until > when)
        return next(had, self.entries[self._tree.root])

    def chapters(self) -> list[Chapter]:
        """In the order of their times."""
        before, after = self._grouped()
        rows = self._all("change", _CHANGE, "uuid", list(before))
        known = {row["uuid"]: row for row in rows}
        kinds = {link.change_uuid: link for link in self._tree.links}
        found = [
            _chapter(uuid, known.get(uuid), kinds.get(uuid), before[uuid], after.get(uuid, {}))
            for uuid in before
        ]
        return sorted(found, key=lambda one: one.when)

    def _grouped(self) -> tuple[dict[str, dict[str, Entry]], dict[str, dict[str, Entry]]]:
        """Change → what was before, what came of it, each once."""
        before: dict[str, dict[str, Entry]] = {}
        after: dict[str, dict[str, Entry]] = {}
        for link in self._tree.links:
            before.setdefault(link.change_uuid, {})[link.parent] = self._as_it_was(link)
            came = self.entries[link.child]
            if link.child == self._tree.root:
                came = self.called_at(link.changed_at or "")
            after.setdefault(link.change_uuid, {})[link.child] = came
        for entry, change in self._earlier_shapes(before):
            before.setdefault(change, {}).setdefault(entry.uuid, entry)
        for entry, change in self._codes:
            had = before.setdefault(change, {}).get(entry.uuid, entry)
            before[change][entry.uuid] = replace(had, became=entry.became)
            if self._tree.links:
                after.setdefault(change, {})[entry.uuid] = self.called_at(entry.until)
        return before, after

    def _as_it_was(self, link: Link) -> Entry:
        """The parent as the change found it."""
        row = self._ended.get((link.parent, link.change_uuid))
        return _shape_entry(row) if row else self.entries[link.parent]

    def _earlier_shapes(self, before: dict) -> list[tuple[Entry, str]]:
        """What the parcel itself was while it lived on, changed by a change of no other parcel."""
        root = self._tree.root
        return [
            (_shape_entry(row), row["change_uuid"])
            for row in self._shapes
            if row["parcel_uuid"] == root and root not in before.get(row["change_uuid"], {})
        ]

    def _earlier_codes(self) -> list[tuple[Entry, str]]:
        """Also those of a draft block, of which no retired code is kept."""
        root = self._tree.root
        with self._ws.reading() as opened:
            found = codes_before(opened, root)
            earlier = [(_entry_before(opened, one), one.change_uuid) for one in found]
        return [(replace(entry, history_uuid=self._shape_at(entry)), c) for entry, c in earlier]

    def _shape_at(self, had: Entry) -> str:
        """The former shape of the parcel asked for while it had this code; "" where it lives."""
        own = (row for row in self._shapes if row["parcel_uuid"] == had.uuid)
        return next((row["uuid"] for row in own if (row["valid_to"] or "") >= had.until), "")

    def _public(self, uuids: Collection[str]) -> dict[str, str]:
        """Ground that became public: uuid → its name."""
        rows = [r for name in _PUBLIC for r in self._all(name, ("uuid", "name"), "uuid", uuids)]
        return {row["uuid"]: row["name"] or "" for row in rows}

    def _all(
        self, table: str, columns: Iterable[str], key: str, values: Collection[str]
    ) -> list[Row]:
        found: list[Row] = []
        for some in _portions(list(values)):
            found += self._ws.rows(table, list(columns), sql.among(key, len(some)), some)
        return found


def _portions(values: list[str], size: int = 500) -> list[list[str]]:
    return [values[at : at + size] for at in range(0, len(values), size)]


def _is_unknown(member: Member, last: dict[str, str]) -> bool:
    return not member.living and member.uuid not in last


def _entry(member: Member, last: dict[str, str], public: Optional[str]) -> Entry:
    return Entry(
        member.uuid,
        public or member.parcel_code or "",
        member.deed_no or "",
        member.land_no or "",
        member.map_sheet or "",
        living=member.living,
        history_uuid="" if member.living else last.get(member.uuid, ""),
        until="" if member.living else member.valid_to or "",
        public=public is not None,
    )


def _entry_before(opened: OpenReader, had: FormerCode) -> Entry:
    codes = recoded(opened, "parcel", had.parcel_uuid, had.change_uuid)
    became = codes.new if codes is not None else None
    return Entry(had.parcel_uuid, had.code, until=had.until, became=became or "")


def _shape_entry(row: Row) -> Entry:
    return Entry(
        row["parcel_uuid"],
        row["parcel_code"] or "",
        row["deed_no"] or "",
        row["land_no"] or "",
        row["map_sheet"] or "",
        history_uuid=row["uuid"],
        until=row["valid_to"] or "",
    )


def _by_code(entry: Entry) -> tuple:
    return (entry.public, *in_order(entry.code))


def _chapter(
    uuid: str, change: Optional[Row], link: Optional[Link], before: dict, after: dict
) -> Chapter:
    """A change whose row is not there any more is known by its lineage."""
    row = change or {}
    return Chapter(
        uuid,
        row.get("kind") or (link.kind if link else ""),
        row.get("changed_at") or (link.changed_at if link else "") or "",
        tuple(sorted(before.values(), key=_by_code)),
        tuple(sorted(after.values(), key=_by_code)),
        reason=row.get("reason") or "",
        document=row.get("document") or "",
        document_date=row.get("document_date") or "",
        user=row.get("user_name") or "",
    )
