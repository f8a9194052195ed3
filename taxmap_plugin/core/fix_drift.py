"""How far boundaries come in a run of many fixes: never farther than the tolerance in all.

A side that was bent to a corner goes along where that corner is joined to another one. Each step
is as short as the tolerance, their sum may not be longer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .fix_site import FixError
from .message import Message
from .parcel_name import Name
from .rings import NEAR, NOISE


@dataclass
class _Known:
    """``start``: the lines that a parcel may lie along. ``seen`` are its shapes of the last check,
    before and after; ``whole``: nothing but corners has moved since the start."""

    start: BaseGeometry
    seen: tuple[BaseGeometry, ...]
    whole: bool = True


class Drift:
    """The outlines of parcels as they were when a fix of the run moved their corners first.

    Where ground was given or taken since, the boundary that came of it is as good as the first.
    """

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}

    def check(
        self, uuid: str, name: Name, now: BaseGeometry, then: BaseGeometry, most: float
    ) -> None:
        """FixError where the outline of a parcel, ``now`` to become that of ``then``, would lie
        farther than ``most`` metres from that at the start."""
        known = self._known.get(uuid)
        if known is None:
            known = self._known[uuid] = _Known(shapely.boundary(now), ())
        elif all(_apart(now, one) > NEAR for one in known.seen):
            known.start = shapely.union_all([known.start, shapely.boundary(now)])
            known.whole = False
        known.seen = (now, then)
        outline = shapely.boundary(then)
        far = _farthest(then, known.start)
        if known.whole:
            far = max(far, _farthest(known.start, outline))
        if far > most + NOISE:
            told = {"code": name, "most": f"{most:g}", "far": f"{far:.3f}"}
            raise FixError(Message("fix.moved_before", **told))


def _apart(one: BaseGeometry, two: BaseGeometry) -> float:
    return max(_farthest(one, shapely.boundary(two)), _farthest(two, shapely.boundary(one)))


def _farthest(shape: BaseGeometry, line: BaseGeometry) -> float:
    """How far any corner of a shape lies from a line."""
    corners = shapely.points(shapely.get_coordinates(shape))
    return float(np.max(shapely.distance(corners, line), initial=0.0))
