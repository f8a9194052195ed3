"""Names as anyone may see them: enough to recognise a neighbour, not to identify a stranger.

``นายสมมุติ ทดลอง`` is shown as ``นายส*** ท***`` (design.md, Laws of the house 8).
Companies, offices and temples are no personal data and are shown in full.
"""

from __future__ import annotations

import re
from typing import Optional

from .person_name import is_company, split_name

_FIRST_LETTER = re.compile(r"[เแโใไ]?[ก-ฮ]|.", re.DOTALL)
STARS = "***"


def masked_name(
    prefix: Optional[str], first_name: Optional[str], last_name: Optional[str]
) -> Optional[str]:
    """Title and first letters; None when there is no name at all."""
    parts = [_masked(part) for part in (first_name, last_name) if part]
    if not parts:
        return prefix or None
    return (prefix or "") + " ".join(parts)


def masked_text(name: Optional[str]) -> Optional[str]:
    """A whole name in one text, masked; a company's stays."""
    return name if is_company(name) else masked_name(*split_name(name or ""))


def _masked(name: str) -> str:
    found = _FIRST_LETTER.match(name)
    return (found[0] if found else "") + STARS
