"""The revenue as a workbook: the standing, the gaps, and every row of each gap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..core.revenue import GAPS
from ..core.revenue_standing import GROUPS
from ..core.revenue_table import RevenueTables
from .csv_file import FileNotWritten
from .report_workbook import Sheet, write_workbook
from .table_sheet import table_cells, table_sheet


def write_revenue_workbook(tables: RevenueTables, path: Path) -> None:
    """Write the report to ``path`` (.xlsx); an older file is replaced. Raises FileNotWritten."""
    sheets = [_summary(tables), table_sheet(tables.years())]
    sheets += [table_sheet(tables.groups(group)) for group in GROUPS]
    sheets += [table_sheet(tables.rows_of(gap)) for gap in GAPS]
    sheets.append(table_sheet(tables.assumptions()))
    try:
        write_workbook(sheets, path)
    except (OSError, RuntimeError) as error:
        raise FileNotWritten(path, str(error)) from error


def _summary(tables: RevenueTables) -> Sheet:
    of = tables.of
    rows: list[list[Any]] = [
        [tables.revenue.collection.municipality.name],
        [tables.as_of()],
        [of("finding_aid")],
        [],
    ]
    for table in (tables.gaps(), tables.groups("tax_class")):
        rows += [[table.title], table.heads, *table_cells(table), []]
    rows += [[of("alone")], [of("precedence")], []]
    told = tables.told()
    if told:
        rows += [[of("told")], *([line] for line in told)]
    return Sheet(of("summary"), [of("title")], rows, is_list=False)
