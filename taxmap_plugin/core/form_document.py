"""What is printed on a form for one payer, or for all: values for its gaps, rows for its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Rows = Sequence[dict[str, Any]]
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class FormDocument:
    """``name`` is its bookmark, ``chapter`` the one above (the moo or block), "" for none; its
    ``place`` orders it. ``key`` is the payer's, "" for what is of all."""

    name: str
    values: Mapping[str, Any]
    tables: Mapping[str, Rows] = field(default_factory=dict)
    chapter: str = ""
    key: str = ""


def natural(text: object) -> tuple[tuple[int, object], ...]:
    """A key by which moo 2 comes before moo 10, and nothing comes last.

    >>> sorted(["10", "", "2"], key=natural)
    ['2', '10', '']
    """
    if not text:
        return ((2, ""),)
    parts: Iterable[str] = (part for part in _DIGITS.split(str(text)) if part)
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in parts)
