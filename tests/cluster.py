"""A private PostgreSQL cluster with PostGIS for the tests, gone when they end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Optional

import psycopg2

from taxmap_plugin.workspace.geopackage_storage import GeoPackageStorage
from taxmap_plugin.workspace.postgis_connection import PostgisConnection
from taxmap_plugin.workspace.postgis_storage import PostgisStorage
from taxmap_plugin.workspace.storage import Storage

SCHEMA = "เทศบาล สาธิต"
_EMPTY = "taxmap_empty"
_ROOM = 2 << 30  # bytes


class Cluster:
    """A running server; every database in it has PostGIS and is a test's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def storage(self, database: str, options: str = "") -> PostgisStorage:
        return PostgisStorage(self.dsn(database) + options, SCHEMA)

    def dsn(self, database: str) -> str:
        return f"host={self._folder} user=postgres dbname={database}"

    def copy(self, original: str = _EMPTY) -> str:
        """The name of a new database like ``original``, which nobody may have open."""
        name = f"taxmap_{next(self._numbers)}"
        self.do(f"CREATE DATABASE {name} TEMPLATE {original}")
        return name

    def drop(self, name: str) -> None:
        self.do(f"DROP DATABASE {name} WITH (FORCE)")

    def do(self, statement: str, database: str = "postgres") -> None:
        with closing(psycopg2.connect(self.dsn(database))) as opened:
            opened.autocommit = True
            opened.cursor().execute(statement)


def place_of(storage: Storage) -> Callable[[], Storage]:
    """What makes the same storage in another process."""
    if isinstance(storage, PostgisStorage):
        return partial(PostgisStorage, storage._dsn, storage._schema)
    return partial(GeoPackageStorage, storage.path)


def trace(connection: Any, callback: Callable[[str], None]) -> None:
    """Tell ``callback`` each statement before the connection runs it."""
    if not isinstance(connection, PostgisConnection):
        connection.set_trace_callback(callback)
        return

    def told(name: str) -> Callable:
        run = getattr(PostgisConnection, name)

        def tell(statement: str, *args: Any) -> Any:
            callback(statement)
            return run(connection, statement, *args)

        return tell

    for name in ("execute", "write_values"):
        setattr(connection, name, told(name))


def missing() -> str:
    """Why no cluster can be started on this computer; "" when one can."""
    if not _programs():
        return "no PostgreSQL server here"
    postgis = Path("/usr/share/postgresql").glob("*/extension/postgis.control")
    return "" if any(postgis) else "no PostGIS here"


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A server that listens on a socket in a folder of its own, and nowhere else."""
    programs, folder = _programs()[-1], Path(tempfile.mkdtemp(prefix="taxmap_pg_", dir=_memory()))
    data, log = folder / "data", folder / "log"
    try:
        if os.getuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, "postgres", "postgres")
        initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        _run(*initdb, "--locale=C.UTF-8", "--no-sync")
        control = [programs / "pg_ctl", "-D", data, "-w"]
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        _run(*control, "-l", log, "-o", options, "start")
        try:
            cluster = Cluster(folder)
            cluster.do(f"CREATE DATABASE {_EMPTY}")
            cluster.do("CREATE EXTENSION postgis", _EMPTY)
            yield cluster
        finally:
            _run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> Optional[str]:
    """Where files stay in memory; None where there is no such place.

    On a disk making and dropping hundreds of databases costs more than what is tested in them.
    """
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > _ROOM
    return str(memory) if roomy and os.access(memory, os.W_OK) else None


def _programs() -> list[Path]:
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return sorted(found, key=lambda path: int(path.parent.name))


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.getuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    done = subprocess.run(words, capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        raise RuntimeError(f"{words}: {done.stdout}{done.stderr}")
