"""SQL as SQLite takes it, made into what psycopg2 takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_PART = re.compile(
    r"""'(?:[^']|'')*'   # text
    | "(?:[^"]|"")*"     # a name
    | \?(\d*)            # the next value, or the one with this number
    | (?<!:):([a-z]\w*)  # a named value, but no cast
    | %""",
    re.VERBOSE,
)


def named_values(params: Any) -> Mapping[str, Any]:
    """Values under the names that :func:`postgres` gives them."""
    if isinstance(params, Mapping):
        return params
    return {f"v{number}": value for number, value in enumerate(params, start=1)}


@lru_cache(maxsize=512)
def postgres(statement: str) -> str:
    """``?`` and ``:name`` become psycopg2's named values; text and names stay as they are."""
    count = 0

    def translated(found: re.Match[str]) -> str:
        nonlocal count
        part = found.group()
        if part.startswith("?"):
            count += 1
            return f"%(v{found.group(1) or count})s"
        if found.group(2):
            return f"%({found.group(2)})s"
        return part.replace("%", "%%")

    return _PART.sub(translated, statement)
