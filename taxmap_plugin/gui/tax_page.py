"""The payers of a year, searched and ranked."""

from __future__ import annotations

from typing import Optional

import pandas as pd
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..core.message import Message
from ..core.money import format_baht
from ..settings import say
from .dock import EmptyState, Pages
from .icons import icon
from .place_table import PlaceTable
from .tax_work import TaxState
from .widgets import MARGIN, ElidingCombo, FittedLabel, ScrollingDown, SearchLine, named_button

MOST = 50
"""So many payers are listed; of more only the number is."""
_PAUSE = 200  # ms after the last letter


class TaxPage(QWidget):
    """``card_wanted`` carries the key of a payer; ``year_chosen`` a tax year."""

    card_wanted = pyqtSignal(str)
    year_chosen = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapTaxPage")
        self.state: Optional[TaxState] = None
        self.year = ElidingCombo("TaxMapTaxYear")
        self.year.setAccessibleName(self.tr("Tax year"))
        self.totals, self.count = FittedLabel(), FittedLabel()
        self.text = SearchLine("TaxMapTaxSearch", self.tr("Name, owner key, parcel, deed"))
        self.text.setToolTip(self.tr("Search the payers (Ctrl+F)"))
        headers = (self.tr("Payer"), self.tr("Items"), self.tr("Tax (baht)"))
        told = "TaxMapPayers", self.tr("Payers"), headers
        self.payers = PlaceTable(*told, wide=0, numbers=(1, 2))
        self.payers.MOST_ROWS = 8
        self.open = named_button("TaxMapTaxOpenCard", self.tr("Show the payer's card"))
        self.open.setDefault(True)
        self.hidden = EmptyState(
            "TaxMapTaxNotFound",
            icon("filter_hides.svg"),
            self.tr("No payer of this year has this name, key, parcel or deed."),
            self.tr("Clear the search"),
            self.text.clear,
        )
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._lay_out()
        self._connect()

    def show_state(self, state: TaxState) -> None:
        """Show a year; the search stays."""
        self.state = state
        self.year.blockSignals(True)
        self.year.clear()
        for year in state.years:
            self.year.addItem(say(Message("tax_dock.year", year=year)), year)
        self.year.setCurrentIndex(state.years.index(state.year))
        self.year.blockSignals(False)
        told = Message(
            "tax_dock.totals",
            payers=f"{len(state.payers):,}",
            items=f"{state.items:,}",
            tax=format_baht(state.tax),
            signs=format_baht(state.sign_tax),
        )
        self.totals.say(say(told))
        self.filter()

    def filter(self) -> None:
        """List the payers that fit the search, the highest tax first."""
        self._pause.stop()
        found = self._found()
        key = self.payers.key()
        self.payers.show_rows(*_rows(found.head(MOST)))
        self.open.setEnabled(False)
        self.stand_on(key)
        shown = min(len(found), MOST)
        everyone = 0 if self.state is None else len(self.state.payers)
        told = Message("tax_dock.shown", shown=shown, found=f"{len(found):,}")
        if len(found) <= MOST:
            told = Message("tax_dock.found", found=f"{len(found):,}", all=f"{everyone:,}")
        self.count.say(say(told))
        self._stack.setCurrentWidget(self._content if len(found) else self.hidden)

    def stand_on(self, key: str) -> None:
        """Go to the row of a payer, if it is listed."""
        for row in range(self.payers.rowCount()):
            if self.payers.key_of(row) == key:
                self.payers.setCurrentCell(row, 0)

    def restyle(self) -> None:
        """Draw anew what depends on the font."""
        self.payers.fit()

    def _found(self) -> pd.DataFrame:
        if self.state is None:
            return pd.DataFrame()
        payers = self.state.payers
        fits = pd.Series(True, payers.index)
        for word in self.text.text().lower().split():
            fits &= payers["search"].str.contains(word, regex=False)
        return payers[fits.astype(bool)]

    def _to_list(self) -> None:
        if self._pause.isActive():
            self.filter()
        if self.payers.rowCount():
            self.payers.setFocus()
            self.payers.setCurrentCell(max(0, self.payers.currentRow()), 0)

    def _connect(self) -> None:
        self.text.textChanged.connect(lambda *_: self._pause.start())
        self._pause.timeout.connect(self.filter)
        self.text.to_list.connect(self._to_list)
        self.payers.stood_on.connect(lambda _: self.open.setEnabled(True))
        self.payers.opened.connect(self.card_wanted.emit)
        self.open.clicked.connect(lambda: self.card_wanted.emit(self.payers.key()))
        self.year.currentIndexChanged.connect(
            lambda at: self.year_chosen.emit(int(self.year.itemData(at))) if at >= 0 else None
        )

    def _lay_out(self) -> None:
        self._content = QWidget()
        content = QVBoxLayout(self._content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(MARGIN)
        for widget in (self.payers, self.count):
            content.addWidget(widget)
        content.addStretch(1)
        self._stack = Pages()
        for page in (self._content, self.hidden):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        for widget in (self.year, self.totals, self.text):
            layout.addWidget(widget)
        layout.addWidget(ScrollingDown(self._stack), 1)
        layout.addWidget(self.open)


def _rows(payers: pd.DataFrame) -> tuple[list[tuple[str, ...]], list[str]]:
    rows: list[tuple[str, ...]] = []
    keys: list[str] = []
    for row in payers.to_dict("records"):
        tax = format_baht(row["tax"] + row["sign_tax"])
        rows.append((say(row["name"]), f"{row['items']:,}", tax))
        keys.append(row["key"])
    return rows, keys
