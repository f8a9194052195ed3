"""Bars of what is assessed, by class or zone, with matplotlib as QGIS ships it.

Its own text engine sets Thai marks one on the other, so all words are drawn as Qt shapes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QPainterPath
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..core.money import format_baht
from .icons import ink, state_fill
from .widgets import elided, line_height

PARTS = {"paid": "passed", "arrears": "error", "not_due": "not_started"}
"""The parts of a bar, and the state whose colour each has."""
_INCH = 96.0  # pixels that matplotlib is told an inch has
_AIR = 6
_BAR = 0.6  # of the room of a row
_TITLE = 0.5  # of the width, at most
_ROOM = 1.01  # the edge of the longest bar is not cut
_SHAPED = 20.0  # times the size at which a word is shaped


@dataclass(frozen=True)
class Bar:
    """A row of the chart: satang of each of :data:`PARTS`."""

    title: str
    amounts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.amounts)


def matplotlib_canvas() -> Any:
    """The class of matplotlib's canvas for this Qt; None where it cannot be had."""
    try:
        try:
            from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
        except ImportError:  # before matplotlib 3.5
            from matplotlib.backends.backend_qt5agg import FigureCanvasQTAgg
    except (ImportError, AttributeError):  # absent, or built for another NumPy
        return None
    return FigureCanvasQTAgg


class RevenueChart(QWidget):
    """A bar a row, its parts side by side, each row with its amount."""

    def __init__(self, canvas: Any) -> None:
        super().__init__()
        from matplotlib.figure import Figure

        self.setObjectName("TaxMapRevenueChart")
        self.setAccessibleName(self.tr("Chart"))
        self._figure = Figure(dpi=_INCH)
        self.canvas = canvas(self._figure)
        self.canvas.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        self.canvas.setPalette(self.palette())  # matplotlib's own is white
        self.canvas.mpl_connect("resize_event", lambda _: self._draw())
        self._bars: Sequence[Bar] = ()
        self._words: Sequence[str] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)

    def show_bars(self, bars: Sequence[Bar], words: Sequence[str], told: str) -> None:
        """``words`` are what the parts are called, ``told`` the same for who cannot see it."""
        self._bars, self._words = bars, words
        self.setAccessibleDescription(told)
        self.canvas.setFixedHeight(max(len(bars) + 2, 4) * line_height(self))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._draw()

    # -- drawing -------------------------------------------------------------------------------

    def _draw(self) -> None:
        """Everything anew: a chart has a handful of bars."""
        figure, width = self._figure, self.canvas.width()
        figure.clear()
        figure.set_facecolor("none")  # a theme may paint another ground than the palette has
        if not self._bars or width < 2:
            self.canvas.draw_idle()
            return
        metrics, count = self.fontMetrics(), len(self._bars)
        amounts = [format_baht(bar.total) for bar in self._bars]
        right = max(map(metrics.horizontalAdvance, amounts)) + 2 * _AIR
        widest = max(metrics.horizontalAdvance(bar.title) for bar in self._bars)
        left = int(min(widest + 2 * _AIR, width * _TITLE))
        axes = figure.add_axes(
            [left / width, 0.0, max(width - left - right, 1) / width, count / (count + 1.2)]
        )
        axes.set_axis_off()
        edge = ink(self.palette()).name()
        before = [0] * count
        for part, state in enumerate(PARTS.values()):
            values = [bar.amounts[part] for bar in self._bars]
            axes.barh(
                range(count), values, _BAR, before, color=state_fill(state).name(),
                edgecolor=edge, linewidth=[0.7 if value else 0.0 for value in values],
            )  # fmt: skip
            before = [one + value for one, value in zip(before, values)]
        axes.set_xlim(0, max(1, *before) * _ROOM)
        axes.set_ylim(count - 0.5, -0.5)
        for row, (bar, amount) in enumerate(zip(self._bars, amounts)):
            title = elided(metrics, bar.title, left - 2 * _AIR)
            self._row_text(axes, title, 0.0, row, _AIR - left)
            far = right - _AIR - metrics.horizontalAdvance(amount)
            self._row_text(axes, amount, 1.0, row, far)
        self._legend(edge)
        self.canvas.draw_idle()

    def _legend(self, edge: str) -> None:
        from matplotlib.patches import Rectangle

        inches = self._figure.dpi_scale_trans
        side, x = line_height(self) / 2, float(_AIR)
        y = self.canvas.height() - line_height(self)
        for word, state in zip(self._words, PARTS.values()):
            colours = {"facecolor": state_fill(state).name(), "edgecolor": edge, "linewidth": 0.7}
            square = Rectangle(
                (x / _INCH, y / _INCH), side / _INCH, side / _INCH, transform=inches, **colours
            )
            self._figure.add_artist(square)
            x += side + _AIR
            self._figure.add_artist(self._word(word, x, y + side / 8, inches))
            x += self.fontMetrics().horizontalAdvance(word) + 2 * _AIR

    def _row_text(self, axes: Any, text: str, side: float, row: int, x: float) -> None:
        """A word beside the bars: ``x`` pixels right of the left (0) or right (1) end."""
        from matplotlib.transforms import ScaledTranslation

        place = ScaledTranslation(side, row, axes.get_yaxis_transform())
        down = self.fontMetrics().ascent() * 0.4
        word = self._word(text, x, -down, self._figure.dpi_scale_trans + place)
        axes.add_artist(word)
        word.set_clip_on(False)

    def _word(self, text: str, x: float, y: float, transform: Any) -> Any:
        """The outlines of a word as Qt shapes it, its baseline at ``y`` pixels."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        colour = ink(self.palette()).name()
        outlines = QPainterPath()
        font = self.font()
        size = self.fontInfo().pixelSize()
        font.setPixelSize(int(size * _SHAPED))
        outlines.addText(0.0, 0.0, font, text)
        scale = 1.0 / _SHAPED
        corners: list[tuple[float, float]] = []
        codes: list[int] = []
        for polygon in outlines.toSubpathPolygons():
            points = [((x + p.x() * scale) / _INCH, (y - p.y() * scale) / _INCH) for p in polygon]
            corners += points
            codes += [Path.MOVETO, *[Path.LINETO] * (len(points) - 2), Path.CLOSEPOLY]
        path = Path(corners, codes) if corners else Path([(0.0, 0.0)])
        return PathPatch(path, facecolor=colour, linewidth=0, transform=transform)
