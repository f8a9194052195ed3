"""Cells of a table in which one of several things is chosen."""

from __future__ import annotations

from typing import Any, Callable, Optional

from qgis.PyQt.QtCore import QAbstractItemModel, QEvent, QModelIndex, QSize, Qt, QTimer
from qgis.PyQt.QtGui import QFontMetrics, QPainter
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from .widgets import line_height

Choices = Callable[[QModelIndex], list[tuple[str, Any]]]


class ComboDelegate(QStyledItemDelegate):
    """Looks like a combo box and is one while it is edited; values go to the edit role."""

    def __init__(self, choices: Choices, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._choices = choices

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            super().paint(painter, option, index)
            return
        box = QStyleOptionComboBox()
        box.rect, box.state, box.palette = option.rect, option.state, option.palette
        box.state |= QStyle.StateFlag.State_Enabled
        box.frame = True
        room = option.rect.width() - 30
        text = str(index.data() or "")
        box.currentText = QFontMetrics(option.font).elidedText(
            text, Qt.TextElideMode.ElideRight, room
        )
        style = option.widget.style() if option.widget else QApplication.style()
        painter.save()
        painter.setFont(option.font)
        style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, box, painter, option.widget)
        style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, box, painter, option.widget)
        painter.restore()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex
    ) -> QWidget:
        combo = QComboBox(parent)
        for text, value in self._choices(index):
            combo.addItem(text, value)
        combo.activated.connect(lambda: self._take(combo))
        QTimer.singleShot(0, combo.showPopup)
        return combo

    def setEditorData(self, editor: QComboBox, index: QModelIndex) -> None:
        editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(
        self, editor: QComboBox, model: QAbstractItemModel, index: QModelIndex
    ) -> None:
        if editor.currentIndex() >= 0:
            model.setData(index, editor.currentData(), Qt.ItemDataRole.EditRole)

    def _take(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)


class PlainTable(QTableView):
    """A table that Tab leaves, with rows high enough for Thai, chosen row by row (P16, T2)."""

    def __init__(self, name: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._room = 0
        self.setObjectName(name)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setIconSize(QSize(16, 16))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.fit_rows()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit_rows(self._room)

    def fit_rows(self, room: int = 0) -> None:
        """Rows of at least ``room`` pixels and never lower than the type needs."""
        self._room = room
        height = max(line_height(self), room)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
