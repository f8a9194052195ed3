"""A copy of a workspace's file as SQLite makes it: also right while QGIS has the file open."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from .connection import connection, explained


def copy_database(path: Path, target: Path) -> None:
    """Copy the tables at ``path`` as they are now into the new file ``target``.

    The copy is one file, without a write-ahead log. Raises WorkspaceError.
    """
    try:
        with connection(path) as source, closing(sqlite3.connect(str(target))) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = delete")
    except sqlite3.Error as error:
        raise explained(error, target) from error
