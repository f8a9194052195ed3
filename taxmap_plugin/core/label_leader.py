"""Numbers beside their parcel on a leader: stage 5 of the cascade S15.

A leader is at most 25 mm long, its tip lies inside the parcel, its number stands in
free space; it crosses no other leader and no number (S16). Millimetres of paper.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from shapely import LineString, Polygon

from .label_place import box_shapes

LONGEST_MM = 25.0
GAP_MM = 0.6
"""Between the end of the leader and its number."""
_CLEAR_MM = 0.4
_DIRECTIONS = 32
LENGTHS = np.array([5.0, 7.5, 10.0, 12.5, 15.0, 17.5, 20.0, 22.5, LONGEST_MM])


class Leader(NamedTuple):
    """A number on a leader: ``line`` runs from the number to the tip in the parcel."""

    parcel: int
    line: LineString
    centre: tuple[float, float]
    box: Polygon


class Ground:
    """What leaders and their numbers must keep clear of; grows with each one placed."""

    def __init__(self, window: Polygon, parcels: np.ndarray, texts: np.ndarray) -> None:
        """``window``: where numbers may stand. ``parcels``: no number stands on these.
        ``texts``: boxes that neither a number nor a leader may touch."""
        self.window = window
        self.texts = np.asarray(texts, dtype=object)
        self.lines = np.empty(0, dtype=object)
        self._parcels = shapely.STRtree(parcels)
        self._fixed = shapely.STRtree(self.texts)
        shapely.prepare(window)

    def add(self, box: Polygon, line: LineString) -> None:
        self.texts = np.append(self.texts, box)
        self.lines = np.append(self.lines, line)

    def boxes_free(self, boxes: np.ndarray) -> np.ndarray:
        """Which boxes lie in the window, on no parcel, text or leader."""
        free = shapely.contains(self.window, boxes)
        for tree in (self._parcels, self._fixed):
            free[tree.query(boxes, predicate="intersects")[0]] = False
        for placed in (*self.texts[len(self._fixed) :], *self.lines):
            free &= ~shapely.intersects(placed, boxes)
        return free

    def lines_free(self, lines: np.ndarray) -> np.ndarray:
        """Which leaders cross no text and no other leader."""
        free = np.ones(len(lines), dtype=bool)
        free[self._fixed.query(lines, predicate="intersects")[0]] = False
        for obstacle in (*self.texts[len(self._fixed) :], *self.lines):
            free &= ~shapely.intersects(obstacle, lines)
        return free

    def crossed_parcels(self, lines: np.ndarray) -> np.ndarray:
        """How many parcels each leader runs over."""
        owner = self._parcels.query(lines, predicate="intersects")[0]
        return np.bincount(owner, minlength=len(lines))


def place_leaders(
    shapes: np.ndarray,
    parcels: np.ndarray,
    sizes: np.ndarray,
    ground: Ground,
    lengths: np.ndarray = LENGTHS,
) -> list[Leader]:
    """A leader for as many of ``parcels`` (positions in ``shapes``) as find room.

    ``sizes`` (n × 2, mm) are the boxes of their numbers, ``lengths`` the lengths to try.
    Parcels with the fewest free places go first.
    """
    options = [_Options(shapes[p], size, ground, lengths) for p, size in zip(parcels, sizes)]
    order = np.argsort([len(option.cost) for option in options], kind="stable")
    placed = []
    for index in order:
        choice = options[index].best(ground)
        if choice is not None:
            line, centre, box = choice
            ground.add(box, line)
            placed.append(Leader(int(parcels[index]), line, centre, box))
    return placed


class _Options:
    """The free leaders of one parcel before others are placed, cheapest first."""

    def __init__(
        self, shape: Polygon, size: np.ndarray, ground: Ground, lengths: np.ndarray
    ) -> None:
        tip = _tip(shape)
        turns = np.arange(_DIRECTIONS) * 2 * np.pi / _DIRECTIONS
        unit = np.column_stack([np.cos(turns), np.sin(turns)])
        length = np.repeat(lengths, len(unit))
        unit = np.tile(unit, (len(lengths), 1))
        ends = tip + unit * length[:, None]
        self.centres = ends + unit * (size / 2 + GAP_MM)
        boxes = box_shapes(self.centres, size[0], size[1], 0.0)
        keep = ground.boxes_free(shapely.buffer(boxes, _CLEAR_MM, join_style="mitre"))
        lines = shapely.linestrings(np.stack([ends, np.broadcast_to(tip, ends.shape)], axis=1))
        keep[keep] = ground.lines_free(lines[keep])
        cost = length + 4.0 * ground.crossed_parcels(lines)
        order = np.flatnonzero(keep)[np.argsort(cost[keep], kind="stable")]
        self.cost, self.centres = cost[order], self.centres[order]
        self.boxes, self.lines = boxes[order], lines[order]

    def best(self, ground: Ground) -> tuple[LineString, tuple[float, float], Polygon] | None:
        if not len(self.cost):
            return None
        clear = shapely.buffer(self.boxes, _CLEAR_MM, join_style="mitre")
        free = np.flatnonzero(ground.boxes_free(clear) & ground.lines_free(self.lines))
        if not len(free):
            return None
        first = free[0]
        x, y = self.centres[first]
        return self.lines[first], (float(x), float(y)), self.boxes[first]


def _tip(shape: Polygon) -> np.ndarray:
    """A point well inside the shape."""
    middle = shape.centroid
    inside = middle if shape.contains(middle) else shape.representative_point()
    return np.array([inside.x, inside.y])
