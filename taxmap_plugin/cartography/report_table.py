"""Tables of a report (satang) on its pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.collection_table import Table
from ..core.money import format_baht
from .report_pages import Column, ReportPages

_TOGETHER = 16
"""Rows of a table that stay on one page."""
_ROW_MM, _AROUND_MM, _LEAST_MM = 6.3, 3.2, 8.0


def add_table(pages: ReportPages, table: Table, widths: Sequence[float], note: str = "") -> None:
    """A table under its title; a short one is not parted from it. ``widths`` in mm."""
    pages.skip(6)
    together = (len(table.rows) if len(table.rows) <= _TOGETHER else 2) + 4
    pages.need(together * _ROW_MM)
    pages.line(table.title, "heading")
    if note:
        pages.paragraph(note, "cell")
    pages.skip(1)
    columns = [
        Column(head, width, "right" if at in table.money | table.counts else "left")
        for at, (head, width) in enumerate(zip(table.heads, _fitted(pages, table, widths)))
    ]
    rows = [[_text(table, at, cell) for at, cell in enumerate(row)] for row in table.rows]
    pages.table(columns, rows)


def _fitted(pages: ReportPages, table: Table, widths: Sequence[float]) -> list[float]:
    """As wide as their amounts are, which are never cut; the texts share what is left."""
    least = list(widths)
    for at in table.money:
        texts = [_text(table, at, row[at]) for row in table.rows]
        longest = max((pages.page.width(text, "cell") for text in texts), default=0.0)
        least[at] = max(longest + _AROUND_MM, widths[at])
    others = [at for at in range(len(least)) if at not in table.money | table.counts]
    over = sum(least) - sum(widths)
    text = sum(least[at] for at in others)
    for at in others:
        least[at] = max(least[at] - over * least[at] / text, _LEAST_MM)
    return least


def _text(table: Table, at: int, cell: Any) -> str:
    if cell is None:
        return ""
    if at in table.money:
        return format_baht(int(cell))
    return f"{cell:,}" if at in table.counts and isinstance(cell, int) else str(cell)
