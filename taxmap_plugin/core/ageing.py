"""How long tax has been owed, in the classes of ``resources/collection/ageing.csv``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Optional

from .late_payment import months_begun
from .resources import load_csv

NOT_DUE = "not_due"


@dataclass(frozen=True)
class AgeClass:
    """Arrears of more than ``over_months`` months, up to the next class; None: not due yet."""

    id: str
    over_months: Optional[int]
    th: str
    en: str

    def title(self, language: str) -> str:
        return self.th if language == "th" else self.en


@lru_cache(maxsize=None)
def age_classes() -> Sequence[AgeClass]:
    """The youngest first."""
    return tuple(
        AgeClass(
            row["bucket"],
            int(row["over_months"]) if row["over_months"] else None,
            row["th"],
            row["en"],
        )
        for row in load_csv("collection", "ageing.csv")
    )


def age_class(due: Optional[dt.date], day: dt.date) -> str:
    """The class of a tax that was due on a day; an unknown one counts as not due yet.

    >>> age_class(dt.date(2026, 6, 30), dt.date(2026, 9, 30))
    'to_3'
    >>> age_class(dt.date(2026, 6, 30), dt.date(2026, 10, 1))
    'to_6'
    """
    if due is None or day <= due:
        return NOT_DUE
    begun = months_begun(due, day)
    classes = [(one.over_months, one.id) for one in age_classes() if one.over_months is not None]
    return [id for over, id in classes if begun > over][-1]
