"""How far the area on the map may differ from the document: seen in one line, changed below."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..core import match_profile
from ..core.match_profile import AreaTolerance
from ..core.message import Message
from ..editing.parcel_plan import Plan
from ..editing.plan_notes import plan_notes
from ..settings import AREA_PERCENT, AREA_WAH, read, say, write
from ..workspace.store import Workspace
from .widgets import MARGIN, FoldingHeader

_USUAL = "thai_tax_map"
_WAH = 100  # hundredths of a ตารางวา


def area_tolerance() -> AreaTolerance:
    """What the officer set; without that, what the matching of registers uses."""
    usual = match_profile.shipped(_USUAL).area
    percent = float(read(AREA_PERCENT, 100 * usual.relative))
    wah = float(read(AREA_WAH, usual.absolute / _WAH))
    return AreaTolerance(percent / 100, round(wah * _WAH))


def notes_by_tolerance(ws: Workspace, plan: Plan) -> tuple[Message, ...]:
    """What is to be said of a plan, areas judged as on the card of a parcel."""
    return plan_notes(ws, plan, area_tolerance())


class ToleranceSetting(QWidget):
    """A line that says the tolerance and opens it. ``changed`` after it was set anew."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapParcelTolerance")
        self.header = FoldingHeader("TaxMapParcelToleranceHeader")
        self.percent = QSpinBox()
        self.percent.setObjectName("TaxMapParcelPercent")
        self.percent.setRange(0, 100)
        self.percent.setSuffix(" %")
        self.wah = QDoubleSpinBox()
        self.wah.setObjectName("TaxMapParcelWah")
        self.wah.setRange(0, 1000)
        self.wah.setDecimals(1)
        self.wah.setSuffix(" " + self.tr("sq. wah"))
        self._lay_out()
        self._show()
        for box in (self.percent, self.wah):
            box.setAccessibleName(self.tr("Areas may differ by"))
            box.valueChanged.connect(self._keep)

    def _show(self) -> None:
        tolerance = area_tolerance()
        self.percent.setValue(round(100 * tolerance.relative))
        self.wah.setValue(tolerance.absolute / _WAH)
        self._say()

    def _keep(self) -> None:
        write(AREA_PERCENT, self.percent.value())
        write(AREA_WAH, self.wah.value())
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        wah = f"{self.wah.value():g}"
        text = say(Message("parcels_dock.tolerance", percent=self.percent.value(), wah=wah))
        self.header.say(text)

    def _lay_out(self) -> None:
        self._form = QWidget()
        line = QHBoxLayout(self._form)
        line.setContentsMargins(MARGIN, 0, 0, 0)
        line.setSpacing(MARGIN)
        line.addWidget(self.percent, 1)
        line.addWidget(QLabel(self.tr("or")))
        line.addWidget(self.wah, 1)
        self.header.fold(self._form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._form)
