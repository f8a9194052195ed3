"""The tables of a workspace as the rules of quality see them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

import pandas as pd

from ..core.code_style import CodeStyle
from ..core.quality_sight import Read, Sight
from ..workspace.schema import GEOMETRY_COLUMN, table
from ..workspace.store import Workspace


def sight_of(ws: Workspace) -> Sight:
    """The tables of a workspace, each read when a rule asks for it."""

    def read(name: str, columns: Optional[Sequence[str]]) -> pd.DataFrame:
        return ws.read(name, columns and columns_of(name, columns))

    return sight_through(read, ws)


def sight_through(read: Read, ws: Workspace) -> Sight:
    """The tables of a workspace as ``read`` gives them."""
    return Sight(read, lambda name: table(name).display[0], CodeStyle.of(ws.municipality), ws.epsg)


def columns_of(name: str, columns: Sequence[str]) -> list[str]:
    """Those of the columns that a table on the map has."""
    known = {*table(name).names, GEOMETRY_COLUMN}
    return [column for column in columns if column in known]
