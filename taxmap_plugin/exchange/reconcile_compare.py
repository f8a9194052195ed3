"""A list beside what we have: only here, only there, different; every row of the list has a fate.

Rows are paired by the keys of the kind, one key after the other, where a key names one thing on
each side. What several things here have is doubtful and judged neither way. A blank of the list
says nothing; a blank here where the list has a value is a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ..core.feedback import Feedback, check_cancelled
from ..core.message import Message
from ..core.reconcile import Compared, Difference, Kind
from .layer_values import text_of
from .reconcile_list import List
from .reconcile_owner import OwnersHere
from .reconcile_value import (
    compared_values,
    differs,
    differs_message,
    label,
    normal_column,
    normal_frame,
    plain,
    same,
    shown,
)
from .register_rows import first_of_its_kind, key_texts, row_texts

SAME, DIFFERENT, ONLY_THERE, GONE = "same", "different", "only_there", "gone"
REPEATED, DOUBTFUL, NO_KEY = "repeated", "doubtful", "no_key"
FATES = (SAME, DIFFERENT, ONLY_THERE, GONE, REPEATED, DOUBTFUL, NO_KEY)
_OWNER = "owner"
_PERMIT = "permit_no"


@dataclass
class Comparison:
    """What became of each row: ``rows`` (row, fate, name, why: a Message or None); what does not
    agree; how many of our things were found in the list, and were not judged. ``seen`` are the
    keys of all that was looked at, whether it agrees or not."""

    kind: Kind
    rows: pd.DataFrame
    found: list[Difference] = field(default_factory=list)
    here: int = 0
    here_found: int = 0
    here_unjudged: int = 0
    whole: bool = False
    seen: frozenset[str] = frozenset()

    @property
    def counts(self) -> Counter[str]:
        """Rows of the list by their fate: they add up to all of them."""
        return Counter(self.rows["fate"])

    @property
    def only_here(self) -> int:
        return sum(one.what == "only_here" for one in self.found)


def compare(
    there: List,
    here: pd.DataFrame,
    parcels: pd.DataFrame,
    owners: OwnersHere,
    kind: Kind,
    whole: bool,
    feedback: Feedback,
) -> Comparison:
    """Compare a list with our things (``reconcile_here.read_here``).

    ``whole``: the list covers the whole municipality, so what it lacks is told, where lists of the
    kind are about all things. Raises Cancelled.
    """
    work = _Work(there, here.reset_index(drop=True), owners, kind)
    work.pair()
    check_cancelled(feedback)
    feedback.progress(0.5)
    work.differ()
    check_cancelled(feedback)
    work.only_there(parcels)
    if whole and kind.judges_here:
        work.only_here()
    feedback.progress(1.0)
    return work.outcome(whole and kind.judges_here)


class _Work:
    """Positions are those of the rows of the list (``there``) and of our things (``here``)."""

    def __init__(self, there: List, here: pd.DataFrame, owners: OwnersHere, kind: Kind) -> None:
        self.there, self.here, self.owners, self.kind = there, here, owners, kind
        self.found: list[Difference] = []
        self.keys_there, self.keys_here = (
            [key_texts(norm, key.columns) for key in kind.keys]
            for norm in (normal_frame(there.frame, kind), normal_frame(here, kind))
        )
        count = len(there)
        self.why = np.full(count, None, dtype=object)
        self.fate = np.full(count, ONLY_THERE if not kind.gone_there else GONE, dtype=object)
        self.target = np.full(count, -1, dtype=np.int64)
        self.first = self._first()
        self.leads = self.first == np.arange(count)
        self.fate[self.first < 0] = NO_KEY
        self.permits = text_of(there.frame, _PERMIT).to_numpy(dtype=object)
        self.doubted = np.zeros(len(here), dtype=bool)
        self._name_repeated()

    # -- which row is which ------------------------------------------------------------------

    def _first(self) -> np.ndarray:
        """For each row the first one about the same thing; -1 without a key. What only a key of
        ``many`` names is the same only where all of the row is."""
        texts = pd.Series(row_texts(self.there.source.frame, self.there.mapping), dtype=object)
        named = pd.Series(None, index=texts.index, dtype=object)
        for number, (key, own) in enumerate(zip(self.kind.keys, self.keys_there)):
            own = own.reset_index(drop=True)
            name = str(number) + (own + "\x1e" + texts if key.many else own)
            named = named.where(named.notna(), name.where(own.notna(), None))
        return first_of_its_kind(named.where(named.notna(), None))

    def _name_repeated(self) -> None:
        again = np.flatnonzero((self.first >= 0) & ~self.leads)
        self.fate[again] = REPEATED
        compared = [c for c in self._compared() if c.read_as != _OWNER]
        norm = {c.column: compared_values(self.there.frame, c) for c in compared}
        for at in again:
            lead = self.first[at]
            is_same = all(same(v[at], v[lead]) for v in norm.values())
            word = "reconcile.repeated" if is_same else "reconcile.repeated_other"
            self.why[at] = Message(word, row=int(self.there.rows[lead]))

    def pair(self) -> None:
        """One key after the other; each thing here is paired once.

        A row that has no stronger key and names what another one was paired with repeats that.
        """
        open_, taken = self.leads.copy(), np.zeros(len(self.here) + 1, dtype=bool)  # the last: none
        nameless = np.ones(len(self.there), dtype=bool)
        met_by = np.full(len(self.here), -1, dtype=np.int64)
        meant = np.zeros(len(self.there), dtype=np.int64)
        again = np.full(len(self.there), -1, dtype=np.int64)
        for key, there, here in zip(self.kind.keys, self.keys_there, self.keys_here):
            named = here.notna().to_numpy()
            ours = pd.Series(np.flatnonzero(named), index=pd.Index(here[named], dtype=object))
            asked = there.reset_index(drop=True).where(pd.Series(open_), None)
            if not key.many:
                asked = asked.where(~asked.duplicated(keep=False), None)
            met = asked.map(ours.groupby(level=0).size()).fillna(0).to_numpy(np.int64)
            first = asked.map(ours[~ours.index.duplicated()]).fillna(-1).to_numpy(np.int64)
            wanted = (met > 0) if key.many else (met == 1)
            is_free = key.many | ~taken[first]
            hit = np.flatnonzero(wanted & is_free)
            self.target[hit] = first[hit]
            taken[first[hit]], met_by[first[hit]], open_[hit] = True, hit, False
            other = np.flatnonzero(wanted & ~is_free & nameless)
            again[other] = met_by[first[other]]
            nameless &= there.isna().to_numpy()
            several = np.flatnonzero((met > 1) & open_)
            meant[several] = np.maximum(meant[several], met[several])
            self.doubted |= named & here.isin(set(asked.iloc[several])).to_numpy()
        for at in np.flatnonzero(open_ & (meant > 0)):
            count = int(meant[at])
            self.fate[at], self.why[at] = DOUBTFUL, Message("reconcile.doubtful", count=count)
        for at in np.flatnonzero(open_ & (meant == 0) & (again >= 0)):
            row = int(self.there.rows[again[at]])
            self.fate[at], self.why[at] = REPEATED, Message("reconcile.repeated_other", row=row)
        self.taken = taken[:-1]

    # -- what does not agree -----------------------------------------------------------------

    def differ(self) -> None:
        """Of the pairs: which columns are not the same, or that the thing still stands."""
        paired = np.flatnonzero(self.target >= 0)
        self.fate[paired] = SAME
        if self.kind.gone_there:
            for at in paired:
                self._tell("different", at, Message("reconcile.still_here", **self._called(at)))
            return
        told: dict[int, list[Message]] = {}
        for column in self._compared():
            for at, message in self._differences(column, paired):
                told.setdefault(at, []).append(message)
        for at, differences in sorted(told.items()):
            called = self._name_here(self.target[at])
            message = Message("reconcile.different", name=called, differences=differences)
            self._tell("different", at, message)

    def _tell(self, what: Any, at: int, message: Message) -> None:
        self.fate[at], self.why[at] = DIFFERENT, message
        self.found.append(self._of_here(what, int(self.target[at]), message))

    def _compared(self) -> list[Compared]:
        both = set(self.there.frame) & set(self.here)
        return [
            one
            for one in self.kind.columns
            if one.is_compared and (one.column in both or one.read_as == _OWNER)
        ]

    def _differences(self, column: Compared, paired: np.ndarray) -> Iterator[tuple[int, Message]]:
        if column.read_as == _OWNER:
            yield from self._owners(column, paired)
            return
        ours, theirs = (
            compared_values(frame, column).take(at)
            for frame, at in ((self.here, self.target[paired]), (self.there.frame, paired))
        )
        shown_here = self.here[column.column].to_numpy(dtype=object)
        shown_there = self.there.frame[column.column].to_numpy(dtype=object)
        for place in np.flatnonzero(differs(ours, theirs, column)):
            at = int(paired[place])
            here = shown(shown_here[self.target[at]], column)
            yield at, differs_message(column, here, shown(shown_there[at], column))

    def _owners(self, column: Compared, paired: np.ndarray) -> Iterator[tuple[int, Message]]:
        """Whom the list names, and who does not hold the thing here."""
        named = self.owners.named(self.there.parts)
        if named["person"].isna().all():
            return
        of_lead = named.assign(lead=self.first)[named["person"].notna()].groupby("lead")
        groups = {int(str(lead)): rows for lead, rows in of_lead}
        uuids = self.here["uuid"].tolist()
        for at in map(int, paired):
            if at not in groups:
                continue
            holders = self.owners.of(uuids[self.target[at]])
            strangers = [person for person in groups[at]["person"] if person not in holders]
            if strangers:
                ours = [self.owners.shown.get(one) or "–" for one in sorted(holders)]
                theirs = list(dict.fromkeys(groups[at]["shown"]))
                yield at, differs_message(column, ours or "–", theirs)

    def only_there(self, parcels: pd.DataFrame) -> None:
        """What the list has and we do not, on its parcel where that is here."""
        if self.kind.gone_there:
            return
        codes = pd.Series(normal_column(parcels, self.kind, "source_parcel_code"))
        at_code = pd.Series(np.arange(len(parcels)), index=pd.Index(codes, dtype=object))
        at_code = at_code[at_code.index.notna() & ~at_code.index.duplicated(keep=False)]
        asked = pd.Series(normal_column(self.there.frame, self.kind, "source_parcel_code"))
        place = asked.map(at_code).fillna(-1).astype(np.int64).tolist()
        for at in np.flatnonzero(self.fate == ONLY_THERE):
            message = Message("reconcile.only_there", **self._called(at))
            self.why[at] = message
            key, name = self._key(at), self._name(at)
            if place[at] < 0:
                self.found.append(Difference("only_there", key, name, message))
                continue
            parcel = parcels.iloc[place[at]]
            told = "parcel", parcel["uuid"], parcel["block_code"], parcel["place"]
            self.found.append(Difference("only_there", key, name, message, *told))

    def only_here(self) -> None:
        """What we have and the list does not, of what has a key by which it could be there."""
        for at in np.flatnonzero(self._judged() & ~self.taken):
            message = Message("reconcile.only_here", name=self._name_here(at))
            self.found.append(self._of_here("only_here", int(at), message))

    def outcome(self, whole: bool) -> Comparison:
        rows = pd.DataFrame({"row": self.there.rows, "fate": self.fate})
        rows["name"] = [self._name(at) for at in range(len(rows))]
        rows["why"] = self.why
        unjudged = int((~self._judged() & ~self.taken).sum())
        numbers = len(self.here), int(self.taken.sum()), unjudged
        seen = {self._key(at) for at in np.flatnonzero(self.leads)}
        seen.update(self.here.loc[self.taken, "uuid"])
        return Comparison(self.kind, rows, self.found, *numbers, whole, frozenset(seen))

    def _judged(self) -> np.ndarray:
        """Things here that have a key, and that no doubtful row may mean."""
        named = np.zeros(len(self.here), dtype=bool)
        for texts in self.keys_here:
            named |= texts.notna().to_numpy()
        return named & ~self.doubted

    # -- what things are called --------------------------------------------------------------

    def _of_here(self, what: Any, at: int, message: Message) -> Difference:
        row = self.here.iloc[at]
        uuid, block = row["uuid"], row["block_code"]
        block = block if isinstance(block, str) else None
        place = row["place"] if row["place"] is not None and row["place"] == row["place"] else None
        name = self._name_here(at)
        return Difference(what, str(uuid), name, message, self.kind.table, uuid, block, place)

    def _name_here(self, at: int) -> str:
        row = self.here.iloc[at]
        names = [row["code"], *(row.get(n) for key in self.kind.keys for n in plain(key.columns))]
        return next((str(one) for one in names if isinstance(one, str) and one), "–")

    def _name(self, at: int) -> str:
        """The first of its key columns that a row of the list has."""
        return next((text for _, text in self._says(at)), "–")

    def _called(self, at: int) -> dict[str, Any]:
        """What a row says in its key columns, and in the number of its permit."""
        says = [
            Message("reconcile.says", column=label(self.kind.column(name)), value=text)
            for name, text in self._says(at)
        ]
        if self._permit(at):
            says.append(Message("reconcile.permit", number=self._permit(at)))
        return {"says": says}

    def _says(self, at: int) -> list[tuple[str, str]]:
        names = dict.fromkeys(name for key in self.kind.keys for name in plain(key.columns))
        row = self.there.frame.iloc[at]
        cells = [(name, row.get(name)) for name in names]
        return [(name, str(cell)) for name, cell in cells if isinstance(cell, str) and cell]

    def _key(self, at: int) -> str:
        """The first key that a row has, evened out, by which it is known again."""
        for key, texts in zip(self.kind.keys, self.keys_there):
            own = texts.to_numpy(dtype=object)[at]
            if own is not None:
                parts = [*plain(key.columns), *own.split("\x1f"), self._permit(at)]
                return " ".join(part for part in parts if part)
        return ""

    def _permit(self, at: int) -> str:
        return self.permits[at] or ""
