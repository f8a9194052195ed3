"""The list of what was found in the officer's files, and where each of it goes."""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QWidget

from ..exchange.import_plan import PlanItem
from ..exchange.import_run import Outcome
from ..settings import language, say
from ..workspace.schema import table as table_of
from .icons import state_icon
from .import_combo import ComboDelegate, PlainTable

NAME, ROWS, TABLE, STATE = range(4)


def table_title(table: str) -> str:
    """A table in the officer's words."""
    return str(table_of(table).title(language()))


class FilesModel(QAbstractTableModel):
    """One row a layer or sheet; its tick says whether it is imported.

    ``changed`` is sent when the officer decided something about a row.
    """

    changed = pyqtSignal(int)

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.items: list[PlanItem] = []
        self._outcomes: dict[int, Outcome] = {}
        self._checking = False

    def add(self, items: list[PlanItem]) -> None:
        """More items; one of the same file and layer replaces the earlier."""
        self.beginResetModel()
        new = {(item.source.path, item.source.layer) for item in items}
        kept = [one for one in self.items if (one.source.path, one.source.layer) not in new]
        self.items = [*kept, *items]
        self.endResetModel()

    def remove(self, row: int) -> None:
        self.beginResetModel()
        self._outcomes.pop(id(self.items[row]), None)
        del self.items[row]
        self.endResetModel()

    def clear(self) -> None:
        self.beginResetModel()
        self.items, self._outcomes = [], {}
        self.endResetModel()

    def set_checking(self, checking: bool) -> None:
        """Whether what would happen is being found out."""
        self._checking = checking
        self._repaint()

    def set_outcomes(self, outcomes: dict[int, Outcome]) -> None:
        """What would happen, by ``id`` of the item."""
        self._outcomes = outcomes
        self._repaint()

    def forget(self, row: int) -> None:
        """What was foretold of a row no longer holds."""
        self._outcomes.pop(id(self.items[row]), None)
        self._repaint()

    def outcome(self, item: PlanItem) -> Optional[Outcome]:
        """What would happen to an item, None while it is not known."""
        return self._outcomes.get(id(item)) if item.wanted and item.table else None

    def wanted(self) -> list[PlanItem]:
        """What is going to be imported."""
        return [item for item in self.items if item.wanted and item.table]

    def state(self, item: PlanItem) -> tuple[str, str]:
        """(state of P15, words) of an item."""
        if not item.table:
            return "check", self.tr("Choose where it goes")
        if not item.wanted:
            return "not_started", self.tr("Not imported")
        outcome = self.outcome(item)
        if outcome is None:
            return (
                ("in_work", self.tr("Checking…"))
                if self._checking
                else ("passed", self.tr("Ready"))
            )
        if outcome.error is not None:
            return "error", self.tr("Decide first")
        if outcome.report is not None and (outcome.report.set_aside or outcome.without_code):
            return "check", self.tr("See below")
        return "passed", self.tr("Ready")

    def rowCount(self, parent: Any = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def columnCount(self, parent: Any = None) -> int:
        return 4

    def headerData(self, section: int, orientation: Any, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return [self.tr("File"), self.tr("Rows"), self.tr("Goes into"), self.tr("State")][section]

    def flags(self, index: QModelIndex) -> Any:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == NAME:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() == TABLE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: QModelIndex, role: int = 0) -> Any:
        item, column = self.items[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(item, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(item, column)
        if role == Qt.ItemDataRole.EditRole and column == TABLE:
            return item.table
        if role == Qt.ItemDataRole.CheckStateRole and column == NAME:
            ticked = item.wanted and bool(item.table)
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole and column == STATE:
            return state_icon(self.state(item)[0], QApplication.palette())
        if role == Qt.ItemDataRole.TextAlignmentRole and column == ROWS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and not item.wanted and column != STATE:
            group = QPalette.ColorGroup.Disabled
            return QApplication.palette().brush(group, QPalette.ColorRole.Text)
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = 2) -> bool:
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == NAME:
            if not item.table:
                return False
            item.wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        elif role == Qt.ItemDataRole.EditRole and index.column() == TABLE:
            if value == item.table:
                return False
            item.choose_table(str(value or ""))
            item.wanted = bool(value)
        else:
            return False
        self.forget(index.row())
        self.changed.emit(index.row())
        return True

    def _text(self, item: PlanItem, column: int) -> str:
        if column == NAME:
            return item.label
        if column == ROWS:
            return f"{len(item.source):,}"
        if column == TABLE:
            return table_title(item.table) if item.table else self.tr("(not known)")
        return self.state(item)[1]

    def _tip(self, item: PlanItem, column: int) -> str:
        outcome = self.outcome(item)
        if column == STATE and outcome is not None and outcome.error is not None:
            return say(outcome.error.message)
        return item.source.path if column == NAME else self._text(item, column)

    def _repaint(self) -> None:
        if self.items:
            last = self.index(len(self.items) - 1, STATE)
            self.dataChanged.emit(self.index(0, 0), last)


class FilesTable(PlainTable):
    """The list; Delete takes a row out, Space ticks it."""

    removed = pyqtSignal(int)

    def __init__(self, model: FilesModel, parent: Optional[QWidget] = None) -> None:
        super().__init__("TaxMapImportFiles", parent)
        self.setModel(model)
        self._model = model
        self.setItemDelegateForColumn(TABLE, ComboDelegate(self._tables, self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.clicked.connect(self._open_combo)
        self.setAccessibleName(self.tr("What was found in the files"))
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((ROWS, 58), (TABLE, 130), (STATE, 116)):
            self.setColumnWidth(column, width)
        self.fit_rows(26)

    def keyPressEvent(self, event: Any) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(index.row())
        elif index.isValid() and event.key() == Qt.Key.Key_Space:
            item = self._model.items[index.row()]
            ticked = Qt.CheckState.Unchecked if item.wanted else Qt.CheckState.Checked
            place = self._model.index(index.row(), NAME)
            self._model.setData(place, ticked, Qt.ItemDataRole.CheckStateRole)
        else:
            super().keyPressEvent(event)

    def _open_combo(self, index: QModelIndex) -> None:
        if index.column() == TABLE:
            self.edit(index)

    def _tables(self, index: QModelIndex) -> list[tuple[str, Any]]:
        item = self._model.items[index.row()]
        tables = sorted((table_title(name), name) for name in item.tables())
        return [(self.tr("(not known)"), ""), *tables]
