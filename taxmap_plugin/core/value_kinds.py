"""What the values of a column look like: parcel codes, map sheets, ID numbers, names …

Used to guess which column is what (``columns``) and to find personal data
(``personal_data``). Nothing here decides; it only counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd

from .document_type import is_document_type
from .thai_text import arabic_digits, clean_column, has_name_prefix, match_key

SAMPLE = 5000
"""Rows looked at; more would not change the answer."""

_CODE = r"[0-9]{2,3}[A-Z][0-9]{3,4}(?:/[0-9]{1,3}){0,3}"
_PATTERNS = {
    "parcel_code": re.compile(_CODE),
    "building_code": re.compile(rf"{_CODE}-B[0-9]{{1,4}}"),
    "signboard_code": re.compile(rf"{_CODE}-[PS][0-9]{{1,4}}"),
    "zone": re.compile(r"[0-9]{1,3}"),
    "block_letter": re.compile(r"[A-Z]"),
    "block_full": re.compile(r"[0-9]{2,3}[A-Z]"),
    "lot": re.compile(r"[0-9]{1,4}"),
    "lot_with_suffix": re.compile(r"[0-9]{3}(?:/[0-9]{1,3}){1,3}"),
    "map_sheet": re.compile(
        r"[0-9]{4} ?(?:I{1,3}|IV|[1-4]) ?[0-9]{4}(?:[ -][0-9]{1,2})?(?: 1:[0-9]{3,4})?"
    ),
    "map_scale": re.compile(r"(?:1 ?: ?)?(?:500|1,?000|2,?000|4,?000)"),
    "telephone": re.compile(r"(?:\+66|0)[ -]?[1-9](?:[ -]?[0-9]){7,8}"),
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}"),
    "number": re.compile(r"[0-9]+"),
}


def is_id_number(text: str) -> bool:
    """True for 13 digits whose last is the check digit of a Thai ID or tax number."""
    digits = re.sub(r"[\s-]", "", arabic_digits(text))
    if len(digits) != 13 or not (digits.isascii() and digits.isdigit()):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1)))
    return (11 - total % 11) % 10 == int(digits[-1])


def _is_number(text: str) -> bool:
    """``1`` is a document type's code, but a column of 1 and -1 is anything."""
    return (match_key(text) or "").isdecimal()


_TESTS: dict[str, Callable[[str], bool]] = {
    "id_number": is_id_number,
    "person_name": has_name_prefix,
    "document_type": lambda text: not _is_number(text) and is_document_type(text),
}


def sample_of(series: pd.Series) -> pd.Series:
    """Cleaned value → number of rows, over up to :data:`SAMPLE` filled rows of a column."""
    values = clean_column(series).dropna()
    if len(values) > SAMPLE:
        values = values.iloc[np.linspace(0, len(values) - 1, SAMPLE).astype(int)]
    return values.value_counts()


def share(counts: pd.Series, *kinds: str) -> float:
    """0..1: in how many rows of :func:`sample_of` the value looks like one of ``kinds``."""
    fits = [any(looks_like(text, kind) for kind in kinds) for text in counts.index]
    return float(counts[fits].sum() / counts.sum()) if len(counts) else 0.0


def kind_shares(series: pd.Series) -> dict[str, float]:
    """:func:`share` of every kind that at least one value looks like."""
    counts = sample_of(series)
    shares = {kind: share(counts, kind) for kind in (*_PATTERNS, *_TESTS)}
    return {kind: found for kind, found in shares.items() if found}


def looks_like(text: str, kind: str) -> bool:
    """True when one cleaned text looks like ``kind``."""
    if kind in _TESTS:
        return _TESTS[kind](text)
    plain = arabic_digits(text)
    return _PATTERNS[kind].fullmatch(plain if kind == "email" else plain.upper()) is not None
