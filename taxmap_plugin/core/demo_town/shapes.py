"""Curves and cuts from which the invented municipality is drawn.

All shapes are Shapely geometries in metres; coordinates lie on a grid of one
millimetre, so that what is cut apart still shares its vertices exactly.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from numpy.random import Generator
from shapely import LineString, Polygon

GRID = 0.001


class Box(NamedTuple):
    """The smallest turned rectangle round a shape: centre, unit axes, lengths."""

    centre: np.ndarray
    along: np.ndarray
    across: np.ndarray
    length: float
    width: float


def turned_box(shape: shapely.Geometry) -> Box:
    """Smallest turned rectangle of ``shape``; ``along`` is its longer side."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(shape))
    sides = corners[1:3] - corners[0:2]
    lengths = np.hypot(sides[:, 0], sides[:, 1])
    long = int(lengths[1] > lengths[0])
    along = sides[long] / lengths[long]
    if along[0] < -1e-9 or (abs(along[0]) <= 1e-9 and along[1] < 0):
        along = -along
    across = np.array([-along[1], along[0]])
    return Box(corners[:4].mean(axis=0), along, across, lengths[long], lengths[1 - long])


def smooth_line(points: np.ndarray, spacing: float, tolerance: float = 0.25) -> LineString:
    """A Catmull-Rom curve through ``points`` (n, 2), thinned where it runs straight."""
    points = np.asarray(points, dtype=float)
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    parts = []
    for before, start, end, after in zip(ends, ends[1:], ends[2:], ends[3:]):
        steps = max(2, int(np.hypot(*(end - start)) / spacing) + 1)
        t = np.linspace(0, 1, steps, endpoint=False)[:, None]
        parts.append(
            0.5
            * (
                2 * start
                + (end - before) * t
                + (2 * before - 5 * start + 4 * end - after) * t**2
                + (3 * start - before - 3 * end + after) * t**3
            )
        )
    return shapely.simplify(LineString(np.vstack([*parts, points[-1:]])), tolerance)


def winding_line(
    rng: Generator, start: np.ndarray, end: np.ndarray, sway: float, bends: int, spacing: float = 18
) -> LineString:
    """A gently bending line from ``start`` to ``end``; ``sway`` spreads it sideways, metres."""
    step = end - start
    side = np.array([-step[1], step[0]]) / np.hypot(*step)
    t = np.linspace(0, 1, bends + 2)
    offset = rng.normal(0, sway, bends + 2)
    offset[[0, -1]] *= 0.3
    return smooth_line(start + t[:, None] * step + offset[:, None] * side, spacing)


def polygons_from(lines: list[shapely.Geometry]) -> np.ndarray:
    """The faces of a net of lines, as an array of polygons with identical shared vertices."""
    net = shapely.union_all(lines, grid_size=GRID)
    return shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))


def split(polygon: Polygon, *lines: LineString) -> list[Polygon]:
    """The pieces of ``polygon`` between ``lines``, largest first, crumbs left out."""
    pieces = polygons_from([polygon.boundary, *lines])
    inside = shapely.contains_xy(polygon, shapely.get_coordinates(shapely.point_on_surface(pieces)))
    pieces = pieces[inside & (shapely.area(pieces) > 0.05)]
    return list(pieces[np.argsort(-shapely.area(pieces), kind="stable")])


def parts(shape: shapely.Geometry, smallest: float = 1.0) -> list[Polygon]:
    """The polygons in ``shape`` that are larger than ``smallest`` square metres."""
    pieces = shapely.get_parts(shape)
    return list(pieces[(shapely.get_dimensions(pieces) == 2) & (shapely.area(pieces) > smallest)])


def middle_line(face: Polygon, share: float = 0.5) -> LineString:
    """The line along ``face`` at ``share`` of the way between its two long sides.

    It bends with the sides and reaches beyond both ends.
    """
    box = turned_box(face)
    count = max(3, int(box.length / 25))
    u = ((np.arange(count) + 0.5) / count - 0.5) * box.length
    base = box.centre + u[:, None] * box.along
    reach = box.across * box.width
    rungs = shapely.linestrings(np.stack([base - reach, base + reach], axis=1))
    hits = shapely.intersection(rungs, face)
    ends = np.array([_ends(hit, box.across) for hit in hits])
    found = np.isfinite(ends[:, 0])
    if found.sum() < 2:
        middle = np.stack([box.centre - box.along, box.centre + box.along])
    else:
        v = ends[found, 0] + share * (ends[found, 1] - ends[found, 0])
        v -= box.centre @ box.across
        middle = box.centre + u[found][:, None] * box.along + v[:, None] * box.across
    far = box.length * 0.25 + 10
    first = middle[0] - box.along * far
    last = middle[-1] + box.along * far
    return shapely.simplify(LineString(np.vstack([first, middle, last])), 0.3)


def _ends(hit: shapely.Geometry, axis: np.ndarray) -> tuple[float, float]:
    """Where the longest piece of a rung begins and ends along ``axis``."""
    pieces = shapely.get_parts(hit)
    pieces = pieces[shapely.get_dimensions(pieces) == 1]
    if not len(pieces):
        return np.nan, np.nan
    position = shapely.get_coordinates(pieces[int(np.argmax(shapely.length(pieces)))]) @ axis
    return float(position.min()), float(position.max())


def rungs_across(
    base: LineString, stations: np.ndarray, reach: float, tilt: np.ndarray
) -> np.ndarray:
    """Lines across ``base`` at ``stations`` (metres along it), ``reach`` to either side.

    ``tilt`` turns each of them from the right angle, in radians. The direction is
    that of the base over some distance, so neighbouring lines do not cross.
    """
    here = shapely.get_coordinates(shapely.line_interpolate_point(base, stations))
    over = max(25.0, 1.5 * reach)
    back, front = (
        shapely.get_coordinates(
            shapely.line_interpolate_point(base, np.clip(stations + ahead, 0, base.length))
        )
        for ahead in (-over, over)
    )
    angle = np.arctan2(front[:, 1] - back[:, 1], front[:, 0] - back[:, 0]) + np.pi / 2 + tilt
    step = reach * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return shapely.linestrings(np.stack([here - step, here + step], axis=1))
