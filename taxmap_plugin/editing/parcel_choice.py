"""The parcels that an officer means by the codes that she typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..core.code_style import CodeStyle
from ..core.message import Message
from ..core.parcel_code import normalise, problem
from ..workspace.few_rows import Row
from ..workspace.reader import Reader, rows_among
from .parcel_plan import PlanError

_BETWEEN = re.compile(r"[\s,;]+")


def codes_typed(text: str) -> list[str]:
    """The codes in a text (``01a001, ๐๑A002``), each once, in their order."""
    words = [normalise(word) for word in _BETWEEN.split(text)]
    return list(dict.fromkeys(word for word in words if word))


def parcels_named(reader: Reader, codes: Sequence[str], style: CodeStyle) -> list[str]:
    """The uuids of the living parcels with these codes, in their order.

    A parcel without a code of ours is found by the code that it came with. Raises PlanError
    naming the codes that no parcel has, with the codes that came after a retired one.
    """
    found = _by(reader, "parcel_code", codes, "parcel_code <> ''")  # else the index is not used
    others = [code for code in codes if code not in found]
    if others:
        found.update(_by(reader, "source_code", others, "parcel_code IS NULL"))
    unknown = [code for code in codes if code not in found]
    if unknown:
        raise PlanError(_why_not(reader, unknown, style))
    return list(dict.fromkeys(found[code] for code in codes))


def _by(reader: Reader, column: str, codes: Sequence[str], only: str) -> dict[str, str]:
    """Code → uuid, where one parcel alone has it."""
    rows = rows_among(reader, "parcel", ["uuid", column], column, codes, only)
    bearers: dict[str, list[Row]] = {}
    for row in rows:
        bearers.setdefault(row[column], []).append(row)
    return {code: own[0]["uuid"] for code, own in bearers.items() if len(own) == 1}


def _why_not(reader: Reader, codes: Sequence[str], style: CodeStyle) -> Message:
    """What the officer reads about codes that no parcel has."""
    if len(codes) == 1:
        malformed = problem(codes[0], style)
        if malformed is not None:
            return malformed
    columns, only = ["code", "successor_codes"], "table_name = 'parcel'"
    for row in rows_among(reader, "retired_code", columns, "code", codes, only):
        successors = row["successor_codes"] or "–"
        return Message("parcel_choice.retired", code=row["code"], successors=successors)
    return Message("parcel_choice.unknown", codes=list(codes))
