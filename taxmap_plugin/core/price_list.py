"""The Treasury's price lists, one a round of four years: which rows hold on a day.

A row of ``land_price`` or ``building_price`` holds from ``valid_from`` to ``valid_to``, both days
included; where either is blank it has no end on that side. Of several that hold the one that began
last counts.
"""

from __future__ import annotations

import pandas as pd

LISTS = ("land_price", "building_price")


def holding_on(prices: pd.DataFrame, day: str) -> pd.DataFrame:
    """The rows that hold on ``day`` (ISO), those that began last at the end."""
    begun = prices["valid_from"].isna() | (prices["valid_from"] <= day)
    rows = prices[begun & (prices["valid_to"].isna() | (prices["valid_to"] >= day))]
    return rows.sort_values("valid_from", na_position="first", kind="stable")


def begun_after(prices: pd.DataFrame, before: str, day: str) -> pd.DataFrame:
    """The rows of a new round: they hold on ``day`` and began after ``before`` (ISO)."""
    rows = holding_on(prices, day)
    return rows[(rows["valid_from"] > before).fillna(False).astype(bool)]


def days_of(*lists: pd.DataFrame) -> list[str]:
    """The days (ISO) from which prices hold, the first one first."""
    return sorted({str(day) for prices in lists for day in prices["valid_from"].dropna()})
