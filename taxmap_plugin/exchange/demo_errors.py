"""The usual errors of an office's files, put into the demo's files on purpose.

How often each kind occurs is data (``resources/demo/error_mix.csv``). Every error is
written down with its row and with what was right, so that a check or a match can be
measured against the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Optional

import numpy as np
import pandas as pd
import shapely
from numpy.random import Generator

from ..core.resources import load_csv
from ..core.thai_text import thai_digits

COLUMNS = ["file", "row", "kind", "column", "written", "right", "parcel_code"]
"""Columns of the list of errors; ``row`` counts the file's records from 1.

It is empty for a parcel that the file leaves out.
"""

_MISSPELT = {
    "โฉนดที่ดิน": ["โฉนดที่ดืน", "โฉนฎที่ดิน", "โฉนดทีดิน", "โฉนด ที่ดิน", "โฉหนดที่ดิน"],
    "โฉนด": ["โฉหนด", "โฉนฎ", "โฉนต"],
    "น.ส.3 ก.": ["นส.3ก", "น.ส. 3 ก", "นส3ก", "น.ส.3กอ"],
    "น.ส.3ก": ["นส.3ก", "น.ส.๓ก", "นส3ก"],
}

Mangle = Callable[[Generator, str], Optional[str]]


class ErrorBook:
    """Chooses rows for errors, each row at most once, and writes them down."""

    def __init__(self, rng: Generator, table: str, file: str, codes: Sequence[str]) -> None:
        self.rng = rng
        self.file = file
        self.codes = list(codes)
        self.mix = {r["kind"]: r for r in load_csv("demo", "error_mix.csv") if r["table"] == table}
        self.free: list[int] = rng.permutation(len(self.codes)).tolist()
        self.rows: list[tuple] = []

    def wanted(self, kind: str) -> int:
        """How many errors of a kind there shall be: at least one."""
        return max(1, round(len(self.codes) * float(self.mix[kind]["per_mille"]) / 1000))

    def rows_for(self, kind: str, fits: Callable[[int], bool] = lambda _: True) -> list[int]:
        """Rows for all errors of a kind, none of them used before."""
        chosen: list[int] = []
        for row in self.free:
            if len(chosen) == self.wanted(kind):
                break
            if fits(row):
                chosen.append(row)
        taken = set(chosen)
        self.free = [row for row in self.free if row not in taken]
        return chosen

    def spoil(self, frame: pd.DataFrame, kind: str, columns: Sequence[str], mangle: Mangle) -> None:
        """Change one of ``columns`` in the rows of a kind, in place."""

        def spoilt(row: int) -> bool:
            for column in self.rng.permutation(list(columns)):
                right = frame.at[row, column]
                new = mangle(self.rng, right) if isinstance(right, str) and right else None
                if new is not None:
                    frame.at[row, column] = new
                    self.note(row, kind, str(column), new, right)
                    return True
            return False

        self.rows_for(kind, spoilt)

    def note(self, row: int, kind: str, column: str, written: object, right: object) -> None:
        entry = (self.file, row + 1, kind, column, _shown(written), _shown(right), self.codes[row])
        self.rows.append(entry)

    def note_record(self, record: Optional[int], kind: str, right: object, code: str) -> None:
        """An error of a whole record: one that is there twice, or without its counterpart."""
        self.rows.append((self.file, record, kind, "", "", _shown(right), code))

    def table(self) -> pd.DataFrame:
        return pd.DataFrame(self.rows, columns=COLUMNS).astype({"row": "Int64"})


def _shown(value: object) -> str:
    return "" if value is None or value is pd.NA else str(value)


# -- ways to spoil a text -----------------------------------------------------------


def swap_digits(rng: Generator, text: str) -> Optional[str]:
    """Two neighbouring digits changed about; None where all neighbours are equal."""
    places = [
        i for i in range(len(text) - 1)
        if text[i].isdigit() and text[i + 1].isdigit() and text[i] != text[i + 1]
    ]  # fmt: skip
    if not places:
        return None
    i = int(rng.choice(places))
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def lose_digit(rng: Generator, text: str) -> Optional[str]:
    places = [i for i, letter in enumerate(text) if letter.isdigit() and letter != "0"]
    if len(places) < 2:
        return None
    i = int(rng.choice(places))
    return text[:i] + text[i + 1 :]


def look_alike(rng: Generator, text: str) -> Optional[str]:
    places = [i for i, letter in enumerate(text) if letter in "01"]
    if not places:
        return None
    i = int(rng.choice(places))
    return text[:i] + {"0": "O", "1": "I"}[text[i]] + text[i + 1 :]


def in_thai_digits(rng: Generator, text: str) -> Optional[str]:
    thai = thai_digits(text)
    return thai if thai != text else None


def lose_zero(rng: Generator, text: str) -> Optional[str]:
    """``01A012`` without a zero that leads its zone or lot."""
    if text[3:4] == "0" and rng.random() < 0.6:
        return text[:3] + text[3:].lstrip("0")
    return text[1:] if text.startswith("0") else None


def malform(rng: Generator, text: str) -> Optional[str]:
    zone, block, lot = text[:2], text[2:3], text[3:]
    shapes = [
        f"{zone}-{block}-{lot}",
        f"{zone}{block}{lot}?",
        f"{zone}{block}.{lot}",
        f"{zone}{lot}",
    ]
    return str(rng.choice(shapes))


def misspell_type(rng: Generator, text: str) -> Optional[str]:
    return str(rng.choice(_MISSPELT[text])) if text in _MISSPELT else None


def but_not(taken: set[str], mangle: Mangle) -> Mangle:
    """The same spoiling, left out where it would give one of ``taken``."""

    def tried(rng: Generator, text: str) -> Optional[str]:
        new = mangle(rng, text)
        return None if new in taken else new

    return tried


def becomes(taken: set[str], mangle: Mangle) -> Mangle:
    """The same spoiling, only where it gives another one of ``taken``."""

    def tried(rng: Generator, text: str) -> Optional[str]:
        for _ in range(6):
            new = mangle(rng, text)
            if new is not None and new != text and new in taken:
                return new
        return None

    return tried


# -- ways to spoil a shape ----------------------------------------------------------


def cross_ring(shape: shapely.Polygon) -> shapely.Polygon:
    """The ring with two neighbouring corners changed about, so that it crosses itself.

    Of all such pairs the one with the longest side is taken.
    """
    xy = shapely.get_coordinates(shape)[:-1]
    sides = np.hypot(*(np.roll(xy, -1, axis=0) - xy).T)
    for i in np.argsort(-sides):
        j = (i + 1) % len(xy)
        crossed = xy.copy()
        crossed[[i, j]] = crossed[[j, i]]
        ring = shapely.Polygon(crossed)
        if not ring.is_valid:
            return ring
    return shape
