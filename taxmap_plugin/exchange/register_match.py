"""The registers joined to the map: a match run, written in one transaction.

What an officer has confirmed or rejected stays as it is; everything else is found anew.
A run without an officer marks its matches ``auto``, never ``confirmed``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..core import match_profile
from ..core.feedback import Feedback, Part, Silent, check_cancelled
from ..core.match_profile import MatchProfile
from ..core.match_result import OUTCOMES, MatchResult
from ..core.matching import match
from ..core.message import Message
from ..workspace.kept_setting import write_setting
from ..workspace.store import Workspace
from ..workspace.transaction import Transaction
from ..workspace.uuids import new_uuid
from .match_decision import Decision, accept, accept_automatic, link, reject, undo, undoable
from .match_round import one_round
from .match_source import (
    MATCHED_TABLES,
    MatchError,
    check_register,
    decided_pairs,
    default_profile,
    read_parcels,
    read_register_rows,
)

__all__ = [
    "MATCHED_TABLES",
    "Decision",
    "MatchError",
    "MatchReport",
    "accept",
    "accept_automatic",
    "counts",
    "default_profile",
    "link",
    "load_profile",
    "match_register",
    "reject",
    "save_profile",
    "saved_profiles",
    "undo",
    "undoable",
]

_KEY = "match_profile:"
_WRITTEN = [
    "parcel_uuid",
    "register_uuid",
    "outcome",
    "state",
    "method",
    "score",
    "conflict",
    "reason",
    "compared",
    "better_uuid",
]


@dataclass
class MatchReport:
    """Counts by outcome of both sides (they add up to ``parcels`` and ``rows``), and notes.

    ``totals`` has the outcomes as index and the columns ``parcels`` and ``rows``;
    ``confirmed`` counts the matches that an officer had confirmed before.
    """

    register_table: str
    parcels: int
    rows: int
    totals: pd.DataFrame
    confirmed: int
    run_uuid: str
    notes: list[Message] = field(default_factory=list)

    @property
    def adds_up(self) -> bool:
        """Every parcel and every row has exactly one outcome."""
        return self.totals.sum().tolist() == [self.parcels, self.rows]

    def summary(self) -> list[Message]:
        """The report as sentences."""
        count = self.totals.stack().to_dict()
        return [
            Message("register_match.parcels", count=self.parcels, **_side(count, "parcels")),
            Message("register_match.rows", count=self.rows, **_side(count, "rows")),
            *self.notes,
        ]


def _side(count: dict, side: str) -> dict[str, int]:
    alone = "parcel_only" if side == "parcels" else "register_only"
    names = {"matched": "matched", "suggested": "suggested", "conflict": "conflict", alone: "alone"}
    return {name: int(count[outcome, side]) for outcome, name in names.items()}


def match_register(
    ws: Workspace,
    profile: Optional[MatchProfile] = None,
    table: str = "title_document",
    feedback: Optional[Feedback] = None,
) -> MatchReport:
    """Match the parcels with one register and write the rows of ``match``.

    Raises MatchError for a register that has no keys to parcels, WorkspaceError,
    Cancelled; the workspace is then as before.
    """
    feedback = feedback or Silent()
    check_register(table)
    profile = profile or default_profile(table)
    with ws.transaction("match", reason=profile.name) as tx:
        parcels = read_parcels(tx, profile, Part(feedback, 0.0, 0.1))
        rows = read_register_rows(tx, table, profile, Part(feedback, 0.1, 0.2))
        rows, round_told = one_round(tx, table, rows)
        confirmed = _still_there(decided_pairs(tx, table, "confirmed"), parcels, rows)
        rejected = decided_pairs(tx, table, "rejected")
        several = any(step.cardinality != "1:1" for step in profile.steps) or "unit_no" in rows
        taken = set() if several else set(confirmed["parcel_uuid"])
        free_parcels = parcels[~parcels["uuid"].isin(taken)].reset_index(drop=True)
        free_rows = rows[~rows["uuid"].isin(confirmed["register_uuid"])].reset_index(drop=True)
        result = match(free_parcels, free_rows, profile, Part(feedback, 0.2, 0.6), rejected)
        check_cancelled(feedback)
        run_uuid = new_uuid()
        lines = _lines(result, set(confirmed["parcel_uuid"]))
        _replace(tx, table, lines, run_uuid, None if round_told is None else set(rows["uuid"]))
        feedback.progress(0.95)
        check_cancelled(feedback)
    totals = _totals(result, confirmed)
    feedback.progress(1.0)
    notes = [*([] if round_told is None else [round_told]), *result.notes]
    return MatchReport(table, len(parcels), len(rows), totals, len(confirmed), run_uuid, notes)


def _totals(result: MatchResult, confirmed: pd.DataFrame) -> pd.DataFrame:
    """Counts by outcome with what was confirmed before; a confirmed thing counts as matched."""
    totals = {}
    for side, column, frame in (
        ("parcels", "parcel_uuid", result.parcels),
        ("rows", "register_uuid", result.rows),
    ):
        known = confirmed[column].unique()
        others = frame.loc[~frame["uuid"].isin(known), "outcome"].value_counts()
        totals[side] = others.reindex(OUTCOMES, fill_value=0)
        totals[side]["matched"] += len(known)
    return pd.DataFrame(totals)


def _still_there(pairs: pd.DataFrame, parcels: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    there = pairs["parcel_uuid"].isin(parcels["uuid"]) & pairs["register_uuid"].isin(rows["uuid"])
    return pairs[there]


def _lines(result: MatchResult, confirmed_parcels: set) -> pd.DataFrame:
    """The result as rows of ``match``: pairs, and what has no partner."""
    pairs = result.pairs.drop(columns=["p", "r", "is_better"])
    pairs["compared"] = result.compared()
    pairs["reason"] = [None if why is None else why.to_json() for why in result.reasons()]
    parcels = result.parcels[result.parcels["outcome"] == "parcel_only"]
    parcels = parcels[~parcels["uuid"].isin(confirmed_parcels)]
    rows = result.rows[result.rows["outcome"] == "register_only"]
    return pd.DataFrame(
        {
            name: _stacked(
                pairs[name],
                _alone(name, "parcel_uuid", parcels["uuid"], "parcel_only"),
                _alone(name, "register_uuid", rows["uuid"], "register_only"),
            )
            for name in _WRITTEN
        },
        copy=False,
    )


def _alone(name: str, side: str, uuids: pd.Series, outcome: str) -> np.ndarray:
    """Column ``name`` of the lines of things that have no partner."""
    if name == side:
        return uuids.to_numpy(dtype=object)
    said = {"outcome": outcome, "state": "suggested"}.get(name)
    return np.full(len(uuids), said, dtype=object)


def _stacked(*parts: Any) -> np.ndarray:
    """pandas would look at every cell of an empty column to find the type of the whole."""
    return np.concatenate([np.asarray(part, dtype=object) for part in parts])


def _replace(
    tx: Transaction, table: str, lines: pd.DataFrame, run_uuid: str, only: Optional[set[str]]
) -> None:
    """Write what is new, leave what is the same, take away what no longer holds.

    Lines of other rows than ``only`` (uuid; None: all) stay.
    """
    before = tx.read(
        "match",
        ["uuid", *_WRITTEN],
        "register_table = ? AND state IN ('suggested', 'auto') ORDER BY fid",
        (table,),
    )
    if only is not None:
        before = before[before["register_uuid"].isna() | before["register_uuid"].isin(only)]
    fresh = lines
    if len(before):
        kept, new = _fingerprints(before), _fingerprints(lines)
        stale = before.loc[~kept.isin(set(new)), "uuid"]
        if len(stale):
            tx.delete("match", stale)
        fresh = lines[~new.isin(set(kept)).to_numpy()]
    if len(fresh):
        score = fresh["score"].astype(float)
        tx.insert("match", fresh.assign(score=score, register_table=table, run_uuid=run_uuid))


def _fingerprints(lines: pd.DataFrame) -> pd.Series:
    texts = lines[_WRITTEN].assign(score=lines["score"].astype(float).round(3))
    filled = texts.astype(object).where(texts.notna(), "")
    return pd.Series(list(map(tuple, filled.to_numpy())), index=lines.index, dtype=object)


def counts(ws: object, table: str = "title_document") -> pd.DataFrame:
    """How many parcels and rows have which outcome now; each one has exactly one.

    ``ws`` is a workspace or an open transaction. A thing in several lines counts with the
    best of them: matched, then conflict, then suggested.
    """
    lines = ws.read(  # type: ignore[attr-defined]
        "match",
        ["parcel_uuid", "register_uuid", "outcome"],
        "register_table = ? AND state <> 'rejected'",
        (table,),
    )
    order = ["matched", "conflict", "suggested", "parcel_only", "register_only"]
    rank = lines["outcome"].map({name: at for at, name in enumerate(order)})
    totals = {}
    for side, column in (("parcels", "parcel_uuid"), ("rows", "register_uuid")):
        best = rank[lines[column].notna()].groupby(lines[column]).min()
        totals[side] = np.bincount(best.astype(np.int64), minlength=len(order))
    return pd.DataFrame(totals, index=order).reindex(OUTCOMES)


# -- profiles that an officer has saved -------------------------------------------------


def save_profile(ws: Workspace, profile: MatchProfile) -> None:
    """Keep a profile in the workspace under its name; one of the same name is replaced."""
    key = _KEY + profile.name
    value = json.loads(profile.to_json())
    with ws.transaction("settings") as tx:
        write_setting(tx, key, value)


def saved_profiles(ws: Workspace) -> list[MatchProfile]:
    """The profiles of a workspace, by name; those that ship with the plugin are not here."""
    rows = ws.read("setting", ["key", "value"], "key LIKE ? ORDER BY key", (_KEY + "%",))
    return [
        match_profile.from_json(text, key[len(_KEY) :])
        for key, text in zip(rows["key"], rows["value"])
    ]


def load_profile(ws: Workspace, name: str) -> MatchProfile:
    """A saved profile of this name, else the shipped one. Raises ProfileError."""
    for profile in saved_profiles(ws):
        if profile.name == name:
            return profile
    return match_profile.shipped(name)
