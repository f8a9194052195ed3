"""What an officer decides about a match: yes, no, this one instead, and back again.

A confirmed match ties the register's row, its owners and its uses to the parcel. Every
decision is one transaction, and undoing it is another one made from the before-images.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Optional

import pandas as pd

from ..core.feedback import Silent
from ..core.match_evidence import VERDICTS, Evidence, Side
from ..core.match_profile import MatchProfile
from ..core.message import Message
from ..core.parcel_name import NAMES, listed, name_of, place_of
from ..workspace.reader import among_or_all, rows_among
from ..workspace.schema import BOOKKEEPING
from ..workspace.schema import table as table_of
from ..workspace.store import Workspace
from ..workspace.thing_name import MOST
from ..workspace.transaction import Transaction
from .match_source import (
    MatchError,
    check_register,
    default_profile,
    read_parcels,
    read_register_rows,
)

AUTOMATIC = "outcome = 'matched' AND state = 'auto'"
"""Matches that a run is certain of and no officer has confirmed yet."""

ACCEPT, REJECT, LINK, UNDO = "match_accept", "match_reject", "match_link", "match_undo"
_LINES = ["uuid", "parcel_uuid", "register_table", "register_uuid", "outcome", "state"]
_BOOKKEEPING = ("fid", *BOOKKEEPING)
_NUMBERS = ("deed_no", "land_no", "unit_no", "source_parcel_code")  # best first
_HANGS_ON = {"title_document": ("ownership", "land_use"), "condo_unit": ("ownership",)}


@dataclass(frozen=True)
class Decision:
    """One decision: the change that :func:`undo` takes back, and how many matches it was about.

    ``left`` says what could not be decided with them.
    """

    change_uuid: str
    kind: str
    count: int
    left: tuple[Message, ...] = ()


def accept(ws: Workspace, match_uuids: Iterable[str], user: str = "") -> Decision:
    """Confirm matches. Other proposals for the same register rows are withdrawn.

    A register row that they give to several parcels is left, and named; so is one that is gone
    or whose parcel is gone. Raises MatchError when nothing but such rows is there, or a line has
    no pair.
    """
    with ws.transaction(ACCEPT) as tx:
        lines = _lines(tx, match_uuids)
        if lines["parcel_uuid"].isna().any() or lines["register_uuid"].isna().any():
            raise MatchError(Message("match_decision.no_pair"))
        gone = _is_gone(tx, lines)
        several = lines["register_uuid"].where(~gone).dropna().duplicated(keep=False)
        several = several.reindex(lines.index, fill_value=False)
        left = [_of_several_parcels(tx, lines[several])] if several.any() else []
        left += [_of_none(tx, lines[gone])] if gone.any() else []
        lines = lines[~several & ~gone].reset_index(drop=True)
        if lines.empty:
            raise MatchError(left[0])
        _confirm(tx, lines, user)
    return Decision(tx.change_uuid, ACCEPT, len(lines), tuple(left))


def accept_automatic(ws: Workspace, table: str, user: str = "") -> Optional[Decision]:
    """Confirm every match of a register that a run is certain of; None where none waits."""
    waiting = ws.read("match", ["uuid"], f"register_table = ? AND {AUTOMATIC}", (table,))
    return accept(ws, waiting["uuid"], user) if len(waiting) else None


def _is_gone(tx: Transaction, lines: pd.DataFrame) -> pd.Series:
    """Of which lines the parcel, or the row of the register, is not there any more."""
    table = str(lines["register_table"].iloc[0])
    parcels = _living(tx, "parcel", lines["parcel_uuid"])
    rows = _living(tx, table, lines["register_uuid"])
    return ~(lines["parcel_uuid"].isin(parcels) & lines["register_uuid"].isin(rows))


def _living(tx: Transaction, table: str, uuids: pd.Series) -> set[str]:
    return set(tx.read(table, ["uuid"], *among_or_all("uuid", uuids.unique().tolist()))["uuid"])


def _of_several_parcels(tx: Transaction, lines: pd.DataFrame) -> Message:
    """Which register rows were chosen for which parcels, some of them by name."""
    chosen = lines.groupby("register_uuid", sort=False)["parcel_uuid"]
    first = {str(row): parcels for row, parcels in list(chosen)[:MOST]}
    names = _register_names(tx, str(lines["register_table"].iloc[0]), list(first))
    uuids = list({uuid for parcels in first.values() for uuid in parcels})
    found = sorted(rows_among(tx, "parcel", NAMES, "uuid", uuids), key=place_of)
    shown = [
        Message(
            "match_decision.row_of_parcels",
            row=names[row],
            parcels=[name_of(one) for one in found if one["uuid"] in set(parcels)],
        )
        for row, parcels in first.items()
    ]
    count = int(chosen.ngroups)
    return Message("match_decision.two_parcels", count=count, rows=listed(shown, count, MOST))


def _of_none(tx: Transaction, lines: pd.DataFrame) -> Message:
    """Which register rows were chosen for a parcel that is gone, or are so themselves."""
    first = lines["register_uuid"].iloc[:MOST].tolist()
    names = _register_names(tx, str(lines["register_table"].iloc[0]), first)
    rows = listed([names[uuid] for uuid in first], len(lines), MOST)
    return Message("match_decision.gone_since", count=len(lines), rows=rows)


def _register_names(tx: Transaction, table: str, uuids: Sequence[str]) -> dict[str, str]:
    """What each of a few rows of a register is known by: the best number that it has."""
    have = [name for name in _NUMBERS if name in table_of(table).names]
    found = {row["uuid"]: row for row in rows_among(tx, table, ["uuid", *have], "uuid", uuids)}
    return {
        uuid: next((row[name] for name in have if row.get(name)), "–")
        for uuid in uuids
        for row in [found.get(uuid, {})]
    }


def reject(ws: Workspace, match_uuids: Iterable[str], user: str = "") -> Decision:
    """Refuse matches; they do not come back in a later run. A confirmed one is untied."""
    with ws.transaction(REJECT) as tx:
        lines = _lines(tx, match_uuids)
        lines = lines[lines["parcel_uuid"].notna() & lines["register_uuid"].notna()]
        if lines.empty:
            raise MatchError(Message("match_decision.no_pair"))
        _tie(tx, lines[lines["state"] == "confirmed"], untie=True)
        decided = {"state": "rejected", "decided_by": user or tx.user, "decided_at": tx.now}
        tx.update("match", lines[["uuid"]].assign(**decided))
        _nobody_left_out(tx, lines)
    return Decision(tx.change_uuid, REJECT, len(lines))


def link(
    ws: Workspace,
    parcel_uuid: str,
    register_uuid: str,
    user: str = "",
    table: str = "title_document",
    profile: Optional[MatchProfile] = None,
) -> Decision:
    """Tie a register row to a parcel by hand, with the values that were compared.

    Raises MatchError when one of them is not there or the row is tied to another parcel.
    """
    check_register(table)
    with ws.transaction(LINK) as tx:
        pair = tx.read(
            "match",
            _LINES,
            "register_table = ? AND register_uuid = ? AND (parcel_uuid = ? OR state = 'confirmed')",
            (table, register_uuid, parcel_uuid),
        )
        if (pair["parcel_uuid"] != parcel_uuid).any():
            raise MatchError(Message("match_decision.already_tied"))
        if pair.empty:
            line = _by_hand(tx, parcel_uuid, register_uuid, table, profile)
            uuid = tx.insert("match", line)
            pair = _lines(tx, uuid)
        elif _is_gone(tx, pair).any():
            raise MatchError(Message("match_decision.gone"))
        _confirm(tx, pair, user)
    return Decision(tx.change_uuid, LINK, 1)


def _by_hand(
    tx: Transaction,
    parcel_uuid: str,
    register_uuid: str,
    table: str,
    profile: Optional[MatchProfile],
) -> pd.DataFrame:
    profile = profile or default_profile(table)
    parcels = read_parcels(tx, profile, Silent())
    rows = read_register_rows(tx, table, profile, Silent())
    parcel = parcels[parcels["uuid"] == parcel_uuid].reset_index(drop=True)
    row = rows[rows["uuid"] == register_uuid].reset_index(drop=True)
    if parcel.empty or row.empty:
        raise MatchError(Message("match_decision.gone"))
    return pd.DataFrame(
        {
            "parcel_uuid": [parcel_uuid],
            "register_table": table,
            "register_uuid": register_uuid,
            "outcome": "matched",
            "state": "suggested",
            "method": "by_hand",
            "score": 1.0,
            "compared": [compare_pair(parcel, row, profile)],
        }
    )


def compare_pair(parcel: pd.DataFrame, row: pd.DataFrame, profile: MatchProfile) -> str:
    """The values of one parcel and one row side by side, as ``match_result.read_compared``
    reads them.
    """
    left, right = Side(parcel, profile, "parcel"), Side(row, profile, "register")
    evidence = Evidence(left, right, profile)
    first = pd.Series([0]).to_numpy()
    verdicts = evidence.compare(first, first)[0]
    values = {
        name: [left.shown(name, first)[0], right.shown(name, first)[0], VERDICTS[verdict]]
        for name, verdict in zip(evidence.names, verdicts)
    }
    return json.dumps(values, ensure_ascii=False)


def _lines(tx: Transaction, match_uuids: Iterable[str]) -> pd.DataFrame:
    wanted = list(dict.fromkeys(match_uuids))
    every = tx.read("match", _LINES)
    lines = every[every["uuid"].isin(wanted)]
    if len(lines) != len(wanted) or not wanted:
        raise MatchError(Message("match_decision.gone"))
    return lines.reset_index(drop=True)


def _confirm(tx: Transaction, lines: pd.DataFrame, user: str) -> None:
    decided = {"decided_by": user or tx.user, "decided_at": tx.now}
    tx.update("match", lines[["uuid"]].assign(outcome="matched", state="confirmed", **decided))
    others = _undecided(tx, lines)
    same_row = others["register_uuid"].isin(set(lines["register_uuid"]))
    alone = others["register_uuid"].isna() & others["parcel_uuid"].isin(set(lines["parcel_uuid"]))
    withdrawn = others[same_row | alone]
    if len(withdrawn):
        tx.delete("match", withdrawn["uuid"])
    _tie(tx, lines)
    _nobody_left_out(tx, withdrawn)


def _undecided(tx: Transaction, lines: pd.DataFrame) -> pd.DataFrame:
    table = lines["register_table"].iloc[0]
    where = "register_table = ? AND state IN ('suggested', 'auto')"
    others = tx.read("match", _LINES, where, (table,))
    return others[~others["uuid"].isin(set(lines["uuid"]))]


def _tie(tx: Transaction, lines: pd.DataFrame, untie: bool = False) -> None:
    """The register's rows, and what hangs on them, belong to the parcel (or no longer)."""
    for table, pairs in lines.groupby("register_table"):
        parcel = pairs.set_index("register_uuid")["parcel_uuid"]
        rows = pd.DataFrame(
            {"uuid": parcel.index, "parcel_uuid": None if untie else parcel.to_numpy()}
        )
        tx.update(str(table), rows)
        column = f"{table}_uuid"
        for other in _HANGS_ON.get(str(table), ()):
            if column not in table_of(other).names:
                continue
            hanging = tx.read(other, ["uuid", column], column + " IS NOT NULL")
            hanging = hanging[hanging[column].isin(set(parcel.index))]
            if len(hanging):
                place = None if untie else hanging[column].map(parcel)
                tx.update(other, hanging[["uuid"]].assign(parcel_uuid=place))


def _nobody_left_out(tx: Transaction, lines: pd.DataFrame) -> None:
    """Parcels and rows whose last proposal went away get their line as unmatched again."""
    if lines.empty:
        return
    table = str(lines["register_table"].iloc[0])
    living = tx.read("match", _LINES, "register_table = ? AND state <> 'rejected'", (table,))
    parts = []
    for column, outcome in (("parcel_uuid", "parcel_only"), ("register_uuid", "register_only")):
        lost = set(lines[column].dropna()) - set(living[column].dropna())
        parts.append(pd.DataFrame({column: sorted(lost), "outcome": outcome}))
    alone = pd.concat(parts, ignore_index=True)
    if len(alone):
        alone = alone.astype(object).where(alone.notna(), None)
        tx.insert("match", alone.assign(register_table=table, state="suggested"))


# -- and back again ---------------------------------------------------------------------


def undoable(ws: Workspace) -> Optional[Decision]:
    """The latest decision that has not been undone, or None."""
    kinds = (ACCEPT, REJECT, LINK, UNDO)
    changes = ws.read(
        "change",
        ["uuid", "kind", "reason", "row_count"],
        "kind IN (?, ?, ?, ?) ORDER BY fid DESC",
        kinds,
    )
    undone = set(changes.loc[changes["kind"] == UNDO, "reason"])
    left = changes[(changes["kind"] != UNDO) & ~changes["uuid"].isin(undone)]
    if left.empty:
        return None
    latest = left.iloc[0]
    return Decision(str(latest["uuid"]), str(latest["kind"]), int(latest["row_count"]))


def undo(ws: Workspace, decision: Optional[Decision] = None) -> Decision:
    """Take back a decision (the latest one): a new change that restores what was before.

    What later match runs have found stays: a line that they took away or replaced is left as
    they have it.

    Raises MatchError when there is nothing to undo, RowMissing when a row that it made is
    gone since.
    """
    decision = decision or undoable(ws)
    if decision is None:
        raise MatchError(Message("match_decision.nothing_to_undo"))
    with ws.transaction(UNDO, reason=decision.change_uuid) as tx:
        done = tx.count("change", "kind = ? AND reason = ?", (UNDO, decision.change_uuid))
        images = tx.read(
            "change_row",
            ["table_name", "row_uuid", "action", "before"],
            "change_uuid = ? ORDER BY fid DESC",
            (decision.change_uuid,),
        )
        if done or images.empty:
            raise MatchError(Message("match_decision.nothing_to_undo"))
        of_others = _lines_but(tx, images.loc[images["table_name"] == "match", "row_uuid"])
        for table, action, rows in _runs(images):
            rows = _still_apt(tx, rows, of_others) if table == "match" else rows
            _restore(tx, table, action, rows)
    return Decision(tx.change_uuid, UNDO, decision.count)


def _runs(images: pd.DataFrame) -> Iterable[tuple[str, str, pd.DataFrame]]:
    """Images of one table and action in a row, latest first."""
    kind = images["table_name"] + "/" + images["action"]
    for _, rows in images.groupby((kind != kind.shift()).cumsum(), sort=True):
        yield str(rows["table_name"].iloc[0]), str(rows["action"].iloc[0]), rows


def _lines_but(tx: Transaction, uuids: pd.Series) -> pd.DataFrame:
    """The lines of ``match`` that a decision had nothing to do with."""
    every = tx.read("match", _LINES)
    return every[~every["uuid"].isin(set(uuids))]


def _still_apt(tx: Transaction, rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Images of ``match`` without those that a later run has overtaken: made lines that are
    gone, taken lines whose pair (or lonely thing) stands in one of the ``others``.
    """
    if rows["action"].iloc[0] != "delete":
        return rows[rows["row_uuid"].isin(set(tx.read("match", ["uuid"])["uuid"]))]
    covered = set(_about(others))
    living = others[others["state"] != "rejected"]
    for side in ("parcel_uuid", "register_uuid"):
        covered.update(_about(living.assign(**{side: None})))
    taken = pd.DataFrame([json.loads(text) for text in rows["before"]], index=rows.index)
    return rows[[about not in covered for about in _about(taken)]]


def _about(lines: pd.DataFrame) -> list[tuple]:
    """What each line speaks of: a pair, or a thing alone beside None."""
    names = ["register_table", "parcel_uuid", "register_uuid"]
    plain = lines[names].astype(object).where(lines[names].notna(), None)
    return list(plain.itertuples(index=False, name=None))


def _restore(tx: Transaction, table: str, action: str, rows: pd.DataFrame) -> None:
    """Rows as their images have them; images of different columns one after the other."""
    if rows.empty:
        return
    if action == "insert":
        tx.delete(table, rows["row_uuid"])
        return
    images = pd.Series([json.loads(text) for text in rows["before"]], index=rows.index)
    for _, same in images.groupby(images.map(lambda image: tuple(sorted(image)))):
        before = pd.DataFrame(same.tolist(), dtype=object)
        before["uuid"] = rows.loc[same.index, "row_uuid"].to_numpy()
        plain = before.drop(columns=[name for name in _BOOKKEEPING if name in before])
        for column in table_of(table).columns:
            if column.name in plain and column.type in ("integer", "real"):
                plain[column.name] = pd.to_numeric(plain[column.name])
        write = tx.insert if action == "delete" else tx.update
        write(table, plain)
