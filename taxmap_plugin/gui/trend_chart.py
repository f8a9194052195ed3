"""Bars by day of what was open, accepted and fixed, with the same in words."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd
from qgis.PyQt.QtCore import QEvent, QRectF, Qt
from qgis.PyQt.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from qgis.PyQt.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from ..core.message import Message
from ..core.thai_date import format_date
from ..settings import language, say
from ..workspace.finding_trend import STATES
from .icons import ink, state_fill
from .widgets import MARGIN, FittedLabel, line_height

_FILLS = {"open": "error", "accepted": "not_started", "fixed": "passed"}
_LINES_HIGH = 3
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
        if not len(days):
            self.words.say(say(Message("quality_dock.no_trend")))
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

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
        painter.setPen(QPen(ink(self.palette()), 1))
        for state, square, room in self._legend():
            painter.setBrush(state_fill(_FILLS[state]))
            painter.drawRect(square)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), _word(state))
        most = max(1, int(self._days.sum(axis=1).max()))
        for number, bar in enumerate(self._bars()):
            bottom = bar.bottom()
            for state in STATES:
                height = bar.height() * int(self._days[state].iloc[number]) / most
                if height:
                    part = QRectF(bar.left(), bottom - height, bar.width(), height)
                    painter.setBrush(state_fill(_FILLS[state]))
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

    def _fit(self) -> None:
        """As high as its legend needs at this width, its bars, and the days below them."""
        line = line_height(self)
        lines = self._legend()[-1][2].bottom() / line
        self.setFixedHeight(math.ceil((lines + _LINES_HIGH + 1) * line))

    def _legend(self) -> list[tuple[str, QRectF, QRectF]]:
        """Of each state the square in its colour and the room of its word, in lines that fit."""
        line, left, top = line_height(self), float(MARGIN), 0.0
        side = line / 2
        places = []
        for state in STATES:
            wide = side + 2 * MARGIN + self.fontMetrics().horizontalAdvance(_word(state))
            if left > MARGIN and left + wide > self.width():
                left, top = float(MARGIN), top + line
            square = QRectF(left, top + (line - side) / 2, side, side)
            places.append((state, square, QRectF(left + side + MARGIN, top, wide, line)))
            left += wide + MARGIN
        return places

    def _plot(self) -> QRectF:
        line, top = line_height(self), self._legend()[-1][2].bottom()
        return QRectF(MARGIN, top, self.width() - 2 * MARGIN, self.height() - top - line)

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
