"""Where two derivations part: what changed from one assessment to the next, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Optional

from .tax_line import TaxLine


@dataclass(frozen=True)
class Parting:
    """The first lines that differ; None where one derivation has no more."""

    before: Optional[TaxLine]
    after: Optional[TaxLine]


def parting(before: Sequence[TaxLine], after: Sequence[TaxLine]) -> Optional[Parting]:
    """The point at which two derivations part; None when they are the same, line by line."""
    for one, other in zip_longest(before, after):
        if one != other:
            return Parting(one, other)
    return None
