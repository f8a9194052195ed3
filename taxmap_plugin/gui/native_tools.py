"""QGIS's own edit tools, prepared for parcels: snapping, shared corners, the right layer.

What they do stays in QGIS's edit buffer until Save; then it becomes one change with lineage
(``native_saves``), and the project has its settings back.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Callable

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject
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
        self._kept = ProjectSettingsKept(iface.mapCanvas(), iface)

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
            layer.editingStopped.connect(self._end)
            self._iface.setActiveLayer(layer)
            layer.startEditing()
        self._iface.setActiveLayer(layer)
        tool = self._iface.mainWindow().findChild(QAction, action)
        if tool is not None:
            tool.trigger()

    def _end(self) -> None:
        layer = self.sender()
        if layer is not None:
            layer.editingStopped.disconnect(self._end)
        self._kept.restore()
