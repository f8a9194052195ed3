"""The few kinds of SQL statement that the workspace needs.

Names come from the schema only and are quoted; values always travel as ``?``.
A few rows are changed by a statement each. Many rows are changed by one statement out of
a temporary table (``staged``): a statement for each row makes SQLite keep a journal of its
own for each, because of the R-tree's triggers, and is six times as slow.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from .schema import GEOMETRY_COLUMN, KEY_COLUMN, Table

DROP_STAGED = "DROP TABLE IF EXISTS temp.staged"
GROW_EXTENT = " ".join(
    [
        "UPDATE gpkg_contents SET",
        "min_x = min(ifnull(min_x, ?1), ?1), min_y = min(ifnull(min_y, ?2), ?2),",
        "max_x = max(ifnull(max_x, ?3), ?3), max_y = max(ifnull(max_y, ?4), ?4)",
        "WHERE table_name = ?5",
    ]
)
TOUCH_CONTENTS = "UPDATE gpkg_contents SET last_change = ? WHERE table_name = ?"
_STAGED_UUIDS = "uuid IN (SELECT uuid FROM temp.staged)"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _names(names: Sequence[str]) -> str:
    return ", ".join(map(quoted, names))


def select(table: Table, columns: Sequence[str], where: str = "") -> str:
    """Rows in the order of their keys; ``where`` may end in ORDER BY and LIMIT of its own."""
    table.check_columns(name for name in columns if name != KEY_COLUMN)
    words = ["SELECT", _names(columns), "FROM", quoted(table.name)]
    words += ["WHERE", where] if where else []
    words += [] if "ORDER BY" in where else ["ORDER BY", KEY_COLUMN]
    return " ".join(words)


def count(table: Table, where: str = "") -> str:
    words = ["SELECT", "COUNT(*)", "FROM", quoted(table.name)]
    return " ".join(words + (["WHERE", where] if where else []))


@lru_cache(maxsize=256)
def insert(table: Table, columns: tuple[str, ...]) -> str:
    table.check_columns(name for name in columns if name != KEY_COLUMN)
    words = ["INSERT", "INTO", quoted(table.name), "(", _names(columns), ")"]
    return " ".join([*words, "VALUES", "(", ", ".join("?" * len(columns)), ")"])


@lru_cache(maxsize=256)
def update(table: Table, columns: tuple[str, ...], counted: bool) -> str:
    """One row by its uuid, which is the last ``?``; ``counted`` raises ``row_version``."""
    table.check_columns(columns)
    settings = [quoted(name) + " = ?" for name in columns]
    settings += ["row_version = abs(row_version) + 1"] if counted else []
    return " ".join(["UPDATE", quoted(table.name), "SET", ", ".join(settings), "WHERE uuid = ?"])


@lru_cache(maxsize=256)
def blank(table: Table, columns: tuple[str, ...], count: int) -> str:
    """As :func:`blank_where`, for ``count`` uuids."""
    return blank_where(table, columns, _uuid_in(count))


@lru_cache(maxsize=256)
def delete(table: Table, count: int) -> str:
    return " ".join(["DELETE", "FROM", quoted(table.name), "WHERE", _uuid_in(count)])


@lru_cache(maxsize=256)
def select_uuids(table: Table, columns: tuple[str, ...], count: int) -> str:
    return select(table, columns, _uuid_in(count))


def _uuid_in(count: int) -> str:
    return among("uuid", count)


def among(column: str, count: int) -> str:
    """The condition that a column has one of ``count`` values; of none no row has one."""
    return " ".join([quoted(column), "IN (", ", ".join("?" * count) or "NULL", ")"])


def create_staged(columns: Sequence[str], keyed: bool = True) -> str:
    """A temporary table that takes any value as it is, ``keyed`` by ``uuid`` to look rows up."""
    declared = [quoted(name) for name in columns if name != "uuid"]
    key = ["uuid PRIMARY KEY" if keyed else "uuid"]
    return " ".join(["CREATE", "TEMP", "TABLE", "staged", "(", ", ".join([*key, *declared]), ")"])


def fill_staged(columns: Sequence[str]) -> str:
    words = ["INSERT", "INTO", "temp.staged", "(", _names(columns), ")"]
    return " ".join([*words, "VALUES", "(", ", ".join("?" * len(columns)), ")"])


def insert_staged(table: Table, columns: Sequence[str], fixed: Sequence[str]) -> str:
    """``columns`` come from the staged rows, ``fixed`` ones as ``?``, the same for every row."""
    table.check_columns([*columns, *fixed])
    words = ["INSERT", "INTO", quoted(table.name), "(", _names([*columns, *fixed]), ")"]
    given = ", ".join([_names(columns), *"?" * len(fixed)])
    return " ".join([*words, "SELECT", given, "FROM", "temp.staged ORDER BY rowid"])


def update_staged(table: Table, columns: Sequence[str], counted: bool) -> str:
    """``counted`` raises ``row_version`` with the change."""
    table.check_columns(columns)
    source = ["(", "SELECT", ", ".join("s." + quoted(name) for name in columns)]
    source += ["FROM", "temp.staged s WHERE s.uuid =", quoted(table.name) + ".uuid", ")"]
    setting = ["(", _names(columns), ") =", *source]
    setting += [", row_version = abs(row_version) + 1"] if counted else []
    return " ".join(["UPDATE", quoted(table.name), "SET", *setting, "WHERE", _STAGED_UUIDS])


def blank_staged(table: Table, columns: Sequence[str]) -> str:
    """As :func:`blank_where`, for the staged rows."""
    return blank_where(table, columns, _STAGED_UUIDS)


def blank_where(table: Table, columns: Sequence[str], where: str) -> str:
    """Empty columns of rows whose values may be swapped, before an update fills them.

    The negative ``row_version`` keeps the trigger from counting this half step.
    """
    table.check_columns(columns)
    settings = [quoted(name) + " = NULL" for name in columns]
    settings += ["row_version = -row_version"] if table.tracked else []
    return " ".join(["UPDATE", quoted(table.name), "SET", ", ".join(settings), "WHERE", where])


def delete_staged(table: Table) -> str:
    return " ".join(["DELETE", "FROM", quoted(table.name), "WHERE", _STAGED_UUIDS])


def select_staged(table: Table, columns: Sequence[str]) -> str:
    return select(table, columns, _STAGED_UUIDS)


def last_key(table: Table) -> str:
    return " ".join(["SELECT", f"MAX({KEY_COLUMN})", "FROM", quoted(table.name)])


def keys_after(table: Table) -> str:
    return select(table, [KEY_COLUMN], f"{KEY_COLUMN} > ? ORDER BY {KEY_COLUMN}")


def in_box(table: Table) -> str:
    """Rows whose box meets min x, max x, min y, max y, in the order of their keys."""
    words = [KEY_COLUMN, "IN ( SELECT id FROM", quoted(_rtree(table))]
    words += ["WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ? )"]
    return " ".join([*words, "ORDER BY", KEY_COLUMN])


def insert_into_rtree(table: Table) -> str:
    return " ".join(["INSERT", "INTO", quoted(_rtree(table)), "VALUES (?, ?, ?, ?, ?)"])


def rtree_part(table: Table, part: str) -> str:
    """The name of a table beneath the R-tree: ``node``, ``rowid`` or ``parent``."""
    return f"{_rtree(table)}_{part}"


def any_row(name: str) -> str:
    return " ".join(["SELECT", "1", "FROM", quoted(name), "LIMIT 1"])


def length_of_root(node: str) -> str:
    return " ".join(["SELECT", "length(data)", "FROM", quoted(node), "WHERE nodeno = 1"])


def empty_part(name: str) -> str:
    return " ".join(["DELETE", "FROM", quoted(name)])


def fill_part(name: str) -> str:
    """Every table beneath an R-tree has two columns."""
    return " ".join(["INSERT", "INTO", quoted(name), "VALUES (?, ?)"])


def _rtree(table: Table) -> str:
    return f"rtree_{table.name}_{GEOMETRY_COLUMN}"
