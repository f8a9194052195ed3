"""Ground that two parcels hold, or none: it is given to one of them.

No corner of a parcel moves: a boundary becomes that of the neighbour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Optional

import numpy as np
import shapely

from .area import amount
from .fabric_faces import assemble, faces
from .fabric_gaps import WIDEST, gaps
from .fabric_overlaps import ALL
from .feedback import Silent
from .fix_choice import NEW_PARCEL, Candidate, common_side, mends, ranked
from .fix_outline import has_slips, plain, spoils, tidy
from .fix_site import FixError, Mended, NothingToMend, Site
from .ground import polygons_of
from .message import Message
from .rings import NEAR
from .width import mean_width

Options = Mapping[str, float]
_ALONG = 0.8
"""Of the longest side that a parcel has in common with a gap."""


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
    _check_narrow(ground, options["widest"])
    _check_valid(site, site.things)
    _check_once(site)
    if not site.free[[one, two]].any():
        site.check_free(site.things)
    candidates = [
        Candidate(at, _beside(site, at, ground), mends(site, other, -ground.area))
        for at, other in ((one, two), (two, one))
        if site.free[other]
    ]
    refused: Optional[FixError] = None
    for keeps, why in ranked(site, candidates, choice):
        loses = two if keeps == one else one
        try:
            left = _less(site, loses, site.grounds[keeps])
        except FixError as error:
            refused = refused or error
            continue
        if len(candidates) == 1:
            why = Message("fix_choice.only.why")
        told = {"area": amount(ground.area), "to": site.names[keeps], "why": why}
        return _with(site, {loses: left}, Message("fix.overlap_given", **told))
    raise refused or FixError(Message("fix.cannot"))


def _check_valid(site: Site, places: Sequence[int]) -> None:
    """FixError where an outline is broken: what it is meant to be decides whose ground it is."""
    for at in places:
        if not shapely.is_valid(site.shapes[at]):
            raise FixError(Message("fix.shape_first", code=site.names[at]))


def _check_once(site: Site) -> None:
    """FixError where one of the parcels is there twice, but for a hair: which of both is right
    decides who overlaps."""
    area = shapely.area(site.grounds)
    for at in site.things:
        alike = np.minimum(area, area[at]) >= ALL * np.maximum(area, area[at])
        alike[at] = False
        common = shapely.intersection(site.grounds[at], site.grounds[alike])
        for other in np.flatnonzero(alike)[shapely.area(common) >= ALL * area[at]]:
            told = {"code": site.names[at], "other": site.names[other]}
            raise FixError(Message("fix.nearly_same", **told))


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
    return _sound(site, at, left, [own, other])


def cut_out(site: Site, options: Options, choice: str) -> Mended:
    """A parcel that lies within another one is no ground of that any more.

    Where no more than a strip would be left of that, both are meant as one.
    """
    inner, outer = site.things
    if site.grounds[inner] is None or site.grounds[outer] is None:
        raise NothingToMend
    common = shapely.intersection(*site.grounds[[inner, outer]])
    if common.area < options["area"]:
        raise NothingToMend
    site.check_free([outer])
    left = _less(site, outer, site.grounds[inner])
    if mean_width(left) <= WIDEST:
        strip = {"code": site.names[outer], "other": site.names[inner], "area": amount(left.area)}
        raise FixError(Message("fix.strip_left", **strip))
    told = {"code": site.names[outer], "area": amount(common.area), "inner": site.names[inner]}
    return _with(site, {outer: left}, Message("fix.cut_out", **told))


def give_gap(site: Site, options: Options, choice: str) -> Mended:
    """Ground of nobody between parcels goes to one of them, or becomes a parcel."""
    gap = _gap(site, options)
    _check_narrow(gap, options["widest"])
    _check_valid(site, site.things)
    size = amount(gap.area)
    if choice == NEW_PARCEL:
        new = plain(gap, shapely.get_coordinates(site.grounds))
        if has_slips(new):
            raise FixError(Message("fix.gap_no_parcel"))
        return Mended(site.shapes, Message("fix.gap_parcel", area=size), new=(new,))
    to, shape, why = _taken(site, gap, choice)
    told = {"area": size, "to": site.names[to], "why": why}
    return _with(site, {to: shape}, Message("fix.gap_given", **told))


def _taken(
    site: Site, ground: shapely.Geometry, choice: str, without: Sequence[int] = ()
) -> tuple[int, shapely.Geometry, Message]:
    """The first parcel by the choice that is well-shaped with the ground, its shape, and why.

    Only those along about all of it are asked for, as long as one of them can take it: of a strip
    beside a row of lots none of the lots becomes a snake.
    """
    candidates = [
        Candidate(at, side, mends(site, at, ground.area))
        for at in np.flatnonzero(site.free & ~shapely.is_missing(site.grounds)).tolist()
        if at not in without
        for side in [common_side(ground, site.grounds[at])]
        if side > NEAR
    ]
    longest = max((one.side for one in candidates), default=0.0)
    along = [one for one in candidates if one.side >= _ALONG * longest]
    others = [one for one in candidates if one.side < _ALONG * longest]
    refused: Optional[FixError] = None
    for to, why in (*ranked(site, along, choice), *ranked(site, others, "longest")):
        try:
            return to, _more(site, to, ground), why
        except FixError as error:
            refused = refused or error
    site.check_free(at for at in site.things if at not in without)
    raise refused or FixError(Message("fix.cannot"))


def _gap(site: Site, options: Options) -> shapely.Geometry:
    """The gap at the place of the fault; where none is so narrow as to be given away, a wider."""
    sees = (site.twins, site.grounds, site.others, Silent())
    for widest in (options["widest"], np.inf):
        found = gaps(*sees, widest, options["area"], site.roads)
        free = found["geom"].to_numpy(dtype=object)
        if site.place is not None and len(free):
            free = free[shapely.distance(free, site.place) <= NEAR]
        if len(free):
            gap: shapely.Geometry = free[int(np.argmax(shapely.area(free)))]
            return gap
    raise NothingToMend


def dissolve(site: Site, options: Options, choice: str) -> Mended:
    """A sliver becomes ground of the neighbour along it."""
    (at,) = site.things
    site.check_free([at])
    own = site.grounds[at]
    if own is None:
        raise NothingToMend
    to, shape, why = _taken(site, own, choice, without=[at])
    told = {"code": site.names[at], "area": amount(own.area), "to": site.names[to], "why": why}
    mended = _with(site, {at: None, to: shape}, Message("fix.dissolved", **told))
    return replace(mended, into={at: to})


def _more(site: Site, at: int, ground: shapely.Geometry) -> shapely.Geometry:
    """A parcel together with the ground beside it."""
    own = site.grounds[at]
    found = faces([own, ground])
    return _sound(site, at, assemble(found.shapes[found.inside.any(axis=1)]), [own, ground])


def _sound(
    site: Site, at: int, shape: shapely.Geometry, known: Sequence[shapely.Geometry]
) -> shapely.Geometry:
    """The shape of a parcel, its new corners where one of the ``known`` shapes has one beside."""
    _check_valid(site, [at])
    tidied = tidy(shape, shapely.get_coordinates(known))
    check_sound(site, at, tidied)
    return tidied


def check_sound(site: Site, at: int, shape: shapely.Geometry) -> None:
    """FixError where a parcel would be spoiled by the shape."""
    if spoils(site.grounds[at], shape):
        raise FixError(Message("fix.ground_breaks", code=site.names[at]))


def _with(site: Site, shapes: Mapping[int, Optional[shapely.Geometry]], note: Message) -> Mended:
    after = site.shapes.copy()
    for at, shape in shapes.items():
        after[at] = shape
    return Mended(after, note)


def _check_narrow(ground: shapely.Geometry, most: float) -> None:
    """FixError for ground somewhere so wide that an officer should look at each boundary.

    A circle of that width then fits in: what is thin on average may have a broad corner.
    """
    if not shapely.buffer(ground, -(most / 2 + NEAR)).is_empty:
        raise FixError(Message("fix.too_wide", area=amount(ground.area), most=most))
