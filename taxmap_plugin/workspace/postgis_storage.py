"""A workspace in a schema of a PostGIS database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg2
from psycopg2 import errors, extensions

from ..core.message import Message
from . import storage
from .postgis import statements
from .postgis_connection import PostgisConnection
from .postgis_writer import PostgisWriter
from .problem import (
    DatabaseBusy,
    DatabaseFull,
    DatabaseReadOnly,
    DatabaseUnreachable,
    NoFile,
    NoPostgis,
    NotAWorkspace,
    SchemaExists,
    WorkspaceError,
)
from .reader import OpenReader
from .schema import tables
from .sql import quoted

_EXISTS = "SELECT 1 FROM pg_namespace WHERE nspname = ?"
_ONE_WRITER = "SELECT pg_advisory_xact_lock(hashtext('taxmap'), hashtext(current_schema()::text))"
_FIRST_TABLE = "SELECT to_regclass('schema_version')::text"
_VERSION = "SELECT max(version) FROM schema_version"


class PostgisStorage:
    """As :class:`.storage.Storage`, the schema ``schema`` of the database ``dsn``.

    ``dsn`` is what libpq takes: ``service=…``, ``host=… dbname=…`` or ``postgresql://…``.
    """

    def __init__(self, dsn: str, schema: str) -> None:
        self._dsn, self._schema = dsn, schema
        self._idle: list[PostgisConnection] = []
        self._changed = threading.Lock()

    @property
    def path(self) -> Path:
        raise NoFile(self.name)

    @property
    def name(self) -> str:
        database = extensions.parse_dsn(self._dsn)
        return f"{self._schema} ({database.get('dbname') or database.get('service') or '–'})"

    def user(self) -> str:
        """The role in the database."""
        with self.connection() as opened:
            return opened.raw.info.user

    def recover(self) -> None:
        """The server does it."""

    def version(self) -> int:
        with self.connection() as opened:
            reader = OpenReader(opened)
            found = [name for (name,) in reader.execute(_FIRST_TABLE) if name]
            version = reader.execute(_VERSION)[0][0] if found else None
        if version is None:
            raise NotAWorkspace(self.name)
        return int(version)

    @contextmanager
    def creating(self, epsg: int) -> Iterator[PostgisStorage]:
        """A schema beside it, which takes this name only when it is complete."""
        unfinished = PostgisStorage(self._dsn, self._schema + "_unfinished")
        with self.connection() as opened:
            if not opened.has_postgis:
                raise NoPostgis(self.name)
            self._check_new(opened)
            unfinished._drop(opened)
            opened.execute("CREATE SCHEMA " + quoted(unfinished._schema))
        try:
            with unfinished.connection() as opened:
                opened.execute("BEGIN")
                for statement in statements(tables().values(), epsg):
                    opened.execute(statement)
                opened.execute("COMMIT")
            yield unfinished
            with self.connection() as opened:
                self._check_new(opened)
                words = ["ALTER SCHEMA", quoted(unfinished._schema), "RENAME TO"]
                opened.execute(" ".join([*words, quoted(self._schema)]))
        finally:
            unfinished.close()
            with suppress(WorkspaceError), self.connection() as opened:
                unfinished._drop(opened)

    @contextmanager
    def connection(self) -> Iterator[PostgisConnection]:
        """One for this call alone; after a call that went well it may serve the next one."""
        opened = None
        try:
            opened = self._take()
            yield opened
        except BaseException as error:
            if opened is not None:
                opened.close()
            if isinstance(error, psycopg2.Error):
                raise _explained(error, self.name) from error
            raise
        with self._changed:
            self._idle.append(opened)

    @contextmanager
    def state(self) -> Iterator[PostgisConnection]:
        with self.connection() as opened:
            opened.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield opened
            opened.execute("ROLLBACK")

    @contextmanager
    def write(self, epsg: int) -> Iterator[PostgisWriter]:
        """The writers of a workspace come one after the other, as they do in a file."""
        with self.connection() as opened:
            opened.execute("BEGIN")
            opened.execute(f"SET LOCAL lock_timeout TO {int(storage.BUSY_SECONDS * 1000)}")
            opened.execute(_ONE_WRITER)
            yield PostgisWriter(opened, epsg)
            opened.execute("COMMIT")

    def close(self) -> None:
        """Close the connections that wait for the next call."""
        with self._changed:
            idle, self._idle = self._idle, []
        for opened in idle:
            opened.close()

    def _take(self) -> PostgisConnection:
        while True:
            with self._changed:
                idle = self._idle.pop() if self._idle else None
            if idle is None:
                return PostgisConnection(self._dsn, self._schema)
            if idle.lives():
                return idle
            idle.close()

    def _check_new(self, opened: PostgisConnection) -> None:
        if opened.execute(_EXISTS, (self._schema,)).fetchone():
            raise SchemaExists(self.name)

    def _drop(self, opened: PostgisConnection) -> None:
        opened.execute(" ".join(["DROP SCHEMA IF EXISTS", quoted(self._schema), "CASCADE"]))


def _explained(error: psycopg2.Error, name: str) -> WorkspaceError:
    """The WorkspaceError that says what this error means for the officer."""
    text = str(error)
    for kind, problem in _PROBLEMS:
        if isinstance(error, kind):
            return problem(name, text)
    return WorkspaceError(Message("store.failed", file=name), text)


_PROBLEMS = (
    ((errors.LockNotAvailable, errors.DeadlockDetected), DatabaseBusy),
    ((errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction), DatabaseReadOnly),
    ((errors.DiskFull,), DatabaseFull),
    ((errors.UndefinedTable, errors.UndefinedColumn), NotAWorkspace),
    ((psycopg2.OperationalError, psycopg2.InterfaceError), DatabaseUnreachable),
)
