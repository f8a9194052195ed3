"""How land, buildings and condominium units are used (LTAX codes, practice.md §4.2)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from numpy.random import Generator

from .words import pick, places, word_table

TAX_YEAR = 2569
_FARM, _HOME, _OTHER, _SEVERAL, _EMPTY = "1", "2", "5", "7", "6"


def land_use_table(rng: Generator, parcel: pd.DataFrame) -> pd.DataFrame:
    """Land use of each parcel in the tax year; the areas add up to the document area."""
    uses = word_table("use").set_index("use")
    use = parcel["use"]
    kind = use.map(uses["land_use"]).to_numpy(dtype=object)
    draw = rng.random(len(parcel))
    shop = (use == "shophouse").to_numpy()
    kind[shop & (draw < 0.35)] = _HOME
    kind[shop & (draw > 0.8)] = _SEVERAL
    kind[(use == "vacant").to_numpy() & (draw < 0.15)] = "8"
    rented = rng.random(len(parcel)) < 0.12
    total = parcel["document_area"].to_numpy()
    garden = ((use == "compound") & (total > 30000) & (draw < 0.45)).to_numpy()
    garden_area = np.where(
        garden, (total * rng.uniform(0.4, 0.7, len(parcel))).astype(np.int64) // 100 * 100, 0
    )
    main = pd.DataFrame(
        {
            "parcel_uuid": parcel["uuid"],
            "title_document_uuid": parcel["title_document_uuid"],
            "tax_year": TAX_YEAR,
            "use_type": kind,
            "area": total - garden_area,
            "used_for": np.where(rented, "2", "1"),
            "agri_type": use.map(uses["agri"]).replace("", None),
        }
    )
    second = main[garden].assign(use_type=_FARM, area=garden_area[garden], agri_type="8")
    return pd.concat([main, second]).sort_index(kind="stable").reset_index(drop=True)


def building_use_table(rng: Generator, building: pd.DataFrame) -> pd.DataFrame:
    """Building use in the tax year: shops live above their trade, others have one use."""
    use = building["use"].to_numpy()
    trade = np.isin(use, ["market", "fuel_station", "warehouse", "factory"])
    shop = np.isin(use, ["shophouse"])
    kind = np.select([trade, shop], ["3", "2"], "1")
    empty = (rng.random(len(building)) < 0.03) & ~trade
    kind = np.where(
        empty,
        "4",
        np.where(
            np.isin(use, ["temple", "school", "municipal_office", "health_station"]), "5", kind
        ),
    )
    return pd.DataFrame(
        {
            "building_uuid": building["uuid"],
            "source_building_code": building["building_code"],
            "tax_year": TAX_YEAR,
            "use_type": kind,
            "full_area": True,
            "area_m2": building["floor_area_m2"],
            "used_for": np.where(rng.random(len(building)) < 0.15, "2", "1"),
        }
    )


def condo_unit_table(rng: Generator, building: pd.DataFrame) -> pd.DataFrame:
    """The units of each condominium, eight to fourteen on a floor."""
    names = places("condominium")["th"].to_list()
    rows = []
    for number, own in enumerate(building[building["use"] == "condominium"].itertuples()):
        a_floor = int(np.clip(shapely.area(own.geom) * 0.8 / 34, 4, 14))
        house = (names[number % len(names)], f"{number + 1}/{TAX_YEAR}")
        rows += [
            (*house, f"{floor}{door:02d}", str(floor), own.parcel_uuid, own.uuid)
            for floor in range(2, int(own.floors) + 1)
            for door in range(1, a_floor + 1)
        ]
    frame = pd.DataFrame(
        rows,
        columns=[
            "condo_name",
            "condo_reg_no",
            "unit_no",
            "floor_no",
            "parcel_uuid",
            "building_uuid",
        ],
    )
    frame["area_m2"] = np.round(rng.uniform(26, 48, len(frame)), 2)
    frame["use_type"] = pick(
        rng, len(frame), np.array(["1", "2", "3"], dtype=object), np.array([85, 10, 5])
    )
    frame["price_per_m2"] = 2_650_000 + 50_000 * frame["floor_no"].astype(np.int64)
    return frame


def condo_ownership(rng: Generator, units: pd.DataFrame, owner: pd.DataFrame) -> pd.DataFrame:
    """Each unit has one owner."""
    people = owner.loc[owner["person_type"] == "1", "uuid"].to_numpy()
    return pd.DataFrame(
        {
            "owner_uuid": people[rng.integers(0, len(people), len(units))],
            "kind": "owner",
            "condo_unit_uuid": units["uuid"].to_numpy(),
            "share_numerator": 1,
            "share_denominator": 1,
            "is_payer": True,
        }
    )
