"""Write and rule on a layout page: one line of text an item, every item with an id (S31).

QGIS breaks no Thai in layout labels and 3.22 sets no line height, so lines are broken
here and stand one below the other (T6, T8), alike in every version.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemPicture,
    QgsLayoutItemPolyline,
    QgsLayoutItemShape,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor, QPolygonF

from ..core.line_break import clusters, wrap_lines
from ..core.sheet_format import Box
from ..core.sheet_style import BLACK, MM_PER_POINT, WHITE, Pen, SheetStyle
from .sheet_fonts import LINE_EM, SheetFont
from .sheet_symbols import MM, fill_symbol, line_symbol, outline_symbol

Align = Literal["left", "centre", "right"]
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_SMALLEST_PT = 7.0
_SPARE = 1.02
"""Widths differ by up to 0.5 % between QGIS versions, so 2 % are kept free (T8)."""


class SheetPage:
    """The one page of a layout, with the sheet's font and pens."""

    def __init__(self, layout: QgsPrintLayout, font: SheetFont, style: SheetStyle) -> None:
        self.layout, self.font, self.style = layout, font, style

    def add(self, item: QgsLayoutItem, item_id: str, box: Box) -> None:
        """Put an item on the page at a box."""
        item.setId(item_id)
        self.layout.addLayoutItem(item)
        self.place(item, box)

    @staticmethod
    def place(item: QgsLayoutItem, box: Box) -> None:
        """Move and resize an item that is on the page."""
        item.attemptMove(QgsLayoutPoint(box.x, box.y))
        item.attemptResize(QgsLayoutSize(box.width, box.height))

    def rectangle(self, item_id: str, box: Box, pen: str = "rule", circle: bool = False) -> None:
        """An empty frame, or an ellipse, drawn with a pen of the style."""
        shape = QgsLayoutItemShape(self.layout)
        kind = QgsLayoutItemShape.Ellipse if circle else QgsLayoutItemShape.Rectangle
        shape.setShapeType(kind)
        shape.setSymbol(outline_symbol(self.style.pen(pen)))
        self.add(shape, item_id, box)

    def blank(self, item_id: str, box: Box) -> None:
        """White paper, over what is drawn there."""
        shape = QgsLayoutItemShape(self.layout)
        shape.setShapeType(QgsLayoutItemShape.Rectangle)
        shape.setSymbol(fill_symbol(WHITE))
        self.add(shape, item_id, box)

    def line(self, item_id: str, x0: float, y0: float, x1: float, y1: float,
             pen: Pen | str = "rule") -> None:  # fmt: skip
        """A ruled line."""
        points = QPolygonF([QPointF(x0, y0), QPointF(x1, y1)])
        item = QgsLayoutItemPolyline(points, self.layout)
        item.setSymbol(line_symbol(self.style.pen(pen) if isinstance(pen, str) else pen))
        item.setId(item_id)
        self.layout.addLayoutItem(item)

    def picture(self, item_id: str, path: Path, box: Box) -> None:
        """A picture fitted into a box."""
        item = QgsLayoutItemPicture(self.layout)
        item.setPicturePath(str(path))
        item.setResizeMode(QgsLayoutItemPicture.Zoom)
        item.setPictureAnchor(QgsLayoutItem.Middle)
        self.add(item, item_id, box)

    def line_height(self, role: str) -> float:
        """Room for one line of a text class, stacked marks included (mm)."""
        return self.font.em(self.style.text(role).size) * LINE_EM

    def width(self, text: str, role: str, shrink: float = 1.0) -> float:
        """Width of one line of a text class (mm)."""
        text_style = self.style.text(role)
        return self.font.width(text, text_style.size * shrink, text_style.bold) * _SPARE

    def text(self, item_id: str, text: str, box: Box, role: str, align: Align = "left",
             shrink: float = 1.0, angle: float = 0.0) -> None:  # fmt: skip
        """One line of text, in the middle of the box's height."""
        if not text:
            return
        style = self.style.text(role)
        label = QgsLayoutItemLabel(self.layout)
        label.setText(text)
        _set_font(label, self.font, style.size * shrink, style.bold)
        label.setMarginX(0)
        label.setMarginY(0)
        label.setHAlign(_ALIGN[align])
        label.setVAlign(Qt.AlignmentFlag.AlignVCenter)
        if not angle:
            self.add(label, item_id, box)
            return
        middle = box.x + box.width / 2, box.y + box.height / 2
        across, up = box.height, box.width
        self.add(label, item_id, Box(middle[0] - across / 2, middle[1] - up / 2, across, up))
        label.setItemRotation(angle)

    def fitted(self, item_id: str, text: str, box: Box, role: str, align: Align = "left") -> float:
        """One line made smaller until it fits the box's width (7 pt at least), else several
        lines; returns the height used (mm)."""
        shrink = min(1.0, box.width / max(self.width(text, role), 1e-6))
        least = _SMALLEST_PT * MM_PER_POINT / self.style.text(role).size
        if shrink >= min(least, 1.0):
            height = self.line_height(role) * shrink
            self.text(item_id, text, Box(box.x, box.y, box.width, height), role, align, shrink)
            return height
        return self.paragraph(item_id, text, box, "fine", align)

    def paragraph(
        self, item_id: str, text: str, box: Box, role: str, align: Align = "left"
    ) -> float:
        """A text broken into lines; returns the height used (mm)."""
        return self.lines(item_id, self.wrapped(text, box.width, role), box, role, align)

    def lines(
        self, item_id: str, lines: Sequence[str], box: Box, role: str, align: Align = "left"
    ) -> float:
        """Lines one below the other; returns the height used (mm)."""
        height = self.line_height(role)
        for index, line in enumerate(lines):
            place = Box(box.x, box.y + index * height, box.width, height)
            self.text(item_id if index == 0 else f"{item_id}_{index + 1}", line, place, role, align)
        return height * len(lines)

    def shortened(self, text: str, width: float, role: str, most: int) -> list[str]:
        """At most so many lines of a text; where it is longer, its end gives way to "…"."""
        lines = self.wrapped(text, width, role)
        if len(lines) <= most:
            return lines
        last = lines[most - 1]
        while last and self.width(f"{last}…", role) > width:
            last = "".join(clusters(last)[:-1])
        return [*lines[: most - 1], f"{last}…"]

    def wrapped(self, text: str, width: float, role: str) -> list[str]:
        """The lines of a text in a width (mm)."""
        return wrap_lines(text, width, lambda part: self.width(part, role))


def _set_font(label: QgsLayoutItemLabel, font: SheetFont, size: float, bold: bool) -> None:
    """Font of a label: before QGIS 3.24 a plain font, later a text format."""
    if not hasattr(label, "setTextFormat"):
        label.setFont(font.font(size, bold))
        label.setFontColor(QColor(BLACK))
        return
    text = QgsTextFormat()
    text.setFont(font.font(size, bold))
    text.setSize(font.em(size))
    text.setSizeUnit(MM)
    text.setColor(QColor(BLACK))
    label.setTextFormat(text)
