"""The ground of parcels, compared: what two drawings share, and where they really differ.

Nothing here fails on a broken shape: GEOS compares what it makes of it. Metres throughout.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from .ground import POLYGONAL, is_nowhere

_GRID = 0.001
"""Metres to which shapes are snapped that GEOS cannot overlay as they are."""
_ARC_SEGMENTS = 2
_MANY_POINTS = 500


def sound_ground(geoms: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The areas that can be compared (None for what has none), and which shapes came broken.

    Lines, points, empty shapes and shapes with impossible coordinates have no ground.
    """
    shapes = np.asarray(shapely.force_2d(np.asarray(geoms, dtype=object)), dtype=object).copy()
    broken = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    shapes[is_nowhere(shapes)] = None
    repairable = broken & ~shapely.is_missing(shapes)
    shapes[repairable] = shapely.make_valid(shapes[repairable])
    mixed = ~np.isin(shapely.get_type_id(shapes), POLYGONAL) & ~shapely.is_missing(shapes)
    for position in np.flatnonzero(mixed):
        shapes[position] = _areas_in(shapes[position])
    shapes[~(shapely.area(shapes) > 0)] = None
    return shapes, broken


def _areas_in(shape: shapely.Geometry) -> shapely.Geometry | None:
    parts = shapely.get_parts(shapely.get_parts(shape))
    areas = parts[np.isin(shapely.get_type_id(parts), POLYGONAL)]
    return shapely.union_all(areas) if len(areas) else None


def meeting(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Positions of the pairs that touch or overlap.

    The fewer shapes ask the more: GEOS prepares those that ask, which is what a street
    with twenty thousand corners among small parcels needs.
    """
    if len(first) <= len(second):
        at_first, at_second = shapely.STRtree(second).query(first, "intersects")
    else:
        at_second, at_first = shapely.STRtree(first).query(second, "intersects")
    return at_first, at_second


def shared(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """What each pair has in common."""
    return _overlay(shapely.intersection, _near(first, second), _near(second, first))


def _near(shapes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Of a shape with very many points only the part around the other one of its pair."""
    counts = shapely.get_num_coordinates(shapes)
    many = np.flatnonzero((counts > _MANY_POINTS) & (counts > shapely.get_num_coordinates(others)))
    around = shapely.bounds(others[many]) + np.array([-1, -1, 1, 1])
    boxes = zip(shapes[many], around)
    pieces = np.array(
        [*(shapely.clip_by_rect(shape, *box) for shape, box in boxes), None], dtype=object
    )[:-1]
    sound = shapely.is_valid(pieces)
    shapes = shapes.copy()
    shapes[many[sound]] = pieces[sound]
    return shapes


def differing(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """What only one of each pair has."""
    return _overlay(shapely.symmetric_difference, first, second)


def _overlay(operation: Callable, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """All pairs at once; one by one, snapped to a grid, only where GEOS refuses."""
    try:
        return np.asarray(operation(first, second), dtype=object)
    except shapely.GEOSException:
        pairs = zip(first, second)
        return np.array([_snapped(operation, *pair) for pair in pairs] + [None], dtype=object)[:-1]


def _snapped(
    operation: Callable, first: shapely.Geometry, second: shapely.Geometry
) -> shapely.Geometry:
    try:
        return operation(first, second)
    except shapely.GEOSException:
        return operation(first, second, grid_size=_GRID)


def joined(shapes: np.ndarray) -> shapely.Geometry | None:
    """Several shapes as one; None for none."""
    present = shapes[~shapely.is_missing(shapes)]
    if len(present) < 2:
        return present[0] if len(present) else None
    try:
        return shapely.union_all(present)
    except shapely.GEOSException:
        return shapely.union_all(present, grid_size=_GRID)


def thick_area(shapes: np.ndarray, width: float) -> np.ndarray:
    """m² of the parts that are wider than ``width``: a strip along a line that was drawn a
    little beside the old one counts nothing."""
    cores = shapely.buffer(shapes, -width / 2, quad_segs=_ARC_SEGMENTS)
    thick = np.zeros(len(shapes))
    left = ~shapely.is_empty(cores) & ~shapely.is_missing(cores)
    grown = shapely.buffer(cores[left], width / 2, quad_segs=_ARC_SEGMENTS)
    thick[left] = np.minimum(shapely.area(grown), shapely.area(shapes[left]))
    return thick


def likeness(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """0 to 1: the area that each pair shares, of all that either has."""
    common = shapely.area(shared(first, second))
    return np.asarray(common / (shapely.area(first) + shapely.area(second) - common))


def drawn_twice(
    first: np.ndarray, second: np.ndarray, shift: float, least: float, alike: np.ndarray
) -> np.ndarray:
    """Whether each pair is one parcel drawn twice.

    It is when no line lies more than ``shift`` metres beside its twin: what only one of them
    has is nowhere wider, but for less than ``least`` m². ``alike`` is their :func:`likeness`.
    """
    same = alike >= _HALF
    nearly = np.flatnonzero(same)
    doubtful = nearly[~_plainly_same(first[nearly], second[nearly], shift, alike[nearly])]
    rest = differing(first[doubtful], second[doubtful])
    same[doubtful] = thick_area(rest, shift) < least
    return same


_HALF = 0.5


def _plainly_same(
    first: np.ndarray, second: np.ndarray, shift: float, alike: np.ndarray
) -> np.ndarray:
    """A quick yes for nearly all: corners and middles of lines lie close to the other shape,
    and what differs is no more than half of the shift along all lines."""
    close = shapely.hausdorff_distance(first, second, densify=_HALF) <= shift
    total = shapely.area(first) + shapely.area(second)
    rest = total * (1 - alike) / (1 + alike)
    length = np.minimum(shapely.length(first), shapely.length(second))
    return np.asarray(close & (rest <= _HALF * shift * length))


def moved_by(shapes: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """Each shape carried by its own offset (n, 2) in metres."""
    coordinates, of_shape = shapely.get_coordinates(shapes, return_index=True)
    return np.asarray(shapely.set_coordinates(shapes.copy(), coordinates + offsets[of_shape]))


def offsets_between(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """From the middle of each shape to that of its twin: (n, 2) in metres."""
    start, end = (
        shapely.get_coordinates(shapely.centroid(side)).reshape(-1, 2) for side in (first, second)
    )
    return np.asarray(end - start)
