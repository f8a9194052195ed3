"""The part of a map that a check looked at, where it did not look at all of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Optional

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from .ground import is_nowhere
from .object_array import object_array
from .rings import NEAR

REACH = 1.0
"""Metres around changed ground in which something may be found that was not there before."""
_NEARLY = 0.99 * REACH


@dataclass(frozen=True)
class Window:
    """The ``things`` (uuids) that changed, and the ground around them, as they were and are.

    ``more`` is ground around that, which is to be seen as well.
    """

    things: frozenset[str]
    ground: BaseGeometry
    more: BaseGeometry = field(default_factory=shapely.Polygon)

    @classmethod
    def around(cls, things: Collection[str], shapes: Sequence[Optional[BaseGeometry]]) -> Window:
        """The boxes of some shapes, wider by :data:`REACH`; one nowhere on the map has none."""
        drawn = object_array(shape for shape in shapes if shape is not None)
        drawn = drawn[~is_nowhere(drawn) & ~shapely.is_empty(drawn)]
        boxes = np.array([_box(shape) for shape in drawn], float).reshape(-1, 4)
        boxes += np.array([-1, -1, 1, 1]) * REACH
        return cls(frozenset(things), shapely.union_all(shapely.box(*boxes.T)))

    def with_ground(self, shapes: Sequence[BaseGeometry]) -> Window:
        """The window, wider by some ground, with :data:`REACH` around it to be seen."""
        ground, more = (_grown(shapes, by) for by in (NEAR, REACH))
        return Window(self.things, shapely.union(self.ground, ground), more)

    def sees(self, shapes: Sequence[BaseGeometry]) -> bool:
        """Whether some ground and what lies around it is in the window; no ground always is."""
        wanted = _grown(shapes, _NEARLY)
        seen = shapely.union(self.ground, self.more)
        return bool(shapely.is_empty(wanted) or shapely.covers(seen, wanted))

    @cached_property
    def boxes(self) -> list[tuple[float, float, float, float]]:
        """Boxes that hold all of the ground that is to be seen, one for each part of it."""
        return [part.bounds for part in shapely.get_parts([self.ground.union(self.more)])]

    def holds(self, things: Collection[str], place: Optional[shapely.Point]) -> bool:
        """Whether a finding is one that a look at the window can find, or find gone."""
        if not self.things.isdisjoint(things):
            return True
        if place is None or place.is_empty:
            return False
        return bool(shapely.intersects_xy(self.ground, place.x, place.y))


def _box(shape: BaseGeometry) -> tuple[float, ...]:
    """Of all corners: GEOS leaves out holes, which may lie outside their shape."""
    xy = shapely.get_coordinates(shape)
    return (*xy.min(axis=0).tolist(), *xy.max(axis=0).tolist())


def _grown(shapes: Sequence[BaseGeometry], metres: float) -> BaseGeometry:
    return shapely.union_all(shapely.buffer(np.asarray(shapes, dtype=object), metres, quad_segs=2))
