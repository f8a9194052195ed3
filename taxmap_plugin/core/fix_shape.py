"""Single shapes mended without losing ground."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely

from .area import amount
from .doubles import drawn_twice
from .fix_choice import ONE, TWO
from .fix_crossed import is_crossed, meant
from .fix_site import FixError, Mended, NothingToMend, Site
from .ground import ground_of, is_nowhere, outlined
from .merge import MergeError, merge
from .message import Message
from .rings import NEAR

Options = Mapping[str, float]
_DOUBT = 0.04
"""Square metres: 0.01 ตารางวา, the least that a deed states."""


def make_valid(site: Site, options: Options, choice: str) -> Mended:
    """A valid shape of the ground that a broken outline goes round; what it cannot keep is told.

    Where it goes round some twice, or a hole lies outside, an officer has to say what is meant, and
    where it crosses itself the area of the document, or else an officer (``fix_crossed``).
    """
    (at,) = site.things
    site.check_free([at])
    shape = site.shapes[at]
    if shape is None or shapely.is_valid(shape):
        raise NothingToMend
    ground = ground_of(shape)
    if is_nowhere([shape])[0] or ground.is_empty:
        raise FixError(Message("fix.no_ground", code=site.names[at]))
    doubt = float(shapely.area(shapely.symmetric_difference(ground, outlined(shape))))
    if doubt > _DOUBT:
        raise FixError(Message("fix.in_doubt", code=site.names[at], area=amount(doubt)))
    if is_crossed(shape, _DOUBT):
        return _alone(site, at, *meant(site, at, ground, choice))
    note = Message(
        "fix.made_valid",
        code=site.names[at],
        before=amount(float(shapely.area(shape))),
        after=amount(float(ground.area)),
        count=int(shapely.get_num_geometries(ground)),
    )
    return _alone(site, at, ground, note)


def unite(site: Site, options: Options, choice: str) -> Mended:
    """The parts of a parcel that touch each other, or miss each other by a hair, become one."""
    (at,) = site.things
    site.check_free([at])
    ground = site.grounds[at]
    if ground is None or shapely.get_num_geometries(ground) < 2:
        raise NothingToMend
    try:
        whole = merge(shapely.get_parts([ground]), options["tolerance"])
    except MergeError as error:
        raise FixError(Message("fix.parts_apart", code=site.names[at])) from error
    count = int(shapely.get_num_geometries(ground))
    return _alone(site, at, whole, Message("fix.united", code=site.names[at], count=count))


def drop_double(site: Site, options: Options, choice: str) -> Mended:
    """Of two parcels with one shape one ends: that of which no more is known than its shape, the
    later one if that is so of both. Where more is known of both, an officer chooses."""
    one, two = site.things
    if site.grounds[one] is None or not drawn_twice(*site.grounds[[one, two]]):
        raise NothingToMend
    stays = _staying(site, choice)
    ends = one if stays == two else two
    site.check_free([ends])
    shapes = site.shapes.copy()
    shapes[ends] = None
    note = Message("fix.double_dropped", code=site.names[ends], other=site.names[stays])
    return Mended(shapes, note, into={ends: stays}, hair=2 * NEAR)


def _staying(site: Site, choice: str) -> int:
    """Which of two stays. Raises FixError where that is not chosen, or may not be."""
    one, two = site.things
    chosen = {ONE: one, TWO: two}.get(choice)
    known = [at for at in site.things if at in site.known]
    if len(known) == 2 and chosen is None:
        raise FixError(Message("fix.both_known", one=site.names[one], two=site.names[two]))
    if len(known) == 1:
        if chosen not in (None, known[0]):
            raise FixError(Message("fix.known_stays", code=site.names[known[0]]))
        return known[0]
    return two if chosen is None else chosen


def _alone(site: Site, at: int, shape: shapely.Geometry, note: Message) -> Mended:
    shapes: np.ndarray = site.shapes.copy()
    shapes[at] = shapely.multipolygons(shapely.get_parts([shape]))
    return Mended(shapes, note)
