"""A collection as a workbook: a sheet for each table, and how each debt came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..core.arrears import Owed
from ..core.collection_estimate import estimate
from ..core.collection_table import CollectionTables
from ..core.law_table import source_text
from ..core.message import render
from .csv_file import FileNotWritten
from .report_workbook import Sheet, write_workbook
from .table_sheet import in_baht, table_cells, table_sheet

_LINE = (
    "payer",
    "parcels",
    "tax_year",
    "tax_kind",
    "line",
    "what",
    "value",
    "rate",
    "amount",
    "source",
)


def write_collection_workbook(
    tables: CollectionTables, owed: Sequence[tuple[Mapping[Any, Any], Owed]], path: Path
) -> None:
    """Write the report to ``path`` (.xlsx); an older file is replaced.

    ``owed`` are the accounts of the debtors with their derivations. Raises FileNotWritten.
    """
    sheets = [
        _summary(tables),
        *map(
            table_sheet, (tables.months(), tables.fiscal_years(), tables.classes(), tables.zones())
        ),
        *map(table_sheet, (tables.ageing(), tables.debtors())),
        _derivations(tables, owed),
        *map(table_sheet, (tables.calendar(), tables.estimate(estimate(tables.collection)))),
        table_sheet(tables.left_out()),
    ]
    try:
        write_workbook(sheets, path)
    except (OSError, RuntimeError) as error:
        raise FileNotWritten(path, str(error)) from error


def _summary(tables: CollectionTables) -> Sheet:
    found, of = tables.collection, tables.of
    rows: list[list[Any]] = [
        [found.municipality.name],
        [tables.as_of()],
        [of("finding_aid")],
        [],
    ]
    for table in (tables.tax_years(), tables.choices()):
        rows += [[table.title], table.heads, *table_cells(table), []]
    told = tables.told()
    if told:
        rows += [[of("told")], *([line] for line in told)]
    return Sheet(of("summary"), [of("title")], rows, is_list=False)


def _derivations(tables: CollectionTables, owed: Sequence[tuple[Mapping[Any, Any], Owed]]) -> Sheet:
    rows = [
        [
            tables.name_of(row["payer_key"]),
            tables.parcels(row),
            row["tax_year"],
            tables.term("tax_kind", row["tax_kind"]),
            number,
            render(line.message, tables.language),
            in_baht(line.value),
            None if line.rate is None else float(line.rate),
            in_baht(line.amount),
            source_text(line.source, tables.language),
        ]
        for row, account in owed
        for number, line in enumerate(account.lines, 1)
    ]
    heads = [tables.of("head_" + name) for name in _LINE]
    return Sheet(tables.of("derivations"), heads, rows)
