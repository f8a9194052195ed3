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


def meet(neighbours, shapes, ground=None) -> tuple[np.ndarray, np.ndarray]:
    """``neighbours`` with the corners of ``shapes`` on their edges, and which were changed.

    As :func:`.share_vertices`, where the edge moves by a hair onto nobody's ground, or off
    ground that another one holds. One that would take ground, or leave it to nobody, takes only
    the corners truly on its edges: beside old overlaps and gaps it stays as it is.
    ``ground`` are the parcels after the change, ``shapes`` themselves unless told. Broken
    neighbours are not changed.
    """
    neighbours = shape_array(neighbours)
    sound = shapely.is_valid(neighbours) & ~shapely.is_missing(neighbours)
    after, changed = share_vertices(neighbours, shapes)
    changed &= sound
    after = np.where(changed, after, neighbours)
    unequal = np.abs(shapely.area(after) - shapely.area(neighbours)) > SQUARE_MILLIMETRE / 2
    moved = np.flatnonzero(changed & unequal)
    if len(moved):
        beside = grounds_of([*(shapes if ground is None else ground), *after])
        others = [np.delete(beside, len(beside) - len(after) + at) for at in moved]
        harm = [_harms(neighbours[at], after[at], rest) for at, rest in zip(moved, others)]
        back = moved[harm]
        after[back], changed[back] = share_vertices(neighbours[back], shapes, NOISE)
    return after, changed


def _harms(was, now, others: np.ndarray) -> bool:
    """Whether an edge that moved takes ground of others, or leaves ground to nobody."""
    taken = shapely.intersection(shapely.difference(now, was), others)
    left = shapely.difference(shapely.difference(was, now), shapely.union_all(others))
    return bool(max(shapely.area(taken).max(), left.area) > SQUARE_MILLIMETRE)
