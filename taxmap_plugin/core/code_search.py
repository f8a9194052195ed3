"""How people write a code that they look for: ``01A 002``, ``01a-002``, ``01A002-003``."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from .parcel_code import normalise

_DASHES = re.compile("[‐‑‒–—−]")


def spellings(text: str) -> tuple[str, ...]:
    """The codes, or parts of codes, that a text may mean; none where it is empty.

    In capitals and Arabic digits, without spaces. A hyphen is one of the code, or none, or
    stands for the stroke of a suffix.
    """
    close = _DASHES.sub("-", "".join(normalise(text).split()))
    found = (close, close.replace("-", ""), close.strip("-").replace("-", "/"))
    return tuple(dict.fromkeys(filter(None, found)))


def texts_with(texts: pd.Series, word: str) -> np.ndarray:
    """Which texts (lower case) hold a word as it is typed, or as a code that it may mean."""
    ways = {word, *(code.lower() for code in spellings(word))}
    found = [texts.str.contains(way, regex=False).to_numpy(dtype=bool) for way in ways]
    return np.asarray(np.logical_or.reduce(found))
