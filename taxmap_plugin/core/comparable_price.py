"""The nearest comparable price for land that the Treasury's list leaves out: a suggestion.

The ministerial regulation under s.35 para. 3 asks for the price of comparable land; its text was
not seen. Comparable is here what lies along the same road, before what does not, and then what is
nearest. An office sees which parcel it is, and asks the Treasury where that is not enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Optional

import numpy as np
import pandas as pd
import shapely

from .ground import areas_of, is_nowhere
from .object_array import object_array

_ALONG = 10.0
"""Metres: a parcel lies along a road whose middle is so near to its side."""
_NEAR = 300.0
"""Metres within which land along the same road is looked for; without any the nearest counts."""


class Comparable(NamedTuple):
    """Another parcel whose price may do: satang a ตร.ว., metres away, along the same road."""

    parcel: str
    code: str
    price: int
    metres: float
    same_road: bool


def comparables(parcels: pd.DataFrame, roads: Sequence[shapely.Geometry]) -> dict[str, Comparable]:
    """For each parcel without a price the one that may lend it its own, by uuid.

    ``parcels`` has ``uuid``, ``code``, ``price`` (satang, missing where none is known) and ``geom``
    (metres); what has no shape has no neighbour.
    """
    grounds = areas_of(parcels["geom"])
    drawn = ~shapely.is_missing(grounds)
    has_price = (parcels["price"] > 0).fillna(False).to_numpy(bool)
    priced = np.flatnonzero(has_price & drawn)
    asked = np.flatnonzero(parcels["price"].isna().to_numpy() & drawn)
    if not len(priced) or not len(asked):
        return {}
    at, other, metres = _nearest(grounds, asked, priced)
    near = pd.DataFrame({"asked": at, "other": other, "metres": metres, "same": False})
    along = _along(grounds, roads)
    on_road = _on_the_same_road(grounds, asked, priced, along)
    found = pd.concat([one for one in (near, on_road) if len(one)], ignore_index=True)
    uuids, codes = (parcels[name].to_numpy(object) for name in ("uuid", "code"))
    prices = parcels["price"].to_numpy(float, na_value=np.nan)
    found["code"] = codes[found["other"]]
    found = found.sort_values(["same", "metres", "code"], ascending=[False, True, True])
    best = found.drop_duplicates("asked").sort_values("asked")
    far = (best["metres"] > _NEAR).to_numpy()
    same = best["same"].to_numpy(bool)
    roads_of = along.groupby("parcel")["road"].agg(set)
    for place in np.flatnonzero(far):
        one, two = (roads_of.get(best[name].iloc[place], set()) for name in ("asked", "other"))
        same[place] = not one.isdisjoint(two)
    rows = zip(best["asked"], best["other"], best["metres"], same.tolist())
    return {
        str(uuids[one]): Comparable(
            str(uuids[two]), str(codes[two]), int(prices[two]), float(away), is_same
        )
        for one, two, away, is_same in rows
    }


def _nearest(
    grounds: np.ndarray, asked: np.ndarray, priced: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Positions of parcels without a price, of the nearest with one (all that are as near), and
    metres."""
    tree = shapely.STRtree(grounds[priced])
    (at, other), metres = tree.query_nearest(grounds[asked], return_distance=True)
    return asked[at], priced[other], metres


def _on_the_same_road(
    grounds: np.ndarray, asked: np.ndarray, priced: np.ndarray, along: pd.DataFrame
) -> pd.DataFrame:
    """Pairs that lie along one road, near to each other; ``along`` are parcels and roads."""
    sides = [
        along[along["parcel"].isin(some)].rename(columns={"parcel": name})
        for some, name in ((asked, "asked"), (priced, "other"))
    ]
    pairs = sides[0].merge(sides[1], on="road")[["asked", "other"]].drop_duplicates()
    bounds = shapely.bounds(grounds)
    one, two = bounds[pairs["asked"]], bounds[pairs["other"]]
    apart = np.maximum(one[:, :2] - two[:, 2:], two[:, :2] - one[:, 2:]).max(axis=1, initial=-1)
    pairs = pairs[apart <= _NEAR]
    metres = shapely.distance(grounds[pairs["asked"]], grounds[pairs["other"]])
    return pairs.assign(metres=metres, same=True)[metres <= _NEAR]


def _along(grounds: np.ndarray, roads: Sequence[Optional[shapely.Geometry]]) -> pd.DataFrame:
    """Parcels and the roads that they lie along, by their positions."""
    lines = object_array(roads)
    lines = lines[~is_nowhere(lines)] if len(lines) else lines
    pairs = np.empty((2, 0), np.int64)
    if len(lines):
        pairs = shapely.STRtree(lines).query(grounds, predicate="dwithin", distance=_ALONG)
    return pd.DataFrame({"parcel": pairs[0], "road": pairs[1]})
