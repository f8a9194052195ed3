"""What a set of map sheets is drawn from: plain frames, read once, private to the export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd
import shapely

from .municipality import Municipality

COLUMNS: dict[str, tuple[str, ...]] = {
    "boundary": ("name", "name_en", "kind"),
    "zone": ("zone_code",),
    "block": ("block_code", "zone_code"),
    "parcel": (
        "uuid",
        "parcel_code",
        "zone_code",
        "block_code",
        "lot",
        "line_state",
        "document_area",
        "owner_type",
    ),
    "building": ("uuid", "building_code", "house_no"),
    "road": ("name", "name_en", "kind", "width_m"),
    "water": ("name", "name_en", "kind"),
    "public_land": ("name", "kind"),
    "house_number": ("house_no", "building_uuid"),
}
"""The columns of each table that a sheet uses, beside the shape in ``geom``. ``owner_type`` is
a code of ``person_type.csv``, or :data:`SEVERAL_TYPES`; never who the owner is."""

SEVERAL_TYPES = "several"
"""The kind of owner of a parcel that owners of different kinds share."""

AREAS = ("boundary", "zone", "block", "parcel", "building", "water", "public_land")
"""The tables whose shapes are areas."""


class Origin(NamedTuple):
    """What a layer was made from, and the day it was imported."""

    name: str
    day: dt.date | None = None


@dataclass(frozen=True)
class SheetSource:
    """The municipality's map as it was at one moment.

    ``frames`` holds the tables of :data:`COLUMNS` with Shapely shapes in ``geom``, in
    the municipality's CRS (metres). ``as_of`` is the day of the data (ISO),
    ``sources`` what they were made from.
    """

    municipality: Municipality
    frames: Mapping[str, pd.DataFrame]
    as_of: str
    sources: tuple[Origin, ...] = field(default=())

    @classmethod
    def of(
        cls,
        municipality: Municipality,
        frames: Mapping[str, pd.DataFrame],
        as_of: str,
        sources: Iterable[Origin] = (),
    ) -> SheetSource:
        """The source with each table completed to its columns and its shapes drawable.

        Tables and columns that are missing are added empty. Rows without a shape are
        left out of the drawing; an invalid area is repaired for the drawing only.
        """
        clean = {table: _clean(table, frames.get(table)) for table in COLUMNS}
        return cls(municipality, clean, as_of, tuple(sources))

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.frames[table]


def _clean(table: str, frame: pd.DataFrame | None) -> pd.DataFrame:
    columns = [*COLUMNS[table], "geom"]
    if frame is None:
        return pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
    shapes = np.asarray(frame["geom"], dtype=object)
    drawable = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    kept = frame[drawable].reindex(columns=columns).reset_index(drop=True)
    shapes = shapely.force_2d(shapes[drawable])
    kept["geom"] = polygons_only(shapes) if table in AREAS else shapes
    return kept[~shapely.is_empty(np.asarray(kept["geom"], dtype=object))].reset_index(drop=True)


def polygons_only(shapes: np.ndarray) -> np.ndarray:
    """The shapes as valid (multi)polygons; lines and points that a repair leaves are dropped."""
    shapes = np.array(shapes, dtype=object)
    bad = ~shapely.is_valid(shapes)
    shapes[bad] = shapely.make_valid(shapes[bad])
    mixed = np.flatnonzero(shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION)
    for index in mixed:
        parts = shapely.get_parts(shapes[index])
        areas = parts[np.isin(shapely.get_type_id(parts), (3, 6))]
        shapes[index] = shapely.union_all(areas)
    flat = np.isin(shapely.get_type_id(shapes), (3, 6))
    shapes[~flat] = shapely.Polygon()
    return shapes
