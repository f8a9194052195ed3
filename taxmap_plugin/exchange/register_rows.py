"""Which row of a register is which thing: within the file, and in the workspace already."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

from ..core.message import Message
from .register_spec import COUNTER, Key, RegisterSpec

_BETWEEN = "\x1f"
_TOTAL = re.compile(r"(ยอด)?รวม|ยก(ไป|มา)|(grand\s+)?total|sum\b", re.IGNORECASE)
_NAMES = ("source_parcel_code", "source_building_code", "deed_no", "owner_name", "source_row")


def key_texts(frame: pd.DataFrame, key: Key) -> pd.Series:
    """The key of each row as one text; None where a column that it needs is blank."""
    text = pd.Series("", index=frame.index, dtype=object)
    complete = pd.Series(True, index=frame.index)
    for name in key:
        if name == COUNTER:
            text = text + _BETWEEN + text.groupby(text).cumcount().astype(str)
            continue
        column = name.rstrip("?")
        values = frame[column] if column in frame else pd.Series(None, frame.index, dtype=object)
        if not name.endswith("?"):
            complete &= values.notna()
        text = text + _BETWEEN + values.astype(object).where(values.notna(), "").astype(str)
    return text.where(complete, None)


def identity(frame: pd.DataFrame, spec: RegisterSpec) -> pd.Series:
    """What each row is called within its file: the first key that it has, None without one."""
    named = pd.Series(None, index=frame.index, dtype=object)
    for number, key in enumerate(spec.keys):
        if number and named.notna().all():
            break
        texts = key_texts(frame, key)
        named = named.where(named.notna(), str(number) + texts)
    return named.where(named.notna(), None)


def numbered(texts: np.ndarray) -> pd.Series:
    """Texts made unique: the second row that reads the same is another row."""
    series = pd.Series(texts, dtype=object)
    return series + _BETWEEN + series.groupby(series).cumcount().astype(str)


def row_texts(frame: pd.DataFrame, mapping: Mapping[str, str]) -> np.ndarray:
    """Each row of a file as one text, but for its running number."""
    counted = [header for header, target in mapping.items() if target == "source_row"]
    cells = frame.drop(columns=counted, errors="ignore")
    cells = cells.astype(object).where(cells.notna(), "")
    texts = np.full(len(frame), "", dtype=object)
    if len(cells.columns):
        texts[:] = [_BETWEEN.join(map(str, row)) for row in cells.itertuples(index=False)]
    return texts


def is_total(parts: pd.DataFrame) -> np.ndarray:
    """Rows that have a word such as รวม where a thing is named, and no other name of a thing."""
    given = [parts[name] for name in _NAMES if name in parts]
    worded = [texts.fillna("").str.match(_TOTAL).to_numpy(bool) for texts in given]
    things = [
        texts.notna().to_numpy() & ~words
        for texts, words in zip(given, worded)
        if texts.name in _NAMES[:3]
    ]
    nothing = np.zeros(len(parts), bool)
    return np.asarray(np.any([nothing, *worded], axis=0) & ~np.any([nothing, *things], axis=0))


def first_of_its_kind(names: pd.Series) -> np.ndarray:
    """For each row the position of the first row with the same name; -1 without a name."""
    codes, _ = pd.factorize(names)
    first = np.full(codes.max(initial=-1) + 2, len(codes), dtype=np.int64)
    np.minimum.at(first, codes[codes >= 0], np.flatnonzero(codes >= 0))
    first[-1] = -1
    return first[codes]


def set_aside(
    raw: np.ndarray, first: np.ndarray, owners: Optional[pd.Series], rows: np.ndarray, table: str
) -> np.ndarray:
    """Why a row cannot enter (a Message) or None.

    No key at all; the same row twice; the same thing twice. Several owners of one thing
    are no doubles: ``owners`` tells them apart (None for registers that nobody owns).
    """
    reasons = np.full(len(raw), None, dtype=object)
    for at in np.flatnonzero(first < 0):
        reasons[at] = Message("register_import.no_key_" + table)
    twin = first_of_its_kind(pd.Series(raw, dtype=object))
    if owners is None:
        seen = first
    else:
        named = pd.Series(first).astype(str) + _BETWEEN + owners.reset_index(drop=True)
        seen = first_of_its_kind(named.where((first >= 0) & owners.notna().to_numpy(), None))
        seen = np.where(seen < 0, first, seen)
    for at in np.flatnonzero((first >= 0) & (seen != np.arange(len(seen)))):
        same = twin[at] != at
        reasons[at] = Message(
            "register_import.double" if same else "register_import.same_key",
            row=int(rows[twin[at] if same else seen[at]]),
        )
    return reasons


class Recognised:
    """Rows paired with uuids; each uuid is given once."""

    def __init__(self, wanted: np.ndarray) -> None:
        self.target = np.full(len(wanted), None, dtype=object)
        self._open = wanted.copy()
        self._taken: set[str] = set()

    def by(self, left: pd.Series, right: pd.Series, uuids: pd.Series) -> None:
        """Pair rows whose text is the text of exactly one other; None pairs with nothing."""
        free = right.notna().to_numpy() & ~uuids.isin(self._taken).to_numpy()
        free &= uuids.notna().to_numpy()
        theirs = pd.Series(uuids.to_numpy(object)[free], index=pd.Index(right[free], dtype=object))
        theirs = theirs[~theirs.index.duplicated(keep=False)]
        ours = left.where(pd.Series(self._open, index=left.index), None)
        ours = ours.where(~ours.duplicated(keep=False), None)
        found = ours.map(theirs).to_numpy(dtype=object)
        hit = np.flatnonzero(~pd.isna(found))
        self.target[hit] = found[hit]
        self._open[hit] = False
        self._taken.update(found[hit])


@dataclass(frozen=True)
class RowsOfFile:
    """Rows of a file as they came: their texts, their numbers, the things they became.

    ``same_path`` is False for a file that has only the name of the other one.
    """

    texts: np.ndarray
    numbers: np.ndarray
    things: np.ndarray
    same_path: bool = True


def recognise_rows(
    frame: pd.DataFrame,
    now: RowsOfFile,
    wanted: np.ndarray,
    there: pd.DataFrame,
    last: Optional[RowsOfFile],
    spec: Optional[RegisterSpec],
) -> np.ndarray:
    """The uuid that each wanted row has in the workspace, None for a new one.

    ``there`` are the register's rows (with ``uuid``), ``last`` the last import of the same
    file. Order: the row as it came last time; the key; the weak keys among what came from
    this file. Without a ``spec`` each row is a thing of its own and known by its text, else
    by its place in the very same file.
    """
    pairs = Recognised(wanted)
    if last is not None:
        living = pd.Series(last.things, dtype=object)
        living = living.where(living.isin(set(there["uuid"])), None)
        first = ~living.duplicated() | living.isna()
        pairs.by(numbered(now.texts), numbered(last.texts)[first], living[first])
        if spec is None and last.same_path:
            places = pd.Series(last.numbers).astype(str)
            pairs.by(pd.Series(now.numbers).astype(str), places[first], living[first])
    if spec is None:
        return pairs.target
    pairs.by(identity(frame, spec), identity(there, spec), there["uuid"])
    if last is not None:
        own = there[there["uuid"].isin(set(last.things))].reset_index(drop=True)
        for key in spec.weak:
            pairs.by(key_texts(frame, key), key_texts(own, key), own["uuid"])
    return pairs.target
