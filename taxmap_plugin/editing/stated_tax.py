"""Taxes as another system states them, read from the workspace for a check."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..core.group_values import values_by
from ..core.message import Message
from ..core.parcel_code import normalise
from ..core.tax_check import FIGURES
from ..errors import TaxMapError
from ..workspace.reader import Reader
from .assess import LAND

PLACELESS = "?"
"""Before the code of a stated row of which no parcel is known, as its ``thing``."""

_STATED = (
    *("source_parcel_code", "source_building_code", "deed_no", "parcel_uuid", "building_uuid"),
    *("owner_uuid", "tax_class", *FIGURES, "source"),
)


class CheckError(TaxMapError):
    """There is nothing to check against."""


def read_stated(
    reader: Reader, year: int, source: str, codes: Mapping[str, str]
) -> tuple[pd.DataFrame, int]:
    """The stated figures of land and buildings of a year, and how many there are of signs.

    Of the figures of one ``source`` where it is named; ``codes`` are the parcels' by uuid. Each has
    the ``thing`` that it is about, a parcel or a text that begins with :data:`PLACELESS`. Rows
    whose parcel is no more, or was not drawn yet when they came, find it by its code.
    """
    rows = reader.read("stated_tax", [*_STATED, "tax_kind"], "tax_year = ?", (year,))
    names = rows["source"].fillna("")
    if source:
        rows = rows[names.str.strip() == source.strip()]
    elif names.nunique() > 1:
        told = sorted(name or "–" for name in names.unique())
        raise CheckError(Message("check_tax.several_sources", year=year, sources=told))
    of_land = rows["tax_kind"] == LAND
    stated = rows[of_land].reset_index(drop=True)
    if stated.empty:
        id = "check_tax.none_of_source" if source else "check_tax.none_stated"
        raise CheckError(Message(id, year=year, source=source), level="warning")
    name = stated["source_parcel_code"]
    for column in ("source_building_code", "deed_no"):
        name = name.fillna(stated[column])
    parcel = stated["parcel_uuid"].astype(object)
    called = pd.Series(dict(codes), dtype=object).map(normalise)
    called = called[~called.duplicated(keep=False)]
    by_code = pd.Series(called.index, called.to_numpy(), dtype=object)
    found = stated["source_parcel_code"].map(normalise).map(by_code)
    parcel = parcel.where(parcel.isin(list(codes)), found)
    stated["thing"] = parcel.where(parcel.notna(), PLACELESS + name.fillna("–"))
    return stated.assign(building=stated["building_uuid"]), int((~of_land).sum())


def billed_to_others(ours: pd.DataFrame, stated: pd.DataFrame) -> set[str]:
    """Things of which no payer here is one there, where it is known who that is."""
    here, there = values_by(ours, ["thing"], "payer"), values_by(stated, ["thing"], "owner_uuid")
    owners = {
        thing: {one for key in keys for one in key.split("+")} for thing, keys in here.items()
    }
    return {
        str(thing)
        for thing, billed in there.items()
        if thing in owners and owners[thing].isdisjoint(billed)
    }
