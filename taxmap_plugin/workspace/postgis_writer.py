"""Rows into, within and out of one table of a PostGIS schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Callable, Optional

import psycopg2
import shapely
from psycopg2 import errors

from ..core.message import Message
from . import sql
from .frame import read_frame
from .geometry_blob import Shapes
from .postgis import TYPES, unique_name
from .postgis_connection import PostgisConnection
from .problem import WrongValue
from .row_writer import RowWriter, Stored, Values, codes_among, no_value, twice
from .schema import GEOMETRY_COLUMN, KEY_COLUMN, Table

_OF_THESE = "uuid = ANY(?)"


class PostgisWriter(RowWriter):
    """As :class:`.row_writer.RowWriter`, on PostgreSQL."""

    def __init__(self, connection: PostgisConnection, epsg: int) -> None:
        self.connection: PostgisConnection = connection
        self._epsg = epsg

    def _packed(self, shapes: Shapes) -> Sequence[Optional[bytes]]:
        placed = shapely.set_srid(shapes, self._epsg)
        return shapely.to_wkb(placed, output_dimension=2, include_srid=True).tolist()

    def insert(self, table: Table, values: Values) -> None:
        table.check_columns(name for name in values if name != KEY_COLUMN)
        names = ", ".join(map(sql.quoted, values))
        words = ["INSERT", "INTO", sql.quoted(table.name), "(", names, ")", "VALUES", "%s"]
        self._write(table, values, " ".join(words), "(" + ", ".join(["%s"] * len(values)) + ")")

    def update(self, table: Table, values: Values) -> None:
        names = [name for name in values if name != "uuid"]
        table.check_columns(names)
        codes = codes_among(table, values)
        settings = [f"{sql.quoted(name)} = s.{sql.quoted(name)}" for name in names]
        settings += ["row_version = abs(t.row_version) + 1"] if table.tracked else []
        words = ["UPDATE", sql.quoted(table.name), "t SET", ", ".join(settings), "FROM"]
        words += ["(", "VALUES", "%s", ") s (", ", ".join(map(sql.quoted, values)), ")"]
        words += ["WHERE t.uuid = s.uuid"]
        template = "(" + ", ".join("%s::" + _type(table, name) for name in values) + ")"
        blank = (lambda: self._blank(table, codes, values["uuid"])) if codes else None
        self._write(table, values, " ".join(words), template, blank)

    def _blank(self, table: Table, codes: Sequence[str], uuids: Sequence[str]) -> None:
        """Take codes off rows that may swap them; see :func:`.sql.blank`."""
        if len(uuids) > 1:
            statement = sql.blank_where(table, codes, _OF_THESE)
            self.connection.execute(statement, [list(uuids)])

    def delete(self, table: Table, uuids: Sequence[str]) -> None:
        words = ["DELETE", "FROM", sql.quoted(table.name), "WHERE", _OF_THESE]
        self.connection.execute(" ".join(words), [list(uuids)])

    def stored(self, table: Table, uuids: Sequence[str], columns: Sequence[str]) -> Stored:
        """Also locks them: between this and the commit nobody else changes them."""
        statement = sql.select(table, columns, _OF_THESE) + " FOR UPDATE"
        return Stored(list(columns), self.connection.execute(statement, [list(uuids)]).fetchall())

    def hold(self, table: Table, uuids: Sequence[str]) -> None:
        self.stored(table, uuids, [KEY_COLUMN])

    def free_keys(self, table: Table, keys: Sequence[int]) -> list[Optional[int]]:
        statement = sql.select(table, [KEY_COLUMN], f"{KEY_COLUMN} = ANY(?)")
        taken = {key for (key,) in self.connection.execute(statement, [list(keys)]).fetchall()}
        return [None if key in taken else key for key in keys]

    def close(self, tables: Iterable[str], now: str) -> None:
        """The database keeps its own books."""

    def _write(
        self,
        table: Table,
        values: Values,
        statement: str,
        template: str,
        before: Optional[Callable[[], None]] = None,
    ) -> None:
        columns = [_as_stored(table, name, column) for name, column in values.items()]
        with self._explained(table, values):
            if before is not None:
                before()
            self.connection.write_values(statement, list(zip(*columns)), template)

    @contextmanager
    def _explained(self, table: Table, values: Values) -> Iterator[None]:
        """A broken constraint undoes this call and names the value that broke it."""
        self.connection.execute("SAVEPOINT rows")
        try:
            yield
        except errors.NotNullViolation as error:
            self.connection.execute("ROLLBACK TO rows")
            raise no_value(table, error.diag.column_name or "") from error
        except errors.UniqueViolation as error:
            self.connection.execute("ROLLBACK TO rows")
            column = _column_of(table, error)
            if column not in values:
                raise
            there = read_frame(self.connection, table, [column])[column]
            raise twice(table, column, values[column], there) from error
        except (psycopg2.DataError, ValueError) as error:
            self.connection.execute("ROLLBACK TO rows")
            text = str(error).strip().partition("\n")[0]
            message = Message("store.wrong_values", table=table.label, problem=text)
            raise WrongValue(message, str(error)) from error
        self.connection.execute("RELEASE rows")


def _column_of(table: Table, error: errors.UniqueViolation) -> str:
    broken = error.diag.constraint_name
    return next((n for n in table.names if unique_name(table.name, n) == broken), "")


def _type(table: Table, name: str) -> str:
    if name == GEOMETRY_COLUMN:
        return "geometry"
    return "integer" if name == KEY_COLUMN else TYPES[table.column(name).type]


def _as_stored(table: Table, name: str, column: Sequence[Any]) -> Sequence[Any]:
    """Truth is 0 and 1 everywhere but in PostgreSQL."""
    if name in (GEOMETRY_COLUMN, KEY_COLUMN) or table.column(name).type != "boolean":
        return column
    return [None if value is None else bool(value) for value in column]
