"""Tables of forms drawn by QGIS's own manual table: a cell holds lines that we broke ourselves.

A grid is one item however many cells it has: a label for each would take a second a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import (
    QgsLayoutFrame,
    QgsLayoutItemManualTable,
    QgsLayoutTable,
    QgsRenderContext,
    QgsTableCell,
    QgsTextFormat,
    QgsTextRenderer,
)
from qgis.PyQt.QtCore import QRectF, Qt

from .sheet_fonts import SheetFont
from .sheet_furniture import text_format
from .sheet_page import SheetPage

LINE_EM = 1.35
"""Distance of two baselines within a cell: Sarabun's marks need 1.25 (T6)."""
_AIR_EM = 0.8
"""Air of a row besides its lines: over what Qt takes for a line marks reach 0.18 em, and ฎุ 0.29
below it."""
_MARGIN = 0.6
"""Millimetres on the left and right of the text of a cell."""
_DOTS_PER_MM = 300 / 25.4
_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


@dataclass(frozen=True)
class CellSize:
    """Heights in the cells of a text class, mm: one ``line``, what a row has besides (``air``),
    and the ``margin`` on each side of a cell."""

    line: float
    air: float
    margin: float = _MARGIN

    @classmethod
    def of(cls, em: float) -> CellSize:
        return cls(LINE_EM * em, _AIR_EM * em)

    def row(self, lines: int) -> float:
        return lines * self.line + self.air


@dataclass(frozen=True)
class Grid:
    """Cells with their lines, from (x, y) mm on; ``widths`` and ``heights`` are whole ones, the
    text is that of ``role``, made smaller by ``shrink``."""

    x: float
    y: float
    widths: Sequence[float]
    heights: Sequence[float]
    cells: Sequence[Sequence[Sequence[str]]]
    aligns: Sequence[str]
    role: str
    shrink: float = 1.0
    bold: bool = False
    middle: bool = False


def draw_grid(page: SheetPage, item_id: str, grid: Grid) -> None:
    """Put a grid on a page."""
    size = page.font.em(page.style.text(grid.role).size) * grid.shrink
    air, pen = CellSize.of(size), page.style.pen("rule").width
    table = QgsLayoutItemManualTable.create(page.layout)
    page.layout.addMultiFrame(table)
    table.setCellMargin(air.margin)
    table.setGridStrokeWidth(pen)
    table.setWrapBehavior(QgsLayoutTable.TruncateText)
    table.setContentTextFormat(_format(page, grid.role, size, grid.bold))
    table.setTableContents([_row(row, grid) for row in grid.cells])
    around = 2 * air.margin + pen
    table.setColumnWidths([width - around for width in grid.widths])
    table.setRowHeights([max(height - around, 0.1) for height in grid.heights])
    frame = QgsLayoutFrame(page.layout, table)
    frame.setId(item_id)
    frame.attemptSetSceneRect(
        QRectF(grid.x, grid.y, sum(grid.widths) + 2 * pen, sum(grid.heights) + 2 * pen)
    )
    table.addFrame(frame)


def _row(cells: Sequence[Sequence[str]], grid: Grid) -> list[QgsTableCell]:
    """Cells with their text in the middle; those of a list as many lines long as the longest, so
    that the first lines stand beside each other."""
    most = 0 if grid.middle else max(map(len, cells))
    return [
        _cell([*lines, *[""] * (most - len(lines))], align)
        for lines, align in zip(cells, grid.aligns)
    ]


def _cell(lines: Sequence[str], align: str) -> QgsTableCell:
    cell = QgsTableCell("\n".join(lines))
    cell.setHorizontalAlignment(_ALIGN[align])
    cell.setVerticalAlignment(Qt.AlignmentFlag.AlignVCenter)
    return cell


def _format(page: SheetPage, role: str, size: float, bold: bool) -> QgsTextFormat:
    text = text_format(page, role, bold)
    text.setSize(size)
    text.setLineHeight(_line_height(page.font, role, size, bold, LINE_EM * size, text))
    return text


_HEIGHTS: dict[tuple[str, float, bool], float] = {}


def _line_height(
    font: SheetFont, role: str, size: float, bold: bool, wanted: float, text: QgsTextFormat
) -> float:
    """The factor with which this QGIS sets lines ``wanted`` mm apart."""
    key = font.family, round(size, 4), bold
    if key not in _HEIGHTS:
        context = QgsRenderContext()
        context.setScaleFactor(_DOTS_PER_MM)
        plain = QgsTextFormat(text)
        plain.setLineHeight(1.0)
        one, two = (
            QgsTextRenderer.textHeight(context, plain, ["ก"] * lines, QgsTextRenderer.Rect)
            for lines in (1, 2)
        )
        _HEIGHTS[key] = wanted * _DOTS_PER_MM / max(two - one, 1e-6)
    return _HEIGHTS[key]
