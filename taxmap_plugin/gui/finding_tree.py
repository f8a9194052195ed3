"""The findings as a list that one folds, works through and is led by on the map (P5, P6, P16)."""

from __future__ import annotations

from typing import Any, Optional

import numpy as np
from qgis.PyQt.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent, QResizeEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from .finding_groups import BLOCK, FIRST, FOUND, TOUCHES, WHO, FindingGroups
from .widgets import MARGIN, elided, line_height

_WIDE = 24  # lines high is the list wide, at least, where block, ground and person have room
_LEAST_ROWS, _FEWEST_ROWS = 4, 2  # seen at once, however low the dock is; beside the trend


class FindingTree(QTreeView):
    """Enter and double click zoom to a finding, open a group, or what stands behind a line.

    ``opened``: the officer wants to be led to a finding; ``flashed``: F; ``left``: Esc.
    """

    opened = pyqtSignal()
    flashed = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, name: str, model: FindingGroups) -> None:
        super().__init__()
        self._groups = model
        self._unfolded: set[str] = set()
        self._rows = _LEAST_ROWS
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Findings"))
        self.setModel(model)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(2 * MARGIN)
        self.setIconSize(QSize(16, 16))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Rows(self))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(FOUND, QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(self._unfold)
        self.expanded.connect(lambda index: self._unfolded.update(self._keys(index)))
        self.collapsed.connect(lambda index: self._unfolded.difference_update(self._keys(index)))
        self.doubleClicked.connect(self._enter)
        self.clicked.connect(self._show_rest)

    def stand_on(self, position: int) -> bool:
        """Go to the finding at a position of the frame, whatever folds it away; False if none."""
        index = self._groups.index_of(position)
        if not index.isValid():
            return False
        if self._groups.is_rest(index):
            self._groups.open_rest(index)
            index = self._groups.index_of(position)
        self.expand(index.parent())
        self._stand_on_row(index)
        return True

    def stand_on_first(self) -> None:
        """Go to the worst group, or, where groups are unfolded, to its first finding."""
        group = self._groups.index(0, FOUND)
        first = self._groups.index(0, FOUND, group) if self.isExpanded(group) else group
        if first.isValid():
            self._stand_on_row(first)

    def neighbour(self, step: int) -> Optional[int]:
        """The position of the finding after (1) or before (-1) the present row; None at the end."""
        groups, index = self._groups.groups, self.currentIndex()
        every = [position for group in groups for position in group.members.tolist()]
        if not index.isValid():
            return every[0] if every and step > 0 else None
        number = int(index.internalId())
        group = number - 1 if number else index.row()
        before = sum(len(one.members) for one in groups[:group])
        at = before + (index.row() if number else 0) + step
        if not number and step > 0:  # from the title of a group to its first
            at = before
        return every[at] if 0 <= at < len(every) else None

    def chosen(self) -> np.ndarray:
        """The positions of what is selected; a group stands for all its findings."""
        rows = self.selectionModel().selectedRows()
        parts = [self._groups.members(index) for index in rows]
        return np.unique(np.concatenate(parts)) if parts else np.array([], dtype=np.int64)

    def restyle(self) -> None:
        """Rows and columns for the present type."""
        self.scheduleDelayedItemsLayout()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._rows * line_height(self))

    def make_room(self, wanted: bool) -> None:
        """Whether something else is looked at for a while: fewer rows will do."""
        self._rows = _FEWEST_ROWS if wanted else _LEAST_ROWS
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, plain = Qt.Key, not event.modifiers()
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self._enter(self.currentIndex())
        elif event.key() == keys.Key_F and plain:
            self.flashed.emit()
        elif event.key() == keys.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Block, ground and person where there is room; the details below tell them anyway."""
        line = line_height(self)
        wide = self.viewport().width() >= _WIDE * line
        for column, lines in ((BLOCK, 3), (TOUCHES, 5), (WHO, 5)):
            self.setColumnHidden(column, not wide)
            self.setColumnWidth(column, lines * line)
        self.setHeaderHidden(not wide)

    def _unfold(self) -> None:
        """Groups span the list; those that were unfolded are so again, all where they are few."""
        few = self._groups.count() <= FIRST
        for number, group in enumerate(self._groups.groups):
            self.setFirstColumnSpanned(number, QModelIndex(), True)
            if few or group.key in self._unfolded:
                self.expand(self._groups.index(number, FOUND))

    def _keys(self, index: QModelIndex) -> list[str]:
        """The key of a group; none of a finding, which Qt unfolds, too, when it is told to."""
        return [] if index.internalId() else [self._groups.groups[index.row()].key]

    def _enter(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        if not index.internalId():
            self.setExpanded(index, not self.isExpanded(index))
        elif not self._show_rest(index):
            self.opened.emit()

    def _show_rest(self, index: QModelIndex) -> bool:
        """Open what stands behind a line, and stand on the first of it; False for other rows."""
        if not index.isValid() or not self._groups.is_rest(index):
            return False
        parent = index.parent()
        self._groups.open_rest(index)
        self._stand_on_row(self._groups.index(FIRST, FOUND, parent))
        return True

    def _stand_on_row(self, index: QModelIndex) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)


class _Rows(QStyledItemDelegate):
    """Rows as high as Thai needs (T2)."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Any) -> None:
        """The title of a group keeps its count, however narrow the dock is."""
        super().initStyleOption(option, index)
        if index.internalId() or option.widget is None:
            return
        style = option.widget.style()
        part = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, option.widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, option.widget)
        room = part.width() - 2 * (margin + 1) - MARGIN  # Qt draws some Thai wider than it measures
        if room > 0:
            option.text = elided(option.fontMetrics, option.text, room)

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(size.height(), line_height(option.widget)))
