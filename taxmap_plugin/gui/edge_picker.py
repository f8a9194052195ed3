"""Choosing a side of a parcel by one click near it."""

from __future__ import annotations

from typing import Optional

import shapely
from qgis.core import QgsGeometry, QgsPointXY, QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from .map_bands import band, remove

_LINE = QgsWkbTypes.GeometryType.LineGeometry


class EdgePicker(QgsMapTool):
    """The side of ``shape`` nearest to the mouse lights up; a click chooses it.

    ``shape`` is in the CRS of ``layer``; ``picked`` carries a point on the side (Shapely, the
    same CRS); Esc sends ``left``.
    """

    picked = pyqtSignal(object)
    left = pyqtSignal()

    def __init__(
        self, canvas: QgsMapCanvas, layer: QgsVectorLayer, shape: shapely.Geometry
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._layer = canvas, layer
        self._shape = QgsGeometry()
        self._shape.fromWkb(shapely.to_wkb(shape))
        self._band = band(canvas, _LINE, "grip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        self._band.reset(_LINE)
        side = self._nearest(event.mapPoint())
        if side is not None:
            for end in side[1]:
                self._band.addPoint(self.toMapCoordinates(self._layer, end))

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        side = self._nearest(event.mapPoint())
        if event.button() == Qt.MouseButton.LeftButton and side is not None:
            self.picked.emit(shapely.Point(side[0].x(), side[0].y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def deactivate(self) -> None:
        self._band.reset(_LINE)
        super().deactivate()

    def clear(self) -> None:
        """Take the tool's drawings off the map for good."""
        remove(self._canvas, self._band)

    def _nearest(self, point: QgsPointXY) -> Optional[tuple[QgsPointXY, list[QgsPointXY]]]:
        """The point on the nearest side, and the side's ends."""
        place = self.toLayerCoordinates(self._layer, point)
        apart, on_side, after, _ = self._shape.closestSegmentWithContext(place)
        if apart < 0:
            return None
        ends = (self._shape.vertexAt(after - 1), self._shape.vertexAt(after))
        return on_side, [QgsPointXY(end.x(), end.y()) for end in ends]
