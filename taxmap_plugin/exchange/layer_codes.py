"""Her codes, read and never changed.

A code that is one fills the code column; a malformed one, or one that stands twice,
leaves it empty with a finding. What came stands in ``source_code`` in any case.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..core.code_style import CodeStyle, Kind
from ..core.finding import Severity
from ..core.message import Message
from ..core.parcel_code import (
    compose_column,
    contradictions,
    is_blank,
    normalise,
    parse_column,
    parse_unit_column,
)
from ..core.thai_text import clean_column
from ..workspace.schema import CODE_COLUMN
from .layer_values import Values, joined_as_came

CODE_PARTS = {"parcel": ("zone_code", "block_code", "lot"), "block": ("zone_code",)}
"""Columns that repeat what the code of a table says, and so change only with it."""

_PARTS = ("zone_code", "block_code", "lot")


@dataclass(frozen=True)
class _Read:
    """Codes as they are (None where they are none), as they came, and why they are none."""

    code: pd.Series
    source: pd.Series
    problem: pd.Series


def read_codes(values: Values, style: CodeStyle) -> set[str]:
    """Fill the code columns of ``values`` and say what is wrong; returns the columns filled."""
    reader = _READERS.get(values.table.name)
    if reader is None:
        return set()
    before = set(values.frame.columns)
    read = reader(values, style)
    values.frame[CODE_COLUMN[values.table.name]] = read.code
    values.frame["source_code"] = read.source
    blank = read.source.isna()
    values.say(read.problem.where(~blank, None), "warning")
    if not blank.all():  # a map that was never numbered is no thousand findings
        missing: Severity = "warning" if values.table.name == "parcel" else "info"
        values.say(read.problem.where(blank, None), missing)
    return {str(name) for name in values.frame.columns if name not in before}


def _column(values: Values, name: str) -> pd.Series:
    if name in values.given:
        return values.given[name].astype(object)
    return pd.Series(None, index=values.given.index, dtype=object)


def _parcel(values: Values, style: CodeStyle) -> _Read:
    """A code of its own, or zone, block and lot put together where it has none."""
    whole = clean_column(_column(values, "parcel_code"))
    zone, block, lot = (clean_column(_column(values, name)) for name in _PARTS)
    parsed = parse_column(whole, style)
    composed = compose_column(zone, block, lot, style)
    can_compose = {"block_code", "lot"} <= set(values.given)
    use_parts = whole.isna() & pd.Series(can_compose, index=whole.index)
    read = parsed.where(~use_parts, composed)
    if can_compose:
        values.say(contradictions(parsed, composed), "warning")
    if whole.notna().any():
        said = np.full(len(whole), None, dtype=object)
        said[use_parts & composed["code"].notna()] = Message("layer_codes.composed")
        values.say(said, "info")
    _fill_parts(values, read, [zone, block, lot], style)
    problem = read["problem"].where(read["code"].isna(), None)
    source = whole.where(~use_parts, joined_as_came([zone, block, lot]))
    source = source.mask(use_parts & _not_numbered(zone, block, lot, style), None)
    problem = _with_offer(problem, composed["code"].where(whole.notna(), None))
    nothing = source.isna()
    problem[nothing] = Message("layer_codes.no_code")
    return _Read(read["code"], source, problem)


def _not_numbered(zone: pd.Series, block: pd.Series, lot: pd.Series, style: CodeStyle) -> pd.Series:
    """Where zone and block are fine as far as they go, and nobody has given a lot yet."""
    zone_fits = zone.isna() | _zones(zone, style).notna()
    return lot.isna() & zone_fits & (block.isna() | _blocks(zone, block, style).notna())


def _with_offer(problem: pd.Series, offer: pd.Series) -> pd.Series:
    """A malformed code beside a good zone, block and lot: say which code these make."""
    result = problem.copy()
    for row in np.flatnonzero(problem.notna() & offer.notna()):
        result.iat[row] = Message(
            "layer_codes.malformed_but", reason=problem.iat[row], offer=offer.iat[row]
        )
    return result


def _fill_parts(
    values: Values, read: pd.DataFrame, parts: list[pd.Series], style: CodeStyle
) -> None:
    """Zone, full block and lot: of the code, else of their own columns as far as they go."""
    zone = read["zone"].where(read["code"].notna(), _zones(parts[0], style))
    block = (read["zone"] + read["block"]).where(
        read["code"].notna(), _blocks(parts[0], parts[1], style)
    )
    values.frame["zone_code"] = zone.where(zone.notna(), block.str[: style.zone_digits])
    values.frame["block_code"] = block
    values.frame["lot"] = read["lot"].where(read["code"].notna(), parts[2])


def _zones(zone: pd.Series, style: CodeStyle) -> pd.Series:
    pattern = re.compile(f"[0-9]{{1,{style.zone_digits}}}")
    return _each(
        zone, lambda text: text.zfill(style.zone_digits) if pattern.fullmatch(text) else None
    )


def _blocks(zone: pd.Series, block: pd.Series, style: CodeStyle) -> pd.Series:
    """The full block ``01A``, from ``A`` in zone 01, from ``01A``, else None."""
    full = re.compile(f"[0-9]{{{style.zone_digits}}}[A-Z]")
    whole = _each(block, lambda text: text if full.fullmatch(text) else None)
    letter = _each(block, lambda text: text if re.fullmatch("[A-Z]", text) else None)
    own_zone = _zones(zone, style)
    clash = whole.notna() & own_zone.notna() & (whole.str[: style.zone_digits] != own_zone)
    return whole.where(~clash, None).where(whole.notna(), own_zone + letter)


def _each(series: pd.Series, read: Callable[[str], str | None]) -> pd.Series:
    codes, distinct = pd.factorize(series)
    values = np.empty(len(distinct) + 1, dtype=object)
    values[:] = [read(normalise(text)) for text in distinct] + [None]
    return pd.Series(values[codes], index=series.index, dtype=object)


def _zone(values: Values, style: CodeStyle) -> _Read:
    source = clean_column(_column(values, "zone_code"))
    code = _zones(source, style)
    return _Read(code, source, _unread(code, source, "layer_codes.zone"))


def _block(values: Values, style: CodeStyle) -> _Read:
    source = clean_column(_column(values, "block_code"))
    zone = clean_column(_column(values, "zone_code"))
    code = _blocks(zone, source, style)
    values.frame["zone_code"] = _zones(zone, style).where(
        code.isna(), code.str[: style.zone_digits]
    )
    return _Read(code, source, _unread(code, source, "layer_codes.block"))


def _unread(code: pd.Series, source: pd.Series, message: str) -> pd.Series:
    problem = np.full(len(code), None, dtype=object)
    for row in np.flatnonzero(code.isna()):
        text = source.iat[row]
        blank = is_blank(normalise(text))
        problem[row] = Message("layer_codes.no_code") if blank else Message(message, text=text)
    return pd.Series(problem, index=code.index, dtype=object)


def _unit(kind: Kind) -> Callable[[Values, CodeStyle], _Read]:
    def read(values: Values, style: CodeStyle) -> _Read:
        """The unit's own code; the parcel's is in it, or in a column of its own."""
        source = clean_column(_column(values, CODE_COLUMN[kind]))
        parsed = parse_unit_column(source, kind, style)
        own = clean_column(_column(values, "source_parcel_code"))
        values.frame["source_parcel_code"] = own.where(own.notna(), parsed["parcel_code"])
        problem = parsed["problem"].where(source.notna(), Message("layer_codes.no_code"))
        return _Read(parsed["code"].astype(object), source, problem)

    return read


_READERS: dict[str, Callable[[Values, CodeStyle], _Read]] = {
    "parcel": _parcel,
    "zone": _zone,
    "block": _block,
    "building": _unit("building"),
    "signboard": _unit("signboard"),
}


def repeated(codes: pd.Series, rows: np.ndarray) -> pd.Series:
    """For each code that stands in several rows a Message naming all of them, else None.

    ``rows`` are the row numbers of the source; null codes are no repetition.
    """
    messages = pd.Series(None, index=codes.index, dtype=object)
    twice = codes.notna() & codes.duplicated(keep=False)
    numbers = pd.Series(rows, index=codes.index)
    for code, members in numbers[twice].groupby(codes[twice]):
        message = Message("layer_codes.repeated", code=code, rows=members.tolist())
        messages[members.index] = message
    return messages
