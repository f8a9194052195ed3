"""Which of our columns a header means: ``PARCEL_COD`` → ``parcel_code``.

The table of names met in practice is data, ``resources/aliases.csv``
(``target_table, target_column, alias, source``), and so are the schema's own names
and labels. Besides the schema's columns an alias may mean a *part* from which
an import puts a column together (``resources/import_part.csv``): ``rai``, ``ngan``,
``wah`` make ``document_area``, ``utm1 … utm4`` make ``map_sheet``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Optional

from .resources import load_csv
from .thai_text import arabic_digits, clean_text

DBF_WIDTH = 10
"""Longest column name that a shapefile's DBF can hold."""

EXACT, SAME_LETTERS, TRUNCATED = 1.0, 0.95, 0.85

_NOISE = re.compile(r"[\s_\-./()\[\]:]+")


def alias_key(header: str) -> str:
    """A header as it is compared: lower case, no blanks, underscores, dots, brackets."""
    return _NOISE.sub("", arabic_digits(clean_text(header) or "").lower())


@lru_cache(maxsize=None)
def _aliases(table: str) -> dict[str, str]:
    """Alias → column; our own name first, then what was met, then the labels."""
    schema = [row for row in load_csv("schema", "column.csv") if row["table"] == table]
    schema = [row for row in schema if not row["column"].endswith("_uuid")]
    pairs = [(row["column"], row["column"]) for row in schema]
    pairs += _met(table)
    pairs += [(row[language], row["column"]) for row in schema for language in ("th", "en")]
    aliases: dict[str, str] = {}
    for alias, column in pairs:
        aliases.setdefault(alias, column)
    return aliases


def _met(table: str) -> list[tuple[str, str]]:
    """The aliases that were met in files, each with its column."""
    rows = load_csv("aliases.csv")
    return [(row["alias"], row["target_column"]) for row in rows if row["target_table"] == table]


@lru_cache(maxsize=None)
def _aliases_by_key(table: str) -> dict[str, str]:
    """What was met first: written otherwise than ours, a header is not of our own making."""
    by_key: dict[str, str] = {}
    for alias, column in (*_met(table), *_aliases(table).items()):
        by_key.setdefault(alias_key(alias), column)
    return by_key


@lru_cache(maxsize=None)
def _aliases_by_start(table: str) -> dict[str, Optional[str]]:
    """First ten letters of a longer alias → column, None where two columns share them."""
    starts: dict[str, Optional[str]] = {}
    for alias, column in _aliases(table).items():
        if len(alias) > DBF_WIDTH:
            start = alias[:DBF_WIDTH].lower()
            starts[start] = column if starts.get(start, column) == column else None
    return starts


def find_alias(header: str, table: str) -> tuple[Optional[str], float]:
    """``(column, certainty)`` of a header for one table; ``(None, 0.0)`` if unknown.

    Certain as written, a little less with other letter case, underscores or blanks,
    less again when it is the first ten letters of a longer name.
    """
    cleaned = clean_text(header) or ""
    if cleaned in _aliases(table):
        return _aliases(table)[cleaned], EXACT
    key = alias_key(cleaned)
    if key in _aliases_by_key(table):
        return _aliases_by_key(table)[key], SAME_LETTERS
    column = _aliases_by_start(table).get(cleaned.lower())
    if len(cleaned) == DBF_WIDTH and column is not None:
        return column, TRUNCATED
    return None, 0.0


def alias_target(header: str, table: str) -> Optional[str]:
    """The column that ``header`` means in ``table``, None if unknown."""
    return find_alias(header, table)[0]


def tables_with_aliases() -> list[str]:
    """Every table into which a file's columns can be mapped, in the table's order."""
    return list(dict.fromkeys(row["target_table"] for row in load_csv("aliases.csv")))


@lru_cache(maxsize=None)
def target_labels(table: str) -> dict[str, tuple[str, str]]:
    """Everything a file's column can be mapped to in ``table`` → its (Thai, English) label.

    First the schema's columns in their order, then the parts.
    """
    schema = [row for row in load_csv("schema", "column.csv") if row["table"] == table]
    labels = {row["column"]: (row["th"], row["en"]) for row in schema}
    parts = {row["column"]: (row["th"], row["en"]) for row in load_csv("import_part.csv")}
    for row in load_csv("aliases.csv"):
        if row["target_table"] == table and row["target_column"] in parts:
            labels.setdefault(row["target_column"], parts[row["target_column"]])
    return {column: label for column, label in labels.items() if not column.endswith("_uuid")}
