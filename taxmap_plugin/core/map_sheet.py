"""Map-sheet names as offices spell them, read without guessing in silence.

Real files hold a dozen spellings (practice.md §5.1): ``5838III1414``,
``5838 III 1410-00``, ``583831812``, ``5838312-14``, two sheets in one cell, a leading
line feed, Thai digits. What has one reading is read; what has several or none is kept
as it is, with the reason and the names that it may mean. Where a sheet lies is known to
:mod:`.map_sheet_grid`, whose names are offered here too.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from .map_sheet_grid import (
    ROMAN,
    SCALES,
    SheetName,
    corrected,
    extent,
    extents,
    shape_problem,
    sheet_at,
    sheets_covering,
    validate,
)
from .message import Message
from .object_array import object_array

__all__ = [
    "ROMAN",
    "SCALES",
    "ParsedCell",
    "SheetName",
    "corrected",
    "extent",
    "extents",
    "parse_cell",
    "parse_column",
    "parse_parts",
    "shape_problem",
    "sheet_at",
    "sheets_covering",
    "validate",
]

Kind = Literal["utm", "other", "blank"]

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789", "\u200b\ufeff")
_DASHES = re.compile("[‐-―−]")
_NO_NAME = {"", "-", "NONE", "NULL", "<NULL>", "NAN", "N/A"}
_PREFIX = re.compile(r"^(?:ระวาง(?:ที่)?)?\s*(?:UTM|U\.T\.M\.|ยูทีเอ็ม)?\s*:?\s*")
_SCALE = re.compile(r"\(?\s*(?:มาตราส่วน|SCALE)?\s*(?:1\s*:\s*(\d[\d,]*)|\((\d{3,5})\))\s*\)?\s*$")
_NAME = re.compile(
    r"(?P<block>\d{4})[ .-]*(?P<quadrant>IV|[IL|]{1,3}|[1-4])[ .-]*(?P<e>\d\d)[ -]?(?P<n>\d\d)"
    r"(?: ?[-/ ] ?(?P<sub>\d{1,2}))?(?!\d)"
)
_SHORT = re.compile(r"(?P<e>\d\d)(?P<n>\d\d)(?:-(?P<sub>\d{1,2}))?(?!\d)")
_BETWEEN = re.compile(r"\s*(?:[,;/+&]|และ|กับ)\s*|\s+")
_QUADRANTS = {**{str(number): number for number in ROMAN}, **{r: q for q, r in ROMAN.items()}}


@dataclass(frozen=True)
class ParsedCell:
    """What one cell says.

    ``names`` are the readings that can be relied on (none when there are several or
    none), ``kind`` is "blank", "utm" (this grammar, perhaps misspelt) or "other" (an
    older or different kind of map sheet), ``problem`` is what an officer should look at.
    """

    names: tuple[SheetName, ...]
    kind: Kind
    problem: Message | None

    @property
    def sheet(self) -> str | None:
        """The canonical text, or None; two sheets in one cell are joined by a semicolon."""
        return "; ".join(name.text() for name in self.names) or None


def parse_cell(text: object, scale: object = None, sub: object = None) -> ParsedCell:
    """Read a cell; ``scale`` and ``sub`` come from columns of their own, where there are.

    >>> parse_cell("583831812", scale="4000").sheet
    '5838 III 1812-00 1:4000'
    """
    cleaned = _clean(text)
    if cleaned in _NO_NAME:
        return ParsedCell((), "blank", None)
    body, scale_in_text = _take_scale(_PREFIX.sub("", cleaned))
    readings = _read_names(body)
    if not readings:
        return _unreadable(cleaned, body)
    whole_scale, scale_problem = _one_scale(scale_in_text, scale, cleaned)
    names: list[SheetName] = []
    for block, quadrant, en, own_sub in readings:
        name, reason = _complete(block, quadrant, en, own_sub or _clean(sub), whole_scale, cleaned)
        if name is None:
            return ParsedCell((), "utm", scale_problem or reason)
        names.append(name)
    if own_sub and _clean(sub).isdigit() and int(own_sub) != int(_clean(sub)):
        reason = Message("map_sheet.sub_clash", text=cleaned, found=own_sub, column=_clean(sub))
        return ParsedCell((), "utm", reason)
    several = Message("map_sheet.several", text=cleaned, sheets=[n.text() for n in names])
    return ParsedCell(tuple(names), "utm", scale_problem or (several if len(names) > 1 else None))


def _clean(value: object) -> str:
    """Upper case, Arabic digits, plain dashes, single blanks."""
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value)).translate(_THAI_DIGITS).upper()
    return " ".join(_DASHES.sub("-", text).split())


def _take_scale(text: str) -> tuple[str, str]:
    """The text without a scale at its end, and that scale ("4000" or "")."""
    found = _SCALE.search(text)
    if not found:
        return text, ""
    return text[: found.start()].strip(), (found[1] or found[2]).replace(",", "")


def _read_names(text: str) -> list[tuple[str, int, str, str]]:
    """Block, quadrant, kilometres and sub-sheet of each name; [] unless all of it is read.

    A second name may leave out block and quadrant: ``5838III1216,1416``.
    """
    readings: list[tuple[str, int, str, str]] = []
    place = 0
    while place < len(text):
        if readings:
            between = _BETWEEN.match(text, place)
            if not between:
                return []
            place = between.end()
        full = _NAME.match(text, place)
        found = full or (_SHORT.match(text, place) if readings else None)
        if not found:
            return []
        block, quadrant = readings[-1][:2] if readings else ("", 0)
        if full:
            block = full["block"]
            quadrant = _QUADRANTS[re.sub("[L|]", "I", full["quadrant"])]
        readings.append((block, quadrant, found["e"] + found["n"], found["sub"] or ""))
        place = found.end()
    return readings


def _one_scale(in_text: str, column: object, text: str) -> tuple[int | None, Message | None]:
    """The scale that cell and column agree on; what is no scale is a problem, not a guess."""
    in_column = re.sub(r"^1\s*:\s*", "", _clean(column)).replace(",", "")
    given = [scale for scale in (in_text, in_column) if scale not in _NO_NAME]
    scales = {int(scale) for scale in given if scale.isdigit() and int(scale) in SCALES}
    if len(scales) > 1:
        return None, Message("map_sheet.scale_clash", text=text, scales=sorted(scales))
    odd = [scale for scale in given if not (scale.isdigit() and int(scale) in SCALES)]
    problem = Message("map_sheet.no_scale", text=text, found=odd[0], known=SCALES) if odd else None
    return (scales.pop() if scales else None), problem


def _complete(
    block: str, quadrant: int, en: str, sub: str, scale: int | None, text: str
) -> tuple[SheetName | None, Message | None]:
    """The whole name, or why sub-sheet and scale do not make one."""
    number = int(sub) if sub.isdigit() else 0
    if number == 0 and scale in (None, 4000):
        name = SheetName(block, quadrant, en, "00", 4000)
    elif number == 0:
        return None, Message("map_sheet.sub_missing", text=text, scale=scale)
    elif scale is None:
        choices = [SheetName(block, quadrant, en, f"{number:02d}", s) for s in SCALES]
        fitting = [name.text() for name in choices if shape_problem(name) is None]
        return None, Message("map_sheet.scale_unknown", text=text, sheets=fitting)
    else:
        name = SheetName(block, quadrant, en, f"{number:02d}", scale)
    wrong = shape_problem(name)
    return (None, wrong) if wrong else (name, None)


def _unreadable(text: str, body: str) -> ParsedCell:
    """No reading: another kind of sheet, or a slip of the pen with what it may mean."""
    digits = sum(character.isdigit() for character in body)
    if digits < 7 or not re.match(r"\d{4}", body):
        return ParsedCell((), "other", Message("map_sheet.other", text=text))
    offers = _offers(body)
    if offers:
        return ParsedCell((), "utm", Message("map_sheet.misspelt", text=text, sheets=offers))
    return ParsedCell((), "utm", Message("map_sheet.malformed", text=text))


def _offers(body: str) -> list[str]:
    """Existing sheets that differ by one character too many or by a missing quadrant."""
    variants = {body[:place] + body[place + 1 :] for place in range(len(body))}
    variants |= {f"{body[:4]} {roman} {body[4:]}" for roman in ROMAN.values()}
    offers = set()
    for variant in variants:
        readings = _read_names(variant)
        if len(readings) == 1:
            name, _ = _complete(*readings[0], None, body)
            if name and validate(name, name.zone) is None:
                offers.add(name.text())
    return sorted(offers)


def parse_column(
    cells: pd.Series, scale: pd.Series | None = None, sub: pd.Series | None = None
) -> pd.DataFrame:
    """:func:`parse_cell` for whole columns, once for each different cell.

    Columns, indexed as ``cells``: ``sheet`` (canonical text or None), ``names`` (tuple of
    SheetName), ``kind``, ``problem`` (Message or None).
    """
    parts = [_clean_column(series, cells.index) for series in (cells, scale, sub)]
    keys = parts[0] + "\n" + parts[1] + "\n" + parts[2]  # cleaned texts hold no line feed
    place, different = pd.factorize(keys)
    parsed = [parse_cell(*key.split("\n")) for key in different]
    result = {
        field: object_array([getattr(cell, field) for cell in parsed])[place]
        for field in ("sheet", "names", "kind", "problem")
    }
    return pd.DataFrame(result, index=cells.index)


def _clean_column(values: pd.Series | None, index: pd.Index) -> np.ndarray:
    if values is None:
        return np.full(len(index), "", dtype=object)
    place, different = pd.factorize(values.astype(object), use_na_sentinel=False)
    return object_array([_clean(value) for value in different])[place]


def parse_parts(
    block: pd.Series, quadrant: pd.Series, en: pd.Series, sub: pd.Series, scale: pd.Series
) -> pd.DataFrame:
    """Sheets given in five columns, as by the land office and the Treasury (practice.md §4.3).

    UTMMAP1 to UTMMAP4 and UTMSCALE; the quadrant as 1 to 4 or I to IV. The result is
    that of :func:`parse_column`.
    """
    texts = [_clean_column(series, block.index) for series in (block, quadrant, en)]
    texts[2] = np.array([t.zfill(4) if t.isdigit() else t for t in texts[2]], dtype=object)
    joined = pd.Series(texts[0] + " " + texts[1] + " " + texts[2], index=block.index)
    return parse_column(joined, scale, sub)
