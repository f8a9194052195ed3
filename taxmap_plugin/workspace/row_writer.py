"""Rows into, within and out of one table, whatever database keeps it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Optional, Union

import numpy as np
import pandas as pd

from ..core.message import Message
from .few_rows import FewRows
from .geometry_blob import Shapes, fit
from .problem import DuplicateValue, MissingValue
from .schema import GEOMETRY_COLUMN, Table
from .values import FEW, plain_values, to_sql

if TYPE_CHECKING:
    from .storage import Connection

Values = dict[str, Sequence[Any]]
Frame = Union[pd.DataFrame, FewRows]


class Stored(NamedTuple):
    """Rows as they are stored: see :class:`.storage.Connection`."""

    names: list[str]
    rows: list[tuple]

    def column(self, name: str) -> list[Any]:
        at = self.names.index(name)
        return [row[at] for row in self.rows]


class RowWriter(ABC):
    """Writes on one connection; every method either writes all its rows or none.

    Values are given as they are stored (see :meth:`values`), columns of equal length with
    ``uuid`` among them.
    """

    connection: Connection

    def values(self, table: Table, frame: Frame, without: Iterable[str] = ()) -> Values:
        """The frame's columns as they are stored; WrongValue for what does not belong."""
        names = [name for name in frame.columns if name not in without]
        few = _cells(frame) if len(frame) <= FEW else {}
        return {name: self._column(table, frame, name, few.get(name)) for name in names}

    def _column(
        self, table: Table, frame: Frame, name: str, cells: Optional[list[Any]]
    ) -> Sequence[Any]:
        if name == GEOMETRY_COLUMN:
            return self._packed(fit(np.asarray(frame[name], dtype=object), table.geometry))
        column = table.column(name)
        plain = None if cells is None else plain_values(column, cells)
        return to_sql(table, column, pd.Series(frame[name])) if plain is None else plain

    @abstractmethod
    def _packed(self, shapes: Shapes) -> Sequence[Optional[bytes]]:
        """Shapes as this database takes them."""

    @abstractmethod
    def insert(self, table: Table, values: Values) -> None:
        """Add rows; with ``fid`` among the values under these keys.

        Raises DuplicateValue, MissingValue.
        """

    @abstractmethod
    def update(self, table: Table, values: Values) -> None:
        """Change the rows named by ``values["uuid"]``; codes may be swapped among them.

        Raises DuplicateValue, MissingValue.
        """

    @abstractmethod
    def delete(self, table: Table, uuids: Sequence[str]) -> None:
        """Take rows away."""

    @abstractmethod
    def stored(self, table: Table, uuids: Sequence[str], columns: Sequence[str]) -> Stored:
        """Those of these rows that are there, as they are stored."""

    @abstractmethod
    def hold(self, table: Table, uuids: Sequence[str]) -> None:
        """Let nobody else change these rows before the commit."""

    @abstractmethod
    def free_keys(self, table: Table, keys: Sequence[int]) -> list[Optional[int]]:
        """Each ``fid``, or None (the database then gives one) where another row has it by now."""

    @abstractmethod
    def close(self, tables: Iterable[str], now: str) -> None:
        """Once before the commit: bring what the database keeps about these tables up to date."""


def codes_among(table: Table, values: Values) -> list[str]:
    """Columns of codes that may be swapped: unique, but may be missing."""
    return [c.name for c in table.columns if c.unique and not c.not_null and c.name in values]


def no_value(table: Table, column: str) -> MissingValue:
    label = table.label_of(column)
    return MissingValue(Message("store.no_value", table=table.label, column=label))


def twice(table: Table, column: str, given: Sequence[Any], there: pd.Series) -> DuplicateValue:
    """Names the value that is given twice or is ``there`` already."""
    wanted = pd.Series(given, dtype=object)
    doubled = wanted[wanted.duplicated(keep=False) | wanted.isin(there.dropna())].dropna()
    return DuplicateValue(table, column, str(doubled.iloc[0]) if len(doubled) else "")


def _cells(frame: Frame) -> dict[str, list[Any]]:
    """A few rows' values by column; a frame is slow to give them one column at a time."""
    if isinstance(frame, FewRows):
        return {name: frame[name].tolist() for name in frame.columns}
    cells = frame.to_numpy(dtype=object)
    return {name: cells[:, at].tolist() for at, name in enumerate(frame.columns)}
