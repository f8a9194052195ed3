"""What the registers say on 1 January of a tax year: who pays for what, at which price (s.9, 35).

From the tables of a workspace come the parcels, uses and buildings that ``use_share_bulk`` divides.
What cannot be taxed, as its owner, price, area or type is not known, is told with its parcel or
building and left out; the rest goes on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from .adjoining import adjoining
from .appraisal import (
    building_age,
    building_told,
    building_value,
    land_told,
    land_value,
    lender,
    lent_told,
    square_cm,
    unit_told,
    unit_value,
)
from .area import from_square_metres
from .comparable_price import Comparable, comparables
from .exact_ratio import half_up_ratio
from .land_tax import TaxItem
from .law import Law
from .message import Message, Term
from .payers import OWNERSHIP, first_of_january, payers_on
from .price_list import holding_on
from .special_share import COLUMNS as SPECIAL
from .special_share import set_apart
from .tax_line import TaxLine
from .thai_date import ERA
from .use_share import Land, LeftOut
from .use_share_bulk import LandFrames

TABLES: Mapping[str, tuple[str, ...]] = {
    "parcel": ("uuid", "parcel_code", "source_code", "document_area", "geom"),
    "road": ("uuid", "geom"),
    "title_document": ("uuid", "parcel_uuid", "document_area", "price_per_wah", "total_price"),
    "land_use": (
        *("uuid", "parcel_uuid", "title_document_uuid", "tax_year", "use_type", "area"),
        *("used_for", "reduction", "outside_tax"),
    ),
    "building": (
        *("uuid", "building_code", "parcel_uuid", "building_type", "structure", "floor_area_m2"),
        *("land_area", "commerce_area_m2", "built_year", "age_years", "land_use_uuid"),
    ),
    "building_use": ("uuid", "building_uuid", "tax_year", "use_type", "full_area", "area_m2"),
    "land_price": ("parcel_uuid", "price_per_wah", "valid_from", "valid_to"),
    "building_price": ("building_type", "province", "price_per_m2", "valid_from", "valid_to"),
    "condo_unit": (
        *("uuid", "condo_name", "unit_no", "parcel_uuid", "area_m2", "price_per_m2", "use_type"),
        *("is_main_home", "reduction", "outside_tax"),
    ),
    "ownership": OWNERSHIP,
    "owner": ("uuid", "person_type"),
    "special_property": SPECIAL,
}
"""The tables, and the columns of each, that are looked at."""

_LET = ("2", "3")  # of land_used_for: let, given to others
_VACANT_SINCE = {"8": 4, "9": 7}  # of land_use_type: at least the 4th, the 7th year in a row
_CM2 = 10_000  # of a square metre
_ENDLESS = 9_999  # years
_WAH = 100  # areas of land are in hundredths of a ตร.ว.


_OF_VALUE = ("building_type", "structure", "floor_area_m2", "price", "age")
"""Columns of buildings that say how their value came about."""


@dataclass(frozen=True)
class Holding:
    """What is to be divided and taxed, and what is left out before.

    ``units`` are the items of condominium units, ``outside`` what the law does not tax (s.8),
    ``payers`` who pays for which thing. ``by_map`` are the parcels (uuid) whose area is that of
    the map, as no document states any; ``earlier`` those whose uses are of an earlier year;
    ``lent`` those whose price is that of comparable land, which the office chose to take.
    """

    frames: LandFrames
    left_out: list[LeftOut]
    by_map: frozenset[str]
    earlier: frozenset[str]
    lent: Mapping[str, Comparable]
    units: list[TaxItem]
    outside: list[LeftOut]
    payers: pd.DataFrame

    def explained(self, keys: Sequence[str], law: Law) -> list[Land]:
        """These parcels (uuid) for the plain way, with how each value came about."""
        prices = self.frames.lands.set_index("key")["price"]
        houses = self.frames.buildings
        houses = houses[houses["land"].isin(keys)].set_index("key")
        lines = {key: _told_of(row, law) for key, row in houses.to_dict("index").items()}
        return [
            replace(
                land,
                told=self._land_told(land, int(prices[land.key])),
                buildings=tuple(replace(one, told=lines[one.key]) for one in land.buildings),
            )
            for land in self.frames.some(list(keys))
        ]

    def _land_told(self, land: Land, price: int) -> tuple[TaxLine, ...]:
        told = land_told(land.code, land.area, price, land.key in self.by_map)
        lender = self.lent.get(land.key)
        return (told,) if lender is None else (lent_told(lender), told)


def _told_of(row: Mapping[str, Any], law: Law) -> tuple[TaxLine, ...]:
    price, structure = int(row["price"]), str(row["structure"])
    value = building_value(row["floor_area_m2"], price, structure, int(row["age"]), law)
    if value is None:
        return ()
    told = row["code"], row["building_type"], row["floor_area_m2"], price, structure
    return building_told(*told, value)


def on_first_of_january(
    tables: Mapping[str, pd.DataFrame],
    law: Law,
    province: Optional[str] = None,
    price_day: str = "",
) -> Holding:
    """The parcels of a workspace, ready to be divided; ``tables`` are those of :data:`TABLES`.

    Building prices of another ``province`` are not looked at. Prices are those of ``price_day``
    (ISO), where it is said, with all else as it was on 1 January.
    """
    work = _Register(tables, law, province, price_day)
    lands = work.lands()
    uses = work.uses(lands)
    buildings = work.buildings(lands, uses)
    whole = LandFrames(lands, uses, buildings, work.building_uses(buildings))
    frames, apart, outside = set_apart(whole, tables["special_property"], tables["owner"], law)
    units = work.units()
    told = frozenset(work.by_map), frozenset(work.earlier), work.lent
    left_out, outside = [*work.left_out, *apart], [*work.outside, *outside]
    return Holding(frames, left_out, *told, units, outside, work.payers)


class _Register:
    def __init__(
        self,
        tables: Mapping[str, pd.DataFrame],
        law: Law,
        province: Optional[str],
        price_day: str,
    ) -> None:
        self.tables, self.law, self.province = tables, law, province
        self.price_day = price_day or first_of_january(law.year)
        self.left_out: list[LeftOut] = []
        self.outside: list[LeftOut] = []
        self.by_map: set[str] = set()
        self.earlier: set[str] = set()
        self.lent: dict[str, Comparable] = {}
        titles = tables["title_document"]
        self.parcel_of_title = titles.set_index("uuid")["parcel_uuid"]
        told = tables["ownership"], tables["owner"], self.parcel_of_title
        self.payers = payers_on(law.year, *told)

    def lands(self) -> pd.DataFrame:
        """Parcels with an owner, an area and a price."""
        parcels, titles = self.tables["parcel"], self.tables["title_document"]
        titles = titles[titles["parcel_uuid"].notna()]
        of_parcel = titles.groupby("parcel_uuid")
        stated = of_parcel["document_area"].sum(min_count=1)
        key = parcels["uuid"]
        area = parcels["document_area"].astype("Int64").fillna(key.map(stated).astype("Int64"))
        on_map = shapely.area(parcels["geom"].to_numpy(object))
        mapped = pd.array(
            [None if np.isnan(m2) else from_square_metres(m2) for m2 in on_map], "Int64"
        )
        no_document = area.isna() & ~pd.isna(mapped)
        self.by_map = set(key[no_document])
        area = area.fillna(pd.Series(mapped, parcels.index))
        price = self._land_price(key, of_parcel)
        price = price.fillna(
            _price_of_total(key.map(of_parcel["total_price"].sum(min_count=1)), area)
        )
        names = parcels["parcel_code"].fillna(parcels["source_code"]).fillna("–")
        lands = pd.DataFrame({"key": key, "code": names, "area": area, "price": price})
        like = self._comparable(lands, parcels["geom"])
        lands = lands.join(self.payers, on="key")
        several = lands["price"].isna() & key.map(_prices_of_titles(titles) > 1).eq(True)
        for id, lacking in (
            ("owner_missing", lands["payer"].isna()),
            ("area_missing", lands["area"].isna() | (lands["area"] <= 0)),
            ("prices_differ", several),
            ("price_missing", lands["price"].isna()),
            ("price_zero", lands["price"] <= 0),
        ):
            self._tell(lands[lacking.fillna(False).astype(bool)], id, like)
        told = {one.parcel for one in self.left_out}
        lands = lands[~lands["key"].isin(told)].reset_index(drop=True)
        columns = [lands[name].to_numpy(np.int64) for name in ("area", "price")]
        lands["value"] = half_up_ratio(columns, [np.full(len(lands), _WAH, np.int64)])
        shapes = parcels.set_index("uuid")["geom"].reindex(lands["key"]).to_numpy(object)
        lands["group"] = [f"g{one}" for one in adjoining(shapes, lands["payer"].to_numpy(object))]
        return lands.astype({"area": np.int64, "value": np.int64, "is_person": bool})

    def _comparable(self, lands: pd.DataFrame, shapes: pd.Series) -> Mapping[str, Comparable]:
        """Where prices are missing those of comparable land: taken, where the office chose to."""
        if not lands["price"].isna().any() or not lands["price"].notna().any():
            return {}
        rows = lands.rename(columns={"key": "uuid"}).assign(geom=shapes.to_numpy(object))
        found = comparables(rows, self.tables["road"]["geom"].tolist())
        if self.law.choice("missing_price") == "comparable":
            self.lent = found
            lent = lands["key"].map({uuid: one.price for uuid, one in found.items()})
            lands["price"] = lands["price"].fillna(lent.astype("Int64"))
        return found

    def _land_price(self, key: pd.Series, of_parcel: Any) -> pd.Series:
        """Satang a ตร.ว.: of the list that holds on the day, else of the title document."""
        listed = holding_on(self.tables["land_price"], self.price_day)
        listed = listed[listed["parcel_uuid"].notna()]
        last = listed.groupby("parcel_uuid")["price_per_wah"].last()
        on_title = of_parcel["price_per_wah"].max()
        on_title = on_title[of_parcel["price_per_wah"].nunique() == 1]
        return key.map(last).astype("Int64").fillna(key.map(on_title).astype("Int64"))

    def uses(self, lands: pd.DataFrame) -> pd.DataFrame:
        """The rows of use of the tax year, or of the latest before it where the office says so."""
        rows = self.tables["land_use"]
        by_title = rows["title_document_uuid"].map(self.parcel_of_title)
        parcel = _first(rows["parcel_uuid"], by_title)
        rows = rows.assign(land=parcel)[parcel.isin(lands["key"])]
        rows = rows[rows["tax_year"].isna() | (rows["tax_year"] <= self.law.year)]
        year = rows["tax_year"].fillna(0)
        last = year.groupby(rows["land"]).transform("max")
        now = rows[(year == last) & (last == self.law.year)]
        if self.law.choice("missing_use") == "earlier_year":
            now = rows[year == last]
            self.earlier = set(now.loc[year[now.index] != self.law.year, "land"])
        vacant = self._vacant_years("land_use", rows, year)
        years = now["land"].map(vacant).fillna(1).astype(int)
        years = np.minimum(years, self._years_held(now["land"]))
        least = now["use_type"].map(_VACANT_SINCE).fillna(1).astype(int)
        return pd.DataFrame(
            {
                "key": now["uuid"],
                "land": now["land"],
                "use_type": now["use_type"].fillna(""),
                "area": now["area"].astype("Int64"),
                "is_let": now["used_for"].isin(_LET),
                "vacant_years": np.maximum(years, least),
                "reduction": now["reduction"].astype(object).where(now["reduction"].notna(), ""),
                "outside": now["outside_tax"].astype(object).where(now["outside_tax"].notna(), ""),
            }
        ).reset_index(drop=True)

    def _years_held(self, things: pd.Series) -> np.ndarray:
        """Tax years for which the holders of 1 January have held each, where the vacant years
        begin anew with a new owner; else without end."""
        if self.law.choice("vacant_new_owner") != "anew":
            return np.full(len(things), _ENDLESS)
        since = things.map(self.payers["since"]).fillna("").astype(str)
        first = pd.to_numeric(since.str[:4], errors="coerce") + ERA
        first += (since.str[5:] > "01-01").astype(int)
        held = (self.law.year - first + 1).fillna(_ENDLESS)
        return held.clip(lower=1).to_numpy(np.int64)

    def _vacant_years(self, table: str, rows: pd.DataFrame, year: pd.Series) -> pd.Series:
        """By ``land`` (the parcel, or the building), how many tax years in a row up to this one
        have a vacant row (s.43)."""
        vacant = {
            code
            for code in rows["use_type"].dropna().unique()
            if (known := self.law.use_class(table, code)) is not None and known.use == "vacant"
        }
        since = self.law.vacant_step["first_counted_year"]
        seen = rows["use_type"].isin(vacant) & (year >= since)
        pairs = pd.DataFrame({"land": rows["land"], "year": year})[seen].drop_duplicates()
        pairs = pairs.sort_values(["land", "year"], ascending=[True, False])
        back = pairs.groupby("land").cumcount()
        in_a_row = pairs["year"] == self.law.year - back
        unbroken = in_a_row.groupby(pairs["land"]).cummin()
        return unbroken.groupby(pairs["land"]).sum()

    def buildings(self, lands: pd.DataFrame, uses: pd.DataFrame) -> pd.DataFrame:
        """Taxed buildings with their value; of one without its own owner the land's pays."""
        rows = self.tables["building"]
        rows = rows[rows["parcel_uuid"].isin(lands["key"])]
        fences = [
            kind for kind in rows["building_type"].dropna().unique() if not self.law.is_taxed(kind)
        ]
        rows = rows[~rows["building_type"].isin(fences)]
        rows = rows.assign(code=rows["building_code"].fillna("–"))
        frame = self._valued(rows, lands.set_index("key")["code"])
        frame = frame.join(self.payers, on="uuid")
        of_land = lands.set_index("key")
        known = frame["payer"].notna()
        payer = frame["payer"].where(known, frame["parcel_uuid"].map(of_land["payer"]))
        person = frame["is_person"].where(known, frame["parcel_uuid"].map(of_land["is_person"]))
        of_use = uses.groupby("land")["vacant_years"].max()
        vacant = frame["uuid"].map(self._vacant_buildings())
        vacant = vacant.fillna(frame["parcel_uuid"].map(of_use)).fillna(1).astype(np.int64)
        vacant = np.minimum(vacant, self._years_held(frame["uuid"]))
        return pd.DataFrame(
            {
                "key": frame["uuid"],
                "land": frame["parcel_uuid"],
                "code": frame["code"],
                "payer": payer,
                "is_person": person.astype(bool),
                "value": frame["value"].astype(np.int64),
                "floor_area": [square_cm(m2) for m2 in frame["floor_area_m2"]],
                "site": frame["land_use_uuid"].fillna(""),
                "land_area": frame["land_area"].astype("Int64"),
                "commerce_area": pd.array(
                    [None if pd.isna(m2) else square_cm(m2) for m2 in frame["commerce_area_m2"]],
                    "Int64",
                ),
                "vacant_years": vacant,
                **{name: frame[name] for name in _OF_VALUE},
            }
        )

    def _vacant_buildings(self) -> pd.Series:
        """By building, how many tax years in a row it is vacant by its own rows of use."""
        rows = self.tables["building_use"]
        rows = rows[rows["building_uuid"].notna()]
        rows = rows[rows["tax_year"].isna() | (rows["tax_year"] <= self.law.year)]
        rows = rows.assign(land=rows["building_uuid"])
        return self._vacant_years("building_use", rows, rows["tax_year"].fillna(0))

    def _building_prices(self) -> dict[str, int]:
        rows = holding_on(self.tables["building_price"], self.price_day)
        if self.province is not None:
            rows = rows[rows["province"].isna() | (rows["province"] == self.province)]
        rows = rows[rows["price_per_m2"].notna()]
        return {
            str(kind): int(one) for kind, one in zip(rows["building_type"], rows["price_per_m2"])
        }

    def _valued(self, rows: pd.DataFrame, parcels: pd.Series) -> pd.DataFrame:
        """The rows with their ``value`` in satang; those that have none are told."""
        price = rows["building_type"].map(self._building_prices())
        age = self._age(rows)
        depreciation = self._depreciation(rows["structure"], age)
        missing = {
            "building_type_missing": rows["building_type"].isna(),
            "building_price": ~(price > 0),
            "floor_area_missing": ~(rows["floor_area_m2"] > 0).fillna(False),
            "age_missing": ~(age >= 0).fillna(False),
            "structure_missing": depreciation.isna(),
        }
        wrong = np.zeros(len(rows), bool)
        for problem, lacking in missing.items():
            at = lacking.to_numpy(bool, na_value=True) & ~wrong
            self._tell_buildings(rows[at], parcels, problem)
            wrong |= at
        rows, price, depreciation = rows[~wrong], price[~wrong], depreciation[~wrong]
        left = (10_000 - (depreciation * 100).round()).to_numpy(np.int64)
        areas = np.rint(rows["floor_area_m2"].to_numpy(float) * _CM2).astype(np.int64)
        whole = np.full(len(rows), _CM2 * 10_000, np.int64)
        value = half_up_ratio([areas, price.to_numpy(np.int64), left], [whole])
        known = {"price": price, "depreciation": depreciation, "age": age[~wrong].astype(int)}
        return rows.assign(value=value, **known).reset_index(drop=True)

    def _age(self, rows: pd.DataFrame) -> pd.Series:
        """Whole years of each; the same years are worked out once."""
        stated = zip(*(rows[name].astype(object) for name in ("built_year", "age_years")))
        pairs = [tuple(None if pd.isna(n) else int(n) for n in pair) for pair in stated]
        ages = {pair: building_age(pair[0], pair[1], self.law) for pair in set(pairs)}
        return pd.Series([ages[pair] for pair in pairs], rows.index, dtype="Int64")

    def _depreciation(self, structure: pd.Series, age: pd.Series) -> pd.Series:
        """Percent of each; missing where structure or age are not known."""
        years = pd.to_numeric(age, errors="coerce").astype(float)
        pairs = pd.DataFrame({"structure": structure, "age": years}).drop_duplicates().dropna()
        told = {
            (kind, years): self.law.depreciation(str(kind), int(years))
            for kind, years in pairs.itertuples(index=False, name=None)
            if years >= 0
        }
        of_pair = {pair: float(percent) for pair, percent in told.items() if percent is not None}
        found = [of_pair.get(pair, np.nan) for pair in zip(structure, years)]
        return pd.Series(found, structure.index, dtype=float)

    def _tell_buildings(self, rows: pd.DataFrame, parcels: pd.Series, problem: str) -> None:
        for row in rows.to_dict("records"):
            told = {"building": row["code"], "parcel": parcels[row["parcel_uuid"]]}
            if problem == "building_price":
                told["kind"] = Term("building_type", row["building_type"])
            message = Message(f"tax_register.{problem}", **told)
            self.left_out.append(LeftOut(row["parcel_uuid"], message))

    def building_uses(self, buildings: pd.DataFrame) -> pd.DataFrame:
        """The rows of use of buildings of the tax year, or of the latest before it."""
        rows = self.tables["building_use"]
        rows = rows[rows["building_uuid"].isin(buildings["key"])]
        rows = rows[rows["tax_year"].isna() | (rows["tax_year"] <= self.law.year)]
        year = rows["tax_year"].fillna(0)
        rows = rows[year == year.groupby(rows["building_uuid"]).transform("max")]
        whole = rows["full_area"].astype(object).eq(True) | rows["area_m2"].isna()
        area = [None if all_ else square_cm(m2) for all_, m2 in zip(whole, rows["area_m2"])]
        return pd.DataFrame(
            {
                "key": rows["uuid"],
                "building": rows["building_uuid"],
                "use_type": rows["use_type"].fillna(""),
                "area": pd.array(area, "Int64"),
            }
        ).reset_index(drop=True)

    def units(self) -> list[TaxItem]:
        """Condominium units, each by itself: none has land of its own to be summed."""
        rows = self.tables["condo_unit"]
        rows = rows.astype(object).where(rows.notna(), None).join(self.payers, on="uuid")
        items = [self._unit(row) for row in rows.to_dict("records")]
        return [item for item in items if item is not None]

    def _unit(self, row: Mapping[str, Any]) -> Optional[TaxItem]:
        named = {"unit": row["unit_no"] or "–", "condo": row["condo_name"] or "–"}
        known = self.law.use_class("condo_use", row["use_type"] or "")
        problem = (
            "unit_owner_missing" if pd.isna(row["payer"])
            else "unit_area_missing" if not (row["area_m2"] or 0) > 0
            else "unit_price_missing" if not (row["price_per_m2"] or 0) > 0
            else "unit_use_missing" if known is None or known.use is None
            else ""
        )  # fmt: skip
        parcel = row["parcel_uuid"] or ""
        if problem or known is None or known.use is None:
            self.left_out.append(LeftOut(parcel, Message(f"tax_register.{problem}", **named)))
            return None
        value = unit_value(row["area_m2"], int(row["price_per_m2"]))
        if row["outside_tax"]:
            kind = Term("outside_tax", row["outside_tax"])
            message = Message("tax_register.unit_outside", kind=kind, **named)
            self.outside.append(LeftOut(parcel, message, value))
            return None
        is_home = bool(row["is_main_home"]) and known.use == "residential"
        price = int(row["price_per_m2"])
        return TaxItem(
            key=row["uuid"],
            payer=row["payer"],
            is_person=bool(row["is_person"]),
            group=row["uuid"],
            use=known.use,
            value=value,
            home=self.law.choice("condo_home") if is_home else "",
            home_id=row["uuid"] if is_home else "",
            vacant_years=1 if known.use == "vacant" else 0,
            reductions=(row["reduction"],) if row["reduction"] else (),
            told=(unit_told(named["unit"], named["condo"], row["area_m2"], price),),
            parcel=parcel,
            unit=row["uuid"],
        )

    def _tell(self, lands: pd.DataFrame, id: str, like: Mapping[str, Comparable]) -> None:
        """With the price of comparable land, where that is what is missing."""
        told = {one.parcel for one in self.left_out}
        columns = (lands[name].astype(object) for name in ("key", "code", "area", "price"))
        for key, code, area, price in zip(*columns):
            if key in told:
                continue
            message = Message(f"tax_register.{id}", parcel=code)
            if id == "price_missing" and key in like:
                message = Message("tax_register.price_like", parcel=code, **lender(like[key]))
            is_known = not pd.isna(area) and not pd.isna(price) and area > 0 and price > 0
            value = land_value(int(area), int(price)) if is_known else 0
            self.left_out.append(LeftOut(key, message, value))


def _prices_of_titles(titles: pd.DataFrame) -> pd.Series:
    """By parcel, how many prices a ตร.ว. its documents state."""
    return titles.groupby("parcel_uuid")["price_per_wah"].nunique()


def _first(one: pd.Series, other: pd.Series) -> pd.Series:
    """The first text of the two that is there."""
    return one.astype(object).where(one.notna(), other.astype(object))


def _price_of_total(total: pd.Series, area: pd.Series) -> pd.Series:
    """The price a ตร.ว. that gives a total to the satang; missing where no whole one does.

    A register of LTAX states totals; ``total`` satang, ``area`` hundredths of a ตร.ว.
    """
    known = total.notna() & (area > 0).fillna(False)
    totals, areas = (one[known].to_numpy(np.int64) for one in (total, area))
    price = (totals * _WAH + areas // 2) // np.maximum(areas, 1)
    fits = np.abs(price * areas - totals * _WAH) < _WAH
    found = pd.Series(pd.NA, total.index, dtype="Int64")
    found[known[known].index[fits]] = price[fits]
    return found
