"""What a match came to: one outcome for every parcel and every row, and the pairs behind it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from json.encoder import encode_basestring
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
_KINDS = np.array([None, *CONFLICTS[1:]], dtype=object)
_SCORE = 0.6
"""Each point for a pair takes its score this much of the way to 1, each against it to 0."""


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
        """For each pair the values compared, as JSON (see :func:`read_compared`).

        Pairs with the same verdicts are written by one template.
        """
        lines = np.full(len(self.pairs), "{}", dtype=object)
        if not self.fields:
            return lines
        p, r = self.pairs["p"].to_numpy(), self.pairs["r"].to_numpy()
        digits = len(VERDICTS) ** np.arange(len(self.fields), dtype=np.int64)
        pattern = self.verdicts.astype(np.int64) @ digits
        for same in np.unique(pattern):
            at = np.flatnonzero(pattern == same)
            lines[at] = self._lines_of(self.verdicts[at[0]], p[at], r[at])
        return lines

    def _lines_of(self, pattern: np.ndarray, p: np.ndarray, r: np.ndarray) -> list[str]:
        """The JSON of pairs that all have the verdicts of ``pattern``."""
        known = [at for at, verdict in enumerate(pattern) if verdict != MISSING]
        if not known:
            return ["{}"] * len(p)
        parts, columns = [], []
        for at in known:
            name = self.fields[at]
            parts.append(f'"{name}": [%s, %s, "{VERDICTS[pattern[at]]}"]')
            columns.append(map(encode_basestring, self.left.shown(name, p)))
            columns.append(map(encode_basestring, self.right.shown(name, r)))
        template = "{" + ", ".join(parts) + "}"
        return [template % values for values in zip(*columns)]

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


def read_compared(text: Optional[str]) -> dict[str, tuple[str, str, str]]:
    """What :meth:`MatchResult.compared` wrote: field → (parcel's value, row's value, verdict).

    In JSON ``{"deed_no": ["632", "623", "near"]}``; the verdict is a word of
    ``match_evidence.VERDICTS``.
    """
    if not isinstance(text, str):
        return {}
    return {name: tuple(values) for name, values in json.loads(text).items()}


def build_result(
    left: Side,
    right: Side,
    evidence: Evidence,
    profile: MatchProfile,
    found: list[Pairs],
    notes: list[Message],
) -> MatchResult:
    """Put the fates of all steps together, one row a pair, one outcome a thing."""
    kept = _chosen(found, left.size, right.size, len(evidence.fields))
    uuids = left.frame["uuid"].to_numpy(dtype=object)
    state = np.where(kept.accepted, 0, np.where(kept.conflict > 0, 1, 2))
    methods = np.array([step.method for step in profile.steps], dtype=object)
    base = np.array([step.base for step in profile.steps])[kept.step]
    score = (1 - (1 - base) * _SCORE**kept.agree) * _SCORE**kept.against
    pairs = pd.DataFrame(
        {
            "parcel_uuid": uuids[kept.p],
            "register_uuid": right.frame["uuid"].to_numpy(dtype=object)[kept.r],
            "outcome": np.array(["matched", "conflict", "suggested"], dtype=object)[state],
            "state": np.array(["auto", "suggested", "suggested"], dtype=object)[state],
            "method": methods[kept.step],
            "score": np.round(score, 3),
            "conflict": _KINDS[kept.conflict],
            "better_uuid": _better_uuids(kept, uuids, right.size),
            "is_better": kept.better,
            "p": kept.p,
            "r": kept.r,
        },
        copy=False,
    )
    return MatchResult(
        profile,
        pairs,
        _outcomes(left, kept, kept.p, "parcel_only"),
        _outcomes(right, kept, kept.r, "register_only"),
        notes,
        evidence.names,
        kept.verdicts,
        left,
        right,
    )


@dataclass
class _Kept:
    """The pairs that make the result, one element each."""

    p: np.ndarray
    r: np.ndarray
    agree: np.ndarray
    against: np.ndarray
    step: np.ndarray
    accepted: np.ndarray
    better: np.ndarray
    conflict: np.ndarray
    verdicts: np.ndarray

    def take(self, which: np.ndarray) -> _Kept:
        return _Kept(**{name: values[which] for name, values in vars(self).items()})


def _joined(found: list[Pairs], fields: int) -> _Kept:
    def each(name: str, dtype: type) -> np.ndarray:
        parts: list[np.ndarray] = [
            np.full(len(pairs.p), getattr(pairs, name), dtype=dtype) for pairs in found
        ]
        return np.concatenate([np.zeros(0, dtype=dtype), *parts])

    return _Kept(
        p=np.concatenate([np.zeros(0, dtype=np.int64), *(x.p for x in found)]),
        r=np.concatenate([np.zeros(0, dtype=np.int64), *(x.r for x in found)]),
        agree=np.concatenate([np.zeros(0, dtype=np.int16), *(x.agree for x in found)]),
        against=np.concatenate([np.zeros(0, dtype=np.int16), *(x.against for x in found)]),
        step=each("step", np.int8),
        accepted=each("accepted", bool),
        better=each("better", bool),
        conflict=each("conflict", np.int8),
        verdicts=np.concatenate(
            [np.zeros((0, fields), dtype=np.int8), *(x.verdicts for x in found)]
        ),
    )


def _chosen(found: list[Pairs], parcels: int, rows: int, fields: int) -> _Kept:
    """Accepted pairs; the conflicts of rows without one; the best of better candidates and
    suggestions for parcels that are still free; each pair once.
    """
    every = _joined(found, fields)
    matched_row, matched_parcel = np.zeros(rows, dtype=bool), np.zeros(parcels, dtype=bool)
    matched_row[every.r[every.accepted]] = True
    matched_parcel[every.p[every.accepted]] = True
    doubtful = np.zeros(rows, dtype=bool)
    doubtful[every.r[every.conflict > 0]] = True
    free = ~matched_parcel[every.p]
    plain = ~every.accepted & ~every.better & (every.conflict == 0)
    open_rows = ~every.accepted & ~matched_row[every.r]
    conflicts = np.flatnonzero(open_rows & (every.conflict > 0))
    lenient = open_rows & free & (every.better | (plain & ~doubtful[every.r]))
    others = np.union1d(conflicts, _best(every, np.flatnonzero(lenient)))
    rest = every.take(others)
    _, first = np.unique(rest.p * np.int64(rows + 1) + rest.r, return_index=True)
    rest = rest.take(np.sort(first))
    _better_is_conflict(rest, rows)
    accepted = every.take(np.flatnonzero(every.accepted))
    return _Kept(
        **{
            name: np.concatenate([values, getattr(rest, name)])
            for name, values in vars(accepted).items()
        }
    )


def _best(every: _Kept, candidates: np.ndarray) -> np.ndarray:
    """Of each row's candidates the best by points, the earlier step first; a tie keeps some."""
    frame = pd.DataFrame(
        {
            "at": candidates,
            "p": every.p[candidates],
            "r": every.r[candidates],
            "value": every.agree[candidates].astype(np.int64) - every.against[candidates],
            "step": every.step[candidates],
            "better": every.better[candidates],
        }
    )
    frame = frame.sort_values(["value", "step"], ascending=[False, True], kind="stable")
    frame = frame.drop_duplicates(["p", "r"])
    frame = frame[frame["value"] == frame.groupby("r")["value"].transform("max")]
    most = np.where(frame["better"], 1, _SUGGESTIONS_A_ROW)
    return frame.loc[frame.groupby("r").cumcount() < most, "at"].to_numpy(dtype=np.int64)


def _better_is_conflict(rest: _Kept, rows: int) -> None:
    """A better candidate takes part in the conflict of its row."""
    kind = np.zeros(rows, dtype=np.int8)
    troubled = np.flatnonzero(rest.conflict > 0)[::-1]
    kind[rest.r[troubled]] = rest.conflict[troubled]
    rest.conflict = np.where(rest.better, kind[rest.r], rest.conflict).astype(np.int8)


def _better_uuids(kept: _Kept, uuids: np.ndarray, rows: int) -> np.ndarray:
    """The parcel that fits better, beside each other pair of a row in conflict."""
    better = np.full(rows, -1, dtype=np.int64)
    better[kept.r[kept.better]] = kept.p[kept.better]
    candidate = np.where(kept.conflict > 0, better[kept.r], -1)
    named = np.flatnonzero((candidate >= 0) & (candidate != kept.p))
    result = np.full(len(kept.p), None, dtype=object)
    result[named] = uuids[candidate[named]]
    return result


def _outcomes(side: Side, kept: _Kept, at: np.ndarray, alone: str) -> pd.DataFrame:
    """matched before conflict before suggested before alone."""
    outcome = np.zeros(side.size, dtype=np.int8)
    kind = np.zeros(side.size, dtype=np.int8)
    in_conflict = np.flatnonzero(~kept.accepted & (kept.conflict > 0))[::-1]
    outcome[at[~kept.accepted & (kept.conflict == 0)]] = 1
    outcome[at[in_conflict]] = 2
    kind[at[in_conflict]] = kept.conflict[in_conflict]
    outcome[at[kept.accepted]] = 3
    kind[at[kept.accepted]] = 0
    names = np.array([alone, "suggested", "conflict", "matched"], dtype=object)
    return pd.DataFrame(
        {
            "uuid": side.frame["uuid"].to_numpy(dtype=object),
            "outcome": names[outcome],
            "conflict": _KINDS[kind],
        },
        copy=False,
    )
