"""QGIS's own edit tools, prepared for parcels: snapping, shared corners, the right layer.

What they do stays in QGIS's edit buffer until Save; then it becomes one change with lineage
(``native_saves``), and the project has its settings back.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Callable, Optional

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QAction

from ..workspace.project import office_snapping, workspace_layers
from .native_saves import NativeSaves
from .project_settings_kept import ProjectSettingsKept
from .session import Session

_ACTIONS = {
    "qgis_vertices": "mActionVertexToolActiveLayer",
    "qgis_reshape": "mActionReshapeFeatures",
}


class NativeTools(QObject):
    """Starts the edit session on the parcel layer, and QGIS's tool in it."""

    def __init__(self, iface: QgisInterface, session: Session, saves: NativeSaves) -> None:
        super().__init__()
        self._iface, self._session, self._saves = iface, session, saves
        self._kept = ProjectSettingsKept(iface.mapCanvas(), iface)
        self._layer: Optional[QgsVectorLayer] = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._kept.restore)

    def openers(self) -> dict[str, Callable[[tuple[str, ...]], Any]]:
        """The tasks by name, as the Parcels dock calls them."""
        return {name: partial(self._begin, action) for name, action in _ACTIONS.items()}

    def _begin(self, action: str, parcels: tuple[str, ...]) -> None:
        workspace, project = self._session.workspace, QgsProject.instance()
        if workspace is None:
            return
        layer = workspace_layers(project, workspace.path)["parcel"]
        if not layer.isEditable():
            self._kept.keep()
            project.setSnappingConfig(office_snapping(project))
            project.setTopologicalEditing(True)
            self._layer = layer
            layer.editingStopped.connect(self._end)
            layer.willBeDeleted.connect(self._lose)
            self._iface.setActiveLayer(layer)
            layer.startEditing()
        self._iface.setActiveLayer(layer)
        tool = self._iface.mainWindow().findChild(QAction, action)
        if tool is not None:
            tool.trigger()

    def _end(self) -> None:
        if self._layer is None or self._saves.is_waiting(self._layer):
            return  # a save was refused: the layer is edited again in a moment
        self._layer.editingStopped.disconnect(self._end)
        self._layer.willBeDeleted.disconnect(self._lose)
        self._layer = None
        self._kept.restore()

    def _lose(self) -> None:
        """The layer goes in the midst of it, perhaps with its project: then nothing is kept."""
        self._layer = None
        self._later.start(0)
