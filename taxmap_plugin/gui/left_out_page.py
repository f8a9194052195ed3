"""What could not be taxed, and why: a row each, which leads to its parcel."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..core.message import Message
from ..core.use_share import LeftOut
from ..settings import say
from .place_table import PlaceTable
from .tax_work import code_of
from .widgets import MARGIN, FittedLabel, ScrollingDown, named_button


class LeftOutPage(QWidget):
    """``closed``: back to the payers. The keys of the rows are uuids of parcels."""

    closed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapLeftOutPage")
        self.told, self.why = FittedLabel(), FittedLabel()
        headers = (self.tr("What"), self.tr("Why"))
        self.table = PlaceTable("TaxMapLeftOut", self.tr("What is left out"), headers)
        self.back = named_button("TaxMapLeftOutBack", self.tr("Back to the payers"))
        self.back.clicked.connect(lambda: self.closed.emit())
        self.table.currentCellChanged.connect(lambda row, *_: self._tell(row))
        body = QWidget()
        content = QVBoxLayout(body)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(MARGIN)
        for widget in (self.told, self.table, self.why):
            content.addWidget(widget)
        content.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addWidget(ScrollingDown(body), 1)
        layout.addWidget(self.back)

    def show_left_out(self, year: int, left_out: Sequence[LeftOut]) -> None:
        """List them in the order given."""
        self.told.say(say(Message("tax_dock.left_out", count=len(left_out), year=year)))
        rows = [(code_of(one.message) or "–", say(one.message)) for one in left_out]
        self.table.show_rows(rows, [one.parcel for one in left_out])
        self.why.say("")
        if rows:
            self.table.setCurrentCell(0, 0)

    def _tell(self, row: int) -> None:
        """The whole of what the row has too little room for."""
        cell = self.table.item(row, 1)
        self.why.say(cell.text() if cell is not None else "")
