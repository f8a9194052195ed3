"""Put a parcel's number inside its parcel: stages 1 to 4 of the cascade S15.

All shapes here are in millimetres of paper, y up. Nothing is drawn: the caller
says how large a text is (``Measure``) and gets places back. A number always lies
inside its parcel with air on all sides; what does not fit is left to the later
stages (:mod:`.label_leader`, :mod:`.sheet_numbers`).
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
import shapely

AIR_MM = 0.5
"""White between a number and the line around it (S15)."""

_GRID = 9


class Measure(Protocol):
    """Ink of a one-line text of ``size`` mm (its em): width, height above and depth below
    the baseline, in mm."""

    def __call__(self, text: str, size: float, bold: bool) -> tuple[float, float, float]: ...


class Avoid(NamedTuple):
    """Shapes that a text should not touch, and how much one touch costs.

    A cost of 1 is a move by the width of the parcel; ``inf`` forbids.
    """

    shapes: np.ndarray
    cost: float


class Boxes(NamedTuple):
    """Sizes (mm) and turns (degrees, anticlockwise) of one text block a parcel."""

    width: np.ndarray
    height: np.ndarray
    angle: np.ndarray

    def take(self, index: np.ndarray) -> Boxes:
        return Boxes(self.width[index], self.height[index], self.angle[index])


def fit_inside(
    shapes: np.ndarray, boxes: Boxes, avoid: list[Avoid], air: float = AIR_MM
) -> tuple[np.ndarray, np.ndarray]:
    """The best place of each box in its shape: ``(found, centres)``.

    ``found`` is a mask over ``shapes``; ``centres`` (n × 2) is NaN where nothing fits.
    The centre of the shape is preferred, so that equal lots in a row get their numbers
    on one line (S14); touching a shape of ``avoid`` costs.
    """
    centres = np.full((len(shapes), 2), np.nan)
    if not len(shapes):
        return np.zeros(0, dtype=bool), centres
    frames = _Frames(shapes, boxes, air)
    todo = np.flatnonzero(frames.possible)
    best = np.full(len(shapes), np.inf)
    for candidates in (frames.middle(todo), None):
        if candidates is None:
            candidates = frames.grid(todo[~(best[todo] <= 0)])
        owner, places = candidates
        places, owner = frames.inside(owner, places)
        cost = frames.off_centre(owner, places) + _touch_cost(frames.outlines(owner, places), avoid)
        order = np.lexsort([cost])[::-1]
        better = order[cost[order] < best[owner[order]]]
        best[owner[better]] = cost[better]
        centres[owner[better]] = frames.to_paper(owner[better], places[better])
    return np.isfinite(best), centres


class _Frames:
    """The shapes turned so that their boxes are upright, around their own middles."""

    def __init__(self, shapes: np.ndarray, boxes: Boxes, air: float) -> None:
        self.boxes = boxes
        self.origin = shapely.get_coordinates(shapely.centroid(shapes))
        radians = np.radians(boxes.angle)
        self.cos, self.sin = np.cos(radians), np.sin(radians)
        self.room = shapely.buffer(_turned(shapes, self), -air, quad_segs=2)
        self.bounds = shapely.bounds(self.room)
        half = np.column_stack([boxes.width, boxes.height]) / 2
        self.low, self.high = self.bounds[:, :2] + half, self.bounds[:, 2:] - half
        self.possible = (self.high - self.low >= -1e-9).all(axis=1)
        self.reach = np.sqrt(np.maximum(shapely.area(shapes), 1e-9))
        shapely.prepare(self.room)

    def middle(self, index: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return index, np.zeros((len(index), 2))

    def grid(self, index: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        steps = (np.arange(_GRID) + 0.5) / _GRID
        unit = np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)
        low, high = self.low[index, None, :], self.high[index, None, :]
        places = (low + unit[None] * (high - low)).reshape(-1, 2)
        return np.repeat(index, len(unit)), places

    def inside(self, owner: np.ndarray, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        half = np.column_stack([self.boxes.width, self.boxes.height])[owner] / 2
        outline = shapely.box(*(places - half).T, *(places + half).T)
        ok = shapely.covers(self.room[owner], outline)
        return places[ok], owner[ok]

    def off_centre(self, owner: np.ndarray, places: np.ndarray) -> np.ndarray:
        return np.hypot(*places.T) / self.reach[owner]

    def to_paper(self, owner: np.ndarray, places: np.ndarray) -> np.ndarray:
        cos, sin = self.cos[owner], self.sin[owner]
        x, y = places.T
        return self.origin[owner] + np.column_stack([x * cos - y * sin, x * sin + y * cos])

    def outlines(self, owner: np.ndarray, places: np.ndarray) -> np.ndarray:
        return box_shapes(self.to_paper(owner, places), *self.boxes.take(owner))


def _turned(shapes: np.ndarray, frames: _Frames) -> np.ndarray:
    coordinates, owner = shapely.get_coordinates(shapes, return_index=True)
    x, y = (coordinates - frames.origin[owner]).T
    cos, sin = frames.cos[owner], frames.sin[owner]
    turned = np.column_stack([x * cos + y * sin, y * cos - x * sin])
    return shapely.set_coordinates(np.array(shapes, dtype=object), turned)


def box_shapes(
    centres: np.ndarray,
    width: np.ndarray | float,
    height: np.ndarray | float,
    angle: np.ndarray | float,
) -> np.ndarray:
    """Rectangles on paper: centres (n × 2), sizes in mm, turns in degrees."""
    if not len(centres):
        return np.empty(0, dtype=object)
    radians = np.radians(np.broadcast_to(angle, len(centres)))
    along = np.column_stack([np.cos(radians), np.sin(radians)])
    across = np.column_stack([-np.sin(radians), np.cos(radians)])
    wide = along * (np.broadcast_to(width, len(centres)) / 2)[:, None]
    high = across * (np.broadcast_to(height, len(centres)) / 2)[:, None]
    corners = np.stack(
        [
            centres - wide - high,
            centres + wide - high,
            centres + wide + high,
            centres - wide + high,
        ],
        axis=1,
    )
    return shapely.polygons(corners)


def _touch_cost(outlines: np.ndarray, avoid: list[Avoid]) -> np.ndarray:
    cost = np.zeros(len(outlines))
    for shapes, price in avoid:
        if len(shapes) and len(outlines):
            touched = shapely.STRtree(shapes).query(outlines, predicate="intersects")[0]
            if np.isinf(price):
                cost[touched] = np.inf
            else:
                cost += price * np.bincount(touched, minlength=len(outlines))
    return cost


def long_side_angle(shapes: np.ndarray) -> np.ndarray:
    """The direction of each shape's long side, degrees, readable from the bottom or the
    right of the sheet (S14): above -80 and up to 100."""
    angles = np.zeros(len(shapes))
    rings = shapely.oriented_envelope(shapes)
    areas = shapely.get_type_id(rings) == shapely.GeometryType.POLYGON
    if areas.any():
        corners = shapely.get_coordinates(rings[areas]).reshape(-1, 5, 2)
        sides = corners[:, 1:3] - corners[:, 0:2]
        longer = np.argmax(np.hypot(sides[..., 0], sides[..., 1]), axis=1)
        side = sides[np.arange(len(sides)), longer]
        angles[areas] = np.degrees(np.arctan2(side[:, 1], side[:, 0]))
    return readable(angles)


def readable(angles: np.ndarray) -> np.ndarray:
    """The same directions, the text never upside down: above -80 and up to 100 degrees."""
    return (np.asarray(angles) + 80 - 1e-9) % 180 - 80 + 1e-9
