"""Code and area of each piece of a plan on the map, none over another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qgis.core import QgsGeometry, QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QPointF, QRectF
from qgis.PyQt.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen
from qgis.PyQt.QtWidgets import QApplication

from .map_bands import HALO, TEXT, remove

_HALO_PIXELS = 3.0
_ABOVE_BANDS = 100.0
_STEPS = 12  # places to each side of the midst that are tried


class PieceLabels:
    """The labels of shapes in the map's CRS, placed anew whenever the map moves."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._labels: list[PieceLabel] = []
        self._areas: list[float] = []
        self._placed_for = ""

    def show(self, shapes: Sequence[QgsGeometry], texts: Sequence[str]) -> None:
        """Each shape with its text (lines)."""
        self.clear()
        self._labels = [
            PieceLabel(self._canvas, text, shape, self.place) for shape, text in zip(shapes, texts)
        ]
        self._areas = [shape.area() for shape in shapes]
        self.place()

    def say(self, texts: Sequence[str]) -> None:
        """Other texts for the same shapes."""
        for label, text in zip(self._labels, texts):
            label.say(text)
        self._placed_for = ""
        self.place()

    def texts(self) -> list[str]:
        """What is seen of each."""
        return [label.seen() for label in self._labels]

    def boxes(self) -> list[QRectF]:
        """Where each is seen on the canvas, in pixels."""
        return [label.sceneBoundingRect() for label in self._labels]

    def clear(self) -> None:
        labels, self._labels, self._placed_for = self._labels, [], ""
        remove(self._canvas, *labels)

    def place(self) -> None:
        """Large pieces first; where two would collide, the next place within the piece is taken,
        else the code is seen without the area, then what follows its stroke, then nothing until
        the map is nearer."""
        settings = self._canvas.mapSettings()
        seen = f"{settings.visiblePolygon()} {settings.outputSize()}"
        if seen == self._placed_for:
            return
        self._placed_for = seen
        boxes: dict[int, QRectF] = {}
        for is_short in (True, False):  # each has its least before one says more
            for at in sorted(range(len(self._labels)), key=lambda at: -self._areas[at]):
                others = [box for other, box in boxes.items() if other != at]
                boxes[at] = self._labels[at].settle(others, is_short)


class PieceLabel(QgsMapCanvasItem):
    """Lines of text in the midst of what is seen of a shape, black on a white halo (S13).

    ``shape`` is in the map's CRS. ``moved`` is called when the map has moved.
    """

    def __init__(self, canvas: QgsMapCanvas, text: str, shape: QgsGeometry, moved: Any) -> None:
        super().__init__(canvas)
        self._canvas, self._text, self.shape, self._moved = canvas, text, shape, moved
        self._midst = shape.pointOnSurface()
        self._font = QApplication.font(canvas)
        self._font.setBold(True)
        self._line = QFontMetricsF(self._font).height()
        self._lines = text.split("\n")
        self.setZValue(_ABOVE_BANDS)

    def say(self, text: str) -> None:
        """Another text."""
        self._text = text

    def text(self) -> str:
        return self._text

    def seen(self) -> str:
        """As much of the text as there is room for."""
        return "\n".join(self._lines)

    def settle(self, taken: Sequence[QRectF], is_short: bool) -> QRectF:
        """Take a place beside those that are taken, with as much of the text as goes there."""
        lines = self._text.split("\n")
        midst = self.toCanvasCoordinates(self._place())
        found: tuple[list[str], QPointF] = [], midst
        least = _after_stroke(lines[0])
        for shown in [least] if is_short else [lines, lines[:1], least]:
            size = self._box(shown)
            free = (
                place
                for place in self._places(midst, size)
                if not any(size.translated(place).intersects(other) for other in taken)
            )
            place = next(free, None)
            if place is not None:
                found = shown, place
                break
        self.prepareGeometryChange()
        self._lines, place = found
        self.setPos(place)
        self.update()
        return self._box(self._lines).translated(place)

    def updatePosition(self) -> None:
        self._moved()

    def _places(self, midst: QPointF, size: QRectF) -> Iterator[QPointF]:
        """The midst, then places in the shape above and below it, then to its sides."""
        yield midst
        for step in (QPointF(0, self._line), QPointF(size.width() / 2, 0)):
            for number in range(1, _STEPS + 1):
                for place in (midst + step * number, midst - step * number):
                    if self._is_inside(place):
                        yield place

    def _is_inside(self, place: QPointF) -> bool:
        here = self.toMapCoordinates(place.toPoint())
        return bool(self.shape.contains(here))

    def _place(self) -> QgsPointXY:
        view = self._canvas.extent()
        if not view.contains(self.shape.boundingBox()):
            seen = self.shape.intersection(QgsGeometry.fromRect(view))
            if not seen.isEmpty():
                return seen.pointOnSurface().asPoint()
        return self._midst.asPoint()

    def _box(self, lines: Sequence[str]) -> QRectF:
        metrics = QFontMetricsF(self._font)
        if not lines:
            return QRectF()
        width = max(metrics.horizontalAdvance(line) for line in lines) + 2 * _HALO_PIXELS
        height = self._line * len(lines)
        return QRectF(-width / 2, -height / 2, width, height)

    def boundingRect(self) -> QRectF:
        return self._box(self._lines)

    def paint(self, painter: QPainter, *_: Any) -> None:
        metrics, box = QFontMetricsF(self._font), self.boundingRect()
        path = QPainterPath()
        for number, line in enumerate(self._lines):
            left = -metrics.horizontalAdvance(line) / 2
            base = box.top() + self._line * number + (self._line + metrics.capHeight()) / 2
            path.addText(QPointF(left, base), self._font, line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.strokePath(path, QPen(HALO, 2 * _HALO_PIXELS))
        painter.fillPath(path, TEXT)


def _after_stroke(code: str) -> list[str]:
    """``/002`` of 01A001/002: what tells the pieces of one parcel apart."""
    return [code[code.rfind("/") :]] if "/" in code else [code]
