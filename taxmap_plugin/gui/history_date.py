"""Of which day is the map to be shown?"""

from __future__ import annotations

import datetime as dt
from typing import Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from ..core.message import Message
from ..core.thai_date import format_date
from ..errors import TaxMapError
from ..settings import language, say
from ..workspace.past_map import read_moment
from .parcel_card_view import StateLines
from .widgets import MARGIN, ButtonRow, WrappedLabel


class PastDatePage(QWidget):
    """A date in the Buddhist or common era; ``wanted`` carries it, ``cancelled``: back."""

    wanted = pyqtSignal(object)
    cancelled = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapHistoryDate")
        self.field = QLineEdit()
        self.field.setObjectName("TaxMapHistoryDateField")
        self.field.setAccessibleName(self.tr("Date"))
        self.read = WrappedLabel()
        self.problem = StateLines()
        self.show_it = QPushButton(self.tr("Show the map"))
        self.show_it.setObjectName("TaxMapHistoryDateShow")
        self.show_it.setDefault(True)
        self.leave = QPushButton(self.tr("Cancel"))
        self.leave.setObjectName("TaxMapHistoryDateCancel")
        self._lay_out()
        self.field.textChanged.connect(self._read)
        self.field.returnPressed.connect(self.confirm)
        self.show_it.clicked.connect(lambda: self.confirm())
        self.leave.clicked.connect(self.cancelled)

    def ask(self, suggested: Optional[dt.date]) -> None:
        """Begin with a date, or with an example."""
        example = suggested or dt.date.today().replace(month=1, day=1)
        self.field.setPlaceholderText(format_date(example, language=language()))
        self.field.setText(format_date(suggested, language=language()) if suggested else "")
        self.problem.hide()
        self._read(self.field.text())
        self.field.setFocus()
        self.field.selectAll()

    def confirm(self) -> None:
        """The date goes out, or what is wrong with it is said."""
        try:
            moment = read_moment(self.field.text(), language())
        except TaxMapError as error:
            self.problem.show_lines([("error", say(error.message))])
            self.problem.show()
            self.field.setFocus()
            return
        self.wanted.emit(moment)

    def set_busy(self, busy: bool, reason: str) -> None:
        """Nothing else can be begun meanwhile."""
        self.show_it.setEnabled(not busy)
        self.show_it.setToolTip(reason if busy else "")

    def _read(self, text: str) -> None:
        """Say how the date was understood, while it is typed."""
        self.problem.hide()
        try:
            day = read_moment(text, language())
        except TaxMapError:
            self.read.hide()
            return
        told = format_date(day, "long", language=language())
        time = f"{day:%H:%M}" if isinstance(day, dt.datetime) else ""
        name = "date_and_time" if time else "end_of_date"
        self.read.say(
            say(Message("history_dock." + name, date=told, **({"time": time} if time else {})))
        )
        self.read.show()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addWidget(WrappedLabel(self.tr("The map as it was on")).emphasise())
        layout.addWidget(
            WrappedLabel(self.tr("The parcels of that day become a layer; nothing is changed."))
        )
        for widget in (self.field, self.read, self.problem):
            layout.addWidget(widget)
        layout.addWidget(ButtonRow(self.show_it, self.leave))
        layout.addStretch(1)
