"""Drawing on the map with QGIS's own digitising, into a layer that is nobody's.

QGIS draws into an editable layer. Here that is a scratch layer outside the project, so no
edit session is ever open on the workspace, and what was drawn arrives as a shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable, Optional

import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import (
    QgisInterface,
    QgsMapTool,
    QgsMapToolCapture,
    QgsMapToolDigitizeFeature,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from ..compat import INTERSECTIONS_ALLOWED
from ..core.reshape import Move
from ..workspace.project import office_snapping
from .edge_picker import EdgePicker
from .former_tool import give_back
from .project_settings_kept import ProjectSettingsKept
from .vertex_tool import BoundaryTool

_KINDS = {
    "point": ("Point", QgsMapToolCapture.CaptureMode.CapturePoint),
    "line": ("LineString", QgsMapToolCapture.CaptureMode.CaptureLine),
    "polygon": ("Polygon", QgsMapToolCapture.CaptureMode.CapturePolygon),
}


class Capture(QObject):
    """One thing shown on the map: :meth:`draw`, :meth:`choose_side` or :meth:`move_boundary`.

    Then ``captured`` comes with a Shapely shape (or a list of moved corners), or
    ``cancelled``. Snapping, tracing, the digitising panel, Backspace and Esc are QGIS's own.
    Esc with nothing drawn, another map tool and another project cancel. Whatever happens,
    the project's settings and the map tool are as before when a signal arrives, but for what
    the officer herself chose meanwhile.
    """

    captured = pyqtSignal(object)
    cancelled = pyqtSignal()

    def __init__(self, iface: QgisInterface, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._iface, self._canvas = iface, iface.mapCanvas()
        self._panel = iface.cadDockWidget()
        self._kept = ProjectSettingsKept()
        self._former: Optional[QgsMapTool] = None
        self._scratch: Optional[QgsVectorLayer] = None
        self._layer: Optional[QgsVectorLayer] = None
        self._result: Any = None
        self.tool: Optional[QgsMapTool] = None

    def is_on(self) -> bool:
        """Whether the officer is at it."""
        return self.tool is not None

    def draw(
        self,
        kind: str,
        crs: QgsCoordinateReferenceSystem,
        drawn: Optional[shapely.Geometry] = None,
        closely: bool = False,
    ) -> None:
        """Let the officer draw a ``point``, ``line`` or ``polygon``, given back in ``crs``.

        ``closely``: beside what is there, which pulls less.

        With a line or polygon ``drawn`` before, where one is to be drawn, she goes on from its
        last corner.
        """
        self._begin(lambda: self._drawing_tool(kind, crs), closely=closely)
        is_like = drawn is not None and kind != "point" and drawn.geom_type == _KINDS[kind][0]
        if is_like and isinstance(self.tool, DrawingTool):
            self.tool.go_on(drawn)

    def choose_side(self, layer: QgsVectorLayer, shape: shapely.Geometry) -> None:
        """Let her click a side of a shape, given in the layer's CRS; gives a point on it."""
        self._begin(lambda: self._side_tool(layer, shape), layer)

    def move_boundary(self, layer: QgsVectorLayer, moves: Sequence[Move] = ()) -> None:
        """Let her drag a corner or side of the layer's shapes; gives from where to where.

        With the ``moves`` of before she has that corner or side in hand.
        """
        self._begin(lambda: self._boundary_tool(layer), layer)
        if moves and isinstance(self.tool, BoundaryTool):
            self.tool.take_up(moves)

    def stop(self) -> None:
        """End without a result; nothing when nothing is on."""
        if self.is_on():
            self._end()
            self.cancelled.emit()

    def _begin(
        self,
        make: Callable[[], QgsMapTool],
        layer: Optional[QgsVectorLayer] = None,
        closely: bool = False,
    ) -> None:
        self.stop()
        self._kept.change(lambda project: _prepare(project, closely))
        self._former = self._canvas.mapTool()
        try:
            tool = make()
            self._canvas.setMapTool(tool)
        except BaseException:
            self._kept.restore()
            raise
        self.tool, self._layer = tool, layer
        self._canvas.mapToolSet.connect(self._tool_changed)
        QgsProject.instance().cleared.connect(self.stop)
        if layer is not None:
            layer.willBeDeleted.connect(self.stop)
        self._canvas.setFocus()

    def _drawing_tool(self, kind: str, crs: QgsCoordinateReferenceSystem) -> DrawingTool:
        geometry, mode = _KINDS[kind]
        self._scratch = QgsVectorLayer(geometry, "taxmap_scratch", "memory")
        self._scratch.setCrs(crs)
        self._scratch.startEditing()
        tool = DrawingTool(self._canvas, self._panel, mode)
        tool.setLayer(self._scratch)
        tool.digitizingCompleted.connect(lambda feature: self._take(straight_shape(feature)))
        tool.left.connect(self._leave)
        return tool

    def _side_tool(self, layer: QgsVectorLayer, shape: shapely.Geometry) -> EdgePicker:
        tool = EdgePicker(self._canvas, layer, shape)
        tool.picked.connect(self._take)
        tool.left.connect(self._leave)
        return tool

    def _boundary_tool(self, layer: QgsVectorLayer) -> BoundaryTool:
        tool = BoundaryTool(self._canvas, layer)
        tool.moved.connect(self._take)
        tool.left.connect(self._leave)
        return tool

    def _take(self, result: Any) -> None:
        """The tool is in the midst of its own event: it ends after that."""
        if self._result is None:
            self._result = result
            QTimer.singleShot(0, self._finish)

    def _leave(self) -> None:
        QTimer.singleShot(0, self.stop)

    def _finish(self) -> None:
        result = self._result
        if self.is_on() and result is not None:
            self._end()
            self.captured.emit(result)

    def _tool_changed(self, tool: Optional[QgsMapTool], *_: Any) -> None:
        if tool is not self.tool and self._result is None:
            self.stop()

    def _end(self) -> None:
        tool, layer, scratch = self.tool, self._layer, self._scratch
        self.tool = self._layer = self._scratch = self._result = None
        self._canvas.mapToolSet.disconnect(self._tool_changed)
        QgsProject.instance().cleared.disconnect(self.stop)
        if layer is not None:
            layer.willBeDeleted.disconnect(self.stop)
        try:
            self._kept.restore()
        finally:
            self._give_tool_back(tool)
            if scratch is not None:
                scratch.rollBack()
            if isinstance(tool, (EdgePicker, BoundaryTool)):
                tool.clear()
            if tool is not None:
                tool.deleteLater()

    def _give_tool_back(self, tool: Optional[QgsMapTool]) -> None:
        """The former tool, unless the officer chose another, and the layer that she chose."""
        former, self._former = self._former, None
        give_back(self._iface, tool, former)
        active = self._iface.activeLayer()
        if active is not None and not sip.isdeleted(active):
            self._canvas.setCurrentLayer(active)  # QGIS's tool set the one from before it


def _prepare(project: QgsProject, closely: bool) -> None:
    """Overlaps are allowed: what is drawn is cut along its neighbours later."""
    project.setSnappingConfig(office_snapping(project, closely))
    project.setAvoidIntersectionsMode(INTERSECTIONS_ALLOWED)


class DrawingTool(QgsMapToolDigitizeFeature):
    """QGIS's own tool; Esc clears what was drawn, and once more leaves."""

    left = pyqtSignal()

    def go_on(self, drawn: shapely.Geometry) -> None:
        """As if a line or polygon had just been drawn, but for the click that ends it."""
        ring = drawn.exterior if drawn.geom_type == "Polygon" else drawn
        corners = shapely.get_coordinates(ring)
        for x, y in corners[:-1] if ring is not drawn else corners:
            self.addVertex(self.toMapCoordinates(self.layer(), QgsPointXY(x, y)))
        self.startCapturing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.size():
            event.accept()
            self.left.emit()
        else:
            super().keyPressEvent(event)


def straight_shape(feature: QgsFeature) -> shapely.Geometry:
    """What was drawn, with curves as short straight lines."""
    drawn = feature.geometry().constGet().segmentize()
    return shapely.from_wkb(bytes(drawn.asWkb()))
