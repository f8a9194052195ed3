"""QGIS's own edit tools, prepared for parcels: snapping, shared corners, the right layer.

What they do stays in QGIS's edit buffer until Save; then it becomes one change with lineage
(``native_saves``). When the edit session ends, the project has its settings back.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Callable, Optional

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, QTimer
from qgis.PyQt.QtWidgets import QAction

from ..workspace.project import office_snapping, workspace_layers
from .project_settings_kept import ProjectSettingsKept
from .session import Session

_ACTIONS = {
    "qgis_vertices": "mActionVertexToolActiveLayer",
    "qgis_reshape": "mActionReshapeFeatures",
}


class NativeTools(QObject):
    """Starts the edit session on the parcel layer, and QGIS's tool in it."""

    def __init__(self, iface: QgisInterface, session: Session) -> None:
        super().__init__()
        self._iface, self._session = iface, session
        self._kept = ProjectSettingsKept()
        self._layer: Optional[QgsVectorLayer] = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._end_if_stopped)

    def openers(self) -> dict[str, Callable[[tuple[str, ...]], Any]]:
        """The tasks by name, as the Parcels dock calls them."""
        return {name: partial(self._begin, action) for name, action in _ACTIONS.items()}

    def _begin(self, action: str, parcels: tuple[str, ...]) -> None:
        workspace, project = self._session.workspace, QgsProject.instance()
        if workspace is None:
            return
        layer = workspace_layers(project, workspace.path)["parcel"]
        self._kept.change(_prepare)
        self._iface.setActiveLayer(layer)
        if layer is not self._layer:
            self._layer = layer
            layer.editingStopped.connect(self._wait)
            layer.willBeDeleted.connect(self._end)
        layer.startEditing()
        if not layer.isEditable():  # the file can only be read
            self._end_if_stopped()
            return
        tool = self._iface.mainWindow().findChild(QAction, action)
        if tool is not None:
            tool.trigger()

    def _wait(self) -> None:
        """After a save that was refused the layer is edited again at once (``followed_layer``)."""
        self._later.start(0)  # a timer that began before this one ends before it

    def _end_if_stopped(self) -> None:
        layer = self._layer
        if layer is not None and not layer.isEditable():
            layer.editingStopped.disconnect(self._wait)
            layer.willBeDeleted.disconnect(self._end)
            self._end()

    def _end(self) -> None:
        self._layer = None
        self._kept.restore()


def _prepare(project: QgsProject) -> None:
    project.setSnappingConfig(office_snapping(project))
    project.setTopologicalEditing(True)
