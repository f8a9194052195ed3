"""Small map layers as a source file has them, and what became of their rows."""

from __future__ import annotations

import pandas as pd
import shapely

from taxmap_plugin.exchange.source import Source, source_from_arrays
from taxmap_plugin.workspace.store import Workspace

E0, N0 = 500_000, 2_070_000


def box(column: float, row: float = 0, width: float = 20, height: float = 40) -> shapely.Polygon:
    x, y = E0 + 20 * column, N0 + 40 * row
    return shapely.box(x, y, x + width, y + height)


def layer(rows: list[tuple], names: str, epsg: int = 32647, file: str = "parcel.shp") -> Source:
    """Rows of ``(shape, value, …)`` as a source read from ``file``."""
    columns = names.split()
    frame = pd.DataFrame([row[1:] for row in rows], columns=columns, dtype=object)
    return source_from_arrays(frame, [row[0] for row in rows], epsg, file)


def parcels(*codes, names: str = "PARCEL_COD", **how) -> Source:
    """Parcels side by side with these codes (or tuples of values)."""
    rows = [
        (box(i), *(code if isinstance(code, tuple) else (code,))) for i, code in enumerate(codes)
    ]
    return layer(rows, names, **how)


def read(ws: Workspace, table: str = "parcel") -> pd.DataFrame:
    return ws.read(table)


def found(ws: Workspace, state: str = "open") -> list[tuple]:
    """Findings as (what, row of the source)."""
    rows = ws.read("finding", ["check_id", "row_number"], "state = ? ORDER BY row_number", (state,))
    return list(rows.itertuples(index=False, name=None))
