"""A list beside what we have: only here, only there, different; every row of the list has a fate.

Rows are paired by the keys of the kind, one key after the other, where a key names one thing on
each side. What several things here have is doubtful and judged neither way. A blank of the list
says nothing; a blank here where the list has a value is a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ..core.feedback import Feedback, check_cancelled
from ..core.message import Message
from ..core.reconcile import PERMIT, Compared, Difference, Kind, What
from .layer_values import text_of
from .reconcile_list import List
from .reconcile_owner import OwnersHere
from .reconcile_pair import pair
from .reconcile_value import (
    compared_values,
    differs,
    differs_message,
    key_name,
    label,
    normal_column,
    plain,
    same,
    shown,
)

SAME, DIFFERENT, ONLY_THERE, GONE = "same", "different", "only_there", "gone"
REPEATED, DOUBTFUL, NO_KEY = "repeated", "doubtful", "no_key"
FATES = (SAME, DIFFERENT, ONLY_THERE, GONE, REPEATED, DOUBTFUL, NO_KEY)
_OWNER = "owner"
_NO_KEY = Message("reconcile.no_key")
_PERMIT, _WHERE = "permit_no", ("block_code", "place")


@dataclass
class Comparison:
    """What became of each row: ``rows`` (row, fate, name, why: a Message or None); what does not
    agree; how many of our things were found in the list, and were not judged. ``seen`` are the
    keys of all that was looked at, whether it agrees or not; ``present`` the uuids and the keys of
    all that is here."""

    kind: Kind
    rows: pd.DataFrame
    found: list[Difference] = field(default_factory=list)
    here: int = 0
    here_found: int = 0
    here_unjudged: int = 0
    whole: bool = False
    seen: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()

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
        self.pairs = pair(there, here, kind)
        self.why = np.full(len(there), None, dtype=object)
        self.fate = np.full(len(there), GONE if kind.gone_there else ONLY_THERE, dtype=object)
        self.fate[self.pairs.first < 0], self.why[self.pairs.first < 0] = NO_KEY, _NO_KEY
        names = dict.fromkeys(name for key in kind.keys for name in plain(key.columns))
        self.cells_there, self.cells_here = (
            {name: text_of(frame, name).to_numpy(dtype=object) for name in (*names, *more)}
            for frame, more in ((there.frame, [_PERMIT]), (here, ["code"]))
        )
        self.names = list(names)
        self._set_aside()

    def _set_aside(self) -> None:
        """Rows that repeat another one, and those of which it is not sure what they mean."""
        pairs, rows = self.pairs, self.there.rows
        compared = [c for c in self._compared() if c.read_as != _OWNER]
        values = [compared_values(self.there.frame, c) for c in compared]
        for at in np.flatnonzero((pairs.first >= 0) & ~pairs.leads):
            lead = pairs.first[at]
            is_same = all(same(column[at], column[lead]) for column in values)
            word = "reconcile.repeated" if is_same else "reconcile.repeated_other"
            self.fate[at], self.why[at] = REPEATED, Message(word, row=int(rows[lead]))
        for at in np.flatnonzero(pairs.again >= 0):
            row = int(rows[pairs.again[at]])
            self.fate[at], self.why[at] = REPEATED, Message("reconcile.repeated_other", row=row)
        for at in np.flatnonzero(pairs.meant > 0):
            count = int(pairs.meant[at])
            self.fate[at], self.why[at] = DOUBTFUL, Message("reconcile.doubtful", count=count)

    # -- what does not agree -----------------------------------------------------------------

    def differ(self) -> None:
        """Of the pairs: which columns are not the same, or that the thing still stands."""
        paired = np.flatnonzero(self.pairs.target >= 0)
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
            called = self._name_here(self.pairs.target[at])
            message = Message("reconcile.different", name=called, differences=differences)
            self._tell("different", at, message)

    def _tell(self, what: What, at: int, message: Message) -> None:
        self.fate[at], self.why[at] = DIFFERENT, message
        self.found.append(self._of_here(what, int(self.pairs.target[at]), message))

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
            for frame, at in ((self.here, self.pairs.target[paired]), (self.there.frame, paired))
        )
        shown_here = self.here[column.column].to_numpy(dtype=object)
        shown_there = self.there.frame[column.column].to_numpy(dtype=object)
        for place in np.flatnonzero(differs(ours, theirs, column)):
            at = int(paired[place])
            here = shown(shown_here[self.pairs.target[at]], column)
            yield at, differs_message(column, here, shown(shown_there[at], column))

    def _owners(self, column: Compared, paired: np.ndarray) -> Iterator[tuple[int, Message]]:
        """Whom the list names of things that somebody holds here, and who is not among these."""
        named = self.owners.named(self.there.parts)
        if named["person"].isna().all():
            return
        of_lead = named.assign(lead=self.pairs.first)[named["person"].notna()].groupby("lead")
        groups = {int(str(lead)): rows for lead, rows in of_lead}
        uuids = self.here["uuid"].tolist()
        for at in map(int, paired):
            if at not in groups:
                continue
            holders = self.owners.of(uuids[self.pairs.target[at]])
            strangers = [person for person in groups[at]["person"] if person not in holders]
            if strangers and holders:
                ours = [self.owners.shown.get(one) or "–" for one in sorted(holders)]
                theirs = list(dict.fromkeys(groups[at]["shown"]))
                yield at, differs_message(column, ours, theirs)

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
        for at in np.flatnonzero(self._judged() & ~self.pairs.taken):
            message = Message("reconcile.only_here", name=self._name_here(at))
            self.found.append(self._of_here("only_here", int(at), message))

    def outcome(self, whole: bool) -> Comparison:
        rows = pd.DataFrame({"row": self.there.rows, "fate": self.fate})
        rows["name"] = [self._name(at) for at in range(len(rows))]
        rows["why"] = self.why
        unjudged = int((~self._judged() & ~self.pairs.taken).sum())
        numbers = len(self.here), int(self.pairs.taken.sum()), unjudged
        seen = {self._key(at) for at in np.flatnonzero(self.pairs.leads)}
        seen.update(self.here.loc[self.pairs.taken, "uuid"])
        present = {*self.here["uuid"], *self._keys_here()}
        keys = frozenset(seen), frozenset(present)
        return Comparison(self.kind, rows, self.found, *numbers, whole, *keys)

    def _judged(self) -> np.ndarray:
        """Things here that have a key, and that no doubtful row may mean."""
        return self.pairs.named & ~self.pairs.doubted

    # -- what things are called --------------------------------------------------------------

    def _of_here(self, what: What, at: int, message: Message) -> Difference:
        row = self.here.iloc[at]
        block, place = (None if _is_blank(row[name]) else row[name] for name in _WHERE)
        told = self._name_here(at), message, self.kind.table, row["uuid"], block, place
        return Difference(what, str(row["uuid"]), *told)

    def _name_here(self, at: int) -> str:
        """Its code, else the first of its keys that it has."""
        return self._first_of(self.cells_here, ["code", *self.names], at)

    def _name(self, at: int) -> str:
        """The first of its key columns that a row of the list has."""
        return self._first_of(self.cells_there, self.names, at)

    def _first_of(self, cells: dict[str, np.ndarray], names: Sequence[str], at: int) -> str:
        """A code of a value list is no name."""
        texts = (cells[name][at] for name in names if not self.kind.column(name).shown_as)
        return next((str(text) for text in texts if text), "–")

    def _called(self, at: int) -> dict[str, Any]:
        """What a row says in its key columns, and the number of its permit."""
        says = []
        for name, text in self._says(at):
            column = self.kind.column(name)
            value = shown(text, column)
            says.append(Message("reconcile.says", column=label(column), value=value))
        permit = self.cells_there[_PERMIT][at]
        if permit:
            says.append(Message("reconcile.permit", number=permit))
        return {"says": says}

    def _says(self, at: int) -> list[tuple[str, str]]:
        cells = ((name, self.cells_there[name][at]) for name in self.names)
        return [(name, str(cell)) for name, cell in cells if cell]

    def _key(self, at: int) -> str:
        """The first key that a row has, evened out, by which it is known again."""
        for key, texts in zip(self.kind.keys, self.pairs.keys):
            if texts[at] is not None:
                permit = self.cells_there[_PERMIT][at]
                return key_name(key, texts[at]) + (f"{PERMIT}{permit}" if permit else "")
        return ""

    def _keys_here(self) -> Iterator[str]:
        for key, texts in zip(self.kind.keys, self.pairs.keys_here):
            yield from (key_name(key, text) for text in texts if text is not None)


def _is_blank(value: Any) -> bool:
    return value is None or value != value
