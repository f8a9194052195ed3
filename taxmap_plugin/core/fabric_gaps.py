"""Narrow ground between parcels that nobody holds.

Blocks need not be tiled by parcels, and streets may be drawn or not: a gap is ground that parcels
enclose, but for narrow mouths on a street, that is no road, water or public land, and that is
narrower than what can be a lane. Roads are known by their centre lines: where one runs along,
there is no gap.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from .fabric_mouths import mouths, without_mouths
from .fabric_twins import Twins
from .feedback import Feedback, check_cancelled
from .ground import polygons_of
from .object_array import object_array
from .rings import NOISE
from .width import mean_width

WIDEST = 1.0
"""Metres. Ground wider than this may be a lane that nobody has drawn."""
SMALLEST = 1e-6
"""Square metres: less is what digits leave."""
NO_ROADS = np.empty(0, dtype=object)


def gaps(
    twins: Twins,
    shapes: np.ndarray,
    others: np.ndarray,
    feedback: Feedback,
    widest: float = WIDEST,
    smallest: float = SMALLEST,
    roads: np.ndarray = NO_ROADS,
) -> pd.DataFrame:
    """The gaps between valid ``shapes``: ``geom``, ``area`` (m²) and mean ``width`` (m); what is as
    thin as digits is none.

    ``twins`` are of the same shapes; ``others`` (water, public land; valid) fill gaps; ``roads``
    are centre lines.
    """
    free = _enclosed(twins, shapes, widest)
    check_cancelled(feedback)
    feedback.progress(0.7)
    left = _pieces_but(free, others)
    left = left[shapely.area(left) >= smallest]
    area = shapely.area(left)
    width = mean_width(left)
    narrow = (width > NOISE) & (width <= widest) & ~_has_road_along(left, roads)
    feedback.progress(1.0)
    return pd.DataFrame({"geom": left[narrow], "area": area[narrow], "width": width[narrow]})


def _enclosed(twins: Twins, shapes: np.ndarray, widest: float) -> np.ndarray:
    """Ground of nobody that the shapes enclose, but for mouths no wider than a gap may be: only
    edges without a twin have it beside them."""
    starts = twins.starts[twins.lonely]
    xy = twins.rings.xy
    sides = shapely.linestrings(np.stack([xy[starts], xy[starts + 1]], axis=1))
    across = mouths(twins, shapes, min(widest, WIDEST))
    network = shapely.get_parts(shapely.union_all(np.concatenate([sides, across])))
    faces = shapely.get_parts(shapely.polygonize(network))
    held = shapely.STRtree(shapes).query(shapely.point_on_surface(faces), predicate="intersects")[0]
    free = np.ones(len(faces), dtype=bool)
    free[held] = False
    return without_mouths(faces[free], across, lambda some: mean_width(some) <= widest)


def _pieces_but(faces: np.ndarray, others: np.ndarray) -> np.ndarray:
    """The parts of each face that none of the others holds."""
    at, other = shapely.STRtree(others).query(faces, predicate="intersects")
    met, first = np.unique(at, return_index=True)
    for face, own in zip(met, np.split(other, first[1:])):
        held = shapely.union_all(others[own])
        faces[face] = polygons_of(shapely.difference(faces[face], held))
    return np.asarray(shapely.get_parts(object_array(faces)))


def _has_road_along(pieces: np.ndarray, roads: np.ndarray) -> np.ndarray:
    """Along which pieces, by half of their length at least, a road runs; it may cross others."""
    at, road = shapely.STRtree(roads).query(pieces, predicate="intersects")
    within = shapely.length(shapely.intersection(pieces[at], roads[road]))
    return np.bincount(at, within, minlength=len(pieces)) >= shapely.length(pieces) / 4
