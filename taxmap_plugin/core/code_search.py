"""How people write a code that they look for: ``01A 002``, ``01a-002``, ``01A002-003``."""

from __future__ import annotations

import re

from .parcel_code import normalise

_DASHES = re.compile("[‐‑‒–—−]")


def spellings(text: str) -> tuple[str, ...]:
    """The codes, or parts of codes, that a text may mean; none where it is empty.

    In capitals and Arabic digits, without spaces. A hyphen is one of the code, or none, or
    stands for the stroke of a suffix.
    """
    close = _DASHES.sub("-", "".join(normalise(text).split()))
    found = (close, close.replace("-", ""), close.strip("-").replace("-", "/"))
    return tuple(dict.fromkeys(filter(None, found)))
