"""Corners that neighbours should share: missing ones added, near ones brought together.

No corner moves farther than the tolerance, nor twice: of corners that hang together by it the one
that most parcels have stays, and takes those around it. A boundary goes along as a whole, with
every parcel that has the corner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
import shapely

from .fabric_corners import share_vertices
from .fabric_near import near_corners
from .fabric_twins import Twins
from .fix_outline import spoils
from .fix_site import FixError, Mended, NothingToMend, Site
from .ground import areas_of
from .message import Message
from .outline_slips import doubled_corners
from .parcel_name import listed
from .rings import NOISE, Rings, distinct, keys_of

Options = Mapping[str, float]


def add_missing_corners(site: Site, options: Options, choice: str) -> Mended:
    """The corners of one on the side of the other, where that one has none."""
    places = _places(site, ["missing"], options["tolerance"])
    shapes = _passing(site.shapes, site.free, places, NOISE)
    return _mended(site, shapes, _agreed(site, shapes, places), "fix.corners_added")


def join_edges(site: Site, options: Options, choice: str) -> Mended:
    """The side of one through the corners of the other that lie beside it."""
    tolerance = options["tolerance"]
    places = _places(site, ["edge", "missing"], tolerance)
    shapes = _passing(site.shapes, site.free, places, tolerance)
    return _mended(site, shapes, _agreed(site, shapes, places), "fix.side_bent", tolerance)


def join_corners(site: Site, options: Options, choice: str) -> Mended:
    """The corners of both that are meant as one."""
    tolerance = options["tolerance"]
    places = _places(site, ["corner"], tolerance)
    shapes = draw_together(site.shapes, site.free, places, tolerance)
    return _mended(site, shapes, _agreed(site, shapes, places), "fix.corners_joined", tolerance)


def join_doubled(site: Site, options: Options, choice: str) -> Mended:
    """Corners one after the other in the same place, in every parcel that has them."""
    (at,) = site.things
    rings, tolerance = Rings.of(site.shapes[[at]]), options["tolerance"]
    places = rings.xy[doubled_corners(rings, tolerance).at]
    if not len(places):
        raise NothingToMend
    shapes = draw_together(site.shapes, site.free, places, tolerance)
    left = doubled_corners(Rings.of(shapes[[at]]), tolerance).at
    return _mended(site, shapes, len(places) - len(left), "fix.corners_dropped", tolerance)


def _places(site: Site, kinds: Sequence[str], tolerance: float) -> np.ndarray:
    """Where the two parcels miss each other so, as (x, y)."""
    found = _near(site, tolerance)
    both = found["shape"].isin(site.things) & found["other"].isin(site.things)
    found = found[both & found["kind"].isin(kinds)]
    if not len(found):
        raise NothingToMend
    return found[["x", "y"]].to_numpy()


@lru_cache(maxsize=2)
def _near(site: Site, tolerance: float) -> pd.DataFrame:
    return near_corners(site.twins, tolerance)


def check_corners(site: Site, shapes: np.ndarray, tolerance: float, fewer: bool) -> None:
    """FixError where corners of the shapes would miss more neighbours than they did.

    With ``fewer`` they must miss less: between two parcels that may not change and do not agree
    a third one can only be moved from one fault to another. Shapes behind those of the site are
    new, and must miss none.
    """
    found = near_corners(Twins.of(areas_of(shapes)), tolerance)
    if (found[["shape", "other"]].to_numpy() >= len(site.shapes)).any():
        raise FixError(Message("fix.gap_no_parcel"))
    before, after = len(_near(site, tolerance)), len(found)
    if after > before or (fewer and after == before):
        raise FixError(Message("fix.no_better"))


def _agreed(site: Site, shapes: np.ndarray, places: np.ndarray) -> int:
    """At how many of the places the parcels of the fault have one corner now: behind the tip of a
    third parcel a side stays as it is."""
    nearest = []
    for shape in shapes[list(site.things)]:
        xy = shapely.get_coordinates(shape)
        apart = np.hypot(*(places[:, None] - xy[None]).T)
        nearest.append(xy[apart.argmin(axis=0)])
    return int((nearest[0] == nearest[1]).all(axis=1).sum())


def _mended(site: Site, shapes: np.ndarray, count: int, note: str, hair: float = 0.0) -> Mended:
    """What came of it at ``count`` places."""
    changed = [at for at in range(len(shapes)) if shapes[at] is not site.shapes[at]]
    if not changed or count <= 0:
        site.check_free(site.things)
        raise FixError(Message("fix.cannot"))
    for at in changed:
        if spoils(site.shapes[at], shapes[at]):
            raise FixError(Message("fix.would_break", code=site.names[at]))
    names = listed([site.names[at] for at in site.things])
    return Mended(shapes, Message(note, count=count, names=names), hair=hair)


def _passing(
    shapes: np.ndarray, free: np.ndarray, places: np.ndarray, tolerance: float
) -> np.ndarray:
    """The free shapes with the places as corners of their sides, at most ``tolerance`` away.

    Who has the corner itself may lie over the side that it is missed by.
    """
    result = shapes.copy()
    for place in shapely.points(places):
        holds = shapely.dwithin(shapely.extract_unique_points(result), place, 0.0)
        at = np.flatnonzero(free & ~holds)
        after, changed = share_vertices(result[at], [place], tolerance)
        result[at[changed]] = after[changed]
    return result


def draw_together(
    shapes: np.ndarray, free: np.ndarray, seeds: np.ndarray, tolerance: float
) -> np.ndarray:
    """The shapes with their corners around each of ``seeds`` (x, y) joined.

    Corners at most ``tolerance`` metres from each other hang together; corners of a shape that is
    not ``free`` stay. Sides that pass a corner go along with it.
    """
    cluster = _hanging_together(distinct(shapely.get_coordinates(shapes)), seeds, tolerance)
    noded = _passing(shapes, free, cluster, NOISE)
    rings = Rings.of(noded)
    target = _targets(rings, free, cluster, tolerance)
    at = np.searchsorted(keys_of(cluster), keys_of(rings.xy)).clip(max=len(cluster) - 1)
    known = keys_of(cluster)[at] == keys_of(rings.xy)
    moved = rings.moved(np.where(known[:, None], cluster[target[at]], rings.xy))
    joined = _without_repeats(moved, known)
    own = np.zeros(len(shapes), dtype=bool)
    own[rings.shape_of_corner[known]] = True
    result = noded.copy()
    result[own & free] = joined.polygons()[own & free]
    result = _passing(result, free, cluster[np.unique(target)], tolerance)
    same = shapely.equals_exact(result, shapes)
    return np.where(same, shapes, result)


def _hanging_together(corners: np.ndarray, seeds: np.ndarray, tolerance: float) -> np.ndarray:
    """The corners that are reached from the seeds by steps of at most ``tolerance``, sorted."""
    points = shapely.points(corners)
    tree = shapely.STRtree(points)
    reached = np.zeros(len(corners), dtype=bool)
    front = shapely.points(seeds)
    while len(front):
        found = np.unique(tree.query(front, predicate="dwithin", distance=tolerance)[1])
        new = found[~reached[found]]
        reached[new] = True
        front = points[new]
    return corners[reached]


def _targets(rings: Rings, free: np.ndarray, cluster: np.ndarray, tolerance: float) -> np.ndarray:
    """For each corner of the cluster the position of the one that it is drawn to, or its own."""
    keys = keys_of(cluster)
    at = np.searchsorted(keys, keys_of(rings.xy)).clip(max=len(cluster) - 1)
    known = keys[at] == keys_of(rings.xy)
    holders = np.unique(np.column_stack([at[known], rings.shape_of_corner[known]]), axis=0)
    count = np.bincount(holders[:, 0], minlength=len(cluster))
    fixed = np.bincount(holders[:, 0], ~free[holders[:, 1]], minlength=len(cluster)) > 0
    target = np.full(len(cluster), -1, dtype=np.int64)
    for first in np.lexsort((np.arange(len(cluster)), -count, ~fixed)):
        if target[first] >= 0:
            continue
        apart = np.hypot(*(cluster - cluster[first]).T)
        target[(apart <= tolerance) & (target < 0) & ~fixed] = first
        target[first] = first
    return target


def _without_repeats(rings: Rings, asked: np.ndarray) -> Rings:
    """Without corners that follow each other in one place, of those that are asked for."""
    same = np.zeros(len(rings.xy), dtype=bool)
    same[1:] = (rings.xy[1:] == rings.xy[:-1]).all(axis=1) & (rings.ring[1:] == rings.ring[:-1])
    keep = ~(same & asked)
    ring = rings.ring[keep]
    if len(ring) and np.bincount(ring)[np.unique(ring)].min() < 4:
        raise FixError(Message("fix.collapses"))
    return Rings(rings.xy[keep], ring, rings.part, rings.shape, rings.count)
