"""A map of 1 m a pixel with the nine parcels of card_case, worked with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import QgsPointXY, QgsProject, QgsRectangle
from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsMapCanvas, QgsMapToolPan
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication

from tests.editing.card_case import EAST, NORTH


class Window:
    """As much of QGIS's interface as a map tool asks for."""

    def __init__(self) -> None:
        self._canvas, self._active = QgsMapCanvas(), None
        self._panel = QgsAdvancedDigitizingDockWidget(self._canvas)
        self._snapping = self._canvas.snappingUtils()
        self._pan, self._pan_tool = QAction(), QgsMapToolPan(self._canvas)
        self._pan.triggered.connect(lambda: self._canvas.setMapTool(self._pan_tool))
        QgsProject.instance().snappingConfigChanged.connect(self._snapping.setConfig)

    def close(self) -> None:
        """In this order, or QGIS crashes."""
        QgsProject.instance().snappingConfigChanged.disconnect(self._snapping.setConfig)
        for widget in (self._panel, self._canvas):
            sip.delete(widget)

    def mapCanvas(self) -> QgsMapCanvas:
        return self._canvas

    def actionPan(self) -> QAction:
        return self._pan

    def cadDockWidget(self) -> QgsAdvancedDigitizingDockWidget:
        return self._panel

    def activeLayer(self) -> Any:
        return self._active

    def setActiveLayer(self, layer: Any) -> None:
        self._active = layer

    def show(self, layer: Any) -> None:
        """The block in the middle of a canvas of 400 pixels."""
        canvas = self._canvas
        canvas.setDestinationCrs(layer.crs())
        canvas.setLayers([layer])
        canvas.resize(400, 400)
        canvas.show()
        canvas.setExtent(QgsRectangle(EAST - 10, NORTH - 10, EAST + 70, NORTH + 70))
        canvas.snappingUtils().setConfig(QgsProject.instance().snappingConfig())
        canvas.waitWhileRendering()
        QApplication.processEvents()


def pixel(canvas: QgsMapCanvas, x: float, y: float) -> QPoint:
    """Where metres east and north of the block's corner lie on the canvas."""
    at = canvas.getCoordinateTransform().transform(QgsPointXY(EAST + x, NORTH + y))
    return QPoint(round(at.x()), round(at.y()))


def move_to(canvas: QgsMapCanvas, x: float, y: float, held: bool = False) -> None:
    """QTest.mouseMove forgets the held button. QGIS's index for snapping is ready by then."""
    canvas.snappingUtils().snapToMap(QgsPointXY(EAST + x, NORTH + y))
    place, button = QPointF(pixel(canvas, x, y)), Qt.MouseButton.LeftButton
    buttons = button if held else Qt.MouseButton.NoButton
    none, modifiers = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QEvent.Type.MouseMove, place, none, buttons, modifiers)
    QApplication.sendEvent(canvas.viewport(), event)


def click(canvas: QgsMapCanvas, x: float, y: float, right: bool = False) -> None:
    move_to(canvas, x, y)
    button = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
    QTest.mouseClick(canvas.viewport(), button, pos=pixel(canvas, x, y))


def drag(canvas: QgsMapCanvas, start: Sequence[float], end: Sequence[float]) -> None:
    button = Qt.MouseButton.LeftButton
    move_to(canvas, *start)
    QTest.mousePress(canvas.viewport(), button, pos=pixel(canvas, *start))
    move_to(canvas, *end, held=True)
    QTest.mouseRelease(canvas.viewport(), button, pos=pixel(canvas, *end))


def escape(canvas: QgsMapCanvas) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
