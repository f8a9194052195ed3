"""Rows of the workspace as a DataFrame, or a handful of them as dicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Optional

import numpy as np
import pandas as pd

from . import sql
from .few_rows import Row
from .geometry_blob import unpack
from .schema import GEOMETRY_COLUMN, KEY_COLUMN, Table
from .values import from_sql

if TYPE_CHECKING:
    from .storage import Connection


def read_frame(
    connection: Connection,
    table: Table,
    columns: Optional[Sequence[str]] = None,
    where: str = "",
    params: Sequence[Any] = (),
) -> pd.DataFrame:
    """Rows in the order of their keys; ``columns`` defaults to all with the shape, without ``fid``.

    Shapes are Shapely objects (object column), invalid ones as they are. Whole
    numbers are Int64, text is object with None, dates are ISO text.
    """
    names = list(columns) if columns is not None else default_columns(table)
    rows = connection.execute(sql.select(table, names, where), params).fetchall()
    return frame_of(table, names, rows)


def read_rows(
    connection: Connection,
    table: Table,
    columns: Optional[Sequence[str]] = None,
    where: str = "",
    params: Sequence[Any] = (),
) -> list[Row]:
    """As :func:`read_frame`, a handful of rows as dicts: missing values are None."""
    names = list(columns) if columns is not None else default_columns(table)
    found = connection.execute(sql.select(table, names, where), params).fetchall()
    rows = [dict(zip(names, values)) for values in found]
    if GEOMETRY_COLUMN in names:
        for row, shape in zip(rows, unpack([row[GEOMETRY_COLUMN] for row in rows])):
            row[GEOMETRY_COLUMN] = shape
    return rows


def frame_of(table: Table, names: Sequence[str], rows: Sequence[tuple]) -> pd.DataFrame:
    """Rows as they are stored, as :func:`read_frame` gives them."""
    values = list(zip(*rows)) if rows else [()] * len(names)
    frame: dict[str, Any] = {}  # arrays: pandas would align each Series with all others
    for name, column in zip(names, values):
        if name == GEOMETRY_COLUMN:
            frame[name] = unpack(list(column))
        elif name == KEY_COLUMN:
            frame[name] = np.array(column, dtype=np.int64)
        else:
            frame[name] = from_sql(table.column(name), column)
    return pd.DataFrame(frame, index=pd.RangeIndex(len(rows)))


def default_columns(table: Table) -> list[str]:
    return [*table.names, *([GEOMETRY_COLUMN] if table.geometry else [])]
