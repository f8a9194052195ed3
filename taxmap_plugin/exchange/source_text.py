"""Which encoding the text of a file is in, judged from its bytes.

A DBF written in Thailand is cp874 (TIS-620) or UTF-8 and often does not say so;
some mix both, because two people edited them. So each distinct value is decoded
by itself: first in the encoding of the file, then in the other ones.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..core.text_encoding import guess_encoding
from .source_read import LATIN1

_SAMPLE_BYTES = 200_000
_OTHERS = ("utf-8", "cp874")
_WESTERN = {codecs.lookup(name).name for name in ("latin-1", "cp1252", "cp437", "cp850")}
_PLAINLY_THAI = 0.8
_CODE_PAGES = {"874": "cp874", "windows-874": "cp874", "65001": "utf-8", "1252": "cp1252"}


@dataclass(frozen=True)
class Decoded:
    """The columns and names as text, and how they were read.

    ``texts`` counts the distinct values with letters beyond ASCII; of these ``otherwise``
    were not in ``encoding`` but in another one, ``unreadable`` in none (they hold U+FFFD
    where bytes were lost).
    """

    names: list[str]
    columns: list[np.ndarray]
    encoding: str
    certainty: float
    texts: int
    otherwise: int
    unreadable: int


def declared_encoding(path: Path) -> Optional[str]:
    """What the .cpg file beside a Shapefile says, as Python names it; None without one."""
    for sibling in (path.with_suffix(".cpg"), path.with_suffix(".CPG")):
        if sibling.is_file():
            return codec_name(sibling.read_text(encoding="ascii", errors="ignore").strip())
    return None


def codec_name(said: str) -> Optional[str]:
    """Python's name of a text encoding as offices and programs write it; None for no such."""
    short = said.lower().replace("ansi", "").replace("oem", "").strip(" -_")
    name = _CODE_PAGES.get(short, short)
    try:
        "x".encode(name)  # a codec may be none of texts
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return None


def decode(
    names: list[str],
    columns: list[np.ndarray],
    chosen: Optional[str] = None,
    declared: Optional[str] = None,
) -> Decoded:
    """Turn Latin-1 text into what was meant.

    ``chosen`` by the officer is obeyed; ``declared`` by the file is believed unless
    the bytes contradict it; without either the bytes speak.
    """
    distinct = _distinct_bytes(names, columns)
    sample = b"\n".join(distinct)[:_SAMPLE_BYTES]
    judged, certainty = guess_encoding(sample) if sample else ("utf-8", 1.0)
    believed = declared if declared and _fits(distinct, declared) else None
    if believed in _WESTERN and sample and certainty >= _PLAINLY_THAI:
        believed = None  # programs write such a .cpg unasked, and every byte is a letter of it
    encoding = chosen or believed or judged
    certainty = 1.0 if chosen or believed else certainty
    texts: dict[bytes, str] = {}
    otherwise = unreadable = 0
    for raw in distinct:
        texts[raw], how = _decode_one(raw, encoding)
        otherwise += how == "other"
        unreadable += how == "none"
    table = {raw.decode(LATIN1): text for raw, text in texts.items()}
    return Decoded(
        names=_unique([table.get(name, name) for name in names]),
        columns=[_translate(column, table) for column in columns],
        encoding=encoding,
        certainty=certainty,
        texts=len(distinct),
        otherwise=otherwise,
        unreadable=unreadable,
    )


def _distinct_bytes(names: list[str], columns: list[np.ndarray]) -> list[bytes]:
    found = {name for name in names if not name.isascii()}
    for column in columns:
        found.update(v for v in pd.unique(column) if isinstance(v, str) and not v.isascii())
    return sorted(value.encode(LATIN1) for value in found)


def _fits(distinct: list[bytes], encoding: str) -> bool:
    """Whether at least nine in ten values can be read (a DBF cuts the last letter in two)."""
    wrong = sum(_try(raw, encoding) is None for raw in distinct)
    return wrong * 10 <= len(distinct)


def _try(raw: bytes, encoding: str) -> Optional[str]:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _decode_one(raw: bytes, encoding: str) -> tuple[str, str]:
    text = _try(raw, encoding)
    if text is not None:
        return text.lstrip("\ufeff"), "own"
    if encoding.startswith("utf-8"):
        cut = _without_cut_letter(raw)
        if cut is not None:
            return cut, "own"
    for other in _OTHERS:
        text = None if other == encoding else _try(raw, other)
        if text is not None:
            return text, "other"
    return raw.decode(encoding, errors="replace"), "none"


def _without_cut_letter(raw: bytes) -> Optional[str]:
    """UTF-8 text whose last letter a DBF field cut in two, without that letter."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(raw, final=False)
    except UnicodeDecodeError:
        return None


def _translate(column: np.ndarray, table: dict[str, str]) -> np.ndarray:
    if not table or column.dtype.kind != "O":
        return column
    codes, values = pd.factorize(column, use_na_sentinel=True)
    changed = np.array([isinstance(v, str) and v in table for v in values], dtype=bool)
    if not changed.any():
        return column
    hit = np.flatnonzero((codes >= 0) & changed[codes])
    result = column.copy()
    meant = np.array([table.get(v) if isinstance(v, str) else v for v in values], dtype=object)
    result[hit] = meant[codes[hit]]
    return result


def _unique(names: list[str]) -> list[str]:
    """Column names made distinct: a second ``LOT`` becomes ``LOT_2``."""
    seen: dict[str, int] = {}
    result: list[Any] = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return result
