"""Every boundary once (S6): unique edges as lines, each in the highest class it has.

Outlined polygons print a shared side twice, and darker. Here all outlines of a
sheet are noded together and each piece is drawn by the first class that holds it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely

GRID_M = 0.01
"""Vertices closer than this are one: 0.01 mm of paper at 1:1000."""


def unique_lines(outlines: Mapping[str, np.ndarray], grid: float = GRID_M) -> dict[str, np.ndarray]:
    """The outlines of each class without what a class before it draws already.

    ``outlines`` maps a class to areas (or lines), highest rank first. Returns for each
    class its lines, merged as far as they run on; classes left with nothing are absent.
    """
    lines = {name: _linework(shapes) for name, shapes in outlines.items()}
    noded = shapely.get_parts(
        shapely.union_all(np.concatenate([*lines.values(), []]), grid_size=grid)
    )
    noded = noded[shapely.get_type_id(noded) == shapely.GeometryType.LINESTRING]
    middles = shapely.line_interpolate_point(noded, 0.5, normalized=True)
    free = np.ones(len(noded), dtype=bool)
    result = {}
    for name, own in lines.items():
        if not len(own) or not free.any():
            continue
        candidates = np.flatnonzero(free)
        hits = shapely.STRtree(own).query(
            middles[candidates], predicate="dwithin", distance=2 * grid
        )[0]
        taken = candidates[np.unique(hits)]
        if len(taken):
            free[taken] = False
            result[name] = merged(noded[taken])
    return result


def merged(lines: np.ndarray) -> np.ndarray:
    """Lines joined end to end, so that dashes run on."""
    return shapely.get_parts(shapely.line_merge(shapely.multilinestrings(lines)))


def _linework(shapes: np.ndarray) -> np.ndarray:
    shapes = np.asarray(shapes, dtype=object)
    areas = np.isin(shapely.get_type_id(shapes), (3, 6))
    shapes = shapes.copy()
    shapes[areas] = shapely.boundary(shapes[areas])
    return shapely.get_parts(shapes)


def hatched(areas: np.ndarray, spacing: float) -> np.ndarray:
    """Level lines through areas, ``spacing`` apart over the whole map."""
    if not len(areas):
        return areas
    whole = shapely.union_all(areas)
    xmin, ymin, xmax, ymax = whole.bounds
    levels = np.arange(np.ceil(ymin / spacing), np.floor(ymax / spacing) + 1) * spacing
    ends = np.stack([np.full((len(levels), 2), [xmin, xmax]), np.stack([levels, levels], 1)], 2)
    inside = shapely.get_parts(shapely.intersection(shapely.linestrings(ends), whole))
    return inside[shapely.get_type_id(inside) == shapely.GeometryType.LINESTRING]


def clip(lines: np.ndarray, window: shapely.Geometry) -> np.ndarray:
    """The parts of lines inside ``window``."""
    if not len(lines):
        return lines
    shapely.prepare(window)
    lines = lines[shapely.intersects(window, lines)]
    inside = shapely.contains(window, lines)
    cut = shapely.get_parts(shapely.intersection(lines[~inside], window))
    cut = cut[shapely.get_type_id(cut) == shapely.GeometryType.LINESTRING]
    return np.concatenate([lines[inside], cut])
