"""The rows of one table of the law in a tax year, with what the office has set beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Optional

from qgis.PyQt.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
    pyqtSignal,
)
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import (
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ..core.law_table import LawColumn, LawTable, OfficeRule, Row, law_rows
from ..core.law_text import cell_text, is_number, is_sure, office_text, rules_of_row
from ..core.line_break import with_break_marks
from ..settings import language
from .icons import icon, state_icon
from .import_combo import PlainTable
from .widgets import MARGIN, line_height

_LAST = ("certainty", "source", "from_year", "to_year")  # stand in this order at the end
_NAMES = ("th", "en")  # the first column says the name already
_WIDEST, _LEAST_SOURCE, _WIDEST_SOURCE = 8, 9, 18  # lines of text high
_ICON = 16 + MARGIN
_PADDING = 2 * MARGIN
_NO_END = 10_000
_ROLES = Qt.ItemDataRole
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter)


class LawRows(QAbstractTableModel):
    """The law's own columns, what the office has set, how sure it is, the source, the years."""

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.table: Optional[LawTable] = None
        self.rows: list[Row] = []
        self.year = 0
        self._columns: list[Optional[LawColumn]] = []  # None: what the office has set
        self._texts: list[list[str]] = []

    def show_table(self, table: LawTable, year: int, ours: Sequence[OfficeRule]) -> None:
        """The law's own numbers in a year, and of the office's rules those that hold in it."""
        self.beginResetModel()
        self.table, self.year = table, year
        self.rows = law_rows(table.name, year)
        self._columns = _columns(table)
        self._texts = [
            [self._said(table, row, one, ours) for one in self._columns] for row in self.rows
        ]
        self.endResetModel()

    def text(self, row: int, column: int) -> str:
        """What a cell says, without the marks that break it between words."""
        return self._texts[row][column]

    def title(self, column: int) -> str:
        """The head of a column in the officer's language."""
        shown = self._columns[column]
        if shown is None:
            return self.tr("The office has set")
        return shown.th if language() == "th" else shown.en

    def has_icon(self, column: int) -> bool:
        """The first column has the mark of what is not checked, in sight however it is scrolled."""
        return column == 0 or self._columns[column] is None

    def is_source(self, column: int) -> bool:
        shown = self._columns[column]
        return shown is not None and shown.name == "source"

    def unsure(self) -> int:
        """How many rows nobody has checked with the text of the law."""
        return sum(not is_sure(row) for row in self.rows)

    def rowCount(self, parent: Any = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Any = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Any, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _ROLES.DisplayRole:
            return with_break_marks(self.title(section))
        if role in (_ROLES.ToolTipRole, _ROLES.AccessibleTextRole):
            return self.title(section)
        if role == _ROLES.TextAlignmentRole:
            return self._alignment(section) | int(Qt.TextFlag.TextWordWrap)
        return None

    def data(self, index: QModelIndex, role: int = 0) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == _ROLES.DisplayRole:
            return with_break_marks(self.text(row, column))
        if role in (_ROLES.ToolTipRole, _ROLES.AccessibleTextRole):
            return self.text(row, column)
        if role == _ROLES.TextAlignmentRole:
            return self._alignment(column)
        if role == _ROLES.DecorationRole and self.has_icon(column):
            return self._icon(row, column)
        return None

    def _said(
        self, table: LawTable, row: Row, column: Optional[LawColumn], ours: Sequence[OfficeRule]
    ) -> str:
        if column is not None:
            return cell_text(table, row, column, language())
        holding = [rule for rule in rules_of_row(table, row, ours) if rule.holds_in(self.year)]
        return "\n".join(office_text(rule, row, language()) for rule in holding)

    def _alignment(self, column: int) -> int:
        shown = self._columns[column]
        right = shown is not None and is_number(shown)
        across = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return int(across | Qt.AlignmentFlag.AlignVCenter)

    def _icon(self, row: int, column: int) -> Any:
        if self._columns[column] is None:
            return icon("law.svg") if self.text(row, column) else None
        return None if is_sure(self.rows[row]) else state_icon("check", QApplication.palette())


class LawTableView(PlainTable):
    """The rows with their texts in full, wrapped between words; ``stood_on`` carries a row.

    What is wider than the dialog is reached with the arrow keys.
    """

    stood_on = pyqtSignal(int)

    def __init__(self, model: LawRows) -> None:
        super().__init__("TaxMapLawRows")
        self.setAccessibleName(self.tr("Rows of the law"))
        self.setModel(model)
        self._model = model
        self.setItemDelegate(_WrappedCells(self))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self.fit)
        self.selectionModel().currentRowChanged.connect(
            lambda now, _: self.stood_on.emit(now.row())
        )

    def fit(self) -> None:
        """Columns as wide as their texts, long ones wrapped; rows as high as that needs (T2)."""
        em, columns = self.fontMetrics().height(), range(self._model.columnCount())
        wanted = {column: self._wanted(column, em) for column in columns}
        for column in columns:
            if self._model.is_source(column):
                others = sum(width for other, width in wanted.items() if other != column)
                room = self.viewport().width() - others
                wanted[column] = max(wanted[column], min(room, _WIDEST_SOURCE * em))
        for column, width in wanted.items():
            self.setColumnWidth(column, width)
        self.horizontalHeader().setFixedHeight(self._header_height(wanted))
        self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def _wanted(self, column: int, em: int) -> int:
        metrics = self.fontMetrics()
        texts = [self._model.text(row, column) for row in range(self._model.rowCount())]
        lines = [line for text in texts for line in text.split("\n")]
        icon_room = _ICON if self._model.has_icon(column) else 0
        widest = max((metrics.horizontalAdvance(line) for line in lines), default=0) + icon_room
        title = self._model.title(column)
        head = max(metrics.horizontalAdvance(word) for word in title.split())
        if self._model.is_source(column):
            return int(min(widest + _PADDING, _LEAST_SOURCE * em))
        return int(min(max(widest, min(head, 6 * em), 3 * em), _WIDEST * em) + _PADDING)

    def _header_height(self, widths: dict[int, int]) -> int:
        heights = [line_height(self)]
        for column, width in widths.items():
            room = QRect(0, 0, width - _PADDING, _NO_END)
            text = with_break_marks(self._model.title(column))
            heights.append(self.fontMetrics().boundingRect(room, _WRAPPED, text).height())
        return max(heights) + MARGIN


class _WrappedCells(QStyledItemDelegate):
    """Cells as high as their wrapped text, never lower than a line of Thai."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        view: Any = self.parent()
        width = view.columnWidth(index.column()) - _PADDING
        width -= _ICON if index.model().has_icon(index.column()) else 0
        room = QRect(0, 0, max(width, 1), _NO_END)
        text = view.fontMetrics().boundingRect(room, _WRAPPED, str(index.data() or ""))
        return QSize(width, max(text.height() + MARGIN, line_height(view)))


def _columns(table: LawTable) -> list[Optional[LawColumn]]:
    own = [one for one in table.columns if one.name not in (*_LAST, *_NAMES)]
    last = [one for name in _LAST for one in table.columns if one.name == name]
    may_change = any(one.may_change for one in own)
    return [*own, *([None] if may_change else []), *last]
