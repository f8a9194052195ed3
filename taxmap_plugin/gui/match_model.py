"""The lines of a match as a table that stays quick with 100,000 of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Optional

import numpy as np
import pandas as pd
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, QSortFilterProxyModel, Qt
from qgis.PyQt.QtGui import QPalette

from ..core.code_search import texts_with
from ..core.match_profile import field_message, method_message
from ..core.message import Language, Message
from ..exchange.match_layer import state_name
from ..exchange.match_lines import CHANGED, area_text, domain_text, state_of
from ..settings import language, say
from .icons import state_icon

STATE, PARCEL, REGISTER, METHOD, SCORE, COMPARED = range(6)
SHAPES = {
    "confirmed": "passed",
    "auto": "in_work",
    "suggested": "check",
    "conflict": "error",
    "parcel_only": "not_started",
    "register_only": "not_started",
}
"""The shape (P15) of each state of a line."""

TO_DECIDE = "to_decide"
FILTERS = {
    "": tuple(SHAPES),
    TO_DECIDE: ("suggested", "conflict"),
    "matched": ("confirmed", "auto"),
    "suggested": ("suggested",),
    "conflict": ("conflict",),
    "parcel_only": ("parcel_only",),
    "register_only": ("register_only",),
}
"""What the officer may look at, and the states of lines that belong to it."""

_RANK = ("conflict", "suggested", "parcel_only", "register_only", "auto", "confirmed")
_SEARCHED = ("parcel_code", "better_code", "register_code", "register_key", "owner")
_SIGNS = {"same": "=", "near": "≈", "different": "≠", "unknown": "≠", CHANGED: "?"}


def prepare(lines: pd.DataFrame, language: Language) -> pd.DataFrame:
    """``match_lines`` with ``match_state``, ``register_key`` and ``search`` (lower case).

    What cannot be decided without the officer stands first.
    """
    frame = lines.copy()
    frame["match_state"] = state_of(frame)
    kind = {
        code: domain_text("document_type", code, language)
        for code in frame["register_document_type"].dropna().unique()
    }
    kinds = frame["register_document_type"].map(kind).fillna("").astype(str)
    number = frame["register_deed_no"].fillna(frame["register_land_no"])
    key = (number.fillna("").astype(str) + " " + kinds).str.strip()  # the column may be narrow
    key = key.where(number.notna(), frame["register_code"].fillna("").astype(str))
    frame["register_key"] = key.where(frame["register_uuid"].notna(), "")
    texts = frame["register_land_no"].fillna("").astype(str)
    for name in _SEARCHED:
        texts = texts + " " + frame[name].fillna("").astype(str)
    frame["search"] = texts.str.lower()
    rank = frame["match_state"].map({state: at for at, state in enumerate(_RANK)})
    return frame.iloc[np.argsort(rank.to_numpy(), kind="stable")].reset_index(drop=True)


def compared_text(compared: Any) -> str:
    """``เลขที่เอกสารสิทธิ 632 ≠ 623 · …``: contradictions first."""
    if not isinstance(compared, str):
        return ""
    values = json.loads(compared)
    order = ("different", CHANGED, "unknown", "near", "same")
    known = [(name, *value) for name, value in values.items() if value[2] in order]
    known.sort(key=lambda one: order.index(one[3]))
    return " · ".join(
        f"{say(field_message(name))} {value_text(name, left)}"
        + (f" {_SIGNS[verdict]} {value_text(name, right)}" if verdict != "same" else "")
        for name, left, right, verdict in known
    )


def value_text(name: str, value: Any) -> str:
    """A compared value as the officer writes it."""
    if value is None or value == "":
        return "–"
    if name == "area":
        return area_text(float(value))
    if name == "document_type":
        return domain_text("document_type", value, language())
    return str(value)


class MatchModel(QAbstractTableModel):
    """Lines prepared by :func:`prepare`; sorting is done here, in arrays."""

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.frame = pd.DataFrame()
        self._columns: dict[str, np.ndarray] = {}
        self.ticked: set[str] = set()
        self._icons: dict[str, Any] = {}
        self.restyle(QPalette())

    def show(self, frame: pd.DataFrame) -> None:
        """Show these lines; ticks of lines that are still there stay."""
        self.beginResetModel()
        self._take(frame)
        self.ticked &= set(frame["uuid"]) if len(frame) else set()
        self.endResetModel()

    def restyle(self, palette: QPalette) -> None:
        """Draw the shapes for this palette."""
        self._icons = {state: state_icon(shape, palette) for state, shape in SHAPES.items()}

    def value(self, row: int, name: str) -> Any:
        """A value of a line; None where it is missing."""
        value = self._columns[name][row]
        return None if value is None or value is pd.NA or value != value else value

    def column(self, name: str) -> np.ndarray:
        """All values of one column, in the order of the rows."""
        return self._columns[name]

    def line(self, row: int) -> dict[str, Any]:
        """One line by column name."""
        return {name: self.value(row, name) for name in self._columns}

    def row_of(self, uuid: str, name: str = "uuid") -> int:
        """The first row with this value in column ``name``, -1 when there is none."""
        if name not in self._columns:
            return -1
        found = np.flatnonzero(self._columns[name] == uuid)
        return int(found[0]) if len(found) else -1

    def tick(self, uuids: Iterable[str], on: bool) -> None:
        """Tick lines or take their ticks away."""
        self.ticked = self.ticked | set(uuids) if on else self.ticked - set(uuids)
        if len(self.frame):
            last = self.index(len(self.frame) - 1, STATE)
            self.dataChanged.emit(self.index(0, STATE), last)

    def rowCount(self, parent: Any = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.frame)

    def columnCount(self, parent: Any = None) -> int:
        return 6

    def headerData(self, section: int, orientation: Any, role: int = 0) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return [
            self.tr("State"),
            self.tr("Parcel"),
            self.tr("Register"),
            self.tr("Found by"),
            self.tr("Score"),
            self.tr("Compared"),
        ][section]

    def flags(self, index: QModelIndex) -> Any:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == STATE else flags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, column)
        if column == STATE and role == Qt.ItemDataRole.DecorationRole:
            return self._icons[self.value(row, "match_state")]
        if column == STATE and role == Qt.ItemDataRole.CheckStateRole:
            ticked = self.value(row, "uuid") in self.ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if column == SCORE and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def setData(self, index: QModelIndex, value: Any, role: int = 2) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != STATE:
            return False
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self.tick([self.value(index.row(), "uuid")], on)
        return True

    def sort(self, column: int, order: Any = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what is empty comes last either way."""
        if not len(self.frame):
            return
        self.layoutAboutToBeChanged.emit()
        keys = self._sort_keys(column)
        places = np.argsort(keys.fillna("").astype(str).to_numpy(), kind="stable")
        if column in (STATE, SCORE):
            places = np.argsort(pd.to_numeric(keys).fillna(-1).to_numpy(), kind="stable")
        if order == Qt.SortOrder.DescendingOrder:
            places = places[::-1]
        empty = keys.isna().to_numpy()[places]
        before = self.persistentIndexList()
        moved = np.concatenate([places[~empty], places[empty]])
        new_row = np.empty(len(moved), dtype=np.int64)
        new_row[moved] = np.arange(len(moved))
        self._take(self.frame.iloc[moved].reset_index(drop=True))
        after = [self.index(int(new_row[one.row()]), one.column()) for one in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sort_keys(self, column: int) -> pd.Series:
        if column == STATE:
            ranks = {state: at for at, state in enumerate(_RANK)}
            return self.frame["match_state"].map(ranks)
        names = {PARCEL: "parcel_code", REGISTER: "register_key", METHOD: "method", SCORE: "score"}
        keys = self.frame[names.get(column, "search")]
        return keys.where(keys != "", None) if column == REGISTER else keys

    def _take(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self._columns = {str(name): frame[name].to_numpy(dtype=object) for name in frame}

    def _text(self, row: int, column: int) -> str:
        if column == STATE:
            return state_name(str(self.value(row, "match_state")), language())
        if column == PARCEL:
            return str(self.value(row, "parcel_code") or self._placeholder(row, "parcel_uuid"))
        if column == REGISTER:
            return str(self.value(row, "register_key") or self._placeholder(row, "register_uuid"))
        if column == METHOD:
            method = self.value(row, "method")
            return say(method_message(str(method))) if method else ""
        if column == SCORE:
            score = self.value(row, "score")
            return "" if score is None else f"{100 * float(score):.0f}"
        return compared_text(self.value(row, "compared"))

    def _placeholder(self, row: int, name: str) -> str:
        """A thing without a code or number, or no thing at all."""
        there = self.value(row, name) is not None
        return say(Message("match_dock.without_code")) if there else "–"


class MatchFilter(QSortFilterProxyModel):
    """Lines of one kind that hold all the words typed."""

    def __init__(self, model: MatchModel, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.setDynamicSortFilter(False)
        self._model = model
        self._kind, self._words = "", [""]
        self._mask = np.ones(0, dtype=bool)
        model.modelReset.connect(self._renew)
        model.layoutChanged.connect(self._renew)
        self.setSourceModel(model)
        self._renew()

    def narrow(self, kind: str, text: str) -> None:
        """Show the lines of ``kind`` (a key of FILTERS) with every word of ``text``."""
        self._kind, self._words = kind, text.lower().split()
        self._renew()

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        return row < len(self._mask) and bool(self._mask[row])

    def sort(self, column: int, order: Any = Qt.SortOrder.AscendingOrder) -> None:
        """The model sorts its arrays; the filter keeps their order."""
        self._model.sort(column, order)

    def shown(self, name: str) -> list[Any]:
        """The values of a column in the lines that are shown."""
        return [self._model.value(int(row), name) for row in np.flatnonzero(self._mask)]

    def _renew(self) -> None:
        frame = self._model.frame
        if len(frame):
            mask = frame["match_state"].isin(FILTERS[self._kind]).to_numpy()
            for word in self._words:
                mask = mask & texts_with(frame["search"], word)
            self._mask = np.asarray(mask, dtype=bool)
        else:
            self._mask = np.ones(0, dtype=bool)
        self.invalidateFilter()
