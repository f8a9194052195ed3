"""What a municipality raises and what it may miss: the standing of its taxes, and the gaps.

A gap is ground, a building or a row of a register that brings no tax in the year. Everything
stands in one gap alone, the first of :data:`GAPS` that fits it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .collection_report import Collection
from .message import Message

PRICE, USE, NEVER, LAPSED = "price_missing", "use_unknown", "never_assessed", "lapsed"
BUILDING, REGISTER = "building_unassessed", "register_only"
GAPS = (PRICE, USE, NEVER, LAPSED, BUILDING, REGISTER)
"""In the order in which a thing is put into them. ``building_unassessed`` are buildings on land
that is taxed in the year, ``lapsed`` parcels that were taxed in another year only,
``register_only`` title documents and buildings without a parcel."""

TAXED, OUTSIDE = "taxed", "outside"
"""Where a parcel stands that is in no gap: it has an assessment, or need not have one."""

COLUMNS = [
    *("gap", "table", "uuid", "parcel", "code", "zone", "block", "count", "area", "floor_area"),
    *("never", "reasons", "lines", "low", "high"),
]
"""Of :attr:`Revenue.gaps`, a row for each parcel or row of a register. ``parcel`` "" for none,
``count`` how many things (several buildings of one parcel are one row), ``area`` hundredths of a
ตร.ว. and ``floor_area`` m² or missing, ``never`` no assessment in any year, ``reasons`` and
``lines`` (how the range comes about) messages, ``low`` and ``high`` satang a year or missing."""


@dataclass(frozen=True)
class Gap:
    """The sum of one gap: ``unknown`` rows have no range, ``area`` hundredths of a ตร.ว. of all
    whose area is known, ``floor_area`` m²."""

    id: str
    count: int
    never: int
    area: int
    floor_area: float
    low: int
    high: int
    unknown: int


@dataclass(frozen=True)
class Revenue:
    """The standing of the taxes on the day of ``collection``, and the gaps of its tax year.

    ``parcels`` has ``uuid``, ``code``, ``zone``, ``block``, ``geom`` and ``standing`` (one of
    :data:`GAPS`, :data:`TAXED`, :data:`OUTSIDE`) of every parcel, ``tax`` its satang in the year.
    ``told`` is what the officer should know of these numbers.
    """

    collection: Collection
    things: pd.DataFrame
    parcels: pd.DataFrame
    gaps: pd.DataFrame
    told: Sequence[Message] = ()

    @property
    def year(self) -> int:
        return self.collection.year

    @property
    def of_year(self) -> pd.DataFrame:
        """The things of the tax year."""
        return self.things[self.things["tax_year"] == self.year]

    def gap(self, id: str) -> Gap:
        return _summed(id, self.gaps[self.gaps["gap"] == id])

    def all_gaps(self) -> Gap:
        return _summed("", self.gaps)


def _summed(id: str, rows: pd.DataFrame) -> Gap:
    sums = {name: int(rows[name].sum()) for name in ("count", "area", "low", "high")}
    return Gap(
        id,
        never=int(rows.loc[rows["never"], "count"].sum()),
        floor_area=float(np.nansum(rows["floor_area"].to_numpy(float, na_value=np.nan))),
        unknown=int(rows["low"].isna().sum()),
        **sums,
    )
