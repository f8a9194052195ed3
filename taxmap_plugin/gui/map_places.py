"""Shows places on QGIS's map: flash, pan, zoom (P6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
)
from qgis.gui import QgsMapCanvas

from ..settings import FLASH, PAN, read_flag

_MOST_FLASHED = 500
_ROOM = 1.5
_LEAST_METRES = 60.0
_DEGREE = 111_000.0


class MapPlaces:
    """Places given as WKB in a CRS, on one map canvas."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas

    def show(self, shapes: Sequence[bytes], crs: QgsCoordinateReferenceSystem) -> None:
        """What a selection does: flash and pan, as far as the officer wants it."""
        geometries = _geometries(shapes)
        if not geometries or not crs.isValid():
            return
        if read_flag(PAN):
            view = self._view(geometries, crs)
            if view is not None and not self._canvas.extent().contains(view):
                self._canvas.setCenter(view.center())
                if not self._canvas.extent().contains(view):
                    self._canvas.setExtent(view)
                self._canvas.refresh()
        if read_flag(FLASH):
            self.flash(shapes, crs)

    def flash(self, shapes: Sequence[bytes], crs: QgsCoordinateReferenceSystem) -> None:
        """Light the places up for a moment."""
        self._canvas.flashGeometries(_geometries(shapes[:_MOST_FLASHED]), crs)

    def zoom(self, shapes: Sequence[bytes], crs: QgsCoordinateReferenceSystem) -> None:
        """Fill the map with the places, with some ground around them."""
        view = self._view(_geometries(shapes), crs)
        if view is not None:
            self._canvas.setExtent(view)
            self._canvas.refresh()
            self.flash(shapes, crs)

    def _view(self, geometries: Sequence[QgsGeometry], crs: Any) -> QgsRectangle | None:
        box = QgsRectangle()
        box.setMinimal()
        for geometry in geometries:
            box.combineExtentWith(geometry.boundingBox())
        here = self._canvas.mapSettings().destinationCrs()
        try:
            moved = QgsCoordinateTransform(crs, here, QgsProject.instance()).transform(box)
        except QgsCsException:
            return None
        least = _LEAST_METRES / (_DEGREE if here.isGeographic() else 1.0)
        moved.scale(_ROOM)
        grow = max(0.0, least - max(moved.width(), moved.height())) / 2
        return moved.buffered(grow) if moved.isFinite() else None


def _geometries(shapes: Sequence[bytes]) -> list[QgsGeometry]:
    geometries = []
    for shape in shapes:
        geometry = QgsGeometry()
        geometry.fromWkb(shape)
        if not geometry.isEmpty():
            geometries.append(geometry)
    return geometries
