"""Findings as a table that one filters, sorts and works through (P5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt, QTimer
from qgis.PyQt.QtGui import QPalette, QResizeEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ..core.finding import SEVERITIES, Finding
from ..core.line_break import with_break_marks
from ..settings import say
from .icons import state_icon, state_word
from .widgets import line_height

STATE, COUNT, WHAT = range(3)
_ROOM_FOR_COUNTS = 10  # lines high is the table wide, at least
_ORDER = Qt.ItemDataRole.UserRole
FINDING = Qt.ItemDataRole.UserRole + 1


class FindingModel(QAbstractTableModel):
    """One line a finding: shape and word, how many rows, what was found."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._findings: list[Finding] = []
        self._icons: dict[str, Any] = {}
        self.restyle(QPalette())

    def show(self, findings: Sequence[Finding]) -> None:
        self.beginResetModel()
        self._findings = list(findings)
        self.endResetModel()

    def restyle(self, palette: QPalette) -> None:
        """Draw the shapes for this palette."""
        self._icons = {state: state_icon(state, palette) for state in SEVERITIES}

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._findings)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("State"), self.tr("Rows"), self.tr("Finding"))[section]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        finding = self._findings[index.row()]
        column = index.column()
        if role == FINDING:
            return finding
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(finding, column)
        if role == _ORDER:
            order = (SEVERITIES.index(finding.severity), len(finding.rows), say(finding.message))
            return order[column]
        if role == Qt.ItemDataRole.DecorationRole and column == STATE:
            return self._icons[finding.severity]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column == COUNT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignTop)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return say(finding.message)
        return None

    @staticmethod
    def _shown(finding: Finding, column: int) -> str:
        if column == STATE:
            return state_word(finding.severity)
        if column == COUNT:
            return f"{len(finding.rows):,}" if finding.rows else ""
        return with_break_marks(say(finding.message))


class FindingFilter(QSortFilterProxyModel):
    """Findings of one severity, or with these letters, or both."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setSortRole(_ORDER)
        self._text = ""
        self._severity = ""

    def narrow(self, text: str, severity: str) -> None:
        """Show only findings with ``text`` and of ``severity`` (empty for any)."""
        self._text, self._severity = text.strip().casefold(), severity
        self.invalidateFilter()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        finding = self.sourceModel().index(row, 0, parent).data(FINDING)
        if self._severity and finding.severity != self._severity:
            return False
        return self._text in say(finding.message).casefold()


class FindingTable(QTableView):
    """The table; Enter and double click are ``activated``, Tab leaves it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setAlternatingRowColors(True)
        self.setSortingEnabled(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Roomy(self))
        self.verticalHeader().hide()
        self._fit = QTimer(self)  # once the columns have their widths
        self._fit.setSingleShot(True)
        self._fit.setInterval(0)
        self._fit.timeout.connect(self.resizeRowsToContents)

    def setModel(self, model: Any) -> None:
        super().setModel(model)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for signal in (model.modelReset, model.layoutChanged, model.rowsInserted):
            signal.connect(self._fit.start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide_enough = self.viewport().width() >= _ROOM_FOR_COUNTS * line_height(self)
        self.setColumnHidden(COUNT, not wide_enough)  # what was found says the number, too
        self._fit.start()


class _Roomy(QStyledItemDelegate):
    """Cells in which no tone mark is cut (T2), with shape and text at the top."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().initStyleOption(option, index)
        option.decorationAlignment = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft

    def sizeHint(self, option: Any, index: QModelIndex) -> Any:
        size = super().sizeHint(option, index)
        room = line_height(option.widget) - option.fontMetrics.height()
        size.setHeight(size.height() + max(room, 4))
        return size
