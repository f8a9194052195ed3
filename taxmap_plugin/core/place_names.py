"""Where the name of a road, a canal or a place stands on a sheet.

Names are set straight, along a road or inside an area, readable from the bottom or
the right. Millimetres of paper, y up.
"""

from __future__ import annotations

import numpy as np
import shapely
from shapely import LineString

from .label_place import box_shapes, readable

_STEP_MM = 4.0
_LARGEST_BEND_MM = 1.2
_AREA_GRID = 24
_DIRECTIONS = 12

Place = tuple[float, float, float]
"""x, y of the middle, and the angle."""


def along_lines(
    lines: np.ndarray, half: float, width: float, height: float, window: shapely.Geometry,
    taken: np.ndarray,
) -> Place | None:  # fmt: skip
    """The straightest free stretch of a road for a name, near the middle of the road.

    ``half`` is half the road's width: a name may stand beside the centre line as far as
    it stays on the road. ``window`` holds the name entirely; ``taken`` are shapes that it
    must not touch.
    """
    lines = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))
    places = [_stretches(line, width) for line in lines if shapely.length(line) >= width]
    if not places:
        return None
    middle, angle, bend, off = (np.concatenate(part) for part in zip(*places))
    ok = bend <= _LARGEST_BEND_MM
    middle, angle, cost = middle[ok], angle[ok], bend[ok] * 20 + off[ok]
    across = np.column_stack([-np.sin(np.radians(angle)), np.cos(np.radians(angle))])
    aside = max(0.0, half - height / 2 - 0.3)
    moves = (0.0, aside / 2, -aside / 2, aside, -aside)
    middle = np.concatenate([middle + move * across for move in moves])
    cost = np.concatenate([cost + abs(move) for move in moves])
    return _best(middle, np.tile(angle, len(moves)), cost, width, height, window, taken)


def _stretches(line: LineString, width: float) -> tuple[np.ndarray, ...]:
    """Middles, angles, largest bends and distances from the line's middle of all chords."""
    length = line.length
    starts = np.arange(0, length - width + 1e-9, _STEP_MM)
    fractions = np.linspace(0, width, 9)
    points = shapely.line_interpolate_point(line, starts[:, None] + fractions[None, :])
    xy = np.stack([shapely.get_x(points), shapely.get_y(points)], axis=-1)
    chord = xy[:, -1] - xy[:, 0]
    span = np.hypot(chord[:, 0], chord[:, 1])
    unit = chord / np.maximum(span, 1e-9)[:, None]
    away = xy - xy[:, :1]
    across = np.abs(away[..., 0] * unit[:, None, 1] - away[..., 1] * unit[:, None, 0])
    middle = xy.mean(axis=1)
    angle = readable(np.degrees(np.arctan2(unit[:, 1], unit[:, 0])))
    return middle, angle, across.max(axis=1), np.abs(starts + width / 2 - length / 2)


def in_area(
    area: shapely.Geometry, width: float, height: float, window: shapely.Geometry,
    taken: np.ndarray,
) -> Place | None:  # fmt: skip
    """A free place inside an area, along its banks where it is long and narrow."""
    room = shapely.intersection(area, window)
    if shapely.is_empty(room) or shapely.area(room) < width * height:
        return None
    xmin, ymin, xmax, ymax = shapely.bounds(room)
    xs, ys = np.meshgrid(np.linspace(xmin, xmax, _AREA_GRID), np.linspace(ymin, ymax, _AREA_GRID))
    points = np.column_stack([xs.ravel(), ys.ravel()])
    shapely.prepare(room)
    points = points[shapely.contains_xy(room, *points.T)]
    angles = readable(np.arange(_DIRECTIONS) * 180.0 / _DIRECTIONS)
    middle = np.repeat(points, len(angles), axis=0)
    angle = np.tile(angles, len(points))
    inside = shapely.covers(room, box_shapes(middle, width, height, angle))
    middle, angle = middle[inside], angle[inside]
    off = np.hypot(*(middle - shapely.get_coordinates(shapely.centroid(room))[0]).T)
    cost = off + np.abs(angle) * 0.2
    return _best(middle, angle, cost, width, height, window, taken)


def _best(
    middle: np.ndarray, angle: np.ndarray, cost: np.ndarray, width: float, height: float,
    window: shapely.Geometry, taken: np.ndarray,
) -> Place | None:  # fmt: skip
    if not len(middle):
        return None
    boxes = box_shapes(middle, width, height, angle)
    free = shapely.covers(window, boxes)
    if len(taken):
        free[shapely.STRtree(taken).query(boxes, predicate="intersects")[0]] = False
    if not free.any():
        return None
    best = np.flatnonzero(free)[np.argmin(cost[free])]
    return float(middle[best, 0]), float(middle[best, 1]), float(angle[best])
