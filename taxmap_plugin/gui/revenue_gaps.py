"""What brings no tax in the window of the revenue: the gaps, and the parcels of one."""

from __future__ import annotations

from typing import Any, Optional

import pandas as pd
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..core.message import Message
from ..core.money import format_baht
from ..core.revenue import GAPS
from ..core.revenue_table import RevenueTables
from ..settings import say
from .place_table import PlaceTable
from .widgets import MARGIN, FittedLabel, ScrollingDown

MOST = 200
"""So many rows of a gap are listed; of more only the number is."""


class GapView(QWidget):
    """``shown`` carries the parcels that the officer went to (list) and whether to zoom to them;
    ``changed``: she stands on another gap; ``left``: Esc."""

    shown = pyqtSignal(list, bool)
    changed = pyqtSignal()
    left = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._tables: Optional[RevenueTables] = None
        self.count, self.why = FittedLabel(), FittedLabel()
        money = self.tr("At least"), self.tr("At most")
        heads = (self.tr("What is missing"), self.tr("Number"), *money)
        self.gaps = PlaceTable(
            "TaxMapRevenueGaps", self.tr("What is missing"), heads, wide=0, numbers=(1, 2, 3)
        )
        heads = (self.tr("Code"), self.tr("Lacking"), *money)
        self.rows = PlaceTable(
            "TaxMapRevenueRows", self.tr("Parcels of the gap"), heads, wide=1, numbers=(2, 3)
        )
        self.rows.MOST_ROWS = 5
        self._lay_out()
        self.gaps.stood_on.connect(lambda _: self._show_gap())
        self.gaps.opened.connect(lambda _: self.shown.emit(self.parcels(), True))
        self.rows.stood_on.connect(lambda uuid: self._stood_on(uuid, False))
        self.rows.opened.connect(lambda uuid: self._stood_on(uuid, True))
        for table in (self.gaps, self.rows):
            table.left.connect(self.left.emit)

    def show_tables(self, tables: RevenueTables) -> None:
        """Another revenue: she stands on the first gap that has anything."""
        self._tables = tables
        sums = [tables.revenue.gap(id) for id in GAPS]
        rows = [
            (tables.gap_title(one.id), f"{one.count:,}", *map(format_baht, (one.low, one.high)))
            for one in sums
        ]
        self.gaps.show_rows(rows, list(GAPS))
        self._show_gap()
        full = [at for at, one in enumerate(sums) if one.count]
        if full:
            self.gaps.setCurrentCell(full[0], 0)
        else:
            self.count.say(self.tr("Everything brings its tax: there is no gap."))

    def parcels(self) -> list[str]:
        """Those of the gap that she stands on."""
        return [one for one in self._of_gap()["parcel"] if one]

    def restyle(self) -> None:
        """Draw anew what depends on the font."""
        for table in (self.gaps, self.rows):
            table.fit()

    def _show_gap(self) -> None:
        found = self._of_gap()
        rows = [self._texts(row) for row in found.head(MOST).to_dict("records")]
        self.rows.show_rows(rows, found["uuid"].head(MOST).tolist())
        self.why.say("")
        told = Message("revenue_dialog.shown", shown=len(rows), count=len(found))
        self.count.say(say(told) if len(found) else "")
        self.changed.emit()

    def _texts(self, row: dict[Any, Any]) -> tuple[str, ...]:
        ends = ("–" if row[side] is None else format_baht(row[side]) for side in ("low", "high"))
        lacks = "" if self._tables is None else self._tables.lacks(row["reasons"])
        return row["code"], lacks, *ends

    def _of_gap(self) -> pd.DataFrame:
        """The rows of the gap, what may bring most first."""
        if self._tables is None:
            return pd.DataFrame(columns=["uuid", "parcel"])
        gaps = self._tables.revenue.gaps
        found = gaps[gaps["gap"] == self.gaps.key()]
        found = found.sort_values(["high", "code"], ascending=[False, True])
        return found.astype(object).where(found.notna(), None)

    def _stood_on(self, uuid: str, zooms: bool) -> None:
        """Why it brings nothing, and how its range comes about."""
        found = self._of_gap()
        for row in found[found["uuid"] == uuid].to_dict("records"):
            said = (*row["reasons"], *row["lines"])
            self.why.say("" if self._tables is None else self._tables.said(said))
            if row["parcel"]:
                self.shown.emit([row["parcel"]], zooms)

    def _lay_out(self) -> None:
        why = QWidget()
        inner = QVBoxLayout(why)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.why)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(MARGIN)
        for widget in (self.gaps, self.count, self.rows):
            column.addWidget(widget)
        column.addWidget(ScrollingDown(why), 1)
