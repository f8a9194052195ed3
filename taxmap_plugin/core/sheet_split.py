"""Split a block that is too large for one sheet by match lines (S21).

The lines run where they cut the fewest parcels: along a road where there is one.
"""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon

from .sheet_format import COMFORT_MM, SheetFormat, formats

_TRIES = 61
_LEAST_PART_M2 = 1.0


class Part(NamedTuple):
    """One sheet's share of a block: its ground and the cells it took (column, row)."""

    area: Polygon | MultiPolygon
    cell: tuple[int, ...]


def split(
    ground: Polygon | MultiPolygon, parcels: np.ndarray, paper: str, scale: int
) -> tuple[SheetFormat, list[Part]]:
    """The format that needs the fewest parts at ``scale``, and the parts, row by row
    from the north-west. Cells without ground make no part."""
    fmt = min(formats(paper), key=lambda f: _columns(ground, f, scale) * _rows(ground, f, scale))
    bounds = shapely.bounds(parcels).reshape(-1, 4)
    west, south, east, north = ground.bounds
    width, height = fmt.ground_size(scale, COMFORT_MM)
    xs = _cuts(west, east, width, _columns(ground, fmt, scale), bounds[:, [0, 2]])
    ys = _cuts(south, north, height, _rows(ground, fmt, scale), bounds[:, [1, 3]])
    parts = []
    for row in range(len(ys) - 2, -1, -1):
        for column in range(len(xs) - 1):
            cell = shapely.box(xs[column], ys[row], xs[column + 1], ys[row + 1])
            area = shapely.intersection(ground, cell)
            if area.area > _LEAST_PART_M2:
                parts.append(Part(area, (column, row)))
    return fmt, parts


def _columns(ground: Polygon | MultiPolygon, fmt: SheetFormat, scale: int) -> int:
    west, _, east, _ = ground.bounds
    return max(1, ceil((east - west) / fmt.ground_size(scale, COMFORT_MM)[0] - 1e-9))


def _rows(ground: Polygon | MultiPolygon, fmt: SheetFormat, scale: int) -> int:
    _, south, _, north = ground.bounds
    return max(1, ceil((north - south) / fmt.ground_size(scale, COMFORT_MM)[1] - 1e-9))


def _cuts(start: float, end: float, room: float, count: int, spans: np.ndarray) -> list[float]:
    """``count`` intervals of at most ``room``; each cut takes the place in its window that
    crosses the fewest parcels, the one nearest to an even share among equals."""
    cuts = [start]
    for left in range(count - 1, 0, -1):
        low, high = end - left * room, cuts[-1] + room
        even = cuts[-1] + (end - cuts[-1]) / (left + 1)
        tries = np.unique([*np.linspace(low, high, _TRIES), min(max(even, low), high)])
        crossed = (
            (spans[None, :, 0] < tries[:, None] - 0.1) & (spans[None, :, 1] > tries[:, None] + 0.1)
        ).sum(axis=1)
        cuts.append(float(tries[np.lexsort([np.abs(tries - even), crossed])[0]]))
    return [*cuts, end]
