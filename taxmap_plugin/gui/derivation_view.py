"""How a number of an assessment came about, line by line, each with its section of the law."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QWidget

from ..core.law_table import source_text
from ..core.money import format_baht
from ..core.tax_line import TaxLine
from ..settings import language, say
from .widgets import MARGIN, SEPARATOR, FittedLabel


class DerivationView(QWidget):
    """A line below the other: what is done and by which section, and the amount on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapDerivation")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * MARGIN)
        self._grid.setVerticalSpacing(MARGIN)
        self._grid.setColumnStretch(0, 1)

    def show_lines(self, lines: Sequence[TaxLine]) -> None:
        """Show a derivation in place of the former one."""
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            widget.setParent(None)
            widget.deleteLater()
        for row, line in enumerate(lines):
            amount = QLabel(amount_text(line))
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(FittedLabel(line_text(line)), row, 0)
            self._grid.addWidget(amount, row, 1)

    def text(self) -> str:
        """All of it, as it is read aloud or copied."""
        cells = (self._grid.itemAt(at).widget() for at in range(self._grid.count()))
        return "\n".join(str(cell.accessibleName() or cell.text()) for cell in cells)


def line_text(line: TaxLine) -> str:
    """What is done with which numbers, and the section in brackets."""
    source = source_text(line.source, language()) if line.source else ""
    told = f"{say(line.message)} ({source})" if source else say(line.message)
    return SEPARATOR.join(filter(None, (told, _numbers_text(line))))


def _numbers_text(line: TaxLine) -> str:
    """What the amount was made of: baht, and per cent of them."""
    if line.amount is None or line.value is None or line.value == line.amount:
        return ""
    value = format_baht(int(line.value))
    return value if line.rate is None else f"{value} × {line.rate.normalize():f} %"


def amount_text(line: TaxLine) -> str:
    """Baht; nothing where the line comes to none."""
    amount = line.amount if line.amount is not None else line.value
    return "" if amount is None else format_baht(int(amount))
