"""What an officer is told when a change cannot be taken back or done again.

Which of her things stand in the way, who changed them when, and what she can do about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.message import Message
from ..core.thai_date import local_time
from .change_subject import by_weight
from .named_rows import names_of
from .reader import OpenReader
from .schema import table as table_of
from .thing_name import MOST, things
from .undo_since import InTheWay
from .undo_stack import REDO, UNDO, undoable_kinds

_BY = "SELECT kind, user_name, changed_at FROM change WHERE uuid = ?"
_ADVICE = ("ask", "own_first", "not_so")


def refusal(
    reader: OpenReader, user: str, kind: str, why: str, rows: Sequence[InTheWay], **params: Any
) -> Message:
    """Why ``user`` is refused an undo (or redo, by ``kind``): ``why`` ends the id of the text."""
    by_change: dict[str, list[InTheWay]] = {}
    for row in rows:
        by_change.setdefault(row.change, []).append(row)
    told = [_Later(reader, user, change, own) for change, own in by_change.items()]
    latest = sorted(told, key=lambda one: one.changed_at, reverse=True)[:MOST]
    advice = next((id for id in _ADVICE if any(one.advice == id for one in latest)), _ADVICE[-1])
    users = [one.user for one in latest if one.advice == advice]
    return Message(
        "undo." + why,
        refused=Message("undo.cannot_redo" if kind == REDO else "undo.cannot_undo"),
        rows=[one.told for one in latest],
        advice=Message("undo." + advice, users=list(dict.fromkeys(users))),
        **params,
    )


class _Later:
    """The rows in the way that one later change made so."""

    def __init__(
        self, reader: OpenReader, user: str, change: str, rows: Sequence[InTheWay]
    ) -> None:
        self._things = _named(reader, rows)
        found = reader.execute(_BY, [change]) if change else []
        kind, by, self.changed_at = found[0] if found else ("", "", "")
        self.user = by or ""
        self._own = self.user == user
        self._goes_back = kind in {*undoable_kinds(), UNDO, REDO}

    @property
    def told(self) -> Message:
        if not self.changed_at:
            return Message("undo.by_nobody_known", things=self._things)
        moment = local_time(self.changed_at)
        if self._own:
            return Message("undo.by_yourself", things=self._things, moment=moment)
        return Message("undo.by", things=self._things, user=self.user or "–", moment=moment)

    @property
    def advice(self) -> str:
        """The end of the id of what she can do about it."""
        if not self._goes_back or not self.user:
            return "not_so"
        return "own_first" if self._own else "ask"


def _named(reader: OpenReader, rows: Sequence[InTheWay]) -> Message:
    """Those of the table that says most: the land before what hangs on it."""
    by_table: dict[str, list[str]] = {}
    for row in rows:
        by_table.setdefault(row.table, []).append(row.uuid)
    name = min(by_table, key=by_weight)
    uuids = by_table[name]
    return things(name, names_of(reader, table_of(name), uuids[:MOST]), len(uuids))
