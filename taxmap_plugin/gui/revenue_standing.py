"""The standing of a year in the window of the revenue: a chart, or a table without matplotlib."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..core.message import Message
from ..core.money import format_baht
from ..core.revenue_standing import standing
from ..core.revenue_table import RevenueTables
from ..settings import say
from .place_table import PlaceTable
from .revenue_chart import PARTS, Bar, RevenueChart, matplotlib_canvas
from .widgets import MARGIN, ElidingCombo, FittedLabel, ScrollingDown

_GROUPS = ("tax_class", "zone_code", "block_code")


class StandingView(QWidget):
    """By class, zone or block, as the officer chooses."""

    def __init__(self) -> None:
        super().__init__()
        self._tables: Optional[RevenueTables] = None
        self.group = ElidingCombo("TaxMapRevenueGroup")
        self.group.setAccessibleName(self.tr("Chart"))
        for name, title in zip(
            _GROUPS, (self.tr("By class"), self.tr("By zone"), self.tr("By block"))
        ):
            self.group.addItem(title, name)
        self.told, self.to_know = FittedLabel(), FittedLabel()
        canvas = matplotlib_canvas()
        self.chart = None if canvas is None else RevenueChart(canvas)
        heads = (self.tr("What"), *(say(Message("revenue_report.head_" + one)) for one in PARTS))
        self.table = PlaceTable(
            "TaxMapRevenueStanding", self.tr("Standing"), heads, wide=0, numbers=(1, 2, 3)
        )
        self.table.setVisible(self.chart is None)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(MARGIN)
        for widget in (self.told, self.chart, self.table, self.to_know):
            if widget is not None:
                inner.addWidget(widget)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.group)
        layout.addWidget(ScrollingDown(body), 1)
        self.group.currentIndexChanged.connect(lambda _: self._show())

    def show_tables(self, tables: RevenueTables) -> None:
        """Another revenue."""
        self._tables = tables
        self.to_know.say("\n".join("• " + line for line in tables.told()))
        self._show()

    def bars(self) -> list[Bar]:
        """What is shown, the largest first."""
        tables = self._tables
        if tables is None:
            return []
        group = str(self.group.currentData())
        found = standing(tables.revenue.of_year, group).sort_values("assessed", ascending=False)
        return [
            Bar(tables.group_title(group, row["group"]), tuple(row[part] for part in PARTS))
            for row in found.to_dict("records")
        ]

    def _show(self) -> None:
        bars = self.bars()
        rows = [(bar.title, *map(format_baht, bar.amounts)) for bar in bars]
        if not bars:
            self.told.say(self.tr("No tax of this year was assessed yet."))
        elif self.chart is None:
            self.told.say(say(Message("revenue_dialog.no_matplotlib")))
        self.told.setVisible(not bars or self.chart is None)
        if self.chart is None:
            self.table.show_rows(rows, [bar.title for bar in bars])
            return
        words = [say(Message("revenue_report.head_" + part)) for part in PARTS]
        self.chart.setVisible(bool(bars))
        self.chart.show_bars(bars, words, "\n".join(" ".join(row) for row in rows))
