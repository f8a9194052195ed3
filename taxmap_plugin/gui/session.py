"""The workspace that is open in this QGIS window, for every dock that listens to it."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..settings import remember_workspace
from ..workspace.project import open_workspace_in_project
from ..workspace.store import Workspace


class Session(QObject):
    """Holds at most one open workspace, and its layers in QGIS's project.

    ``changed`` is sent after another workspace was opened or closed,
    ``data_changed`` after something was written to the open one.
    """

    changed = pyqtSignal()
    data_changed = pyqtSignal()

    def __init__(self, iface: Optional[QgisInterface], parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self.workspace: Optional[Workspace] = None

    def open(self, path: Path) -> bool:
        """Open a workspace in a new project in place of the present one.

        False when the officer chose to stay with her unsaved project. Raises
        TaxMapError as :meth:`Workspace.open` does; then nothing has changed.
        """
        workspace = Workspace.open(path)
        if self._iface is not None and not self._iface.newProject(True):
            return False
        open_workspace_in_project(path, QgsProject.instance())
        self.use(workspace)
        return True

    def close(self) -> None:
        """Leave the present workspace, if any; its file needs no closing."""
        self.use(None)

    def use(self, workspace: Optional[Workspace]) -> None:
        """Take over a workspace whose layers are in the project already."""
        self.workspace = workspace
        if workspace is not None:
            remember_workspace(workspace.path)
        self.changed.emit()
