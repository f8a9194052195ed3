"""A workspace in a GeoPackage: one file, read and written through Python's own SQLite."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from ..core.message import Message
from .connection import connection, leave_wal, write_transaction
from .geopackage import create_tables
from .geopackage_writer import GeoPackageWriter
from .idle_connection import Connection, forget
from .problem import WorkspaceError, WorkspaceExists, WorkspaceReadOnly
from .version import stored_version

SUFFIX = ".gpkg"


class GeoPackageStorage:
    """As :class:`.storage.Storage`, the file ``path`` (ends in .gpkg)."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)

    @property
    def name(self) -> str:
        return self.path.name

    def user(self) -> str:
        """The name under which somebody is logged in on this computer."""
        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):
            return "?"

    def recover(self) -> None:
        leave_wal(self.path)

    def version(self) -> int:
        return stored_version(self.path)

    @contextmanager
    def creating(self, epsg: int) -> Iterator[GeoPackageStorage]:
        """A file beside it, which takes this name only when it is complete.

        Raises WorkspaceExists, WorkspaceError (folder, suffix, rights).
        """
        path = self.path
        _check_new(path)
        unfinished = path.with_name("." + path.stem + ".unfinished" + SUFFIX)
        unfinished.unlink(missing_ok=True)
        try:
            create_tables(unfinished, epsg)
            yield GeoPackageStorage(unfinished)
            if path.exists():
                raise WorkspaceExists(path)
            forget(unfinished)
            try:
                unfinished.rename(path)
            except OSError as error:
                raise WorkspaceReadOnly(path, str(error)) from error
        finally:
            with suppress(OSError):  # Windows may still hold it; what went wrong is told
                unfinished.unlink(missing_ok=True)

    def connection(self) -> AbstractContextManager[Connection]:
        return connection(self.path)

    @contextmanager
    def state(self) -> Iterator[Connection]:
        with self.connection() as opened:
            opened.execute("BEGIN")
            yield opened
            opened.execute("ROLLBACK")

    @contextmanager
    def write(self, epsg: int) -> Iterator[GeoPackageWriter]:
        with write_transaction(self.path) as opened:
            yield GeoPackageWriter(opened, epsg)


def _check_new(path: Path) -> None:
    if path.suffix.lower() != SUFFIX:
        raise WorkspaceError(Message("workspace.wrong_suffix", file=path.name))
    if not path.parent.is_dir():
        raise WorkspaceError(Message("workspace.folder_missing", folder=str(path.parent)))
    if path.exists():
        raise WorkspaceExists(path)
