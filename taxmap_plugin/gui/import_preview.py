"""What an import would do, and what it did, in numbers that add up."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

import pandas as pd
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QFont, QTextCursor
from qgis.PyQt.QtWidgets import (
    QApplication,
    QFileDialog,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ..core.column_alias import target_labels
from ..core.line_break import with_break_marks
from ..core.message import Message
from ..errors import TaxMapError
from ..exchange.import_run import Outcome
from ..exchange.set_aside import export_set_aside
from ..settings import LAST_FOLDER, language, read, say, write
from ..workspace.store import Workspace
from .icons import state_icon
from .import_combo import PlainTable
from .import_files import table_title
from .widgets import MARGIN, SEPARATOR, WrappedLabel

_CHANGES_SHOWN = 200


def forecast(outcome: Outcome) -> tuple[str, str]:
    """(state of P15, sentence) of what would happen to one item."""
    if outcome.error is not None:
        return "error", say(outcome.error.message)
    report = outcome.report
    if report is None:
        return "not_started", ""
    parts = [
        Message("import_dialog.would_enter", count=report.inserted),
        Message("import_dialog.would_change", count=report.updated),
        Message("import_dialog.would_stay", count=report.unchanged),
        Message("import_dialog.without_code", count=outcome.without_code or 0),
        Message("import_dialog.would_be_set_aside", count=report.set_aside),
    ]
    shown = [part for part in parts if part.params["count"]]
    rows = Message("import_dialog.of_rows", count=report.rows)
    state = "check" if report.set_aside or outcome.without_code else "passed"
    return state, SEPARATOR.join(say(part) for part in [rows, *shown])


class ResultModel(QAbstractTableModel):
    """One row an item and a row of totals: rows = new + changed + as before + set aside."""

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.outcomes: list[Outcome] = []

    def show(self, outcomes: list[Outcome]) -> None:
        self.beginResetModel()
        self.outcomes = outcomes
        self.endResetModel()

    def rowCount(self, parent: Any = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return len(self.outcomes) + 1 if self.outcomes else 0

    def columnCount(self, parent: Any = None) -> int:
        return 7

    def headerData(self, section: int, orientation: Any, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return [
            self.tr("File"),
            self.tr("Went into"),
            self.tr("Rows"),
            self.tr("New"),
            self.tr("Changed"),
            self.tr("As before"),
            self.tr("Set aside"),
        ][section]

    def data(self, index: QModelIndex, role: int = 0) -> Any:
        row, column = index.row(), index.column()
        is_total = row == len(self.outcomes)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._total(column) if is_total else self._text(self.outcomes[row], column)
        if role == Qt.ItemDataRole.ToolTipRole and not is_total:
            return self._text(self.outcomes[row], column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column >= 2:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and is_total:
            font = QFont(QApplication.font())
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.DecorationRole and column == 0 and not is_total:
            return state_icon(_state(self.outcomes[row]), QApplication.palette())
        return None

    @staticmethod
    def _counts(outcome: Outcome) -> list[int]:
        report = outcome.report
        if report is None:
            return [len(outcome.item.source), 0, 0, 0, 0]
        counts = [report.inserted, report.updated, report.unchanged, report.set_aside]
        return [report.rows, *counts]

    def _text(self, outcome: Outcome, column: int) -> str:
        if column == 0:
            return outcome.item.label
        if column == 1:
            refused = self.tr("Not imported")
            return table_title(outcome.item.table) if outcome.report else refused
        if outcome.report is None and column > 2:
            return "–"
        return f"{self._counts(outcome)[column - 2]:,}"

    def _total(self, column: int) -> str:
        if column < 2:
            return self.tr("Total") if column == 0 else ""
        counted = [one for one in self.outcomes if one.report is not None]
        return f"{sum(self._counts(one)[column - 2] for one in counted):,}"


def _state(outcome: Outcome) -> str:
    if outcome.report is None:
        return "error"
    return "check" if outcome.report.set_aside or outcome.report.findings else "passed"


class ResultPage(QWidget):
    """What became of every row, what changed, and the rows that were set aside.

    Its buttons ``save`` and ``more`` stand in the dialog's own row of buttons.
    """

    again = pyqtSignal()
    told = pyqtSignal(str, str)
    failed = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapImportResult")
        self._workspace: Optional[Workspace] = None
        self.headline = WrappedLabel().emphasise()
        self.model = ResultModel(self)
        self.table = PlainTable("TaxMapImportResultTable")
        self.table.setModel(self.model)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(1, 170)
        for column in range(2, 7):
            self.table.setColumnWidth(column, 84)
        self.table.selectionModel().currentRowChanged.connect(lambda now: self._show(now.row()))
        self.details = QTextBrowser()
        self.details.setObjectName("TaxMapImportResultDetails")
        self.save = QPushButton(self.tr("Save set-aside rows…"))
        self.save.setObjectName("TaxMapImportSaveSetAside")
        self.save.clicked.connect(self._save)
        self.more = QPushButton(self.tr("Import more"))
        self.more.setObjectName("TaxMapImportAgain")
        self.more.clicked.connect(self.again)
        title = QLabel(self.tr("Details"))
        title.setBuddy(self.details)
        lower = QWidget()
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(title)
        below.addWidget(self.details, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(lower)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.headline)
        layout.addWidget(split, 1)

    def show_outcomes(self, workspace: Workspace, outcomes: list[Outcome]) -> None:
        """Show what was done; the first row with something to check is chosen."""
        self._workspace = workspace
        self.model.show(outcomes)
        reports = [outcome.report for outcome in outcomes if outcome.report is not None]
        refused = len(outcomes) - len(reports)
        rows = sum(report.rows for report in reports)
        aside = sum(report.set_aside for report in reports)
        parts = [Message("import_dialog.done", rows=rows, entered=rows - aside, aside=aside)]
        if refused:
            parts.append(Message("import_dialog.refused", count=refused))
        self.headline.say(" ".join(say(part) for part in parts))
        odd = [at for at, outcome in enumerate(outcomes) if _state(outcome) != "passed"]
        self.table.selectRow((odd or [0])[0])
        self._show((odd or [0])[0])

    def _outcome(self, row: int) -> Optional[Outcome]:
        return self.model.outcomes[row] if 0 <= row < len(self.model.outcomes) else None

    def _show(self, row: int) -> None:
        outcome = self._outcome(row)
        report = outcome.report if outcome else None
        self.save.setEnabled(bool(report and report.set_aside))
        self.save.setToolTip("" if self.save.isEnabled() else self.tr("No row was set aside."))
        if outcome is None:
            self.details.clear()
            return
        if report is None:
            lines = [say(outcome.error.message)] if outcome.error else []
        else:
            lines = [say(message) for message in report.summary()]
        self.details.setPlainText(with_break_marks("\n".join(lines)))
        if report is not None and len(report.changes):
            self.details.append(_changes_html(report.changes, report.table))
        self.details.moveCursor(QTextCursor.MoveOperation.Start)

    def _save(self) -> None:
        outcome = self._outcome(self.table.currentIndex().row())
        if outcome is None or outcome.report is None or self._workspace is None:
            return
        kinds = "CSV (*.csv)"
        if not outcome.item.is_register:
            kinds = "GeoPackage (*.gpkg);;GeoJSON (*.geojson);;" + kinds
        suffix = ".csv" if outcome.item.is_register else ".gpkg"
        name = Path(outcome.report.file).stem + self.tr("_set_aside") + suffix
        start = str(Path(str(read(LAST_FOLDER))) / name)
        path, _ = QFileDialog.getSaveFileName(self, self.save.text(), start, kinds)
        if path:
            self.save_set_aside(outcome, Path(path))

    def save_set_aside(self, outcome: Outcome, path: Path) -> None:
        """Write the rows that one import set aside, with their reasons."""
        if outcome.report is None or self._workspace is None:
            return
        write(LAST_FOLDER, str(path.parent))
        try:
            count = export_set_aside(self._workspace, outcome.report.batch_uuid, path, language())
        except TaxMapError as error:
            self.failed.emit(error)
            return
        self.told.emit(say(Message("import_dialog.saved", count=count, file=path.name)), "success")


def _changes_html(changes: pd.DataFrame, table: str) -> str:
    """The changed cells of a second import as a table."""
    from html import escape

    at = 0 if language() == "th" else 1
    labels = {name: label[at] for name, label in target_labels(table).items()}
    labels["geom"] = say(Message("import_dialog.shape"))
    titles = ("row", "code", "column", "before", "after")
    head = "".join(
        "<th align='left'>" + escape(say(Message(f"import_dialog.change_{name}"))) + "</th>"
        for name in titles
    )
    lines = []
    for change in changes.head(_CHANGES_SHOWN).to_dict("records"):
        change["column"] = labels.get(change["column"], change["column"])
        cells = ["" if pd.isna(change[name]) else str(change[name]) for name in titles]
        lines.append("<tr><td>" + "</td><td>".join(map(escape, cells)) + "</td></tr>")
    rest = len(changes) - _CHANGES_SHOWN
    more = escape(say(Message("import_dialog.more_changes", count=rest))) if rest > 0 else ""
    return f"<table cellspacing='6'><tr>{head}</tr>{''.join(lines)}</table>{more}"
