"""Bearings as deeds and surveyors write them → azimuth in degrees clockwise from grid north.

``45-30-15``, ``45°30'15"``, ``45.5042``, ``45 องศา 30 ลิปดา 15 ฟิลิปดา`` are azimuths;
``N 45-30-15 E``, ``น 45-30-15 อ``, ``เหนือ 45-30-15 ตะวันออก`` are quadrant bearings.
Thai digits are read.
"""

from __future__ import annotations

import re
from typing import Any, Optional

from ..errors import TaxMapError
from .message import Message
from .thai_text import arabic_digits, clean_text

_DEGREES = r"(?P<degrees>[0-9]+)"
_MINUTES = r"(?P<minutes>[0-9]+)"
_SECONDS = r"(?P<seconds>[0-9]+(?:\.[0-9]+)?)"
_ANGLES = tuple(
    re.compile(form)
    for form in (
        rf"{_DEGREES}\s*[-–:]\s*{_MINUTES}(?:\s*[-–:]\s*{_SECONDS})?",
        rf"{_DEGREES} {_MINUTES} {_SECONDS}",
        rf"{_DEGREES}\s*(?:[°ºo]|องศา)\s*(?:{_MINUTES}\s*(?:['′’]|ลิปดา)\s*)?"
        rf"(?:{_SECONDS}\s*(?:\"|″|”|''|′′|’’|[ฟพ]ิลิปดา))?",
        r"(?P<degrees>[0-9]+(?:\.[0-9]+)?)",
    )
)
_NORTH, _SOUTH = r"N|North|น\.?|เหนือ|ทิศเหนือ", r"S|South|ต\.?|ใต้|ทิศใต้"
_EAST, _WEST = r"E|East|อ\.?|ตะวันออก|ทิศตะวันออก", r"W|West|ต\.?|ตะวันตก|ทิศตะวันตก"
_QUADRANT = re.compile(
    rf"(?:(?P<north>{_NORTH})|(?P<south>{_SOUTH}))\s*(?P<angle>[0-9].*?)\s*"
    rf"(?:(?P<east>{_EAST})|(?P<west>{_WEST}))",
    re.IGNORECASE,
)
_DIRECTION = re.compile("|".join((_NORTH, _SOUTH, _EAST, _WEST)), re.IGNORECASE)


class BearingError(TaxMapError, ValueError):
    """A text that is no bearing."""


def parse_bearing(text: Any) -> float:
    """The azimuth in degrees, 0 ≤ azimuth < 360.

    Raises BearingError for a text that is no bearing, for more than 360° (90° in a
    quadrant) and for 60 minutes or seconds and more.

    >>> parse_bearing("S 45-30-00 E")
    134.5
    """
    plain = arabic_digits(clean_text(text) or "")
    quadrant = _QUADRANT.fullmatch(plain)
    if quadrant is None:
        return _angle(plain, plain, 360) % 360
    angle = _angle(quadrant["angle"], plain, 90)
    from_north = angle if quadrant["north"] else 180 - angle
    return (from_north if quadrant["east"] else -from_north) % 360


def looks_like_bearing(text: str) -> bool:
    """True for what is written as a bearing, even one that is too large."""
    plain = arabic_digits(clean_text(text) or "")
    quadrant = _QUADRANT.fullmatch(plain)
    return _read(quadrant["angle"] if quadrant else plain) is not None


def is_direction(text: str) -> bool:
    """True for a word or letter that stands in a quadrant bearing: N, ใต้, อ."""
    return _DIRECTION.fullmatch(text.strip()) is not None


def _read(text: str) -> Optional[re.Match[str]]:
    return next((found for form in _ANGLES if (found := form.fullmatch(text))), None)


def _angle(text: str, whole: str, most: int) -> float:
    """Degrees of an angle that may be ``most`` at most; ``whole`` is what the officer wrote."""
    found = _read(text)
    if found is None:
        raise BearingError(Message("bearing.unreadable", text=whole))
    parts = found.groupdict()
    minutes, seconds = (float(parts.get(name) or 0) for name in ("minutes", "seconds"))
    if minutes >= 60 or seconds >= 60:
        raise BearingError(Message("bearing.sixty", text=whole))
    degrees = float(parts["degrees"]) + minutes / 60 + seconds / 3600
    if degrees > most:
        raise BearingError(Message("bearing.too_large", text=whole, most=most))
    return degrees


def format_bearing(azimuth: float) -> str:
    """``"45-30-15"``: degrees, minutes and whole seconds of an azimuth."""
    minutes, seconds = divmod(round(azimuth * 3600) % (360 * 3600), 60)
    degrees, minutes = divmod(minutes, 60)
    return f"{degrees}-{minutes:02d}-{seconds:02d}"
