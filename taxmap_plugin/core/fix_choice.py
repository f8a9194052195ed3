"""Which of several parcels gets the ground that a fix gives away.

A choice is called by the message ``fix_choice.ID``, its reason is ``fix_choice.ID.why``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely

from .fabric_along import along
from .fix_site import Site
from .message import Message
from .object_array import object_array
from .parcel_name import Name

CHOICES = ("longest", "larger", "older", "document")
"""The longest common side; the larger parcel; the one entered first; the one whose area comes
nearer to that of its document."""
NEW_PARCEL = "parcel"
"""None of them: the ground becomes a parcel of its own."""

KNOWN, ONE, TWO = "known", "one", "two"
STAYS = (KNOWN, ONE, TWO)
"""Which of two parcels with one shape stays: that of which more is known, or one of both."""
AGREES, PARTS, ORDER = "agrees", "parts", "order"
MEANT = (AGREES, PARTS, ORDER)
"""What an outline that crosses itself is meant to be: what agrees with the document, its ground as
it is drawn, or an outline with two corners in the other order."""


def title(choice: str, things: Sequence[Name] = ()) -> Message:
    """What a choice is called; ``things`` are the names of the parcels that it is about."""
    if choice in (ONE, TWO):
        return Message(f"fix_choice.{choice}", code=things[choice == TWO])
    return Message(f"fix_choice.{choice}")


@dataclass(frozen=True)
class Candidate:
    """A parcel (its position) that may get the ground.

    ``side`` is how many metres of boundary both have in common, ``mends`` how many m² nearer
    documents and map come to each other if it gets it.
    """

    at: int
    side: float
    mends: float = 0.0


class Chosen(NamedTuple):
    """A parcel that may get it, and the reason."""

    at: int
    why: Message


def ranked(site: Site, candidates: Sequence[Candidate], choice: str) -> list[Chosen]:
    """Who gets it by a choice, the first ahead; where the choice tells nothing, by the side."""

    def told(one: Candidate) -> float:
        area = float(shapely.area(site.grounds[one.at]))
        earlier = -sum(site.since[other.at] < site.since[one.at] for other in candidates)
        own = {"larger": area, "older": float(earlier), "document": one.mends}
        return round(own.get(choice, one.side), 2)

    order = sorted(candidates, key=lambda one: (-told(one), -one.side, one.at))
    found = []
    for one, after in zip(order, [*order[1:], None]):
        decided = choice if after is not None and told(one) > told(after) else "longest"
        found.append(Chosen(one.at, Message(f"fix_choice.{decided}.why")))
    return found


def mends(site: Site, at: int, change_m2: float) -> float:
    """How many m² nearer the map comes to the document when a parcel's area changes so."""
    document = site.document_m2[at]
    if np.isnan(document):
        return 0.0
    now = float(shapely.area(site.grounds[at]))
    return float(abs(now - document) - abs(now + change_m2 - document))


def common_side(ground: shapely.Geometry, shape: shapely.Geometry) -> float:
    """Metres of the ground's outline that run along the shape."""
    return float(along(object_array([ground]), object_array([shape])).metres.sum())
