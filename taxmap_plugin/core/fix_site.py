"""The parcels at a fault of the map, as a fix sees them, and what it makes of them.

Shapes are (Multi)Polygons in the workspace's CRS, metres; parcels are told by their positions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Optional

import numpy as np
import shapely

from ..errors import TaxMapError
from .fabric_twins import Twins
from .ground import areas_of
from .message import Message
from .parcel_name import Name, listed


class FixError(TaxMapError):
    """A fault that cannot be mended as asked; the message says why."""


class NothingToMend(FixError):
    """The fault is not there any more: what was mended before took it away."""

    def __init__(self) -> None:
        super().__init__(Message("fix.gone"), level="info")


@dataclass(frozen=True, eq=False)
class Site:
    """The parcels near a fault.

    ``things`` are those that it is about, ``place`` where it was found. Only ``free`` ones may
    change. ``document_m2`` is what documents say (nan where they do not), ``since`` when each was
    entered. ``others`` is ground of water and public land, ``roads`` are centre lines. Of ``known``
    ones among the things more is known than their shape, for fixes that ask for it.
    """

    shapes: np.ndarray
    names: Sequence[Name]
    things: tuple[int, ...]
    place: Optional[shapely.Point]
    free: np.ndarray
    document_m2: np.ndarray
    since: Sequence[str]
    others: np.ndarray
    roads: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=object))
    known: Collection[int] = ()

    @cached_property
    def grounds(self) -> np.ndarray:
        """The ground that each holds; None where there is none."""
        return areas_of(self.shapes)

    @cached_property
    def twins(self) -> Twins:
        return Twins.of(self.grounds)

    def check_free(self, places: Iterable[int]) -> None:
        """FixError naming the parcels that may not change."""
        locked = [self.names[at] for at in places if not self.free[at]]
        if locked:
            raise FixError(Message("fix.locked", names=listed(locked)))


@dataclass(frozen=True)
class Mended:
    """The parcels of a site as they would be.

    A shape that stays is the very same object. ``into`` tells of parcels that end which one has
    their ground; ``new`` are shapes of parcels to come. Corners were moved by up to ``hair``
    metres: where the other end of a side still misses its neighbour, such a strip may change
    between overlap and gap until that end is mended too.
    """

    shapes: np.ndarray
    note: Message
    into: Mapping[int, int] = field(default_factory=dict)
    new: tuple[shapely.Geometry, ...] = ()
    hair: float = 0.0
