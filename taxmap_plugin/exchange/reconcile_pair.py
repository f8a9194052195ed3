"""Which row of a list is which of our things: by the keys of its kind, one after the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..core.reconcile import Kind
from .reconcile_list import List
from .reconcile_value import normal_frame
from .register_rows import first_of_its_kind, key_texts, row_texts


@dataclass(frozen=True)
class Pairs:
    """Positions of rows of a list, and of our things.

    ``first``: the first row about the same thing (-1 without a key). ``target``: our thing, -1
    without one. ``meant``: how many of ours a row may mean, where it is not sure which. ``again``:
    the row with which the only thing that it may mean is paired already, else -1. ``taken`` and
    ``doubted`` are ours that were paired, or may be meant; ``named`` have a key. ``keys`` are what
    each row is called by each key (None without), ``keys_here`` what each of ours is.
    """

    first: np.ndarray
    target: np.ndarray
    meant: np.ndarray
    again: np.ndarray
    taken: np.ndarray
    doubted: np.ndarray
    named: np.ndarray
    keys: list[np.ndarray]
    keys_here: list[np.ndarray]

    @property
    def leads(self) -> np.ndarray:
        """Rows that are the first about their thing."""
        return self.first == np.arange(len(self.first))


def pair(there: List, here: pd.DataFrame, kind: Kind) -> Pairs:
    """Pair the rows with our things, each thing once (but by keys of ``many``).

    A row that has no stronger key and names what another one was paired with is ``again``.
    """
    keys_there, keys_here = (
        [key_texts(norm, key.columns) for key in kind.keys]
        for norm in (normal_frame(there.frame, kind), normal_frame(here, kind))
    )
    first = _first(there, kind, keys_there)
    open_ = first == np.arange(len(there))
    taken = np.zeros(len(here) + 1, dtype=bool)  # the last for none
    doubted, any_key = np.zeros((2, len(here)), dtype=bool)
    met_by, target, again = (np.full(size, -1) for size in (len(here), len(there), len(there)))
    meant, nameless = np.zeros(len(there), dtype=np.int64), np.ones(len(there), dtype=bool)
    for key, left, right in zip(kind.keys, keys_there, keys_here):
        named = right.notna().to_numpy()
        ours = pd.Series(np.flatnonzero(named), index=pd.Index(right[named], dtype=object))
        asked = left.where(pd.Series(open_), None)
        if not key.many:
            asked = asked.where(~asked.duplicated(keep=False), None)
        met = asked.map(ours.groupby(level=0).size()).fillna(0).to_numpy(np.int64)
        at = asked.map(ours[~ours.index.duplicated()]).fillna(-1).to_numpy(np.int64)
        wanted = (met > 0) if key.many else (met == 1)
        is_free = key.many | ~taken[at]
        hit = np.flatnonzero(wanted & is_free)
        target[hit] = at[hit]
        taken[at[hit]], met_by[at[hit]], open_[hit] = True, hit, False
        other = np.flatnonzero(wanted & ~is_free & nameless)
        again[other] = met_by[at[other]]
        nameless &= left.isna().to_numpy()
        several = np.flatnonzero((met > 1) & open_)
        meant[several] = np.maximum(meant[several], met[several])
        doubted |= named & right.isin(set(asked.iloc[several])).to_numpy()
        any_key |= named
    meant[~open_], again[~open_] = 0, -1
    texts = ([column.to_numpy(dtype=object) for column in side] for side in (keys_there, keys_here))
    return Pairs(first, target, meant, again, taken[:-1], doubted, any_key, *texts)


def _first(there: List, kind: Kind, keys: list[pd.Series]) -> np.ndarray:
    """What only a key of ``many`` names is the same only where all of the row is."""
    texts = pd.Series(row_texts(there.source.frame, there.mapping), dtype=object)
    named = pd.Series(None, index=texts.index, dtype=object)
    for number, (key, own) in enumerate(zip(kind.keys, keys)):
        name = str(number) + (own + "\x1e" + texts if key.many else own)
        named = named.where(named.notna(), name.where(own.notna(), None))
    return first_of_its_kind(named.where(named.notna(), None))
