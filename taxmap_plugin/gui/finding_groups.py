"""Findings in groups, the first fifty of each on top: a model that stays quick with 10,000."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
import pandas as pd
from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QPalette

from ..core.finding import SEVERITIES
from ..core.message import Message
from ..core.parcel_name import in_order
from ..settings import language, say
from ..workspace.domain import labels
from ..workspace.finding_list import FIXED, RESTING, UNASKED
from .area_text import metres_text
from .icons import state_icon, state_word
from .quality_work import title_of
from .widgets import SEPARATOR

FIRST = 50
"""So many of a group are shown; the rest stands behind a line that says how many there are."""

FOUND, BLOCK, TOUCHES, WHO = range(4)
GROUPINGS = {"rule": "rule", "block": "block_code", "severity": "severity"}
"""What findings may be grouped by, and the column of each."""

_COLUMNS = 4
_BRANCH = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_LEAF = _BRANCH | Qt.ItemFlag.ItemNeverHasChildren
_SHAPES = {
    "in_work": "in_work",
    "accepted": "not_started",
    RESTING: "not_started",
    UNASKED: "not_started",
    FIXED: "passed",
}


@dataclass
class Group:
    """Findings of one rule, block or severity, by their positions in the frame, the worst first."""

    key: str
    members: np.ndarray
    is_open: bool  # whether what stands behind the line is shown

    @property
    def rest(self) -> int:
        """How many stand behind the line."""
        return 0 if self.is_open else max(0, len(self.members) - FIRST)

    @property
    def rows(self) -> int:
        return FIRST + 1 if self.rest else len(self.members)


class FindingGroups(QAbstractItemModel):
    """Groups, and below each its findings: their indexes have the number of the group, plus 1."""

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.frame = pd.DataFrame()
        self.groups: list[Group] = []
        self._grouping = "rule"
        self._opened: set[str] = set()
        self._columns: dict[str, np.ndarray] = {}
        self._icons: dict[str, Any] = {}
        self.restyle(QPalette())

    def show(self, frame: pd.DataFrame) -> None:
        """Take these findings; :meth:`arrange` shows them. What was opened stays open."""
        self.beginResetModel()
        self.frame = frame
        self._columns = {str(name): frame[name].to_numpy(dtype=object) for name in frame}
        self.groups = []
        self.endResetModel()

    def arrange(self, shown: np.ndarray, grouping: str) -> None:
        """Show the findings at which the mask is true, in groups; the worst group first."""
        self.beginResetModel()
        if grouping != self._grouping:
            self._grouping, self._opened = grouping, set()
        self.groups = [
            Group(key, members, key in self._opened)
            for key, members in self._grouped(np.flatnonzero(shown))
        ]
        self.endResetModel()

    def restyle(self, palette: QPalette) -> None:
        """Draw the shapes for this palette."""
        shapes = {*SEVERITIES, *_SHAPES.values()}
        self._icons = {shape: state_icon(shape, palette) for shape in shapes}

    def count(self) -> int:
        """How many findings are shown, those behind a line too."""
        return sum(len(group.members) for group in self.groups)

    def members(self, index: QModelIndex) -> np.ndarray:
        """The positions of the findings of a row: one, all of a group, or those behind a line."""
        if not index.isValid():
            return np.array([], dtype=np.int64)
        group = self._group(index)
        if not index.internalId():
            return group.members
        return group.members[FIRST:] if self.is_rest(index) else group.members[[index.row()]]

    def finding(self, index: QModelIndex) -> Optional[dict[str, Any]]:
        """The finding of a row, by column; None for a group and for the line."""
        if not index.isValid() or not index.internalId() or self.is_rest(index):
            return None
        return self.at(int(self.members(index)[0]))

    def at(self, position: int) -> dict[str, Any]:
        """The finding at a position of the frame; what it lacks is None."""
        row = {name: column[position] for name, column in self._columns.items()}
        return {name: None if _is_missing(value) else value for name, value in row.items()}

    def index_of(self, position: int) -> QModelIndex:
        """The row of the finding at a position; the line that hides it; none if it is not shown."""
        for number, group in enumerate(self.groups):
            found = np.flatnonzero(group.members == position)
            if len(found):
                return self._child(number, min(int(found[0]), group.rows - 1))
        return QModelIndex()

    def is_rest(self, index: QModelIndex) -> bool:
        """Whether the row says how many more there are."""
        return bool(index.internalId()) and index.row() == FIRST and self._group(index).rest > 0

    def open_rest(self, index: QModelIndex) -> None:
        """Show what stands behind the line."""
        group, parent = self._group(index), index.parent()
        self.beginRemoveRows(parent, FIRST, FIRST)
        group.members, rest = group.members[:FIRST], group.members[FIRST:]
        self.endRemoveRows()
        self.beginInsertRows(parent, FIRST, FIRST + len(rest) - 1)
        group.members, group.is_open = np.concatenate([group.members, rest]), True
        self._opened.add(group.key)
        self.endInsertRows()

    # -- QAbstractItemModel ------------------------------------------------------------------

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not parent.isValid():
            rows, number = len(self.groups), 0
        else:
            rows, number = self.rowCount(parent), parent.row() + 1
        inside = 0 <= row < rows and 0 <= column < _COLUMNS
        return self.createIndex(row, column, number) if inside else QModelIndex()

    def parent(self, index: Any = None) -> Any:
        if index is None:
            return super().parent()
        number = index.internalId() if index.isValid() else 0
        return self.createIndex(number - 1, 0, 0) if number else QModelIndex()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self.groups)
        return 0 if parent.internalId() or parent.column() else self.groups[parent.row()].rows

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return _COLUMNS

    def flags(self, index: QModelIndex) -> Any:
        return _LEAF if index.internalId() else _BRANCH

    def hasChildren(self, parent: QModelIndex = QModelIndex()) -> bool:  # noqa: B008
        return not parent.internalId()

    def headerData(self, section: int, orientation: Any, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (self.tr("Finding"), self.tr("Block"), self.tr("Touches (m²)"), self.tr("Who"))
        return names[section]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.internalId():
            return self._group_data(self.groups[index.row()], index.column(), role)
        if self.is_rest(index):
            return self._rest_data(self._group(index), index.column(), role)
        return self._finding_data(int(self.members(index)[0]), index.column(), role)

    # -- what is said ------------------------------------------------------------------------

    def _group_data(self, group: Group, column: int, role: int) -> Any:
        if column != FOUND:
            return None
        severity = str(self._columns["severity"][group.members[0]])
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons[severity] if self._grouping != "block" else None
        if role in _TEXTS:
            count = Message(
                "quality_dock.group", title=self._title(group.key), count=group.members.size
            )
            word = f"{state_word(severity)}{SEPARATOR}" if self._grouping == "rule" else ""
            return word + say(count)
        return None

    def _rest_data(self, group: Group, column: int, role: int) -> Any:
        if column == FOUND and role in _TEXTS:
            return say(Message("quality_dock.more", count=group.rest))
        return None

    def _finding_data(self, at: int, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(at, column)
        if role == Qt.ItemDataRole.DecorationRole and column == FOUND:
            state = str(self._columns["state"][at])
            return self._icons[_SHAPES.get(state, str(self._columns["severity"][at]))]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            severity, state = (str(self._columns[name][at]) for name in ("severity", "state"))
            words = (state_word(severity), state_name(state), self._text(at, column))
            return SEPARATOR.join(words) if column == FOUND else words[-1]
        if role == Qt.ItemDataRole.TextAlignmentRole and column == TOUCHES:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _text(self, at: int, column: int) -> str:
        if column == FOUND:
            return str(self._columns["text"][at])
        if column == TOUCHES:
            touched = float(self._columns["touched_m2"][at])
            return metres_text(touched) if touched else ""
        name = "block_code"
        if column == WHO:
            name = "assigned_to" if self._columns["state"][at] == "in_work" else "decided_by"
        value = self._columns[name][at]
        return "" if _is_missing(value) else str(value)

    def _title(self, key: str) -> Any:
        if self._grouping == "rule":
            return title_of(key)
        if self._grouping == "severity":
            return state_word(key)
        if not key:
            return Message("quality_dock.no_block")
        return Message("quality_dock.block", code=key)

    # -- groups ------------------------------------------------------------------------------

    def _grouped(self, shown: np.ndarray) -> list[tuple[str, np.ndarray]]:
        """Keys and members: rules and severities by their worst finding, blocks by their code."""
        if not len(shown):
            return []
        keys = pd.Series(self._columns[GROUPINGS[self._grouping]][shown]).fillna("").astype(str)
        found = [
            (str(key), shown[members])
            for key, members in keys.groupby(keys, sort=False).indices.items()
        ]
        if self._grouping == "block":
            return sorted(found, key=lambda one: in_order(one[0]))
        return sorted(found, key=lambda one: int(one[1][0]))

    def _group(self, index: QModelIndex) -> Group:
        number = int(index.internalId())
        return self.groups[number - 1 if number else index.row()]

    def _child(self, number: int, row: int) -> QModelIndex:
        return self.index(row, 0, self.index(number, 0))


_TEXTS = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


def state_name(state: str) -> str:
    """The word of a finding's state."""
    return labels("finding_state", language()).get(state, state)


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or (isinstance(value, float) and value != value)
