"""Tables as offices keep them: CSV in any Thai encoding, Excel, LibreOffice.

Every cell arrives as the text that was written: ``0632`` keeps its zero, ``632.0`` is
``632``, a date is ``2024/05/01``. Titles above the table are skipped, and each row
knows its number in the sheet. What GDAL can read beyond that (DBF, GeoPackage) goes
through :mod:`.source`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Optional

import numpy as np
import pandas as pd
from osgeo import gdal

from ..core.column_alias import find_alias, tables_with_aliases
from ..core.feedback import Feedback, Silent, check_cancelled
from ..core.message import Message
from ..core.text_encoding import guess_encoding
from ..core.thai_text import arabic_digits, clean_text
from .source import (
    PathLike,
    Source,
    SourceError,
    known_encoding,
    list_layers,
    read_source,
)
from .source_read import quiet_gdal
from .workbook_marks import SheetMarks, fill_down, read_marks

WORKBOOKS = (".xlsx", ".xlsm", ".ods")
TEXTS = (".csv", ".txt", ".tsv")
Grid = list[list[Optional[str]]]
"""A sheet as it stands: rows of cells, ``None`` where a cell is blank."""

_DELIMITERS = ",;\t|"
_SEARCHED_FOR_HEADER = 30
_COUNTED = 4  # so many columns numbered one after the other are no row of data
_TEXT_CELLS = {
    "OGR_XLSX_HEADERS": "DISABLE",
    "OGR_XLSX_FIELD_TYPES": "STRING",
    "OGR_ODS_HEADERS": "DISABLE",
    "OGR_ODS_FIELD_TYPES": "STRING",
}


def list_sheets(path: PathLike) -> list[str]:
    """The sheets of a workbook in their order; a CSV file is one sheet of its own name.

    Raises :class:`~.source.SourceError` when the file is missing, held open or no table.
    """
    shown = Path(path)
    suffix = shown.suffix.lower()
    if suffix in TEXTS:
        _check(shown)
        return [shown.stem]
    if suffix in WORKBOOKS:
        with _workbook(shown) as dataset:
            return [dataset.GetLayer(i).GetName() for i in range(dataset.GetLayerCount())]
    return [layer.name for layer in list_layers(path)]


def read_table(
    path: PathLike,
    sheet: Optional[str] = None,
    encoding: Optional[str] = None,
    feedback: Optional[Feedback] = None,
) -> Source:
    """One table as a :class:`~.source.Source` without shapes; all cells text or ``None``.

    ``sheet`` may stay empty when there is only one; ``encoding`` overrules the guess for
    a CSV file. ``rows`` are the row numbers as the spreadsheet program shows them. Raises
    :class:`~.source.SourceError`.
    """
    feedback, shown = feedback or Silent(), Path(path)
    encoding = known_encoding(encoding)
    suffix = shown.suffix.lower()
    if suffix in TEXTS:
        grid, judged = _read_text(shown, encoding)
        name, driver, marks = shown.stem, "CSV", SheetMarks()
    elif suffix in WORKBOOKS:
        name = sheet or _only_sheet(shown)
        grid, judged = _read_sheet(shown, name, feedback), ("utf-8", 1.0)
        driver = "ODS" if suffix == ".ods" else "XLSX"
        marks = read_marks(shown, name) if driver == "XLSX" else SheetMarks()
    else:
        return read_source(path, sheet, encoding, feedback=feedback)
    source = table_of_grid(grid, shown.name, name, marks)
    source.path, source.layer, source.driver = str(path), name, driver
    source.encoding, source.encoding_certainty = judged
    lost = sum(cell.count("\ufffd") for row in grid for cell in row if cell)
    if lost:
        source.notes.append(Message("source.text_unreadable", count=lost))
    if _lock_file(shown):
        source.notes.append(Message("table_source.open_elsewhere", file=shown.name))
    feedback.progress(1.0)
    return source


def table_of_grid(
    grid: Grid, file: str, sheet: str = "", marks: Optional[SheetMarks] = None
) -> Source:
    """A table from all rows of a sheet: its header row found, blank rows left out.

    A cell that is merged over several rows says in each of them what it says in the first.
    """
    marks = marks or SheetMarks()
    width = max((len(row) for row in grid), default=0)
    grid = [row + [None] * (width - len(row)) for row in grid]
    header_at = find_header(grid)
    header, body_at = _whole_header(grid, header_at) if grid else ([], 0)
    body = [
        (number, row)
        for number, row in enumerate(grid[body_at:], body_at + 1)
        if any(cell is not None for cell in row)
    ]
    names = _column_names(header)
    notes = _notes_on_cells(dict(body), names, sheet, marks)
    numbers = np.array([number for number, _ in body], dtype=np.int64)
    frame = pd.DataFrame([row for _, row in body], columns=names, dtype=object)
    empty = [name for name in names if name.startswith("[") and frame[name].isna().all()]
    source = Source(
        path="", file=file, layer="", driver="", frame=frame.drop(columns=empty), geom=None,
        rows=numbers, fids=numbers,
    )  # fmt: skip
    if not len(frame):
        source.notes.append(Message("source.empty", file=file))
    if header_at > 0:
        source.notes.append(Message("table_source.header_found", file=file, row=header_at + 1))
    source.notes += notes
    return source


def _notes_on_cells(
    body: dict[int, list[Optional[str]]], names: list[str], sheet: str, marks: SheetMarks
) -> list[Message]:
    """Fill merged cells down the rows of ``body`` (row number → cells), and say which; and
    name the columns whose formulas have no result.
    """
    filled = fill_down(body, marks)
    unworked = [at for row, at in marks.unworked if row + 1 in body]
    return [
        Message(
            id, sheet=sheet, columns=[names[at] for at in sorted(set(places))], count=len(places)
        )
        for id, places in (
            ("table_source.merged_filled", filled),
            ("table_source.formulas_unworked", unworked),
        )
        if places
    ]


def find_header(grid: Grid) -> int:
    """Position of the row of column names: the one with most names that are known, else the
    first that is as wide as the table.
    """
    rows = grid[:_SEARCHED_FOR_HEADER]
    known = [sum(_is_known(cell) for cell in row) for row in rows]
    if known and max(known) >= 2:
        return known.index(max(known))
    filled = [sum(cell is not None for cell in row) for row in rows]
    wide = max(filled, default=0)
    return next((at for at, count in enumerate(filled) if count and count >= 0.8 * wide), 0)


def _whole_header(grid: Grid, at: int) -> tuple[list[Optional[str]], int]:
    """The column names around row ``at``, and where the rows of data begin.

    Offices write a group above its columns (``เนื้อที่`` above ``ไร่``, ``งาน``, ``ตร.ว.``) in
    merged cells, and under the names a row that numbers the columns: ``(1)``, ``(2)`` …
    """
    names = grid[at]
    above = grid[at - 1] if at else []
    if _names_under_groups(above, names) and any(
        _is_known(one) for one, own in zip(above, names) if own is None
    ):
        names = _joined_names(above, names)
    below = grid[at + 1] if at + 1 < len(grid) else []
    if _names_under_groups(grid[at], below) and any(map(_is_known, below)):
        names, at = _joined_names(names, below), at + 1
    return names, at + 2 if at + 1 < len(grid) and _counts_columns(grid[at + 1]) else at + 1


def _names_under_groups(upper: list[Optional[str]], lower: list[Optional[str]]) -> bool:
    """Whether ``lower`` names columns only where ``upper`` leaves room: below a blank cell or
    below the first cell of a group. Rows of data stand below ordinary names too.
    """
    if not any(upper) or not any(lower):
        return False
    after = [*upper[1:], None]
    room = [own is None or right is None for own, right in zip(upper, after)]
    filled = [at for at, cell in enumerate(lower) if cell is not None]
    below_blank = any(upper[at] is None for at in filled)
    return below_blank and all(room[at] and not _is_number(lower[at]) for at in filled)


def _counts_columns(row: list[Optional[str]]) -> bool:
    numbers = [arabic_digits(cell).strip(" ()") for cell in row if cell is not None]
    return len(numbers) >= _COUNTED and numbers == [str(n + 1) for n in range(len(numbers))]


def _is_number(cell: Optional[str]) -> bool:
    return arabic_digits(cell or "").replace(",", "").replace(".", "").isdecimal()


def _joined_names(upper: list[Optional[str]], lower: list[Optional[str]]) -> list[Optional[str]]:
    return [own if own is not None else group for group, own in zip(upper, lower)]


@lru_cache(maxsize=4096)
def _is_known(cell: Optional[str]) -> bool:
    text = clean_text(cell)
    if text is None or text.replace(".", "").isdigit():
        return False
    return any(find_alias(text, table)[0] is not None for table in tables_with_aliases())


def _column_names(header: list[Optional[str]]) -> list[str]:
    """Every column has a name of its own: blank ones the letter of their column."""
    names: list[str] = []
    for at, cell in enumerate(header):
        name = clean_text(cell) or f"[{_letters(at)}]"
        number, wanted = 2, name
        while name in names:
            name, number = f"{wanted} ({number})", number + 1
        names.append(name)
    return names


def _letters(at: int) -> str:
    """0 → A, 26 → AA: what the spreadsheet program calls the column."""
    text = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        text = chr(65 + rest) + text
    return text


# -- CSV ----------------------------------------------------------------------------


def _read_text(path: Path, encoding: Optional[str]) -> tuple[Grid, tuple[str, float]]:
    raw = _bytes(path)
    judged = (encoding, 1.0) if encoding else guess_encoding(raw)
    name = "utf-8-sig" if judged[0] == "utf-8" else judged[0]
    try:
        text = raw.decode(name)
    except UnicodeDecodeError as error:
        if encoding:
            raise SourceError(
                Message("table_source.wrong_encoding", file=path.name, encoding=encoding),
                str(error),
            ) from error
        text = raw.decode(name, errors="replace")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        grid = [[cell if cell.strip() else None for cell in row] for row in reader]
    except csv.Error as error:
        raise SourceError(
            Message("table_source.broken_csv", file=path.name, row=reader.line_num), str(error)
        ) from error
    return grid, judged


def _delimiter(text: str) -> str:
    """The sign that cuts most lines into the same number of cells."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:50]
    first = lines[0] if lines else ""
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]

    def score(sign: str) -> tuple[int, int]:
        counts = [len(next(csv.reader([line], delimiter=sign), [])) for line in lines]
        usual = max(set(counts), key=counts.count, default=1)
        return (counts.count(usual) if usual > 1 else 0, usual)

    return max(_DELIMITERS, key=score)


def _bytes(path: Path) -> bytes:
    _check(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(Message("source.held_open", file=path.name), str(error)) from error


# -- workbooks ------------------------------------------------------------------------


def _only_sheet(path: Path) -> str:
    sheets = list_sheets(path)
    if len(sheets) == 1:
        return sheets[0]
    if not sheets:
        raise SourceError(Message("table_source.no_sheets", file=path.name))
    raise SourceError(Message("table_source.choose_sheet", file=path.name, sheets=sheets))


def _read_sheet(path: Path, name: str, feedback: Feedback) -> Grid:
    with _workbook(path) as dataset:
        layer = dataset.GetLayerByName(name)
        if layer is None:
            raise SourceError(Message("source.no_such_layer", file=path.name, layer=name))
        fields = range(layer.GetLayerDefn().GetFieldCount())
        count = max(layer.GetFeatureCount(), 1)
        grid: Grid = []
        for feature in layer:
            cells = [feature.GetField(i) for i in fields]
            grid.append([cell if cell is not None and cell.strip() else None for cell in cells])
            if len(grid) % 5000 == 0:
                check_cancelled(feedback)
                feedback.progress(0.9 * len(grid) / count)
    return grid


@contextmanager
def _workbook(path: Path) -> Iterator[gdal.Dataset]:
    """The workbook opened so that every cell is text and no row is taken for a header."""
    _check(path)
    before = {key: gdal.GetThreadLocalConfigOption(key) for key in _TEXT_CELLS}
    for key, value in _TEXT_CELLS.items():
        gdal.SetThreadLocalConfigOption(key, value)
    try:
        with quiet_gdal():
            try:
                dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY)
            except RuntimeError:  # another plugin switched GDAL's exceptions on
                dataset = None
            if dataset is None:
                raise SourceError(
                    Message("table_source.not_a_workbook", file=path.name),
                    gdal.GetLastErrorMsg(),
                )
            yield dataset
    finally:
        for key, value in before.items():
            gdal.SetThreadLocalConfigOption(key, value)


def _check(path: Path) -> None:
    if not path.is_file():
        raise SourceError(Message("source.missing", file=path.name, folder=str(path.parent)))
    try:
        with path.open("rb") as stream:
            start = stream.read(8)
    except PermissionError as error:
        raise SourceError(Message("source.held_open", file=path.name), str(error)) from error
    if start.startswith(b"\xd0\xcf\x11\xe0"):  # OLE: an old .xls, or a workbook with a password
        raise SourceError(Message("table_source.old_or_locked", file=path.name))


def _lock_file(path: Path) -> bool:
    """Excel or LibreOffice has the file open; what is not saved there is not seen here."""
    locks = (path.with_name("~$" + path.name), path.with_name(f".~lock.{path.name}#"))
    return any(lock.exists() for lock in locks)
