"""Amounts and lines of derivations as cells of a workbook."""

from __future__ import annotations

from typing import Any, Optional

from ..core.law_table import source_text
from ..core.message import Language, render
from ..core.tax_line import Amount, TaxLine

_SATANG = 100


def baht(satang: Optional[Amount]) -> Optional[float]:
    """Baht as a spreadsheet counts with them."""
    return None if satang is None else float(satang) / _SATANG


def line_cells(line: TaxLine, language: Language) -> list[Any]:
    """What is done, value (baht), rate (percent), result (baht), source."""
    rate = None if line.rate is None else float(line.rate)
    source = source_text(line.source, language)
    return [render(line.message, language), baht(line.value), rate, baht(line.amount), source]
