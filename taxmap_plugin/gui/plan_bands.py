"""The pieces of a plan on the map: dashed outlines with code and area, none of it written."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Optional

import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsRubberBand

from .map_bands import band, remove
from .piece_labels import PieceLabels

_POLYGON = QgsWkbTypes.GeometryType.PolygonGeometry


class PlanBands:
    """Draws on the canvas above all layers; the layers know nothing of it."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._items: list[QgsRubberBand] = []
        self._shapes: list[QgsGeometry] = []
        self._seen: list[QgsGeometry] = []  # the shapes in the map's CRS
        self.labels = PieceLabels(canvas)
        self._crs = QgsCoordinateReferenceSystem()
        self._chosen: Optional[QgsRubberBand] = None

    def show(
        self,
        shapes: Sequence[shapely.Geometry],
        texts: Sequence[str],
        crs: QgsCoordinateReferenceSystem,
    ) -> None:
        """Each piece with its text (lines) in its midst; shapes in ``crs``."""
        self.clear()
        self._crs = crs
        for geometry in map(_geometry, shapes):
            outline = band(self._canvas, _POLYGON, "proposed")
            outline.addGeometry(geometry, crs)
            self._shapes.append(geometry)
            self._items.append(outline)
        self._seen = list(map(self._on_map, self._shapes))
        self.labels.show(self._seen, texts)

    def say(self, texts: Sequence[str]) -> None:
        """Other texts for the same pieces."""
        self.labels.say(texts)

    def highlight(self, piece: int) -> None:
        """Make one piece stand out; none with -1."""
        if self._chosen is not None:
            remove(self._canvas, self._chosen)
            self._chosen = None
        if 0 <= piece < len(self._shapes):
            self._chosen = band(self._canvas, _POLYGON, "chosen")
            self._chosen.addGeometry(self._shapes[piece], self._crs)

    def piece_at(self, place: QgsPointXY) -> int:
        """The piece under a place of the map (its CRS); -1 beside all of them."""
        here = QgsGeometry.fromPointXY(place)
        found = (at for at, shape in enumerate(self._seen) if shape.intersects(here))
        return next(found, -1)

    def clear(self) -> None:
        """Take everything off the map."""
        self.highlight(-1)
        self.labels.clear()
        remove(self._canvas, *self._items)
        self._items, self._shapes, self._seen = [], [], []

    def is_in_view(self) -> bool:
        """Whether the map shows some of a piece."""
        view = self._canvas.extent()
        return any(shape.intersects(view) for shape in self._seen)

    def count(self) -> int:
        """How many pieces are drawn."""
        return len(self._items)

    def _on_map(self, shape: QgsGeometry) -> QgsGeometry:
        """The shape in the map's CRS."""
        here = self._canvas.mapSettings().destinationCrs()
        turned = QgsGeometry(shape)
        with suppress(QgsCsException):
            turned.transform(QgsCoordinateTransform(self._crs, here, QgsProject.instance()))
        return turned


def _geometry(shape: shapely.Geometry) -> QgsGeometry:
    geometry = QgsGeometry()
    geometry.fromWkb(shapely.to_wkb(shape))
    return geometry
