"""The parcels that an officer means by the codes that she typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..core.code_search import spellings
from ..core.code_style import CodeStyle
from ..core.message import Message
from ..core.parcel_code import normalise, problem
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from .parcel_plan import PlanError

_BETWEEN = re.compile(r"[\s,;]+")
_GAP = re.compile(r"(?<![^\s,;])(\d+[A-Za-z])[ \t]+(\d[^\s,;]*)")
"""Between block and lot, as some write a code: ``01A 002``."""


def codes_typed(reader: Reader, text: str) -> list[str]:
    """The codes in a text (``01a001, ๐๑A002``), each once, in their order.

    ``01A 002`` is one code, unless there are parcels with both of them.
    """

    def close(gap: re.Match[str]) -> str:
        parts = [normalise(part) for part in gap.groups()]
        return gap[0] if len(_found(reader, parts)) == len(set(parts)) else "".join(parts)

    words = [normalise(word) for word in _BETWEEN.split(_GAP.sub(close, text))]
    return list(dict.fromkeys(word for word in words if word))


def parcels_named(reader: Reader, codes: Sequence[str], style: CodeStyle) -> list[str]:
    """The uuids of the living parcels with these codes, in their order.

    A code is found in every way in which people write it, and a parcel without one of ours by
    the code that it came with. Raises PlanError naming the codes that no parcel has, with the
    codes that came after a retired one.
    """
    found = _found(reader, codes)
    unknown = [code for code in codes if code not in found]
    if unknown:
        raise PlanError(_why_not(reader, unknown, style))
    return list(dict.fromkeys(found[code] for code in codes))


def _found(reader: Reader, codes: Sequence[str]) -> dict[str, str]:
    """Code → uuid of those that a parcel has, or came with."""
    found = _by(reader, "parcel_code", codes, "parcel_code <> ''")  # else the index is not used
    others = [code for code in codes if code not in found]
    if others:
        found.update(_by(reader, "source_code", others, "parcel_code IS NULL"))
    return found


def _by(reader: Reader, column: str, codes: Sequence[str], only: str) -> dict[str, str]:
    """Code → uuid, where one parcel alone has it."""
    ways = {code: _ways(code) for code in codes}
    written = list(dict.fromkeys(way for one in ways.values() for way in one))
    bearers: dict[str, list[Row]] = {}
    for row in rows_among(reader, "parcel", ["uuid", column], column, written, only):
        bearers.setdefault(row[column], []).append(row)
    found = {}
    for code, own in ways.items():
        meant = next((way for way in own if way in bearers), None)
        if meant is not None and len(bearers[meant]) == 1:
            found[code] = bearers[meant][0]["uuid"]
    return found


def _ways(code: str) -> tuple[str, ...]:
    """The code as it is typed, then as else it may be written."""
    return tuple(dict.fromkeys((code, *spellings(code))))


def _why_not(reader: Reader, codes: Sequence[str], style: CodeStyle) -> Message:
    """What the officer reads about codes that no parcel has."""
    if len(codes) == 1:
        malformed = [problem(way, style) for way in _ways(codes[0])]
        if all(malformed) and malformed[0] is not None:
            return malformed[0]
    columns, only = ["code", "successor_codes"], "table_name = 'parcel'"
    ways = [way for code in codes for way in _ways(code)]
    for row in rows_among(reader, "retired_code", columns, "code", ways, only):
        successors = row["successor_codes"] or "–"
        return Message("parcel_choice.retired", code=row["code"], successors=successors)
    return Message("parcel_choice.unknown", codes=list(codes))
