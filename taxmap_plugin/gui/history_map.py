"""Parcels of the past on the map: a retired shape stays drawn while the officer looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import shapely
from qgis.core import QgsGeometry, QgsWkbTypes
from qgis.gui import QgisInterface, QgsRubberBand

from ..workspace.parcel_story import Entry
from ..workspace.store import Workspace
from .map_bands import band, remove
from .parcel_layer import ParcelLayer

Place = tuple[Entry, shapely.Geometry]
_PUBLIC = ("public_land", "water")


class HistoryMap:
    """Living parcels are selected in their layer, retired ones drawn as a band."""

    def __init__(self, iface: Optional[QgisInterface], layer: ParcelLayer) -> None:
        self._canvas = iface.mapCanvas() if iface is not None else None
        self._layer = layer
        self.bands: list[QgsRubberBand] = []
        self._seen = True

    def set_seen(self, seen: bool) -> None:
        """Whether the bands are seen; they belong to a dock that may lie behind others."""
        self._seen = seen
        for drawn in self.bands:
            drawn.setVisible(seen)

    def show(self, places: Sequence[Place]) -> None:
        """Draw or select these, flash and pan as far as the officer wants it."""
        self.clear()
        for entry, shape in places:
            if not entry.living and self._canvas is not None:
                self._draw(shape)
        living = [entry.uuid for entry, _ in places if entry.living]
        with self._layer.unheard():
            self._layer.select(living)
        self._layer.show([shape for _, shape in places])

    def zoom(self, places: Sequence[Place]) -> None:
        """Fill the map with these."""
        self._layer.zoom([shape for _, shape in places])

    def flash(self, places: Sequence[Place]) -> None:
        """Light these up."""
        self._layer.flash([shape for _, shape in places])

    def clear(self) -> None:
        """Take the bands off the map."""
        if self._canvas is not None:
            remove(self._canvas, *self.bands)
        self.bands = []

    def _draw(self, shape: shapely.Geometry) -> None:
        geometry = QgsGeometry()
        geometry.fromWkb(shapely.to_wkb(shape))
        drawn = band(self._canvas, QgsWkbTypes.GeometryType.PolygonGeometry, "retired")
        drawn.addGeometry(geometry, self._layer.crs())
        drawn.setVisible(self._seen)
        self.bands.append(drawn)


def places_of(ws: Workspace, entries: Sequence[Entry]) -> list[Place]:
    """The parcels that have a shape, with it (CRS of the workspace)."""
    found = ((entry, _shape(ws, entry)) for entry in entries)
    return [(entry, shape) for entry, shape in found if shape is not None]


def _shape(ws: Workspace, entry: Entry) -> Optional[shapely.Geometry]:
    if entry.history_uuid:
        return _one(ws, "parcel_history", entry.history_uuid)
    if entry.public:
        shapes = (_one(ws, name, entry.uuid) for name in _PUBLIC)
        return next((shape for shape in shapes if shape is not None), None)
    return _one(ws, "parcel", entry.uuid)


def _one(ws: Workspace, table: str, uuid: str) -> Optional[shapely.Geometry]:
    rows = ws.rows(table, ["geom"], "uuid = ?", [uuid])
    return rows[0]["geom"] if rows else None
