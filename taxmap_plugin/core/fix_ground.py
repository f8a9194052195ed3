"""Ground that two parcels hold, or none: it is given to one of them.

No corner of a parcel moves: a boundary becomes that of the neighbour.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely

from .area import amount
from .fabric_faces import assemble, faces
from .fabric_gaps import gaps
from .feedback import Silent
from .fix_choice import NEW_PARCEL, Candidate, chosen, common_side, mends
from .fix_site import FixError, Mended, NothingToMend, Site
from .ground import polygons_of
from .message import Message
from .rings import NEAR

Options = Mapping[str, float]


def give_overlap(site: Site, options: Options, choice: str) -> Mended:
    """Ground that two parcels hold stays with one of them.

    A parcel that may not change keeps it, whatever the choice.
    """
    one, two = site.things
    first, second = site.grounds[[one, two]]
    if first is None or second is None:
        raise NothingToMend
    ground = polygons_of(shapely.intersection(first, second))
    if ground.area < options["area"]:
        raise NothingToMend
    _check_narrow(ground, options["width"])
    if not site.free[[one, two]].any():
        site.check_free(site.things)
    candidates = [
        Candidate(at, _beside(site, at, ground), mends(site, other, -ground.area))
        for at, other in ((one, two), (two, one))
        if site.free[other]
    ]
    keeps, why = chosen(site, candidates, choice)
    loses = two if keeps == one else one
    shapes = site.shapes.copy()
    shapes[loses] = _less(site, loses, site.grounds[keeps])
    size = amount(ground.area)
    return Mended(shapes, Message("fix.overlap_given", area=size, to=site.names[keeps], why=why))


def _beside(site: Site, at: int, ground: shapely.Geometry) -> float:
    """Metres that the ground has in common with what the parcel holds beside it."""
    rest = shapely.difference(site.grounds[at], ground)
    return common_side(ground, rest)


def _less(site: Site, at: int, other: shapely.Geometry) -> shapely.Geometry:
    """The parcel without the ground of another one."""
    own = site.grounds[at]
    pieces = faces([own, other])
    left = assemble(pieces.shapes[pieces.inside[:, 0] & ~pieces.inside[:, 1]])
    if left.is_empty:
        raise FixError(Message("fix.nothing_left", code=site.names[at]))
    if shapely.get_num_geometries(left) > shapely.get_num_geometries(own):
        raise FixError(Message("fix.falls_apart", code=site.names[at]))
    return left


def give_gap(site: Site, options: Options, choice: str) -> Mended:
    """Ground of nobody between parcels goes to one of them, or becomes a parcel."""
    gap = _gap(site, options)
    _check_narrow(gap, options["width"])
    size = amount(gap.area)
    if choice == NEW_PARCEL:
        new = shapely.multipolygons([gap])
        return Mended(site.shapes, Message("fix.gap_parcel", area=size), new=(new,))
    candidates = [
        Candidate(at, side, mends(site, at, gap.area))
        for at in np.flatnonzero(site.free & ~shapely.is_missing(site.grounds)).tolist()
        for side in [common_side(gap, site.grounds[at])]
        if side > NEAR
    ]
    if not candidates:
        site.check_free(site.things)
        raise FixError(Message("fix.cannot"))
    to, why = chosen(site, candidates, choice)
    shapes = site.shapes.copy()
    shapes[to] = _more(site.grounds[to], gap)
    return Mended(shapes, Message("fix.gap_given", area=size, to=site.names[to], why=why))


def _gap(site: Site, options: Options) -> shapely.Geometry:
    """The gap at the place of the fault."""
    found = gaps(site.twins, site.grounds, site.others, Silent(), np.inf, options["area"])
    free = found["geom"].to_numpy(dtype=object)
    if site.place is not None and len(free):
        free = free[shapely.distance(free, site.place) <= NEAR]
    if not len(free):
        raise NothingToMend
    gap: shapely.Geometry = free[int(np.argmax(shapely.area(free)))]
    return gap


def dissolve(site: Site, options: Options, choice: str) -> Mended:
    """A sliver becomes ground of the neighbour along it."""
    (at,) = site.things
    site.check_free([at])
    own = site.grounds[at]
    if own is None:
        raise NothingToMend
    candidates = [
        Candidate(other, side, mends(site, other, own.area))
        for other in np.flatnonzero(site.free & ~shapely.is_missing(site.grounds)).tolist()
        if other != at
        for side in [common_side(own, site.grounds[other])]
        if side > NEAR
    ]
    if not candidates:
        raise FixError(Message("fix.no_neighbour", code=site.names[at]))
    to, why = chosen(site, candidates, choice)
    shapes = site.shapes.copy()
    shapes[at], shapes[to] = None, _more(site.grounds[to], own)
    told = {"code": site.names[at], "area": amount(own.area), "to": site.names[to], "why": why}
    note = Message("fix.dissolved", **told)
    return Mended(shapes, note, into={at: to})


def _more(own: shapely.Geometry, more: shapely.Geometry) -> shapely.Geometry:
    """The ground together with what lies beside it."""
    found = faces([own, more])
    return assemble(found.shapes[found.inside.any(axis=1)])


def _check_narrow(ground: shapely.Geometry, most: float) -> None:
    """FixError for ground so wide that an officer should look at each boundary."""
    width = 2 * ground.area / ground.length
    if width > most:
        raise FixError(
            Message("fix.too_wide", area=amount(ground.area), width=f"{width:.2f}", most=most)
        )
