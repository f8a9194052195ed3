"""The match as a workbook for the office: summary, then one sheet for each outcome.

With openpyxl the sheets have colours, filters and frozen headers; without it GDAL writes
the same cells plainly. Owners' names are masked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Optional

import pandas as pd
from osgeo import gdal, ogr

from ..core.feedback import Feedback, Silent, check_cancelled
from ..core.match_profile import MatchProfile
from ..core.message import Language, Message, render
from ..core.thai_date import format_date
from ..workspace.schema import table as table_of
from ..workspace.store import Workspace
from .match_lines import (
    KEYS,
    area_text,
    differing,
    domain_text,
    match_lines,
    reason_text,
    state_of,
)
from .match_source import MatchError
from .register_match import counts
from .source_read import quiet_gdal

_OUTCOMES = ("matched", "suggested", "conflict", "parcel_only", "register_only")
_FILLS = {  # look-and-feel.md P15: fill, and the text that is readable on it
    "matched": ("4FA98A", "000000"),
    "suggested": ("F0BE1E", "000000"),
    "conflict": ("A8230F", "FFFFFF"),
    "parcel_only": ("EDEEF0", "000000"),
    "register_only": ("EDEEF0", "000000"),
}
_DIFFERS = ("F6D5CF", "000000")
_FONT = "TH Sarabun New"
_FONT_SIZE = 14
_WIDEST = 48
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XLSX file can hold."""


@dataclass
class _Sheet:
    """Cells of one sheet; ``marked`` are cells (row, column from 0) that contradict."""

    title: str
    header: list[str]
    rows: list[list[Any]]
    outcome: str = ""
    marked: set[tuple[int, int]] = field(default_factory=set)


def write_report(
    ws: Workspace,
    path: Path,
    language: Language = "th",
    table: str = "title_document",
    profile: Optional[MatchProfile] = None,
    feedback: Optional[Feedback] = None,
) -> Path:
    """Write the report of the present matches to ``path`` (.xlsx); an older file is replaced.

    Raises MatchError when the file is held open or cannot be written, Cancelled.
    """
    feedback, path = feedback or Silent(), Path(path)
    lines = match_lines(ws, table)
    sheets = [_summary(ws, lines, table, language, profile)]
    for number, outcome in enumerate(_OUTCOMES):
        check_cancelled(feedback)
        sheets.append(_outcome_sheet(lines[lines["outcome"] == outcome], outcome, language))
        feedback.progress(0.6 * (number + 1) / len(_OUTCOMES))
    unfinished = path.with_name("." + path.stem + ".unfinished.xlsx")
    try:
        _write(sheets, unfinished)
        unfinished.replace(path)
    except (OSError, RuntimeError) as error:
        raise MatchError(Message("match_report.not_written", file=path.name), str(error)) from error
    finally:
        unfinished.unlink(missing_ok=True)
    feedback.progress(1.0)
    return path


def _text(id: str, language: Language, **params: Any) -> str:
    return render(Message("match_report." + id, **params), language)


# -- what stands in the sheets ---------------------------------------------------------


def _summary(
    ws: Workspace,
    lines: pd.DataFrame,
    table: str,
    language: Language,
    profile: Optional[MatchProfile],
) -> _Sheet:
    totals = counts(ws, table)
    today = format_date(datetime.now().date(), "long", language=language)
    rows: list[list[Any]] = [
        [_text("office", language), ws.municipality.name],
        [_text("register", language), table_of(table).title(language)],
        [_text("date", language), today],
    ]
    if profile is not None:
        percent, wah = f"{100 * profile.area.relative:g}", f"{profile.area.absolute / 100:g}"
        tolerance = _text("tolerance_value", language, percent=percent, wah=wah)
        rows += [
            [_text("profile", language), profile.title.get(language, profile.name)],
            [_text("tolerance", language), tolerance],
        ]
    rows += [[], ["", _text("parcels", language), _text("rows", language)]]
    for outcome in _OUTCOMES:
        name = domain_text("match_outcome", outcome, language)
        rows.append([name, *(int(count) for count in totals.loc[outcome])])
    rows.append([_text("total", language), *(int(count) for count in totals.sum())])
    rows += [[], [_text("method", language), _text("lines", language)]]
    for method, count in lines["method"].dropna().value_counts().items():
        rows.append([domain_text("match_method", method, language), int(count)])
    rows += [[], [_text("state", language), _text("lines", language)]]
    states = state_of(lines[lines["outcome"] == "matched"]).value_counts()
    rows += [[domain_text("match_state", s, language), int(n)] for s, n in states.items()]
    return _Sheet(_text("summary", language), [_text("title", language)], rows)


def _outcome_sheet(lines: pd.DataFrame, outcome: str, language: Language) -> _Sheet:
    """One line each: what map and register say, side by side."""
    columns: list[tuple[str, str, str]] = [("code", "parcel_code", "register_code")]
    columns += [(key, "map_" + key, "register_" + key) for key in KEYS]
    columns += [("area", "map_area", "register_area")]
    sides = {"parcel_only": ("map",), "register_only": ("register",)}.get(
        outcome, ("map", "register")
    )
    header, chosen = [], []
    for name, of_map, of_register in columns:
        for side, column in (("map", of_map), ("register", of_register)):
            if side in sides:
                label = render(Message("match_report.column_" + name), language)
                header.append(
                    _text("of_" + side, language, column=label) if len(sides) > 1 else label
                )
                chosen.append((name, column))
    tail = _tail(outcome)
    header += [_text("column_" + name, language) for name in tail]
    sheet = _Sheet(domain_text("match_outcome", outcome, language), header, [], outcome)
    for number, line in enumerate(lines.to_dict("records")):
        cells = [_cell(name, line[column], language) for name, column in chosen]
        sheet.rows.append(cells + [_tail_cell(name, line, language) for name in tail])
        if outcome in ("suggested", "conflict", "matched"):
            wrong = differing(line["compared"])
            wrong |= {"code"} if "parcel_code" in wrong else set()
            sheet.marked |= {(number, at) for at, (name, _) in enumerate(chosen) if name in wrong}
    return sheet


def _tail(outcome: str) -> list[str]:
    if outcome == "parcel_only":
        return []
    if outcome == "register_only":
        return ["owner"]
    names = ["owner", "method", "score", "state"]
    return [*names, "conflict", "better", "reason"] if outcome == "conflict" else names


def _cell(name: str, value: Any, language: Language) -> str:
    if name == "area":
        return area_text(value)
    if name == "document_type":
        return domain_text("document_type", value, language)
    return value if isinstance(value, str) else ""


def _tail_cell(name: str, line: Mapping[Any, Any], language: Language) -> Any:
    if name == "score":
        return None if pd.isna(line["score"]) else float(line["score"])
    if name == "reason":
        return reason_text(line["reason"], language)
    if name in ("method", "state", "conflict"):
        return domain_text("match_" + name, line[name], language)
    value = line["better_code" if name == "better" else name]
    return value if isinstance(value, str) else ""


# -- writing ---------------------------------------------------------------------------


def _write(sheets: list[_Sheet], path: Path) -> None:
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


def _write_pretty(sheets: list[_Sheet], path: Path, openpyxl: Any) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    def fill(color: str) -> Any:
        return PatternFill("solid", fgColor=color)

    plain, bold = Font(name=_FONT, size=_FONT_SIZE), Font(name=_FONT, size=_FONT_SIZE, bold=True)
    top = Alignment(vertical="top", wrap_text=True)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(sheets):
        page = book.create_sheet(_sheet_name(sheet.title))
        page.append(sheet.header)
        for row in sheet.rows:
            page.append(row)
        for line in page.iter_rows():
            for cell in line:
                cell.font, cell.alignment = plain, top
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # what begins with = is no formula of ours
        background, ink = _FILLS.get(sheet.outcome, ("EDEEF0", "000000"))
        for cell in page[1]:
            cell.font = Font(name=_FONT, size=_FONT_SIZE, bold=True, color=ink)
            cell.fill = fill(background)
        for line_at, column_at in sheet.marked:
            page.cell(line_at + 2, column_at + 1).fill = fill(_DIFFERS[0])
        for at in range(len(max([sheet.header, *sheet.rows], key=len))):
            page.column_dimensions[get_column_letter(at + 1)].width = _width(sheet, at)
        if number:
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


def _width(sheet: _Sheet, column: int) -> float:
    texts = [row[column] for row in sheet.rows[:2000] if column < len(row)]
    if sheet.outcome:
        texts.append(sheet.header[column])
    longest = max((len(str(text)) for text in texts if text is not None), default=8)
    return min(max(longest + 3, 9), _WIDEST)


def _sheet_name(title: str) -> str:
    return "".join("-" if letter in r"[]:*?/\'" else letter for letter in title)[:31]


def _write_plain(sheets: list[_Sheet], path: Path) -> None:
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
