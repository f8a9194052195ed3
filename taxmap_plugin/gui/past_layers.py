"""Maps of former days in the project: one layer a day, gone with their workspace."""

from __future__ import annotations

import datetime as dt
from typing import Any, Callable, NamedTuple, Optional, get_args

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QThread

from ..core.feedback import Feedback
from ..core.message import Language, Message, render
from ..core.thai_date import format_moment
from ..settings import language
from ..workspace.past_map import Moment, past_layer, style_past_layer
from ..workspace.project import TABLE_PROPERTY
from ..workspace.store import Workspace
from .added_layer import add_beside

_PAST = "taxmap/past_map"
_OF = "taxmap/past_map_of"  # the workspace's file
_NO_QUESTION = "skipMemoryLayersCheck"  # QGIS would ask whether they may be lost


class MadeLayer(NamedTuple):
    """A layer that is not in the project yet, its day, and what the officer is told."""

    workspace: Workspace
    layer: QgsVectorLayer
    moment: Moment
    told: Message


def make_layer(
    ws: Workspace, moment: Moment, language: Language, thread: QThread, feedback: Feedback
) -> MadeLayer:
    """The parcels of a moment as a layer that belongs to ``thread``."""
    layer, found = past_layer(ws, moment, language, _name(moment, language), feedback)
    layer.moveToThread(thread)
    return MadeLayer(ws, layer, moment, found.told(moment, language))


def _name(moment: Moment, language: Language) -> str:
    return render(Message("past_map.layer", date=format_moment(moment, language)), language)


def _translate(layer: QgsVectorLayer, language: Language) -> None:
    """Tell a layer that is there already in this language; a name of her own stays."""
    text = str(layer.customProperty(_PAST))
    is_day = len(text) == len("2569-01-31")
    moment: Moment = dt.date.fromisoformat(text) if is_day else dt.datetime.fromisoformat(text)
    if layer.name() in {_name(moment, one) for one in get_args(Language)}:
        layer.setName(_name(moment, language))
    style_past_layer(layer, language)


class PastLayers(QObject):
    """Puts them into the project and takes them out."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._project = QgsProject.instance()
        self._project.readProject.connect(self.clear)  # layers in memory come back empty
        for layer in self.layers():
            _translate(layer, language())

    def add(self, made: MadeLayer) -> None:
        """In place of the layer of the same day."""
        key = made.moment.isoformat()
        self._remove(lambda one: one.customProperty(_PAST) == key)
        made.layer.setCustomProperty(_PAST, key)
        made.layer.setCustomProperty(_OF, str(made.workspace.path))
        made.layer.setCustomProperty(_NO_QUESTION, 1)
        add_beside(self._project, made.layer)
        self._draw_above_parcels(made.layer)

    def layers(self) -> list[QgsVectorLayer]:
        """Those in the project."""
        return [one for one in self._project.mapLayers().values() if one.customProperty(_PAST)]

    def clear(self, *_: Any) -> None:
        """Take all of them out."""
        self._remove(lambda one: True)

    def keep(self, workspace: Optional[Workspace]) -> None:
        """Take out those of other workspaces."""
        path = str(workspace.path) if workspace is not None else ""
        self._remove(lambda one: one.customProperty(_OF) != path)

    def release(self) -> None:
        """The plugin leaves, perhaps to come back in another language: the layers stay."""
        self._project.readProject.disconnect(self.clear)

    def _draw_above_parcels(self, layer: QgsVectorLayer) -> None:
        """Its grey lines lie on those that are still there: what is new since stays black."""
        root = self._project.layerTreeRoot()
        if not root.hasCustomLayerOrder():
            return
        order = [one for one in root.customLayerOrder() if one.id() != layer.id()]
        parcels = (at for at, one in enumerate(order) if _is_parcels(one))
        order.insert(next(parcels, 0), layer)
        root.setCustomLayerOrder(order)

    def _remove(self, wanted: Callable[[QgsVectorLayer], bool]) -> None:
        ids = [one.id() for one in self.layers() if wanted(one)]
        if ids:
            self._project.removeMapLayers(ids)


def _is_parcels(layer: QgsMapLayer) -> bool:
    return str(layer.customProperty(TABLE_PROPERTY)) == "parcel"
