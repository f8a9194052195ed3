"""How cells of a list and of our own are compared and told (see ``core/reconcile.Compared``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..core.area import format_area
from ..core.match_key import normal_keys
from ..core.message import Message, Term
from ..core.reconcile import Compared, Key, Kind
from .layer_values import text_of

_NUMBERS = ("whole", "real")


def plain(columns: Sequence[str]) -> list[str]:
    """The names of the columns of a key."""
    return [name.rstrip("?") for name in columns]


def key_name(key: Key, text: str) -> str:
    """What a finding is known by: the columns of a key and what stands in them, evened out."""
    return " ".join(plain(key.columns)) + "=" + text.strip("\x1f").replace("\x1f", " ")


def normal_frame(frame: pd.DataFrame, kind: Kind) -> pd.DataFrame:
    """The columns of all keys of a kind, evened out (texts or None)."""
    names = dict.fromkeys(name for key in kind.keys for name in plain(key.columns))
    found = {name: normal_column(frame, kind, name) for name in names if name in frame}
    return pd.DataFrame(found, index=pd.RangeIndex(len(frame)), dtype=object)


def normal_column(frame: pd.DataFrame, kind: Kind, name: str) -> np.ndarray:
    """A column evened out; all None where the frame has none."""
    return _normal_texts(text_of(frame, name), kind.column(name).read_as)


def _normal_texts(texts: pd.Series, read_as: str) -> np.ndarray:
    codes, distinct = pd.factorize(texts)
    known = [*normal_keys(np.array([str(text) for text in distinct], dtype=object), read_as), None]
    return np.array(known, dtype=object)[codes]


def compared_values(frame: pd.DataFrame, column: Compared) -> np.ndarray:
    """As it is compared: numbers as floats, texts evened out; None or NaN for a blank."""
    if column.read_as in _NUMBERS:
        return pd.to_numeric(frame[column.column], errors="coerce").to_numpy(float, na_value=np.nan)
    return _normal_texts(text_of(frame, column.column), column.read_as)


def differs(ours: np.ndarray, theirs: np.ndarray, column: Compared) -> np.ndarray:
    """Where a list says something else than we have; its blanks say nothing."""
    said = ~pd.isna(theirs)
    if column.read_as in _NUMBERS:
        return said & ~(np.abs(ours - theirs) <= column.tolerance)
    return said & np.array([a != b for a, b in zip(ours, theirs)], dtype=bool)


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same; two blanks do."""
    return bool(one == other or (pd.isna(one) and pd.isna(other)))


def shown(value: Any, column: Compared) -> Any:
    """A value as an officer reads it; – for a blank."""
    if value is None or pd.isna(value):
        return "–"
    if column.shown_as == "area":
        return format_area(int(value))
    if column.shown_as:
        return Term(column.shown_as, str(value))
    return f"{float(value):g}" if column.read_as in _NUMBERS else str(value)


def differs_message(column: Compared, here: Any, there: Any) -> Message:
    """What stands here and there in a column."""
    return Message("reconcile.differs", column=label(column), here=here, there=there)


def label(column: Compared) -> Term:
    """What a column is called."""
    return Term("column", column.label)
