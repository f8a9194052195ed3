"""Whose bill a receipt is paid on: the payer of that year's assessments.

A receipt names a person, a parcel, or both; a bill may be of several owners together. Where it
may be one of several bills nobody is taken.
"""

from __future__ import annotations

import pandas as pd

_YEAR = ["tax_year", "tax_kind"]


def matched_payers(payments: pd.DataFrame, assessed: pd.DataFrame) -> pd.Series:
    """The ``payer_key`` of each payment, None where no single bill fits.

    ``payments``: tax_year, tax_kind, owner_uuid, parcel_code. ``assessed``: tax_year, tax_kind,
    payer_key, parcel_code (a row for each thing assessed). First the bill of the person for the
    parcel, then the person's own bill, the only one in which the person has a part, and the only
    one of the parcel.
    """
    bills = assessed[[*_YEAR, "payer_key"]].drop_duplicates()
    shares = bills.assign(owner_uuid=bills["payer_key"].str.split("+")).explode("owner_uuid")
    on_parcel = assessed[[*_YEAR, "payer_key", "parcel_code"]]
    on_parcel = on_parcel[on_parcel["parcel_code"].notna()].drop_duplicates()
    both = on_parcel.merge(shares, on=[*_YEAR, "payer_key"])
    own = shares[shares["payer_key"] == shares["owner_uuid"]]
    found = pd.Series(None, index=payments.index, dtype=object)
    for known, keys in (
        (both, ["parcel_code", "owner_uuid"]),
        (own, ["owner_uuid"]),
        (shares, ["owner_uuid"]),
        (on_parcel, ["parcel_code"]),
    ):
        found = found.where(found.notna(), _only_one(payments, known, [*_YEAR, *keys]))
    return found.where(found.notna(), None)


def _only_one(payments: pd.DataFrame, known: pd.DataFrame, keys: list[str]) -> pd.Series:
    """The payer of each payment by ``keys``, where one alone has them."""
    distinct = known[[*keys, "payer_key"]].drop_duplicates()
    once = distinct[~distinct.duplicated(keys, keep=False)]
    asked = payments[keys].astype(object).reset_index(drop=True)
    complete = asked.notna().all(axis=1)
    found = asked[complete].merge(once.astype(object), on=keys, how="left")["payer_key"]
    result = pd.Series(None, index=asked.index, dtype=object)
    result[complete.to_numpy()] = found.to_numpy(dtype=object)
    return result.set_axis(payments.index)
