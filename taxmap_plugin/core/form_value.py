"""What stands in a cell or a gap of a form: a value as text, Thai digits by choice.

>>> form_text(4_500_000_50, "money"), form_text("2026-06-30", "date")
('4,500,000.50', '30 มิ.ย. 2569')
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .money import format_baht
from .thai_date import format_date
from .thai_text import thai_digits as in_thai_digits

KINDS = ("text", "code", "number", "decimal", "money", "date", "long_date")
"""Kinds of values: ``money`` is satang, dates are ISO text or a date, a ``code`` (of a parcel, a
building, the post) keeps its digits, a ``decimal`` is printed with as many places as it has."""
NUMBERS = ("number", "decimal", "money")
"""Those that stand on the right and are never broken."""
DOTS = "." * 24
"""Where a person is to write."""


def form_text(value: Any, kind: str = "text", thai_digits: bool = False) -> str:
    """A value as it is printed; nothing for None. ValueError for an unknown kind."""
    if kind not in KINDS:
        raise ValueError(kind)
    if value is None or value == "":
        return ""
    text = _plain(value, kind)
    return in_thai_digits(text) if thai_digits and kind != "code" else text


def _plain(value: Any, kind: str) -> str:
    if kind == "money":
        return format_baht(int(value))
    if kind == "number":
        return f"{int(value):,}"
    if kind == "decimal":
        return f"{Decimal(str(value)).normalize():,f}"
    if kind in ("date", "long_date"):
        date = value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])
        return format_date(date, "long" if kind == "long_date" else "short")
    return str(value)


class _Gaps(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return DOTS


def filled(
    template: str, values: Mapping[str, Any], kinds: Mapping[str, str], thai_digits: bool = False
) -> str:
    """A text of a form with its gaps filled: dots for None, which somebody is to write in, and
    nothing for "".

    The digits of the text itself are Thai as well where that is chosen.

    >>> filled("ที่ {no} ลงวันที่ {day}", {"no": "12"}, {})
    'ที่ 12 ลงวันที่ ........................'
    """
    known = {
        name: form_text(value, kinds.get(name, "text"), thai_digits)
        for name, value in values.items()
        if value is not None
    }
    text = in_thai_digits(template) if thai_digits else template
    return text.format_map(_Gaps(known))
