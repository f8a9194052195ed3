"""Whether a parcel and a row of the register, or two parcels, speak of one title document.

Numbers are given anew by each land office and for each kind of document, and much of that is not
known of every row: what one of them does not say tells them not apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

NUMBER = ("deed_no", "document_type")
PLACE = ("amphoe", "tambon")


def same_number(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether rows that are of one ground say the same document, wherever they say it lies."""
    return one.get("deed_no") == other.get("deed_no") and _agree(one, other, NUMBER)


def same_document(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether rows that nothing else ties together may say the same document."""
    return same_number(one, other) and _agree(one, other, PLACE)


def _agree(one: Mapping[str, Any], other: Mapping[str, Any], columns: Sequence[str]) -> bool:
    known = [(one.get(name), other.get(name)) for name in columns]
    return all(a == b for a, b in known if a and b)
