"""A map tool with which the officer clicks on a parcel."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsFeature, QgsFeatureRequest, QgsPointXY, QgsRectangle, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent


class ParcelPicker(QgsMapTool):
    """One click on a parcel; then the map has its former tool again.

    It takes the parcel that the click lies in. QGIS's identify tools search around the
    click and may answer with the neighbour.
    """

    picked = pyqtSignal(QgsFeature)

    def __init__(self, canvas: QgsMapCanvas, layer: QgsVectorLayer) -> None:
        super().__init__(canvas)
        self._canvas, self._layer = canvas, layer
        self._former = canvas.mapTool()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        canvas.setMapTool(self)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        feature = self._parcel_at(self.toLayerCoordinates(self._layer, event.mapPoint()))
        if feature is not None:
            self.picked.emit(feature)
            self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Give the map its former tool back."""
        if self._canvas.mapTool() is self:
            self._canvas.setMapTool(self._former) if self._former else self._canvas.unsetMapTool(
                self
            )

    def _parcel_at(self, point: QgsPointXY) -> Optional[QgsFeature]:
        """The parcel that the point lies in; the smallest where parcels overlap."""
        request = QgsFeatureRequest().setFilterRect(QgsRectangle(point, point))
        here = [
            QgsFeature(feature)
            for feature in self._layer.getFeatures(request)
            if feature.geometry().contains(point)
        ]
        return min(here, key=lambda feature: feature.geometry().area(), default=None)
