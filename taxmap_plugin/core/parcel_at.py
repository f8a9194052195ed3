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
    count = len(things)
    best, second = np.full(count, -1), np.full(count, -1)
    share, second_share = np.zeros(count), np.zeros(count)
    others = np.zeros(count, dtype=np.int64)
    thing, parcel, held = _pairs(things, parcels)
    first = np.flatnonzero(np.diff(thing, prepend=-1) != 0)
    of_each = np.diff(first, append=len(thing))
    best[thing[first]], share[thing[first]] = parcel[first], np.minimum(held[first], 1.0)
    others[thing[first]] = of_each - 1
    next_to = first[of_each > 1] + 1
    second[thing[next_to]] = parcel[next_to]
    second_share[thing[next_to]] = np.minimum(held[next_to], 1.0)
    columns = {"parcel": best, "share": share, "others": others}
    return pd.DataFrame({**columns, "second": second, "second_share": second_share})


def _pairs(things: np.ndarray, parcels: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each thing with each parcel that holds some of it, and how much, the most first."""
    things, parcels = _sound(things), _sound(parcels)
    thing, parcel = shapely.STRtree(parcels).query(things, predicate="intersects")
    held = _held(things[thing], parcels[parcel])
    order = np.lexsort((parcel, -held, thing))
    order = order[held[order] > 0]
    return thing[order], parcel[order], held[order]


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
