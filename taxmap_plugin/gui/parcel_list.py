"""Several selected parcels: code and area of each, and their sum."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ..core.message import Message
from ..editing.parcel_card import ParcelLine
from ..settings import say, say_name
from .area_text import metres_text, thai_area_of
from .place_table import PlaceTable
from .widgets import MARGIN, WrappedLabel


class ListPage(QWidget):
    """A row a parcel, then one line with count and sum.

    ``tasks_wanted``: the officer wants to do something with them.
    """

    tasks_wanted = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapParcelList")
        self.table = PlaceTable(
            "TaxMapParcelListTable",
            self.tr("Selected parcels"),
            [self.tr("Parcel"), self.tr("rai-ngan-wah"), self.tr("m²")],
        )
        self.count = WrappedLabel()
        self.tasks = QPushButton(self.tr("What to do with them…"))
        self.tasks.setObjectName("TaxMapParcelListTasks")
        self.tasks.setDefault(True)
        self.tasks.clicked.connect(self.tasks_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        for widget in (self.table, self.count):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.tasks)

    def show_lines(self, lines: list[ParcelLine]) -> None:
        """These parcels, in this order."""
        rows = [
            (
                say_name(line.name),
                thai_area_of(line.area_m2),
                metres_text(line.area_m2),
            )
            for line in lines
        ]
        self.table.show_rows(rows, [line.uuid for line in lines])
        total = sum(line.area_m2 for line in lines)
        area, metres = thai_area_of(total), metres_text(total)
        text = Message("parcels_dock.sum", parcels=len(lines), area=area, metres=metres)
        self.count.say(say(text))

    def show_too_many(self, count: int, most: int) -> None:
        """So many that they are counted only."""
        self.table.show_rows([], [])
        self.count.say(say(Message("parcels_dock.too_many", parcels=count, most=most)))

    def restyle(self) -> None:
        self.table.fit()
