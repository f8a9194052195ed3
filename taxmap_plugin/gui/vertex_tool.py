"""Moving a boundary that parcels share: the corner or side moves for all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from qgis.core import QgsGeometry, QgsPointXY, QgsTolerance, QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsSnapIndicator
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QApplication

from .boundary_shapes import SAME, Grip, Point, grip_at, shapes_at, with_moved
from .map_bands import band, remove

_GEOMETRY = QgsWkbTypes.GeometryType


class BoundaryTool(QgsMapTool):
    """Drag a corner or a side of the parcels, or click it and click where it shall be.

    ``moved`` carries ``[((x, y), (x, y)), …]``: each corner from where to where, in the
    layer's CRS; the layer itself is only read. Esc puts back what is held; with nothing held
    it sends ``left``.
    """

    moved = pyqtSignal(list)
    left = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, layer: QgsVectorLayer) -> None:
        super().__init__(canvas)
        self._canvas, self._layer = canvas, layer
        self._corner = band(canvas, _GEOMETRY.PointGeometry, "grip")
        self._side = band(canvas, _GEOMETRY.LineGeometry, "grip")
        self._shapes = band(canvas, _GEOMETRY.PolygonGeometry, "moving")
        self._indicator = QgsSnapIndicator(canvas)
        self._touched: list[QgsGeometry] = []
        self._pressed: Optional[QPoint] = None
        self._start = QgsPointXY()
        self._carried = False
        self.grip: Optional[Grip] = None
        self.held: Optional[Grip] = None
        self.setCursor(Qt.CursorShape.CrossCursor)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        if self.held is None:
            self.grip = self._grip_at(event.mapPoint())
            self._show_grip(self.grip)
        else:
            self._show_moved(self._moves(event, hurried=True))

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.held is not None:
            return
        self.held = self.grip = self._grip_at(event.mapPoint())
        if self.held is None:
            return
        self._pressed, self._carried = event.pos(), False
        self._start = self._grasp(self.held, self.toLayerCoordinates(self._layer, event.mapPoint()))
        self._touched = shapes_at(self._layer, self.held.points, SAME)
        self._show_grip(self.held)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if self.held is None:
            return
        if event.button() == Qt.MouseButton.RightButton:
            self.put_back()
            return
        here, begun = event.pos(), self._pressed
        least = QApplication.startDragDistance()
        if not self._carried and begun is not None and (here - begun).manhattanLength() < least:
            self._carried = True  # a click: it is carried until the next one
            return
        moves = self._moves(event)
        self.put_back()
        if any(_apart(start, end) > SAME for start, end in moves):
            self.moved.emit(moves)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.held is not None:
            event.accept()
            self.put_back()
        else:
            event.accept()
            self.left.emit()

    def take_up(self, moves: Sequence[tuple[Point, Point]]) -> None:
        """Have a corner or side in hand, as if it had just been moved so."""
        self.held = self.grip = Grip(tuple(start for start, _ in moves))
        self._carried, self._start = True, QgsPointXY(*self.held.points[0])
        self._touched = shapes_at(self._layer, self.held.points, SAME)
        self._show_grip(self.held)
        self._show_moved(list(moves))

    def put_back(self) -> None:
        """Let go of what is held; nothing has moved."""
        self.held = None
        self._touched = []
        self._pressed = None
        self._shapes.reset(_GEOMETRY.PolygonGeometry)
        self._indicator.setVisible(False)
        self._show_grip(None)

    def deactivate(self) -> None:
        self.put_back()
        super().deactivate()

    def clear(self) -> None:
        """Take the tool's drawings off the map for good."""
        remove(self._canvas, self._corner, self._side, self._shapes)

    def _grip_at(self, point: QgsPointXY) -> Optional[Grip]:
        place = self.toLayerCoordinates(self._layer, point)
        edge = QgsPointXY(point.x() + self._reach(), point.y())
        reach = place.distance(self.toLayerCoordinates(self._layer, edge))
        return grip_at(self._layer, place, reach)

    def _reach(self) -> float:
        """How near is near enough, in map units: the tolerance of the map's snapping."""
        snapping = self._canvas.snappingUtils().config()
        settings = self._canvas.mapSettings()
        size = QgsTolerance.toleranceInMapUnits(
            snapping.tolerance(), None, settings, snapping.units()
        )
        return float(size)

    @staticmethod
    def _grasp(grip: Grip, place: QgsPointXY) -> QgsPointXY:
        """The point that follows the mouse: the corner, or the nearest point of the side."""
        if grip.is_corner:
            return QgsPointXY(*grip.points[0])
        side = QgsGeometry.fromPolylineXY([QgsPointXY(*point) for point in grip.points])
        return side.nearestPoint(QgsGeometry.fromPointXY(place)).asPoint()

    def _moves(self, event: QgsMapMouseEvent, hurried: bool = False) -> list[tuple[Point, Point]]:
        """``hurried`` does not wait until QGIS has its index of what can be snapped to."""
        if self.held is None:
            return []
        snapping = self._canvas.snappingUtils()
        match = snapping.snapToMap(event.originalMapPoint(), None, hurried)
        self._indicator.setMatch(match)
        place = match.point() if match.isValid() else event.originalMapPoint()
        target = self.toLayerCoordinates(self._layer, place)
        return self.held.moved((target.x() - self._start.x(), target.y() - self._start.y()))

    def _show_moved(self, moves: list[tuple[Point, Point]]) -> None:
        self._shapes.reset(_GEOMETRY.PolygonGeometry)
        for shape in self._touched:
            self._shapes.addGeometry(with_moved(shape, moves), self._layer)

    def _show_grip(self, grip: Optional[Grip]) -> None:
        self._corner.reset(_GEOMETRY.PointGeometry)
        self._side.reset(_GEOMETRY.LineGeometry)
        if grip is None:
            return
        shown = self._corner if grip.is_corner else self._side
        for point in grip.points:
            shown.addPoint(self.toMapCoordinates(self._layer, QgsPointXY(*point)))


def _apart(start: Point, end: Point) -> float:
    return QgsPointXY(*start).distance(QgsPointXY(*end))
