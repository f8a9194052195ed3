"""The parcels of a match on QGIS's map: shown, selected, picked (P6)."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..errors import TaxMapError
from ..workspace.few_rows import Row
from ..workspace.reader import rows_among
from ..workspace.store import Workspace
from .parcel_layer import ParcelLayer


class MatchMap(QObject):
    """The parcel layer of one workspace, parcel by parcel.

    ``parcel_selected`` carries uuid and code of the one parcel selected or picked there.
    """

    parcel_selected = pyqtSignal(str, str)

    def __init__(self, iface: Optional[QgisInterface], parent: QObject) -> None:
        super().__init__(parent)
        self._workspace: Optional[Workspace] = None
        self._parcels = ParcelLayer(iface, self)
        self._parcels.selected.connect(self.tell_selected)

    def follow(self, workspace: Optional[Workspace]) -> None:
        """Listen to the parcel layer of this workspace, to none without one."""
        self._workspace = workspace
        self._parcels.follow(workspace)

    def show(self, uuid: str) -> None:
        """Select a parcel in its layer, flash it and pan there."""
        for row in self._parcel(uuid):
            if self._layer is not None and self._layer.selectedFeatureIds() != [row["fid"]]:
                with self._parcels.unheard():
                    self._layer.selectByIds([row["fid"]])
            if row["geom"] is not None:
                self._parcels.show([row["geom"]])

    def clear(self) -> None:
        """Select nothing: a parcel of another line must not be taken for this one's."""
        if self._layer is not None:
            with self._parcels.unheard():
                self._layer.removeSelection()

    def zoom(self, uuid: str) -> None:
        """Fill the map with a parcel."""
        self._parcels.zoom(self._shapes(uuid))

    def flash(self, uuid: str) -> None:
        """Light a parcel up."""
        self._parcels.flash(self._shapes(uuid))

    def pick(self) -> None:
        """Let the officer click on a parcel."""
        self._parcels.pick()

    def stop_picking(self) -> None:
        """Give the map its former tool back."""
        self._parcels.stop_picking()

    def tell_selected(self) -> None:
        """Tell the one parcel that is selected in the layer, if there is one."""
        if self._parcels.count() != 1:
            return
        for row in self._rows(self._parcels.uuids(), ["parcel_code", "source_code"]):
            self.parcel_selected.emit(row["uuid"], row["parcel_code"] or row["source_code"] or "")

    @property
    def _layer(self) -> Optional[QgsVectorLayer]:
        return self._parcels.layer

    def _shapes(self, uuid: str) -> list[Any]:
        return [row["geom"] for row in self._parcel(uuid) if row["geom"] is not None]

    def _parcel(self, uuid: str) -> list[Row]:
        """The living parcel, if it is one."""
        return self._rows([uuid] if uuid else [], ["fid", "geom"])

    def _rows(self, uuids: list[str], columns: list[str]) -> list[Row]:
        if self._workspace is None or not uuids:
            return []
        try:
            return rows_among(self._workspace, "parcel", ["uuid", *columns], "uuid", uuids)
        except TaxMapError:  # a locked or vanished file: whoever writes to it says so
            return []
