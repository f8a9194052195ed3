"""One round of a price list is matched at a time: a parcel has a price in each of them."""

from __future__ import annotations

import datetime as dt
from typing import Optional

import pandas as pd

from ..core.message import Message
from ..core.price_list import LISTS
from ..workspace.reader import Reader


def one_round(
    reader: Reader, table: str, rows: pd.DataFrame
) -> tuple[pd.DataFrame, Optional[Message]]:
    """The rows (uuid) of the list with the most prices of no parcel, the later one of equals.

    The message says which list that is; None where there is one list only, or no list of prices.
    """
    if table not in LISTS:
        return rows, None
    told = reader.read(table, ["uuid", "parcel_uuid", "valid_from"])
    begin = told["valid_from"].fillna("")
    if begin.nunique() < 2:
        return rows, None
    free = told["parcel_uuid"].isna().groupby(begin).sum()
    chosen = str(free[free == free.max()].index.max())
    of_it = rows[rows["uuid"].isin(told.loc[begin == chosen, "uuid"])].reset_index(drop=True)
    others = int(free.drop(chosen).sum())
    if not chosen:
        return of_it, Message("register_match.round_undated", others=others)
    day = dt.date.fromisoformat(chosen)
    return of_it, Message("register_match.round", day=day, others=others)
