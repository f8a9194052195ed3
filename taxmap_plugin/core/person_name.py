"""Names of people in one cell taken apart, and companies told from people."""

from __future__ import annotations

from functools import lru_cache
from typing import Optional

from .resources import load_csv
from .thai_text import split_name_prefix


def split_name(text: str) -> tuple[Optional[str], Optional[str], Optional[str]]:
    """``นาย สมมุติ ทดลอง`` → นาย, สมมุติ, ทดลอง; a company's name stays in one piece."""
    prefix, rest = split_name_prefix(text)
    if is_company(text):
        return None, text, None
    first, _, last = rest.partition(" ")
    return prefix or None, first or None, last.strip() or None


def is_company(text: Optional[str]) -> bool:
    """A name that begins or ends as those of companies and foundations do."""
    if not text:
        return False
    starts, ends = _company_words()
    return text.startswith(starts) or text.endswith(ends)


@lru_cache(maxsize=None)
def _company_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    words = load_csv("words", "name_prefix.csv")
    starts = tuple(word["text"] for word in words if word["kind"] == "juristic")
    ends = tuple(word["text"] for word in words if word["kind"] == "suffix")
    return starts, ends
