"""Clicks on the map, heard beside the map tool that the officer has in hand."""

from __future__ import annotations

from typing import Any, Optional

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QEvent, QObject, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication


class MapClicks(QObject):
    """``clicked`` carries where on the map (its CRS); the tool gets the click, too."""

    clicked = pyqtSignal(object)

    def __init__(self, canvas: QgsMapCanvas, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._pressed: Optional[QPoint] = None

    def listen(self, on: bool) -> None:
        """Hear clicks from now on, or no more."""
        viewport = self._canvas.viewport()
        viewport.removeEventFilter(self)
        self._pressed = None
        if on:
            viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = event.pos() if _is_left(event) else None
        elif event.type() == QEvent.Type.MouseButtonRelease and _is_left(event):
            self._release(event.pos())
        return False

    def _release(self, place: QPoint) -> None:
        begun, self._pressed = self._pressed, None
        least = QApplication.startDragDistance()
        if begun is not None and (place - begun).manhattanLength() < least:
            at = self._canvas.getCoordinateTransform().toMapCoordinates(place.x(), place.y())
            self.clicked.emit(at)


def _is_left(event: Any) -> bool:
    return bool(event.button() == Qt.MouseButton.LeftButton)
