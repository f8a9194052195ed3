"""Sheets of a report as a workbook for the office.

With openpyxl they have colours, filters and frozen headers; without it GDAL writes the same
cells plainly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from osgeo import gdal, ogr

from .source_read import quiet_gdal

PLAIN = ("EDEEF0", "000000")
_MARKED = "F6D5CF"
_FONT = "TH Sarabun New"
_FONT_SIZE = 14
_STYLE = "Tax Map"
_WIDEST = 48
_MEASURED_ROWS = 2000
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XLSX file can hold."""


@dataclass
class Sheet:
    """Cells of one sheet.

    ``colours`` are those of its header, fill and ink. ``marked`` are cells (row, column from 0)
    that want to be looked at. A ``list`` has a frozen header with filters; else the header is
    the title of a page.
    """

    title: str
    header: list[str]
    rows: list[list[Any]]
    is_list: bool = True
    colours: tuple[str, str] = PLAIN
    marked: set[tuple[int, int]] = field(default_factory=set)


def write_workbook(sheets: Sequence[Sheet], path: Path) -> None:
    """Write the sheets to ``path`` (.xlsx); an older file is replaced once the new one is whole.

    Raises OSError or RuntimeError when it cannot be written.
    """
    unfinished = path.with_name("." + path.stem + ".unfinished.xlsx")
    try:
        _write(sheets, unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _write(sheets: Sequence[Sheet], path: Path) -> None:
    for sheet in sheets:
        sheet.rows = [[_writable(value) for value in row] for row in sheet.rows]
    try:
        import openpyxl
    except ImportError:
        _write_plain(sheets, path)
        return
    _write_pretty(sheets, path, openpyxl)


def _writable(value: Any) -> Any:
    return _NO_TEXT.sub("", value) if isinstance(value, str) else value


def _write_pretty(sheets: Sequence[Sheet], path: Path, openpyxl: Any) -> None:
    from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
    from openpyxl.utils import get_column_letter

    def fill(color: str) -> Any:
        return PatternFill("solid", fgColor=color)

    bold = Font(name=_FONT, size=_FONT_SIZE, bold=True)
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.add_named_style(  # a font for each cell would take five times as long
        NamedStyle(
            _STYLE,
            font=Font(name=_FONT, size=_FONT_SIZE),
            alignment=Alignment(vertical="top", wrap_text=True),
        )
    )
    for sheet in sheets:
        page = book.create_sheet(_sheet_name(sheet.title))
        page.append(sheet.header)
        for row in sheet.rows:
            page.append(row)
        for line in page.iter_rows():
            for cell in line:
                cell.style = _STYLE
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # what begins with = is no formula of ours
        background, ink = sheet.colours
        for cell in page[1]:
            cell.font = Font(name=_FONT, size=_FONT_SIZE, bold=True, color=ink)
            cell.fill = fill(background)
        for line_at, column_at in sheet.marked:
            page.cell(line_at + 2, column_at + 1).fill = fill(_MARKED)
        for at in range(len(max([sheet.header, *sheet.rows], key=len))):
            page.column_dimensions[get_column_letter(at + 1)].width = _width(sheet, at)
        if sheet.is_list:
            page.freeze_panes = "B2"
            page.auto_filter.ref = page.dimensions
        else:
            page["A1"].font = Font(name=_FONT, size=20, bold=True)
            for row in page.iter_rows(min_row=2, max_col=1):
                row[0].font = bold
        page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.print_title_rows = "1:1"
    book.save(path)


def _width(sheet: Sheet, column: int) -> float:
    texts = [row[column] for row in sheet.rows[:_MEASURED_ROWS] if column < len(row)]
    if sheet.is_list:
        texts.append(sheet.header[column])
    longest = max((len(str(text)) for text in texts if text is not None), default=8)
    return min(max(longest + 3, 9), _WIDEST)


def _sheet_name(title: str) -> str:
    return "".join("-" if letter in r"[]:*?/\'" else letter for letter in title)[:31]


def _write_plain(sheets: Sequence[Sheet], path: Path) -> None:
    """The same cells through GDAL, all as text."""
    driver = ogr.GetDriverByName("XLSX")
    if driver is None:
        raise OSError("no XLSX driver")
    with quiet_gdal():
        dataset = driver.CreateDataSource(str(path))
        if dataset is None:
            raise OSError(gdal.GetLastErrorMsg())
        for sheet in sheets:
            width = len(max([sheet.header, *sheet.rows], key=len))
            layer = dataset.CreateLayer(_sheet_name(sheet.title))
            names = sheet.header + [" " * (n + 1) for n in range(width - len(sheet.header))]
            for name in names:
                layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
            for row in sheet.rows:
                feature = ogr.Feature(layer.GetLayerDefn())
                for at, value in enumerate(row):
                    if value not in (None, ""):
                        feature.SetField(at, str(value))
                layer.CreateFeature(feature)
        del layer, dataset
