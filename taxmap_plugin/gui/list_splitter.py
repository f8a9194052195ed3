"""A list above its details: where the dock is low the list gets the room first."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QSplitter, QWidget

from .widgets import line_height

_ROWS = 9
"""Of the list, before the details get more than their least lines."""
_LEAST_LINES = 3


class ListSplitter(QSplitter):
    """Shares its height out anew with every size, until the officer moves the handle."""

    def __init__(self, rows: QWidget, details: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._details, self._is_moved = details, False
        self.setChildrenCollapsible(False)
        self.addWidget(rows)
        self.addWidget(details)
        self.setStretchFactor(0, 1)
        self.splitterMoved.connect(lambda *_: self._keep())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_moved or self._details.isHidden():
            return
        line, room = line_height(self), self.height() - self.handleWidth()
        left = max(_LEAST_LINES * line, room - _ROWS * line)
        low = min(self._details.sizeHint().height(), left)
        self.setSizes([room - low, low])

    def _keep(self) -> None:
        self._is_moved = True
