"""What is taken to be where the registers do not say (``resources/revenue/assumption.csv``).

All are the program's own choices, not the law's: each is shown with every range that rests on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from .message import Language
from .resources import load_csv


@dataclass(frozen=True)
class Assumption:
    """Between ``low`` and ``high``, by the tax that follows: the age of the low one is higher."""

    id: str
    low: str
    high: str
    unit: str
    source: str
    th: str
    en: str

    @property
    def both(self) -> tuple[str, str]:
        return self.low, self.high

    @property
    def numbers(self) -> tuple[Decimal, Decimal]:
        return Decimal(self.low), Decimal(self.high)

    def title(self, language: Language) -> str:
        return self.th if language == "th" else self.en


@lru_cache(maxsize=None)
def assumptions() -> dict[str, Assumption]:
    """All of them by id, in the order of the file."""
    rows = load_csv("revenue", "assumption.csv")
    names = ("low", "high", "unit", "source", "th", "en")
    return {
        row["assumption"]: Assumption(row["assumption"], *(row[name] for name in names))
        for row in rows
    }
