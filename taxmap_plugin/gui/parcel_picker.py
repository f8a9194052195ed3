"""A map tool with which the officer clicks on a parcel."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsFeature, QgsFeatureRequest, QgsPointXY, QgsRectangle, QgsVectorLayer
from qgis.gui import QgisInterface, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from .former_tool import give_back


class ParcelPicker(QgsMapTool):
    """One click on a parcel; then the map has its former tool again.

    It takes the parcel that the click lies in. QGIS's identify tools search around the
    click and may answer with the neighbour.
    """

    picked = pyqtSignal(QgsFeature)

    def __init__(self, iface: QgisInterface, layer: QgsVectorLayer) -> None:
        canvas = iface.mapCanvas()
        super().__init__(canvas)
        self._iface, self._canvas, self._layer = iface, canvas, layer
        self._former, self._is_left = canvas.mapTool(), False
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

    def deactivate(self) -> None:
        """The officer chose another tool: this one is not to come back."""
        super().deactivate()
        QTimer.singleShot(0, self.leave)

    def leave(self) -> None:
        """Give the map its former tool back; a second call does nothing."""
        if not self._is_left:
            self._is_left = True
            give_back(self._iface, self, self._former)

    def _parcel_at(self, point: QgsPointXY) -> Optional[QgsFeature]:
        """The parcel that the point lies in; the smallest where parcels overlap."""
        request = QgsFeatureRequest().setFilterRect(QgsRectangle(point, point))
        here = [
            QgsFeature(feature)
            for feature in self._layer.getFeatures(request)
            if feature.geometry().contains(point)
        ]
        return min(here, key=lambda feature: feature.geometry().area(), default=None)
