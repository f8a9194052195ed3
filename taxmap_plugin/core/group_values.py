"""What each group of rows has in a column, each value once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd


def values_by(frame: pd.DataFrame, keys: Sequence[str], name: str) -> pd.Series:
    """By group (indexed as ``groupby(keys)`` does) the values of ``name`` in order, as a tuple.

    Missing values are left out, and so are groups that have no others.

    >>> rows = pd.DataFrame({"of": ["a", "b", "a", "a"], "is": ["y", "z", "x", "y"]})
    >>> values_by(rows, ["of"], "is").to_dict()
    {'a': ('x', 'y'), 'b': ('z',)}
    """
    pairs = frame[[*keys, name]].dropna(subset=[name]).drop_duplicates()
    pairs = pairs.sort_values([*keys, name], ignore_index=True)
    firsts = ~pairs.duplicated(list(keys)).to_numpy()
    starts = [*np.flatnonzero(firsts), len(pairs)]
    values = pairs[name].to_numpy(object)
    tuples = np.empty(len(starts) - 1, object)
    for at, (begin, end) in enumerate(zip(starts, starts[1:])):
        tuples[at] = tuple(values[begin:end])
    groups = pairs.loc[firsts, list(keys)]
    index = pd.MultiIndex.from_frame(groups) if len(keys) > 1 else pd.Index(groups[keys[0]])
    return pd.Series(tuples, index=index, name=name, dtype=object)
