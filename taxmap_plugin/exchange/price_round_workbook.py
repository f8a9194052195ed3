"""A price round as a workbook: sums, by class, zone, block and payer, and every parcel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..core.price_round_table import PriceTables
from .csv_file import FileNotWritten
from .report_workbook import Sheet, write_workbook
from .table_sheet import table_cells, table_sheet


def write_price_round(tables: PriceTables, path: Path) -> None:
    """Write the report to ``path`` (.xlsx); an older file is replaced. Raises FileNotWritten."""
    parcels = tables.found.parcels
    codes = dict(zip(parcels["parcel"], parcels["code"]))
    sheets = [
        _summary(tables),
        *map(table_sheet, (tables.tax_classes(), tables.zones(), tables.blocks())),
        *map(table_sheet, (tables.payers(), tables.parcels(), tables.left_out(codes))),
    ]
    try:
        write_workbook(sheets, path)
    except (OSError, RuntimeError) as error:
        raise FileNotWritten(path, str(error)) from error


def _summary(tables: PriceTables) -> Sheet:
    rows: list[list[Any]] = [[tables.lists()], []]
    for table in (tables.totals(), tables.classes_of_rise()):
        rows += [[table.title], table.heads, *table_cells(table), []]
    return Sheet(tables.of("summary"), [tables.of("title")], rows, is_list=False)
