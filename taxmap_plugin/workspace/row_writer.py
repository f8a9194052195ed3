"""Rows into, within and out of one table, by single SQL statements, with R-tree and extent."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import shapely

from ..core.message import Message
from . import sql
from .frame import read_frame
from .geometry_blob import RTreeFunctions, Shapes, fit, pack
from .problem import DuplicateValue, MissingValue
from .rtree_build import build_rtree
from .schema import GEOMETRY_COLUMN, Table
from .values import to_sql

Values = dict[str, Sequence[Any]]


class Stored(NamedTuple):
    """Rows as SQLite keeps them."""

    names: list[str]
    rows: list[tuple]

    def column(self, name: str) -> list[Any]:
        at = self.names.index(name)
        return [row[at] for row in self.rows]


class RowWriter:
    """Writes on one connection; every method either writes all its rows or none."""

    def __init__(self, connection: sqlite3.Connection, srs_id: int) -> None:
        self._connection, self._srs_id = connection, srs_id
        self._rtree = RTreeFunctions(connection)

    def values(self, table: Table, frame: pd.DataFrame) -> Values:
        """The frame's columns as SQLite takes them; WrongValue for what does not belong."""
        return {
            name: pack(fit(frame[name].to_numpy(dtype=object), table.geometry), self._srs_id)
            if name == GEOMETRY_COLUMN
            else to_sql(table, table.column(name), frame[name])
            for name in frame.columns
        }

    def insert(self, table: Table, values: Values, frame: pd.DataFrame) -> None:
        """Add rows. ``frame`` is what they came from: its shapes fill the R-tree."""
        varying, fixed = _split(values)
        statement = sql.insert_staged(table, list(varying), list(fixed))
        with self._staged(varying, keyed=False), self._explained(table, frame):
            if GEOMETRY_COLUMN not in values:
                self._connection.execute(statement, list(fixed.values()))
                return
            shapes = frame[GEOMETRY_COLUMN].to_numpy(dtype=object)
            last = self._connection.execute(sql.last_key(table)).fetchone()[0] or 0
            with self._without_rtree_trigger():
                self._connection.execute(statement, list(fixed.values()))
            self._fill_rtree(table, shapes, last)
            self._grow_extent(table, shapes)

    def update(self, table: Table, values: Values, frame: pd.DataFrame) -> None:
        """Change the rows named by ``values["uuid"]``; codes may be swapped among them."""
        names = [name for name in values if name != "uuid"]
        codes = [c.name for c in table.columns if c.unique and not c.not_null and c.name in values]
        with self._staged(values), self._explained(table, frame):
            if codes:
                self._connection.execute(sql.blank_staged(table, codes))
            self._connection.execute(sql.update_staged(table, names, table.tracked))
            if GEOMETRY_COLUMN in values:
                self._grow_extent(table, frame[GEOMETRY_COLUMN].to_numpy(dtype=object))

    def delete(self, table: Table, uuids: Sequence[str]) -> None:
        with self._staged({"uuid": uuids}):
            self._connection.execute(sql.delete_staged(table))

    def stored(self, table: Table, uuids: Sequence[str], columns: Sequence[str]) -> Stored:
        """The rows of these uuids as they are stored (shapes as blobs)."""
        with self._staged({"uuid": uuids}):
            rows = self._connection.execute(sql.select_staged(table, columns)).fetchall()
        return Stored(list(columns), rows)

    @contextmanager
    def _staged(self, values: Values, keyed: bool = True) -> Iterator[None]:
        self._connection.execute(sql.DROP_STAGED)
        self._connection.execute(sql.create_staged(list(values), keyed))
        self._connection.executemany(sql.fill_staged(list(values)), zip(*values.values()))
        yield
        self._connection.execute(sql.DROP_STAGED)

    @contextmanager
    def _explained(self, table: Table, frame: pd.DataFrame) -> Iterator[None]:
        """A broken constraint undoes this call and names the value that broke it."""
        self._connection.execute("SAVEPOINT rows")
        try:
            yield
        except sqlite3.IntegrityError as error:
            self._connection.execute("ROLLBACK TO rows")
            self._raise_broken(table, frame, str(error))
            raise
        self._connection.execute("RELEASE rows")

    def _raise_broken(self, table: Table, frame: pd.DataFrame, text: str) -> None:
        kind, _, place = text.partition(" constraint failed: ")
        column = place.rpartition(".")[2]
        if kind == "NOT NULL":
            raise MissingValue(Message("store.no_value", table=table.name, column=column))
        if kind != "UNIQUE" or column not in frame:
            return
        given = frame[column]
        there = read_frame(self._connection, table, [column])[column]
        twice = given[given.duplicated(keep=False) | given.isin(there.dropna())].dropna()
        value = str(twice.iloc[0]) if len(twice) else ""
        raise DuplicateValue(
            Message("store.duplicate", table=table.name, column=column, value=value)
        )

    @contextmanager
    def _without_rtree_trigger(self) -> Iterator[None]:
        self._rtree.bulk = True
        try:
            yield
        finally:
            self._rtree.bulk = False

    def _fill_rtree(self, table: Table, shapes: Shapes, last: int) -> None:
        keys = np.array(self._connection.execute(sql.keys_after(table), (last,)).fetchall())
        bounds = shapely.bounds(shapes)
        filled = np.isfinite(bounds).all(axis=1)
        if filled.any():
            keys, boxes = keys[filled, 0], bounds[filled][:, [0, 2, 1, 3]]
            if not build_rtree(self._connection, table, keys, boxes):
                rows = zip(keys.tolist(), *boxes.T.tolist())
                self._connection.executemany(sql.insert_into_rtree(table), rows)

    def _grow_extent(self, table: Table, shapes: Shapes) -> None:
        bounds = shapely.total_bounds(shapes)
        if np.isfinite(bounds).all():
            self._connection.execute(sql.GROW_EXTENT, (*map(float, bounds), table.name))


def _split(values: Values) -> tuple[Values, dict[str, Any]]:
    """Columns that differ from row to row, and the one value of those that do not."""
    fixed = {
        name: column[0]
        for name, column in values.items()
        if name != "uuid" and column.count(column[0]) == len(column)
    }
    return {name: column for name, column in values.items() if name not in fixed}, fixed
