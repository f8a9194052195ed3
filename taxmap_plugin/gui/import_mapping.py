"""Our columns and hers side by side, with the first values and how sure the guess is."""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QApplication, QWidget

from ..core.column_alias import target_labels
from ..exchange.import_plan import PlanItem
from ..settings import language, say
from .icons import state_icon
from .import_combo import ComboDelegate, PlainTable

OURS, HERS, CERTAINTY, VALUES = range(4)
_CERTAIN, _LIKELY = 0.95, 0.6
_PREVIEWED = 4


class MappingModel(QAbstractTableModel):
    """One row for each of our columns; what the file fills comes first.

    ``changed`` is sent when the officer chose another column.
    """

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.item: Optional[PlanItem] = None
        self.targets: list[str] = []

    def show_item(self, item: Optional[PlanItem]) -> None:
        """The columns of one item; None shows nothing."""
        self.beginResetModel()
        self.item = item if item is not None and item.table else None
        self.targets = []
        if self.item is not None:
            labels = target_labels(self.item.table)
            filled = [name for name in labels if name in self.item.columns]
            self.targets = [*filled, *(name for name in labels if name not in filled)]
        self.endResetModel()

    def unused(self) -> list[str]:
        """Columns of the file that go nowhere (they stay with the source rows)."""
        if self.item is None:
            return []
        return [name for name in self.item.headers if name not in self.item.mapping]

    def label(self, target: str) -> str:
        """Our column in the officer's language."""
        if self.item is None:
            return target
        thai, english = target_labels(self.item.table)[target]
        return thai if language() == "th" else english

    def certainty(self, target: str) -> tuple[str, str, str]:
        """(state of P15, word, reason) of a row."""
        if self.item is None or target not in self.item.columns:
            return "not_started", self.tr("none"), self.tr("No column of the file goes here.")
        guess = self.item.guesses.get(self.item.columns[target])
        if self.item.profile_name:
            text = self.tr("From the saved mapping “{}”.").format(self.item.profile_name)
            return "passed", self.tr("saved"), text
        if guess is None or guess.target != target:
            return "passed", self.tr("by hand"), self.tr("You chose this column.")
        if guess.certainty >= _CERTAIN:
            return "passed", self.tr("certain"), say(guess.reason)
        if guess.certainty >= _LIKELY:
            return "in_work", self.tr("likely"), say(guess.reason)
        return "check", self.tr("to check"), say(guess.reason)

    def rowCount(self, parent: Any = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.targets)

    def columnCount(self, parent: Any = None) -> int:
        return 4

    def headerData(self, section: int, orientation: Any, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        titles = self.tr("Tax map"), self.tr("File"), self.tr("Certainty"), self.tr("First values")
        return titles[section]

    def flags(self, index: QModelIndex) -> Any:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == HERS else flags

    def data(self, index: QModelIndex, role: int = 0) -> Any:
        if self.item is None:
            return None
        target, column = self.targets[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(target, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(target, column)
        if role == Qt.ItemDataRole.EditRole and column == HERS:
            return self.item.columns.get(target, "")
        if role == Qt.ItemDataRole.DecorationRole and column == CERTAINTY:
            return state_icon(self.certainty(target)[0], QApplication.palette())
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = 2) -> bool:
        if self.item is None or role != Qt.ItemDataRole.EditRole or index.column() != HERS:
            return False
        target = self.targets[index.row()]
        if self.item.columns.get(target, "") == value:
            return False
        self.item.set_column(target, str(value or ""))
        self.item.profile_name = ""
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.targets) - 1, VALUES))
        self.changed.emit()
        return True

    def _text(self, target: str, column: int) -> str:
        if column == OURS:
            return self.label(target)
        if column == HERS:
            return self.item.columns.get(target, "–") if self.item else ""
        return self.certainty(target)[1] if column == CERTAINTY else self._values(target)

    def _tip(self, target: str, column: int) -> str:
        if column == CERTAINTY:
            return self.certainty(target)[2]
        return f"{self.label(target)} ({target})" if column == OURS else self._text(target, column)

    def _values(self, target: str) -> str:
        """The first different values of her column."""
        header = self.item.columns.get(target) if self.item else None
        if header is None or self.item is None:
            return ""
        values = self.item.source.frame[header].head(200).dropna().astype(str)
        return " · ".join(values[values != ""].drop_duplicates().head(_PREVIEWED))


class MappingTable(PlainTable):
    """The mapping; Enter or a click opens the list of her columns."""

    def __init__(self, model: MappingModel, parent: Optional[QWidget] = None) -> None:
        super().__init__("TaxMapImportMapping", parent)
        self.setModel(model)
        self._model = model
        self.setItemDelegateForColumn(HERS, ComboDelegate(self._headers, self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.clicked.connect(self._open_combo)
        self.setAccessibleName(self.tr("Columns of the file and of the tax map"))
        for column, width in ((OURS, 140), (HERS, 140), (CERTAINTY, 86)):
            self.setColumnWidth(column, width)
        self.fit_rows(26)

    def keyPressEvent(self, event: Any) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self._model.index(index.row(), HERS))
        else:
            super().keyPressEvent(event)

    def _open_combo(self, index: QModelIndex) -> None:
        if index.column() == HERS:
            self.edit(index)

    def _headers(self, index: QModelIndex) -> list[tuple[str, Any]]:
        headers = self._model.item.headers if self._model.item else []
        return [(self.tr("– none –"), ""), *((name, name) for name in headers)]
