"""The lines of parcels noded once, and the faces between them.

All rings of the parcels concerned and the cutting lines go into one network, so that
both sides of every boundary pass through the same points, to the last bit. Shapes are
(Multi)Polygons in the workspace's CRS, metres.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .fabric_corners import share_vertices
from .ground import grounds_of, polygons_of
from .rings import NOISE, Edges, distinct, keys_of, near, shape_array


@dataclass(frozen=True)
class Faces:
    """The smallest pieces that the lines leave, and which parcels each of them belongs to.

    ``inside[f, p]``: face ``f`` lies in parcel ``p``. Where parcels overlapped before, a
    face lies in several; in a gap between them, in none.
    """

    shapes: np.ndarray
    inside: np.ndarray

    def of(self, parcel: int) -> np.ndarray:
        """The faces of one parcel."""
        return np.asarray(self.shapes[self.inside[:, parcel]])


def faces(shapes, lines=()) -> Faces:
    """Node the rings of ``shapes`` and ``lines`` once; corners keep their exact coordinates.

    What lies in a broken shape is what :func:`.ground.ground_of` makes of it.
    """
    shapes, lines = shape_array(shapes), shape_array(lines)
    origin = _origin(shapes)
    shapes, lines = _shifted(shapes, -origin), _shifted(lines, -origin)
    shapes, _ = share_vertices(shapes, [*shapes, *lines], NOISE)
    network = shapely.union_all(np.concatenate([shapely.boundary(shapes), lines]))
    found = shapely.get_parts(shapely.polygonize([network]))
    found = _with_exact_corners(found, shapely.get_coordinates(shapes))
    return _without_collapsed(Faces(_shifted(found, origin), _inside(found, shapes)))


def _without_collapsed(found: Faces) -> Faces:
    """Between lines nearer than the last digit of a coordinate a face has no ground any more."""
    sound = shapely.is_valid(found.shapes)
    return found if sound.all() else Faces(found.shapes[sound], found.inside[sound])


def _origin(shapes: np.ndarray) -> np.ndarray:
    """Whole metres near the shapes: subtracting them loses no digit of a coordinate."""
    xy = shapely.get_coordinates(shapes)
    return np.floor(xy[0]) if len(xy) else np.zeros(2)


def _shifted(shapes: np.ndarray, by: np.ndarray) -> np.ndarray:
    return np.asarray(shapely.set_coordinates(shapes.copy(), shapely.get_coordinates(shapes) + by))


def _with_exact_corners(found: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Corners that noding moved by a hair (GEOS snaps when all else fails) go back."""
    xy = shapely.get_coordinates(found)
    missing = distinct(corners[~np.isin(keys_of(corners), keys_of(xy))])
    if not len(missing) or not len(xy):
        return found
    pairs = near(xy, Edges(missing, missing), NOISE).nearest()
    xy[pairs.point] = missing[pairs.edge]
    return np.asarray(shapely.set_coordinates(found.copy(), xy))


def _inside(found: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    inside = np.zeros((len(found), len(shapes)), dtype=bool)
    points = shapely.point_on_surface(found)
    face, shape = shapely.STRtree(shapes).query(points)
    shapes = grounds_of(shapes)
    shapely.prepare(shapes)
    held = shapely.contains_xy(shapes[shape], shapely.get_coordinates(points[face]))
    inside[face[held], shape[held]] = True
    return inside


def assemble(face_shapes) -> shapely.MultiPolygon:
    """One shape of faces that share their nodes; no node moves and none goes away.

    Beside a face that collapsed two others may miss a node of each other: they are noded anew.
    """
    face_shapes = np.asarray(face_shapes, dtype=object)
    if len(face_shapes) == 1:
        return shapely.multipolygons([*shapely.get_parts(face_shapes)])
    try:
        return polygons_of(shapely.coverage_union_all(face_shapes))
    except shapely.errors.GEOSException:
        return polygons_of(shapely.union_all(face_shapes))
