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
    """The corners of edges without a twin: the position of each among the ``places``, the
    shape it is of, and the metres of its ``sides``, as far as these have no twin."""

    place: np.ndarray
    shape: np.ndarray
    places: np.ndarray
    sides: np.ndarray

    @property
    def xy(self) -> np.ndarray:
        return self.places[self.place]

    def are(self, place: np.ndarray, shape: np.ndarray) -> np.ndarray:
        """Which places are, to the last bit, corners of the shapes named beside them."""
        known = self.shape * len(self.places) + self.place
        return np.isin(shape * len(self.places) + place, known)


def near_corners(twins: Twins, tolerance: float) -> pd.DataFrame:
    """Corners at most ``tolerance`` metres beside an edge of another shape.

    Columns: ``shape`` of the corner, ``other`` of the edge (positions), ``x``, ``y`` of the corner,
    ``apart`` (m, from the edge), ``misses`` (m, from what it should meet), ``moves`` (m², by about
    how much ground bringing the corner there would move its two sides) and ``kind``: ``missing``
    where the corner is on the edge and the other shape has none there, ``corner`` where a corner
    of the other one is as near, else ``edge``. A place where the other shape has the very same
    corner is none of them.
    """
    lonely = np.flatnonzero(twins.lonely)
    starts, xy = twins.starts[lonely], twins.rings.xy
    edges = Edges(xy[starts], xy[starts + 1])
    corners = _corners(edges, twins.shape[lonely])
    xy = corners.xy
    pairs = near(xy, edges, max(tolerance, NOISE))
    other = twins.shape[lonely[pairs.edge]]
    foreign = corners.shape[pairs.point] != other
    pairs, other = pairs.only(foreign), other[foreign]
    shared = corners.are(corners.place[pairs.point], other)
    pairs, other = pairs.only(~shared), other[~shared]
    point = xy[pairs.point]
    to_end = np.minimum(
        _distance(point, edges.start[pairs.edge]), _distance(point, edges.end[pairs.edge])
    )
    kind = np.where(to_end <= tolerance, "corner", "edge")
    kind = np.where((pairs.apart <= NOISE) & (to_end > tolerance), "missing", kind)
    shape, x, y = corners.shape[pairs.point], point[:, 0], point[:, 1]
    order = np.lexsort((pairs.apart, y, x, other, shape))
    nearest = order[_begins(*(column[order] for column in (shape, other, x, y)))]
    columns = {"shape": shape, "other": other, "x": x, "y": y, "apart": pairs.apart, "kind": kind}
    columns["misses"] = np.where(kind == "corner", to_end, pairs.apart)
    columns["moves"] = pairs.apart * corners.sides[pairs.point] / 2
    return pd.DataFrame({name: column[nearest] for name, column in columns.items()})


def on_own_side(twins: Twins) -> tuple[np.ndarray, np.ndarray]:
    """Corners that lie, but for digits, amid another edge of their own shape.

    The shape (position) and the place of each, sorted by shape, each place once. A ring may touch
    a side that a neighbour has exactly, so that edges with a twin are looked at where a shape has
    several rings.
    """
    count = np.bincount(twins.rings.shape[twins.rings.part], minlength=twins.rings.count)
    asked = np.flatnonzero(twins.lonely | (count[twins.shape] > 1))
    starts, xy = twins.starts[asked], twins.rings.xy
    edges = Edges(xy[starts], xy[starts + 1])
    corners = _corners(edges, twins.shape[asked])
    pairs = near(corners.xy, edges, NOISE)
    pairs = pairs.only(corners.shape[pairs.point] == twins.shape[asked[pairs.edge]])
    point = corners.xy[pairs.point]
    to_end = np.minimum(
        _distance(point, edges.start[pairs.edge]), _distance(point, edges.end[pairs.edge])
    )
    at = np.unique(pairs.point[to_end > NOISE])
    return corners.shape[at], corners.xy[at]


def _corners(edges: Edges, shape: np.ndarray) -> _Corners:
    """Each corner of each shape once."""
    xy = np.concatenate([edges.start, edges.end])
    both = np.concatenate([shape, shape])
    keys, place = np.unique(keys_of(xy), return_inverse=True)
    order = np.lexsort((place, both))
    place, both = place[order], both[order]
    once = _begins(both, place)
    length = np.tile(_distance(edges.start, edges.end), 2)[order]
    sides = np.add.reduceat(length, once) if len(once) else length
    return _Corners(place[once], both[once], keys.view(float).reshape(-1, 2), sides)


def _begins(*columns: np.ndarray) -> np.ndarray:
    """Positions of the rows that differ from the row before."""
    new = np.ones(len(columns[0]), dtype=bool)
    new[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return np.flatnonzero(new)


def _distance(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    return np.asarray(np.hypot(*(one - two).T))


def by_pair(frame: pd.DataFrame) -> pd.DataFrame:
    """The places of :func:`near_corners` counted for each pair of shapes, whichever has the corner.

    Columns: ``first``, ``second`` (positions, the smaller first), ``kind``, ``count``, ``moves`` of
    all, and of the widest place ``apart`` (m, from what it should meet), ``place`` (Point). Of two
    corners that miss each other one moves.
    """
    first, second = np.sort(frame[["shape", "other"]].to_numpy(), axis=1).T
    x, y, apart = (frame[name].to_numpy() for name in ("x", "y", "misses"))
    kind = frame["kind"].to_numpy().astype(str)
    order = np.lexsort((y, x, -apart, kind, second, first))
    begin = _begins(first[order], second[order], kind[order])
    worst = order[begin]
    columns = {"first": first[worst], "second": second[worst], "kind": kind[worst]}
    columns |= {"count": np.diff(begin, append=len(order)), "apart": apart[worst]}
    moves = np.where(kind == "corner", 0.5, 1.0) * frame["moves"].to_numpy()
    columns["moves"] = np.add.reduceat(moves[order], begin) if len(begin) else moves
    return pd.DataFrame({**columns, "place": shapely.points(x[worst], y[worst])})
