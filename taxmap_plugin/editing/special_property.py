"""Special property in a workspace: proposed, answered, ruled; each change one step of undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Optional

from ..core.message import Message
from ..core.special_find import TABLES, Proposal, proposals, verdict_of
from ..core.special_property import OUTSIDE, PART, TAXED, Verdict
from ..errors import TaxMapError
from ..workspace.few_rows import Row
from ..workspace.reader import Reader
from ..workspace.store import Workspace

RULINGS = (TAXED, PART, OUTSIDE)
"""What a ruling may say."""
_ROW = ("uuid", "kind", "parcel_uuid", "building_uuid", "signboard_uuid", "answers", "ruling")
_KIND = "correct"  # of change_kind


class SpecialPropertyError(TaxMapError):
    """What cannot be entered; nothing was written."""


def find_special(reader: Reader, year: int) -> list[Proposal]:
    """What may be special by the registers of ``year`` (B.E.), not entered yet."""
    tables = {name: reader.read(name, list(columns)) for name, columns in TABLES.items()}
    return proposals(tables, year)


def enter_special(ws: Workspace, found: Sequence[Proposal], reason: str = "") -> list[str]:
    """Enter proposals, or what an officer says is special, with all questions open.

    Returns the uuids of the new rows, in the order of ``found``.
    """
    if not found:
        return []
    rows = []
    for one in found:
        row: Row = {"kind": one.kind, "parcel_uuid": one.parcel or None, "answers": {}}
        row |= {"building_uuid": one.building or None, "signboard_uuid": None}
        rows.append({**row, "ruling": verdict_of(row).outcome})
    with ws.transaction(_KIND, reason=reason) as tx:
        return [str(uuid) for uuid in tx.insert_rows("special_property", rows)]


def answer(ws: Workspace, uuid: str, answers: Mapping[str, Any]) -> Verdict:
    """Write the answers of a row and what the law makes of them.

    ``answers`` by question (``core.special_property``); those that are not given are open. A
    ruling with a letter that was there goes. Raises SpecialPropertyError for no such row.
    """
    row = {**_row(ws, uuid), "answers": dict(answers)}
    found = verdict_of(row)
    written: Row = {"answers": dict(answers), "ruling": found.outcome}
    written |= dict.fromkeys(("ruling_letter", "ruling_date"))
    with ws.transaction(_KIND) as tx:
        tx.update_rows("special_property", [{"uuid": uuid, **written}])
    return found


def rule(ws: Workspace, uuid: str, ruling: str, letter: str, day: Optional[dt.date] = None) -> None:
    """Write what was ruled (one of :data:`RULINGS`), by which letter and on which day.

    Raises SpecialPropertyError for no such row, and without a letter.
    """
    _row(ws, uuid)
    if ruling not in RULINGS or not letter.strip():
        raise SpecialPropertyError(Message("special_property.no_letter"), level="warning")
    written = {"ruling": ruling, "ruling_letter": letter.strip()}
    written["ruling_date"] = "" if day is None else day.isoformat()
    with ws.transaction(_KIND, document=letter.strip()) as tx:
        given = {name: value or None for name, value in written.items()}
        tx.update_rows("special_property", [{"uuid": uuid, **given}])


def _row(reader: Reader, uuid: str) -> Row:
    rows = reader.rows("special_property", list(_ROW), "uuid = ?", (uuid,))
    if not rows:
        raise SpecialPropertyError(Message("special_property.no_row"))
    return rows[0]
