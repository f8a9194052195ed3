"""Ctrl+Z and Ctrl+Y in the whole window, while QGIS's own undo has nothing to take back.

Two live actions with one key are ambiguous to Qt, and neither would run: ours sleep while
those of QGIS are awake, and so do the arrows of the dock.
"""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QEvent, QObject
from qgis.PyQt.QtWidgets import QAction, QWidget

from .parcels_dock import ParcelsDock

_PAIRS = (("mActionUndo", "Ctrl+Z", "undo"), ("mActionRedo", "Ctrl+Y", "redo"))


class UndoKeys(QObject):
    """The keys of the Parcels dock, for when the map has the focus."""

    def __init__(self, dock: ParcelsDock, window: QWidget) -> None:
        super().__init__(window)
        self._dock, self._window = dock, window
        self._keys: list[tuple[str, QAction, Optional[QAction], QAction]] = []
        for name, key, way in _PAIRS:
            own, native = dock.way_action(way), window.findChild(QAction, name)
            action = QAction(own.text(), window)
            action.setObjectName("TaxMap" + way.capitalize() + "Key")
            action.setShortcut(key)
            action.triggered.connect(getattr(dock, way))
            window.addAction(action)
            self._keys.append((way, action, native, own))
            own.changed.connect(self._follow)
            if native is not None:
                native.changed.connect(self._follow)
        window.installEventFilter(self)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Back from a dialog of the toolbox, say, there may be something else to undo."""
        if event.type() == QEvent.Type.WindowActivate:
            self._dock.refresh_arrows()
        return False

    def close(self) -> None:
        """Take the keys away."""
        for _, action, native, own in self._keys:
            own.changed.disconnect(self._follow)
            if native is not None:
                native.changed.disconnect(self._follow)
            self._window.removeAction(action)
            action.deleteLater()
        self._keys = []
        self._window.removeEventFilter(self)
        self.deleteLater()  # the window would keep it

    def _follow(self) -> None:
        for way, action, native, own in self._keys:
            self._dock.arrows.give_way(way, native is not None and native.isEnabled())
            action.setEnabled(own.isEnabled())
