"""The tax of a province at once, beside the plain Decimal way parcel by parcel.

Parcels with uses, buildings and owners are given; what is timed is their division by use and the
tax with exemptions, adjoining land and steps, without reading or writing anything.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from taxmap_plugin.core.land_tax import assess
from taxmap_plugin.core.land_tax_bulk import assess_items
from taxmap_plugin.core.law import Law
from taxmap_plugin.core.use_share import land_items
from taxmap_plugin.core.use_share_bulk import LandFrames, items_of

from .measure import Measurement, best_of

OTHER = "plain Decimal path"
WANTED = 15.0
_SOME = 10_000  # parcels of the plain way; it is linear
_LAW = Law(2569)


def measure(size: int) -> list[Measurement]:
    """The satang of both ways are compared before they are timed."""
    frames = province(size)
    some = frames.some(frames.lands["key"].head(_SOME).tolist())
    items, *_ = items_of(frames, _LAW)
    taxes = dict(zip(items["key"], assess_items(items, _LAW)["tax"]))
    if size == _SOME:
        for bill in _plain(some):
            for row in bill.rows:
                if row.tax != taxes[row.item.key]:
                    raise AssertionError(f"{row.item.key}: {row.tax} and {taxes[row.item.key]}")
    ours = best_of(3 if size <= 100_000 else 1, lambda: _fast(frames))
    theirs = best_of(1, lambda: _plain(some)) * size / len(some)
    return [Measurement("tax of a province", size, ours, OTHER, theirs, WANTED)]


def _fast(frames: LandFrames) -> pd.DataFrame:
    return assess_items(items_of(frames, _LAW)[0], _LAW)


def _plain(lands: list) -> list:
    return assess((item for land in lands for item in land_items(land, _LAW).items), _LAW)


def province(size: int, seed: int = 7) -> LandFrames:
    """So many parcels, two for each payer, seven in ten with a building; all can be taxed."""
    rng = np.random.default_rng(seed)
    number = np.arange(size)
    key = np.char.add("p", number.astype(str)).astype(object)
    payer = rng.integers(0, size // 2 + 1, size)
    area = rng.integers(2_000, 400_000, size)
    lands = pd.DataFrame(
        {
            "key": key,
            "code": key,
            "payer": np.char.add("o", payer.astype(str)).astype(object),
            "is_person": payer % 9 != 0,
            "value": area * rng.integers(50, 3_000, size) * 10,
            "area": area,
            "group": np.char.add("g", (number // 3).astype(str)).astype(object),
        }
    )
    several = rng.random(size) < 0.2
    first = rng.choice(["1", "2", "4", "5", "6"], size, p=[0.25, 0.5, 0.1, 0.1, 0.05])
    uses = _uses(key, first, np.where(several, area // 3, -1), "a")
    rest = _uses(key[several], np.full(several.sum(), "1"), np.full(several.sum(), -1), "b")
    built = np.flatnonzero((rng.random(size) < 0.7) & (first != "6"))
    floor = rng.integers(30, 400, len(built)) * 10_000
    house = (key[built] + "-B").astype(object)
    buildings = pd.DataFrame(
        {
            "key": house,
            "land": key[built],
            "code": house,
            "payer": lands["payer"].to_numpy()[built],
            "is_person": lands["is_person"].to_numpy()[built],
            "value": floor * rng.integers(300_000, 900_000, len(built)) // 10_000,
            "floor_area": floor,
            "site": "",
            "land_area": pd.array([pd.NA] * len(built), "Int64"),
            "commerce_area": pd.array([pd.NA] * len(built), "Int64"),
            "vacant_years": 1,
            "reduction": "",
            "outside": "",
        }
    )
    shops = np.flatnonzero(rng.random(len(built)) < 0.2)
    halves = [
        pd.DataFrame(
            {
                "key": house[shops] + name,
                "building": house[shops],
                "use_type": use,
                "area": pd.array(floor[shops] // 2, "Int64"),
            }
        )
        for name, use in (("/1", "3"), ("/2", "1"))
    ]
    rows = pd.concat([uses, rest], ignore_index=True)
    return LandFrames(lands, rows, buildings, pd.concat(halves, ignore_index=True))


def _uses(land: np.ndarray, use: np.ndarray, area: np.ndarray, name: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "key": land + name,
            "land": land,
            "use_type": use.astype(object),
            "area": pd.Series(area, dtype="Int64").replace(-1, pd.NA),
            "is_let": False,
            "vacant_years": 1,
            "reduction": "",
            "outside": "",
        }
    )
