"""Rows into, within and out of one table of a GeoPackage, with its R-tree and extent.

A few rows are written by a statement each; many by one statement out of a temporary table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Optional

import numpy as np

from . import sql
from .frame import read_frame
from .geometry_blob import Shapes, blob_bounds, pack, rtree_functions
from .idle_connection import Connection
from .row_writer import RowWriter, Stored, Values, codes_among, no_value, twice
from .rtree_build import Boxes, build_rtree
from .schema import GEOMETRY_COLUMN, KEY_COLUMN, Table
from .values import FEW


class GeoPackageWriter(RowWriter):
    """As :class:`.row_writer.RowWriter`, on SQLite."""

    def __init__(self, connection: Connection, srs_id: int) -> None:
        self.connection: Connection = connection
        self._srs_id = srs_id
        self._rtree = rtree_functions(connection)

    def _packed(self, shapes: Shapes) -> Sequence[Optional[bytes]]:
        return pack(shapes, self._srs_id)

    def insert(self, table: Table, values: Values) -> None:
        if KEY_COLUMN in values or len(values["uuid"]) <= FEW:
            self._insert_each(table, values)
        else:
            self._insert_many(table, values)

    def _insert_each(self, table: Table, values: Values) -> None:
        with self._explained(table, values):
            statement = sql.insert(table, tuple(values))
            self.connection.executemany(statement, zip(*values.values()))
            if GEOMETRY_COLUMN in values:
                self._grow_extent(table, blob_bounds(values[GEOMETRY_COLUMN]))

    def _insert_many(self, table: Table, values: Values) -> None:
        varying, fixed = _split(values)
        statement = sql.insert_staged(table, list(varying), list(fixed))
        with self._staged(varying, keyed=False), self._explained(table, values):
            if GEOMETRY_COLUMN not in values:
                self.connection.execute(statement, list(fixed.values()))
                return
            last = self.connection.execute(sql.last_key(table)).fetchone()[0] or 0
            with self._without_rtree_trigger():
                self.connection.execute(statement, list(fixed.values()))
            boxes = blob_bounds(values[GEOMETRY_COLUMN])
            self._fill_rtree(table, boxes, last)
            self._grow_extent(table, boxes)

    def update(self, table: Table, values: Values) -> None:
        names = [name for name in values if name != "uuid"]
        codes = codes_among(table, values)
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
                self.connection.execute(sql.blank(table, tuple(codes), len(uuids)), uuids)
            self.connection.executemany(sql.update(table, tuple(names), table.tracked), rows)
            if GEOMETRY_COLUMN in values:
                self._grow_extent(table, blob_bounds(values[GEOMETRY_COLUMN]))

    def _update_many(
        self, table: Table, values: Values, names: list[str], codes: list[str]
    ) -> None:
        with self._staged(values), self._explained(table, values):
            if codes:
                self.connection.execute(sql.blank_staged(table, codes))
            self.connection.execute(sql.update_staged(table, names, table.tracked))
            if GEOMETRY_COLUMN in values:
                self._grow_extent(table, blob_bounds(values[GEOMETRY_COLUMN]))

    def delete(self, table: Table, uuids: Sequence[str]) -> None:
        if len(uuids) <= FEW:
            self.connection.execute(sql.delete(table, len(uuids)), uuids)
            return
        with self._staged({"uuid": uuids}):
            self.connection.execute(sql.delete_staged(table))

    def stored(self, table: Table, uuids: Sequence[str], columns: Sequence[str]) -> Stored:
        if len(uuids) <= FEW:
            statement = sql.select_uuids(table, tuple(columns), len(uuids))
            return Stored(list(columns), self.connection.execute(statement, uuids).fetchall())
        with self._staged({"uuid": uuids}):
            rows = self.connection.execute(sql.select_staged(table, columns)).fetchall()
        return Stored(list(columns), rows)

    def hold(self, table: Table, uuids: Sequence[str]) -> None:
        """The one who writes has the whole file."""

    def free_keys(self, table: Table, keys: Sequence[int]) -> list[Optional[int]]:
        statement = sql.count(table, f"{KEY_COLUMN} = ?")
        taken = (self.connection.execute(statement, (key,)).fetchone()[0] for key in keys)
        return [None if there else key for key, there in zip(keys, taken)]

    def close(self, tables: Iterable[str], now: str) -> None:
        for name in sorted(tables):
            self.connection.execute(sql.TOUCH_CONTENTS, (now, name))

    @contextmanager
    def _staged(self, values: Values, keyed: bool = True) -> Iterator[None]:
        self.connection.execute(sql.DROP_STAGED)
        self.connection.execute(sql.create_staged(list(values), keyed))
        self.connection.executemany(sql.fill_staged(list(values)), zip(*values.values()))
        yield
        self.connection.execute(sql.DROP_STAGED)

    @contextmanager
    def _explained(self, table: Table, values: Values) -> Iterator[None]:
        """A broken constraint undoes this call and names the value that broke it."""
        self.connection.execute("SAVEPOINT rows")
        try:
            yield
        except sqlite3.IntegrityError as error:
            self.connection.execute("ROLLBACK TO rows")
            self._raise_broken(table, values, str(error))
            raise
        self.connection.execute("RELEASE rows")

    def _raise_broken(self, table: Table, values: Values, text: str) -> None:
        kind, _, place = text.partition(" constraint failed: ")
        column = place.rpartition(".")[2]
        if kind == "NOT NULL":
            raise no_value(table, column)
        if kind == "UNIQUE" and column in values:
            there = read_frame(self.connection, table, [column])[column]
            raise twice(table, column, values[column], there)

    @contextmanager
    def _without_rtree_trigger(self) -> Iterator[None]:
        self._rtree.bulk = True
        try:
            yield
        finally:
            self._rtree.bulk = False

    def _fill_rtree(self, table: Table, boxes: Boxes, last: int) -> None:
        keys = np.array(self.connection.execute(sql.keys_after(table), (last,)).fetchall())
        filled = np.isfinite(boxes).all(axis=1)
        if filled.any():
            keys, boxes = keys[filled, 0], boxes[filled]
            if not build_rtree(self.connection, table, keys, boxes):
                rows = zip(keys.tolist(), *boxes.T.tolist())
                self.connection.executemany(sql.insert_into_rtree(table), rows)

    def _grow_extent(self, table: Table, boxes: Boxes) -> None:
        boxes = boxes[np.isfinite(boxes).all(axis=1)]
        if len(boxes):
            low, high = boxes.min(axis=0).tolist(), boxes.max(axis=0).tolist()
            extent = (low[0], low[2], high[1], high[3])
            self.connection.execute(sql.GROW_EXTENT, (*extent, table.name))


def _split(values: Values) -> tuple[Values, dict[str, Any]]:
    """Columns that differ from row to row, and the one value of those that do not."""
    fixed = {
        name: column[0]
        for name, column in values.items()
        if name != "uuid" and column.count(column[0]) == len(column)
    }
    return {name: column for name, column in values.items() if name not in fixed}, fixed
