"""A workspace as its file has it, for tests of undo."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from taxmap_plugin.workspace.schema import tables
from taxmap_plugin.workspace.store import Workspace

COUNTED_ON = {"row_version", "updated_at", "updated_by"}
"""What counts the changes of a row, undone ones too."""


def things(ws: Workspace) -> dict[str, list[tuple]]:
    """Every row of every table of things, with its key, but for what counts its changes."""
    found = {}
    with closing(sqlite3.connect(ws.path)) as opened:
        for table in tables().values():
            if table.keeps_images:
                names = [name for name in table.names if name not in COUNTED_ON]
                names += ["fid", *(["geom"] if table.geometry else [])]
                listed = ", ".join(f'"{name}"' for name in names)
                statement = f'SELECT {listed} FROM "{table.name}" ORDER BY fid'
                found[table.name] = opened.execute(statement).fetchall()
    return found
