"""The lines by which another map divides a parcel, carried over to the parcel as it is drawn here.

The pieces of the other map need not have the parcel's outline to the millimetre: what divides
them from each other counts, led on to the parcel's own boundary. Shapes are (Multi)Polygons in
one CRS, metres.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import shapely

from .fabric import NEAR, share_vertices
from .rings import shape_array

_BACK = 0.01  # metres from an end of a line at which its direction is read
_ALIKE = 0.9
"""Share of its ground (0 to 1) that a piece must have in common with the one it stands for."""


def dividing_lines(parcel, pieces, reach: float) -> list[shapely.LineString]:
    """The common boundaries of ``pieces``; ends inside ``parcel`` go straight on to its outline.

    At most ``reach`` metres: a line that would have to go farther ends where it does.
    """
    pieces = shape_array(pieces)
    pieces, _ = share_vertices(pieces, pieces, NEAR)
    edges = shapely.boundary(pieces)
    common = [shapely.intersection(a, b) for a, b in combinations(edges, 2)]
    parts = shapely.get_parts(shapely.get_parts(shape_array(common)))
    lines = shapely.get_parts(
        shapely.line_merge(shapely.union_all(parts[shapely.length(parts) > 0]))
    )
    loose = _loose_ends(lines)
    outline = shapely.boundary(parcel)
    return [_led_on(line, loose, parcel, outline, reach) for line in lines]


def pairing(pieces, wanted) -> list[int] | None:
    """For each of ``pieces`` the place of the one in ``wanted`` that it stands for.

    None where they are not the same pieces, each with most of its ground.
    """
    pieces, wanted = shape_array(pieces), shape_array(wanted)
    if len(pieces) != len(wanted):
        return None
    common = shapely.area(shapely.intersection(pieces[:, None], wanted[None, :]))
    best = common.argmax(axis=1)
    most = np.maximum(shapely.area(pieces), shapely.area(wanted[best]))
    alike = common.max(axis=1) >= _ALIKE * most
    return best.tolist() if alike.all() and len(set(best)) == len(best) else None


def _loose_ends(lines: np.ndarray) -> set[tuple[float, float]]:
    """Ends that no other line has."""
    ends = Counter(end for line in lines for end in (line.coords[0], line.coords[-1]))
    return {end for end, count in ends.items() if count == 1}


def _led_on(
    line: shapely.LineString,
    loose: set[tuple[float, float]],
    parcel: shapely.Geometry,
    outline: shapely.Geometry,
    reach: float,
) -> shapely.LineString:
    xy = shapely.get_coordinates(line)
    for way in (-1, 1):  # the end, then the beginning
        xy = xy[::-1] if way == 1 else xy
        end = shapely.points(xy[-1])
        if tuple(xy[-1]) in loose and shapely.contains_xy(parcel, *xy[-1]):
            xy = np.vstack([xy, _hit(xy, end, outline, reach)])
    return shapely.linestrings(xy)


def _hit(xy: np.ndarray, end: shapely.Point, outline: shapely.Geometry, reach: float) -> np.ndarray:
    """Where the line, going straight on, first meets the outline; no place where it is too far."""
    line = shapely.linestrings(xy)
    before = shapely.line_interpolate_point(line, max(0.0, line.length - _BACK))
    way = xy[-1] - shapely.get_coordinates(before)[0]
    ray = shapely.linestrings([xy[-1], xy[-1] + reach * way / np.hypot(*way)])
    hits = shapely.get_coordinates(shapely.intersection(ray, outline))
    if not len(hits) and shapely.distance(end, outline) <= reach:
        hits = shapely.get_coordinates(shapely.shortest_line(end, outline))[1:]
    return hits[[np.argmin(np.hypot(*(hits - xy[-1]).T))]] if len(hits) else hits.reshape(0, 2)
