"""The parcels of a match on QGIS's map: shown, selected, picked (P6)."""

from __future__ import annotations

from typing import Any, Callable, Optional

import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgisInterface, QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from ..errors import TaxMapError
from ..workspace.project import workspace_layers
from ..workspace.store import Workspace
from .map_places import MapPlaces


class MatchMap(QObject):
    """Follows the parcel layer of one workspace.

    ``parcel_selected`` carries uuid and code of the one parcel selected or picked there.
    """

    parcel_selected = pyqtSignal(str, str)

    def __init__(self, iface: Optional[QgisInterface], parent: QObject) -> None:
        super().__init__(parent)
        self._canvas = iface.mapCanvas() if iface is not None else None
        self._places = MapPlaces(self._canvas) if self._canvas is not None else None
        self._workspace: Optional[Workspace] = None
        self._layer: Optional[QgsVectorLayer] = None
        self._picker: Optional[ParcelPicker] = None
        self._selecting = False

    def follow(self, workspace: Optional[Workspace]) -> None:
        """Listen to the parcel layer of this workspace, to none without one."""
        self._workspace = workspace
        layer = None
        if workspace is not None:
            layer = workspace_layers(QgsProject.instance(), workspace.path).get("parcel")
        if layer is self._layer:
            return
        if self._layer is not None:
            self._layer.selectionChanged.disconnect(self._follow_selection)
            self._layer.willBeDeleted.disconnect(self._forget)
        self._layer = layer
        if layer is not None:
            layer.selectionChanged.connect(self._follow_selection)
            layer.willBeDeleted.connect(self._forget)

    def show(self, uuid: str, moves: bool = True) -> None:
        """Select a parcel in its layer; flash it and pan there when the map ``moves``."""
        found = self._parcel(uuid)
        if found is None:
            return
        fid, shape = found
        if self._layer is not None and self._layer.selectedFeatureIds() != [fid]:
            self._selecting = True
            self._layer.selectByIds([fid])
            self._selecting = False
        if moves and self._places is not None and shape is not None:
            self._places.show([shape], self._crs())

    def clear(self) -> None:
        """Select nothing: a parcel of another line must not be taken for this one's."""
        if self._layer is not None:
            self._selecting = True
            self._layer.removeSelection()
            self._selecting = False

    def zoom(self, uuid: str) -> None:
        """Fill the map with a parcel."""
        self._do(uuid, lambda places, shapes: places.zoom(shapes, self._crs()))

    def flash(self, uuid: str) -> None:
        """Light a parcel up."""
        self._do(uuid, lambda places, shapes: places.flash(shapes, self._crs()))

    def pick(self) -> None:
        """Let the officer click on a parcel."""
        if self._layer is not None and self._canvas is not None:
            self.stop_picking()
            self._picker = ParcelPicker(self._canvas, self._layer)
            self._picker.picked.connect(self._tell)

    def stop_picking(self) -> None:
        """Give the map its former tool back."""
        if self._picker is not None:
            self._picker.leave()
            self._picker = None

    def tell_selected(self) -> None:
        """Tell the one parcel that is selected in the layer, if there is one."""
        if self._layer is not None and self._layer.selectedFeatureCount() == 1:
            self._tell(self._layer.selectedFeatures()[0])

    def _follow_selection(self, *_: Any) -> None:
        if not self._selecting:
            self.tell_selected()

    def _tell(self, feature: QgsFeature) -> None:
        code = feature["parcel_code"] or feature["source_code"]
        self.parcel_selected.emit(str(feature["uuid"]), str(code) if code else "")

    def _forget(self) -> None:
        self._layer = None

    def _do(self, uuid: str, act: Callable[[MapPlaces, list[bytes]], Any]) -> None:
        found = self._parcel(uuid)
        if found is not None and found[1] is not None and self._places is not None:
            act(self._places, [found[1]])

    def _parcel(self, uuid: str) -> Optional[tuple[int, Optional[bytes]]]:
        """Feature id and shape of a living parcel."""
        if self._workspace is None or not uuid:
            return None
        try:
            rows = self._workspace.read("parcel", ["fid", "geom"], "uuid = ?", (uuid,))
        except TaxMapError:  # a locked or vanished file: whoever writes to it says so
            return None
        if rows.empty:
            return None
        shape = rows["geom"].iloc[0]
        return int(rows["fid"].iloc[0]), None if shape is None else shapely.to_wkb(shape)

    def _crs(self) -> QgsCoordinateReferenceSystem:
        epsg = self._workspace.epsg if self._workspace else 0
        return QgsCoordinateReferenceSystem(f"EPSG:{epsg}")


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
