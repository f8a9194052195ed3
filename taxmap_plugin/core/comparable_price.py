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
    along = _roads_along(grounds, roads)
    tree = shapely.STRtree(grounds[priced])
    near: dict[int, list[int]] = {}
    pairs = tree.query(grounds[asked], predicate="dwithin", distance=_NEAR)
    for one, other in pairs.T.tolist():
        near.setdefault(one, []).append(int(priced[other]))
    uuids, codes = (parcels[name].to_numpy(object) for name in ("uuid", "code"))
    prices = parcels["price"].to_numpy(float, na_value=np.nan)
    found = {}
    for place, at in enumerate(asked.tolist()):
        others = near.get(place) or [int(priced[tree.nearest(grounds[at])])]
        metres = shapely.distance(grounds[others], grounds[at])
        roads_of = along.get(at, frozenset())
        same = [not roads_of.isdisjoint(along.get(other, ())) for other in others]
        best = min(range(len(others)), key=lambda n: (not same[n], metres[n], codes[others[n]]))
        other = others[best]
        told = str(uuids[other]), str(codes[other]), int(prices[other])
        found[str(uuids[at])] = Comparable(*told, float(metres[best]), same[best])
    return found


def _roads_along(
    grounds: np.ndarray, roads: Sequence[Optional[shapely.Geometry]]
) -> dict[int, frozenset[int]]:
    lines = object_array(roads)
    lines = lines[~is_nowhere(lines)] if len(lines) else lines
    if not len(lines):
        return {}
    found: dict[int, set[int]] = {}
    pairs = shapely.STRtree(lines).query(grounds, predicate="dwithin", distance=_ALONG)
    for parcel, road in pairs.T.tolist():
        found.setdefault(parcel, set()).add(road)
    return {parcel: frozenset(some) for parcel, some in found.items()}
