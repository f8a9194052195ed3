"""Land area as Thai deeds write it: ไร่-งาน-ตารางวา, kept as whole hundredths of a ตารางวา.

1 ไร่ = 4 งาน = 400 ตารางวา = 1,600 m²; 1 ตารางวา = 4 m² (practice.md §3.1,
ภ.ด.ส.7). A deed that says 5 งาน or 120 ตารางวา is a slip: it is reported,
never carried silently.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Optional, Union

import numpy as np
import pandas as pd

from ..errors import TaxMapError
from .message import Message
from .thai_text import arabic_digits, clean_text

HUNDREDTHS_PER_WAH = 100
HUNDREDTHS_PER_NGAN = 100 * HUNDREDTHS_PER_WAH
HUNDREDTHS_PER_RAI = 400 * HUNDREDTHS_PER_WAH
HUNDREDTHS_PER_SQUARE_METRE = 25
LARGEST_RAI = 10_000_000
"""More than all of Thailand has in one parcel; what is larger is not an area."""
_NO_GROUND = 1e-6  # m²: a square millimetre

Number = Union[int, float, Decimal, str, None]

_UNIT = r"ตารางวา|ตร\.?\s*วา|ตร\.?\s*ว\.?|วา|ว\.?"
_AMOUNT = r"[0-9][0-9,]*(?:\.[0-9]+)?"
_WAH = rf"(?P<wah>{_AMOUNT})?\s*(?:(?P<part>[0-9]+)\s*/\s*(?P<of>[0-9]+))?"
_DASHED = re.compile(rf"(?P<rai>{_AMOUNT})\s*[-–]\s*(?P<ngan>[0-9]+)\s*[-–]\s*{_WAH}(?:{_UNIT})?")
_WORDED = re.compile(
    rf"(?:(?P<rai>{_AMOUNT}|[-–])\s*ไร่)?\s*(?:(?P<ngan>{_AMOUNT}|[-–])\s*งาน)?\s*"
    rf"(?:{_WAH}\s*[-–]?\s*(?:{_UNIT}))?"
)


class AreaError(TaxMapError, ValueError):
    """A text or numbers that are no area."""


def from_rai_ngan_wah(rai: Number, ngan: Number, wah: Number) -> int:
    """Hundredths of a ตารางวา; a blank part counts as nothing.

    Each part is rounded half up to a hundredth of a ตารางวา, so 99.995 ตารางวา
    becomes one งาน. Raises :class:`AreaError` with :func:`area_problem`.
    """
    problem = area_problem(rai, ngan, wah)
    if problem is not None:
        raise AreaError(problem)
    parts = ((rai, HUNDREDTHS_PER_RAI), (ngan, HUNDREDTHS_PER_NGAN), (wah, HUNDREDTHS_PER_WAH))
    return sum(_round(_decimal(value) * factor) for value, factor in parts)


def area_problem(rai: Number, ngan: Number, wah: Number) -> Optional[Message]:
    """What is wrong with an area as written, or None.

    A part is wrong that is no number or negative; more than 3 งาน or 100
    ตารางวา and more are wrong because the deed would have carried them over.
    """
    for part, value, limit in (("rai", rai, LARGEST_RAI), ("ngan", ngan, 4), ("wah", wah, 100)):
        problem = _part_problem(part, value, limit)
        if problem is not None:
            return problem
    return None


def _part_problem(part: str, value: Number, limit: int) -> Optional[Message]:
    try:
        number = _decimal(value)
    except InvalidOperation:
        return Message("area.not_a_number", part=Message("area." + part), value=str(value))
    if number < 0:
        return Message("area.negative", part=Message("area." + part), value=str(value))
    if number >= limit:
        return Message("area.too_large", part=Message("area." + part), value=str(value), most=limit)
    return None


def to_rai_ngan_wah(hundredths: int) -> tuple[int, int, Decimal]:
    """``(ไร่, งาน, ตารางวา)`` with ตารางวา below 100 and two decimals at most."""
    rai, rest = divmod(int(hundredths), HUNDREDTHS_PER_RAI)
    ngan, rest = divmod(rest, HUNDREDTHS_PER_NGAN)
    return rai, ngan, Decimal(rest) / HUNDREDTHS_PER_WAH


def format_area(hundredths: int) -> str:
    """``"1-2-34.5"``: ไร่-งาน-ตารางวา without useless zeros."""
    rai, ngan, wah = to_rai_ngan_wah(hundredths)
    return f"{rai}-{ngan}-{_short(wah)}"


def amount(m2: float) -> Message:
    """Square metres as all messages say an area: ไร่-งาน-ตารางวา first, of a sliver none."""
    hundredths = from_square_metres(m2)
    if not hundredths:
        return Message("area.sliver", m2=format_square_metres(m2))
    return Message("area.amount", rai=format_area(hundredths), m2=format_square_metres(m2))


def format_area_of(m2: float) -> str:
    """Square metres as :func:`format_area`; ground that is less than its last digit is not none."""
    hundredths = from_square_metres(m2)
    return format_area(hundredths) if hundredths or m2 <= _NO_GROUND else f"<{format_area(1)}"


def format_square_metres(m2: float) -> str:
    """``"1,234.56"``, below a tenth with as many decimals as show two digits of it."""
    if not _NO_GROUND < m2 < 0.1:
        return f"{m2:,.2f}"
    digits = f"{m2:.{1 - math.floor(math.log10(m2))}f}".rstrip("0")
    return max(digits, f"{m2:.2f}", key=len)


def _short(number: Decimal) -> str:
    text = f"{number:.2f}"
    return text.rstrip("0").rstrip(".")


def parse_area(text: Any) -> Optional[int]:
    """Hundredths of a ตารางวา from one cell, None for a blank one.

    Reads ``1-2-34.50``, ``1 ไร่ 2 งาน 34 ตร.ว.``, ``2 งาน``, ``34 5/10 ตารางวา``
    (the fraction that old deeds write), in Thai or Arabic digits. A number
    without a unit is not guessed at. Raises :class:`AreaError`.
    """
    cleaned = clean_text(text)
    if cleaned is None:
        return None
    plain = arabic_digits(cleaned)
    found = _DASHED.fullmatch(plain) or _WORDED.fullmatch(plain)
    if found is None or not any(found.group("rai", "ngan", "wah", "part")):
        raise AreaError(Message("area.unreadable", text=cleaned))
    rai, ngan, wah = (_dash_is_zero(value) for value in found.group("rai", "ngan", "wah"))
    if found["part"]:
        if int(found["of"]) == 0:
            raise AreaError(Message("area.unreadable", text=cleaned))
        wah = str(_decimal(wah) + Decimal(found["part"]) / Decimal(found["of"]))
    return from_rai_ngan_wah(rai, ngan, wah)


def _dash_is_zero(value: Optional[str]) -> Optional[str]:
    return None if value in (None, "-", "–") else value


def from_square_metres(m2: Union[float, Decimal]) -> int:
    """Hundredths of a ตารางวา, rounded half up (1 ตารางวา = 4 m²)."""
    return _round(_decimal(m2) * HUNDREDTHS_PER_SQUARE_METRE)


def to_square_metres(hundredths: int) -> float:
    """Square metres; exact to the last digit a float can hold."""
    return hundredths / HUNDREDTHS_PER_SQUARE_METRE


def in_rai(m2: float) -> float:
    """Square metres in ไร่, as sums of a report are told."""
    return m2 * HUNDREDTHS_PER_SQUARE_METRE / HUNDREDTHS_PER_RAI


def from_rai_ngan_wah_columns(
    rai: pd.Series, ngan: pd.Series, wah: pd.Series, subwah: Optional[pd.Series] = None
) -> tuple[pd.Series, pd.Series]:
    """Columns of ไร่, งาน, ตารางวา → ``(hundredths as Int64, problem as bool)``.

    ``subwah`` is the เศษ column of land-office files, tenths of a ตารางวา
    (practice.md §4.4, an assumption of practitioners). Cells may be numbers or
    text, with Thai digits or thousands commas. A row whose parts are all blank is
    <NA>; so is one with a problem (:func:`area_problem` says which). Every row
    equals :func:`from_rai_ngan_wah` to the hundredth.
    """
    columns = [
        (rai, HUNDREDTHS_PER_RAI, LARGEST_RAI),
        (ngan, HUNDREDTHS_PER_NGAN, 4),
        (wah, HUNDREDTHS_PER_WAH, 100),
    ]
    if subwah is not None:
        columns.append((subwah, HUNDREDTHS_PER_WAH // 10, 10))
    total = np.zeros(len(rai), dtype=np.int64)
    wrong = np.zeros(len(rai), dtype=bool)
    blank = np.ones(len(rai), dtype=bool)
    for series, factor, limit in columns:
        values, is_wrong, is_blank = _part_column(series, factor, limit)
        total += values
        wrong |= is_wrong
        blank &= is_blank
    area = pd.Series(total, index=rai.index, dtype="Int64").mask(wrong | blank)
    return area, pd.Series(wrong, index=rai.index)


def _part_column(
    series: pd.Series, factor: int, limit: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rounded hundredths, problem and blank of one part, worked out on distinct values."""
    codes, distinct = pd.factorize(series)
    values = np.zeros(len(distinct) + 1, dtype=np.int64)
    wrong = np.zeros(len(distinct) + 1, dtype=bool)
    blank = np.zeros(len(distinct) + 1, dtype=bool)
    blank[-1] = True
    exactly: Iterable[int] = range(len(distinct))
    if distinct.dtype.kind == "f":
        wrong[:-1] = ~((distinct >= 0) & (distinct < limit))
        values[:-1], near_half = _round_floats(np.where(wrong[:-1], 0, distinct) * factor)
        exactly = np.flatnonzero(near_half).tolist()
    for i in exactly:
        try:
            number = _decimal(distinct[i])
        except InvalidOperation:
            wrong[i] = True
            continue
        blank[i] = clean_text(distinct[i]) is None
        wrong[i] = not 0 <= number < limit
        values[i] = 0 if wrong[i] else _round(number * factor)
    return values[codes], wrong[codes], blank[codes]


def _round_floats(scaled: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Floats rounded half up, and where a float is too coarse to be sure of the half."""
    below = np.floor(scaled)
    near_half = (np.abs(scaled - below - 0.5) < 1e-6) | (scaled > 1e8)
    return (below + (scaled - below >= 0.5)).astype(np.int64), near_half


def _decimal(value: Any) -> Decimal:
    """The number that is written, 0 for a blank; raises InvalidOperation."""
    if isinstance(value, (int, Decimal)):
        number = Decimal(value)
    else:
        text = clean_text(value)
        number = Decimal(arabic_digits(text).replace(",", "") if text else 0)
    if not number.is_finite():
        raise InvalidOperation
    return number


def _round(number: Decimal) -> int:
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))
