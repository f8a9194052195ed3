"""A newly drawn parcel fitted against its neighbours.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from ..errors import TaxMapError
from .fabric import Faces, assemble, faces, meet, snap_outline, touching
from .ground import polygons_of
from .message import Message
from .rings import shape_array
from .width import mean_width

REACH = 0.05
"""Metres. So near a hand means the neighbour's corner or edge."""


def is_hair(ground: shapely.Geometry) -> bool:
    """Whether there is ground nowhere wider than what a hand draws beside a line."""
    return bool(shapely.buffer(ground, -REACH / 2).is_empty)


class FitError(TaxMapError):
    """Nothing is left of the drawn parcel; the message says why."""


class Fitted(NamedTuple):
    """The new parcel, and its neighbours with the new corners on their edges.

    A neighbour that got none is the very same object as before; none loses ground.
    """

    shape: shapely.MultiPolygon
    neighbours: np.ndarray


def fit(shape, neighbours, tolerance: float = REACH) -> Fitted:
    """The drawn ``shape`` without overlap, gap or sliver against ``neighbours``.

    What lies at most ``tolerance`` metres beside a neighbour's corner or edge is drawn onto
    it; the ground of neighbours is left to them; gaps between and crumbs beyond that are on
    average no wider than ``tolerance`` are taken in or dropped, an old gap of the neighbours
    only as far as it is beside the drawn shape. Where the neighbours' own
    corners lie closer together than ``tolerance``, look at the result. Raises
    :class:`FitError`.
    """
    neighbours = shape_array(neighbours)
    (drawn,) = shape_array([shape])
    pieces = faces([snap_outline(drawn, neighbours, tolerance), *neighbours])
    fitted = _with_gaps(pieces, shapely.buffer(drawn, 2 * tolerance, quad_segs=2), tolerance)
    if fitted.is_empty:
        raise FitError(Message("fit.no_room"))
    return Fitted(fitted, meet(neighbours, [fitted])[0])


def _with_gaps(pieces: Faces, beside: shapely.Geometry, tolerance: float) -> shapely.MultiPolygon:
    free = ~pieces.inside[:, 1:].any(axis=1)
    width = mean_width(pieces.shapes)
    own = pieces.shapes[free & pieces.inside[:, 0] & (width > tolerance)]
    gaps = pieces.shapes[free & ~pieces.inside[:, 0] & (width <= tolerance)]
    fitted = assemble(own)
    gaps = gaps[touching(fitted, gaps)]
    longer = ~shapely.covers(beside, gaps)
    gaps[longer] = [polygons_of(gap) for gap in shapely.intersection(gaps[longer], beside)]
    return assemble([*own, *gaps]) if len(gaps) else fitted
