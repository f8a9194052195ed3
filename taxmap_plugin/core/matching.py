"""Which register row belongs to which parcel, and why.

The steps of a :class:`~.match_profile.MatchProfile` run in order. Each joins the rows that
have no parcel yet with the parcels by its keys, asks the second keys (deed, land and survey
number, sheet, area, owner) for and against, and accepts a pair only when

* the second keys do not contradict, or clearly outvote the one that does,
* enough of them agree for a key as weak as this step's,
* the pair is the best for its row *and* for its parcel, as far as the step's cardinality
  lets them compete.

An exact code is not proof: with two digits swapped it is another parcel's code. Such a row
becomes a conflict, and the later steps look for the parcel that its other keys name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

import numpy as np
import pandas as pd

from .feedback import Feedback, check_cancelled
from .match_evidence import DIFFERENT, SAME, Evidence, Side
from .match_key import join_equal, near_keys, near_pairs
from .match_profile import MatchProfile, Step, field_message, method_message
from .match_result import CONFLICTS, MatchResult, Pairs, build_result
from .message import Message

AREA_DIFFERS, KEYS_CONTRADICT, TWO_ROWS, TWO_PARCELS = range(1, len(CONFLICTS))
_SOME, _MANY_AREAS, _COVERED = 20, 0.1, 0.95
"""Area conflicts are "many" from so many pairs and such a share; the note covers so many."""

_MOST_PAIRS_OF_A_KEY = 2500
"""A key value on more rows × parcels than this is a placeholder ("0"), not a key."""


def match(
    parcels: pd.DataFrame,
    register: pd.DataFrame,
    profile: MatchProfile,
    feedback: Feedback,
    rejected: Optional[pd.DataFrame] = None,
) -> MatchResult:
    """Match two frames, each with a unique column ``uuid`` and the profile's columns.

    Areas are integer hundredths of a ตารางวา; everything else is text. ``rejected``
    (parcel_uuid, register_uuid) are pairs that an officer has refused. Nothing is written.
    Every parcel and every row has exactly one outcome in the result, so the totals add up
    to both inputs. Raises :class:`~..errors.Cancelled`.
    """
    run = _Run(parcels, register, profile, _pair_numbers(parcels, register, rejected))
    for number, step in enumerate(profile.steps):
        check_cancelled(feedback)
        run.step(number, step)
        feedback.progress(0.9 * (number + 1) / len(profile.steps))
    run.note_what_was_skipped()
    result = build_result(run.left, run.right, run.evidence, profile, run.found, run.notes)
    note = _area_note(result)
    result.notes.extend([note] if note else [])
    feedback.progress(1.0)
    return result


@dataclass
class _Run:
    """The state between the steps: who is still without a partner."""

    parcels: pd.DataFrame
    register: pd.DataFrame
    profile: MatchProfile
    refused: np.ndarray
    found: list[Pairs] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    absent: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left = Side(self.parcels, self.profile, "parcel")
        self.right = Side(self.register, self.profile, "register")
        self.evidence = Evidence(self.left, self.right, self.profile)
        self.parcel_open = np.ones(self.left.size, dtype=bool)
        self.row_open = np.ones(self.right.size, dtype=bool)
        self.row_doubtful = np.zeros(self.right.size, dtype=bool)
        self.partner = np.full(self.left.size, -1, dtype=np.int64)

    # -- one step -------------------------------------------------------------------

    def step(self, number: int, step: Step) -> None:
        """Find, judge and settle the pairs of one step."""
        absent = [k for k in step.keys if not (self.left.has(k) and self.right.has(k))]
        if absent:
            self.skipped += [step.method]
            self.absent |= dict.fromkeys(absent)
            return
        p, r = self._candidates(step)
        if len(self.refused):
            allowed = ~np.isin(p * self.right.size + r, self.refused)
            p, r = p[allowed], r[allowed]
        if not len(p):
            return
        pairs = Pairs(p, r, number, self.evidence.compare(p, r))
        pairs.agree, pairs.against = self.evidence.points(pairs.verdicts, step.keys)
        self._settle(step, pairs)

    def note_what_was_skipped(self) -> None:
        """One sentence for all steps that had nothing to join by."""
        if self.skipped:
            fields = [field_message(name) for name in self.absent]
            count = len(self.skipped)
            self.notes.append(Message("matching.steps_skipped", count=count, fields=fields))

    def _settle(self, step: Step, pairs: Pairs) -> None:
        """Split the candidates into better ones, contradictions, doubts and competitors."""
        other_code = self._other_code(pairs, step)
        area_differs = self.evidence.is_different(pairs.verdicts, "area")
        outvoted = (pairs.against > 0) & (pairs.against >= pairs.agree)
        contradicted = outvoted | other_code
        supported = pairs.agree >= max(step.need, 1)
        if step.suggest_only:
            plain = ~contradicted & ~area_differs & ~self.row_doubtful[pairs.r]
            self._suggest(pairs.take(plain))
            return
        doubtful = self.row_doubtful[pairs.r]
        self._remember_better(pairs, step, doubtful & supported & ~area_differs)
        pairs_of_row = ~doubtful & ~contradicted
        if step.report_conflict:
            self._conflict(pairs.take(~doubtful & contradicted), KEYS_CONTRADICT)
        only_area = pairs_of_row & area_differs & ~supported
        if step.report_conflict:
            self._conflict(pairs.take(only_area), AREA_DIFFERS)
        enough = pairs_of_row & ~only_area & (pairs.agree >= step.need)
        weak = pairs_of_row & ~only_area & (pairs.agree < step.need)
        self._compete(step, pairs.take(enough), area_differs[enough])
        self._suggest(pairs.take(weak & self.row_open[pairs.r] & self.parcel_open[pairs.p]))
        if step.report_conflict:
            late = weak & self.row_open[pairs.r] & ~self.parcel_open[pairs.p]
            self._conflict(pairs.take(late), TWO_ROWS)

    def _other_code(self, pairs: Pairs, step: Step) -> np.ndarray:
        """The row's code is the code of another parcel."""
        columns = [
            i
            for i, f in enumerate(self.evidence.fields)
            if f.kind == "code" and f.name not in step.keys
        ]
        return (pairs.verdicts[:, columns] == DIFFERENT).any(axis=1)

    # -- candidates -----------------------------------------------------------------

    def _candidates(self, step: Step) -> tuple[np.ndarray, np.ndarray]:
        """Positions (parcels, rows) whose keys agree in the form of the step."""
        rows = np.flatnonzero(self.row_open)
        everywhere = step.form == "exact" or step.report_conflict
        parcels = np.arange(self.left.size) if everywhere else np.flatnonzero(self.parcel_open)
        texts = [k for k in step.keys if self.profile.field(k).kind != "area"]
        for key in texts:
            rows = rows[~self.right.missing(key)[rows]]
            parcels = parcels[~self.left.missing(key)[parcels]]
        if not len(rows) or not len(parcels):
            return rows[:0], parcels[:0]
        if step.form == "near":
            p, r = self._near(step, parcels, rows)
        else:
            p, r = self._equal(step, texts, parcels, rows)
        if len(texts) < len(step.keys):
            near_area = self.evidence.compare(p, r)[:, self.evidence.names.index("area")] == SAME
            p, r = p[near_area], r[near_area]
        return p, r

    def _equal(
        self, step: Step, keys: list[str], parcels: np.ndarray, rows: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        if len(rows) * 2 < len(parcels):  # few rows left: look only at parcels they can name
            named = self.left.keys_at(keys[-1], step.form, parcels)
            wanted = pd.unique(self.right.keys_at(keys[-1], step.form, rows))
            parcels = parcels[pd.Series(named).isin(wanted).to_numpy()]
        left, right = self._codes(keys, step.form, parcels, rows)
        most = max(left.max(initial=-1), right.max(initial=-1)) + 1
        n_left, n_right = np.bincount(left, minlength=most), np.bincount(right, minlength=most)
        crowded = n_left.astype(np.int64) * n_right > _MOST_PAIRS_OF_A_KEY
        if crowded.any() and step.cardinality != "n:m":
            method, count = method_message(step.method), int(crowded.sum())
            self.notes.append(Message("matching.placeholder", method=method, count=count))
            parcels, rows = parcels[~crowded[left]], rows[~crowded[right]]
            left, right = left[~crowded[left]], right[~crowded[right]]
        if len(n_left) and n_left.max() <= 1:
            position = np.full(most, -1, dtype=np.int64)
            position[left] = parcels
            partner = position[right]
            hit = partner >= 0
            return partner[hit], rows[hit]
        j, i = join_equal(right, left)
        return parcels[i], rows[j]

    def _codes(
        self, keys: list[str], form: str, parcels: np.ndarray, rows: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """The keys of both sides as integers, equal where all keys are equal."""
        codes = np.zeros(len(parcels) + len(rows), dtype=np.int64)
        for position, key in enumerate(keys):
            left = self.left.keys_at(key, form, parcels)
            right = self.right.keys_at(key, form, rows)
            one, distinct = pd.factorize(np.concatenate([left, right]))
            if position == 0:
                codes = one.astype(np.int64)
            else:
                codes = pd.factorize(codes * len(distinct) + one)[0].astype(np.int64)
        return codes[: len(parcels)], codes[len(parcels) :]

    def _near(
        self, step: Step, parcels: np.ndarray, rows: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        others = [key for key in step.keys if key != step.near]
        left_group: Optional[np.ndarray] = None
        right_group: Optional[np.ndarray] = None
        if others:
            left_group, right_group = self._codes(others, "normal", parcels, rows)
        kind = self.profile.field(step.near).kind
        j, i = near_pairs(
            near_keys(self.right.texts(step.near)[rows], kind),
            near_keys(self.left.texts(step.near)[parcels], kind),
            right_group,
            left_group,
        )
        return parcels[i], rows[j]

    # -- fates ----------------------------------------------------------------------

    def _accept(self, pairs: Pairs) -> None:
        self.row_open[pairs.r] = False
        self.parcel_open[pairs.p] = False
        self.partner[pairs.p] = pairs.r
        self.found.append(pairs.with_fate(accepted=True))

    def _conflict(self, pairs: Pairs, kind: int) -> None:
        if len(pairs.p):
            self.row_doubtful[pairs.r] = True
            self.found.append(pairs.with_fate(conflict=kind))

    def _suggest(self, pairs: Pairs) -> None:
        if len(pairs.p):
            self.found.append(pairs.with_fate())

    def _remember_better(self, pairs: Pairs, step: Step, candidates: np.ndarray) -> None:
        """For a row in conflict: a free parcel that its other keys name."""
        code_points = np.zeros(len(pairs.p), dtype=np.int16)
        for column, one in enumerate(self.evidence.fields):
            if one.kind == "code" and one.name not in step.keys:
                differs = pairs.verdicts[:, column] == DIFFERENT
                code_points += np.where(differs, one.against, 0).astype(np.int16)
        fair = (pairs.against - code_points) < pairs.agree
        better = pairs.take(candidates & fair & self.parcel_open[pairs.p])
        if len(better.p):
            self.found.append(better.with_fate(better=True))

    # -- competition ----------------------------------------------------------------

    def _compete(self, step: Step, pairs: Pairs, area_differs: np.ndarray) -> None:
        """Accept each pair that is the best of its row and of its parcel."""
        if not len(pairs.p):
            return
        wins, loses = self._winners(step, pairs)
        self._accept(pairs.take(wins & ~area_differs))
        held = pairs.take(wins & area_differs)
        self.row_open[held.r] = False
        self.parcel_open[held.p] = False
        self._conflict(held, AREA_DIFFERS)
        if not loses.any():
            return
        rivals = np.bincount(pairs.p, minlength=self.left.size)[pairs.p] > 1
        taken = ~self.parcel_open[pairs.p]
        self._conflict(pairs.take(loses & (rivals | taken)), TWO_ROWS)
        self._conflict(pairs.take(loses & ~(rivals | taken)), TWO_PARCELS)

    def _winners(self, step: Step, pairs: Pairs) -> tuple[np.ndarray, np.ndarray]:
        everyone = np.ones(len(pairs.p), dtype=bool)
        if step.cardinality == "n:m":
            return everyone, ~everyone
        many = np.full(len(pairs.p), step.cardinality == "n:1") | self._one_of_many(pairs.r)
        alone_in_row = np.bincount(pairs.r, minlength=self.right.size)[pairs.r] == 1
        alone_on_parcel = np.bincount(pairs.p, minlength=self.left.size)[pairs.p] == 1
        wins = alone_in_row & (many | (alone_on_parcel & self.parcel_open[pairs.p]))
        contested = np.flatnonzero(~wins)
        if len(contested):
            wins[contested] = self._settle_contest(pairs.take(contested), many[contested])
        return wins, ~wins & self.row_open[pairs.r] & ~self._row_won(pairs.r, wins)

    @staticmethod
    def _row_won(r: np.ndarray, wins: np.ndarray) -> np.ndarray:
        won = np.zeros(r.max(initial=-1) + 1, dtype=bool)
        won[r[wins]] = True
        return won[r]

    def _one_of_many(self, rows: np.ndarray) -> np.ndarray:
        """Rows that the register itself calls one of several on a parcel (a condo unit)."""
        many = np.zeros(len(rows), dtype=bool)
        for column in self.profile.many_when:
            if column in self.register.columns:
                many |= self.register[column].notna().to_numpy()[rows]
        return many

    def _settle_contest(self, pairs: Pairs, many: np.ndarray) -> np.ndarray:
        """Best of its row and best of its parcel, by points; a tie has no winner.

        Rows that share one document between different owners do not compete, and of rows
        that are the same in every key the first stands for all.
        """
        rows, where = np.unique(pairs.r, return_inverse=True)
        party, twin = self._parties(rows)
        partner = self.partner[pairs.p]
        shares = self._shares_with(pairs.r, partner)
        frame = pd.DataFrame(
            {
                "p": pairs.p,
                "r": pairs.r,
                "party": party[where],
                "twin": twin[where],
                "value": pairs.agree.astype(np.int64) - pairs.against,
            }
        )
        first = ~frame.duplicated(["p", "twin"]) | many
        open_for_it = first & (many | shares | self.parcel_open[pairs.p])
        runs = frame[open_for_it]
        best_of_row = _is_only_best(runs, "r", "p")
        best_of_parcel = _is_only_best(runs, "p", "party") | many[open_for_it]
        wins = np.zeros(len(frame), dtype=bool)
        wins[np.flatnonzero(open_for_it)] = best_of_row & best_of_parcel
        return wins

    def _parties(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """For each row: the number of its share group, and of its twins (identical rows)."""
        keys = pd.DataFrame(
            {
                name: self.right.numbers(name)[rows]
                if self.profile.field(name).kind == "area"
                else self.right.normal_at(name, rows)
                for name in self.profile.names
                if self.right.has(name)
            }
        )
        twin = keys.groupby(list(keys.columns), dropna=False, sort=False).ngroup().to_numpy()
        party = np.arange(len(rows))
        shares = [*self.profile.shares, self.profile.share_owner]
        if self.profile.shares and set(shares) <= set(keys):
            known = keys[shares].notna().all(axis=1)
            group = keys[known].groupby(list(self.profile.shares), sort=False).ngroup()
            party[known.to_numpy()] = len(rows) + group.to_numpy()
        return party, twin

    def _shares_with(self, rows: np.ndarray, partners: np.ndarray) -> np.ndarray:
        """Rows that are another owner's share of the row their parcel already has."""
        shared = partners >= 0
        names = [*self.profile.shares, self.profile.share_owner]
        if not self.profile.shares or not all(name and self.right.has(name) for name in names):
            return np.zeros(len(rows), dtype=bool)
        if not shared.any():
            return shared
        for name in names:
            mine, theirs = self.right.normal_at(name, rows), self.right.normal_at(name, partners)
            present = ~pd.isna(mine) & ~pd.isna(theirs)
            same = mine == theirs
            shared &= present & (~same if name == self.profile.share_owner else same)
        return shared


def _area_note(result: MatchResult) -> Optional[Message]:
    """When many pairs fail on area alone, the tolerance may be too small for this map."""
    pairs, area = result.pairs, next((f for f in result.fields if f == "area"), None)
    differs = pairs["conflict"] == "area_differs"
    count, every = int(differs.sum()), int(((pairs["outcome"] == "matched") | differs).sum())
    if area is None or count < _SOME or count < _MANY_AREAS * every:
        return None
    chosen = pairs[(pairs["outcome"] == "matched") | differs]
    left = result.left.numbers(area)[chosen["p"]]
    right = result.right.numbers(area)[chosen["r"]]
    apart = np.abs(left - right) / np.fmax(left, right)
    enough = int(np.ceil(100 * np.nanquantile(apart, _COVERED)))
    return Message("matching.many_areas_differ", count=count, every=every, percent=enough)


def _pair_numbers(
    parcels: pd.DataFrame, register: pd.DataFrame, pairs: Optional[pd.DataFrame]
) -> np.ndarray:
    """Pairs of uuids as one number each; pairs of strangers are left out."""
    if pairs is None or pairs.empty:
        return np.zeros(0, dtype=np.int64)
    p = pd.Index(parcels["uuid"]).get_indexer(pairs["parcel_uuid"])
    r = pd.Index(register["uuid"]).get_indexer(pairs["register_uuid"])
    both = (p >= 0) & (r >= 0)
    return p[both] * np.int64(len(register)) + r[both]


def _is_only_best(frame: pd.DataFrame, within: str, rivals: str) -> np.ndarray:
    """Rows with the highest value of their group, where no other rival reaches it."""
    best = frame["value"] == frame.groupby(within)["value"].transform("max")
    top = frame[best].groupby(within)[rivals].nunique()
    return (best & (frame[within].map(top) == 1)).to_numpy()
