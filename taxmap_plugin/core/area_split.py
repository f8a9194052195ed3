"""Where to cut a parcel so that its pieces have the wanted areas.

All cuts are parallel lines across the parcel, from a side or a direction of the officer's
choice; what they leave over is the remainder. Shapes are in the workspace's CRS, areas in
m². How much of a parcel lies before a line is an integral along its boundary, exact for
any polygon with holes and parts, so the place of a line is found by halving.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Union

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.polygon import orient

from ..errors import TaxMapError
from .area import LARGEST_RAI, amount
from .message import Message

SMALLEST = 0.01
"""m²: no piece is smaller; a remainder below this is none, and the last piece takes it."""

LARGEST = LARGEST_RAI * 1600.0
"""m²: from here on it is a slip of the keyboard."""

_ROUNDING = 1e-6  # m²: slivers that digits make, not the officer
_STRAIGHT = 0.1  # metres that the corners of one run of edges may stand off its line
_HALVINGS = 56  # from kilometres to the last digit of a float


class AreaSplitError(TaxMapError, ValueError):
    """A parcel that cannot be cut as wanted."""


@dataclass(frozen=True)
class FromDirection:
    """Start at the side that lies towards ``bearing`` (degrees clockwise from north).

    0 starts in the north and goes south, so the lines run east to west.
    """

    bearing: float


@dataclass(frozen=True)
class FromEdge:
    """Start at the straight run of edges nearest to a point; the lines run parallel to it.

    What lies beyond that edge, where the parcel is not convex, belongs to the first piece.
    """

    x: float
    y: float


FAR = 2000.0
"""Metres between a parcel and a point beside its edge: beyond it the point is of another place."""

Side = Union[FromDirection, FromEdge]
Shape = Union[Polygon, MultiPolygon]


@dataclass(frozen=True)
class AreaCut:
    """Lines, the area of each piece from the starting side on (the remainder last), notes.

    Each line runs with the starting side on its right and crosses the parcel's whole
    bounding box. ``remainder`` is 0 where the wanted areas use the parcel up.
    """

    lines: list[LineString]
    areas: list[float]
    remainder: float
    notes: list[Message]


def equal_areas(shape: Shape, count: int) -> list[float]:
    """The areas of ``count`` pieces of the same size. Raises AreaSplitError below 2."""
    if count < 2:
        raise AreaSplitError(Message("area_split.too_few_pieces", pieces=count))
    return [_sound(shape).area / count] * count


def left_over(shape: Shape, areas: Sequence[float]) -> float:
    """m² of ``shape`` behind pieces of ``areas``. Raises AreaSplitError as ``area_cut`` does."""
    return _remainder(_sound(shape).area, areas)


def cut_lines(shape: Shape, areas: Sequence[float], side: Side) -> list[LineString]:
    """The lines that cut pieces of ``areas`` (m²) off ``shape``; see :func:`area_cut`."""
    return area_cut(shape, areas, side).lines


def area_cut(shape: Shape, areas: Sequence[float], side: Side) -> AreaCut:
    """Where to cut ``shape`` so that its pieces have ``areas`` (m²), from ``side`` on.

    One line a wanted area; none behind the last where nothing is left over. A piece of a
    parcel that is not convex may consist of several parts: a note says so. Raises
    AreaSplitError for an area below :data:`SMALLEST`, for more than the parcel has (with how
    much is lacking), for one area that is the whole parcel, for a side that is nowhere or far
    away, and for a shape that is broken or no polygon.
    """
    shape = _sound(shape)
    remainder = _remainder(shape.area, areas)
    turned = _turned(shape, _bearing(shape, side))
    ends = np.cumsum(areas)[: None if remainder else -1]
    lines = [turned.line(place) for place in turned.places(ends).tolist()]
    pieces = list(map(float, areas)) + ([remainder] if remainder else [])
    if not remainder:
        pieces[-1] += shape.area - sum(pieces)
    return AreaCut(lines, pieces, remainder, _notes(slabs(shape, lines)))


def _sound(shape: Shape) -> Shape:
    if shape is None or shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty:
        raise AreaSplitError(Message("area_split.no_polygon"))
    if not shape.is_valid:
        raise AreaSplitError(Message("area_split.broken_shape"))
    return shapely.force_2d(shape)


def check_areas(areas: Sequence[float]) -> None:
    """Raise AreaSplitError for no areas at all, and for one that no parcel can have."""
    if not len(areas):
        raise AreaSplitError(Message("area_split.no_areas"))
    for row, area in enumerate(areas, start=1):
        if LARGEST <= area < np.inf:
            raise AreaSplitError(Message("area_split.too_large", row=row, most=LARGEST_RAI))
        if not SMALLEST <= area < np.inf:
            raise AreaSplitError(
                Message("area_split.too_small", row=row, area=area, least=SMALLEST)
            )


def _remainder(whole: float, areas: Sequence[float]) -> float:
    """What is left of ``whole`` behind the wanted areas, 0 for next to nothing."""
    check_areas(areas)
    left = whole - float(sum(areas))
    if left < -SMALLEST:
        amounts = {"wanted": sum(areas), "whole": whole, "lacking": -left}
        raise AreaSplitError(
            Message("area_split.too_much", **{name: amount(m2) for name, m2 in amounts.items()})
        )
    if left <= SMALLEST and len(areas) == 1:
        raise AreaSplitError(Message("area_split.whole", whole=amount(whole)))
    return left if left > SMALLEST else 0.0


def _bearing(shape: Shape, side: Side) -> float:
    """Radians clockwise from north, of the way from the starting side into the parcel."""
    if not np.isfinite(astuple(side)).all():
        raise AreaSplitError(Message("area_split.no_side"))
    if isinstance(side, FromDirection):
        return float(np.radians(side.bearing + 180))
    away = shape.distance(shapely.Point(side.x, side.y))
    if away > FAR:
        raise AreaSplitError(Message("area_split.far_point", metres=round(away)))
    start, end = edge_run(shape, side.x, side.y)
    east, north = end - start
    return float(np.arctan2(-north, east))  # the inside lies left of start → end


def edge_run(shape: Shape, x: float, y: float) -> np.ndarray:
    """Start and end, shape (2, 2), of the straight run of edges nearest to a point.

    Corners that stand less than 10 cm off a line count as on it. The parcel lies to the
    left of start → end.
    """
    runs = np.concatenate([_straight_runs(ring) for ring in _rings(shape)])
    nearest = shapely.distance(shapely.linestrings(runs), shapely.Point(x, y)).argmin()
    return np.asarray(runs[nearest])


def _rings(shape: Shape) -> list[np.ndarray]:
    """The closed rings of all parts, the parcel on the left of each."""
    parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    rings = [ring for part in map(orient, parts) for ring in (part.exterior, *part.interiors)]
    return [shapely.get_coordinates(ring) for ring in rings]


def _straight_runs(ring: np.ndarray) -> np.ndarray:
    """The runs of a closed ring, shape (n, 2, 2), beginning at a corner that surely is one."""
    corners = ring[:-1]
    corner = np.hypot(*(corners - corners.mean(axis=0)).T).argmax()
    corners = np.roll(corners, -corner, axis=0)
    closed = LineString(np.vstack([corners, corners[:1]]))
    kept = shapely.get_coordinates(closed.simplify(_STRAIGHT))
    if len(kept) < 4:  # thinner than the tolerance
        kept = shapely.get_coordinates(closed)
    return np.stack([kept[:-1], kept[1:]], axis=1)


@dataclass(frozen=True)
class _Turned:
    """The edges of a shape in a frame whose x grows from the starting side inwards."""

    start: np.ndarray
    end: np.ndarray
    origin: np.ndarray
    forward: np.ndarray

    def before(self, places: np.ndarray) -> np.ndarray:
        """The area before each line x = place: the integral of min(x - place, 0) dy."""
        near = np.minimum(self.start[:, 0], self.end[:, 0]) - places[:, None]
        far = np.maximum(self.start[:, 0], self.end[:, 0]) - places[:, None]
        width = np.where(far > 0, 0.0, (near + far) / 2)
        crossed = (near < 0) & (far > 0)
        width[crossed] = -(near[crossed] ** 2) / (2 * (far - near)[crossed])
        return np.asarray(width @ (self.end - self.start)[:, 1])

    def places(self, areas: np.ndarray) -> np.ndarray:
        """Where the area before a line is each of ``areas``; between two parts, midway."""
        slack = 1e-12 * np.maximum(areas, 1.0)
        return (self._first(areas - slack) + self._first(areas + slack)) / 2

    def _first(self, areas: np.ndarray) -> np.ndarray:
        low = np.full(len(areas), self.start[:, 0].min())
        high = np.full(len(areas), self.start[:, 0].max())
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            enough = self.before(middle) >= areas
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        return high

    def line(self, place: float) -> LineString:
        """The line x = ``place`` in the parcel's own CRS, across its bounding box and beyond."""
        low, high = self.start.min(axis=0), self.start.max(axis=0)
        reach = np.hypot(*(high - low)) + 1.0
        left = np.array([-self.forward[1], self.forward[0]])
        middle = self.origin + place * self.forward + (low[1] + high[1]) / 2 * left
        return LineString([middle + reach * left, middle - reach * left])


def _turned(shape: Shape, bearing: float) -> _Turned:
    forward = np.array([np.sin(bearing), np.cos(bearing)])
    origin = shapely.get_coordinates(shape).mean(axis=0)
    axes = np.column_stack([forward, [-forward[1], forward[0]]])
    edges = [(ring - origin) @ axes for ring in _rings(shape)]
    start = np.concatenate([ring[:-1] for ring in edges])
    end = np.concatenate([ring[1:] for ring in edges])
    return _Turned(start, end, origin, forward)


def slab_of(pieces: Iterable[Shape], lines: Sequence[LineString]) -> np.ndarray:
    """For each face of a split, between which lines it lies: 0 before the first.

    ``lines`` as :func:`cut_lines` gives them. Faces with the same number are the parts of
    one piece, and piece k has the wanted area k.
    """
    inside = shapely.point_on_surface(np.array(list(pieces), dtype=object))
    points = shapely.get_coordinates(inside)
    slab = np.zeros(len(points), dtype=np.int64)
    for line in lines:
        start, end = shapely.get_coordinates(line)
        along, to = end - start, points - start
        slab += along[0] * to[:, 1] - along[1] * to[:, 0] > 0
    return slab


def slabs(shape: Shape, lines: Sequence[LineString]) -> list[Shape]:
    """The pieces of ``shape`` between ``lines``, for looking at: the split engine cuts them."""
    if not lines:
        return [shape]
    origin = shapely.get_coordinates(shape).mean(axis=0)
    ends = [shapely.get_coordinates(line) - origin for line in lines]
    along = (ends[0][1] - ends[0][0]) / np.hypot(*(ends[0][1] - ends[0][0]))
    reach = 2 * np.hypot(*(ends[0][1] - ends[0][0]))
    out = reach * np.array([-along[1], along[0]])
    ends = [ends[0] - out, *ends, ends[-1] + out]
    strips = [Polygon([*before, *after[::-1]]) for before, after in zip(ends, ends[1:])]
    local = shapely.transform(shape, lambda xy: xy - origin)
    return [
        shapely.transform(_polygons(local.intersection(strip)), lambda xy: xy + origin)
        for strip in strips
    ]


def _polygons(found: shapely.Geometry) -> Shape:
    parts = shapely.get_parts(found)
    kept = parts[shapely.area(parts) > _ROUNDING].tolist()
    return kept[0] if len(kept) == 1 else MultiPolygon(kept)


def _notes(pieces: Sequence[Shape]) -> list[Message]:
    counts = [int(shapely.get_num_geometries(piece)) for piece in pieces]
    return [
        Message("area_split.several_parts", piece=number, parts=parts)
        for number, parts in enumerate(counts, start=1)
        if parts > 1
    ]
