"""The cells of a register as values of our tables: sheets, areas, money, people.

What a column cannot hold stays in ``import_row`` as it came, with a finding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..core.admin_area import area_names
from ..core.area import AreaError, from_rai_ngan_wah_columns, parse_area
from ..core.code_style import CodeStyle
from ..core.map_sheet import parse_column
from ..core.masked_name import masked_text
from ..core.message import Message
from ..core.money import parse_baht_column
from ..core.parcel_code import compose_column
from ..core.person_name import split_name
from ..core.thai_text import arabic_digits, clean_column, match_key
from ..core.value_kinds import is_id_number
from ..workspace.schema import Table
from ..workspace.schema import table as table_of
from .layer_codes import read_codes
from .layer_values import Values, domain_codes, joined_as_came, text_of
from .register_receipt import complete_receipts, read_receipt_cells

SHEET_CELLS = ("map_sheet", "utm1", "utm2", "utm3", "utm4")

LAND_TAX = "land_building"
"""Of ``tax_kind``: what a table of taxes is about that names none."""

NAMES = ("prefix", "first_name", "last_name")
_ID_LENGTH = 13
_ID_FLOAT = re.compile(r"[0-9](\.[0-9]+)?E\+1[12]", re.IGNORECASE)


@dataclass
class Rows:
    """A source under our names, position by position.

    ``frame`` holds columns of ``table``; ``parts`` what belongs to other tables (the
    owner's ID number and name, the main use of the land, a photo's path) as clean text;
    ``findings`` is a finding frame.
    """

    table: Table
    frame: pd.DataFrame
    parts: pd.DataFrame
    findings: pd.DataFrame

    def part(self, name: str) -> pd.Series:
        """A part as text, all missing when the file has no such column."""
        return text_of(self.parts, name)


def read_rows(
    frame: pd.DataFrame, mapping: dict[str, str], table_name: str, style: CodeStyle
) -> Rows:
    """Read ``frame`` (cells as they came) by ``mapping`` (header → our column or part)."""
    table = table_of(table_name)
    headers = {target: header for header, target in mapping.items() if header in frame}
    given = pd.DataFrame({target: frame[header].to_numpy() for target, header in headers.items()})
    given.index = pd.RangeIndex(len(frame))
    if table_name == "payment":
        given = read_receipt_cells(given)
    money = [c.name for c in table.columns if c.unit == "satang" and c.name in given]
    own = {*money, *_special(table)}
    plain = given.drop(columns=[name for name in own if name in given])
    for column in table.columns:
        if column.domain and column.name in plain:
            plain[column.name] = _leading_codes(plain[column.name], column.domain)
    values = Values(plain, table)
    filled = read_codes(values, style)
    values.fill(skip=own | filled)
    for name in money:
        values.frame[name], problems = parse_baht_column(clean_column(given[name]))
        values.say(problems, "warning")
    if table_name == "payment":
        complete_receipts(values)
    _compose_codes(values, given, style)
    _fill_sheet(values, given)
    _fill_areas(values, given)
    _fill_people(values, given)
    if "owner_id_number" in given:
        _checked_id_numbers(values, given["owner_id_number"])
    _fill_places(values, given)
    _fill_users(values, given)
    _fill_tax(values, given)
    parts = pd.DataFrame({name: clean_column(given[name]) for name in given})
    return Rows(table, values.frame, parts.set_axis(given.index), values.findings)


def _leading_codes(series: pd.Series, domain: str) -> pd.Series:
    """``103 บ้านเดี่ยว`` as ``103`` where 103 is a code of the list; all else as it is."""
    codes = set(domain_codes(domain).values())
    if not codes:
        return series

    def read(text: str) -> str:
        first = arabic_digits(text).split(maxsplit=1)[0].rstrip(".:-")
        return first if first in codes else text

    return _each(clean_column(series), read)


def _special(table: Table) -> set[str]:
    """Columns that are read here and not by their plain type."""
    special = {"id_number"} & set(table.names)
    if "map_sheet" in table.names:
        special |= {*SHEET_CELLS, "source_map_sheet"}
    if "used_by" in table.names:
        special |= {"used_for"}
    return special


# -- parcel codes -----------------------------------------------------------------------


def _compose_codes(values: Values, given: pd.DataFrame, style: CodeStyle) -> None:
    """Zone, block and lot in columns of their own make the code where there is no other."""
    zone, block, lot = (text_of(given, name) for name in ("zone_code", "block_code", "lot"))
    wanted = {"block_code", "lot"} <= set(given) and "block_code" not in values.table.names
    if not wanted or "source_parcel_code" not in values.table.names:
        return
    code = compose_column(zone, block, lot, style)["code"]
    code = code.where(code.notna(), joined_as_came([zone, block, lot]))
    own = text_of(values.frame, "source_parcel_code")
    values.frame["source_parcel_code"] = own.where(own.notna(), code)


# -- map sheets -----------------------------------------------------------------------


def _fill_sheet(values: Values, given: pd.DataFrame) -> None:
    """The sheet in one cell, in several, or in the wrong one: the first reading that works."""
    cells = [name for name in SHEET_CELLS if name in given]
    if "map_sheet" not in values.table.names or not cells:
        return
    texts = {name: text_of(given, name) for name in SHEET_CELLS}
    scale = given.get("map_scale")
    three = joined_as_came([texts[name] for name in ("utm1", "utm2", "utm3")])
    four = joined_as_came([texts[name] for name in ("map_sheet", "utm1", "utm2", "utm3")])
    cells_to_read = [texts["map_sheet"], three, four, texts["utm1"], texts["utm3"]]
    readings = [parse_column(cells, scale, texts["utm4"]) for cells in cells_to_read]
    sheet = readings[0]["sheet"].astype(object)
    for reading in readings[1:]:
        sheet = sheet.where(sheet.notna(), reading["sheet"])
    values.frame["map_sheet"] = sheet.where(sheet.notna(), None)
    values.fill_scale()
    values.frame["source_map_sheet"] = joined_as_came([texts[name] for name in cells])
    for kind, severity in (("utm", "warning"), ("other", "info")):
        for reading in (readings[2], readings[0]):
            said = sheet.isna() & (reading["kind"] == kind)
            values.say(reading["problem"].where(said, None), severity)  # type: ignore[arg-type]
            sheet = sheet.where(~said, "")


# -- areas ----------------------------------------------------------------------------


def _fill_areas(values: Values, given: pd.DataFrame) -> None:
    names = set(values.table.names)
    if "area" in names and {"rai", "ngan", "wah"} & set(given):
        parts = [text_of(given, name) for name in ("rai", "ngan", "wah")]
        area, wrong = from_rai_ngan_wah_columns(*parts)
        values.frame["area"] = area
        rows = np.flatnonzero(wrong)
        texts = ["-".join(str(part.iat[row]) for part in parts) for row in rows]
        messages = [Message("register_values.area", text=text) for text in texts]
        _say(values, rows, messages)
    if "land_area" in names and "land_area_text" in given:
        values.frame["land_area"] = _area_texts(values, given["land_area_text"])


def _area_texts(values: Values, series: pd.Series) -> pd.Series:
    areas: list[Optional[int]] = []
    rows, messages = [], []
    for row, text in enumerate(clean_column(series)):
        try:
            areas.append(parse_area(text))
        except AreaError as error:
            areas.append(None)
            rows.append(row)
            messages.append(error.message)
    _say(values, np.array(rows, dtype=np.int64), messages)
    return pd.Series(pd.array(areas, dtype="Int64"), index=series.index)


def _say(values: Values, rows: np.ndarray, messages: list[Message]) -> None:
    column = np.full(len(values.given), None, dtype=object)
    column[rows] = messages
    values.say(column, "warning")


# -- people ---------------------------------------------------------------------------


def _fill_people(values: Values, given: pd.DataFrame) -> None:
    if values.table.name != "owner_private":
        return
    if "id_number" in given:
        values.frame["id_number"] = _checked_id_numbers(values, given["id_number"])
    if "full_name" in given:
        names = split_names(clean_column(given["full_name"]))
        for name in NAMES:
            known = text_of(values.frame, name)
            values.frame[name] = known.where(known.notna(), names[name])
    if "address" in given:
        address = clean_column(given["address"])
        known = text_of(values.frame, "current_address")
        values.frame["current_address"] = known.where(known.notna(), address)


def _checked_id_numbers(values: Values, series: pd.Series) -> pd.Series:
    """:func:`id_numbers`, with a finding where a cell is none or a check digit is wrong.

    The findings repeat no number: anyone may read them.
    """
    numbers = id_numbers(series)
    filled = clean_column(series).notna()
    doubtful = numbers.notna() & ~_each(numbers, is_id_number).eq(True)
    said = np.full(len(series), None, dtype=object)
    said[filled & numbers.isna()] = Message("register_values.no_id_number")
    said[doubtful] = Message("register_values.check_digit")
    values.say(said, "warning")
    return numbers


def id_numbers(series: pd.Series) -> pd.Series:
    """ID numbers as 13 digits; None for anything else, which tells nobody from another.

    Blanks and dashes go, Thai digits become Arabic, a spreadsheet's ``9.1E+12`` is written
    out, and twelve digits get back the zero that a spreadsheet dropped (companies).
    """
    return _each(clean_column(series), _id_number)


def _id_number(text: str) -> Optional[str]:
    digits = re.sub(r"[\s\-–.]", "", arabic_digits(text))
    if _ID_FLOAT.fullmatch(arabic_digits(text)):
        number = Decimal(arabic_digits(text))
        digits = str(int(number)) if number == int(number) else digits
    if digits.isdecimal() and len(digits) == _ID_LENGTH - 1 and is_id_number("0" + digits):
        return "0" + digits
    plausible = digits.isdecimal() and len(digits) == _ID_LENGTH and len(set(digits)) > 1
    return digits if plausible else None


def split_names(series: pd.Series) -> pd.DataFrame:
    """``prefix``, ``first_name``, ``last_name`` of names in one cell."""
    codes, distinct = pd.factorize(series)
    split = [split_name(text) for text in distinct] + [(None, None, None)]
    columns = zip(NAMES, zip(*split))
    return pd.DataFrame(
        {name: np.array(column, dtype=object)[codes] for name, column in columns},
        index=series.index,
    )


def _each(series: pd.Series, read: Any) -> pd.Series:
    codes, distinct = pd.factorize(series)
    values = np.empty(len(distinct) + 1, dtype=object)
    values[:-1] = [read(text) for text in distinct]
    return pd.Series(values[codes], index=series.index, dtype=object)


def _fill_places(values: Values, given: pd.DataFrame) -> None:
    """Administrative codes become names."""
    for name in ("province", "amphoe", "tambon"):
        written = text_of(values.frame, name)
        if name + "_code" in given:
            written = written.where(written.notna(), clean_column(given[name + "_code"]))
        if name in values.table.names and written.notna().any():
            values.frame[name] = area_names(written, name)


def _fill_users(values: Values, given: pd.DataFrame) -> None:
    """ผู้ทำประโยชน์: one of the list's answers, else the name of somebody.

    The name is masked, for anyone may read this register.
    """
    if "used_by" not in values.table.names:
        return
    if "used_for" in given:
        _part_users(values, given)
    if "used_by" in values.frame:
        values.frame["used_by"] = _each(values.frame["used_by"], masked_text)


def _part_users(values: Values, given: pd.DataFrame) -> None:
    known = domain_codes(values.table.column("used_for").domain or "")
    texts = clean_column(given["used_for"])
    codes = _each(texts, lambda text: known.get(match_key(text) or ""))
    values.frame["used_for"] = codes
    somebody = texts.where(codes.isna(), None)
    named = text_of(values.frame, "used_by")
    values.frame["used_by"] = named.where(named.notna(), somebody)


# -- taxes of another system ------------------------------------------------------------


def _fill_tax(values: Values, given: pd.DataFrame) -> None:
    """Words that leave the class of tax open ("ที่อยู่อาศัย") stay readable as the note."""
    if values.table.name != "stated_tax":
        return
    kinds = text_of(values.frame, "tax_kind")
    values.frame["tax_kind"] = kinds.where(kinds.notna(), LAND_TAX)
    if "tax_class" in given:
        open_ = values.frame["tax_class"] == ""
        words = clean_column(given["tax_class"]).where(open_, None)
        note = text_of(values.frame, "note")
        values.frame["note"] = note.where(note.notna(), words)
        values.frame["tax_class"] = values.frame["tax_class"].where(~open_, None)
