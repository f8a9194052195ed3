"""Reading tables, be it from a workspace, from one state of it, or within a transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Optional, Protocol, Union

import pandas as pd

from ..core.ground import is_nowhere
from ..core.message import Message
from . import sql
from .few_rows import Row
from .frame import read_frame, read_rows
from .problem import WrongValue
from .schema import GEOMETRY_COLUMN, table
from .storage import Bounds, Connection

_AT_ONCE = 900  # values in one statement; older SQLite takes no more than 999
_MANY = 500
Params = Union[Sequence[Any], Mapping[str, Any]]


class Reader(Protocol):
    """A workspace, one state of it, or a transaction with what it has written so far."""

    def read(
        self,
        table_name: str,
        columns: Optional[Sequence[str]] = None,
        where: str = "",
        params: Sequence[Any] = (),
    ) -> pd.DataFrame:
        """Rows of one table in the order of their keys, shapes as Shapely in ``geom``.

        ``where`` is the text after WHERE with ``?`` for each of ``params``; it may end
        in ORDER BY. Without ``columns`` all but ``fid`` are read.
        """

    def rows(
        self,
        table_name: str,
        columns: Optional[Sequence[str]] = None,
        where: str = "",
        params: Sequence[Any] = (),
    ) -> list[Row]:
        """As :meth:`read`, a handful of rows as dicts: missing values are None."""

    def within(
        self, table_name: str, bounds: Bounds, columns: Optional[Sequence[str]] = None
    ) -> list[Row]:
        """As :meth:`rows`, those whose box meets ``bounds``: min x, min y, max x, max y, metres.

        In a GeoPackage the boxes are those of the R-tree, in single precision and rounded
        outwards by up to 0.25 m: whether the shapes themselves meet is the caller's question.
        A shape with an impossible coordinate lies nowhere, and is left out where shapes are read.
        Raises WrongValue for a table without shapes.
        """

    def count(self, table_name: str, where: str = "", params: Sequence[Any] = ()) -> int:
        """How many rows there are."""


class OpenReader:
    """A :class:`Reader` of one connection; opening one takes longer than most reads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read(
        self,
        table_name: str,
        columns: Optional[Sequence[str]] = None,
        where: str = "",
        params: Sequence[Any] = (),
    ) -> pd.DataFrame:
        """As :meth:`Reader.read`."""
        return read_frame(self._connection, table(table_name), columns, where, params)

    def rows(
        self,
        table_name: str,
        columns: Optional[Sequence[str]] = None,
        where: str = "",
        params: Sequence[Any] = (),
    ) -> list[Row]:
        """As :meth:`Reader.rows`."""
        return read_rows(self._connection, table(table_name), columns, where, params)

    def within(
        self, table_name: str, bounds: Bounds, columns: Optional[Sequence[str]] = None
    ) -> list[Row]:
        """As :meth:`Reader.within`."""
        asked = table(table_name)
        if not asked.geometry:
            raise WrongValue(Message("schema.no_column", table=asked.name, column=GEOMETRY_COLUMN))
        west, south, east, north = map(float, bounds)
        where, params = self._connection.in_box(asked, (west, south, east, north))
        found = self.rows(table_name, columns, where, params)
        if not found or GEOMETRY_COLUMN not in found[0]:
            return found
        nowhere = is_nowhere(row[GEOMETRY_COLUMN] for row in found)
        return [row for row, is_out in zip(found, nowhere) if not is_out]

    def count(self, table_name: str, where: str = "", params: Sequence[Any] = ()) -> int:
        """As :meth:`Reader.count`."""
        return int(self.execute(sql.count(table(table_name), where), params)[0][0])

    def execute(self, statement: str, params: Params = ()) -> list[tuple]:
        """The rows of one SELECT of the caller's own.

        Written so that SQLite and PostgreSQL both understand it; values as they are stored.
        """
        return self._connection.execute(statement, params).fetchall()

    def each(self, statement: str, params: Params = ()) -> Iterator[tuple]:
        """As :meth:`execute`, one row after the other: for a caller that may stop early."""
        yield from self._connection.execute(statement, params)


def rows_among(
    reader: Reader,
    table_name: str,
    columns: Optional[Sequence[str]],
    column: str,
    values: Sequence[Any],
    only: str = "",
) -> list[Row]:
    """The rows whose ``column`` has one of a handful of values; none where there are none.

    ``only`` is a further condition without ``?``. Goes by the index of the column, where
    reading for no value at all would go through the whole table.
    """
    found: list[Row] = []
    for start in range(0, len(values), _AT_ONCE):
        part = list(values[start : start + _AT_ONCE])
        where = sql.among(column, len(part))
        where = f"{where} AND {only}" if only else where
        found += reader.rows(table_name, columns, where, part)
    return found


def read_among(
    reader: Reader,
    table_name: str,
    column: str,
    values: Sequence[Any],
    columns: Optional[Sequence[str]] = None,
) -> pd.DataFrame:
    """As :func:`rows_among`, as :meth:`Reader.read` gives them; an empty frame for no values."""
    parts = [list(values[at : at + _AT_ONCE]) for at in range(0, len(values), _AT_ONCE)] or [[]]
    frames = [
        reader.read(table_name, columns, sql.among(column, len(part)), part) for part in parts
    ]
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)


def among_or_all(column: str, values: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    """``where`` and ``params`` that find all rows with one of the values, and perhaps others.

    Few values are looked up in the index, for many it is quicker to read every row.
    """
    return (sql.among(column, len(values)), values) if len(values) <= _MANY else ("", ())
