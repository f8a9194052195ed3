"""The invented words of the demo municipality, from ``resources/demo``."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import ArrayLike

from ..resources import load_csv


@lru_cache(maxsize=None)
def word_table(name: str) -> pd.DataFrame:
    """``resources/demo/NAME.csv`` as text; cached, treat as read-only."""
    return pd.DataFrame(load_csv("demo", f"{name}.csv"))


def places(kind: str) -> pd.DataFrame:
    """Names of one kind of place: columns ``th`` and ``en``."""
    table = word_table("place_name")
    return table.loc[table["kind"] == kind, ["th", "en"]].reset_index(drop=True)


def pick(rng: Generator, count: int, values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """``count`` random ``values`` with the given weights."""
    share = np.asarray(weights, dtype=float)
    return np.asarray(values)[rng.choice(len(values), size=count, p=share / share.sum())]


def only_where(keep: ArrayLike, values: ArrayLike) -> np.ndarray:
    """``values`` as objects, None where ``keep`` is False."""
    kept = np.array(values, dtype=object)
    kept[~np.asarray(keep, dtype=bool)] = None
    return kept


def uuids(rng: Generator, count: int) -> np.ndarray:
    """Random UUIDs (version 4) that depend on the seed only."""
    digits = rng.bytes(16 * count).hex()
    return np.array(
        [
            f"{h[:8]}-{h[8:12]}-4{h[13:16]}-{'89ab'[int(h[16], 16) % 4]}{h[17:20]}-{h[20:]}"
            for h in (digits[i : i + 32] for i in range(0, len(digits), 32))
        ],
        dtype=object,
    )
