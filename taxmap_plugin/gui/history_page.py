"""Search above, what was found, and the family of the chosen parcel below."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..core.message import Message
from ..settings import say
from ..workspace.parcel_search import Found
from ..workspace.parcel_story import Story
from .dock import EmptyState, Pages
from .history_family import FamilyView
from .history_hits import HitTable
from .icons import icon
from .widgets import MARGIN, ButtonRow, FittedLabel, ScrollingDown, SearchLine, named_button

MOST = 100
"""So many living and so many retired parcels are listed."""
_PAUSE = 250  # ms after the last letter


class HistoryPage(QWidget):
    """``searched`` carries the text; ``chosen`` the hit; ``date_wanted``, ``restore_wanted``."""

    searched = pyqtSignal(str)
    chosen = pyqtSignal(object)
    date_wanted = pyqtSignal()
    restore_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapHistoryPage")
        self.text = SearchLine("TaxMapHistorySearch", self.tr("Code, deed, land no., sheet"))
        self.text.setToolTip(self.tr("Search living and retired parcels (Ctrl+F)"))
        self.hits, self.count, self.family = HitTable(), FittedLabel(), FamilyView()
        self.nothing_yet = EmptyState(
            "TaxMapHistoryNothingYet",
            icon("history.svg"),
            self.tr("Search for a parcel, old or new, or select one on the map."),
        )
        self.not_found = EmptyState(
            "TaxMapHistoryNotFound",
            icon("filter_hides.svg"),
            self.tr("No parcel has or had this code, deed, land number or map sheet."),
            self.tr("Clear the search"),
            self.clear_search,
        )
        self.date = named_button("TaxMapHistoryShowDate", self.tr("Map as it was…"))
        self.date.setToolTip(self.tr("Show the map as it was on a date"))
        self.restore = named_button("TaxMapHistoryRestore", self.tr("Restore…"))
        self._searched = ""
        self._stack = Pages()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._lay_out()
        self._connect()
        self.show_found([])

    def show_found(self, found: Sequence[Found]) -> None:
        """The hits of the present search; without a text there is none."""
        searching = bool(self.text.text().strip())
        for widget in (self.hits, self.count):
            widget.setVisible(searching and bool(found))
        self.hits.show_found(found)
        living = sum(one.living for one in found)
        full = MOST in (living, len(found) - living)
        counts = {"found": len(found), "living": living, "retired": len(found) - living}
        self.count.say(say(Message("history_dock." + ("first" if full else "found"), **counts)))
        self._show_stack(searching and not found)

    def show_story(self, story: Story, history_uuid: str = "") -> None:
        """The family of one parcel; stand on one of its former shapes, if one is named."""
        self.family.show_story(story, history_uuid)
        self._show_stack(False)

    def forget_story(self) -> None:
        """No parcel is chosen any more."""
        self.family.story = None
        self._show_stack(False)

    def state(self) -> str:
        """The name of what fills the page."""
        return str(self._stack.currentWidget().objectName())

    def clear_search(self) -> None:
        """Search for nothing; what was chosen stays."""
        self.text.clear()
        self.search_now()

    def search_now(self) -> None:
        """Do not wait for another letter; the same text again is no other search."""
        self._pause.stop()
        text = self.text.text()
        if text != self._searched:
            self._searched = text
            self.searched.emit(text)

    def show_buttons(self, date: str, restore: str) -> None:
        """Why the buttons cannot be pressed; empty where they can."""
        usual = self.tr("Show the map as it was on a date")
        self.date.setEnabled(not date)
        self.date.setToolTip(date or usual)
        self.restore.setEnabled(not restore)
        self.restore.setToolTip(restore or self.tr("Bring the retired parcel back"))

    def restyle(self) -> None:
        self.hits.restyle()
        self.family.restyle()

    def _show_stack(self, in_vain: bool) -> None:
        if in_vain:
            self._stack.setCurrentWidget(self.not_found)
        elif self.family.story is None and not self.hits.rowCount():
            self._stack.setCurrentWidget(self.nothing_yet)
        else:
            self._stack.setCurrentWidget(self._content)
        self.family.setVisible(self.family.story is not None)

    def _to_list(self) -> None:
        if self._pause.isActive():
            self.search_now()
        table = self.hits
        if table.rowCount():
            table.setFocus()
            table.setCurrentCell(max(0, table.currentRow()), 0)

    def _choose(self, key: str) -> None:
        found = self.hits.at(key)
        if found is not None:
            self.chosen.emit(found)

    def _connect(self) -> None:
        self.text.textChanged.connect(lambda *_: self._pause.start())
        self.text.to_list.connect(self._to_list)
        self._pause.timeout.connect(self.search_now)
        self.hits.stood_on.connect(self._choose)
        self.hits.stood_on.connect(lambda *_: self._scroll.show_row(self.hits))
        self.family.stood_on.connect(lambda: self._scroll.show_row(self.family.tree))
        self.date.clicked.connect(lambda: self.date_wanted.emit())
        self.restore.clicked.connect(lambda: self.restore_wanted.emit())

    def _lay_out(self) -> None:
        self._content = QWidget()
        self._content.setObjectName("TaxMapHistoryContent")
        content = QVBoxLayout(self._content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(MARGIN)
        for widget in (self.hits, self.count):
            content.addWidget(widget)
        content.addWidget(self.family, 1)
        content.addStretch(0)
        for page in (self.nothing_yet, self.not_found, self._content):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.text)
        self._scroll = ScrollingDown(self._stack)  # so that the buttons stay in sight
        layout.addWidget(self._scroll, 1)
        layout.addWidget(ButtonRow(self.date, self.restore))
