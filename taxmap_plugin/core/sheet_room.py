"""Room on a sheet for insets and tables: the overflow box first, then white in the map."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from shapely import Polygon

from .free_room import FreeRoom
from .sheet_format import Box, SheetFormat

ARROW_TEXT_MM = (22.0, 5.0)
"""Room for the words below the north arrow, in either language."""
_AIR_MM = 1.0


class SheetRoom:
    """Gives boxes on the page and remembers what they cover of the map.

    ``free`` is the map's free room; ``taken`` the rectangles in the map (mm, y up) that
    texts and leaders must keep off.
    """

    def __init__(self, fmt: SheetFormat) -> None:
        self.window = fmt.map
        self.free = FreeRoom(fmt.map.width, fmt.map.height)
        self.taken: list[Polygon] = []
        self._arrow_mm = 0.0 if "panel" in fmt.boxes else fmt.arrow_size
        self._shelf = _Shelf(fmt.boxes.get("overflow"))

    def corner(self) -> Box | None:
        """Where the north arrow stands in the upper right of the map (S22); None where the
        format has its place at the top, or the map has no room for it there."""
        if not self._arrow_mm:
            return None
        width, height = max(self._arrow_mm, ARROW_TEXT_MM[0]), self._arrow_mm + ARROW_TEXT_MM[1]
        spot = self.free.find(width, height, (self.window.width, self.window.height))
        if spot is None or min(spot[0] / self.window.width, spot[1] / self.window.height) < 0.5:
            return None
        return self._take(spot, width, height)

    def keep_off(self, shapes: Iterable[shapely.Geometry]) -> None:
        """Give no more room in the map where these stand (texts, leaders; mm)."""
        self.free.block(shapely.union_all(np.array([*shapes], dtype=object)), _AIR_MM)

    def allocate(self, width: float, height: float) -> Box | None:
        """A free box on the page, or None."""
        box = self._shelf.take(width, height)
        if box is not None:
            return box
        corner = self.free.find(width, height, (self.window.width, self.window.height / 2))
        if corner is None:
            return None
        return self._take(corner, width, height)

    def _take(self, corner: tuple[float, float], width: float, height: float) -> Box:
        self.free.take(*corner, width, height)
        x, y = corner
        self.taken.append(shapely.box(x, y, x + width, y + height))
        return Box(self.window.x + x, self.window.bottom - y - height, width, height)


class _Shelf:
    """The overflow box of a format, filled from the upper left, row by row."""

    def __init__(self, box: Box | None) -> None:
        self.box = box
        self.x = box.x if box else 0.0
        self.y = box.y if box else 0.0
        self.row = 0.0

    def take(self, width: float, height: float, air: float = 3.0) -> Box | None:
        if self.box is None:
            return None
        if self.x > self.box.x and self.x + width + 2 * air > self.box.right:
            self.x, self.y, self.row = self.box.x, self.y + self.row, 0.0
        if self.x + width + 2 * air > self.box.right or self.y + height + 2 * air > self.box.bottom:
            return None
        taken = Box(self.x + air, self.y + air, width, height)
        self.x += width + air
        self.row = max(self.row, height + air)
        return taken
