"""The pieces of a plan on the map: dashed outlines with code and area, none of it written."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Optional

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
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem, QgsRubberBand
from qgis.PyQt.QtCore import QPointF, QRectF
from qgis.PyQt.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen
from qgis.PyQt.QtWidgets import QApplication

from .map_bands import HALO, TEXT, band, remove

_POLYGON = QgsWkbTypes.GeometryType.PolygonGeometry
_HALO_PIXELS = 3.0
_ABOVE_BANDS = 100.0


class PlanBands:
    """Draws on the canvas above all layers; the layers know nothing of it."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._items: list[QgsRubberBand] = []
        self._labels: list[PieceLabel] = []
        self._shapes: list[QgsGeometry] = []
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
        for shape, text in zip(shapes, texts):
            geometry = _geometry(shape)
            outline = band(self._canvas, _POLYGON, "proposed")
            outline.addGeometry(geometry, crs)
            self._shapes.append(geometry)
            self._items.append(outline)
            self._labels.append(PieceLabel(self._canvas, text, self._on_map(geometry)))

    def say(self, texts: Sequence[str]) -> None:
        """Other texts for the same pieces."""
        for label, text in zip(self._labels, texts):
            label.say(text)

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
        found = (at for at, label in enumerate(self._labels) if label.shape.intersects(here))
        return next(found, -1)

    def clear(self) -> None:
        """Take everything off the map."""
        self.highlight(-1)
        remove(self._canvas, *self._items, *self._labels)
        self._items, self._labels, self._shapes = [], [], []

    def is_in_view(self) -> bool:
        """Whether the map shows some of a piece."""
        view = self._canvas.extent()
        return any(label.shape.intersects(view) for label in self._labels)

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


class PieceLabel(QgsMapCanvasItem):
    """Lines of text in the midst of what is seen of a shape, black on a white halo (S13).

    ``shape`` is in the map's CRS.
    """

    def __init__(self, canvas: QgsMapCanvas, text: str, shape: QgsGeometry) -> None:
        super().__init__(canvas)
        self._canvas, self._text, self.shape = canvas, text, shape
        self._midst = shape.pointOnSurface()
        self._font = QApplication.font(canvas)
        self._font.setBold(True)
        self._line = QFontMetricsF(self._font).height()
        self.setZValue(_ABOVE_BANDS)
        self.updatePosition()

    def say(self, text: str) -> None:
        """Another text at the same place."""
        self.prepareGeometryChange()
        self._text = text
        self.update()

    def text(self) -> str:
        return self._text

    def updatePosition(self) -> None:
        self.setPos(self.toCanvasCoordinates(self._place()))

    def _place(self) -> QgsPointXY:
        view = self._canvas.extent()
        if not view.contains(self.shape.boundingBox()):
            seen = self.shape.intersection(QgsGeometry.fromRect(view))
            if not seen.isEmpty():
                return seen.pointOnSurface().asPoint()
        return self._midst.asPoint()

    def boundingRect(self) -> QRectF:
        metrics, lines = QFontMetricsF(self._font), self._text.split("\n")
        width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * _HALO_PIXELS
        height = self._line * len(lines)
        return QRectF(-width / 2, -height / 2, width, height)

    def paint(self, painter: QPainter, *_: Any) -> None:
        metrics, box = QFontMetricsF(self._font), self.boundingRect()
        path = QPainterPath()
        for number, line in enumerate(self._text.split("\n")):
            left = -metrics.horizontalAdvance(line) / 2
            base = box.top() + self._line * number + (self._line + metrics.capHeight()) / 2
            path.addText(QPointF(left, base), self._font, line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(path, QPen(HALO, 2 * _HALO_PIXELS))
        painter.fillPath(path, TEXT)


def _geometry(shape: shapely.Geometry) -> QgsGeometry:
    geometry = QgsGeometry()
    geometry.fromWkb(shapely.to_wkb(shape))
    return geometry
