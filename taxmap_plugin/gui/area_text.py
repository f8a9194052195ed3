"""Areas as an officer reads them: ไร่-งาน-ตร.ว. and square metres."""

from __future__ import annotations

from ..core.area import format_area, from_square_metres


def thai_area(hundredths: int) -> str:
    """``1-2-34.5``, with a minus sign where it is less than nothing."""
    sign = "\u2212" if hundredths < 0 else ""
    return sign + format_area(abs(hundredths))


def thai_area_of(m2: float) -> str:
    """Square metres as ไร่-งาน-ตร.ว."""
    return thai_area(from_square_metres(m2))


def thai_change_of(m2: float) -> str:
    """As :func:`thai_area_of`, with a plus sign for more."""
    return ("+" if from_square_metres(m2) > 0 else "") + thai_area_of(m2)


def metres_change(m2: float) -> str:
    """As :func:`metres_text`, with a plus sign for more."""
    return ("+" if round(m2, 2) > 0 else "") + metres_text(m2)


def metres_text(m2: float) -> str:
    """``1,234.56``; no minus sign before nothing."""
    return f"{round(m2, 2) + 0.0:,.2f}".replace("-", "\u2212")
