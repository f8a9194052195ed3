"""Free rectangles on a sheet: where an inset, a table or a neighbour's circle can stand.

Coordinates are millimetres of paper inside the map window, y up.
"""

from __future__ import annotations

import numpy as np
import shapely

_CELL_MM = 2.0


class FreeRoom:
    """Which 2 mm cells of a window are taken, and the search for a free rectangle."""

    def __init__(self, width: float, height: float, margin: float = 2.0) -> None:
        self.width, self.height = width, height
        columns, rows = int(width // _CELL_MM), int(height // _CELL_MM)
        xs = (np.arange(columns) + 0.5) * _CELL_MM
        ys = (np.arange(rows) + 0.5) * _CELL_MM
        self._x, self._y = np.meshgrid(xs, ys)
        edge = (self._x < margin) | (self._x > width - margin)
        self.taken = edge | (self._y < margin) | (self._y > height - margin)

    def block(self, shape: shapely.Geometry, air: float = 0.0) -> None:
        """Take the cells that touch a shape grown by ``air``."""
        grown = shapely.buffer(shape, air + _CELL_MM * 0.71)
        shapely.prepare(grown)
        xmin, ymin, xmax, ymax = shapely.bounds(grown)
        if np.isnan(xmin):
            return
        near = (self._x >= xmin) & (self._x <= xmax) & (self._y >= ymin) & (self._y <= ymax)
        near &= ~self.taken
        self.taken[near] = shapely.contains_xy(grown, self._x[near], self._y[near])

    def find(
        self,
        width: float,
        height: float,
        near: tuple[float, float],
        within: shapely.Geometry | None = None,
    ) -> tuple[float, float] | None:
        """Lower left corner of the free rectangle whose middle is closest to ``near``.

        ``within``: the middle must lie in this shape. None when there is no room.
        """
        across, up = int(np.ceil(width / _CELL_MM)), int(np.ceil(height / _CELL_MM))
        rows, columns = self.taken.shape
        if across > columns or up > rows:
            return None
        total = np.pad(self.taken.astype(np.int32).cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
        count = (
            total[up:, across:]
            - total[:-up, across:]
            - total[up:, :-across]
            + total[:-up, :-across]
        )
        free_rows, free_columns = np.nonzero(count == 0)
        x, y = free_columns * _CELL_MM, free_rows * _CELL_MM
        mid_x, mid_y = x + width / 2, y + height / 2
        if within is not None and len(x):
            shapely.prepare(within)
            keep = shapely.contains_xy(within, mid_x, mid_y)
            x, y, mid_x, mid_y = x[keep], y[keep], mid_x[keep], mid_y[keep]
        if not len(x):
            return None
        best = int(np.argmin(np.hypot(mid_x - near[0], mid_y - near[1])))
        return float(x[best]), float(y[best])

    def take(self, x: float, y: float, width: float, height: float, air: float = 2.0) -> None:
        """Mark a rectangle as taken."""
        self.block(shapely.box(x, y, x + width, y + height), air)
