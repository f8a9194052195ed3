"""Money is exact: integer satang (design.md, Laws of the house 4).

Amounts come as ``130,000``, ``130,000.50 บาท``, ``฿-``, Thai digits or as a
spreadsheet's floating-point number; they are kept as whole satang.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..errors import TaxMapError
from .message import Message

_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_UNIT = re.compile(r"^฿|(บาท|บ\.|฿|THB|\.-)$", re.IGNORECASE)
_GROUPED = re.compile(r"^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?([eE][+-]?\d+)?$|^[+-]?\.\d+$")
_BLANK = frozenset({"", "-", "–", "none", "null", "nan", "n/a"})
_SATANG = Decimal("0.01")
_FLOAT_NOISE = Decimal("0.000001")
_LARGEST = Decimal(10) ** 15  # baht; the satang of any more would not fit a 64-bit column


class MoneyError(TaxMapError):
    """An amount that cannot be read, or that is finer than a satang."""


def parse_baht(value: Any) -> Optional[int]:
    """The amount in satang; ``None`` for a blank.

    Raises :class:`MoneyError` naming the text when it is no amount, no amount that a
    municipality could meet, or has parts of a satang beyond what a spreadsheet's
    floating point leaves behind.

    >>> parse_baht("130,000"), parse_baht("๑๒.๕๐ บาท"), parse_baht("฿-")
    (13000000, 1250, None)
    """
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return None
    text = str(value).translate(_ARABIC).replace("\u200b", "").strip()
    number = _UNIT.sub("", text).strip().replace(" ", "")
    if number.lower() in _BLANK:
        return None
    if not _GROUPED.match(number):
        raise MoneyError(Message("money.unreadable", text=text))
    amount = Decimal(number.replace(",", ""))
    if abs(amount) >= _LARGEST:
        raise MoneyError(Message("money.unreadable", text=text))
    rounded = amount.quantize(_SATANG, ROUND_HALF_UP)
    if abs(rounded - amount) > _FLOAT_NOISE:
        raise MoneyError(Message("money.finer_than_satang", text=text))
    return int(rounded * 100)


def parse_baht_column(values: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Each distinct amount read once: ``(satang as Int64, problems)``.

    ``problems`` holds a :class:`Message` where an amount could not be read (the satang
    are missing there) and ``None`` elsewhere; both have the index of ``values``.
    """
    codes, distinct = pd.factorize(values, use_na_sentinel=True)
    satang: list[Optional[int]] = []
    problems: list[Optional[Message]] = []
    for value in distinct:
        try:
            satang.append(parse_baht(value))
            problems.append(None)
        except MoneyError as error:
            satang.append(None)
            problems.append(error.message)
    read = pd.array([*satang, None], dtype="Int64")[codes]
    said = np.array([*problems, None], dtype=object)[codes]
    return pd.Series(read, index=values.index), pd.Series(said, index=values.index, dtype=object)


def format_baht(satang: int, thai_digits: bool = False) -> str:
    """Baht with thousands separators and two decimals.

    >>> format_baht(13000050)
    '130,000.50'
    """
    text = f"{Decimal(int(satang)) / 100:,.2f}"
    return text.translate(_THAI) if thai_digits else text
