"""A list of wanted areas, typed or out of a CSV, in the units of a Thai office.

``1-2-50, 400 ตร.ว., 800 m2, 3 งาน`` and lines of a CSV with a column of areas, or with
columns for ไร่, งาน and ตารางวา. A wanted area is no area of a deed: 400 ตร.ว. and
5 งาน are allowed. A number without a unit is not guessed at.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, Optional, Union

from ..errors import TaxMapError
from .area import AreaError, from_rai_ngan_wah, parse_area, to_square_metres
from .column_alias import alias_key, alias_target
from .message import Message
from .text_encoding import guess_encoding
from .thai_text import arabic_digits, clean_text

Unit = Literal["m2", "wah", "ngan", "rai"]

SQUARE_METRES: dict[Unit, int] = {"m2": 1, "wah": 4, "ngan": 400, "rai": 1600}
"""How many m² one of each unit has."""

_NAMES: dict[Unit, str] = {
    "m2": r"m2|m²|m\^2|sq\.? ?m\.?|sqm|ตารางเมตร|ตร\.? ?เมตร|ตร\.? ?ม\.?",
    "wah": r"sq\.? ?wah?|wah?|ตารางวา|ตร\.? ?วา|ตร\.? ?ว\.?|วา|ว\.?",
    "ngan": r"ngan|งาน",
    "rai": r"rai|ไร่",
}
_AMOUNT = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_SINGLE = {
    unit: re.compile(rf"(?P<amount>{_AMOUNT}) ?(?:{names})", re.IGNORECASE)
    for unit, names in _NAMES.items()
}
_BARE = re.compile(_AMOUNT)
_SEVERAL = re.compile(r"[0-9]+(?:,[0-9]{3}){2,}")
_BETWEEN = re.compile(r"[;\n\r]+|,(?![0-9]{3}(?![0-9]))|(?<![0-9]),|(?<=[0-9]{4}),")
_PARTS = ("rai", "ngan", "wah")


class AreaListError(TaxMapError, ValueError):
    """An entry of a list that is no area; the message names its row."""


def parse_areas(text: str, unit: Optional[Unit] = None) -> list[float]:
    """The areas of a typed list, in m², in their order.

    Entries stand between commas, semicolons or line ends (``1,200 m2`` is one entry, and
    ``100,200,300`` may be one or three: it is refused).
    ``unit`` is that of numbers without one; None refuses them. Raises AreaListError.
    """
    entries = [entry for entry in _BETWEEN.split(arabic_digits(text)) if clean_text(entry)]
    if not entries:
        raise AreaListError(Message("area_list.empty"))
    return [
        _square_metres(entry, Message("area_list.entry", row=row), unit)
        for row, entry in enumerate(entries, start=1)
    ]


def parse_area_csv(
    content: Union[str, bytes], column: Optional[str] = None, unit: Optional[Unit] = None
) -> list[float]:
    """The areas of a CSV with a header line, in m²; blank rows are left out.

    Bytes are read in the encoding that they are in (UTF-8, or cp874 as a Thai Excel writes).
    ``column`` is the header of the areas; without it the columns for ไร่, งาน and ตารางวา
    are taken, else the one whose header means an area, else the only one. A unit in the
    header (``ตร.ม.``) is that of its numbers. Rows are counted as a spreadsheet shows them.
    Raises AreaListError.
    """
    if isinstance(content, bytes):
        content = content.decode(guess_encoding(content)[0], errors="replace")
    rows = _rows(content)
    if len(rows) < 2:
        raise AreaListError(Message("area_list.empty"))
    header = rows[0]
    lines = [(Message("area_list.line", row=row), cells) for row, cells in enumerate(rows[1:], 2)]
    parts = {} if column else _part_columns(header)
    if parts:
        found = [_from_parts(line, parts, at) for at, line in lines if _is_filled(line, parts)]
    else:
        place = _area_column(header, column)
        unit = _unit_of(header[place]) or unit
        cells = [(at, line[place]) for at, line in lines if place < len(line)]
        found = [_square_metres(cell, at, unit) for at, cell in cells if clean_text(cell)]
    if not found:
        raise AreaListError(Message("area_list.empty"))
    return found


def _rows(text: str) -> list[list[str]]:
    text = text.lstrip("\ufeff")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _part_columns(header: Sequence[str]) -> dict[str, int]:
    """Where the columns for ไร่, งาน and ตารางวา stand; empty unless there are two of them."""
    meanings = [alias_target(name, "parcel") for name in header]
    found = {part: meanings.index(part) for part in _PARTS if part in meanings}
    return found if len(found) > 1 else {}


def _is_filled(line: Sequence[str], parts: dict[str, int]) -> bool:
    return any(clean_text(_cell(line, place)) for place in parts.values())


def _cell(line: Sequence[str], place: Optional[int]) -> Optional[str]:
    return line[place] if place is not None and place < len(line) else None


def _from_parts(line: Sequence[str], parts: dict[str, int], where: Message) -> float:
    try:
        hundredths = from_rai_ngan_wah(*(_cell(line, parts.get(part)) for part in _PARTS))
    except AreaError as error:
        raise AreaListError(Message("area_list.row", where=where, problem=error.message)) from error
    return _above_zero(to_square_metres(hundredths), where, "-".join(line))


def _area_column(header: Sequence[str], column: Optional[str]) -> int:
    """The place of the column with the areas."""
    names = [clean_text(name) or "" for name in header]
    if column is not None:
        wanted = [place for place, name in enumerate(names) if alias_key(name) == alias_key(column)]
    else:
        wanted = [place for place, name in enumerate(names) if _means_area(name)]
        wanted = wanted or ([0] if len(names) == 1 else [])
    if not wanted:
        raise AreaListError(Message("area_list.no_column", columns=[n for n in names if n]))
    return wanted[0]


def _means_area(header: str) -> bool:
    target = alias_target(header, "parcel")
    return target in ("area_text", "document_area", "wah") or _unit_of(header) is not None


def _unit_of(header: str) -> Optional[Unit]:
    """The unit that a header names: ``เนื้อที่ (ตร.ม.)`` → m2."""
    word = re.sub(r"^(?:.*[(\[_ ])?(.*?)[)\]]?$", r"\1", arabic_digits(header).strip())
    for unit, names in _NAMES.items():
        if re.fullmatch(names, word, re.IGNORECASE):
            return unit
    return None


def _square_metres(text: str, where: Message, unit: Optional[Unit]) -> float:
    entry = arabic_digits(clean_text(text) or "")
    if _SEVERAL.match(entry):
        raise AreaListError(Message("area_list.several", where=where, text=entry))
    for single, pattern in _SINGLE.items():
        found = pattern.fullmatch(entry)
        if found:
            return _above_zero(_amount(found["amount"], single), where, entry)
    if _BARE.fullmatch(entry):
        if unit is None:
            raise AreaListError(Message("area_list.no_unit", where=where, text=entry))
        return _above_zero(_amount(entry, unit), where, entry)
    try:
        hundredths = parse_area(entry)
    except AreaError as error:
        raise AreaListError(Message("area_list.row", where=where, problem=error.message)) from error
    return _above_zero(to_square_metres(hundredths or 0), where, entry)


def _amount(number: str, unit: Unit) -> float:
    return float(Decimal(number.replace(",", "")) * SQUARE_METRES[unit])


def _above_zero(m2: float, where: Message, text: str) -> float:
    if m2 <= 0:
        raise AreaListError(Message("area_list.zero", where=where, text=text))
    return m2
