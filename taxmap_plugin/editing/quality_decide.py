"""What an officer decides of findings: accepted because …, given to somebody, settled, and back.

Each decision is one change (``quality_decide``) that the undo of every change takes back. What
somebody else has decided meanwhile, or a check has closed, is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.message import Message
from ..errors import TaxMapError
from ..workspace.few_rows import Row
from ..workspace.finding_list import TO_DO
from ..workspace.reader import rows_among
from ..workspace.store import Workspace
from ..workspace.transaction import Transaction

KIND = "quality_decide"


class NotDecided(TaxMapError):
    """A reason is missing, or all that was chosen is decided or gone by now."""


@dataclass(frozen=True)
class Decided:
    """One decision: of how many findings, and how many were ``left`` as they are."""

    change_uuid: str
    count: int
    left: int


def accept(ws: Workspace, uuids: Sequence[str], reason: str) -> Decided:
    """They stay as they are, because ``reason``, with name and time. Raises NotDecided."""
    reason = reason.strip()
    if not reason:
        raise NotDecided(Message("quality_decide.no_reason"), level="warning")
    return _decide(ws, uuids, TO_DO, reason, lambda tx, _: {"state": "accepted", **_by(tx, reason)})


def settle(ws: Workspace, uuids: Sequence[str], reason: str = "") -> Decided:
    """They are seen to: for what no rule looks at, so that no check will ever close it."""
    return _decide(
        ws,
        uuids,
        TO_DO,
        reason.strip(),
        lambda tx, _: {"state": "fixed", "closed_at": tx.now, **_by(tx, reason.strip() or None)},
    )


def take_back(ws: Workspace, uuids: Sequence[str]) -> Decided:
    """Accepted ones are open again, or with whom they were; what was decided of them goes."""
    nothing = {"decided_by": None, "decided_at": None, "decision": None}

    def before(_: Transaction, row: Row) -> Row:
        return {"state": "in_work" if row["assigned_to"] else "open", **nothing}

    return _decide(ws, uuids, ("accepted",), "", before)


def assign(ws: Workspace, uuids: Sequence[str], name: str) -> Decided:
    """Somebody works at them; without a ``name`` nobody does any more."""
    name = name.strip()
    state = "in_work" if name else "open"
    return _decide(ws, uuids, TO_DO, "", lambda *_: {"state": state, "assigned_to": name or None})


def _by(tx: Transaction, reason: Any) -> dict[str, Any]:
    return {"decided_by": tx.user, "decided_at": tx.now, "decision": reason}


def _decide(
    ws: Workspace,
    uuids: Sequence[str],
    states: Sequence[str],
    reason: str,
    values: Callable[[Transaction, Row], Row],
) -> Decided:
    """Give those of the findings that are in one of the states the values of the decision."""
    wanted = list(dict.fromkeys(uuids))
    with ws.transaction(KIND, reason=reason) as tx:
        rows = rows_among(tx, "finding", ["uuid", "state", "assigned_to"], "uuid", wanted)
        fitting = [row for row in rows if row["state"] in states]
        if not fitting:
            raise NotDecided(Message("quality_decide.none_left"), level="warning")
        given = [{"uuid": row["uuid"], **values(tx, row)} for row in fitting]
        tx.update_rows("finding", given)
    return Decided(tx.change_uuid, len(fitting), len(wanted) - len(fitting))
