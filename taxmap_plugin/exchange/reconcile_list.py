"""A list of another office or system as rows under our names (see ``core/reconcile``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

from ..core.code_style import CodeStyle
from ..core.column_alias import alias_key
from ..core.columns import Profile
from ..core.feedback import Feedback
from ..core.message import Message, Term
from ..core.reconcile import Kind
from ..core.resources import load_csv
from .layer_values import text_of
from .register_values import Rows, read_rows
from .register_workbook import guess_profile
from .source import PathLike, Source, SourceError
from .table_source import read_table

_CODES = {"building": "building_code"}


@dataclass(frozen=True)
class List:
    """``frame``: a row for each row of the source, ``rows`` its number there."""

    source: Source
    mapping: dict[str, str]
    frame: pd.DataFrame
    parts: pd.DataFrame
    rows: np.ndarray

    def __len__(self) -> int:
        return len(self.frame)


def read_list(
    path: PathLike,
    sheet: Optional[str],
    kind: Kind,
    style: CodeStyle,
    feedback: Optional[Feedback] = None,
    profile: Optional[Profile] = None,
) -> List:
    """Read a table as a list of this kind; columns are known by their names, or by a ``profile``.

    Raises SourceError where the file cannot be read, or none of its columns names a thing.
    """
    source = read_table(path, sheet, feedback=feedback)
    return list_of(source, kind, style, profile)


def list_of(
    source: Source, kind: Kind, style: CodeStyle, profile: Optional[Profile] = None
) -> List:
    """A table that was read as a list of this kind; see :func:`read_list`."""
    mapping = dict((profile or guess_profile(source, kind.read_as)).mapping)
    if profile is None:
        mapping.update(_own_names(source, kind, mapping))
    read = read_rows(source.frame, mapping, kind.read_as, style)
    frame = _columns(read, kind)
    wanted = [[name for name in key.columns if not name.endswith("?")] for key in kind.keys]
    if not any(set(names) <= set(frame) for names in wanted):
        labels = [Message("common.term", term=Term("column", kind.column(n).label))
                  for n in dict.fromkeys(n for names in wanted for n in names)]  # fmt: skip
        told = {"kind": kind.title, "columns": labels}
        raise SourceError(Message("reconcile.no_key_columns", file=source.file, **told))
    return List(source, mapping, frame, read.parts, np.asarray(source.rows))


def _own_names(source: Source, kind: Kind, mapping: dict[str, str]) -> dict[str, str]:
    """Headers that lists of this kind alone have."""
    known = {
        alias_key(row["alias"]): row["column"]
        for row in load_csv("reconcile", "alias.csv")
        if row["kind"] == kind.id
    }
    found = {str(name): known.get(alias_key(str(name))) for name in source.frame.columns}
    taken = set(mapping.values())
    return {
        header: column
        for header, column in found.items()
        if column is not None and (column not in taken or header in mapping)
    }


def _columns(read: Rows, kind: Kind) -> pd.DataFrame:
    """What can be compared: values of our columns, and clean texts of all others."""
    frame = read.frame.copy()
    for name in read.parts:
        if name not in frame:
            frame[name] = read.parts[name]
    code = _CODES.get(kind.table)
    if code in frame:
        frame[code] = frame[code].where(frame[code].notna(), text_of(frame, "source_code"))
    return frame
