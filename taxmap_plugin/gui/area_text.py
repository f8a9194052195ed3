"""Areas as an officer reads them: ไร่-งาน-ตร.ว. and square metres."""

from __future__ import annotations

from ..core.area import format_area, format_area_of, format_square_metres, from_square_metres


def thai_area(hundredths: int) -> str:
    """``1-2-34.5``, with a minus sign where it is less than nothing."""
    sign = "\u2212" if hundredths < 0 else ""
    return sign + format_area(abs(hundredths))


def thai_area_of(m2: float) -> str:
    """Square metres as ไร่-งาน-ตร.ว."""
    return format_area_of(m2) if m2 > 0 else thai_area(from_square_metres(m2))


def thai_change_of(m2: float) -> str:
    """As :func:`thai_area`, with a plus sign for more."""
    hundredths = from_square_metres(m2)
    return ("+" if hundredths > 0 else "") + thai_area(hundredths)


def metres_change(m2: float) -> str:
    """To two decimals, with a plus sign for more."""
    m2 = round(m2, 2)
    return ("+" if m2 > 0 else "") + metres_text(m2)


def metres_text(m2: float) -> str:
    """``1,234.56``; no minus sign before nothing."""
    if m2 > 0:
        return format_square_metres(m2)
    return f"{round(m2, 2) + 0.0:,.2f}".replace("-", "\u2212")
