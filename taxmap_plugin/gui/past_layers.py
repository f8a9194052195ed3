"""Maps of former days in the project: one layer a day, gone with their workspace."""

from __future__ import annotations

from typing import Any, NamedTuple

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QThread

from ..core.feedback import Feedback
from ..core.message import Language, Message, render
from ..core.thai_date import format_moment
from ..workspace.past_map import Moment, past_layer
from ..workspace.project import TABLE_PROPERTY
from ..workspace.store import Workspace

_PAST = "taxmap/past_map"
_NO_QUESTION = "skipMemoryLayersCheck"  # QGIS would ask whether they may be lost


class MadeLayer(NamedTuple):
    """A layer that is not in the project yet, its day, and what the officer is told."""

    layer: QgsVectorLayer
    moment: Moment
    told: Message


def make_layer(
    ws: Workspace, moment: Moment, language: Language, thread: QThread, feedback: Feedback
) -> MadeLayer:
    """The parcels of a moment as a layer that belongs to ``thread``."""
    date = format_moment(moment, language)
    name = render(Message("past_map.layer", date=date), language)
    layer, found = past_layer(ws, moment, language, name, feedback)
    layer.moveToThread(thread)
    return MadeLayer(layer, moment, found.told(moment, language))


class PastLayers(QObject):
    """Puts them into the project and takes them out."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._project = QgsProject.instance()
        self._project.readProject.connect(self.clear)  # layers in memory come back empty

    def add(self, made: MadeLayer) -> None:
        """In place of the layer of the same day."""
        key = made.moment.isoformat()
        self._remove(lambda known: known == key)
        made.layer.setCustomProperty(_PAST, key)
        made.layer.setCustomProperty(_NO_QUESTION, 1)
        self._project.addMapLayer(made.layer)
        self._draw_above_parcels(made.layer)

    def layers(self) -> list[QgsVectorLayer]:
        """Those in the project."""
        return [one for one in self._project.mapLayers().values() if one.customProperty(_PAST)]

    def clear(self, *_: Any) -> None:
        """Take all of them out."""
        self._remove(lambda known: True)

    def release(self) -> None:
        """The plugin leaves."""
        self._project.readProject.disconnect(self.clear)
        self.clear()

    def _draw_above_parcels(self, layer: QgsVectorLayer) -> None:
        """Its grey lines lie on those that are still there: what is new since stays black."""
        root = self._project.layerTreeRoot()
        if not root.hasCustomLayerOrder():
            return
        order = [one for one in root.customLayerOrder() if one.id() != layer.id()]
        parcels = (at for at, one in enumerate(order) if _is_parcels(one))
        order.insert(next(parcels, 0), layer)
        root.setCustomLayerOrder(order)

    def _remove(self, wanted: Any) -> None:
        ids = [one.id() for one in self.layers() if wanted(one.customProperty(_PAST))]
        if ids:
            self._project.removeMapLayers(ids)


def _is_parcels(layer: QgsMapLayer) -> bool:
    return str(layer.customProperty(TABLE_PROPERTY)) == "parcel"
