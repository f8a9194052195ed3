"""Code and area of each piece of a plan on the map, none over another one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, Optional

from qgis.core import (
    QgsGeometry,
    QgsMapLayer,
    QgsPointXY,
    QgsRectangle,
    QgsRenderContext,
    QgsTextBackgroundSettings,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QPointF, QRectF
from qgis.PyQt.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen
from qgis.PyQt.QtWidgets import QApplication

from .map_bands import HALO, TEXT, remove

_HALO_PIXELS = 3.0
_ABOVE_BANDS = 100.0
_STEPS = 12  # places to each side of the midst that are tried
_MOST = 400  # labels on one view; more cannot be read


class PieceLabels:
    """The labels of shapes in the map's CRS, placed anew whenever the map moves."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._labels: list[PieceLabel] = []
        self._areas: list[float] = []
        self._placed_for: Optional[tuple[str, float, int, int]] = None
        self._listens = False

    def show(self, shapes: Sequence[QgsGeometry], texts: Sequence[str]) -> None:
        """Each shape with its text (lines)."""
        self.clear()
        self._labels = [
            PieceLabel(self._canvas, text, shape, self.place) for shape, text in zip(shapes, texts)
        ]
        self._areas = [shape.area() for shape in shapes]
        self._listen(True)
        self.place()

    def say(self, texts: Sequence[str]) -> None:
        """Other texts for the same shapes."""
        for label, text in zip(self._labels, texts):
            label.say(text)
        self._placed_for = None
        self.place()

    def texts(self) -> list[str]:
        """What is seen of each."""
        return [label.seen() for label in self._labels]

    def boxes(self) -> list[QRectF]:
        """Where each is seen on the canvas, in pixels."""
        return [label.sceneBoundingRect() for label in self._labels]

    def clear(self) -> None:
        self._listen(False)
        labels, self._labels, self._placed_for = self._labels, [], None
        remove(self._canvas, *labels)

    def place(self) -> None:
        """Large pieces in view first; where two would collide, the next place within the piece is
        taken, else the code is seen without the area, then what follows its stroke, then nothing
        until the map is nearer. What is written on the map stays in sight where there is room."""
        settings = self._canvas.mapSettings()
        size = settings.outputSize()
        turned = settings.rotation()
        seen = (settings.visibleExtent().toString(), turned, size.width(), size.height())
        if seen == self._placed_for:  # every label asks when the map has moved
            return
        self._placed_for = seen
        view = settings.visibleExtent()
        in_view = [at for at, one in enumerate(self._labels) if one.is_in(view)]
        placed = sorted(in_view, key=lambda at: -self._areas[at])[:_MOST]
        for at in set(range(len(self._labels))).difference(placed):
            self._labels[at].fall_silent()
        written = self.written()
        boxes: dict[int, QRectF] = {}
        for is_short in (True, False):  # each has its least before one says more
            for at in placed:
                others = [box for other, box in boxes.items() if other != at]
                boxes[at] = self._labels[at].settle(others, written, is_short)

    def written(self) -> list[QRectF]:
        """Where the labels of the layers, with their circles, are on the canvas, in pixels, as far
        as it is drawn."""
        found, to_pixels = self._canvas.labelingResults(), self._canvas.getCoordinateTransform()
        signs = {layer.id(): self._sign(layer) for layer in self._canvas.layers()}
        labels = found.allLabels() if found is not None else []
        boxes = []
        for one in labels:
            if not one.isUnplaced:
                box = one.labelRect
                ends = (box.xMinimum(), box.yMaximum()), (box.xMaximum(), box.yMinimum())
                first, last = (to_pixels.transform(QgsPointXY(*end)).toQPointF() for end in ends)
                text = QRectF(first, last).normalized()
                around = signs.get(one.layerID, QRectF()).translated(text.center())
                boxes.append(text.united(around))
        return boxes

    def _sign(self, layer: QgsMapLayer) -> QRectF:
        """The circle on which the labels of a layer stand, in pixels around its midst."""
        labeling = layer.labeling() if isinstance(layer, QgsVectorLayer) else None
        if labeling is None or labeling.type() != "simple":
            return QRectF()
        settings = labeling.settings()  # QGIS crashes where nobody holds what it belongs to
        text = settings.format()
        sign = text.background()
        if not sign.enabled() or sign.sizeType() != QgsTextBackgroundSettings.SizeType.SizeFixed:
            return QRectF()
        context = QgsRenderContext.fromMapSettings(self._canvas.mapSettings())
        wide, high = (
            context.convertToPainterUnits(length, sign.sizeUnit()) / 2
            for length in (sign.size().width(), sign.size().height())
        )
        return QRectF(-wide, -high, 2 * wide, 2 * high)

    def _listen(self, on: bool) -> None:
        """What the layers write is known when the map has been drawn."""
        if on != self._listens:
            drawn = self._canvas.mapCanvasRefreshed
            (drawn.connect if on else drawn.disconnect)(self._place_again)
            self._listens = on

    def _place_again(self) -> None:
        self._placed_for = None
        self.place()


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

    def is_in(self, view: QgsRectangle) -> bool:
        return bool(self.shape.boundingBoxIntersects(view))

    def fall_silent(self) -> None:
        """Nothing is seen of the text."""
        self._say([], self.pos())

    def settle(self, taken: Sequence[QRectF], written: Sequence[QRectF], is_short: bool) -> QRectF:
        """Take a place beside those that are taken, with as much of the text as goes there, and
        beside what is written on the map if that costs no text."""
        lines = self._text.split("\n")
        midst = self.toCanvasCoordinates(self._place())
        found: tuple[list[str], QPointF] = [], midst
        least = _after_stroke(lines[0])
        for shown in [least] if is_short else [lines, lines[:1], least]:
            size = self._box(shown)
            place = self._free_place(midst, size, [*taken, *written])
            if place is None:
                place = self._free_place(midst, size, taken)
            if place is not None:
                found = shown, place
                break
        self._say(*found)
        return self._box(self._lines).translated(self.pos())

    def _say(self, lines: list[str], place: QPointF) -> None:
        self.prepareGeometryChange()
        self._lines = lines
        self.setPos(place)
        self.update()

    def _free_place(
        self, midst: QPointF, size: QRectF, taken: Sequence[QRectF]
    ) -> Optional[QPointF]:
        """The midst, else a place in the shape above or below it, else one to its sides."""
        up, aside = self._steps(self._line), self._steps(size.width() / 2)
        far = QPointF(aside * size.width() / 2, up * self._line)
        reach = size.translated(midst).adjusted(-far.x(), -far.y(), far.x(), far.y())
        near = [box for box in taken if box.intersects(reach)]
        for place in self._places(midst, size, up, aside):
            box = size.translated(place)
            if not any(box.intersects(other) for other in near):
                return place
        return None

    def _steps(self, length: float) -> int:
        """How many steps of so many pixels may lead to a place that is still in the shape."""
        bounds = self.shape.boundingBox()
        across = math.hypot(bounds.width(), bounds.height()) / self._canvas.mapUnitsPerPixel()
        return min(_STEPS, int(across / length))

    def updatePosition(self) -> None:
        self._moved()

    def _places(self, midst: QPointF, size: QRectF, up: int, aside: int) -> Iterator[QPointF]:
        yield midst
        for step, most in ((QPointF(0, self._line), up), (QPointF(size.width() / 2, 0), aside)):
            for number in range(1, most + 1):
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
