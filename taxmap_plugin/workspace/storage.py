"""Where a workspace is kept: what it asks of a GeoPackage and of a PostGIS schema alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Optional, Protocol

from .row_writer import RowWriter
from .schema import Table

BUSY_SECONDS = 5.0
Bounds = tuple[float, float, float, float]


class Cursor(Protocol):
    """The rows that a statement gives."""

    def fetchone(self) -> Optional[tuple]: ...

    def fetchall(self) -> list[tuple]: ...

    def __iter__(self) -> Iterator[tuple]: ...


class Connection(Protocol):
    """What the workspace's reading and writing needs of a database: SQL as SQLite has it.

    Values travel as ``?`` (``?1``, ``:name``). They come and go as SQLite keeps them: whole
    numbers, floats and text, dates and times as ISO text, truth as 0 and 1, shapes as bytes
    that :func:`.geometry_blob.unpack` reads.
    """

    def execute(self, statement: str, params: Any = ()) -> Cursor: ...

    def in_box(self, table: Table, bounds: Bounds) -> tuple[str, Sequence[float]]:
        """WHERE and values for the rows whose box meets min x, min y, max x, max y."""


class Storage(Protocol):
    """One municipality's tables, in a file or in a database.

    Its connections are short: no transaction is open between calls. What goes wrong comes
    out as WorkspaceError.
    """

    @property
    def path(self) -> Path:
        """The file; NoFile where there is none."""

    @property
    def name(self) -> str:
        """What an officer calls it."""

    def user(self) -> str:
        """Who writes when nobody else is named."""

    def recover(self) -> None:
        """Take in what a program that was killed left beside it, while nobody else is there."""

    def version(self) -> int:
        """The version of the structure; NotAWorkspace, WorkspaceMissing."""

    def creating(self, epsg: int) -> AbstractContextManager[Storage]:
        """Every table, empty, in a place that becomes this one when the block ends well.

        Raises WorkspaceExists, WorkspaceError.
        """

    def connection(self) -> AbstractContextManager[Connection]:
        """A connection for this call alone."""

    def state(self) -> AbstractContextManager[Connection]:
        """As :meth:`connection`: all that is read is of one moment."""

    def write(self, epsg: int) -> AbstractContextManager[RowWriter]:
        """One transaction, all or nothing; the only one that writes in this workspace.

        What it gives writes shapes in the CRS ``epsg`` and reads through its ``connection``.

        Raises WorkspaceLocked when another one does not end in :data:`BUSY_SECONDS`.
        """
