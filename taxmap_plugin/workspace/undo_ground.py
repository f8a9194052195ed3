"""Parcels that an undo puts back on the ground, beside what was drawn there meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.fabric import share_vertices
from ..core.fabric_overlay import new_overlaps
from ..core.object_array import object_array
from .geometry_blob import unpack
from .reader import OpenReader, rows_among
from .schema import GEOMETRY_COLUMN
from .transaction import Transaction
from .undo_image import Image, last_place

_PARCELS = "table_name = 'parcel'"
_SHAPED = "fid > {place} AND (action <> 'update' OR before_geom IS NOT NULL)"
_LATEST_FIRST = "ORDER BY fid DESC"


class Neighbour(NamedTuple):
    """A parcel with another shape than it ``was`` then; an empty one where it is new."""

    uuid: str
    was: BaseGeometry
    shape: BaseGeometry


class Ground(NamedTuple):
    """The parcels that have a shape back, and their neighbours that changed since."""

    uuids: list[str]
    shapes: list[BaseGeometry]
    neighbours: list[Neighbour]

    def taken(self) -> list[str]:
        """The neighbours that hold ground of what is back, and did not then."""
        before = [*self.shapes, *(one.was for one in self.neighbours)]
        after = [*self.shapes, *(one.shape for one in self.neighbours)]
        own = len(self.shapes)
        moved = [at >= own for at in range(len(after))]
        over = new_overlaps(before, after, [[at] for at in range(len(after))], moved)
        pairs = (sorted((one.first, one.second)) for one in over)
        found = [self.neighbours[b - own].uuid for a, b in pairs if a < own <= b]
        return list(dict.fromkeys(found))

    def share_corners(self, tx: Transaction) -> None:
        """Let both sides of a boundary run through the corners that one of them got meanwhile."""
        shapes = object_array(self.shapes)
        others = object_array(one.shape for one in self.neighbours)
        after, bent = share_vertices(shapes, others)
        others_after, others_bent = share_vertices(others, after)
        uuids = [*self.uuids, *(one.uuid for one in self.neighbours)]
        was, now = [*shapes, *others], [*after, *others_after]
        changed = np.append(bent, others_bent) & shapely.is_valid(object_array(was))
        rows = [{"uuid": uuids[at], GEOMETRY_COLUMN: now[at]} for at in np.flatnonzero(changed)]
        tx.update_rows("parcel", rows)


def ground_of_images(reader: OpenReader, images: Sequence[Image]) -> Ground:
    """What the images, put back by now, meet on the ground."""
    own = {image.uuid for image in images if image.table == "parcel"}
    back = [
        image.uuid
        for image in images
        if image.table == "parcel" and image.action != "insert" and GEOMETRY_COLUMN in image.values
    ]
    found = rows_among(
        reader, "parcel", ["uuid", GEOMETRY_COLUMN], "uuid", list(dict.fromkeys(back))
    )
    rows = [row for row in found if row[GEOMETRY_COLUMN] is not None]
    shapes = [row[GEOMETRY_COLUMN] for row in rows]
    near = sorted(_near(reader, shapes) - own)
    changed = _changed(reader, near, last_place(images))
    return Ground([row["uuid"] for row in rows], shapes, changed)


def _near(reader: OpenReader, shapes: Sequence[BaseGeometry]) -> set[str]:
    boxes = (shape.bounds for shape in shapes if not shape.is_empty)
    return {row["uuid"] for box in boxes for row in reader.within("parcel", box, ["uuid"])}


def _changed(reader: OpenReader, uuids: Sequence[str], place: int) -> list[Neighbour]:
    """Those of these parcels whose shape is not what it was at that place of ``change_row``.

    Of what another program drew nothing is known but that it is there: it counts as new.
    """
    columns = ["row_uuid", "before_geom"]
    later = " ".join([_PARCELS, "AND", _SHAPED.format(place=place), _LATEST_FIRST])
    was = {row["row_uuid"]: row["before_geom"] for row in _images(reader, columns, uuids, later)}
    unmoved = [uuid for uuid in uuids if uuid not in was]
    known = {row["row_uuid"] for row in _images(reader, ["row_uuid"], unmoved, _PARCELS)}
    was.update((uuid, None) for uuid in unmoved if uuid not in known)
    rows = rows_among(reader, "parcel", ["uuid", GEOMETRY_COLUMN], "uuid", list(was))
    then = dict(zip(was, unpack(list(was.values()))))
    none = shapely.Polygon()
    found = [
        Neighbour(row["uuid"], then[row["uuid"]] or none, row[GEOMETRY_COLUMN])
        for row in rows
        if row[GEOMETRY_COLUMN] is not None
    ]
    return [one for one in found if not shapely.equals_exact(one.was, one.shape)]


def _images(
    reader: OpenReader, columns: Sequence[str], uuids: Collection[str], only: str
) -> list[dict]:
    return rows_among(reader, "change_row", columns, "row_uuid", list(uuids), only)
