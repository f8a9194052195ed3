"""A collection as a workbook: a sheet for each table, and how each debt came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

from ..core.arrears import Owed
from ..core.collection_estimate import estimate
from ..core.collection_table import CollectionTables, Table
from ..core.law_table import source_text
from ..core.message import render
from ..core.tax_line import Amount
from .csv_file import FileNotWritten
from .report_workbook import Sheet, write_workbook

_SATANG = 100
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
        *map(_sheet, (tables.months(), tables.fiscal_years(), tables.classes(), tables.zones())),
        *map(_sheet, (tables.ageing(), tables.debtors())),
        _derivations(tables, owed),
        *map(_sheet, (tables.calendar(), tables.estimate(estimate(tables.collection)))),
        _sheet(tables.left_out()),
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
        rows += [[table.title], table.heads, *_cells(table), []]
    told = tables.told()
    if told:
        rows += [[of("told")], *([line] for line in told)]
    return Sheet(of("summary"), [of("title")], rows, is_list=False)


def _sheet(table: Table) -> Sheet:
    return Sheet(table.title, table.heads, _cells(table))


def _cells(table: Table) -> list[list[Any]]:
    """Satang as baht."""
    return [
        [_baht(cell) if at in table.money else cell for at, cell in enumerate(row)]
        for row in table.rows
    ]


def _derivations(tables: CollectionTables, owed: Sequence[tuple[Mapping[Any, Any], Owed]]) -> Sheet:
    rows = [
        [
            tables.name_of(row["payer_key"]),
            tables.parcels(row),
            row["tax_year"],
            tables.term("tax_kind", row["tax_kind"]),
            number,
            render(line.message, tables.language),
            _baht(line.value),
            None if line.rate is None else float(line.rate),
            _baht(line.amount),
            source_text(line.source, tables.language),
        ]
        for row, account in owed
        for number, line in enumerate(account.lines, 1)
    ]
    heads = [tables.of("head_" + name) for name in _LINE]
    return Sheet(tables.of("derivations"), heads, rows)


def _baht(satang: Optional[Amount]) -> Optional[float]:
    return None if satang is None else float(satang) / _SATANG
