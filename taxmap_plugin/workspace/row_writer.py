"""Rows into, within and out of one table, by single SQL statements, with R-tree and extent."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, Optional, Union

import numpy as np
import pandas as pd

from ..core.message import Message
from . import sql
from .few_rows import FewRows
from .frame import read_frame
from .geometry_blob import blob_bounds, fit, pack, rtree_functions
from .idle_connection import Connection
from .problem import DuplicateValue, MissingValue
from .rtree_build import Boxes, build_rtree
from .schema import GEOMETRY_COLUMN, KEY_COLUMN, Table
from .values import FEW, plain_values, to_sql

Values = dict[str, Sequence[Any]]
Frame = Union[pd.DataFrame, FewRows]


class Stored(NamedTuple):
    """Rows as SQLite keeps them."""

    names: list[str]
    rows: list[tuple]

    def column(self, name: str) -> list[Any]:
        at = self.names.index(name)
        return [row[at] for row in self.rows]


class RowWriter:
    """Writes on one connection; every method either writes all its rows or none.

    Values are given as SQLite keeps them (see :meth:`values`), columns of equal length with
    ``uuid`` among them. A few rows are written by a statement each; many by one statement
    out of a temporary table.
    """

    def __init__(self, connection: Connection, srs_id: int) -> None:
        self._connection, self._srs_id = connection, srs_id
        self._rtree = rtree_functions(connection)

    def values(self, table: Table, frame: Frame, without: Iterable[str] = ()) -> Values:
        """The frame's columns as SQLite takes them; WrongValue for what does not belong."""
        names = [name for name in frame.columns if name not in without]
        few = _cells(frame) if len(frame) <= FEW else {}
        return {name: self._column(table, frame, name, few.get(name)) for name in names}

    def _column(
        self, table: Table, frame: Frame, name: str, cells: Optional[list[Any]]
    ) -> Sequence[Any]:
        if name == GEOMETRY_COLUMN:
            return pack(fit(np.asarray(frame[name], dtype=object), table.geometry), self._srs_id)
        column = table.column(name)
        plain = None if cells is None else plain_values(column, cells)
        return to_sql(table, column, pd.Series(frame[name])) if plain is None else plain

    def insert(self, table: Table, values: Values) -> None:
        """Add rows; with ``fid`` among the values under these keys."""
        if KEY_COLUMN in values or len(values["uuid"]) <= FEW:
            self._insert_each(table, values)
        else:
            self._insert_many(table, values)

    def _insert_each(self, table: Table, values: Values) -> None:
        with self._explained(table, values):
            statement = sql.insert(table, tuple(values))
            self._connection.executemany(statement, zip(*values.values()))
            if GEOMETRY_COLUMN in values:
                self._grow_extent(table, blob_bounds(values[GEOMETRY_COLUMN]))

    def _insert_many(self, table: Table, values: Values) -> None:
        varying, fixed = _split(values)
        statement = sql.insert_staged(table, list(varying), list(fixed))
        with self._staged(varying, keyed=False), self._explained(table, values):
            if GEOMETRY_COLUMN not in values:
                self._connection.execute(statement, list(fixed.values()))
                return
            last = self._connection.execute(sql.last_key(table)).fetchone()[0] or 0
            with self._without_rtree_trigger():
                self._connection.execute(statement, list(fixed.values()))
            boxes = blob_bounds(values[GEOMETRY_COLUMN])
            self._fill_rtree(table, boxes, last)
            self._grow_extent(table, boxes)

    def update(self, table: Table, values: Values) -> None:
        """Change the rows named by ``values["uuid"]``; codes may be swapped among them."""
        names = [name for name in values if name != "uuid"]
        codes = [c.name for c in table.columns if c.unique and not c.not_null and c.name in values]
        if len(values["uuid"]) <= FEW:
            self._update_each(table, values, names, codes)
        else:
            self._update_many(table, values, names, codes)

    def _update_each(
        self, table: Table, values: Values, names: list[str], codes: list[str]
    ) -> None:
        uuids = values["uuid"]
        rows = zip(*(values[name] for name in names), uuids)
        with self._explained(table, values):
            if codes and len(uuids) > 1:
                self._connection.execute(sql.blank(table, tuple(codes), len(uuids)), uuids)
            self._connection.executemany(sql.update(table, tuple(names), table.tracked), rows)
            if GEOMETRY_COLUMN in values:
                self._grow_extent(table, blob_bounds(values[GEOMETRY_COLUMN]))

    def _update_many(
        self, table: Table, values: Values, names: list[str], codes: list[str]
    ) -> None:
        with self._staged(values), self._explained(table, values):
            if codes:
                self._connection.execute(sql.blank_staged(table, codes))
            self._connection.execute(sql.update_staged(table, names, table.tracked))
            if GEOMETRY_COLUMN in values:
                self._grow_extent(table, blob_bounds(values[GEOMETRY_COLUMN]))

    def delete(self, table: Table, uuids: Sequence[str]) -> None:
        if len(uuids) <= FEW:
            self._connection.execute(sql.delete(table, len(uuids)), uuids)
            return
        with self._staged({"uuid": uuids}):
            self._connection.execute(sql.delete_staged(table))

    def stored(self, table: Table, uuids: Sequence[str], columns: Sequence[str]) -> Stored:
        """The rows of these uuids as they are stored (shapes as blobs)."""
        if len(uuids) <= FEW:
            statement = sql.select_uuids(table, tuple(columns), len(uuids))
            return Stored(list(columns), self._connection.execute(statement, uuids).fetchall())
        with self._staged({"uuid": uuids}):
            rows = self._connection.execute(sql.select_staged(table, columns)).fetchall()
        return Stored(list(columns), rows)

    def free_keys(self, table: Table, keys: Sequence[int]) -> list[Optional[int]]:
        """Each ``fid``, or None (SQLite then gives one) where another row has it by now."""
        statement = sql.count(table, f"{KEY_COLUMN} = ?")
        taken = (self._connection.execute(statement, (key,)).fetchone()[0] for key in keys)
        return [None if there else key for key, there in zip(keys, taken)]

    @contextmanager
    def _staged(self, values: Values, keyed: bool = True) -> Iterator[None]:
        self._connection.execute(sql.DROP_STAGED)
        self._connection.execute(sql.create_staged(list(values), keyed))
        self._connection.executemany(sql.fill_staged(list(values)), zip(*values.values()))
        yield
        self._connection.execute(sql.DROP_STAGED)

    @contextmanager
    def _explained(self, table: Table, values: Values) -> Iterator[None]:
        """A broken constraint undoes this call and names the value that broke it."""
        self._connection.execute("SAVEPOINT rows")
        try:
            yield
        except sqlite3.IntegrityError as error:
            self._connection.execute("ROLLBACK TO rows")
            self._raise_broken(table, values, str(error))
            raise
        self._connection.execute("RELEASE rows")

    def _raise_broken(self, table: Table, values: Values, text: str) -> None:
        kind, _, place = text.partition(" constraint failed: ")
        column = place.rpartition(".")[2]
        if kind == "NOT NULL":
            raise MissingValue(Message("store.no_value", table=table.name, column=column))
        if kind != "UNIQUE" or column not in values:
            return
        given = pd.Series(values[column], dtype=object)
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

    def _fill_rtree(self, table: Table, boxes: Boxes, last: int) -> None:
        keys = np.array(self._connection.execute(sql.keys_after(table), (last,)).fetchall())
        filled = np.isfinite(boxes).all(axis=1)
        if filled.any():
            keys, boxes = keys[filled, 0], boxes[filled]
            if not build_rtree(self._connection, table, keys, boxes):
                rows = zip(keys.tolist(), *boxes.T.tolist())
                self._connection.executemany(sql.insert_into_rtree(table), rows)

    def _grow_extent(self, table: Table, boxes: Boxes) -> None:
        boxes = boxes[np.isfinite(boxes).all(axis=1)]
        if len(boxes):
            low, high = boxes.min(axis=0).tolist(), boxes.max(axis=0).tolist()
            extent = (low[0], low[2], high[1], high[3])
            self._connection.execute(sql.GROW_EXTENT, (*extent, table.name))


def _cells(frame: Frame) -> dict[str, list[Any]]:
    """A few rows' values by column; a frame is slow to give them one column at a time."""
    if isinstance(frame, FewRows):
        return {name: frame[name].tolist() for name in frame.columns}
    cells = frame.to_numpy(dtype=object)
    return {name: cells[:, at].tolist() for at, name in enumerate(frame.columns)}


def _split(values: Values) -> tuple[Values, dict[str, Any]]:
    """Columns that differ from row to row, and the one value of those that do not."""
    fixed = {
        name: column[0]
        for name, column in values.items()
        if name != "uuid" and column.count(column[0]) == len(column)
    }
    return {name: column for name, column in values.items() if name not in fixed}, fixed
