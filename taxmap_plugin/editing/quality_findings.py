"""Findings of a check as rows: the new ones open, those that are gone closed, all others kept.

What an officer decided of a finding stands as long as it is the same one
(:mod:`taxmap_plugin.core.quality_key`), an acceptance as long as it is much the same
(:mod:`.acceptance`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Optional

import numpy as np
import pandas as pd
import shapely

from ..core.message import Message
from ..core.quality_key import Known, is_of_column, is_once, key_of, matched, of_place
from ..core.quality_rule import Rule
from ..core.quality_rules import PREFIX
from ..core.quality_run import Outcome
from ..core.quality_window import Window
from ..core.rings import NEAR
from ..workspace.family import lines_of_descent
from ..workspace.few_rows import Row
from ..workspace.finding_list import FIXED, GONE, TO_DO, UNASKED, things_of
from ..workspace.reader import OpenReader, among_or_all, rows_among
from ..workspace.schema import CODE_COLUMN
from ..workspace.schema import table as table_of
from ..workspace.transaction import Transaction
from .acceptance import grown, told_again

_BEFORE = ["uuid", "check_id", "state", "things", "subject_table", "subject_uuid", "finding_key"]
_BEFORE += ["message", "geom", "severity", "touched_m2"]
_DECIDED = ["decision", "decided_by", "decided_at", "assigned_to"]
_BEFORE += ["subject_code", "block_code", "created_at", *_DECIDED]
NOT_GONE = (*TO_DO, "accepted")
UNDECIDED = {"decision": None, "decided_by": None, "decided_at": None}
_OF_AREAS = ("blocks_overlap", "zones_overlap")


class Filed(NamedTuple):
    """How many findings were new, found again (after they had gone, or larger than what was
    accepted), still there, gone, and ``unasked``: let go by nothing but the numbers of their
    rule."""

    new: int
    reopened: int
    kept: int
    gone: int
    unasked: int = 0

    @property
    def is_any(self) -> bool:
        """Whether anything changed."""
        return bool(self.new or self.reopened or self.gone or self.unasked)


@dataclass(frozen=True)
class Checked:
    """What a check found, what became of its findings (or would, where none is filed), and all
    that stand now: rows of ``finding``, with their messages, uuids of things and places."""

    outcome: Outcome
    filed: Filed
    standing: list[Row]


class Compared(NamedTuple):
    """What was found beside what is filed: the rows that are ``new``, are written ``again`` or
    are ``gone``, and all that is ``standing`` now, as it will be filed."""

    new: list[Row]
    again: list[Row]
    gone: list[Row]
    standing: list[Row]
    filed: Filed

    @property
    def is_something_to_write(self) -> bool:
        return bool(self.new or self.again or self.gone)


def file_findings(
    tx: Transaction,
    found: pd.DataFrame,
    rules: Sequence[Rule],
    window: Optional[Window] = None,
    unusual: Collection[str] = (),
    former: Sequence[Known] = (),
) -> Compared:
    """Write what ``rules`` found (columns of ``quality_run.RULE_COLUMNS``) into ``finding``.

    With a ``window`` only that was looked at: findings of elsewhere are left as they are. What
    rules (ids) that looked by ``unusual`` numbers did not find may be there all the same, so they
    close nothing. What rules would find by their ``former`` numbers alone is closed as such. New
    rows have their ``uuid`` then.
    """
    compared = compare_findings(tx, found, rules, window, unusual, former)
    write_findings(tx, compared.new, is_new=True)
    write_findings(tx, [stamped(row, "reopened_at", tx.now) for row in compared.again])
    write_findings(tx, [stamped(row, "closed_at", tx.now) for row in compared.gone])
    return compared


def stamped(row: Row, column: str, now: str) -> Row:
    """When its state changed, where it does."""
    return {**row, column: now} if "state" in row else row


def compare_findings(
    reader: OpenReader,
    found: pd.DataFrame,
    rules: Sequence[Rule],
    window: Optional[Window] = None,
    unusual: Collection[str] = (),
    former: Sequence[Known] = (),
) -> Compared:
    """What :func:`file_findings` would write; writes nothing."""
    if window is None:
        before = _before(reader, rules)
    else:
        before, found = _in_window(reader, rules, window, found)
    known = known_in(found)
    same = _same(reader, before, rules, known)
    new, again, standing = [], [], []
    told = [_values(row, one) for row, one in zip(found.to_dict("records"), known)]
    _named(reader, told)
    pairs = [(before[old], values) for values, old in zip(told, same) if old >= 0]
    accepted = grown(reader, rules, pairs)
    for values, old in zip(told, same):
        if old < 0:
            new.append({**values, "state": "open"})
            standing.append(new[-1])
            continue
        size = accepted.get(before[old]["uuid"])
        values["message"] = told_again(
            before[old], stored_text(before[old]["message"]), values, size
        )
        changed = _changed(before[old], values)
        if size is not None:
            changed.update(UNDECIDED, state=unsettled(before[old]))
        elif before[old]["state"] in GONE:
            changed["state"] = as_before(before[old])
        if changed:
            again.append({"uuid": before[old]["uuid"], **changed})
        standing.append({**before[old], **values, **changed})
    taken = set(same)
    closing = [rule for rule in rules if rule.id not in unusual]
    left = [
        row
        for at, row in enumerate(before)
        if at not in taken and row["state"] in NOT_GONE
        if any(_is_of(rule, row) for rule in closing)
    ]
    unasked = set(matched([known_of(row) for row in left], former))
    gone = [
        {"uuid": row["uuid"], "state": UNASKED if at in unasked else FIXED}
        for at, row in enumerate(left)
    ]
    reopened = sum("state" in row for row in again)
    kept = len(standing) - len(new) - reopened
    fixed = sum(row["state"] == FIXED for row in gone)
    filed = Filed(len(new), reopened, kept, fixed, len(gone) - fixed)
    return Compared(new, again, gone, standing, filed)


def _before(reader: OpenReader, rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """The findings of these rules, and of the checks that they cover, as they are filed."""
    rows: list[Row] = []
    for rule in rules:
        checks = [f"check_id = '{PREFIX}{rule.id}'"]
        checks += [f"check_id LIKE '{cover}%'" for cover in rule.covers]
        found = reader.rows("finding", _BEFORE, " OR ".join(checks))
        rows += [row for row in found if _is_of(rule, row)]
    return _each_once(rows)


def _is_of(rule: Rule, row: Row) -> bool:
    """Whether the rule filed a finding, or covers it."""
    is_own = row["check_id"] == PREFIX + rule.id
    return is_own or rule.covers_finding(row["check_id"], row["subject_table"])


def _in_window(
    reader: OpenReader, rules: Sequence[Rule], window: Window, found: pd.DataFrame
) -> tuple[list[dict[str, Any]], pd.DataFrame]:
    """What is filed and what is ``found`` that the window holds, and, of rules that tell all faults
    of the same things at the worst place, what is the same as that: the place may have moved."""
    filed, now = _filed_near(reader, rules, window, found), known_in(found)
    olds = [known_of(row) for row in filed]
    held = [window.holds(row["things"], row["geom"]) for row in filed]
    also = {one.about for one, is_held in zip(olds, held) if is_held and is_once(one.rule)}
    asked = [window.holds(one.things, one.place) or one.about in also for one in now]
    there = {one.about for one, is_asked in zip(now, asked) if is_asked and is_once(one.rule)}
    before = [row for row, one, is_held in zip(filed, olds, held) if is_held or one.about in there]
    return before, found[np.array(asked, dtype=bool)].reset_index(drop=True)


def _filed_near(
    reader: OpenReader, rules: Sequence[Rule], window: Window, found: pd.DataFrame
) -> list[dict[str, Any]]:
    about = window.things.union(*found["things"])
    rows = rows_among(reader, "finding", _BEFORE, "subject_uuid", sorted(about))
    for box in window.boxes:
        rows += reader.within("finding", box, _BEFORE)
    rows += _of_areas(reader, rules, window)
    return _each_once([row for row in rows if any(_is_of(rule, row) for rule in rules)])


def _of_areas(reader: OpenReader, rules: Sequence[Rule], window: Window) -> list[Row]:
    """Findings about two blocks or zones of which one changed: they may lie far from parcels."""
    checks = [PREFIX + rule.id for rule in rules if rule.id in _OF_AREAS]
    rows = rows_among(reader, "finding", _BEFORE, "check_id", checks)
    about = [things_of(row["things"], row["subject_uuid"]) for row in rows]
    return [row for row, things in zip(rows, about) if not window.things.isdisjoint(things)]


def _each_once(rows: Sequence[Row]) -> list[dict[str, Any]]:
    unique = {row["uuid"]: row for row in rows}
    return [
        {**row, "things": things_of(row["things"], row["subject_uuid"])} for row in unique.values()
    ]


def known_of(row: Row) -> Known:
    """A finding as it is filed: ``check_id``, ``things``, ``subject_uuid``, ``message``, ``geom``.

    What no rule has filed is of none.
    """
    rule = row["check_id"][len(PREFIX) :] if row["check_id"].startswith(PREFIX) else ""
    things = things_of(row["things"], row["subject_uuid"])
    if not is_of_column(rule):
        return Known(rule, things, row["geom"])
    return Known(rule, things, row["geom"], _column(Message.from_json(stored_text(row["message"]))))


def known_in(found: pd.DataFrame) -> list[Known]:
    """What a check found."""
    said = [
        _column(message) if is_of_column(rule) else ""
        for rule, message in zip(found["rule"], found["message"])
    ]
    return [Known(*one) for one in zip(found["rule"], found["things"], found["place"], said)]


def _column(message: Message) -> str:
    """What a message names beside how many there are: a table and its column."""
    return ".".join(str(value) for name, value in message.params.items() if name != "count")


def _same(
    reader: OpenReader, before: Sequence[Row], rules: Sequence[Rule], now: Sequence[Known]
) -> list[int]:
    """For each finding of ``now`` the position of the same one ``before``, or -1.

    What is closed comes again only where nothing that stands is the same. A fault that stays in
    its place when its parcel is divided or merged, or that is taken back, is the same.
    """
    result = [-1] * len(now)
    for is_gone in (False, True):
        places = [at for at, row in enumerate(before) if (row["state"] in GONE) == is_gone]
        rows, left = [before[at] for at in places], [at for at, old in enumerate(result) if old < 0]
        known = [now[at] for at in left]
        olds = [known_of(row) for row in rows]
        same = _adopted(rows, rules, known, (of_place if is_gone else matched)(olds, known))
        for at, old in zip(left, same):
            result[at] = places[old] if old >= 0 else -1
        if not is_gone:
            _of_one_line(reader, before, now, result, places)
    return result


def _of_one_line(
    reader: OpenReader,
    before: Sequence[Row],
    now: Sequence[Known],
    result: list[int],
    places: Sequence[int],
) -> None:
    """Fill in those that are the same as one of ``places`` but for parcels divided or merged."""
    free = sorted(set(places) - set(result))
    left = [at for at, old in enumerate(result) if old < 0 and now[at].has_place]
    if not free or not left:
        return
    olds = [known_of(before[old]) for old in free]
    things = {thing for one in (*olds, *(now[at] for at in left)) for thing in one.things}
    lines = lines_of_descent(reader, things)
    if not lines:
        return
    news = [_by_line(now[at], lines) for at in left]
    for at, old in zip(left, of_place([_by_line(one, lines) for one in olds], news)):
        if old >= 0:
            result[at] = free[old]


def _by_line(one: Known, lines: Mapping[str, str]) -> Known:
    """A finding, about the lines of its parcels."""
    return one._replace(things=[lines.get(thing, thing) for thing in one.things])


def _adopted(
    before: Sequence[Row], rules: Sequence[Rule], now: Sequence[Known], same: list[int]
) -> list[int]:
    """A finding that an import or an edit filed of the same thing is the rule's from now on."""
    by_id = {rule.id: rule for rule in rules if rule.covers}
    free: dict[str, list[int]] = {}
    for at, row in enumerate(before):
        if not row["check_id"].startswith(PREFIX):
            free.setdefault(row["subject_uuid"], []).append(at)
    result = list(same)
    for at, one in enumerate(now):
        if result[at] >= 0 or one.rule not in by_id:
            continue
        for thing in one.things:
            fitting = [old for old in free.get(thing, []) if _is_of(by_id[one.rule], before[old])]
            if fitting:
                result[at] = fitting[0]
                free[thing].remove(fitting[0])
                break
    return result


def _values(row: Mapping[Hashable, Any], known: Known) -> dict[str, Any]:
    return {
        "check_id": PREFIX + known.rule,
        "severity": row["severity"],
        "message": row["message"],
        "subject_table": row["table"],
        "subject_uuid": known.things[0] if known.things else None,
        "things": list(known.things),
        "touched_m2": round(float(row["touched"]), 2),
        "finding_key": key_of(known),
        "geom": known.place,
    }


def _changed(old: Row, values: dict[str, Any]) -> dict[str, Any]:
    """What is to be written of a finding that was there before; its first key stays."""
    if not old["check_id"].startswith(PREFIX):
        return dict(values)
    named = [name for name in ("subject_code", "block_code") if name in values]
    others = set(old["things"]) != set(values["things"])
    shown = ["severity", "touched_m2"]
    if others or old["subject_uuid"] == values["subject_uuid"]:
        shown += named
    changed = {name: values[name] for name in shown if old[name] != values[name]}
    if others:
        about = ("subject_table", "subject_uuid", "things")
        changed.update((name, values[name]) for name in about)
    says = stored_text(old["message"]) == values["message"].to_json()
    if not says or _has_moved(old["geom"], values["geom"]):
        changed.update(message=values["message"], geom=values["geom"])
    return changed


def _has_moved(old: Optional[shapely.Point], now: Optional[shapely.Point]) -> bool:
    """By more than the digits of a place, which another order of the parcels changes."""
    if old is None or now is None:
        return old is not now
    return not shapely.dwithin(old, now, NEAR)


def as_before(old: Row) -> str:
    """The state of one that comes again: what was decided of it stands."""
    return "accepted" if old["decision"] else unsettled(old)


def unsettled(old: Row) -> str:
    """The state of one that nobody has settled: in work where somebody has it."""
    return "in_work" if old["assigned_to"] else "open"


def stored_text(stored: Any) -> str:
    """The text of a message as a database gives it back."""
    return stored if isinstance(stored, str) else json.dumps(stored, ensure_ascii=False)


def _named(reader: OpenReader, rows: Sequence[dict[str, Any]]) -> None:
    """The codes of the things, and the blocks of parcels, as they are now."""
    by_table: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["subject_uuid"]:
            by_table.setdefault(row["subject_table"], []).append(row)
    for name, members in by_table.items():
        shown = CODE_COLUMN.get(name) or table_of(name).display[0]
        columns = ["uuid", shown, *(["block_code"] if name == "parcel" else [])]
        where, params = among_or_all("uuid", sorted({row["subject_uuid"] for row in members}))
        known = {row["uuid"]: row for row in reader.rows(name, columns, where, params)}
        for row in members:
            thing = known.get(row["subject_uuid"])
            if thing is not None:
                row["subject_code"] = thing[shown]
                if name == "parcel":
                    row["block_code"] = thing["block_code"]


def write_findings(tx: Transaction, rows: Sequence[dict[str, Any]], is_new: bool = False) -> None:
    """Rows of ``finding``, new ones or changed; those with the same columns go in at once."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(tuple(row), []).append(row)
    for members in groups.values():
        frame = pd.DataFrame(members, dtype=object)
        frame = frame.where(frame.notna(), None)
        if is_new:
            for row, uuid in zip(members, tx.insert("finding", frame)):
                row["uuid"] = uuid
        else:
            tx.update("finding", frame)
