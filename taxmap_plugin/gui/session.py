"""The workspace that is open in this QGIS window, for every dock that listens to it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Optional

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..errors import TaxMapError
from ..settings import language, remember_workspace
from ..workspace.problem import WorkspaceError
from ..workspace.project import open_workspace_in_project, workspace_of
from ..workspace.project_files import has_project, keep_project
from ..workspace.project_language import told_in, translate_project
from ..workspace.store import Workspace


class Session(QObject):
    """Holds at most one open workspace, and its layers in QGIS's project.

    It follows the project: opening a project that was saved with a workspace opens that
    workspace here, told in the officer's language, leaving the project leaves it. ``changed``
    is sent after another workspace was opened or closed, ``data_changed`` after something was
    written to the open one.
    """

    changed = pyqtSignal()
    data_changed = pyqtSignal()

    def __init__(self, iface: Optional[QgisInterface], parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self.workspace: Optional[Workspace] = None
        self._project = QgsProject.instance()
        self._project.readProject.connect(self._follow)
        self._project.cleared.connect(self._follow)
        self._follow()

    def open(self, path: Path) -> bool:
        """Open a workspace in a new project in place of the present one.

        False when the officer chose to stay with her unsaved project. Raises
        TaxMapError as :meth:`Workspace.open` does; then nothing has changed.
        """
        workspace = Workspace.open(path)
        if self._iface is not None and not self._iface.newProject(True):
            return False
        open_workspace_in_project(path, self._project)
        self._keep_project(workspace)
        self.use(workspace)
        if self._iface is not None:
            view = self._project.viewSettings().defaultViewExtent()
            self._iface.layerTreeCanvasBridge().setCanvasLayers()  # else QGIS does, and zooms out
            self._iface.mapCanvas().setExtent(view)
            self._project.setDirty(False)
        return True

    def close(self) -> None:
        """Leave the present workspace and its layers; QGIS asks about unsaved work."""
        if self._iface is not None:
            self._iface.newProject(True)
        else:
            self._project.clear()

    def use(self, workspace: Optional[Workspace]) -> None:
        """Take over a workspace whose layers are in the project already."""
        if workspace is None and self.workspace is None:
            return
        self.workspace = workspace
        if workspace is not None:
            remember_workspace(workspace.path)
        self.changed.emit()

    def speak_anew(self, workspace: Workspace) -> None:
        """Another language: the layers and their forms too, where they stand."""
        self._speak(workspace)
        if self.workspace is None:
            self.use(workspace)

    def release(self) -> None:
        """Stop following the project."""
        self._project.readProject.disconnect(self._follow)
        self._project.cleared.disconnect(self._follow)

    def _keep_project(self, workspace: Workspace) -> None:
        """The first time, the project goes into the file: whoever gets the file can open it."""
        with suppress(WorkspaceError):  # a file that cannot be written is opened all the same
            if not has_project(workspace):
                keep_project(workspace, self._project)

    def _follow(self, *_: object) -> None:
        """Use the workspace whose layers the project has, if it can be opened."""
        path = workspace_of(self._project)
        if self.workspace is not None and path == self.workspace.path:
            return
        try:
            workspace = Workspace.open(path) if path else None
        except TaxMapError:
            workspace = None  # the project's layers themselves say what they lack
        if workspace is not None:
            self._speak(workspace)
        self.use(workspace)

    def _speak(self, workspace: Workspace) -> None:
        """Tell the project in the officer's language; told anew when opened, it needs no saving."""
        if told_in(self._project, language()):
            return
        nothing_to_save = not self._project.isDirty()
        translate_project(self._project, workspace, language())
        if nothing_to_save:
            self._project.setDirty(False)
