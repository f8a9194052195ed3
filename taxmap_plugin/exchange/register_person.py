"""A person who was known by name only, and whom a later register names with an ID number.

Only one who has no number yet can be meant, and only where nothing else is possible: the
name is borne once, one number claims it, and no part of the address says otherwise. Two
people with different numbers are never one.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..core.thai_text import match_key_column, name_key_column
from .layer_values import text_of

ADDRESS = ("house_no", "moo", "village", "soi", "road", "tambon", "amphoe", "province")


def named_before(people: pd.DataFrame, private: pd.DataFrame) -> pd.Series:
    """For each of ``people`` the ``uuid`` of the row of ``private`` that is the same person.

    Both have id_number, the parts of the name and of the address. None for people without
    a number, with one that is known, or of whom nobody bears the name.
    """
    number, key = text_of(people, "id_number"), name_key_column(whole_names(people))
    new = number.notna() & ~number.isin(set(private["id_number"].dropna()))
    claims = number[new].groupby(key[new]).nunique()
    asking = new & key.map(claims).eq(1)
    there = private.assign(key=name_key_column(whole_names(private)))
    once = there["key"].notna() & ~there["key"].duplicated(keep=False)
    there = there[once & there["id_number"].isna()].set_index("key")
    found = key.where(asking).map(there["uuid"]).astype(object)
    met = np.flatnonzero(found.notna())
    agree = _addresses_agree(people.iloc[met], there.loc[key.iloc[met]])
    found.iloc[met[~agree]] = None
    return found.where(found.notna(), None)


def _addresses_agree(left: pd.DataFrame, right: pd.DataFrame) -> np.ndarray:
    """Row by row: no part of the address that both have is another one."""
    agree = np.ones(len(left), dtype=bool)
    for name in ADDRESS:
        one, other = (match_key_column(text_of(side, name)).to_numpy() for side in (left, right))
        agree &= pd.isna(one) | pd.isna(other) | (one == other)
    return agree


def whole_names(frame: pd.DataFrame) -> pd.Series:
    """Title, first and last name in one text; None without a name."""
    first, last = text_of(frame, "first_name"), text_of(frame, "last_name")
    whole = first.fillna("").str.cat(last.fillna(""), sep=" ").str.strip()
    return whole.where(whole != "", None)
