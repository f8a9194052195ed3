"""Shapes as GeoPackage stores them: a header with the bounds, then WKB.

GeoPackage 1.2, clause 2.1.3. Whole arrays are packed at once; the R-tree triggers
of the feature tables ask for bounds through five SQL functions that read them
from the header.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Optional

import numpy as np
import shapely
from numpy.typing import NDArray

from ..core.message import Message
from .idle_connection import Connection
from .problem import WrongValue

Shapes = NDArray[np.object_]

_HEADER = np.dtype(
    [("magic", "S2"), ("version", "u1"), ("flags", "u1"), ("srs", "<i4"), ("bounds", "<f8", 4)]
)
_LITTLE_ENDIAN, _WITH_BOUNDS, _EMPTY = 0x01, 0x02, 0x10
_BOUNDS_LENGTH = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_PLAIN_HEADER, _WITH_BOX = 8, 40
_PLAIN_FLAGS = _LITTLE_ENDIAN | _WITH_BOUNDS  # as shapes with an extent are packed here
_POINT, _LINE, _POLYGON, _MULTIPOINT = 0, 1, 3, 4
_TYPE_ID = {"POINT": _POINT, "MULTILINESTRING": 5, "MULTIPOLYGON": 6}
_SINGLE_PART = {
    "MULTILINESTRING": (_LINE, shapely.multilinestrings),
    "MULTIPOLYGON": (_POLYGON, shapely.multipolygons),
}


def fit(shapes: Shapes, geometry_type: str) -> Shapes:
    """Shapes in two dimensions and of the table's type; invalid rings stay as they are.

    Single parts become multi parts, a multi-point of one point becomes that point.
    Raises WrongValue for a shape of another kind (with its number from 1).
    """
    shapes = shapely.force_2d(np.asarray(shapes, dtype=object))
    kinds = shapely.get_type_id(shapes)
    if geometry_type == "POINT":
        lone = (kinds == _MULTIPOINT) & (shapely.get_num_geometries(shapes) == 1)
        shapes[lone] = shapely.get_geometry(shapes[lone], 0)
    else:
        single, to_multi = _SINGLE_PART[geometry_type]
        lone = np.flatnonzero(kinds == single)
        if len(lone):
            shapes[lone] = to_multi(shapes[lone], indices=np.arange(len(lone)))
    kinds = shapely.get_type_id(shapes)
    wrong = np.flatnonzero((kinds != _TYPE_ID[geometry_type]) & (kinds != -1))
    if len(wrong):
        first = int(wrong[0])
        raise WrongValue(
            Message(
                "store.wrong_shape",
                row=first + 1,
                shape=shapes[first].geom_type,
                wanted=geometry_type,
            )
        )
    return shapes


def pack(shapes: Shapes, srs_id: int) -> list[Optional[bytes]]:
    """GeoPackage blobs of an array of shapes; None stays None."""
    shapes = np.asarray(shapes, dtype=object)
    header = np.zeros(len(shapes), dtype=_HEADER)
    empty, point = shapely.is_empty(shapes), shapely.get_type_id(shapes) == _POINT
    bare = empty | point
    header["magic"], header["srs"] = b"GP", srs_id
    header["flags"] = _LITTLE_ENDIAN | np.where(bare, 0, _WITH_BOUNDS) | np.where(empty, _EMPTY, 0)
    header["bounds"] = shapely.bounds(shapes)[:, [0, 2, 1, 3]]
    raw = header.tobytes()
    size = _HEADER.itemsize
    wkb = shapely.to_wkb(shapes, byte_order=1, output_dimension=2)
    return [
        None
        if body is None
        else raw[i * size : i * size + (_PLAIN_HEADER if bare[i] else size)] + body
        for i, body in enumerate(wkb)
    ]


def blob_bounds(blobs: Sequence[Any]) -> NDArray[np.float64]:
    """min x, max x, min y, max y of each blob; NaN for an empty shape and for None."""
    boxes = np.full((len(blobs), 4), np.nan)
    plain = np.array([bool(blob) and blob[3] == _PLAIN_FLAGS for blob in blobs], dtype=bool)
    heads = b"".join(blob[_PLAIN_HEADER:_WITH_BOX] for blob, fine in zip(blobs, plain) if fine)
    boxes[plain] = np.frombuffer(heads, dtype="<f8").reshape(-1, 4)
    if not plain.all():
        others = unpack([blob for blob, fine in zip(blobs, plain) if not fine])
        boxes[~plain] = shapely.bounds(others)[:, [0, 2, 1, 3]]
    return boxes


def unpack(blobs: list[Optional[bytes]]) -> Shapes:
    """The shapes of GeoPackage blobs or of bare WKB, invalid rings included; None stays None."""
    bodies = np.array([None if b is None else b[body_start(b) :] for b in blobs], dtype=object)
    shapes = shapely.from_wkb(bodies, on_invalid="ignore")
    return np.atleast_1d(np.asarray(shapes, dtype=object))


def body_start(blob: bytes) -> int:
    """Where the WKB begins; bare WKB, as PostGIS gives it, begins at once."""
    if not blob.startswith(b"GP"):
        return 0
    return _PLAIN_HEADER + _BOUNDS_LENGTH.get((blob[3] >> 1) & 7, 0)


@lru_cache(maxsize=8)
def _bounds(blob: bytes) -> Optional[tuple[float, float, float, float]]:
    """min x, max x, min y, max y, or None for an empty shape."""
    if blob[3] & _EMPTY:
        return None
    order = "<" if blob[3] & _LITTLE_ENDIAN else ">"
    if (blob[3] >> 1) & 7:
        return struct.unpack_from(order + "4d", blob, _PLAIN_HEADER)
    xmin, ymin, xmax, ymax = shapely.bounds(shapely.from_wkb(blob[_PLAIN_HEADER:]))
    return None if np.isnan(xmin) else (float(xmin), float(xmax), float(ymin), float(ymax))


class RTreeFunctions:
    """The ST_ functions that GeoPackage's R-tree triggers call.

    While ``bulk`` is set every shape passes for empty, so the insert trigger does
    nothing: filling the R-tree directly is four times as fast as through it.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.bulk = False
        connection.create_function("ST_IsEmpty", 1, self._is_empty)
        for place, name in enumerate(("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")):
            connection.create_function(name, 1, _bound(place), deterministic=True)

    def _is_empty(self, blob: Optional[bytes]) -> Optional[int]:
        if blob is None:
            return None
        return int(self.bulk or _bounds(blob) is None)


def rtree_functions(connection: Connection) -> RTreeFunctions:
    """Those of this connection; registering them anew would undo its prepared statements."""
    if connection.rtree is None:
        connection.rtree = RTreeFunctions(connection)
    return connection.rtree


def _bound(place: int) -> Callable[[Optional[bytes]], Optional[float]]:
    def function(blob: Optional[bytes]) -> Optional[float]:
        bounds = None if blob is None else _bounds(blob)
        return None if bounds is None else bounds[place]

    return function
