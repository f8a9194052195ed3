"""A source as rows of one table: what would enter, what would not, what is to be checked.

No workspace is touched: the file report says with it what an import would give, and
the import writes what it gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..core.code_style import CodeStyle
from ..core.feedback import Feedback, Part
from ..core.finding import finding_frame, join_frames
from ..core.geometry_check import exact_doubles, first_of_same_shape
from ..core.message import Message
from ..errors import TaxMapError
from ..workspace.schema import BOOKKEEPING, CODE_COLUMN, GEOMETRY_COLUMN, Table
from .datum_guard import Way
from .layer_codes import read_codes, repeated
from .layer_shape import fit_shapes
from .layer_text import code_header, read_written_codes
from .layer_values import Values
from .source import Source


class MappingError(TaxMapError):
    """The columns chosen for an import do not fit the file."""


@dataclass
class Prepared:
    """Position i of everything is position i of the source.

    ``frame`` has the table's columns and ``geom`` in the workspace's CRS; ``reasons``
    a Message where the row is set aside, else ``None``; ``findings`` is a finding
    frame of the rows that enter. ``without_z`` counts shapes that lost their heights.
    """

    frame: pd.DataFrame
    reasons: np.ndarray
    findings: pd.DataFrame
    without_z: int

    @property
    def enters(self) -> np.ndarray:
        return np.asarray(pd.isna(self.reasons))


def prepare(
    source: Source,
    columns: Mapping[str, str],
    table: Table,
    style: CodeStyle,
    way: Way,
    feedback: Feedback,
) -> Prepared:
    """Read every row of ``source`` for ``table``.

    ``columns`` is target → column of the source. Raises MappingError when a column is
    not there or the source has no shapes.
    """
    check_columns(source, columns, table)
    came = shapes_of(source)
    shapes = fit_shapes(came, source.closed_rings, table.geometry, way, Part(feedback, 0.0, 0.4))
    reasons = shapes.reasons
    _set_doubles_aside(source, came, reasons)
    feedback.progress(0.6)
    entering = pd.isna(reasons)
    written = read_written_codes(source.frame, came, entering, table, code_header(columns, table))
    _account_for_texts(written.outline, source.rows, reasons)
    frame, said = read_values(written.frame, columns, table, style, source.rows, entering)
    frame[GEOMETRY_COLUMN] = shapes.geoms
    same = _same_shapes(shapes.geoms, source.rows, entering)
    findings = join_frames([shapes.findings, said, same])
    findings = findings[entering[findings["position"]]].reset_index(drop=True)
    feedback.progress(1.0)
    return Prepared(frame, reasons, findings, shapes.without_z)


def read_values(
    frame: pd.DataFrame,
    columns: Mapping[str, str],
    table: Table,
    style: CodeStyle,
    rows: np.ndarray,
    entering: np.ndarray,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The attributes of a source as columns of ``table``, and a finding frame.

    ``rows`` are the row numbers of the source; a code that stands in several of the
    ``entering`` rows is left out in all of them.
    """
    given = {target: frame[name] for target, name in columns.items() if name in frame}
    values = Values(pd.DataFrame(given, index=frame.index), table)
    filled = read_codes(values, style)
    if table.name == "map_sheet":
        values.fill_sheet_frames()
    values.fill(skip=filled)
    _empty_repeated(values, rows, entering)
    return values.frame, values.findings


def check_columns(source: Source, columns: Mapping[str, str], table: Table) -> None:
    """Raise MappingError unless the source has every chosen column and each may be filled."""
    own = [name for name in columns if name in BOOKKEEPING or name.endswith("uuid")]
    if own:
        labels = [table.label_of(name) for name in own]
        raise MappingError(Message("layer_prepare.own_column", table=table.label, columns=labels))
    missing = sorted(set(columns.values()) - {str(name) for name in source.frame.columns})
    if missing:
        raise MappingError(Message("layer_prepare.no_column", file=source.file, columns=missing))


def check_shapes(source: Source, table: Table) -> None:
    """Raise MappingError unless the source has shapes and the table keeps them."""
    shapes_of(source)
    if not table.geometry:
        raise MappingError(
            Message("layer_prepare.no_map_table", file=source.file, table=table.label)
        )


def shapes_of(source: Source) -> np.ndarray:
    """The shapes of a source; MappingError for a table that has none."""
    if source.geom is None:
        raise MappingError(Message("layer_prepare.no_shapes", file=source.file))
    return source.geom


def _set_doubles_aside(source: Source, shapes: np.ndarray, reasons: np.ndarray) -> None:
    """The same attributes and the same shape twice: the second is a double of the first."""
    first = exact_doubles(source.frame, shapes)
    for position in np.flatnonzero((first >= 0) & pd.isna(reasons)):
        reasons[position] = Message("layer_prepare.double", row=int(source.rows[first[position]]))


def _account_for_texts(outline: np.ndarray, rows: np.ndarray, reasons: np.ndarray) -> None:
    """A text that became the code of an outline is in the map, if not as a shape."""
    for position in np.flatnonzero(outline >= 0):
        reasons[position] = Message("layer_text.used", row=int(rows[outline[position]]))


def _empty_repeated(values: Values, rows: np.ndarray, entering: np.ndarray) -> None:
    """Codes that several entering rows carry belong to none of them."""
    column = CODE_COLUMN.get(values.table.name)
    if column is None:
        return
    messages = repeated(values.frame[column].where(entering, None), rows)
    values.frame[column] = values.frame[column].where(messages.isna(), None)
    values.say(messages, "error")


def _same_shapes(geoms: np.ndarray, rows: np.ndarray, entering: np.ndarray) -> pd.DataFrame:
    """The same shape twice with different attributes: both enter, and it is said."""
    present = geoms.copy()
    present[~entering] = None
    first = first_of_same_shape(present)
    positions = np.flatnonzero(first >= 0)
    messages = [
        Message("layer_prepare.same_shape", row=int(rows[first[position]]))
        for position in positions
    ]
    return finding_frame(positions, "warning", messages)
