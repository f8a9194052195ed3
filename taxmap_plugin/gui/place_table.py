"""A short table whose rows are places: as high as its rows, worked without a mouse (P5, P16)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
)

from .widgets import line_height

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class PlaceTable(QTableWidget):
    """Each row has a key, the uuid of what it names.

    ``stood_on``: the officer went to a row; ``opened``: double click or Enter; ``flashed``: F;
    ``left``: Esc.
    """

    stood_on = pyqtSignal(str)
    opened = pyqtSignal(str)
    flashed = pyqtSignal(str)
    left = pyqtSignal()
    MOST_ROWS = 12  # seen at once; more are scrolled to

    def __init__(
        self,
        name: str,
        title: str,
        headers: Sequence[str],
        wide: Optional[int] = None,
        numbers: Sequence[int] = (),
    ) -> None:
        """``wide`` is the column that has the room that is left, without it the last one;
        ``numbers`` are columns that stand on the right."""
        super().__init__(0, len(headers))
        self._numbers = frozenset(numbers)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setHorizontalHeaderLabels(list(headers))
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(wide is None)
        if wide is not None:
            header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        for column in numbers:
            self.horizontalHeaderItem(column).setTextAlignment(_RIGHT)
        self.currentCellChanged.connect(lambda *_: self._tell())
        self.cellDoubleClicked.connect(lambda *_: self.opened.emit(self.key()))

    def show_rows(self, rows: Sequence[Sequence[str]], keys: Sequence[str]) -> None:
        """Fill the table; nothing is stood on."""
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for number, (texts, key) in enumerate(zip(rows, keys)):
            for column, text in enumerate(texts):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                if column in self._numbers:
                    cell.setTextAlignment(_RIGHT)
                cell.setData(Qt.ItemDataRole.UserRole, key)
                self.setItem(number, column, cell)
        self.clearSelection()
        self.setCurrentItem(None)
        self.blockSignals(False)
        self.fit()

    def key(self) -> str:
        """The key of the row that the officer stands on."""
        item: Optional[QTableWidgetItem] = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def key_of(self, row: int) -> str:
        """The key of a row."""
        return str(self.item(row, 0).data(Qt.ItemDataRole.UserRole))

    def fit(self) -> None:
        """Rows as high as Thai needs, the table as high as its rows (T2)."""
        height = line_height(self)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        for row in range(self.rowCount()):
            self.setRowHeight(row, height)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        rows = max(1, min(self.rowCount(), self.MOST_ROWS)) * line_height(self)
        header = self.horizontalHeader().sizeHint().height()
        return QSize(super().sizeHint().width(), rows + header + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter) and self.key():
            self.opened.emit(self.key())
        elif event.key() == keys.Key_F and not event.modifiers() and self.key():
            self.flashed.emit(self.key())
        elif event.key() == keys.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if self.key():
            self.stood_on.emit(self.key())
