"""Bars of a chart on the pages of a report, each beside its number."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsLayoutItemShape

from ..core.sheet_format import Box
from .report_pages import BODY, ReportPages
from .sheet_symbols import fill_symbol

BAR_MM = 3.4


def add_bar(pages: ReportPages, box: Box, colour: str) -> None:
    """A filled bar without an edge of its own."""
    shape = QgsLayoutItemShape(pages.page.layout)
    shape.setShapeType(QgsLayoutItemShape.Rectangle)
    shape.setSymbol(fill_symbol(colour))
    pages.page.add(shape, pages.id("bar"), box)


def add_keys(pages: ReportPages, left: float, keys: Sequence[tuple[str, str]]) -> None:
    """Which colour is what (text, colour), in a row from ``left`` mm right of the text."""
    x, height = BODY.x + left, pages.page.line_height("cell")
    for text, colour in keys:
        add_bar(pages, Box(x, pages.y + (height - BAR_MM) / 2, 6, BAR_MM), colour)
        row = Box(x + 7.5, pages.y, pages.page.width(text, "cell") + 2, height)
        pages.page.text(pages.id("key"), text, row, "cell")
        x = row.right + 6
    pages.y += height + 0.5
