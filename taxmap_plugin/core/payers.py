"""Who pays for a thing: its owners on 1 January of the tax year, co-owners as one (s.9, 47)."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from .thai_date import ERA

_PERSON = "1"  # of person_type
_THINGS = ("signboard_uuid", "condo_unit_uuid", "building_uuid", "parcel_uuid")

OWNERSHIP = ("owner_uuid", *_THINGS, "title_document_uuid", "from_date", "to_date")
"""Columns of ownership that are looked at."""


def first_of_january(year: int) -> str:
    """The day that decides for a tax year (B.E.), ISO."""
    return dt.date(year - ERA, 1, 1).isoformat()


def payers_on(
    year: int, ownership: pd.DataFrame, owner: pd.DataFrame, parcel_of_title: pd.Series
) -> pd.DataFrame:
    """By thing (uuid of a sign, unit, building or parcel): ``payer``, ``is_person``, ``since``.

    ``payer`` are the owners' uuids in their order, joined by "+"; ``is_person`` where all are
    natural persons; ``since`` the day on which the last of them came to hold it (ISO, None where
    nobody knows). A row that names a title document alone is about its parcel. Who gave a thing
    up on the day does not hold it any more.
    """
    day = first_of_january(year)
    begun = ownership["from_date"].isna() | (ownership["from_date"] <= day)
    held = ownership[begun & (ownership["to_date"].isna() | (ownership["to_date"] > day))]
    held = held[held["owner_uuid"].notna()]
    thing = things_held(held, parcel_of_title)
    kinds = owner.set_index("uuid")["person_type"]
    person = held["owner_uuid"].map(kinds) == _PERSON
    pairs = pd.DataFrame({"thing": thing, "owner": held["owner_uuid"], "person": person})
    pairs["since"] = held["from_date"].fillna("").astype(object)
    pairs = pairs[pairs["thing"].notna()].drop_duplicates(["thing", "owner"])
    pairs = pairs.sort_values(["thing", "owner"])
    several = pairs["thing"].duplicated(keep=False)  # few, and the only ones to be put together
    alone, of_thing = pairs[~several].set_index("thing"), pairs[several].groupby("thing")
    shared = {
        "owner": of_thing["owner"].agg("+".join),
        "person": of_thing["person"].all(),
        "since": of_thing["since"].max(),
    }
    found = pd.concat([alone, pd.DataFrame(shared)]) if several.any() else alone
    since = found["since"].astype(object)
    return pd.DataFrame(
        {
            "payer": found["owner"],
            "is_person": found["person"].astype(bool),
            "since": since.where(since != "", None),
        }
    ).sort_index()


def things_held(ownership: pd.DataFrame, parcel_of_title: pd.Series) -> pd.Series:
    """What each row of ownership is about: the sign, unit, building or parcel (uuid)."""
    thing = ownership["title_document_uuid"].map(parcel_of_title).astype(object)
    for name in reversed(_THINGS):
        thing = ownership[name].astype(object).where(ownership[name].notna(), thing)
    return thing
