"""The parcel layer of the workspace in QGIS: what is selected there, shown, picked (P6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Optional

import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..workspace.project import workspace_layers
from ..workspace.reader import rows_among
from ..workspace.store import Workspace
from .map_places import MapPlaces
from .parcel_picker import ParcelPicker

MOST = 5000
"""Selected parcels that are told one by one; of more only the number is."""


class ParcelLayer(QObject):
    """Follows the selection in the parcel layer of one workspace, and sets it.

    It does so for the layer of another ``table`` where one is named.

    ``selected`` is sent whenever the officer selected something else there.
    """

    selected = pyqtSignal()

    def __init__(
        self,
        iface: Optional[QgisInterface],
        parent: Optional[QObject] = None,
        table: str = "parcel",
    ) -> None:
        super().__init__(parent)
        self._iface = iface
        self._table = table
        self._canvas = iface.mapCanvas() if iface is not None else None
        self._places = MapPlaces(self._canvas) if self._canvas is not None else None
        self._workspace: Optional[Workspace] = None
        self._picker: Optional[ParcelPicker] = None
        self._quiet = False
        self.layer: Optional[QgsVectorLayer] = None

    def follow(self, workspace: Optional[Workspace]) -> None:
        """Listen to the parcel layer of this workspace, to none without one."""
        self.stop_picking()
        self._workspace = workspace
        layer = None
        if workspace is not None:
            layer = workspace_layers(QgsProject.instance(), workspace.path).get(self._table)
        if layer is self.layer:
            return
        if self.layer is not None:
            self.layer.selectionChanged.disconnect(self._tell)
            self.layer.willBeDeleted.disconnect(self._forget)
        self.layer = layer
        if layer is not None:
            layer.selectionChanged.connect(self._tell)
            layer.willBeDeleted.connect(self._forget)

    def count(self) -> int:
        """How many parcels are selected."""
        return 0 if self.layer is None else int(self.layer.selectedFeatureCount())

    def limit(self) -> int:
        """Up to how many selected parcels :meth:`uuids` tells."""
        return MOST

    def uuids(self) -> list[str]:
        """The uuids of the selected parcels; none of them when there are over :meth:`limit`."""
        if self.layer is None or not 0 < self.count() <= MOST:
            return []
        request = QgsFeatureRequest().setFilterFids(self.layer.selectedFeatureIds())
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        request.setSubsetOfAttributes(["uuid"], self.layer.fields())
        found = [feature["uuid"] for feature in self.layer.getFeatures(request)]
        return [str(uuid) for uuid in found if uuid]

    def edited(self) -> set[str]:
        """The uuids of parcels that QGIS's tools changed or deleted and nobody saved yet."""
        buffer = self.layer.editBuffer() if self.layer is not None else None
        if buffer is None:
            return set()
        changed = [*buffer.changedGeometries(), *buffer.changedAttributeValues()]
        fids = [fid for fid in {*changed, *buffer.deletedFeatureIds()} if fid > 0]
        if self._workspace is None or not fids:
            return set()
        rows = rows_among(self._workspace, self._table, ["uuid"], "fid", fids)
        return {row["uuid"] for row in rows}

    def select(self, uuids: Sequence[str]) -> None:
        """Select these parcels and no others, those of them that are there."""
        if self.layer is None or self._workspace is None:
            return
        rows = rows_among(self._workspace, self._table, ["fid"], "uuid", uuids)
        self.layer.selectByIds([row["fid"] for row in rows])

    @contextmanager
    def unheard(self) -> Iterator[None]:
        """What is selected meanwhile is not told."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False

    def show(self, shapes: Sequence[Optional[shapely.Geometry]]) -> None:
        """Flash and pan, as far as the officer wants it."""
        if self._places is not None:
            self._places.show(_wkb(shapes), self.crs())

    def flash(self, shapes: Sequence[Optional[shapely.Geometry]]) -> None:
        """Light these up."""
        if self._places is not None:
            self._places.flash(_wkb(shapes), self.crs())

    def zoom(self, shapes: Sequence[Optional[shapely.Geometry]]) -> None:
        """Fill the map with these."""
        if self._places is not None:
            self._places.zoom(_wkb(shapes), self.crs())

    def pick(self) -> bool:
        """Let the officer click on one parcel, which is then selected; False without a map."""
        if self.layer is None or self._iface is None:
            return False
        self.stop_picking()
        self._picker = ParcelPicker(self._iface, self.layer)
        self._picker.picked.connect(self._picked)
        return True

    def stop_picking(self) -> None:
        """Give the map its former tool back."""
        if self._picker is not None:
            self._picker.leave()
            self._picker = None

    def crs(self) -> QgsCoordinateReferenceSystem:
        """The workspace's CRS."""
        epsg = self._workspace.epsg if self._workspace else 0
        return QgsCoordinateReferenceSystem(f"EPSG:{epsg}")

    def refresh(self) -> None:
        """Draw the map anew after something was written.

        QGIS reads its layers anew and forgets what is selected in them: the parcels that are
        still there, and the rows of other layers, are selected again. Parcels go by uuid, which
        is theirs also after they were taken away and put back; over :data:`MOST` by row.
        """
        if self._canvas is None:
            return
        uuids, chosen = self.uuids(), _selections()
        with self.unheard():
            self._canvas.refreshAllLayers()
            for layer, ids in chosen:
                layer.selectByIds(_still_there(layer, ids))
            if uuids:
                self.select(uuids)

    def _picked(self, feature: QgsFeature) -> None:
        if self.layer is not None:
            self.layer.selectByIds([feature.id()])

    def _tell(self, *_: Any) -> None:
        if not self._quiet:
            self.selected.emit()

    def _forget(self) -> None:
        self.layer = None


def _selections() -> list[tuple[QgsVectorLayer, list[int]]]:
    layers = QgsProject.instance().mapLayers().values()
    chosen = [one for one in layers if isinstance(one, QgsVectorLayer)]
    return [(one, one.selectedFeatureIds()) for one in chosen if one.selectedFeatureCount()]


def _still_there(layer: QgsVectorLayer, ids: list[int]) -> list[int]:
    request = QgsFeatureRequest().setFilterFids(ids)
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setNoAttributes()
    return [feature.id() for feature in layer.getFeatures(request)]


def _wkb(shapes: Sequence[Optional[shapely.Geometry]]) -> list[bytes]:
    return [shapely.to_wkb(shape) for shape in shapes if shape is not None]
