"""On which parcel a building or a sign stands, judged by place."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from .ground import is_nowhere


def parcel_at(things: np.ndarray, parcels: np.ndarray) -> pd.DataFrame:
    """For each thing the parcel that holds most of it, as positions in ``parcels``.

    Both in the same CRS, metres. Columns: ``parcel`` (-1 where no parcel is there),
    ``share`` (0 to 1, how much of the thing lies in it; 1 for a point inside),
    ``others`` (how many further parcels it touches with its area), and ``second`` and
    ``second_share``, the one of them that holds most. Of two parcels that hold as much the
    first is taken. Invalid shapes count as what GEOS makes of them; with an impossible
    coordinate they are nowhere.
    """
    result = pd.DataFrame({"parcel": np.full(len(things), -1), "share": np.zeros(len(things))})
    result = result.assign(others=0, second=-1, second_share=0.0)
    if not len(things) or not len(parcels):
        return result
    things, parcels = _sound(things), _sound(parcels)
    tree = shapely.STRtree(parcels)
    thing, parcel = tree.query(things, predicate="intersects")
    held = _held(things[thing], parcels[parcel])
    pairs = pd.DataFrame({"thing": thing, "parcel": parcel, "held": held})
    pairs = pairs[pairs["held"] > 0].sort_values(
        ["thing", "held", "parcel"], ascending=[True, False, True]
    )
    rank = pairs.groupby("thing").cumcount()
    for place, parcel_column, share_column in _RANKS:
        ranked = pairs[rank == place].set_index("thing")
        result.loc[ranked.index, parcel_column] = ranked["parcel"]
        result.loc[ranked.index, share_column] = ranked["held"].clip(upper=1.0)
    result["others"] = pairs.groupby("thing").size().reindex(result.index, fill_value=1) - 1
    return result


_RANKS = ((0, "parcel", "share"), (1, "second", "second_share"))


def _sound(shapes: np.ndarray) -> np.ndarray:
    shapes = np.asarray(shapes, dtype=object).copy()
    shapes[is_nowhere(shapes)] = None
    broken = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    shapes[broken] = shapely.make_valid(shapes[broken])
    shapely.prepare(shapes)
    return shapes


def _held(things: np.ndarray, parcels: np.ndarray) -> np.ndarray:
    """The share of each thing that lies in its parcel; 1 for a point."""
    if not len(things):
        return np.array([])
    size = shapely.area(things)
    share = np.ones(len(things))
    part = (size > 0) & ~shapely.covers(parcels, things)
    share[part] = shapely.area(shapely.intersection(things[part], parcels[part])) / size[part]
    return share
