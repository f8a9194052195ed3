"""Special property as an officer decides it: what is entered or proposed, what she makes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Optional

from ..core.special_find import Proposal, verdict_of
from ..core.special_property import Verdict
from ..core.special_share import answers_of
from ..workspace.reader import Reader
from ..workspace.store import Workspace
from .special_property import answer, enter_special, find_special, rule

_STORED = (
    *("uuid", "kind", "parcel_uuid", "building_uuid", "signboard_uuid", "answers", "ruling"),
    "ruling_letter",
)
_THINGS = ("parcel", "building", "signboard")


@dataclass(frozen=True)
class Entry:
    """One special property; ``uuid`` is "" for what is only proposed, ``name`` its codes."""

    uuid: str
    kind: str
    things: Mapping[str, str]
    name: str
    ruling: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    letter: str = ""

    def verdict(self, answers: Mapping[str, Any]) -> Verdict:
        """What the law makes of other answers."""
        return verdict_of({**self.things, "kind": self.kind, "answers": dict(answers)})


@dataclass(frozen=True)
class Decided:
    """What an officer decided of an entry: the answers, or a ruling with its letter."""

    entry: Entry
    answers: Mapping[str, Any]
    ruling: str = ""
    letter: str = ""
    day: Optional[dt.date] = None


def special_entries(reader: Reader, year: int) -> list[Entry]:
    """What is entered, and what the registers of ``year`` (B.E.) propose, by name."""
    codes = {
        one: {
            row["uuid"]: row[f"{one}_code"] or row["source_code"] or "–"
            for row in reader.rows(one, ["uuid", f"{one}_code", "source_code"])
        }
        for one in _THINGS
    }

    def made(row: Mapping[str, Any], ruling: str) -> Entry:
        things = {f"{one}_uuid": row.get(f"{one}_uuid") or "" for one in _THINGS}
        named = [codes[one].get(things[f"{one}_uuid"], "") for one in _THINGS]
        told = row.get("uuid") or "", row["kind"], things, ", ".join(filter(None, named)) or "–"
        return Entry(*told, ruling, answers_of(row.get("answers")), row.get("ruling_letter") or "")

    found = [made(row, row["ruling"]) for row in reader.rows("special_property", list(_STORED))]
    for one in find_special(reader, year):
        given = {"kind": one.kind, "parcel_uuid": one.parcel, "building_uuid": one.building}
        found.append(made(given, ""))
    return sorted(found, key=lambda one: (one.name, one.kind))


def write_decided(ws: Workspace, decided: Sequence[Decided]) -> int:
    """Write what was decided, each a step of undo; proposals are entered first. Returns how many.

    Raises SpecialPropertyError.
    """
    for one in decided:
        uuid = one.entry.uuid
        if not uuid:
            things = one.entry.things
            place = things["parcel_uuid"], things["building_uuid"]
            (uuid,) = enter_special(ws, [Proposal(one.entry.kind, *place, ())])
        if one.ruling:
            rule(ws, uuid, one.ruling, one.letter, one.day)
        else:
            answer(ws, uuid, one.answers)
    return len(decided)
