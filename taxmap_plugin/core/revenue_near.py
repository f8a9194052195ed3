"""What the land around a parcel tells of it: prices and uses of its nearest neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
import shapely

from .ground import areas_of
from .object_array import object_array
from .revenue_assumption import assumptions

_FIRST_METRES = 25.0
"""The search begins so near and doubles: in a town the nearest ten are soon found."""


def nearest(asked: np.ndarray, known: np.ndarray, metres: float, most: int) -> pd.DataFrame:
    """Pairs ``asked`` and ``known`` (positions) with ``metres`` between them: for each asked ground
    the nearest, at most so many. What has no ground (None) has no neighbour."""
    places = np.flatnonzero(~shapely.is_missing(known))
    open_ = np.flatnonzero(~shapely.is_missing(asked))
    found = [pd.DataFrame({"asked": [], "known": [], "metres": []})]
    tree, reach = shapely.STRtree(known[places]), min(_FIRST_METRES, metres)
    while len(open_) and len(places):
        at, other = tree.query(asked[open_], predicate="dwithin", distance=reach)
        pairs = pd.DataFrame({"asked": open_[at], "known": places[other]})
        enough = pairs.groupby("asked").size()
        done = enough.index[enough >= most] if reach < metres else pd.Index(open_)
        found.append(pairs[pairs["asked"].isin(done)])
        open_ = np.setdiff1d(open_, done.to_numpy(np.int64))
        reach = min(2 * reach, metres)
    pairs = pd.concat([one for one in found if len(one)] or found, ignore_index=True)
    pairs = pairs.astype({"asked": np.int64, "known": np.int64})
    pairs["metres"] = shapely.distance(asked[pairs["asked"]], known[pairs["known"]])
    return pairs.sort_values(["asked", "metres", "known"]).groupby("asked").head(most)


class Neighbours:
    """Land of which price and use are known, and what it tells of other land.

    ``known`` has ``price`` (satang a ตร.ว.) and ``uses`` (codes of land_use_type) by parcel;
    ``shapes`` has the shape of every parcel.
    """

    def __init__(self, known: pd.DataFrame, shapes: pd.Series) -> None:
        self._known = known
        self._grounds = pd.Series(areas_of(shapes.to_numpy(object)), shapes.index, dtype=object)
        self._of_known = self._some(known.index.tolist())
        self._metres, self._most = (
            int(assumptions()[name].low) for name in ("near_metres", "near_count")
        )

    def prices(self, parcels: Sequence[str]) -> pd.DataFrame:
        """By parcel ``low`` and ``high`` (satang a ตร.ว.) and ``count``, how many neighbours gave
        them; 0: the range is that of the whole municipality. Empty where no price is known."""
        prices = self._known["price"].to_numpy(np.int64)
        if not len(prices):
            return pd.DataFrame(columns=["low", "high", "count"])
        pairs = self._near(parcels)
        pairs["price"] = prices[pairs["known"]]
        told = pairs.groupby("asked").agg(
            low=("price", "min"), high=("price", "max"), count=("price", "size")
        )
        table = told.reindex(range(len(parcels)))
        for side, percent in zip(("low", "high"), assumptions()["wide_price"].numbers):
            wide = pd.Series(prices).quantile(float(percent) / 100, "nearest")
            table[side] = table[side].fillna(wide)
        table["count"] = table["count"].fillna(0)
        table.index = pd.Index(parcels)
        return table.astype(np.int64)

    def uses(self, parcels: Sequence[str]) -> dict[str, tuple[frozenset[str], int]]:
        """By parcel how its neighbours are used, and how many they are; 0: all land is meant."""
        every = _joined(self._known["uses"])
        found = dict.fromkeys(parcels, (every, 0))
        of_known = self._known["uses"].to_numpy(object)
        told = self._near(parcels).groupby("asked")["known"].agg(list)
        for at, some in zip(told.index.tolist(), told.tolist()):
            uses = _joined(of_known[some])
            if uses:
                found[parcels[at]] = (uses, len(some))
        return found

    def _near(self, parcels: Sequence[str]) -> pd.DataFrame:
        return nearest(self._some(parcels), self._of_known, self._metres, self._most)

    def _some(self, parcels: Sequence[str]) -> np.ndarray:
        return object_array([self._grounds.get(one) for one in parcels])


def _joined(some: Iterable[frozenset[str]]) -> frozenset[str]:
    none: frozenset[str] = frozenset()
    return none.union(*some)
