"""The neighbours of a change pass through its corners, and none of them takes or loses ground.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

import numpy as np
import shapely

from .fabric_corners import share_vertices
from .fabric_faults import SQUARE_MILLIMETRE
from .ground import grounds_of
from .rings import NOISE, shape_array

_LEAST = SQUARE_MILLIMETRE / 1000
"""Square metres: of a thousand neighbours of one change that is still no fault."""


def meet(neighbours, shapes, ground=None) -> tuple[np.ndarray, np.ndarray]:
    """``neighbours`` with the corners of ``shapes`` on their edges, and which were changed.

    As :func:`.share_vertices`, where the edge moves by a hair onto nobody's ground, or off
    ground that another one holds. One that would take ground, or leave it to nobody, takes only
    the corners truly on its edges: beside old overlaps and gaps it stays as it is.
    ``ground`` are the parcels after the change beside ``neighbours``, ``shapes`` themselves
    unless told. Broken neighbours are not changed.
    """
    neighbours = shape_array(neighbours)
    sound = shapely.is_valid(neighbours) & ~shapely.is_missing(neighbours)
    after, changed = share_vertices(neighbours, shapes)
    changed &= sound
    after = np.where(changed, after, neighbours)
    unequal = np.abs(shapely.area(after) - shapely.area(neighbours)) > _LEAST
    moved = np.flatnonzero(changed & unequal)
    if len(moved):
        own = shapes if ground is None else ground
        harm = _harm(moved, neighbours, after, shape_array(own), changed) > _LEAST
        back = moved[harm]
        after[back], changed[back] = share_vertices(neighbours[back], shapes, NOISE)
    return after, changed


def _harm(
    moved: np.ndarray, before: np.ndarray, after: np.ndarray, own: np.ndarray, changed: np.ndarray
) -> np.ndarray:
    """How much ground of others, m², edges that ``moved`` take, or leave to nobody.

    What one leaves is left to ``own`` or to another one that changed: the others are not asked.
    """
    everybody = grounds_of([*own, *after])
    asked = np.append(np.ones(len(own), dtype=bool), changed)
    tree = shapely.STRtree(everybody)
    found = []
    for at in moved:
        taken = shapely.difference(after[at], before[at])
        left = shapely.difference(before[at], after[at])
        others = tree.query(shapely.union(taken, left))
        others = others[others != len(own) + at]
        left = shapely.difference(left, shapely.union_all(everybody[others[asked[others]]]))
        areas = shapely.area(shapely.intersection(taken, everybody[others]))
        found.append(max([left.area, *areas]))
    return np.array(found)
