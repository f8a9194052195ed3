"""Whether a parcel and a row of the register, or two parcels, speak of one title document.

Numbers are given anew by each land office and for each kind of document, and much of that is not
known of every row: what one of them does not say tells them not apart. Places are written as
names or as codes of the administration (:mod:`admin_area`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .admin_area import area_name
from .thai_text import match_key

NUMBER = ("deed_no", "document_type")
PLACE = ("amphoe", "tambon")
_WORDS = ("ตำบล", "อำเภอ", "แขวง", "เขต", "ต.", "อ.")


def same_number(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether rows that are of one ground say the same document, wherever they say it lies."""
    return one.get("deed_no") == other.get("deed_no") and _agree(one, other, NUMBER)


def same_document(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether rows that nothing else ties together may say the same document."""
    return same_number(one, other) and not any(
        _are_two_places(one.get(name), other.get(name)) for name in PLACE
    )


def _agree(one: Mapping[str, Any], other: Mapping[str, Any], columns: Sequence[str]) -> bool:
    known = [(one.get(name), other.get(name)) for name in columns]
    return all(a == b for a, b in known if a and b)


def _are_two_places(one: Any, other: Any) -> bool:
    """A code that nothing explains may be any name."""
    first, second = _place(one), _place(other)
    if not first or not second or first.isdecimal() != second.isdecimal():
        return False
    return first != second


def _place(value: Any) -> str:
    text = str(value or "").strip()
    for word in _WORDS:
        text = text.removeprefix(word).strip()
    key = match_key(text) or ""
    return match_key(area_name(key)) or key if key.isdecimal() else key
