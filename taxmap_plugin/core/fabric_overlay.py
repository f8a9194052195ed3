"""What edits of single parcels do to the ground: held twice now, or by nobody any more.

Unlike ``fabric_faults`` it tells which parcels, and asks of every pair by itself, so that old
dirt beside an edit stays out of it. Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .fabric_faults import SQUARE_MILLIMETRE
from .ground import grounds_of, polygons_of
from .object_array import object_array
from .rings import NEAR


@dataclass(frozen=True)
class Overlap:
    """Ground that two of the shapes hold now, told by their positions."""

    first: int
    second: int
    ground: BaseGeometry


def new_overlaps(
    before, after, parents: Sequence[Sequence[int]], moved: Sequence[bool]
) -> list[Overlap]:
    """Where one of ``after`` that ``moved`` lies over another one, and did not before.

    ``parents`` are the positions in ``before`` of what each of ``after`` was. Strips narrower
    than 1 mm, and less than 1 mm² of ground, are no overlap.
    """
    before, after = grounds_of(before), grounds_of(after)
    is_moved = np.asarray(moved, dtype=bool)
    places = np.flatnonzero(is_moved)
    at, other = shapely.STRtree(after).query(after[places], predicate="intersects")
    own = places[at]
    once = (own < other) | ((own > other) & ~is_moved[other])
    own, other = own[once], other[once]
    both = shapely.intersection(after[own], after[other])
    found = []
    for place in np.flatnonzero(shapely.area(both) > SQUARE_MILLIMETRE):
        first, second = int(own[place]), int(other[place])
        ground = _wide_but(both[place], _common(before, parents[first], parents[second]))
        if not ground.is_empty:
            were = {*parents[first], *parents[second]}
            ground = _wide_but(ground, _handed_on(before, after, parents, were, ground))
        if not ground.is_empty:
            found.append(Overlap(first, second, ground))
    return found


def _common(before: np.ndarray, some: Iterable[int], others: Sequence[int]) -> BaseGeometry:
    """What two groups of ``before`` held both."""
    pairs = [(p, q) for p in some for q in others if p != q]
    both = [polygons_of(shapely.intersection(before[p], before[q])) for p, q in pairs]
    return shapely.union_all(both)


def _handed_on(
    before: np.ndarray,
    after: np.ndarray,
    parents: Sequence[Sequence[int]],
    were: Iterable[int],
    ground: BaseGeometry,
) -> BaseGeometry:
    """What others near the ground gave up where they lay over one of those that ``were``."""
    given = []
    for p in shapely.STRtree(before).query(ground):
        kept = [after[place] for place, own in enumerate(parents) if p in own]
        given_up = polygons_of(shapely.difference(before[p], shapely.union_all(kept)))
        given += [polygons_of(shapely.intersection(given_up, before[q])) for q in were if q != p]
    return shapely.union_all(given)


def lost_ground(before, after, changed: Iterable[int]) -> dict[int, BaseGeometry]:
    """What those of ``before`` at the positions ``changed`` held, and none of ``after`` does.

    Strips narrower than 1 mm, and less than 1 mm² of ground, are left out.
    """
    before, after = grounds_of(before), grounds_of(after)
    tree, places = shapely.STRtree(after), np.fromiter(changed, dtype=int)
    whole = tree.query(before[places], predicate="within")[0]
    places = np.delete(places, whole)  # one of ``after`` holds all of it
    at, near = tree.query(before[places], predicate="intersects")
    ends = np.searchsorted(at, np.arange(1, len(places)))
    held = object_array(shapely.union_all(after[own]) for own in np.split(near, ends))
    lost = shapely.difference(before[places], held[: len(places)])
    found = {}
    for place in np.flatnonzero(shapely.area(lost) > SQUARE_MILLIMETRE):
        ground = _wide(lost[place])
        if not ground.is_empty:
            found[int(places[place])] = ground
    return found


def _wide_but(ground: BaseGeometry, old: BaseGeometry) -> BaseGeometry:
    return _wide(shapely.difference(polygons_of(ground), old))


def _wide(ground: BaseGeometry) -> BaseGeometry:
    """Without hairs."""
    parts = shapely.get_parts(polygons_of(ground))
    area = shapely.area(parts)
    wide = (area > SQUARE_MILLIMETRE) & (2 * area > NEAR * shapely.length(parts))
    return shapely.multipolygons(parts[wide])
