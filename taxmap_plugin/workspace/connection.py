"""Short connections to the workspace's file, and SQLite's errors in the officer's words.

No transaction is open between calls, so QGIS, a backup or another colleague can
work on the file at any moment.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..core.message import Message
from .idle_connection import Connection, keep, take
from .problem import (
    DiskFull,
    NotAWorkspace,
    WorkspaceError,
    WorkspaceLocked,
    WorkspaceMissing,
    WorkspaceReadOnly,
)
from .storage import BUSY_SECONDS

_CACHE_KIBIBYTES = 262144  # at most; taken as it fills


@contextmanager
def connection(path: Path) -> Iterator[Connection]:
    """A connection for this call alone; SQLite's errors come out as WorkspaceError.

    After a call that went well it may serve the next one (see ``idle_connection``).
    """
    if not path.is_file():
        raise WorkspaceMissing(path)
    opened = None
    try:
        opened = take(path) or _open(path)
        opened.execute(" ".join(["PRAGMA", "busy_timeout", "=", str(int(BUSY_SECONDS * 1000))]))
        yield opened
    except BaseException as error:
        if opened is not None:
            opened.close()
        if isinstance(error, sqlite3.Error):
            raise explained(error, path) from error
        raise
    keep(path, opened)


def _open(path: Path) -> Connection:
    opened = sqlite3.connect(
        str(path), isolation_level=None, check_same_thread=False, factory=Connection
    )
    try:
        for cache in ("cache_size", "temp.cache_size"):
            opened.execute(" ".join(["PRAGMA", cache, "=", str(-_CACHE_KIBIBYTES)]))
    except sqlite3.Error:
        opened.close()
        raise
    return opened


@contextmanager
def write_transaction(path: Path) -> Iterator[Connection]:
    """All or nothing: committed at the end, rolled back on any exception.

    Other writers wait; whoever holds the file for longer than :data:`BUSY_SECONDS`
    makes this raise WorkspaceLocked before anything was written.
    """
    with connection(path) as opened:
        opened.execute("BEGIN IMMEDIATE")
        try:
            yield opened
            opened.execute("COMMIT")
        except BaseException:
            if opened.in_transaction:
                opened.execute("ROLLBACK")
            raise


def leave_wal(path: Path) -> None:
    """Back to one file, if nobody else has it open.

    QGIS edits with a write-ahead log beside the file and leaves both so when it is killed. Layers
    opened on them hold no lock (GDAL's look at the file drops it), and the next program that closes
    the file takes the log away, with all that is written after.
    """
    with connection(path) as opened, suppress(sqlite3.Error):
        opened.execute("PRAGMA busy_timeout = 0")
        if opened.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            opened.execute("PRAGMA journal_mode = delete")


def explained(error: sqlite3.Error, path: Path) -> WorkspaceError:
    """The WorkspaceError that says what this SQLite error means for the officer."""
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return WorkspaceLocked(path, str(error))
    if "readonly" in text or "unable to open" in text:
        return WorkspaceReadOnly(path, str(error))
    if "full" in text:
        return DiskFull(path, str(error))
    if "not a database" in text or "malformed" in text:
        return NotAWorkspace(path.name, str(error))
    return WorkspaceError(Message("store.failed", file=path.name), str(error))
