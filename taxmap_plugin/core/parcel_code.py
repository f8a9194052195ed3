"""Parcel, building and signboard codes: ``01A001``, ``01A001/002``, ``01A001-B001``.

The grammar (practice.md §2.2) is data: ``resources/codes/*.json``, one
:class:`CodeStyle` a municipality. A code is read strictly and never repaired in
silence: what does not fit is reported with its reason. Columns of a million codes
are read by :func:`parse_column` and :func:`compose_column`; what comes next after
a split or for a new parcel is in :mod:`.code_suggestion`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..errors import TaxMapError
from .code_style import CodeStyle, Kind
from .message import Message
from .object_array import object_array

_CONTROLS = "".join(chr(n) for n in (*range(0x20), *range(0x7F, 0xA0)) if not chr(n).isspace())
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789", "\u200b\ufeff" + _CONTROLS)
_NO_CODE = {"", "-", "–", "NONE", "NULL", "<NULL>", "NAN", "N/A"}


class CodeError(TaxMapError):
    """A text is no code of this municipality; the message says why."""


@dataclass(frozen=True, order=True)
class ParcelCode:
    """A parcel code as numbers, so that sorting and ``min`` follow the numbers."""

    zone: int
    block: str
    lot: int
    suffixes: tuple[int, ...] = ()

    def block_text(self, style: CodeStyle) -> str:
        """The full block, ``01A``."""
        return f"{self.zone:0{style.zone_digits}d}{self.block}"

    def text(self, style: CodeStyle) -> str:
        """The code as written, ``01A001/002``."""
        suffixes = [
            f"{style.suffix_separator}{number:0{width}d}"
            for number, width in zip(self.suffixes, style.suffix_digits)
        ]
        return "".join([self.block_text(style), f"{self.lot:0{style.lot_digits}d}", *suffixes])


@dataclass(frozen=True, order=True)
class UnitCode:
    """The code of a building or a signboard: its parcel and a number in it."""

    parcel: ParcelCode
    kind: Kind
    number: int

    def text(self, style: CodeStyle) -> str:
        letter = style.unit_letter(self.kind)
        number = f"{self.number:0{style.unit_digits}d}"
        return f"{self.parcel.text(style)}{style.unit_separator}{letter}{number}"


def normalise(text: object) -> str:
    """Upper case, trimmed, Thai digits as Arabic ones, no invisible or control characters;
    nothing else is touched.
    """
    if text is None or text is pd.NA or text != text:  # NaN alone is not itself
        return ""
    return str(text).translate(_THAI_DIGITS).strip().upper()


def is_blank(text: str) -> bool:
    """True for a normalised text that says "no code": empty, ``-``, ``NONE``, ``NULL``."""
    return text in _NO_CODE


def parse(text: object, style: CodeStyle) -> ParcelCode:
    """The parcel code that ``text`` spells.

    Raises CodeError with the reason when it is no code of this style.

    >>> parse(" 01a001/002 ", CodeStyle.load())
    ParcelCode(zone=1, block='A', lot=1, suffixes=(2,))
    """
    code = normalise(text)
    found = style.pattern.fullmatch(code)
    if found is None:
        raise CodeError(_why_not(code, style))
    zone, block, lot, suffixes = found.groups()
    numbers = suffixes.split(style.suffix_separator)[1:]
    return ParcelCode(int(zone), block, int(lot), tuple(int(number) for number in numbers))


def block_of(code: str, style: CodeStyle) -> str:
    """The block (``01A``) of a parcel's, building's or signboard's code; "" for no such code."""
    try:
        return parse(code.split(style.unit_separator)[0], style).block_text(style)
    except CodeError:
        return ""


def parcel_of_unit(code: str, style: CodeStyle) -> str:
    """The parcel's code in that of a building or signboard; "" where there is none in it."""
    return code.rpartition(style.unit_separator)[0]


def problem(text: object, style: CodeStyle) -> Message | None:
    """Why ``text`` is no parcel code, or None when it is one."""
    code = normalise(text)
    return None if style.pattern.fullmatch(code) else _why_not(code, style)


def _why_not(code: str, style: CodeStyle) -> Message:
    """The first thing in which a normalised text departs from the grammar."""
    if is_blank(code):
        return Message("parcel_code.blank")
    if code.rpartition(style.unit_separator)[2][:1].isalpha() and style.unit_separator in code:
        return Message("parcel_code.unit_of_parcel", code=code)
    body, *suffixes = code.split(style.suffix_separator)
    strange = sorted(set(re.findall(r"[^0-9A-Z]", "".join([body, *suffixes]))))
    if strange:
        return Message("parcel_code.character", code=code, found=" ".join(map(_visible, strange)))
    zone, block, lot = re.fullmatch(r"([0-9]*)([A-Z]*)(.*)", body).groups()  # type: ignore[union-attr]
    if not zone:
        return Message("parcel_code.no_zone", code=code, digits=style.zone_digits)
    if len(zone) != style.zone_digits and block:
        return Message("parcel_code.zone", code=code, found=zone, digits=style.zone_digits)
    if len(block) != 1:
        return Message("parcel_code.block", code=code, found=block)
    if not re.fullmatch(f"[0-9]{{{style.lot_digits}}}", lot):
        return Message("parcel_code.lot", code=code, found=lot, digits=style.lot_digits)
    if len(suffixes) > len(style.suffix_digits):
        return Message("parcel_code.too_deep", code=code, levels=len(style.suffix_digits))
    return Message("parcel_code.suffix", code=code, example=style.suffix_example)


def _visible(character: str) -> str:
    """A character that an officer can find: a blank or a stray Thai mark on a ring."""
    if character.isspace():
        return "␣"
    return "◌" + character if re.match("[ัิ-ฺ็-๎]", character) else character


def compose(zone: object, block: object, lot: object, style: CodeStyle) -> ParcelCode:
    """The code that separate zone, block and lot columns make together.

    Reads both schemas met in offices (practice.md §2.4): block ``A`` or ``01A``, lot
    ``002`` or ``015/004``; numbers may lack leading zeros. A zone of three digits
    (``020``) or a block of another zone is not repaired: CodeError says why.
    """
    own_zone = _zone_part(normalise(zone), style)
    zone_of_block, letter = _block_part(normalise(block), style)
    own_lot = _lot_part(normalise(lot), style)
    if own_zone and zone_of_block and own_zone != zone_of_block:
        raise CodeError(_zone_clash(own_zone, zone_of_block + letter))
    if not (own_zone or zone_of_block):
        raise CodeError(Message("parcel_code.zone_blank"))
    return parse("".join([own_zone or zone_of_block, letter, own_lot]), style)


def _zone_clash(zone: str, block: str) -> Message:
    return Message("parcel_code.zone_clash", zone=zone, block=block)


def _zone_part(text: str, style: CodeStyle) -> str:
    if is_blank(text):
        return ""
    if not re.fullmatch(f"[0-9]{{1,{style.zone_digits}}}", text):
        raise CodeError(Message("parcel_code.zone_part", found=text, digits=style.zone_digits))
    return text.zfill(style.zone_digits)


def _block_part(text: str, style: CodeStyle) -> tuple[str, str]:
    found = re.fullmatch("([0-9]*)([A-Z])", text)
    if is_blank(text) or not found:
        raise CodeError(Message("parcel_code.block_part", found=text))
    return _zone_part(found[1], style), found[2]


def _lot_part(text: str, style: CodeStyle) -> str:
    widths = (style.lot_digits, *style.suffix_digits)
    parts = text.split(style.suffix_separator)
    fits = len(parts) <= len(widths) and all(
        re.fullmatch(f"[0-9]{{1,{width}}}", part) for part, width in zip(parts, widths)
    )
    if is_blank(text) or not fits:
        raise CodeError(Message("parcel_code.lot_part", found=text, digits=style.lot_digits))
    return style.suffix_separator.join(p.zfill(w) for p, w in zip(parts, widths))


def parse_block(text: object, style: CodeStyle) -> tuple[int, str]:
    """Zone and letter of a full block (``01A``, ``01 a``); CodeError when it is none."""
    zone, letter = _block_part("".join(normalise(text).split()), style)
    if not zone:
        raise CodeError(Message("parcel_code.block_without_zone", found=letter))
    return int(zone), letter


def parse_building(text: object, style: CodeStyle) -> UnitCode:
    """The building code that ``text`` spells (``01A001-B001``); CodeError says why not."""
    return _parse_unit(text, "building", style)


def parse_signboard(text: object, style: CodeStyle) -> UnitCode:
    """The signboard code that ``text`` spells (``01A001-P001``); CodeError says why not."""
    return _parse_unit(text, "signboard", style)


def _parse_unit(text: object, kind: Kind, style: CodeStyle) -> UnitCode:
    code = normalise(text)
    if is_blank(code):
        raise CodeError(Message("parcel_code.blank"))
    parcel, _, unit = code.rpartition(style.unit_separator)
    number, reason = _unit_part(unit if parcel else "", kind, style)
    if reason:
        raise CodeError(Message("parcel_code.unit", code=code, reason=reason))
    return UnitCode(parse(parcel, style), kind, number)


def _unit_part(unit: str, kind: Kind, style: CodeStyle) -> tuple[int, Message | None]:
    """The number in ``B001``, or the reason why it is none."""
    letter = style.unit_letter(kind)
    if re.fullmatch(f"{letter}[0-9]{{{style.unit_digits}}}", unit):
        return int(unit[1:]), None
    example = f"{style.unit_separator}{letter}{1:0{style.unit_digits}d}"
    return 0, Message("parcel_code.unit_part", found=unit, example=example)


def parse_column(codes: pd.Series, style: CodeStyle) -> pd.DataFrame:
    """A column of codes read strictly, as fast for a million rows as for ten.

    Columns, indexed as ``codes``: ``code`` (as written in this style, None where it is
    no code), ``zone`` ("01"), ``block`` ("A"), ``lot`` ("001" or "015/004", so that
    zone + block + lot is the code), ``problem`` (the reason as a Message, or None).
    """
    raw = codes.to_numpy(dtype=object, na_value="", copy=True)
    good = _fits(raw, style)
    if not good.all():
        raw[~good] = _by_value(raw[~good], normalise)
        good = _fits(raw, style)
    problems = np.full(len(raw), None, dtype=object)
    if not good.all():
        problems[~good] = _by_value(raw[~good], lambda text: _why_not(text, style))
    text = np.where(good, raw, "").astype(f"U{style.longest}")
    raw = text.astype(object)  # without the NULs at the end that NumPy does not see
    raw[~good] = None
    cut = style.zone_digits
    parts = {
        "zone": _substring(text, 0, cut),
        "block": _substring(text, cut, cut + 1),
        "lot": _substring(text, cut + 1, style.longest),
    }
    for part in parts.values():
        part[~good] = None
    return pd.DataFrame({"code": raw, **parts, "problem": problems}, index=codes.index)


def _fits(texts: np.ndarray, style: CodeStyle) -> np.ndarray:
    """Which texts follow ``style.pattern``, looked at column by column of characters."""
    width = style.longest
    letters = texts.astype(f"U{width + 1}")  # one more, so that a longer text is seen
    letters = np.ascontiguousarray(letters).view(np.uint32).reshape(len(texts), width + 1)
    length = (letters != 0).sum(axis=1)
    good = np.isin(length, style.lengths)
    for position, wanted in enumerate(style.places):
        column = letters[:, position]
        if wanted == "9":
            fits = (column >= ord("0")) & (column <= ord("9"))
        elif wanted == "A":
            fits = (column >= ord("A")) & (column <= ord("Z"))
        else:
            fits = column == ord(wanted[1])
        good &= fits | (position >= length)
    return np.asarray(good)


def _substring(texts: np.ndarray, start: int, stop: int) -> np.ndarray:
    width = texts.dtype.itemsize // 4
    letters = texts.view(np.uint32).reshape(len(texts), width)[:, start:stop]
    return np.ascontiguousarray(letters).view(f"U{stop - start}").ravel().astype(object)


def _by_value(values: np.ndarray, function: Callable[[Any], Any]) -> np.ndarray:
    """``function`` of each value, called once for each different one."""
    places, different = pd.factorize(values, use_na_sentinel=False)
    results = np.empty(len(different), dtype=object)
    for place, value in enumerate(different):
        results[place] = function(value)
    return results[places]


def compose_column(
    zone: pd.Series, block: pd.Series, lot: pd.Series, style: CodeStyle
) -> pd.DataFrame:
    """:func:`compose` for whole columns; the same columns as :func:`parse_column`."""
    zones = _read_part(zone, lambda text: _zone_part(text, style))
    blocks = _read_part(block, lambda text: _block_part(text, style))
    lots = _read_part(lot, lambda text: _lot_part(text, style))
    problems = _first_problem(zones, blocks, lots)
    good = pd.isna(problems)
    own_zone = np.where(good, zones, "")
    zone_of_block = np.array([b[0] if ok else "" for b, ok in zip(blocks, good)], dtype=object)
    letter = np.array([b[1] if ok else "" for b, ok in zip(blocks, good)], dtype=object)
    clash = good & (own_zone != "") & (zone_of_block != "") & (own_zone != zone_of_block)
    for row in np.flatnonzero(clash):
        problems[row] = _zone_clash(own_zone[row], zone_of_block[row] + letter[row])
    no_zone = good & (own_zone == "") & (zone_of_block == "")
    problems[no_zone] = Message("parcel_code.zone_blank")
    good &= ~clash & ~no_zone
    text = np.where(own_zone != "", own_zone, zone_of_block) + letter + np.where(good, lots, "")
    frame = parse_column(pd.Series(np.where(good, text, ""), index=zone.index, dtype=object), style)
    frame["problem"] = np.where(good, frame["problem"], problems)
    return frame


def _read_part(values: pd.Series, read: Callable[[str], Any]) -> np.ndarray:
    """Each value read, or the CodeError's message in its place."""

    def read_or_message(value: object) -> Any:
        try:
            return read(normalise(value))
        except CodeError as error:
            return error.message

    return _by_value(values.to_numpy(dtype=object), read_or_message)


def _first_problem(*parts: np.ndarray) -> np.ndarray:
    problems = np.full(len(parts[0]), None, dtype=object)
    for part in reversed(parts):
        bad = np.array([isinstance(value, Message) for value in part], dtype=bool)
        problems[bad] = part[bad]
    return problems


def contradictions(codes: pd.DataFrame, composed: pd.DataFrame) -> pd.Series:
    """Where the code column and the zone, block and lot columns disagree.

    ``codes`` and ``composed`` come from :func:`parse_column` and :func:`compose_column`
    of the same rows. A lot column that leaves the suffix out (``008`` beside
    ``03N008/001``) agrees. Returns a Message or None a row; None where either is no code.
    """
    same = codes["code"] == composed["code"]
    without_suffix = [
        bool(a and b and len(b) < len(a) and a.startswith(b))
        for a, b in zip(codes["code"], composed["code"])
    ]
    both = codes["code"].notna() & composed["code"].notna()
    wrong = (both & ~same & ~np.array(without_suffix, dtype=bool)).to_numpy()
    result = np.full(len(codes), None, dtype=object)
    for row in np.flatnonzero(wrong):
        result[row] = Message(
            "parcel_code.contradiction",
            code=codes["code"].iat[row],
            composed=composed["code"].iat[row],
        )
    return pd.Series(result, index=codes.index, dtype=object)


def parse_unit_column(codes: pd.Series, kind: Kind, style: CodeStyle) -> pd.DataFrame:
    """Building or signboard codes: ``code``, ``parcel_code``, ``number`` and ``problem``.

    ``parcel_code`` is given wherever the part before the last separator is a parcel
    code, so that ``01A001-X9`` still finds its parcel. ``number`` is a nullable integer.
    """
    text = pd.Series(_by_value(codes.to_numpy(dtype=object), normalise), index=codes.index)
    halves = [unit.rpartition(style.unit_separator) for unit in text]
    before, after = (object_array(half[part] for half in halves) for part in (0, 2))
    parcels = parse_column(pd.Series(before, index=codes.index), style)
    units = _by_value(after, lambda unit: _unit_part(unit, kind, style))
    number = pd.Series([unit[0] for unit in units], index=codes.index, dtype="Int64")
    problems = parcels["problem"].to_numpy(dtype=object, copy=True)
    for row in np.flatnonzero([unit[1] is not None for unit in units]):
        blank = is_blank(str(text.iat[row]))
        problems[row] = Message("parcel_code.blank") if blank else _unit_problem(text, units, row)
    good = pd.isna(problems)
    return pd.DataFrame(
        {
            "code": text.where(good, None),
            "parcel_code": parcels["code"],
            "number": number.where(good),
            "problem": problems,
        },
        index=codes.index,
    )


def _unit_problem(text: pd.Series, units: np.ndarray, row: int) -> Message:
    return Message("parcel_code.unit", code=text.iat[row], reason=units[row][1])


def sort_key(codes: pd.Series, style: CodeStyle) -> np.ndarray:
    """int64 keys that sort codes as numbers; what is no code sorts last.

    >>> sort_key(pd.Series(["01A002", "01A001/001", "01A001"]), CodeStyle.load()).argsort()
    array([2, 1, 0])
    """
    frame = parse_column(codes, style)
    good = frame["code"].notna().to_numpy()
    letters = frame["code"].where(good, "").to_numpy(dtype=f"U{style.longest}")
    digits = letters.view(np.uint32).reshape(len(letters), style.longest).astype(np.int64)
    key = np.zeros(len(letters), dtype=np.int64)
    for position, wanted in enumerate(style.places):
        if wanted == "9":  # an absent digit counts 0, a present one 1 to 10
            key = key * 11 + np.where(digits[:, position] > 0, digits[:, position] - 47, 0)
        elif wanted == "A":
            key = key * 27 + np.where(digits[:, position] > 0, digits[:, position] - 64, 0)
    key[~good] = np.iinfo(np.int64).max
    return key
