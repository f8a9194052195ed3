"""The list of a match: filter, lines, counts, both sides of a line, accept and reject."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

import pandas as pd
from qgis.PyQt.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..core.message import Message
from ..exchange.match_lines import domain_text
from ..settings import language, say
from .dock import EmptyState
from .icons import icon
from .import_combo import PlainTable
from .match_details import MatchDetails
from .match_link import LinkPanel
from .match_model import (
    COMPARED,
    FILTERS,
    METHOD,
    PARCEL,
    REGISTER,
    SCORE,
    STATE,
    TO_DECIDE,
    MatchFilter,
    MatchModel,
)
from .widgets import (
    MARGIN,
    SEPARATOR,
    ElidingCombo,
    FittedLabel,
    FoldingHeader,
    ScrollingDown,
    SearchLine,
    least_height,
    named_button,
)

_WIDE = 460  # pixels from which method, score and values have room of their own
_LEAST_ROWS = 4  # seen at once, however low the dock is
_PAUSE = 200  # milliseconds after the last letter before the list is filtered


class MatchTable(PlainTable):
    """Space ticks, Enter and double click zoom, F flashes, Esc goes to the map (P16)."""

    space = pyqtSignal()
    zoom = pyqtSignal()
    flash = pyqtSignal()
    left = pyqtSignal()

    def __init__(self) -> None:
        super().__init__("TaxMapMatchTable")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("Lines of the match"))
        self.doubleClicked.connect(lambda: self.zoom.emit())

    def keyPressEvent(self, event: Any) -> None:
        signals = {
            Qt.Key.Key_Space: self.space,
            Qt.Key.Key_Return: self.zoom,
            Qt.Key.Key_Enter: self.zoom,
            Qt.Key.Key_F: self.flash,
            Qt.Key.Key_Escape: self.left,
        }
        signal = signals.get(event.key()) if not event.modifiers() else None
        if signal is not None:
            signal.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if self.model() is not None:
            self.fit_columns()

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), least_height(self, _LEAST_ROWS))

    def fit_columns(self) -> None:
        """Show what there is room for; the details tell the rest."""
        wide = self.viewport().width() >= _WIDE
        for column in (METHOD, SCORE, COMPARED):
            self.setColumnHidden(column, not wide)
        unit = self.fontMetrics().averageCharWidth()
        self.setColumnWidth(STATE, max(104, (15 if wide else 11) * unit))
        self.setColumnWidth(PARCEL, max(66, (10 if wide else 8) * unit))
        taken = self.columnWidth(STATE) + self.columnWidth(PARCEL)
        rest = max(5 * unit, self.viewport().width() - taken)
        self.setColumnWidth(REGISTER, 18 * unit if wide else rest)
        if wide:
            self.setColumnWidth(METHOD, 20 * unit)
            self.setColumnWidth(SCORE, 8 * unit)


class MatchPage(QWidget):
    """What a run found. ``current_changed`` carries the line, None without one."""

    current_changed = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapMatchPage")
        self.model = MatchModel(self)
        self.proxy = MatchFilter(self.model, self)
        self.kind = ElidingCombo("TaxMapMatchKind")
        self.kind.setAccessibleName(self.tr("Outcome"))
        self.text = SearchLine("TaxMapMatchText", self.tr("Code, number, owner"))
        self.table = MatchTable()
        self.table.setModel(self.proxy)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.fit_columns()
        self.count, self.totals = FoldingHeader("TaxMapMatchCount"), FittedLabel()
        self._is_stale = False
        self.details = MatchDetails()
        self.link = LinkPanel()
        self.accept_all = _button("TaxMapMatchAcceptAll", "")
        self.accept = _button("TaxMapMatchAccept", self.tr("Confirm (&A)"))
        self.reject = _button("TaxMapMatchReject", self.tr("Not this one (&R)"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._make_empty_states()
        self._lay_out()
        self._connect()

    def show_lines(
        self, frame: pd.DataFrame, totals: list[Message], is_stale: bool, keep: str = ""
    ) -> None:
        """Show a run; ``keep`` is the line to stand on, if it is still there."""
        self.model.show(frame)
        self._fill_kinds()
        self.totals.say("\n".join(map(say, totals)))
        self._is_stale = is_stale
        self._show_accept_all()
        self._narrow()
        if not keep or not self.stand_on(keep):
            self._stand_on_row(0)
        self._tell_current()

    def stand_on(self, value: str, name: str = "uuid") -> bool:
        """Go to the first shown line with this value; False when there is none."""
        row = self.model.row_of(value, name)
        index = self.proxy.mapFromSource(self.model.index(row, STATE)) if row >= 0 else None
        if index is None or not index.isValid():
            return False
        self._stand_on_row(index.row())
        return True

    def current(self) -> Optional[dict[str, Any]]:
        """The line that the officer stands on."""
        index = self.proxy.mapToSource(self.table.currentIndex())
        return self.model.line(index.row()) if index.isValid() else None

    def chosen(self) -> list[dict[str, Any]]:
        """What Confirm and Reject are about: the ticked lines, else the selected ones."""
        ticked = self.model.ticked
        if ticked:
            uuids = self.model.column("uuid")
            rows = [row for row, uuid in enumerate(uuids) if uuid in ticked]
        else:
            selected = self.table.selectionModel().selectedRows()
            rows = [self.proxy.mapToSource(index).row() for index in selected]
        return [self.model.line(row) for row in rows]

    def following(self, uuids: set[str]) -> str:
        """The line to stand on once these are decided."""
        at = self.table.currentIndex().row()
        below = [*range(at + 1, self.proxy.rowCount()), *range(at - 1, -1, -1)]
        for row in below:
            source = self.proxy.mapToSource(self.proxy.index(row, STATE)).row()
            uuid = str(self.model.value(source, "uuid"))
            if uuid not in uuids:
                return uuid
        return ""

    def tick_shown(self, on: bool) -> None:
        """Tick every line that is shown, or take all ticks away."""
        self.model.tick(self.proxy.shown("uuid") if on else list(self.model.ticked), on)
        self._show_counts()

    def clear_filter(self) -> None:
        """Show everything."""
        self.text.clear()
        self.kind.setCurrentIndex(0)
        self._narrow()

    def show_link(self, shown: bool) -> None:
        """Link by hand: its panel takes the room of the totals and of the decisions."""
        self.link.setVisible(shown)
        for button in (self.accept, self.reject):
            button.setVisible(not shown)
        self._show_accept_all()
        self.count.setChecked(False)

    def link_is_open(self) -> bool:
        """Whether the officer is linking by hand."""
        return not self.link.isHidden()

    def restyle(self, palette: Any) -> None:
        """Draw shapes anew."""
        self.model.restyle(palette)
        self.details.restyle()
        self.table.fit_rows()
        self.table.fit_columns()

    def _tick_current(self) -> None:
        selected = self.table.selectionModel().selectedRows()
        rows = [self.proxy.mapToSource(index).row() for index in selected]
        uuids = [str(self.model.value(row, "uuid")) for row in rows]
        self.model.tick(uuids, not set(uuids) <= self.model.ticked)

    def _stand_on_row(self, row: int) -> None:
        index = self.proxy.index(row, STATE)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(index)

    def _narrow(self) -> None:
        before = self.current()
        self.proxy.narrow(str(self.kind.currentData() or ""), self.text.text())
        if before is None or not self.stand_on(str(before["uuid"])):
            self._stand_on_row(0)
        self._show_counts()
        shown = self.proxy.rowCount() > 0
        done = self.kind.currentData() == TO_DECIDE and not self.text.text().strip()
        empty = self.good_news if done else self.hidden
        self.sheets.setCurrentWidget(self.list if shown else empty)
        if not shown:
            self._tell_current()

    def _show_accept_all(self) -> None:
        """The button of all that is certain, while something is left of it."""
        states = self.model.frame["match_state"] if self.model.rowCount() else pd.Series(dtype=str)
        waiting = int((states == "auto").sum())
        all_of_them = self.tr("Confirm all automatic")
        self.accept_all.setText(f"{all_of_them} ({waiting:,})")
        self.accept_all.setVisible(waiting > 0 and not self.link_is_open())

    def _show_counts(self) -> None:
        parts = [
            Message("match_dock.shown", shown=self.proxy.rowCount(), all=self.model.rowCount())
        ]
        if self.model.ticked:
            parts.append(Message("match_dock.ticked", count=len(self.model.ticked)))
        if self._is_stale:
            parts.append(Message("match_dock.stale"))
        self.count.say(SEPARATOR.join(map(say, parts)))

    def _fill_kinds(self) -> None:
        chosen = self.kind.currentData()
        states: Mapping[Any, int] = {}
        if self.model.rowCount():
            states = self.model.frame["match_state"].value_counts().to_dict()
        self.kind.blockSignals(True)
        self.kind.clear()
        for kind, members in FILTERS.items():
            number = sum(int(states.get(state, 0)) for state in members)
            self.kind.addItem(f"{_kind_name(kind)} ({number:,})", kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        self.kind.blockSignals(False)

    def _tell_current(self, *_: Any) -> None:
        line = self.current()
        self.details.show_line(line)
        self.current_changed.emit(line)

    def _row_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.row() != before.row():
            self._tell_current()

    def _make_empty_states(self) -> None:
        self.good_news = EmptyState(
            "TaxMapMatchGoodNews",
            icon("good_news.svg"),
            self.tr("Nothing is left to decide here."),
            self.tr("Show all lines"),
            self.clear_filter,
        )
        self.hidden = EmptyState(
            "TaxMapMatchHidden",
            icon("filter_hides.svg"),
            self.tr("The filter hides every line."),
            self.tr("Clear the filter"),
            self.clear_filter,
        )

    def _lay_out(self) -> None:
        self.list = QWidget()
        lines = QVBoxLayout(self.list)
        lines.setContentsMargins(0, 0, 0, 0)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        lines.addWidget(split)
        self.sheets = QStackedWidget()
        for widget in (self.list, self.good_news, self.hidden):
            self.sheets.addWidget(widget)
        filters = QHBoxLayout()
        filters.setSpacing(MARGIN)
        filters.addWidget(self.kind, 1)
        filters.addWidget(self.text, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(MARGIN)
        buttons.addWidget(self.accept, 1)
        buttons.addWidget(self.reject, 1)
        above = QWidget()
        scrolled = QVBoxLayout(above)
        scrolled.setContentsMargins(0, 0, 0, 0)
        scrolled.setSpacing(MARGIN)
        scrolled.addLayout(filters)
        scrolled.addWidget(self.sheets, 1)
        scrolled.addWidget(self.count)
        scrolled.addWidget(self.totals)
        self.count.fold(self.totals)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addWidget(ScrollingDown(above), 1)  # so that what decides stays in sight
        layout.addWidget(self.link)
        layout.addWidget(self.accept_all)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._narrow)
        self.text.textChanged.connect(self._pause.start)
        self.text.to_list.connect(self.table.setFocus)
        self.text.left.connect(self.table.left)
        self._pause.timeout.connect(self._narrow)
        self.table.space.connect(self._tick_current)
        self.model.dataChanged.connect(lambda *_: self._show_counts())
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)


def _kind_name(kind: str) -> str:
    if kind in ("", TO_DECIDE):
        return say(Message("match_dock." + (kind or "all")))
    return domain_text("match_outcome", kind, language())


def _button(name: str, text: str) -> QPushButton:
    button = named_button(name, text)
    button.setMinimumWidth(0)
    return button
