"""Texts on the map of a sheet: what, where, how large. One row a line of text."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from shapely import Polygon

from .label_place import Measure, box_shapes
from .sheet_style import SheetStyle


@dataclass(frozen=True)
class MapText:
    """One line of text; ``x``, ``y`` are the middle of its ink in mm of paper (y up).

    ``role`` is a text class of the style; ``parcel`` the position of the parcel that it
    numbers, or -1. ``down`` is the ink below the baseline.
    """

    text: str
    x: float
    y: float
    width: float
    up: float
    down: float
    angle: float
    role: str
    parcel: int = -1
    halo: bool = False

    @property
    def height(self) -> float:
        return self.up + self.down

    def at(self, x: float, y: float, angle: float = 0.0) -> MapText:
        """The same text at another place."""
        return replace(self, x=x, y=y, angle=angle)

    def box(self) -> Polygon:
        """The rectangle of its ink."""
        centre = np.array([[self.x, self.y]])
        return box_shapes(centre, self.width, self.height, self.angle)[0]

    def baseline(self) -> tuple[float, float]:
        """The middle of its baseline: where the text is pinned."""
        offset = self.height / 2 - self.down
        turn = np.radians(self.angle)
        return self.x + offset * float(np.sin(turn)), self.y - offset * float(np.cos(turn))


def text_at(
    text: str,
    role: str,
    centre: tuple[float, float],
    style: SheetStyle,
    measure: Measure,
    angle: float = 0.0,
    parcel: int = -1,
) -> MapText:
    """A text of a class of the style with the middle of its ink at ``centre``."""
    size = style.text(role)
    width, up, down = measure(text, size.size, size.bold)
    return MapText(text, *centre, width, up, down, angle, role, parcel)


def boxes_of(texts: list[MapText]) -> np.ndarray:
    """The ink rectangles of texts as an object array."""
    if not texts:
        return np.empty(0, dtype=object)
    return box_shapes(
        np.array([[t.x, t.y] for t in texts]),
        np.array([t.width for t in texts]),
        np.array([t.height for t in texts]),
        np.array([t.angle for t in texts]),
    )
