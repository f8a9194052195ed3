"""What a reconciliation found, as findings: new ones open, those that are gone closed, others kept.

A finding is known again by its key. What an officer decided of it stands as long as it says the
same. A list that covers only a part closes what it mentions, and what was done here since.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.reconcile import PERMIT, WHATS, Difference, Kind, What, check_id
from ..workspace.few_rows import Row
from ..workspace.finding_list import FIXED, GONE
from ..workspace.reader import OpenReader, Reader
from ..workspace.store import Workspace
from .quality_findings import (
    NOT_GONE,
    UNDECIDED,
    Filed,
    as_before,
    stamped,
    stored_text,
    unsettled,
    write_findings,
)

_BEFORE = ["uuid", "check_id", "state", "message", "finding_key", "subject_table", "subject_uuid"]
_BEFORE += ["subject_code", "block_code", "geom", "decision", "assigned_to", "created_at"]
_SHOWN = ("message", "subject_table", "subject_uuid", "subject_code", "block_code", "things")


@dataclass(frozen=True)
class Judged:
    """What was looked at: all keys of ``whole`` checks, and the ``seen`` ones of the others.

    ``present`` are the uuids and keys of all that is here: what was only there and is here by now
    is no finding, nor what was different and is here no more.
    """

    whole: Collection[What]
    seen: Collection[str]
    present: Collection[str]

    def holds(self, what: str, key: Any) -> bool:
        """Whether a finding that was not found again is gone."""
        if what in self.whole or key in self.seen:
            return True
        is_here = str(key).partition(PERMIT)[0] in self.present
        return is_here if what == "only_there" else not is_here


@dataclass(frozen=True)
class Reconciled:
    """How many were new, found again, kept and gone; and all that stand of the kind, with
    ``is_new`` for those that did not stand before this run."""

    filed: Filed
    standing: Sequence[Row]


def reconcile_findings(
    ws: Workspace, kind: Kind, found: Sequence[Difference], judged: Judged, document: str = ""
) -> Reconciled:
    """File what was found of a kind of list, in one change. Raises WorkspaceError."""
    with ws.transaction("reconcile", reason=document) as tx:
        compared = _compare(tx, kind, found, judged)
        write_findings(tx, compared.new, is_new=True)
        write_findings(tx, [stamped(row, "reopened_at", tx.now) for row in compared.again])
        write_findings(tx, [stamped(row, "closed_at", tx.now) for row in compared.gone])
        fresh = {row["uuid"] for row in compared.new} | compared.reopened
        return Reconciled(compared.filed, [_marked(row, fresh) for row in _standing(tx, kind)])


def look_at_differences(
    ws: Workspace, kind: Kind, found: Sequence[Difference], judged: Judged
) -> Reconciled:
    """As :func:`reconcile_findings`, and nothing is filed."""
    with ws.reading() as reader:
        compared = _compare(reader, kind, found, judged)
    fresh = {None, *compared.reopened}
    return Reconciled(compared.filed, [_marked(row, fresh) for row in compared.all])


@dataclass(frozen=True)
class _Compared:
    new: list[Row]
    again: list[Row]
    gone: list[Row]
    all: list[Row]
    filed: Filed

    @property
    def reopened(self) -> set[Any]:
        """The uuids of those that are found again."""
        return {row["uuid"] for row in self.again if "state" in row}


def _compare(
    reader: OpenReader, kind: Kind, found: Sequence[Difference], judged: Judged
) -> _Compared:
    checks = tuple(check_id(kind, what) for what in WHATS)
    before = {
        (row["check_id"], row["finding_key"]): row
        for row in reader.rows("finding", _BEFORE, f"check_id IN {checks!r}")
    }
    new, again, all_ = [], [], []
    told = {(check_id(kind, one.what), one.key): one for one in reversed(found)}
    for key, one in reversed(told.items()):
        values = _values(kind, one)
        old = before.get(key)
        if old is None:
            new.append({**values, "state": "open"})
            all_.append({**values, "uuid": None, "state": "open", "assigned_to": None,
                         "decision": None, "created_at": None})  # fmt: skip
            continue
        changed = _changed(old, values)
        if changed:
            again.append({"uuid": old["uuid"], **changed})
        all_.append({**old, **values, **changed})
    gone = [
        {"uuid": row["uuid"], "state": FIXED}
        for key, row in before.items()
        if key not in told and row["state"] in NOT_GONE
        if judged.holds(key[0].rpartition(".")[2], key[1])
    ]
    reopened = sum("state" in row for row in again)
    filed = Filed(len(new), reopened, len(told) - len(new) - reopened, len(gone))
    closed = {row["uuid"] for row in gone}
    all_ += [
        row
        for key, row in before.items()
        if key not in told and row["state"] in NOT_GONE and row["uuid"] not in closed
    ]
    return _Compared(new, again, gone, all_, filed)


def _values(kind: Kind, one: Difference) -> Row:
    return {
        "check_id": check_id(kind, one.what),
        "severity": "warning",
        "message": one.message,
        "subject_table": one.table,
        "subject_uuid": one.uuid,
        "things": [] if one.uuid is None else [one.uuid],
        "subject_code": one.name,
        "block_code": one.block_code,
        "touched_m2": 0.0,
        "finding_key": one.key,
        "geom": one.place,
    }


def _changed(old: Row, values: Row) -> dict[str, Any]:
    """What is to be written of one that was there before.

    One that is gone is as it was decided; an accepted one that says something else now is open.
    """
    changed: dict[str, Any] = {}
    if stored_text(old["message"]) != values["message"].to_json():
        changed = {name: values[name] for name in (*_SHOWN, "geom")}
        if old["decision"]:
            changed.update(UNDECIDED, state=unsettled(old))
            return changed
    if old["state"] in GONE:
        changed["state"] = as_before(old)
    return changed


def _standing(reader: Reader, kind: Kind) -> list[Row]:
    """All findings of the kind that are not gone."""
    checks = tuple(check_id(kind, what) for what in WHATS)
    return reader.rows("finding", _BEFORE, f"check_id IN {checks!r} AND state IN {NOT_GONE!r}")


def _marked(row: Row, fresh: Collection[Any]) -> Row:
    return {**row, "is_new": row["uuid"] in fresh}
