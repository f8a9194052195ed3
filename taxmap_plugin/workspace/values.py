"""Values of a DataFrame as SQLite keeps them, and back.

Strict on the way in: text stays text (``0632``), whole numbers stay whole, dates
are ISO and in the common era. Column by column, never cell by cell where pandas
can do it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from math import isnan
from typing import Any, Optional, Union

import numpy as np
import pandas as pd

from ..core.message import Message
from ..core.object_array import object_array
from .problem import WrongValue
from .schema import Column, Table

Array = Union[np.ndarray, pd.api.extensions.ExtensionArray]
_FIRST_BUDDHIST_YEAR = 2400  # an ISO year beyond it is a Buddhist year written by mistake
_PANDAS_YEARS = range(1701, 2262)  # its times reach from 1677 to April 2262

FEW = 64
"""Up to so many rows are handled one by one, more of them all at once."""
_DAY_LENGTH, _MOMENT_LENGTH = len("2026-11-22"), len("2026-11-22T08:30:00.000Z")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?$")
_ANY_ISO: dict[str, Any] = {"format": "ISO8601"} if pd.__version__ >= "2" else {}


def to_sql(table: Table, column: Column, series: pd.Series) -> list[Any]:
    """One column's values for ``?`` parameters; missing ones are None.

    Raises WrongValue, naming the column and the value, for what does not belong there.
    """
    try:
        return _TO_SQL[column.type](series)
    except (ValueError, TypeError) as error:
        sample = _first_odd(series, column.type)
        raise WrongValue(
            Message("store.wrong_value", table=table.label, column=column.label, value=sample),
            str(error),
        ) from error


def plain_values(column: Column, values: list[Any]) -> Optional[list[Any]]:
    """As :func:`to_sql`, of values that hardly need it: None when one of them does.

    pandas is slow on a few values, these are what a few rows nearly always hold.
    """
    known = _PLAIN.get(column.type)
    if known is None:
        return None
    plain = [None if _is_missing(value) else value for value in values]
    if not all(value is None or known(value) for value in plain):
        return None
    as_kept = _AS_KEPT.get(column.type)
    return [v if v is None else as_kept(v) for v in plain] if as_kept else plain


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or (type(value) is float and isnan(value))


def _is_day(value: Any) -> bool:
    return type(value) is str and len(value) == _DAY_LENGTH and _is_plain_time(value)


def _is_moment(value: Any) -> bool:
    """As the workspace writes them: to the millisecond, UTC."""
    whole = type(value) is str and len(value) == _MOMENT_LENGTH and value[10] == "T"
    return whole and value[-1] == "Z" and value[-5] == "." and _is_plain_time(value[:-1])


def _is_plain_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).year in _PANDAS_YEARS
    except ValueError:
        return False


def from_sql(column: Column, values: Sequence[Any]) -> Array:
    """A column as read: Int64, float64, boolean or object (text, ISO dates, JSON text).

    A number that another program wrote as text is one; where it wrote none, nothing is known.
    An array: a Series of each column takes longer than all else that a few rows cost.
    """
    if column.type == "boolean":
        return pd.array([None if v is None else bool(v) for v in values], dtype="boolean")
    if column.type not in _NUMBERS:
        return object_array(values)
    try:
        return _NUMBERS[column.type](values)
    except (ValueError, TypeError, OverflowError):
        number = _whole_in if column.type == "integer" else _number_in
        return _NUMBERS[column.type]([number(value) for value in values])


_NUMBERS: dict[str, Callable[[Sequence[Any]], Array]] = {
    "integer": lambda values: pd.array(values, dtype="Int64"),
    "real": lambda values: np.array(values, dtype=np.float64),
}


def _number_in(value: Any) -> Optional[float]:
    try:
        return float(value)
    except (ValueError, TypeError):
        return None


def _whole_in(value: Any) -> Optional[int]:
    if isinstance(value, int):
        return value
    number = _number_in(value)
    if number is None or not number.is_integer() or abs(number) >= 2**63:
        return None
    return int(number)


def _listed(series: pd.Series) -> list[Any]:
    return series.astype(object).where(series.notna(), None).tolist()


def _text(series: pd.Series) -> list[Any]:
    kind = pd.api.types.infer_dtype(series, skipna=True)
    if kind == "integer":
        series = series.astype("Int64").astype("string")
    elif kind not in ("string", "empty"):
        odd = [v for v in series.dropna() if not isinstance(v, str)]
        if odd:
            raise ValueError(f"not text: {odd[0]!r}")
    return _listed(series)


def _integer(series: pd.Series) -> list[Any]:
    if pd.api.types.infer_dtype(series, skipna=True) == "string":
        raise ValueError("text where a whole number belongs")
    return _listed(pd.to_numeric(series).astype("Int64"))


def _real(series: pd.Series) -> list[Any]:
    if pd.api.types.infer_dtype(series, skipna=True) == "string":
        raise ValueError("text where a number belongs")
    return _listed(pd.to_numeric(series).astype("float64"))


def _boolean(series: pd.Series) -> list[Any]:
    return _listed(series.astype("boolean").astype("Int64"))


def _date(series: pd.Series) -> list[Any]:
    """Each distinct day is read once: a price list has a single one."""
    codes, distinct = pd.factorize(series)
    days = _listed(_times(pd.Series(distinct)).dt.strftime("%Y-%m-%d"))
    return [*map([*days, None].__getitem__, codes)]


def _datetime(series: pd.Series) -> list[Any]:
    text = _times(series).dt.strftime("%Y-%m-%dT%H:%M:%S.%f")
    return _listed(text.str[:-3] + "Z")


def _times(series: pd.Series) -> pd.Series:
    if any(isinstance(value, str) and not _ISO.match(value) for value in series):
        raise ValueError("not an ISO date")
    times = pd.to_datetime(series, utc=True, **_ANY_ISO)
    if (times.dt.year >= _FIRST_BUDDHIST_YEAR).any():
        raise ValueError("a Buddhist year in an ISO date")
    return times


def _json(series: pd.Series) -> list[Any]:
    return [_one_json(value) for value in series]


def _one_json(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Message):
        return value.to_json()
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, default=_json_default)
    if pd.isna(value):
        return None
    return json.dumps(value, ensure_ascii=False, default=_json_default)


def _json_default(value: Any) -> Any:
    if isinstance(value, Message):
        return value.to_dict()
    return value.item() if hasattr(value, "item") else str(value)


def _first_odd(series: pd.Series, kind: str) -> Any:
    """The first value that cannot be converted on its own, for the message."""
    for position in range(len(series)):
        one = series.iloc[position : position + 1]
        try:
            _TO_SQL[kind](one)
        except (ValueError, TypeError):
            return str(one.iloc[0])
    return ""


_PLAIN: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: type(value) is str,
    "integer": lambda value: type(value) is int and -(2**63) <= value < 2**63,
    "real": lambda value: type(value) in (int, float),
    "boolean": lambda value: type(value) is bool,
    "date": _is_day,
    "datetime": _is_moment,
}
_AS_KEPT: dict[str, Callable[[Any], Any]] = {"real": float, "boolean": int}
_TO_SQL = {
    "text": _text,
    "integer": _integer,
    "real": _real,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "json": _json,
    "binary": _listed,
}
