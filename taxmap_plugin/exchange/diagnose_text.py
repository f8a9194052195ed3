"""Letters that went wrong on the way: read in the wrong encoding, cut off by a DBF."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..core.finding import Finding
from ..core.message import Message
from ..core.text_encoding import is_mojibake, repair_mojibake
from .source import Source

_MOST_ROWS = 1_000


def garbled_columns(source: Source) -> list[Finding]:
    """Columns with text that was read in the wrong encoding, and whether it can be repaired.

    The text itself is not repeated: it may be a name.
    """
    found = []
    for column in _text_columns(source.frame):
        codes, distinct = pd.factorize(source.frame[column])
        wrong = np.array([isinstance(v, str) and is_mojibake(v) for v in distinct], dtype=bool)
        rows = np.flatnonzero((codes >= 0) & np.append(wrong, False)[codes])
        if len(rows):
            mended = sum(repair_mojibake(value) is not None for value in distinct[wrong])
            message = Message(
                "diagnose.garbled",
                column=str(column),
                count=len(rows),
                mended=mended,
                texts=int(wrong.sum()),
            )
            found.append(Finding(message, "warning", _numbers(source, rows)))
    return found


def cut_columns(source: Source, coded: set[str]) -> list[Finding]:
    """Text columns of a DBF with values as long as the column allows: probably cut off.

    ``coded`` are columns whose values are codes, which fill their column on purpose.
    """
    found = []
    for column, width in source.widths.items():
        if column in coded or column not in source.frame:
            continue
        values = source.frame[column]
        codes, distinct = pd.factorize(values)
        full = np.array([_bytes(v, source.encoding) >= width - 2 for v in distinct], dtype=bool)
        prose = np.array([isinstance(v, str) and len(set(v)) > 4 for v in distinct], dtype=bool)
        rows = np.flatnonzero((codes >= 0) & np.append(full & prose, False)[codes])
        if 0 < len(rows) < max(2, len(values) // 2):
            message = Message("diagnose.cut", column=column, width=width, count=len(rows))
            found.append(Finding(message, "info", _numbers(source, rows)))
    return found


def _bytes(value: Any, encoding: str) -> int:
    if not isinstance(value, str):
        return 0
    return len(value.encode(encoding, errors="replace"))


def _text_columns(frame: pd.DataFrame) -> list[str]:
    return [name for name in frame.columns if frame[name].dtype == object]


def _numbers(source: Source, positions: np.ndarray) -> tuple[int, ...]:
    return tuple(int(row) for row in source.rows[positions[:_MOST_ROWS]])
