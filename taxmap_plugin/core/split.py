"""One parcel divided by drawn lines.

Shapes are (Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

from typing import Optional

import numpy as np
import shapely

from ..errors import TaxMapError
from .fabric import NEAR, assemble, faces, snap_lines
from .message import Message
from .rings import shape_array


class SplitError(TaxMapError):
    """The lines do not divide the parcel; the message says why and what to draw."""


def split(
    shape, lines, tolerance: float = NEAR, parcel: Optional[Message] = None
) -> list[shapely.MultiPolygon]:
    """The pieces into which ``lines`` divide ``shape``, largest first.

    The lines keep to corners and edges at most ``tolerance`` metres beside them. Parts of
    the parcel that no line cuts go with the largest piece. Neighbours take the new corners
    by :func:`~taxmap_plugin.core.fabric.share_vertices`. Raises :class:`SplitError`, with the
    parcel by what it is called.
    """
    (shape,), drawn = shape_array([shape]), shape_array(_listed(lines))
    pieces = faces([shape], snap_lines(drawn, [shape], tolerance)).of(0)
    pieces = pieces[np.argsort(-shapely.area(pieces), kind="stable")]
    cut = _is_cut(pieces, shape)
    if not cut.any():
        named = parcel or Message("split.parcel")
        raise SplitError(Message(_why_not(shape, drawn, tolerance), parcel=named))
    first, *others = pieces[cut]
    return [assemble([first, *pieces[~cut]]), *(assemble([piece]) for piece in others)]


def _listed(lines) -> list:
    return [lines] if isinstance(lines, shapely.Geometry) else list(lines)


def _is_cut(pieces: np.ndarray, shape: shapely.Geometry) -> np.ndarray:
    """Which pieces are not the whole of a part of the parcel."""
    parts = shapely.get_parts(shape)
    shapely.prepare(parts)
    places = shapely.point_on_surface(pieces)
    part = np.argmax(shapely.intersects(parts[None, :], places[:, None]), axis=1)
    return np.asarray(np.bincount(part, minlength=len(parts))[part] > 1)


def _why_not(shape: shapely.Geometry, lines: np.ndarray, tolerance: float) -> str:
    drawn = shapely.union_all(lines)
    core = shapely.buffer(shape, -2 * tolerance)
    if shapely.intersects(drawn, core):
        return "split.ends_inside"
    rim = shapely.buffer(shapely.boundary(shape), 2 * tolerance)
    if shapely.length(shapely.intersection(drawn, rim)) > 10 * tolerance:
        return "split.along_the_edge"
    return "split.does_not_cross"
