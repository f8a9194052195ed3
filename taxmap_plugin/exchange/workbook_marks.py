"""What an XLSX file says of a sheet besides its values, which is all that GDAL reads.

Cells that are merged, and formulas whose results were never stored: programs that
write workbooks without working them out leave them to Excel.
"""

from __future__ import annotations

import html
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Optional

_TAG = "<(?:[A-Za-z]+:)?"
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_SHEET = re.compile(_TAG + r"sheet\s([^>]*)>")
_RELATION = re.compile(_TAG + r"Relationship\s([^>]*)>")
_MERGED = re.compile(_TAG + r"""mergeCell\s[^>]*ref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
_FORMULA = re.compile(
    _TAG + r"c\s([^>]*[^/>])>\s*" + _TAG + r"f(?:\s[^>]*)?(?:/>|>[^<]*</[^>]*>)\s*"
    r"(?:" + _TAG + r"v\s*(?:/>|></[^>]*>)\s*)?</"
)
_PLACE = re.compile(r"([A-Z]+)(\d+)")


class CellRange(NamedTuple):
    """A block of cells, counted from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class SheetMarks:
    """``merged`` blocks of cells; ``unworked`` are the (row, column) of formulas without result."""

    merged: tuple[CellRange, ...] = ()
    unworked: tuple[tuple[int, int], ...] = ()


def read_marks(path: Path, sheet: str) -> SheetMarks:
    """The marks of one sheet of an XLSX file; none where they cannot be made out."""
    try:
        with zipfile.ZipFile(path) as archive:
            text = archive.read(_member(archive, sheet)).decode("utf-8", errors="replace")
    except (OSError, KeyError, zipfile.BadZipFile):
        return SheetMarks()
    return SheetMarks(
        merged=tuple(
            CellRange(int(top) - 1, _column(left), int(bottom) - 1, _column(right))
            for left, top, right, bottom in _MERGED.findall(text)
        ),
        unworked=tuple(_unworked(text)),
    )


def fill_down(rows: dict[int, list[Optional[str]]], marks: SheetMarks) -> list[int]:
    """Write what a merged cell says into its blank cells below; returns the column of each.

    ``rows`` are cells by row number from 1; a block that begins outside them is left alone.
    """
    filled = []
    for top, left, bottom, _ in marks.merged:
        says = rows[top + 1][left] if top + 1 in rows else None
        for row in (rows.get(number) for number in range(top + 2, bottom + 2)):
            if says is not None and row is not None and row[left] is None:
                row[left] = says
                filled.append(left)
    return filled


def _unworked(text: str) -> list[tuple[int, int]]:
    """A formula that came to an empty text says so by its type; one without result does not."""
    cells = (_attributes(found) for found in _FORMULA.findall(text))
    places = (_PLACE.fullmatch(cell.get("r", "")) for cell in cells if cell.get("t") != "str")
    return [(int(place[2]) - 1, _column(place[1])) for place in places if place]


def _member(archive: zipfile.ZipFile, sheet: str) -> str:
    """The file in the archive that holds a sheet; KeyError when there is none."""
    book = archive.read("xl/workbook.xml").decode("utf-8", errors="replace")
    links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", errors="replace")
    targets = {one["Id"]: one["Target"] for one in map(_attributes, _RELATION.findall(links))}
    for one in map(_attributes, _SHEET.findall(book)):
        if one.get("name") == sheet:
            own = next((value for name, value in one.items() if name.endswith(":id")), "")
            return str(PurePosixPath("/xl", targets[own])).lstrip("/")
    raise KeyError(sheet)


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(text)}


def _column(letters: str) -> int:
    """A → 0, AA → 26."""
    at = 0
    for letter in letters:
        at = 26 * at + ord(letter) - 64
    return at - 1
