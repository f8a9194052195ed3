"""What an outline that crosses itself is meant to be: the ground as it is drawn, in parts, or one
piece whose corners were entered in a wrong order. Only the area of the document can tell, or an
officer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Optional

import numpy as np
import shapely

from .area import amount
from .fix_choice import AGREES, ORDER, PARTS
from .fix_site import FixError, Site
from .ground import ground_of
from .message import Message

_AGREE = 0.05
"""Of the document's area: as far as areas measured on a map of 1:1000 may be off."""


class _Way(NamedTuple):
    """One thing that may be meant: its choice, its shape, and what it is called."""

    choice: str
    shape: shapely.Geometry
    called: Message


def is_crossed(shape: shapely.Geometry, doubt: float) -> bool:
    """Whether a ring goes round some of its ground the other way, more than ``doubt`` m².

    Area counts that against the rest, so that it is less than what the ring goes round.
    """
    rings = shapely.polygons(shapely.get_rings(shapely.get_parts([shape])))
    return any(ground_of(ring).area - ring.area > doubt for ring in rings)


def meant(
    site: Site, at: int, ground: shapely.Geometry, choice: str
) -> tuple[shapely.Geometry, Message]:
    """The shape that is chosen, else that which agrees with the document; and what is told.

    ``ground`` is what the outline goes round; where both agree, it is one piece. Raises FixError
    where nothing tells what is meant.
    """
    document = float(site.document_m2[at])
    ways = [_Way(PARTS, ground, _called("fix.crossed_parts", ground))]
    other = in_order(site.shapes[at], document)
    if other is not None:
        ways.append(_Way(ORDER, other, _called("fix.crossed_order", other)))
    agree = [way for way in ways if abs(way.shape.area - document) <= _AGREE * document]
    chosen = agree[-1:] if choice == AGREES else [way for way in ways if way.choice == choice]
    told = [way.called for way in ways], _of_document(document)
    if not chosen:
        raise FixError(_said("fix.crossed", site, at, *told))
    (way,) = chosen
    return way.shape, _said("fix.crossed_meant", site, at, *told, way.called)


def _said(
    id: str,
    site: Site,
    at: int,
    ways: Sequence[Message],
    document: Message,
    chosen: Optional[Message] = None,
) -> Message:
    others = [way for way in ways if way is not chosen]
    told = {"code": site.names[at], "document": document}
    if chosen is None:
        return Message(id, ways=others, **told)
    if not others:
        return Message(f"{id}_alone", chosen=chosen, **told)
    return Message(id, chosen=chosen, others=others, **told)


def _called(id: str, shape: shapely.Geometry) -> Message:
    return Message(id, area=amount(float(shape.area)), count=int(shapely.get_num_geometries(shape)))


def _of_document(document: float) -> Message:
    if np.isnan(document):
        return Message("fix.crossed_no_document")
    return Message("fix.crossed_document", area=amount(document))


def in_order(shape: shapely.Geometry, wanted: float) -> Optional[shapely.Polygon]:
    """The outline with two corners after each other in the other order, where that makes it sound.

    Of several such outlines that whose area is nearest to ``wanted``, else (nan) the largest.
    """
    parts = shapely.get_parts([shape])
    if len(parts) != 1:
        return None
    outer, *holes = shapely.get_rings(parts)
    xy = shapely.get_coordinates(outer, include_z=bool(shapely.has_z(outer)))[:-1]
    if len(xy) < 4:
        return None
    sides = shapely.linestrings(np.stack([xy, np.roll(xy, -1, axis=0)], axis=1)[..., :2])
    crossed = shapely.crosses(np.roll(sides, 1), np.roll(sides, -1))
    found = [_swapped(xy, int(at), holes) for at in np.flatnonzero(crossed)]
    sound = [one for one in found if one.is_valid]
    if not sound:
        return None
    return min(sound, key=lambda one: -one.area if np.isnan(wanted) else abs(one.area - wanted))


def _swapped(xy: np.ndarray, at: int, holes: Sequence[shapely.LinearRing]) -> shapely.Polygon:
    order = np.arange(len(xy))
    order[[at, (at + 1) % len(xy)]] = order[[(at + 1) % len(xy), at]]
    return shapely.Polygon(xy[order], holes)
