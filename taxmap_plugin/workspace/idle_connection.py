"""A connection kept for the next call, for a few seconds.

Reading the schema of 43 tables and 220 triggers costs more than one edit, and an officer's
click makes several calls one after the other. An idle connection has no transaction and
holds no lock that stops anybody. It is closed when it was not wanted for a while, and is not
taken when anything but it has touched the file since, such as a backup copied over it.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Optional

from . import sql

if TYPE_CHECKING:
    from .geometry_blob import RTreeFunctions
    from .schema import Table

KEEP_SECONDS = 3.0


class Connection(sqlite3.Connection):
    """Carries what was set up on it: SQL functions are registered once."""

    rtree: Optional[RTreeFunctions] = None

    def in_box(
        self, table: Table, bounds: tuple[float, float, float, float]
    ) -> tuple[str, Sequence[float]]:
        """As :meth:`.storage.Connection.in_box`, by the R-tree."""
        west, south, east, north = bounds
        return sql.in_box(table), (west, east, south, north)


class _Idle(NamedTuple):
    connection: Connection
    state: tuple
    until: float


_shelf: dict[str, _Idle] = {}
_changed = threading.Condition()
_sweeper: Optional[threading.Thread] = None


def take(path: Path) -> Optional[Connection]:
    """The idle connection of this file, now the caller's own; None when there is none."""
    with _changed:
        idle = _shelf.pop(str(path), None)
    if idle is None:
        return None
    if idle.state == _state(path):
        return idle.connection
    idle.connection.close()
    return None


def keep(path: Path, connection: Connection) -> None:
    """Put a connection aside for the next :func:`take`, or close it when one lies there already."""
    state = None if connection.in_transaction else _state(path)
    with _changed:
        if state is not None and str(path) not in _shelf:
            _shelf[str(path)] = _Idle(connection, state, time.monotonic() + KEEP_SECONDS)
            _start_sweeping()
            _changed.notify()  # another file's may wait longer
            return
    connection.close()


def forget(path: Path) -> None:
    """Close the idle connection of a file that is to be moved or removed."""
    with _changed:
        idle = _shelf.pop(str(path), None)
    if idle is not None:
        idle.connection.close()


def _state(path: Path) -> Optional[tuple]:
    """What changes when somebody else replaces or writes the file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return os.getpid(), found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _start_sweeping() -> None:
    global _sweeper
    if _sweeper is None or not _sweeper.is_alive():
        _sweeper = threading.Thread(target=_sweep, name="taxmap idle connections", daemon=True)
        _sweeper.start()


def _sweep() -> None:
    """Close what was not taken in time; ends when nothing lies on the shelf."""
    global _sweeper
    while True:
        with _changed:
            now = time.monotonic()
            for name in [name for name, idle in _shelf.items() if idle.until <= now]:
                with suppress(sqlite3.Error):
                    _shelf.pop(name).connection.close()
            if not _shelf:
                _sweeper = None
                return
            _changed.wait(max(min(idle.until for idle in _shelf.values()) - now, 0.01))
