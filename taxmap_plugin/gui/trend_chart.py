"""Bars by day of what was open, accepted and fixed, with the same in words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from qgis.PyQt.QtCore import QEvent, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from ..core.message import Message
from ..core.thai_date import format_date
from ..settings import language, say
from ..workspace.finding_trend import STATES
from .widgets import MARGIN, FittedLabel, line_height

_FILLS = {"open": "#A8230F", "accepted": "#F0BE1E", "fixed": "#4FA98A"}  # P15: error, check, passed
_LINES_HIGH = 5
_WIDEST_BAR = 24


class TrendView(QWidget):
    """The chart, and what it shows in words for who cannot see it."""

    def __init__(self) -> None:
        super().__init__()
        self.chart, self.words = TrendChart(), FittedLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.chart)
        layout.addWidget(self.words)

    def show_trend(self, days: pd.DataFrame) -> None:
        """``days`` as ``finding_trend.by_day`` gives them; without any the chart is left out."""
        self.chart.setVisible(len(days) > 0)
        self.words.setVisible(len(days) > 0)
        if not len(days):
            return
        first, now = days.iloc[0], days.iloc[-1]
        counts = {name: int(now[name]) for name in STATES}
        told = Message("quality_dock.trend", day=days.index[0], before=int(first["open"]), **counts)
        self.words.say(say(told))
        self.chart.show_days(days)
        self.chart.setAccessibleDescription(say(told))


class TrendChart(QWidget):
    """A bar a day: open below, then accepted, then fixed; the numbers of a day in its tooltip."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapQualityTrend")
        self.setAccessibleName(self.tr("Findings by day"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._days = pd.DataFrame(columns=list(STATES))

    def show_days(self, days: pd.DataFrame) -> None:
        self._days = days
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40 * MARGIN, (_LINES_HIGH + 2) * line_height(self))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def day_text(self, number: int) -> str:
        """The day and its counts, in words."""
        row = self._days.iloc[number]
        counts = [f"{_word(state)} {int(row[state]):,}" for state in STATES]
        return f"{_date(self._days.index[number])}\n" + "\n".join(counts)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            at = event.pos().x()
            hit = [day for day, bar in enumerate(self._bars()) if bar.left() <= at < bar.right()]
            QToolTip.showText(event.globalPos(), self.day_text(hit[0]) if hit else "", self)
            return True
        return bool(super().event(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not len(self._days):
            return
        painter = QPainter(self)
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        painter.setPen(QPen(ink, 1))
        self._draw_legend(painter, ink)
        most = max(1, int(self._days.sum(axis=1).max()))
        for number, bar in enumerate(self._bars()):
            bottom = bar.bottom()
            for state in STATES:
                height = bar.height() * int(self._days[state].iloc[number]) / most
                if height:
                    part = QRectF(bar.left(), bottom - height, bar.width(), height)
                    painter.setBrush(QColor(_FILLS[state]))
                    painter.drawRect(part)
                    bottom -= height
        plot = self._plot()
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        below = QRectF(plot.left(), plot.bottom(), plot.width(), line_height(self))
        sides = Qt.AlignmentFlag
        ends = {sides.AlignLeft: 0, sides.AlignRight: -1}
        for side, number in ends.items() if len(self._days) > 1 else ((sides.AlignHCenter, 0),):
            text = _date(self._days.index[number])
            painter.drawText(below, int(side | sides.AlignVCenter), text)

    def _draw_legend(self, painter: QPainter, ink: QColor) -> None:
        line, left = line_height(self), float(MARGIN)
        side = line / 2
        for state in STATES:
            painter.setBrush(QColor(_FILLS[state]))
            painter.drawRect(QRectF(left, (line - side) / 2, side, side))
            text = _word(state)
            wide = self.fontMetrics().horizontalAdvance(text)
            room = QRectF(left + side + MARGIN, 0, wide + MARGIN, line)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
            left = room.right() + MARGIN

    def _plot(self) -> QRectF:
        line = line_height(self)
        return QRectF(MARGIN, line, self.width() - 2 * MARGIN, self.height() - 2 * line)

    def _bars(self) -> list[QRectF]:
        """Where each day stands, over the whole height of the plot."""
        plot, count = self._plot(), len(self._days)
        step = plot.width() / max(count, 1)
        width = min(step - 2 if step > 6 else step, float(_WIDEST_BAR))
        lefts = [plot.left() + at * step + (step - width) / 2 for at in range(count)]
        return [QRectF(left, plot.top(), width, plot.height()) for left in lefts]


def _word(state: str) -> str:
    return say(Message("quality_dock.trend_" + state))


def _date(day: Any) -> str:
    return format_date(day if isinstance(day, dt.date) else day.date(), language=language())
