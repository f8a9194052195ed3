"""What is in a column: document types, map scales, personal data, blanks and doubles.

The officer sees what is there and what might be meant; nothing is repaired in silence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Optional

import pandas as pd

from .document_type import DocumentType, document_type, document_type_column
from .message import Message
from .personal_data import PersonalColumn, personal_data_columns
from .resources import load_json
from .thai_text import arabic_digits, clean_column, clean_text

__all__ = [
    "ColumnStatistics",
    "DocumentType",
    "MapScale",
    "PersonalColumn",
    "column_statistics",
    "document_type",
    "document_type_column",
    "duplicates",
    "map_scale",
    "map_scale_column",
    "personal_data_columns",
]

_SCALE = re.compile(r"(?:1 ?: ?)?([0-9][0-9, ]*)")


@dataclass(frozen=True)
class MapScale:
    """The denominator of a map sheet's scale, or what is wrong and what it may be."""

    scale: Optional[int] = None
    suggestion: Optional[int] = None
    problem: Optional[Message] = None


@lru_cache(maxsize=None)
def _scales() -> tuple[int, ...]:
    return tuple(sorted(map(int, load_json("codes", "map_sheet.json")["sheets_per_side"])))


def map_scale(value: Any) -> MapScale:
    """``1:4000``, ``4000``, ``1 : 4,000``, ``๔๐๐๐`` → 4000; blank → empty.

    A scale that no land office uses is a problem; where one zero too many or too
    few explains it (400, 40000), that scale is suggested.
    """
    text = clean_text(value)
    if text is None:
        return MapScale()
    found = _SCALE.fullmatch(arabic_digits(text))
    number = int(re.sub("[, ]", "", found[1])) if found else 0
    if number in _scales():
        return MapScale(number)
    near = [scale for scale in _scales() if number in (scale * 10, scale / 10)]
    if len(near) == 1:
        problem = Message("values.scale_perhaps", text=text, scale=near[0])
        return MapScale(suggestion=near[0], problem=problem)
    return MapScale(problem=Message("values.scale_unknown", text=text, scales=list(_scales())))


def map_scale_column(series: pd.Series) -> pd.DataFrame:
    """``scale`` (Int64), ``suggestion`` (Int64), ``problem`` for each cell of a column."""
    codes, distinct = pd.factorize(series)
    read = [map_scale(value) for value in distinct.tolist()] + [MapScale()]
    return pd.DataFrame(
        {
            "scale": pd.array([found.scale for found in read], "Int64").take(codes),
            "suggestion": pd.array([found.suggestion for found in read], "Int64").take(codes),
            "problem": pd.Series([found.problem for found in read], dtype=object).take(codes).array,
        },
        index=series.index,
    )


@dataclass(frozen=True)
class ColumnStatistics:
    """How full and how distinct a column is, in rows and distinct values."""

    rows: int
    blanks: int
    distinct: int
    doubled_values: int
    """Distinct values that stand in more than one row."""
    doubled_rows: int
    """Rows that carry one of those values."""


def column_statistics(series: pd.Series) -> ColumnStatistics:
    """Blanks (``None``, ``-`` and the like count as blank) and doubles of a column."""
    values = clean_column(series)
    counts = values.value_counts()
    doubled = counts[counts > 1]
    return ColumnStatistics(
        rows=len(values),
        blanks=int(values.isna().sum()),
        distinct=len(counts),
        doubled_values=len(doubled),
        doubled_rows=int(doubled.sum()),
    )


def duplicates(series: pd.Series) -> pd.Series:
    """Each value that stands in several rows → the list of their index labels."""
    values = clean_column(series).dropna()
    doubled = values[values.duplicated(keep=False)]
    return doubled.index.to_series().groupby(doubled.to_numpy()).agg(list)
