"""Whether the officer has edits in QGIS's own buffers that are not saved yet."""

from __future__ import annotations

from functools import partial
from typing import Any, Optional

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..workspace.project import workspace_layers
from ..workspace.store import Workspace


class UnsavedEdits(QObject):
    """Follows the layers of one workspace; ``changed`` may be sent more often than need be."""

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._links: dict[str, list[tuple[Any, Any]]] = {}  # signals and slots, by table
        self._layers: dict[str, QgsVectorLayer] = {}

    def follow(self, workspace: Optional[Workspace]) -> None:
        """Listen to the layers of this workspace, to none without one."""
        for name in list(self._layers):
            self._leave(name)
        if workspace is not None:
            layers = workspace_layers(QgsProject.instance(), workspace.path)
            for name, layer in layers.items():
                self._listen(name, layer)

    def there_are(self) -> bool:
        """Whether a layer has an edit that QGIS would save."""
        return any(layer.isModified() for layer in self._layers.values())

    def _listen(self, name: str, layer: QgsVectorLayer) -> None:
        links = [
            (layer.undoStack().indexChanged, self._tell),
            (layer.afterCommitChanges, self._tell),
            (layer.afterRollBack, self._tell),
            (layer.editingStopped, self._tell),
            (layer.willBeDeleted, partial(self._leave, name)),
        ]
        for signal, slot in links:
            signal.connect(slot)
        self._layers[name], self._links[name] = layer, links

    def _leave(self, name: str) -> None:
        """Listen to a layer no more: to ask one that is gone would end QGIS."""
        del self._layers[name]
        for signal, slot in self._links.pop(name):
            signal.disconnect(slot)
        self.changed.emit()

    def _tell(self, *_: object) -> None:
        self.changed.emit()
