"""Layers are edited each for itself while a workspace is open, whatever the project says."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..compat import edited_together_changed, layers_edited_together
from ..core.message import Message
from ..workspace.project import edited_layers, let_layers_be_edited_apart


class LayersApart(QObject):
    """Switches the transactions of a project off; ``told`` carries the Message that says so."""

    told = pyqtSignal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._project = QgsProject.instance()
        self._watching = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.check)

    def watch(self, watching: bool) -> None:
        """Check now and whenever the project's setting changes; or no more."""
        if watching != self._watching:
            changed = edited_together_changed(self._project)
            (changed.connect if watching else changed.disconnect)(self.check_later)
        self._watching = watching
        self.check()

    def check_later(self) -> None:
        """As :meth:`check`, as soon as QGIS has done what it is about."""
        if self._watching:
            self._later.start(0)

    def check(self) -> None:
        """Switch it off; where a layer has edits by now, say what is to be done first."""
        if not self._watching or not layers_edited_together(self._project):
            return
        edited = edited_layers(self._project)
        if not any(layer.isModified() for layer in edited):
            for layer in edited:
                layer.rollBack()
        apart = let_layers_be_edited_apart(self._project)
        self.told.emit(Message("native_saves.apart" if apart else "native_saves.together"))
