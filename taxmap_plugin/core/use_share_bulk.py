"""The parcels of a province divided by use at once: the same items as ``use_share`` gives.

Parcels of which everything is known are divided column by column; each of the others, and those
of which a law of its own speaks, go the plain way, which says what is wrong with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple, Optional, cast

import numpy as np
import pandas as pd

from .exact_ratio import half_up_ratio
from .group_sum import sum_by
from .land_tax_bulk import COLUMNS, frame_of
from .law import Law
from .use_share import (
    Building,
    BuildingUse,
    Land,
    LandUse,
    LeftOut,
    Payer,
    Shares,
    land_items,
)

_NONE = -1  # of a number that is not stated


@dataclass(frozen=True)
class LandFrames:
    """The rows of many parcels, each in its order, keys unique within a frame.

    lands: key, code, payer, is_person, value, area, group
    uses: key, land, use_type, area, is_let, vacant_years, reduction, outside
    buildings: key, land, code, payer, is_person, value, floor_area, site, land_area,
        commerce_area, vacant_years
    building_uses: key, building, use_type, area

    Units are those of :mod:`use_share`; ``area`` of uses, ``land_area`` and ``commerce_area`` are
    nullable integers.
    """

    lands: pd.DataFrame
    uses: pd.DataFrame
    buildings: pd.DataFrame
    building_uses: pd.DataFrame

    def some(self, keys: list[str]) -> list[Land]:
        """These parcels, in the order of their frame."""
        lands = self.lands[self.lands["key"].isin(keys)]
        uses = _by(self.uses[self.uses["land"].isin(keys)], "land")
        houses = self.buildings[self.buildings["land"].isin(keys)]
        parts = _by(
            self.building_uses[self.building_uses["building"].isin(houses["key"])], "building"
        )
        standing = _by(houses, "land")
        return [
            Land(
                *(one["key"], one["code"], Payer(one["payer"], bool(one["is_person"]))),
                *(int(one["value"]), int(one["area"])),
                tuple(_land_use(row) for row in uses.get(one["key"], [])),
                tuple(_building(row, parts) for row in standing.get(one["key"], [])),
                one["group"],
            )
            for one in lands.to_dict("records")
        ]


class ManyShares(NamedTuple):
    """As :class:`use_share.Shares`, the items as a frame (``land_tax_bulk.COLUMNS``)."""

    items: pd.DataFrame
    left_out: list[LeftOut]
    outside: list[LeftOut]


def items_of(frames: LandFrames, law: Law) -> ManyShares:
    """The items of all parcels, what is left out of them, and what the law does not tax."""
    work = _Work(frames, law)
    made = work.items()
    doubtful = frames.lands["key"].to_numpy(object)[~work.clear].tolist()
    plain = Shares()
    for land in frames.some(doubtful) if doubtful else []:
        shares = land_items(land, law)
        plain.items += shares.items
        plain.left_out += shares.left_out
        plain.outside += shares.outside
    if plain.items:
        made.append(frame_of(plain.items))
    made = [one for one in made if len(one)] or made[:1]
    items = pd.concat(made, ignore_index=True).astype({"value": np.int64, "former_tax": "Int64"})
    return ManyShares(items, plain.left_out, plain.outside)


class _Work:
    """The frames as arrays; ``clear`` is false for the lands that must go the plain way."""

    def __init__(self, frames: LandFrames, law: Law) -> None:
        self.frames, self.law = frames, law
        self.clear = np.ones(len(frames.lands), bool)
        lands, uses, houses = frames.lands, frames.uses, frames.buildings
        at = pd.Index(lands["key"])
        self.land_of_use = at.get_indexer(uses["land"])
        self.land_of_house = at.get_indexer(houses["land"])
        self.value = lands["value"].to_numpy(np.int64)
        known = [law.use_class("land_use", code) for code in pd.unique(uses["use_type"])]
        codes = pd.factorize(uses["use_type"])[0]
        self.use = np.array([one and one.use for one in known] or [None], object)[codes]
        self.home = np.array([one.home if one else "" for one in known] or [""], object)[codes]
        self._divide_land()
        self._place_houses()
        self._find_bare()

    def _divide_land(self) -> None:
        """``row_value``: the value of the land of each row of use."""
        area = _whole(self.frames.uses["area"])
        blank = area == _NONE
        stated = np.where(blank, 0, area)
        count = len(self.clear)
        used = sum_by(self.land_of_use, stated, count)
        left = self.frames.lands["area"].to_numpy(np.int64) - used
        blanks = sum_by(self.land_of_use, blank, count)
        below = sum_by(self.land_of_use, area < _NONE, count) > 0
        area = np.where(blank, left[self.land_of_use], stated)
        whole = used + np.where(blanks > 0, left, 0)
        self.clear &= ~below & (left >= 0) & (blanks <= 1) & (whole > 0)
        self.clear &= (blanks > 0) | (left == 0)
        uses = self.frames.uses
        rare = (uses["reduction"] != "") | (uses["outside"] != "")
        self.clear[self.land_of_use[rare.to_numpy(bool)]] = False
        self.row_value = self._divided(self.value, self.land_of_use, area, self.land_of_use)

    def _place_houses(self) -> None:
        """``row_of_house``: the row of use that each building stands on; of none ``-1``."""
        uses, houses = self.frames.uses, self.frames.buildings
        built = np.isin(self.use, ["residential", "other"])
        order = np.lexsort((np.arange(len(uses)), ~built, self.land_of_use))
        usual = np.full(len(self.clear), -1)
        lands = self.land_of_use[order]
        first = np.r_[True, lands[1:] != lands[:-1]] if len(lands) else np.zeros(0, bool)
        usual[lands[first]] = order[first]
        said = pd.Index(uses["key"]).get_indexer(houses["site"])
        ours = (
            (said >= 0) & (self.land_of_use[said] == self.land_of_house) if len(uses) else said >= 0
        )
        self.row_of_house = np.where(ours, said, usual[self.land_of_house])
        self.clear[self.land_of_house[self.row_of_house < 0]] = False

    def _divided(
        self, values: np.ndarray, group: np.ndarray, weights: np.ndarray, land: np.ndarray
    ) -> np.ndarray:
        """``values[group]`` by weights, the last of each group takes the rest.

        Lands (``land``, of each part) of which a group has no weight or too few satang are not
        clear any more.
        """
        total = sum_by(group, weights, len(values))
        fair = total[group] > 0
        self.clear[land[~fair]] = False
        under = np.where(fair, total[group], 1)
        shares = half_up_ratio([values[group], np.where(fair, weights, 0)], [under])
        order = np.argsort(group, kind="stable")
        ends = np.r_[group[order][1:] != group[order][:-1], True] if len(order) else order
        last = order[ends.astype(bool)]
        shares[last] += values[group[last]] - sum_by(group, shares, len(values))[group[last]]
        self.clear[land[shares < 0]] = False
        return shares

    def _find_bare(self) -> None:
        """``is_bare``: the rows of use on which no building stands."""
        self.is_bare = np.ones(len(self.frames.uses), bool)
        self.is_bare[self.row_of_house[self.row_of_house >= 0]] = False
        self.clear[self.land_of_use[self.is_bare & pd.isna(self.use)]] = False

    def items(self) -> list[pd.DataFrame]:
        """Of bare rows; of the land under buildings, with them where one pays for both; of
        the buildings of others."""
        lands, houses = self.frames.lands, self.frames.buildings
        parts = self._parts()
        at = self.land_of_house
        nowhere = len(self.row_value)  # a row of its own for buildings on land without a use
        row = np.where(self.row_of_house < 0, nowhere, self.row_of_house)
        weights = self._house_weights(row)
        its_land = self._divided(np.r_[self.row_value, 0], row, weights, at)
        value = houses["value"].to_numpy(np.int64)
        same = (houses["payer"].to_numpy(object) == lands["payer"].to_numpy(object)[at]) & (
            houses["is_person"].to_numpy(bool) == lands["is_person"].to_numpy(bool)[at]
        )
        house, weight = parts["house"].to_numpy(np.int64), parts["weight"].to_numpy(np.int64)
        on_land = np.where(same, its_land + value, its_land)
        together = self._divided(on_land, house, weight, at[house])
        apart = self._divided(value, house, weight, at[house])
        mine, clear = same[house], self.clear[at[house]]
        home = np.where(mine, "land_building", "").astype(object)
        theirs = clear & ~mine
        of_land = self._items(parts[clear], together[clear], home[clear], False)
        others = np.full(int(theirs.sum()), "building", object)
        of_house = self._items(parts[theirs], apart[theirs], others, True)
        return [self._bare_items(), of_land, of_house]

    def _house_weights(self, row: np.ndarray) -> np.ndarray:
        """By the land that each building has, where all on a row say so; else by their floors."""
        houses = self.frames.buildings
        stated = np.maximum(_whole(houses["land_area"]), 0)
        floors = houses["floor_area"].to_numpy(np.int64)
        size = len(self.row_value) + 1
        silent = sum_by(row, stated == 0, size) > 0
        weights = np.where(silent[row], floors, stated)
        return np.where((sum_by(row, weights, size) == 0)[row], 1, weights)

    def _parts(self) -> pd.DataFrame:
        """The uses of each building: house (its place), number, use, is_home, weight."""
        houses, rows = self.frames.buildings, self.frames.building_uses
        row = np.maximum(self.row_of_house, 0)
        use_of_row = self.use[row] if len(self.use) else np.zeros(len(houses), object)
        home = (self.home[row] != "") if len(self.home) else np.zeros(len(houses), bool)
        house = pd.Index(houses["key"]).get_indexer(rows["building"])
        rows, house = rows[house >= 0], house[house >= 0]
        floors = houses["floor_area"].to_numpy(np.int64)
        area = _whole(rows["area"])
        area = np.where(area == _NONE, floors[house], area)
        mixed = (rows["use_type"] == "2").to_numpy(bool)
        trade = _whole(houses["commerce_area"])[house]
        unclear = mixed & ((trade < 0) | (trade > area)) | (area < 0)
        names = pd.unique(rows["use_type"])
        told = [self.law.use_class("building_use", name) for name in names]
        codes = pd.factorize(rows["use_type"])[0]
        use = np.array([one and one.use for one in told] or [None], object)[codes]
        use = np.where(mixed, "residential", use)
        unclear |= pd.isna(use)
        self.clear[self.land_of_house[house[unclear]]] = False
        number = np.arange(len(rows)) * 2
        first = pd.DataFrame(
            {
                "house": house,
                "order": number,
                "use": use,
                "weight": np.where(mixed, area - trade, area),
            }
        )
        second = pd.DataFrame(
            {"house": house, "order": number + 1, "use": "other", "weight": trade}
        )[mixed]
        none = np.ones(len(houses), bool)
        none[house] = False
        silent = np.flatnonzero(none)
        self.clear[self.land_of_house[silent[use_of_row[silent] == None]]] = False  # noqa: E711
        whole = pd.DataFrame({"house": silent, "order": 0, "use": use_of_row[silent], "weight": 1})
        parts = pd.concat([first, second, whole], ignore_index=True)
        parts = parts[parts["weight"] != 0].sort_values(["house", "order"], ignore_index=True)
        at = parts["house"].to_numpy(np.int64)
        measured = sum_by(at, parts["weight"].to_numpy(np.int64), len(houses))
        self.clear[self.land_of_house[~none & (measured != floors)]] = False
        self.clear[self.land_of_house[measured == 0]] = False
        parts["number"] = parts.groupby("house").cumcount().to_numpy()
        of_row = home[at] if len(at) else np.zeros(0, bool)
        parts["is_home"] = of_row & ((parts["use"] == "residential").to_numpy() | none[at])
        return parts

    def _items(
        self, parts: pd.DataFrame, value: np.ndarray, home: np.ndarray, apart: bool
    ) -> pd.DataFrame:
        """Items of parts of buildings, for the land's payer or (``apart``) the building's."""
        houses, lands, uses = self.frames.buildings, self.frames.lands, self.frames.uses
        house = parts["house"].to_numpy(np.int64)
        land, row = self.land_of_house[house], np.maximum(self.row_of_house, 0)[house]
        row_key = uses["key"].to_numpy(object)[row] if len(uses) else np.full(len(row), "", object)
        house_key = houses["key"].to_numpy(object)[house]
        number = parts["number"].astype(str).to_numpy(object)
        prefix = np.full(len(row), "", object) if apart else row_key + "/"
        payer = houses.iloc[house] if apart else lands.iloc[land]
        its_home = np.where(parts["is_home"].to_numpy(bool), home, "")
        use = parts["use"].to_numpy(object)
        is_let = uses["is_let"].to_numpy(bool)[row] if len(uses) else np.zeros(len(row), bool)
        years = houses["vacant_years"].to_numpy(np.int64)[house]
        return _frame(
            key=prefix + house_key + "/" + number,
            payer=payer["payer"].to_numpy(object),
            is_person=payer["is_person"].to_numpy(bool),
            group=house_key if apart else self._group()[land],
            use=use,
            value=value,
            home=its_home,
            home_id=np.where(its_home != "", row_key, ""),
            is_let=is_let,
            vacant_years=np.where(use == "vacant", years, 0),
            parcel=lands["key"].to_numpy(object)[land],
            building=np.where(apart | (home != ""), house_key, ""),
        )

    def _bare_items(self) -> pd.DataFrame:
        uses, lands = self.frames.uses, self.frames.lands
        at = np.flatnonzero(self.is_bare & self.clear[self.land_of_use])
        land = self.land_of_use[at]
        use = self.use[at]
        home = np.where(self.home[at] == "land_building", self.home[at], "")
        key = uses["key"].to_numpy(object)[at]
        return _frame(
            key=key,
            payer=lands["payer"].to_numpy(object)[land],
            is_person=lands["is_person"].to_numpy(bool)[land],
            group=self._group()[land],
            use=use,
            value=self.row_value[at],
            home=home,
            home_id=np.where(home != "", key, ""),
            is_let=uses["is_let"].to_numpy(bool)[at],
            vacant_years=np.where(use == "vacant", uses["vacant_years"].to_numpy(np.int64)[at], 0),
            parcel=lands["key"].to_numpy(object)[land],
            building=np.full(len(at), "", object),
        )

    def _group(self) -> np.ndarray:
        lands = self.frames.lands
        group = lands["group"].to_numpy(object)
        return cast(np.ndarray, np.where(group == "", lands["key"].to_numpy(object), group))


def _frame(**columns: np.ndarray) -> pd.DataFrame:
    count = len(columns["key"])
    nothing = np.empty(count, object)
    nothing.fill(())
    former = pd.arrays.IntegerArray(np.zeros(count, np.int64), np.ones(count, bool))
    told = {**columns, "reductions": nothing, "former_tax": former, "unit": ""}
    return pd.DataFrame(told)[COLUMNS]


def _whole(column: pd.Series) -> np.ndarray:
    """A nullable column as int64, ``-1`` where nothing is stated and below that what is less."""
    blank = column.isna().to_numpy(bool)
    numbers = column.fillna(0).to_numpy(np.int64)
    return cast(np.ndarray, np.where(blank, _NONE, np.where(numbers < 0, numbers - 1, numbers)))


def _by(rows: pd.DataFrame, name: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows.to_dict("records"):
        found.setdefault(row[name], []).append(cast("dict[str, Any]", row))
    return found


def _land_use(row: dict[str, Any]) -> LandUse:
    told = row["key"], row["use_type"], _maybe(row["area"])
    of_law = row["reduction"], row["outside"]
    return LandUse(*told, bool(row["is_let"]), int(row["vacant_years"]), *of_law)


def _building(row: dict[str, Any], parts: dict[str, list[dict[str, Any]]]) -> Building:
    uses = [
        BuildingUse(part["key"], part["use_type"], _maybe(part["area"]))
        for part in parts.get(row["key"], [])
    ]
    payer = Payer(row["payer"], bool(row["is_person"]))
    areas = _maybe(row["land_area"]), _maybe(row["commerce_area"])
    return Building(
        *(row["key"], row["code"], payer, int(row["value"]), int(row["floor_area"])),
        *(tuple(uses), row["site"], *areas, int(row["vacant_years"])),
    )


def _maybe(value: Any) -> Optional[int]:
    return None if pd.isna(value) else int(value)
