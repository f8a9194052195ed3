"""Corners that miss the boundary of a neighbour by a little, or lie on it where it has none.

In a fabric without fault both are there only along edges without a twin. Shapes are valid
(Multi)Polygons in metres.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from .fabric_twins import Twins
from .rings import NOISE, Edges, keys_of, near


class _Corners(NamedTuple):
    """The corners of edges without a twin: place, and the shape each is of."""

    xy: np.ndarray
    shape: np.ndarray


def near_corners(twins: Twins, tolerance: float) -> pd.DataFrame:
    """Corners at most ``tolerance`` metres beside an edge of another shape.

    Columns: ``shape`` of the corner, ``other`` of the edge (positions), ``x``, ``y`` of the corner,
    ``apart`` (m) and ``kind``: ``missing`` where the corner is on the edge and the other shape has
    none there, ``corner`` where a corner of the other one is as near, else ``edge``. A place where
    the other shape has the very same corner is none of them.
    """
    lonely = np.flatnonzero(twins.lonely)
    starts, xy = twins.starts[lonely], twins.rings.xy
    edges = Edges(xy[starts], xy[starts + 1])
    corners = _corners(edges, twins.shape[lonely])
    pairs = near(corners.xy, edges, max(tolerance, NOISE))
    other = twins.shape[lonely[pairs.edge]]
    foreign = corners.shape[pairs.point] != other
    pairs, other = pairs.only(foreign), other[foreign]
    shared = _are_corners(corners.xy[pairs.point], other, corners)
    pairs, other = pairs.only(~shared), other[~shared]
    point = corners.xy[pairs.point]
    to_end = np.minimum(
        _distance(point, edges.start[pairs.edge]), _distance(point, edges.end[pairs.edge])
    )
    kind = np.where(to_end <= tolerance, "corner", "edge")
    kind = np.where((pairs.apart <= NOISE) & (to_end > tolerance), "missing", kind)
    frame = pd.DataFrame(
        {
            "shape": corners.shape[pairs.point],
            "other": other,
            "x": point[:, 0],
            "y": point[:, 1],
            "apart": pairs.apart,
            "kind": kind,
        }
    )
    nearest = frame.sort_values(["shape", "other", "x", "y", "apart"], kind="stable")
    return nearest.drop_duplicates(["shape", "other", "x", "y"], ignore_index=True)


def on_own_side(twins: Twins) -> pd.DataFrame:
    """Corners that lie, but for digits, amid another edge of their own shape.

    Columns ``shape`` (position), ``x``, ``y``; sorted by shape, each place once.
    """
    lonely = np.flatnonzero(twins.lonely)
    starts, xy = twins.starts[lonely], twins.rings.xy
    edges = Edges(xy[starts], xy[starts + 1])
    corners = _corners(edges, twins.shape[lonely])
    pairs = near(corners.xy, edges, NOISE)
    pairs = pairs.only(corners.shape[pairs.point] == twins.shape[lonely[pairs.edge]])
    point = corners.xy[pairs.point]
    to_end = np.minimum(
        _distance(point, edges.start[pairs.edge]), _distance(point, edges.end[pairs.edge])
    )
    at = np.unique(pairs.point[to_end > NOISE])
    x, y = corners.xy[at].T
    return pd.DataFrame({"shape": corners.shape[at], "x": x, "y": y})


def _corners(edges: Edges, shape: np.ndarray) -> _Corners:
    """Each corner of each shape once."""
    xy = np.concatenate([edges.start, edges.end])
    both = np.concatenate([shape, shape])
    order = np.lexsort((keys_of(xy), both))
    xy, both = xy[order], both[order]
    new = np.ones(len(xy), dtype=bool)
    new[1:] = (both[1:] != both[:-1]) | (xy[1:] != xy[:-1]).any(axis=1)
    return _Corners(xy[new], both[new])


def _are_corners(xy: np.ndarray, shape: np.ndarray, corners: _Corners) -> np.ndarray:
    """Which places are, to the last bit, corners of the shapes named beside them."""
    known = pd.MultiIndex.from_arrays([corners.shape, *corners.xy.T])
    return np.asarray(pd.MultiIndex.from_arrays([shape, *xy.T]).isin(known))


def _distance(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    return np.asarray(np.hypot(*(one - two).T))


def by_pair(frame: pd.DataFrame) -> pd.DataFrame:
    """The places of :func:`near_corners` counted for each pair of shapes, whichever has the corner.

    Columns: ``first``, ``second`` (positions, the smaller first), ``kind``, ``count``, and of the
    widest place ``apart``, ``place`` (Point).
    """
    pair = np.sort(frame[["shape", "other"]].to_numpy(), axis=1)
    told = frame.assign(first=pair[:, 0], second=pair[:, 1])
    told = told.sort_values(
        ["first", "second", "kind", "apart", "x", "y"], ascending=[True] * 3 + [False] + [True] * 2
    )
    groups = told.groupby(["first", "second", "kind"], sort=True)
    worst = groups.first().reset_index()
    worst["count"] = groups.size().to_numpy()
    worst["place"] = shapely.points(worst["x"], worst["y"])
    return worst[["first", "second", "kind", "count", "apart", "place"]]
