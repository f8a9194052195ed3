"""The tables of the law by their titles, with how much the office has set in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QListView, QListWidget, QListWidgetItem

from ..core.law_table import LawTable, OfficeRule, law_tables
from ..core.line_break import with_break_marks
from ..settings import language
from .widgets import MARGIN, line_height

_SCROLL_BAR = 20


class LawTables(QListWidget):
    """``stood_on`` carries the name of a table."""

    stood_on = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapLawTables")
        self.setAccessibleName(self.tr("Tables of the law"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setAlternatingRowColors(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tables = law_tables()
        for table in self.tables:
            QListWidgetItem(table_title(table), self)
        self.currentRowChanged.connect(lambda at: self.stood_on.emit(self.tables[at].name))

    def stand_on(self, name: str) -> None:
        self.setCurrentRow([table.name for table in self.tables].index(name))

    def table(self) -> LawTable:
        """The one that the officer stands on."""
        return self.tables[max(self.currentRow(), 0)]

    def show_counts(self, ours: Sequence[OfficeRule]) -> None:
        """How many numbers the office has set in each table, behind its title."""
        counted = Counter(rule.table for rule in ours)
        for at, table in enumerate(self.tables):
            count = counted[table.name]
            title = table_title(table) + (f" ({count})" if count else "")
            item = self.item(at)
            item.setText(with_break_marks(title))
            item.setToolTip(title)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, title)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Titles that are too long wrap; no line is lower than Thai needs (T2)."""
        room = self.width() - _SCROLL_BAR - 2 * MARGIN
        metrics, line = self.fontMetrics(), line_height(self)
        flags = int(Qt.TextFlag.TextWordWrap)
        for at in range(self.count()):
            item = self.item(at)
            text = metrics.boundingRect(0, 0, room, 10_000, flags, item.text())
            item.setSizeHint(QSize(0, max(text.height() + MARGIN, line)))


def table_title(table: LawTable) -> str:
    """What a table is called in the officer's language."""
    return table.th if language() == "th" else table.en
