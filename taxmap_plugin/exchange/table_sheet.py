"""Tables of a report (satang) as sheets of a workbook (baht)."""

from __future__ import annotations

from typing import Any, Optional

from ..core.collection_table import Table
from ..core.tax_line import Amount
from .report_workbook import Sheet

_SATANG = 100


def table_sheet(table: Table) -> Sheet:
    """A sheet of its own."""
    return Sheet(table.title, table.heads, table_cells(table))


def table_cells(table: Table) -> list[list[Any]]:
    """Its rows, satang as baht."""
    return [
        [in_baht(cell) if at in table.money else cell for at, cell in enumerate(row)]
        for row in table.rows
    ]


def in_baht(satang: Optional[Amount]) -> Optional[float]:
    """For a cell of a spreadsheet."""
    return None if satang is None else float(satang) / _SATANG
