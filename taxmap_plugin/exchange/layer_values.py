"""Attributes of a source as columns of a table of the workspace.

Text stays text; what a column cannot hold (a document type that nobody knows, a
date that is none) is left empty with a finding, and stands as it came in
``import_row``. Codes are the business of :mod:`.layer_codes`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from ..core.area import AreaError, from_rai_ngan_wah_columns, parse_area
from ..core.finding import Severity, finding_frame, join_frames
from ..core.map_sheet import parse_column, parse_parts
from ..core.message import Message
from ..core.number_columns import NUMBER_COLUMNS
from ..core.resources import load_csv, resource_path
from ..core.thai_date import parse_date_column
from ..core.thai_text import arabic_digits, clean_column, match_key, number_column
from ..core.values import document_type_column, map_scale_column
from ..workspace.schema import Column, Table

SHEET_PARTS = ("utm1", "utm2", "utm3", "utm4")
AREA_PARTS = ("rai", "ngan", "wah", "subwah", "total_wah", "area_text")
_TRUE = {"1", "TRUE", "T", "YES", "Y", "ใช่", "มี"}
_FALSE = {"0", "FALSE", "F", "NO", "N", "ไม่", "ไม่ใช่", "ไม่มี"}
_COMMON_ERA = 543
# Above this a float no longer tells two neighbouring whole numbers apart.
_LARGEST_WHOLE = 2**53


def text_of(frame: pd.DataFrame, name: str) -> pd.Series:
    """A column of a frame, or as many missing texts; a missing one is None, never NaN."""
    if name not in frame:
        return pd.Series([None] * len(frame), index=frame.index, dtype=object)
    texts = frame[name].astype(object)
    return texts.where(texts.notna(), None)


class Values:
    """The target columns of a table, filled one by one, and the findings on the way.

    ``given`` is the source under our names (see ``core.column_alias`` for the parts).
    """

    def __init__(self, given: pd.DataFrame, table: Table) -> None:
        self.given, self.table = given, table
        self.frame = pd.DataFrame(index=given.index)
        self._findings: list[pd.DataFrame] = []

    @property
    def findings(self) -> pd.DataFrame:
        return join_frames(self._findings)

    def say(self, messages: pd.Series | np.ndarray, severity: Severity) -> None:
        """A finding for each row that has a message."""
        column = np.asarray(messages, dtype=object)
        rows = np.flatnonzero(~pd.isna(column))
        self._findings.append(finding_frame(rows, severity, list(column[rows])))

    def fill(self, skip: set[str]) -> None:
        """Every mapped column of the table but ``skip``, each by its type."""
        if "document_area" in self.table.names:
            self._fill_area()
        if {"map_sheet", "source_map_sheet"} <= set(self.table.names):
            self._fill_sheet("map_sheet", "source_map_sheet")
        for column in self.table.columns:
            done = column.name in skip or column.name in self.frame
            if not done and column.name in self.given:
                self.frame[column.name] = self._typed(column)
        self.fill_scale()

    def fill_scale(self) -> None:
        """The scale that a sheet's name says, where no cell of its own says one."""
        if "map_scale" not in self.table.names or "map_sheet" not in self.frame:
            return
        scale = self._scale_of(self.frame["map_sheet"])
        if "map_scale" in self.given:
            scale = scale.where(clean_column(self.given["map_scale"]).isna())
            scale = self.frame["map_scale"].astype("Int64").fillna(scale)
        self.frame["map_scale"] = scale

    def fill_sheet_frames(self) -> None:
        """The columns of ``map_sheet``, whose name as it came is ``source_name``."""
        self._fill_sheet("sheet_name", "source_name")
        self.frame["map_scale"] = self._scale_of(self.frame["sheet_name"])

    @staticmethod
    def _scale_of(names: pd.Series) -> pd.Series:
        """4000 of ``5838 III 1414-00 1:4000``."""
        found = names.dropna().map(lambda name: name.rpartition(":")[2])
        scale = pd.to_numeric(found, errors="coerce").astype("Int64")
        return scale.reindex(names.index)

    def _fill_area(self) -> None:
        given = {name: self.given[name] for name in AREA_PARTS if name in self.given}
        nothing = pd.Series(None, index=self.given.index, dtype=object)
        area = pd.Series(pd.NA, index=self.given.index, dtype="Int64")
        if "area_text" in given:
            area = area.fillna(self._area_of_texts(given["area_text"]))
        if {"rai", "ngan", "wah"} & set(given):
            parts = [given.get(name, nothing) for name in ("rai", "ngan", "wah")]
            area = area.fillna(self._area_of_parts(parts, given.get("subwah")))
        if "total_wah" in given:
            area = area.fillna(self._area_of_total(given["total_wah"]))
        if given:
            self.frame["document_area"] = area

    def _area_of_total(self, series: pd.Series) -> pd.Series:
        """ตารางวา in one number, 634.5 for 1-2-34.5."""
        wah, texts = _numbers(series)
        wrong = texts.notna() & ~(wah >= 0)
        self.say(
            _each(wrong, lambda row: Message("layer_values.area", text=texts.iat[row])), "warning"
        )
        wah = wah.mask(wrong)
        return from_rai_ngan_wah_columns(wah // 400, wah % 400 // 100, wah % 100)[0]

    def _area_of_parts(self, parts: list[pd.Series], subwah: pd.Series | None) -> pd.Series:
        rai, ngan, wah = parts
        area, wrong = from_rai_ngan_wah_columns(rai, ngan, wah, subwah)

        def message(row: int) -> Message:
            return Message("layer_values.area", text="-".join(str(p.iat[row]) for p in parts))

        self.say(_each(wrong, message), "warning")
        return area

    def _area_of_texts(self, series: pd.Series) -> pd.Series:
        codes, distinct = pd.factorize(series, use_na_sentinel=False)
        areas: list[Any] = []
        problems = np.full(len(distinct), None, dtype=object)
        for place, value in enumerate(distinct):
            try:
                areas.append(parse_area(value))
            except AreaError as error:
                areas.append(None)
                problems[place] = error.message
        self.say(problems[codes], "warning")
        return pd.Series(pd.array(areas, "Int64").take(codes), index=series.index)

    def _fill_sheet(self, name: str, source_name: str) -> None:
        """The canonical sheet name where it has one reading; what came in any case."""
        given, scale = self.given, self.given.get("map_scale")
        sub = given.get("utm4")
        if {"utm1", "utm2", "utm3"} <= set(given):
            nothing = pd.Series(None, index=given.index, dtype=object)
            block, quadrant, en, page = (given.get(part, nothing) for part in SHEET_PARTS)
            no_scale = nothing if scale is None else scale
            parsed = parse_parts(block, quadrant, en, page, no_scale)
            came = joined_as_came([block, quadrant, en, page])
        elif name in given or source_name in given:
            cells = given[name] if name in given else given[source_name]
            parsed = parse_column(cells, scale, sub)
            came = clean_column(cells)
        else:
            return
        self.frame[name] = parsed["sheet"].astype(object)
        self.frame[source_name] = came
        other = (parsed["kind"] == "other").to_numpy()
        told = other | self._told_by_scale(parsed["problem"])
        self.say(parsed["problem"].where(~told, None), "warning")
        self.say(parsed["problem"].where(other, None), "info")

    def _told_by_scale(self, problems: pd.Series) -> np.ndarray:
        """Where only the scale is wrong, which its own column says too."""
        own_column = "map_scale" in self.given and "map_scale" in self.table.names
        ids = [None if problem is None else problem.id for problem in problems]
        return np.array([own_column and id == "map_sheet.no_scale" for id in ids], dtype=bool)

    def _typed(self, column: Column) -> pd.Series:
        series = self.given[column.name]
        if column.domain:
            return self._in_domain(column, series)
        if column.type == "text":
            is_number = column.name in NUMBER_COLUMNS
            return number_column(series) if is_number else clean_column(series)
        if column.type == "date":
            dates, problems = parse_date_column(series)
            self.say(problems, "warning")
            return dates
        if column.type == "boolean":
            return self._boolean(column, series)
        return self._number(column, series)

    def _in_domain(self, column: Column, series: pd.Series) -> pd.Series:
        if column.domain == "document_type":
            types = document_type_column(series)
            self.say(types["reason"], "warning")
            return types["code"]
        if column.domain == "map_scale":
            scales = map_scale_column(series)
            self.say(scales["problem"], "warning")
            return scales["scale"]
        known = domain_codes(column.domain)
        return self._by_value(column, series, lambda text: known.get(match_key(text) or ""))

    def _boolean(self, column: Column, series: pd.Series) -> pd.Series:
        words = {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}
        found = self._by_value(column, series, lambda text: words.get(text.upper()))
        return found.astype("boolean")

    def _by_value(self, column: Column, series: pd.Series, read: Callable[[str], Any]) -> pd.Series:
        """Each different text read once; what cannot be read is said and left out."""
        texts = clean_column(series)
        codes, distinct = pd.factorize(texts)
        read_values = [read(text) for text in distinct] + [None]
        values = np.empty(len(read_values), dtype=object)
        values[:] = read_values
        unknown = texts.notna() & pd.isna(values[codes])
        self.say(_unfit(column, texts, unknown), "warning")
        return pd.Series(values[codes], index=series.index, dtype=object)

    def _number(self, column: Column, series: pd.Series) -> pd.Series:
        numbers, texts = _numbers(series)
        wrong = texts.notna() & numbers.isna()
        if column.type == "integer":
            wrong |= numbers.notna() & ((numbers % 1 != 0) | (numbers.abs() >= _LARGEST_WHOLE))
            numbers = numbers.mask(wrong)
            if column.unit == "be_year":
                numbers = numbers.mask(numbers.between(1800, 2399), numbers + _COMMON_ERA)
        self.say(_unfit(column, texts, wrong), "warning")
        return numbers.astype("Int64") if column.type == "integer" else numbers


def _numbers(series: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The column as floats, and as the texts they were read from."""
    texts = clean_column(series)
    codes, distinct = pd.factorize(texts)
    plain = [arabic_digits(text).replace(",", "") for text in distinct]
    numbers = pd.to_numeric(pd.Series([*plain, None], dtype=object), errors="coerce")
    values = numbers.to_numpy(dtype=float)
    values[~np.isfinite(values)] = np.nan
    return pd.Series(values[codes], index=series.index), texts


def _each(wrong: Any, message: Callable[[int], Message]) -> np.ndarray:
    """A message where ``wrong``, None elsewhere."""
    messages = np.full(len(wrong), None, dtype=object)
    for row in np.flatnonzero(wrong):
        messages[row] = message(int(row))
    return messages


def _unfit(column: Column, texts: pd.Series, wrong: Any) -> np.ndarray:
    label = Message("columns.label", th=column.th, en=column.en)
    return _each(
        wrong, lambda row: Message("layer_values.unfit", column=label, text=texts.iat[row])
    )


def joined_as_came(parts: list[pd.Series]) -> pd.Series:
    """Several cells as they came, with blanks between them; None where all are blank."""
    cells = zip(*[clean_column(part).fillna("") for part in parts])
    joined = [" ".join(filter(None, row)) or None for row in cells]
    return pd.Series(joined, index=parts[0].index, dtype=object)


@lru_cache(maxsize=None)
def domain_codes(name: str) -> dict[str, str]:
    """What may stand in a column of this value list → its code: the code, Thai, English, and how
    it is spelt in files (``NAME_spelling.csv``); "" where a spelling leaves it open."""
    if not resource_path("domains", f"{name}.csv").is_file():
        return {}
    known: dict[str, str] = {}
    for row in load_csv("domains", f"{name}.csv"):
        for text in (row["code"], row["th"], row["en"]):
            known.setdefault(match_key(text) or "", row["code"])
    if resource_path("domains", f"{name}_spelling.csv").is_file():
        for row in load_csv("domains", f"{name}_spelling.csv"):
            known.setdefault(match_key(row["spelling"]) or "", row["code"])
    return known
