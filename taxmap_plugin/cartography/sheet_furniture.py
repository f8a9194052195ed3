"""What stands around the map: coordinates, arrow, scale bar, legend, index, insets, tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import numpy as np
from qgis.core import (
    QgsLayoutFrame,
    QgsLayoutItemLegend,
    QgsLayoutItemManualTable,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLayoutMeasurement,
    QgsLayoutTable,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
    QgsRectangle,
    QgsSymbol,
    QgsTableCell,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor

from ..core.resources import resource_path
from ..core.sheet_drawing import TABLE_COLUMNS_MM, TABLE_ROW_MM, TableRow
from ..core.sheet_format import Box
from ..core.sheet_numbers import INSET_HEAD_MM
from ..core.sheet_style import BLACK
from ..core.sheet_words import SheetWords
from .sheet_page import Align, SheetPage
from .sheet_symbols import MM, line_symbol

Sample = tuple[QgsVectorLayer, Optional[QgsSymbol]]
"""A layer of the legend, and the symbol to show where it is not the layer's own."""

LEAST_SAMPLE_MM = 7.0
"""Width of a sample in the narrowest legends."""

_CORNER_MM = 24.0
"""Ticks closer to a corner have no coordinate: the corner's own stands there."""


def add_map(
    page: SheetPage, item_id: str, box: Box, extent: tuple[float, float, float, float],
    layers: Sequence[QgsMapLayer], pen: str = "neat",
) -> QgsLayoutItemMap:  # fmt: skip
    """A map item in the project's CRS, with the neat line around it."""
    item = QgsLayoutItemMap(page.layout)
    page.add(item, item_id, box)
    item.setLayers(list(layers))
    item.setKeepLayerSet(True)
    item.setExtent(QgsRectangle(*extent))
    item.setFrameEnabled(True)
    item.setFrameStrokeWidth(QgsLayoutMeasurement(page.style.pen(pen).width))
    item.setFrameJoinStyle(Qt.PenJoinStyle.MiterJoin)
    item.setBackgroundColor(QColor("#FFFFFF"))
    return item


def coordinates(page: SheetPage, box: Box, extent: tuple[float, float, float, float],
                step: float) -> None:  # fmt: skip
    """Coordinates in the margin of the map: full at the corners, and at every tick (S23)."""
    xmin, ymin, xmax, ymax = extent
    k = box.width / (xmax - xmin)
    height = page.line_height("coordinate")
    sides: tuple[tuple[str, float, float, Align], ...] = (
        ("west", xmin, box.x, "left"),
        ("east", xmax, box.right, "right"),
    )
    for name, east, x, align in sides:
        left = x if align == "left" else x - _CORNER_MM
        for side, y in (("north", box.y - height - 0.4), ("south", box.bottom + 0.4)):
            row = Box(left, y, _CORNER_MM, height)
            page.text(f"corner_{side}_{name}_east", f"{east:.0f} mE", row, "coordinate", align)
    for side, north, y in (("south", ymin, box.bottom), ("north", ymax, box.y)):
        top = y - _CORNER_MM if side == "south" else y
        for name, x in (("west", box.x - height - 0.4), ("east", box.right + 0.4)):
            column = Box(x, top, height, _CORNER_MM)
            along: Align = "left" if side == "south" else "right"
            page.text(f"corner_{side}_{name}_north", f"{north:.0f} mN", column, "coordinate",
                      along, angle=-90)  # fmt: skip
    half = _CORNER_MM / 2
    for east in _ticks(xmin, xmax, step, (_CORNER_MM + half) / k):
        x = box.x + (east - xmin) * k
        for side, y in (("north", box.y - height - 0.4), ("south", box.bottom + 0.4)):
            row = Box(x - half, y, 2 * half, height)
            page.text(f"tick_{side}_{east:.0f}", f"{east:.0f}", row, "coordinate", "centre")
    for north in _ticks(ymin, ymax, step, (_CORNER_MM + half) / k):
        y = box.bottom - (north - ymin) * k
        for name, x in (("west", box.x - height - 0.4), ("east", box.right + 0.4)):
            column = Box(x, y - half, height, 2 * half)
            page.text(f"tick_{name}_{north:.0f}", f"{north:.0f}", column, "coordinate",
                      "centre", angle=-90)  # fmt: skip


def _ticks(low: float, high: float, step: float, clear: float) -> list[float]:
    values = np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
    return [float(v) for v in values if v - low >= clear and high - v >= clear]


def north_arrow(page: SheetPage, box: Box, size: float, words: SheetWords) -> None:
    """Grid north, without ornament (S22)."""
    lines = page.wrapped(words.short("grid_north"), box.width - 1, "fine")
    height = page.line_height("fine")
    total = size * 1.0 + height * len(lines)
    y = box.y + max(0.5, (box.height - total) / 2)
    arrow = Box(box.x + (box.width - size) / 2, y, size, size)
    page.picture("north", resource_path("sheets", "north.svg"), arrow)
    for index, line in enumerate(lines):
        row = Box(box.x, arrow.bottom + index * height, box.width, height)
        page.text(f"north_text_{index + 1}" if index else "north_text", line, row, "fine", "centre")


def scale_bar(
    page: SheetPage, box: Box, main: QgsLayoutItemMap, scale: int, bar: float, words: SheetWords
) -> None:
    """The ratio and a bar of 100 mm (50 on A4), true on copies of any size (S24)."""
    height = page.line_height("neighbour")
    page.text("scale", words.say("scale_is", scale=f"{scale:,}"),
              Box(box.x, box.y + 0.5, box.width, height), "neighbour", "centre")  # fmt: skip
    item = QgsLayoutItemScaleBar(page.layout)
    item.setLinkedMap(main)
    item.setStyle("Single Box")
    item.setUnits(QgsUnitTypes.DistanceMeters)
    item.setMapUnitsPerScaleBarUnit(1)
    item.setUnitLabel(words.short("metres"))
    length = round(bar * scale / 1000, 6)
    segments = _round_segments(length)
    item.setNumberOfSegments(segments)
    item.setNumberOfSegmentsLeft(0)
    item.setUnitsPerSegment(length / segments)
    item.setHeight(2.0)
    item.setLineSymbol(line_symbol(page.style.pen("rule")))
    item.setLabelBarSpace(1.0)
    item.setBoxContentSpace(0.5)
    item.setTextFormat(text_format(page, "fine"))
    page.add(item, "scale_bar", Box(box.x, box.y + height + 0.5, box.width, 8))
    item.update()
    size = item.sizeWithUnits()
    left = box.x + (box.width - size.width()) / 2
    page.place(item, Box(left, box.y + height + 0.5, size.width(), size.height()))


def _round_segments(length: float) -> int:
    """Into how many equal parts of a round number of metres a bar is divided."""
    return next((n for n in (4, 5, 2) if float(f"{length / n:.2g}") == length / n), 1)


def text_format(page: SheetPage, role: str, bold: bool | None = None) -> QgsTextFormat:
    """A text class of the style for items that take a text format."""
    style = page.style.text(role)
    font = page.font.font(style.size, style.bold if bold is None else bold)
    text = QgsTextFormat()
    text.setFont(font)
    if style.bold if bold is None else bold:
        text.setNamedStyle("Bold")
    text.setSize(page.font.em(style.size))
    text.setSizeUnit(MM)
    text.setColor(QColor(BLACK))
    return text


def legend(
    page: SheetPage, box: Box, entries: Sequence[tuple[Sample, list[str]]], words: SheetWords
) -> None:  # fmt: skip
    """Only the classes that this sheet shows, with its own symbols (S29).

    An entry's label has one text a language, in one line (3.22 sets two too close for
    Thai); where both do not fit, the first is kept.
    """
    head = page.line_height("note")
    row = Box(box.x + 2, box.y + 0.5, box.width - 4, head)
    page.text("legend_title", words.say("legend"), row, "note")
    inner = Box(box.x + 1, box.y + head + 0.8, box.width - 2, box.height - head - 1.0)
    item = QgsLayoutItemLegend(page.layout)
    item.setAutoUpdateModel(False)
    item.setTitle("")
    item.setBackgroundEnabled(False)
    item.setSymbolHeight(3)
    item.setMaximumSymbolSize(4)
    item.setBoxSpace(0.5)
    item.setColumnSpace(3)
    item.setResizeToContents(True)
    item.rstyle(QgsLegendStyle.Title).setMargin(QgsLegendStyle.Bottom, 0.0)
    page.add(item, "legend", inner)
    usual, role = (13, "note") if box.width >= 80 else (10, "fine")
    for languages, symbol, size, gap in (
        (2, usual, role, 1.0), (2, usual, "fine", 1.0), (1, usual, role, 1.0),
        (1, usual, "fine", 1.0), *((1, LEAST_SAMPLE_MM, "fine", gap) for gap in (1.0, 0.3, 0.0)),
    ):  # fmt: skip
        item.setSymbolWidth(symbol)
        _legend_texts(page, item, size, gap)
        labels = [" · ".join(texts[:languages]) for _, texts in entries]
        _legend_rows(item, [sample for sample, _ in entries], labels)
        if _legend_fits(item, inner):
            return


def _legend_texts(page: SheetPage, item: QgsLayoutItemLegend, role: str, gap: float) -> None:
    for part in (QgsLegendStyle.Subgroup, QgsLegendStyle.SymbolLabel, QgsLegendStyle.Group):
        style = item.rstyle(part)
        if hasattr(style, "setTextFormat"):
            style.setTextFormat(text_format(page, role))
        else:
            item.setStyleFont(part, page.font.font(page.style.text(role).size))
    for part in (QgsLegendStyle.Symbol, QgsLegendStyle.Subgroup, QgsLegendStyle.Group):
        item.rstyle(part).setMargin(QgsLegendStyle.Top, gap)


def _legend_rows(
    item: QgsLayoutItemLegend, samples: Sequence[Sample], labels: Sequence[str]
) -> None:
    group = item.model().rootGroup()
    group.removeAllChildren()
    for (layer, symbol), label in zip(samples, labels):
        node = group.addLayer(layer)
        node.setName(label)
        if symbol is not None:
            QgsMapLayerLegendUtils.setLegendNodeCustomSymbol(node, 0, symbol)
            item.model().refreshLayerLegend(node)


def _legend_fits(item: QgsLayoutItemLegend, box: Box) -> bool:
    """Set as few columns as the height allows; whether they fit the width too."""
    for columns in range(1, 6):
        item.setColumnCount(columns)
        size = QgsLegendRenderer(item.model(), item.legendSettings()).minimumSize()
        if size.width() > box.width:
            return False
        if size.height() <= box.height:
            return True
    return False


def inset_map(
    page: SheetPage, number: int, box: Box, extent: tuple[float, float, float, float], scale: int,
    layers: Sequence[QgsMapLayer], words: SheetWords,
) -> None:  # fmt: skip
    """A place drawn larger, with its number and scale above it (S17)."""
    head = INSET_HEAD_MM
    title = words.short("detail_scale", number=number, scale=f"{scale:,}")
    row = Box(box.x, box.y, max(box.width, page.width(title, "neighbour")), head)
    page.text(f"inset_{number}_title", title, row, "neighbour")
    add_map(page, f"inset_{number}", Box(box.x, box.y + head, box.width, box.height - head),
            extent, layers)  # fmt: skip


def small_lot_table(
    page: SheetPage, number: int, box: Box, rows: Sequence[TableRow], title: str,
    heads: Sequence[str],
) -> bool:  # fmt: skip
    """Key number, code, area and, where it is known, kind of owner of the parcels too small
    for their number (S18); whether all rows stand in the box."""
    row = Box(box.x, box.y, box.width, TABLE_ROW_MM)
    page.text(f"small_lots_{number}_title", title, row, "fine")
    table = QgsLayoutItemManualTable.create(page.layout)
    page.layout.addMultiFrame(table)
    lines = [[str(row.key), row.code, row.area, row.owner] for row in rows]
    count = 3 if rows[0].owner is None else 4
    contents = [list(heads)[:count], *([text or "" for text in line[:count]] for line in lines)]
    table.setTableContents([[_cell(text) for text in line] for line in contents])
    table.setColumnWidths([width - 2.5 for width in TABLE_COLUMNS_MM[:count]])
    margin = max(1.0, 0.4 * page.font.em(page.style.text("fine").size))  # T4
    table.setRowHeights([TABLE_ROW_MM - 2 * margin - 0.3] * len(contents))
    table.setContentTextFormat(text_format(page, "fine"))
    table.setCellMargin(margin)
    table.setGridStrokeWidth(page.style.pen("rule").width)
    table.setWrapBehavior(QgsLayoutTable.TruncateText)
    frame = QgsLayoutFrame(page.layout, table)
    frame.setId(f"small_lots_{number}")
    room = QRectF(box.x, box.y + TABLE_ROW_MM, box.width, box.height - TABLE_ROW_MM)
    frame.attemptSetSceneRect(room)
    table.addFrame(frame)
    table.recalculateTableSize()
    return table.totalSize().height() <= room.height() + 0.01


def _cell(text: str) -> QgsTableCell:
    cell = QgsTableCell(text)
    cell.setVerticalAlignment(Qt.AlignmentFlag.AlignVCenter)
    return cell
