"""The workspace that is open in this QGIS window; every dock listens to it."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..settings import remember_workspace
from ..workspace.store import Workspace


class Session(QObject):
    """Holds at most one open workspace.

    ``changed`` is sent after another workspace was opened or closed,
    ``data_changed`` after something was written to the open one.
    """

    changed = pyqtSignal()
    data_changed = pyqtSignal()

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.workspace: Optional[Workspace] = None

    def open(self, path: Path) -> Workspace:
        """Open a workspace in place of the present one; raises TaxMapError as store does."""
        return self.use(Workspace.open(path))

    def use(self, workspace: Workspace) -> Workspace:
        """Take over a workspace that was opened or created elsewhere."""
        self._close()
        self.workspace = workspace
        remember_workspace(workspace.path)
        self.changed.emit()
        return workspace

    def close(self) -> None:
        """Close the present workspace, if any."""
        self._close()
        self.changed.emit()

    def _close(self) -> None:
        if self.workspace is not None:
            self.workspace.close()
            self.workspace = None
