"""A road, a canal or another strip cut out of many parcels at once.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from ..errors import TaxMapError
from .fabric import NEAR, Faces, assemble, faces, share_vertices, snap_outline
from .fit import is_hair
from .ground import ground_of
from .message import Message
from .rings import shape_array


class StripError(TaxMapError):
    """The strip takes no ground; the message says why."""


class Cut(NamedTuple):
    """What a strip leaves.

    ``remainders`` stand where their parcels stood, None for one that was taken wholly;
    ``public`` is the ground taken, in one shape; ``taken`` the m² taken of each parcel.
    """

    remainders: np.ndarray
    public: shapely.MultiPolygon
    taken: np.ndarray


def strip_of_line(line, width: float) -> shapely.Polygon:
    """The ground ``width`` metres wide along ``line``, half on either side.

    It ends square at the ends of the line and has sharp corners at its bends. Raises
    :class:`StripError` for a width that is none, and for points.
    """
    if shapely.get_dimensions(line) < 1:
        raise StripError(Message("strip.no_line"))
    if not 0 < width < np.inf:
        raise StripError(Message("strip.no_width", width=width))
    return shapely.buffer(line, width / 2, cap_style="flat", join_style="mitre")


def cut_strip(shapes, strip, tolerance: float = NEAR) -> Cut:
    """Take the ground of ``strip``, a (multi)polygon, out of ``shapes``.

    The strip's outline keeps to corners and edges at most ``tolerance`` metres beside it.
    Parcels that it only touches take its corners and lose nothing. Raises
    :class:`StripError` when the strip takes no ground.
    """
    shapes = shape_array(shapes)
    concerned = _concerned(shapes, strip)
    outline = snap_outline(strip, shapes[concerned], tolerance)
    pieces = faces([*shapes[concerned], outline])
    in_strip = pieces.inside[:, -1]
    public = assemble(pieces.shapes[in_strip & pieces.inside[:, :-1].any(axis=1)])
    if public.is_empty:
        raise StripError(Message("strip.takes_nothing"))
    remainders, _ = share_vertices(shapes, [public])
    taken = np.zeros(len(shapes))
    taken[concerned] = shapely.area(pieces.shapes[in_strip]) @ pieces.inside[in_strip, :-1]
    for parcel, position in enumerate(concerned):
        if taken[position] > 0:
            remainders[position] = _remainder(pieces, parcel, in_strip)
    return Cut(remainders, public, taken)


def takes_part(shape: shapely.Geometry, left: shapely.Geometry) -> bool:
    """Whether what is left of a shape is a part of it, not all but a hair along its boundary."""
    return not is_hair(shapely.difference(ground_of(shape), ground_of(left)))


def _concerned(shapes: np.ndarray, strip: shapely.Geometry) -> np.ndarray:
    shapely.prepare(strip)
    return np.flatnonzero(shapely.intersects(strip, shapes))


def _remainder(pieces: Faces, parcel: int, in_strip: np.ndarray) -> shapely.MultiPolygon | None:
    left = pieces.shapes[pieces.inside[:, parcel] & ~in_strip]
    return assemble(left) if len(left) else None
