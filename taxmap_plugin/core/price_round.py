"""A new price list of the Treasury against the old: what it makes of values and taxes.

Both sides are assessments of the same law, owners, uses and buildings; only the day of the prices
differs. Values and taxes are integer satang, prices satang a ตร.ว.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Optional

import numpy as np
import pandas as pd

from ..errors import TaxMapError
from .message import Message
from .payers import first_of_january
from .price_list import begun_after, days_of, holding_on
from .use_share import LeftOut

FALLS, SAME, ONLY_OLD, ONLY_NEW, UNTAXED = "falls", "same", "only_old", "only_new", "not_assessed"
RISES: Mapping[str, float] = {
    "up_10": 10,
    "up_25": 25,
    "up_50": 50,
    "up_100": 100,
    "over_100": np.inf,
}
"""Classes of a rise of the price of land, each with the percent up to which it goes."""
CLASSES = (FALLS, SAME, *RISES, ONLY_OLD, ONLY_NEW, UNTAXED)
"""What may become of a parcel's price. ``only_old``: the new list does not have it, so that the old
price goes on or there is none; ``not_assessed``: it has no price, owner or area on either side."""
SIDES = ("before", "after")
_ITEM = ("value", "tax")


class PriceRoundError(TaxMapError):
    """There are no two lists to be compared."""


@dataclass(frozen=True)
class Priced:
    """One side: ``lands`` (key, price, value) with their land alone, ``items`` as they are taxed
    (parcel, payer, tax_class, value, tax), and what is left out."""

    lands: pd.DataFrame
    items: pd.DataFrame
    left_out: Sequence[LeftOut]


@dataclass(frozen=True)
class PriceRound:
    """``parcels`` are all of them: parcel (uuid), code, zone, block, payer, ``class``, and of each
    side (``_before``, ``_after``) price, land, value (of all that is taxed) and tax."""

    year: int
    before_day: str
    day: str
    before: Priced
    after: Priced
    parcels: pd.DataFrame

    @property
    def difference(self) -> int:
        """Satang of tax that the new list brings more."""
        return int(self.after.items["tax"].sum()) - int(self.before.items["tax"].sum())

    def by_class(self) -> pd.DataFrame:
        """By tax class: items, value and tax of both sides."""
        return self._by("tax_class", self.before.items, self.after.items)

    def by(self, name: str) -> pd.DataFrame:
        """By ``zone``, ``block``, ``payer`` or ``class``, the greatest rise of tax first for
        payers."""
        if name == "payer":
            found = self._by(name, self.before.items, self.after.items)
            rise = found["tax_after"] - found["tax_before"]
            return found.assign(rise=rise).sort_values(
                ["rise", "payer"], ascending=[False, True], ignore_index=True
            )
        place = self.parcels.set_index("parcel")[name]
        sides = [
            side.items.assign(**{name: side.items["parcel"].map(place)}) for side in self._sides
        ]
        return self._by(name, *sides)

    @cached_property
    def rising(self) -> pd.DataFrame:
        """The parcels by how much more tax they bear, the most first."""
        rise = self.parcels["tax_after"] - self.parcels["tax_before"]
        rows = self.parcels.assign(rise=rise)
        return rows.sort_values(["rise", "code"], ascending=[False, True], ignore_index=True)

    def counts(self) -> Mapping[str, int]:
        """How many parcels of each class."""
        found = self.parcels["class"].value_counts()
        return {name: int(found.get(name, 0)) for name in CLASSES}

    @property
    def _sides(self) -> tuple[Priced, Priced]:
        return self.before, self.after

    @staticmethod
    def _by(name: str, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
        sides = []
        for end, items in zip(SIDES, (before, after)):
            of = items.assign(**{name: items[name].fillna("")}).groupby(name)
            sums = of[list(_ITEM)].sum().rename(columns={one: f"{one}_{end}" for one in _ITEM})
            sides.append(sums.assign(**{f"items_{end}": of.size()}))
        found = sides[0].join(sides[1], how="outer").fillna(0).astype(np.int64)
        return found.rename_axis(name).reset_index()


def round_of(
    year: int, land: pd.DataFrame, building: pd.DataFrame, day: str = ""
) -> tuple[str, str]:
    """The last day of the old prices and the first one of the new (ISO).

    ``day`` is when the new list begins; blank: the first list after 1 January of ``year``, else
    the latest. Raises PriceRoundError where no price begins on a day of its own.
    """
    days = days_of(land, building)
    if not day:
        if not days:
            raise PriceRoundError(Message("price_round.no_day"), level="warning")
        later = [one for one in days if one > first_of_january(year)]
        day = later[0] if later else days[-1]
    before = (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()
    if not len(begun_after(land, before, day)) and not len(begun_after(building, before, day)):
        told = Message("price_round.none_then", day=dt.date.fromisoformat(day), days=_told(days))
        raise PriceRoundError(told, level="warning")
    return before, day


def _told(days: Sequence[str]) -> list[object]:
    return [dt.date.fromisoformat(day) for day in days] or ["–"]


def compare_prices(
    year: int,
    days: tuple[str, str],
    parcel: pd.DataFrame,
    land_price: pd.DataFrame,
    sides: tuple[Priced, Priced],
) -> PriceRound:
    """Both sides by parcel; ``parcel`` has parcel (its uuid), code, zone and block."""
    frame = parcel.copy()
    payer: Optional[pd.Series] = None
    for end, side in zip(SIDES, sides):
        lands = side.lands.set_index("key")
        sums = side.items.groupby("parcel")[list(_ITEM)].sum()
        frame[f"price_{end}"] = frame["parcel"].map(lands["price"]).astype("Int64")
        frame[f"land_{end}"] = frame["parcel"].map(lands["value"]).astype("Int64")
        for name in _ITEM:
            found = frame["parcel"].map(sums[name])
            frame[f"{name}_{end}"] = found.fillna(0).astype(np.int64)
        payer = lands["payer"] if payer is None else payer.combine_first(lands["payer"])
    frame["payer"] = frame["parcel"].map(payer).fillna("")
    before, day = days
    new = begun_after(land_price, before, day)["parcel_uuid"]
    old = holding_on(land_price, before)["parcel_uuid"]
    frame["class"] = _classes(frame, frame["parcel"].isin(old), frame["parcel"].isin(new))
    return PriceRound(year, before, day, *sides, frame)


def _classes(frame: pd.DataFrame, in_old: pd.Series, in_new: pd.Series) -> np.ndarray:
    """The class of each parcel, by its price of land on both sides and which lists have it."""
    before, after = (frame[f"price_{end}"].astype(float) for end in SIDES)
    percent = (after - before) / before.where(before > 0) * 100
    cases = [
        (before.isna() & after.isna(), UNTAXED),
        (in_old & ~in_new, ONLY_OLD),
        (before.isna(), ONLY_NEW),
        (after.isna(), ONLY_OLD),
        (percent < 0, FALLS),
        (percent == 0, SAME),
        *((percent <= most, name) for name, most in RISES.items()),
    ]
    return np.select([case.to_numpy(bool) for case, _ in cases], [name for _, name in cases], SAME)
