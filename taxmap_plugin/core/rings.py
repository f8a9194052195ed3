"""The corners of many parcels as flat arrays, and which points lie near which edges.

Coordinates are metres in the workspace's CRS. Two corners are the same only if their
coordinates are the same to the last bit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .object_array import object_array

NEAR = 0.001
"""Metres. Two corners closer than this are meant as one."""

NOISE = 1e-8
"""Metres. So far a computed point can lie beside its line, by the digits of a UTM northing."""


def shape_array(shapes) -> np.ndarray:
    """Shapes, however they come, as an object array without heights."""
    if isinstance(shapes, np.ndarray) and shapes.dtype == object:
        array = shapes
    else:
        array = object_array(shapes)
    return np.asarray(shapely.force_2d(array) if shapely.has_z(array).any() else array)


def keys_of(xy: np.ndarray) -> np.ndarray:
    """One comparable number for each point."""
    return np.ascontiguousarray(xy, dtype=float).view(complex).ravel()


def new_corners(before, after) -> np.ndarray:
    """The corners of shapes ``after`` that no shape had ``before``, as (x, y)."""
    xy = shapely.get_coordinates(after)
    return np.asarray(xy[~np.isin(keys_of(xy), keys_of(shapely.get_coordinates(before)))])


def distinct(xy: np.ndarray) -> np.ndarray:
    """The points without doubles."""
    return np.unique(keys_of(xy)).view(float).reshape(-1, 2)


@dataclass(frozen=True)
class Edges:
    """Straight edges from ``start`` to ``end``, two arrays of (x, y)."""

    start: np.ndarray
    end: np.ndarray

    def boxes(self, margin: float) -> np.ndarray:
        """The extent of each edge, ``margin`` metres wider on every side."""
        low = np.minimum(self.start, self.end) - margin
        high = np.maximum(self.start, self.end) + margin
        return np.asarray(shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1]))


@dataclass(frozen=True)
class Near:
    """Pairs of a point and an edge: positions, share of the way along, metres apart."""

    point: np.ndarray
    edge: np.ndarray
    along: np.ndarray
    apart: np.ndarray

    def only(self, chosen: np.ndarray) -> Near:
        """The chosen pairs, by mask or position."""
        return Near(self.point[chosen], self.edge[chosen], self.along[chosen], self.apart[chosen])

    def nearest(self) -> Near:
        """For each point the nearest of its edges alone."""
        order = np.lexsort((self.apart, self.point))
        first = np.unique(self.point[order], return_index=True)[1]
        return self.only(order[first])


def near(points: np.ndarray, edges: Edges, tolerance: float) -> Near:
    """The points at most ``tolerance`` metres from an edge; each with all such edges."""
    point, edge = _pairs(points, edges, tolerance)
    start = edges.start[edge]
    way, to_point = edges.end[edge] - start, points[point] - start
    squared = np.einsum("ij,ij->i", way, way)
    along = np.einsum("ij,ij->i", way, to_point) / np.where(squared > 0, squared, 1.0)
    along = np.clip(along, 0.0, 1.0)
    rest = to_point - along[:, None] * way
    apart = np.hypot(rest[:, 0], rest[:, 1])
    close = apart <= tolerance
    return Near(point[close], edge[close], along[close], apart[close])


_FEW_PAIRS = 20_000


def _pairs(points: np.ndarray, edges: Edges, tolerance: float) -> tuple[np.ndarray, np.ndarray]:
    """Candidates by extent: by comparing all with all while they are few, else by a tree."""
    low = np.minimum(edges.start, edges.end) - tolerance
    high = np.maximum(edges.start, edges.end) + tolerance
    if len(points) * len(edges.start) > _FEW_PAIRS:
        meets = (low <= points.max(axis=0)).all(axis=1) & (high >= points.min(axis=0)).all(axis=1)
        within = np.flatnonzero(meets)  # a street of a whole city beside one lot
        boxes = shapely.box(*low[within].T, *high[within].T)
        edge, point = shapely.STRtree(shapely.points(points)).query(boxes)
        return point, within[edge]
    x, y = points[:, :1], points[:, 1:]
    inside = (x >= low[:, 0]) & (x <= high[:, 0])
    inside &= (y >= low[:, 1]) & (y <= high[:, 1])
    point, edge = np.nonzero(inside)
    return point, edge


@dataclass(frozen=True)
class Rings:
    """The closed rings of shapes: ``xy`` of every corner, its ``ring``, each ring's ``part``,
    each part's ``shape``, ``count`` shapes in all.
    """

    xy: np.ndarray
    ring: np.ndarray
    part: np.ndarray
    shape: np.ndarray
    count: int

    @classmethod
    def of(cls, shapes: np.ndarray) -> Rings:
        """The rings of (multi)polygons; null and empty shapes have none."""
        parts, shape = shapely.get_parts(shapes, return_index=True)
        rings, part = shapely.get_rings(parts, return_index=True)
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        return cls(xy, ring, part, shape, len(shapes))

    @property
    def shape_of_corner(self) -> np.ndarray:
        return np.asarray(self.shape[self.part[self.ring]])

    def edge_starts(self) -> np.ndarray:
        """Positions in ``xy`` from which an edge runs to the next position."""
        return np.flatnonzero(self.ring[:-1] == self.ring[1:])

    def edges(self) -> tuple[Edges, np.ndarray]:
        """Every edge, and the position in ``xy`` where it starts."""
        starts = self.edge_starts()
        return Edges(self.xy[starts], self.xy[starts + 1]), starts

    def signed_areas(self) -> np.ndarray:
        """m² within each ring, less than nothing where it runs clockwise."""
        count = len(self.part)
        starts = self.edge_starts()
        ring = self.ring[starts]
        first = np.searchsorted(self.ring, np.arange(count))
        origin = self.xy[np.minimum(first, len(self.xy) - 1)]  # near it no digit is lost
        start, end = self.xy[starts] - origin[ring], self.xy[starts + 1] - origin[ring]
        doubled = start[:, 0] * end[:, 1] - start[:, 1] * end[:, 0]
        return np.asarray(np.bincount(ring, doubled, minlength=count) / 2)

    def with_points(self, after: np.ndarray, along: np.ndarray, points: np.ndarray) -> Rings:
        """New corners in the edges that start at ``after``, in the order of ``along``."""
        order = np.lexsort((along, after))
        places = after[order] + 1
        xy = np.insert(self.xy, places, points[order], axis=0)
        ring = np.insert(self.ring, places, self.ring[after[order]])
        return Rings(xy, ring, self.part, self.shape, self.count)

    def without(self, corners: np.ndarray) -> Rings:
        """The rings without some corners, each told by where in ``xy`` its edge starts."""
        keep = np.ones(len(self.xy), dtype=bool)
        keep[corners] = False
        last = np.flatnonzero(np.diff(self.ring, append=-1) != 0)
        keep[last] = False
        xy, ring = self.xy[keep], self.ring[keep]
        first = np.flatnonzero(np.diff(ring, prepend=-1) != 0)
        ends = np.r_[first[1:], len(ring)]
        xy, ring = np.insert(xy, ends, xy[first], axis=0), np.insert(ring, ends, ring[first])
        return Rings(xy, ring, self.part, self.shape, self.count)

    def moved(self, xy: np.ndarray) -> Rings:
        """The same rings through other places."""
        return Rings(xy, self.ring, self.part, self.shape, self.count)

    def polygons(self) -> np.ndarray:
        """The shapes again, each a MultiPolygon."""
        rings = shapely.linearrings(self.xy, indices=self.ring)
        parts = shapely.polygons(rings, indices=self.part)
        present, shape = np.unique(self.shape, return_inverse=True)
        result = np.full(self.count, shapely.MultiPolygon(), dtype=object)
        result[present] = shapely.multipolygons(parts, indices=shape)
        return result
