"""Findings to work through: filter, table, count line, and the rows of the chosen one."""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..core.finding import SEVERITIES, Finding
from ..core.line_break import with_break_marks
from ..core.message import Message
from ..settings import say
from .dock import EmptyState
from .finding_model import FINDING, STATE, FindingFilter, FindingModel, FindingTable
from .icons import icon, state_word
from .widgets import MARGIN, SEPARATOR, SearchLine, WrappedLabel

_MOST_ROWS = 1000


class FindingsTab(QWidget):
    """Filter, table of findings, count line, and the rows of the chosen finding."""

    finding_chosen = pyqtSignal(object)
    finding_activated = pyqtSignal(object)
    row_chosen = pyqtSignal(int)
    row_activated = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapReportFindings")
        self._codes: dict[int, str] = {}
        self._findings: list[Finding] = []
        self.filter = SearchLine("TaxMapReportFilter", self.tr("Search (Ctrl+F)"))
        self.severity = QComboBox()
        self.severity.setObjectName("TaxMapReportSeverity")
        self.severity.setAccessibleName(self.tr("State"))
        self.severity.addItem(self.tr("All"), "")
        for name in SEVERITIES:
            self.severity.addItem(state_word(name), name)
        self.model = FindingModel(self)
        self.proxy = FindingFilter(self)
        self.proxy.setSourceModel(self.model)
        self.table = FindingTable("TaxMapReportTable")
        self.table.setAccessibleName(self.tr("Findings"))
        self.table.setModel(self.proxy)
        self.rows = QListWidget()
        self.rows.setObjectName("TaxMapReportRows")
        self.rows.setAccessibleName(self.tr("Rows of the finding"))
        self.rows.setWordWrap(True)
        self.rows.setAlternatingRowColors(True)
        self.rows.setUniformItemSizes(False)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.count = WrappedLabel()
        self.count.setObjectName("TaxMapReportCount")
        self.shown = QStackedWidget()
        self.clean = EmptyState(
            "TaxMapReportClean",
            icon("good_news.svg"),
            self.tr("Nothing to check was found. The file can be imported as it is."),
        )
        self.hidden = EmptyState(
            "TaxMapReportHidden",
            icon("filter_hides.svg"),
            self.tr("No finding fits the filter."),
            self.tr("Clear the filter"),
            self.clear_filter,
        )
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.rows)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self._split = split
        for page in (split, self.clean, self.hidden):
            self.shown.addWidget(page)
        self._lay_out()
        self._connect()

    def show_findings(self, findings: list[Finding], codes: dict[int, str]) -> None:
        """Show these findings, the worst first."""
        self._findings, self._codes = findings, codes
        self.rows.clear()
        self.model.show(findings)
        self.clear_filter()
        self.table.sortByColumn(STATE, Qt.SortOrder.AscendingOrder)
        self._show_counts()

    def clear_filter(self) -> None:
        self.filter.clear()
        self.severity.setCurrentIndex(0)

    def point_at(self, row: int) -> None:
        """Choose this row in the list, without moving the map."""
        for position in range(self.rows.count()):
            item = self.rows.item(position)
            if item.data(Qt.ItemDataRole.UserRole) == row:
                self.rows.blockSignals(True)
                self.rows.setCurrentItem(item)
                self.rows.blockSignals(False)
                return

    def restyle(self) -> None:
        self.model.restyle(self.palette())
        self.table.resizeRowsToContents()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(MARGIN)
        line.addWidget(self.filter, 1)
        line.addWidget(self.severity)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        layout.setSpacing(MARGIN)
        layout.addLayout(line)
        layout.addWidget(self.shown, 1)
        layout.addWidget(self.count)

    def _connect(self) -> None:
        self.filter.textChanged.connect(self._narrow)
        self.filter.to_list.connect(self.table.setFocus)
        self.severity.currentIndexChanged.connect(self._narrow)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.activated.connect(lambda at: self.finding_activated.emit(at.data(FINDING)))
        self.rows.currentItemChanged.connect(lambda item, _: self._pick(item, self.row_chosen))
        self.rows.itemActivated.connect(lambda item: self._pick(item, self.row_activated))

    def _narrow(self, *_: Any) -> None:
        self.proxy.narrow(self.filter.text(), self.severity.currentData())
        self._show_counts()

    def _show_counts(self) -> None:
        shown, every = self.proxy.rowCount(), len(self._findings)
        if not every:
            self.shown.setCurrentWidget(self.clean)
        else:
            self.shown.setCurrentWidget(self._split if shown else self.hidden)
        for widget in (self.filter, self.severity):
            widget.setEnabled(every > 0)
        self.count.say(say(_counts(self._findings, shown)))

    def _choose(self, current: QModelIndex, _: QModelIndex) -> None:
        finding: Optional[Finding] = current.data(FINDING) if current.isValid() else None
        self.rows.clear()
        if finding is None:
            return
        for row, text in _lines(finding, self._codes):
            item = QListWidgetItem(with_break_marks(text))
            item.setToolTip(text)
            item.setData(Qt.ItemDataRole.UserRole, row)
            self.rows.addItem(item)
        self.finding_chosen.emit(finding)

    @staticmethod
    def _pick(item: Optional[QListWidgetItem], signal: Any) -> None:
        if item is not None:
            signal.emit(item.data(Qt.ItemDataRole.UserRole))


def _counts(findings: list[Finding], shown: int) -> Message:
    """``พบ 8 รายการ · ผิด 2 · ควรตรวจ 2``, and ``แสดง 2 จาก 8`` while filtered (P7)."""
    if shown < len(findings):
        return Message("file_report.shown", shown=shown, count=len(findings))
    errors, warnings = (
        sum(finding.severity == kind for finding in findings) for kind in ("error", "warning")
    )
    return Message("file_report.found", count=len(findings), errors=errors, warnings=warnings)


def _lines(finding: Finding, codes: dict[int, str]) -> list[tuple[int, str]]:
    """Each row of a finding as an officer names it, with what is said of it."""
    told = {
        row: say(example.message) for example in reversed(finding.examples) for row in example.rows
    }
    lines = []
    for row in finding.rows[:_MOST_ROWS]:
        name = say(Message("file_report.row", row=row))
        parts = [name, codes.get(row, ""), told.get(row, "")]
        lines.append((row, SEPARATOR.join(part for part in parts if part)))
    return lines
