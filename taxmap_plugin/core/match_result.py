"""What a match came to: one outcome for every parcel and every row, and the pairs behind it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import Any, Optional

import numpy as np
import pandas as pd

from .match_evidence import MISSING, VERDICTS, Evidence, Side
from .match_profile import MatchProfile
from .message import Message

CONFLICTS = ("", "area_differs", "keys_contradict", "two_rows", "two_parcels")
"""Why a pair is in conflict; the position is the number kept while matching."""

OUTCOMES = ("matched", "suggested", "conflict", "parcel_only", "register_only")
_SUGGESTIONS_A_ROW = 3
_NEEDS_ESCAPE = re.compile(r'["\\\x00-\x1f]')


@dataclass
class Pairs:
    """Pairs of one step with one fate: positions of parcels and rows, and the evidence."""

    p: np.ndarray
    r: np.ndarray
    step: int
    verdicts: np.ndarray
    agree: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int16))
    against: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int16))
    accepted: bool = False
    better: bool = False
    conflict: int = 0

    def take(self, which: np.ndarray) -> Pairs:
        """The pairs at these positions (or where this mask is true)."""
        return replace(
            self,
            p=self.p[which],
            r=self.r[which],
            verdicts=self.verdicts[which],
            agree=self.agree[which],
            against=self.against[which],
        )

    def with_fate(self, **fate: Any) -> Pairs:
        """The same pairs, settled."""
        return replace(self, **fate)


@dataclass
class MatchResult:
    """``pairs``: parcel_uuid, register_uuid, outcome, state, method, score, conflict,
    better_uuid (the parcel that fits a row in conflict better), is_better (this pair is
    that candidate); one row for each pair that is matched, suggested or in conflict.
    ``parcels`` and ``rows``: uuid, outcome, conflict – exactly one line for each input
    row. ``notes``: what the officer should know.
    """

    profile: MatchProfile
    pairs: pd.DataFrame
    parcels: pd.DataFrame
    rows: pd.DataFrame
    notes: list[Message]
    fields: list[str]
    verdicts: np.ndarray
    left: Side
    right: Side

    def totals(self) -> pd.DataFrame:
        """Counts by outcome: index = outcome, columns ``parcels`` and ``rows``."""
        return pd.DataFrame(
            {
                side: frame["outcome"].value_counts().reindex(OUTCOMES, fill_value=0)
                for side, frame in (("parcels", self.parcels), ("rows", self.rows))
            }
        )

    def compared(self) -> np.ndarray:
        """For each pair the values compared as JSON: ``{"deed_no": ["632", "623", "near"]}``."""
        p, r = self.pairs["p"].to_numpy(), self.pairs["r"].to_numpy()
        parts: list[list[str]] = []
        for column, name in enumerate(self.fields):
            left, right = _json_values(self.left, name, p), _json_values(self.right, name, r)
            words = np.array(VERDICTS, dtype=object)[self.verdicts[:, column]]
            known = self.verdicts[:, column] != MISSING
            parts.append(
                [
                    f'"{name}": [{a}, {b}, "{word}"]' if there else ""
                    for a, b, word, there in zip(left, right, words, known)
                ]
            )
        if not parts:
            return np.full(len(p), "{}", dtype=object)
        lines = ["{" + ", ".join(filter(None, line)) + "}" for line in zip(*parts)]
        return np.array(lines, dtype=object)

    def reasons(self) -> np.ndarray:
        """For each pair in conflict a :class:`Message` that says why; None for the others."""
        said = np.full(len(self.pairs), None, dtype=object)
        conflict = self.pairs["conflict"].to_numpy(object)
        better = self.pairs["better_uuid"].notna().to_numpy()
        is_better = self.pairs["is_better"].to_numpy()
        for at in np.flatnonzero(self.pairs["conflict"].notna()):
            if is_better[at]:
                said[at] = Message("matching.is_better")
                continue
            said[at] = Message(f"matching.{conflict[at]}" + ("_better" if better[at] else ""))
        return said


def _json_values(side: Side, name: str, positions: np.ndarray) -> list[str]:
    values = side.texts(name)[positions]
    whole = "".join([v for v in values if v is not None])
    if _NEEDS_ESCAPE.search(whole):
        return ["null" if v is None else json.dumps(v, ensure_ascii=False) for v in values]
    return ["null" if v is None else f'"{v}"' for v in values]


def build_result(
    left: Side,
    right: Side,
    evidence: Evidence,
    profile: MatchProfile,
    found: list[Pairs],
    notes: list[Message],
) -> MatchResult:
    """Put the fates of all steps together, one row a pair, one outcome a thing."""
    frame, verdicts = _collect(found, len(evidence.fields))
    frame, verdicts = _only_what_counts(frame, verdicts, right.size)
    better = frame[frame["better"]].drop_duplicates("r").set_index("r")["p"]
    uuids = left.frame["uuid"].to_numpy(object)
    frame["better_uuid"] = None
    in_conflict = (frame["conflict"] > 0).to_numpy()
    candidate = frame["r"].map(better)
    named = in_conflict & candidate.notna().to_numpy() & (candidate != frame["p"]).to_numpy()
    frame.loc[named, "better_uuid"] = uuids[candidate[named].astype(np.int64)]
    outcome = np.where(frame["accepted"], "matched", np.where(in_conflict, "conflict", "suggested"))
    methods = np.array([step.method for step in profile.steps], dtype=object)
    base = np.array([step.base for step in profile.steps])[frame["step"]]
    score = (1 - (1 - base) * 0.6 ** frame["agree"]) * 0.6 ** frame["against"]
    kinds = np.array([None, *CONFLICTS[1:]], dtype=object)
    pairs = pd.DataFrame(
        {
            "parcel_uuid": uuids[frame["p"]],
            "register_uuid": right.frame["uuid"].to_numpy(object)[frame["r"]],
            "outcome": outcome,
            "state": np.where(frame["accepted"], "auto", "suggested"),
            "method": methods[frame["step"]],
            "score": np.round(score, 3),
            "conflict": kinds[frame["conflict"]],
            "better_uuid": frame["better_uuid"].to_numpy(object),
            "is_better": frame["better"].to_numpy(),
            "p": frame["p"].to_numpy(),
            "r": frame["r"].to_numpy(),
        }
    )
    return MatchResult(
        profile,
        pairs,
        _outcomes(left, frame, "p", "parcel_only"),
        _outcomes(right, frame, "r", "register_only"),
        notes,
        evidence.names,
        verdicts,
        left,
        right,
    )


def _collect(found: list[Pairs], fields: int) -> tuple[pd.DataFrame, np.ndarray]:
    def whole(name: str, dtype: Optional[type] = None) -> np.ndarray:
        parts = [getattr(pairs, name) for pairs in found]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=dtype or np.int64)

    def each(name: str, dtype: type) -> np.ndarray:
        parts: list[np.ndarray] = [
            np.full(len(pairs.p), getattr(pairs, name), dtype=dtype) for pairs in found
        ]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=dtype)

    frame = pd.DataFrame(
        {
            "p": whole("p"),
            "r": whole("r"),
            "agree": whole("agree", np.int16),
            "against": whole("against", np.int16),
            "step": each("step", np.int8),
            "accepted": each("accepted", bool),
            "better": each("better", bool),
            "conflict": each("conflict", np.int8),
        }
    )
    verdicts = np.concatenate([np.zeros((0, fields), dtype=np.int8), *(x.verdicts for x in found)])
    return frame, verdicts


def _only_what_counts(
    frame: pd.DataFrame, verdicts: np.ndarray, rows: int
) -> tuple[pd.DataFrame, np.ndarray]:
    """Accepted pairs; the conflicts of rows without one; the best of better candidates and
    suggestions; each pair once.
    """
    accepted = np.zeros(rows, dtype=bool)
    accepted[frame["r"][frame["accepted"]]] = True
    doubtful = np.zeros(rows, dtype=bool)
    doubtful[frame["r"][frame["conflict"] > 0]] = True
    row = frame["r"].to_numpy()
    value = frame["agree"].to_numpy(np.int64) - frame["against"]
    is_conflict = (frame["conflict"] > 0).to_numpy()
    is_better = frame["better"].to_numpy()
    plain = ~is_conflict & ~is_better & ~frame["accepted"].to_numpy()
    free = ~np.isin(frame["p"], frame["p"][frame["accepted"]])
    wanted = (
        frame["accepted"].to_numpy()
        | (is_conflict & ~accepted[row])
        | (is_better & ~accepted[row] & free)
        | (plain & ~accepted[row] & ~doubtful[row] & free)
    )
    kept = frame.assign(value=value)[wanted]
    lenient = ~kept["accepted"] & (kept["conflict"] == 0)
    best = kept[lenient].sort_values(["value", "step"], ascending=[False, True], kind="stable")
    best = best.drop_duplicates(["p", "r"])
    best = best[best["value"] == best.groupby("r")["value"].transform("max")]
    best = best[best.groupby("r").cumcount() < np.where(best["better"], 1, _SUGGESTIONS_A_ROW)]
    order = np.union1d(kept.index[~lenient], best.index)
    chosen = frame.loc[order]
    chosen = chosen[~chosen.duplicated(["p", "r"])]
    chosen = _better_is_conflict(chosen)
    return chosen.reset_index(drop=True), verdicts[chosen.index]


def _better_is_conflict(frame: pd.DataFrame) -> pd.DataFrame:
    """A better candidate takes part in the conflict of its row."""
    kinds = frame[frame["conflict"] > 0].drop_duplicates("r").set_index("r")["conflict"]
    of_row = frame["r"].map(kinds).fillna(0).astype(np.int8)
    return frame.assign(conflict=frame["conflict"].where(~frame["better"], of_row))


def _outcomes(side: Side, frame: pd.DataFrame, positions: str, alone: str) -> pd.DataFrame:
    """matched before conflict before suggested before alone."""
    at = frame[positions].to_numpy()
    accepted = frame["accepted"].to_numpy()
    kind = frame["conflict"].to_numpy()
    outcome = np.full(side.size, alone, dtype=object)
    conflict = np.full(side.size, None, dtype=object)
    outcome[at[~accepted & (kind == 0)]] = "suggested"
    in_conflict = ~accepted & (kind > 0)
    outcome[at[in_conflict]] = "conflict"
    conflict[at[in_conflict][::-1]] = np.array([None, *CONFLICTS[1:]], dtype=object)[
        kind[in_conflict][::-1]
    ]
    outcome[at[accepted]] = "matched"
    conflict[at[accepted]] = None
    return pd.DataFrame(
        {"uuid": side.frame["uuid"].to_numpy(object), "outcome": outcome, "conflict": conflict}
    )
