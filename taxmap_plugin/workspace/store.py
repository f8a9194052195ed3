"""The municipality's database: one GeoPackage, created, opened, read and changed here.

Reading and writing go through Python's own SQLite with real transactions: what a
killed process leaves behind is the state before the change.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Optional

import pandas as pd

from ..core.feedback import Feedback, Silent
from ..core.message import Message
from ..core.municipality import Municipality
from .connection import connection, write_transaction
from .few_rows import Row
from .frame import read_frame
from .geopackage import create_tables
from .idle_connection import forget
from .problem import (
    NewerWorkspace,
    NotAWorkspace,
    OlderWorkspace,
    WorkspaceError,
    WorkspaceExists,
    WorkspaceReadOnly,
)
from .reader import Bounds, OpenReader
from .schema import SCHEMA_VERSION, table
from .transaction import Change, Transaction
from .values import to_sql
from .version import program_version, stored_version

SUFFIX = ".gpkg"
MUNICIPALITY_KEY = "municipality"


class Workspace:
    """One municipality's file. Made by :meth:`create` or :meth:`open`.

    ``user`` is the name that changes are written under.
    """

    def __init__(self, path: Path, municipality: Municipality, user: str) -> None:
        self.path = path
        self.municipality = municipality
        self.user = user or _system_user()

    @classmethod
    def create(
        cls,
        path: Path,
        municipality: Municipality,
        feedback: Optional[Feedback] = None,
        user: str = "",
    ) -> Workspace:
        """Make a new, empty workspace at ``path`` (ends in .gpkg).

        The file appears under its name only when it is complete. Raises
        MunicipalityError, WorkspaceExists, WorkspaceError (folder, suffix, rights).
        """
        path, feedback = Path(path), feedback or Silent()
        municipality.check()
        _check_new(path)
        unfinished = path.with_name("." + path.stem + ".unfinished" + SUFFIX)
        unfinished.unlink(missing_ok=True)
        try:
            create_tables(unfinished, municipality.epsg)
            feedback.progress(0.8)
            workspace = cls(unfinished, municipality, user)
            with workspace.transaction("create") as tx:
                tx.insert("schema_version", _first_version(tx.now))
                tx.insert("setting", _municipality_row(municipality))
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
        workspace.path = path
        feedback.progress(1.0)
        return workspace

    @classmethod
    def open(cls, path: Path, user: str = "") -> Workspace:
        """Open an existing workspace.

        Raises WorkspaceMissing, NotAWorkspace, NewerWorkspace, OlderWorkspace (then
        call ``migration.upgrade``).
        """
        path = Path(path)
        version = stored_version(path)
        if version > SCHEMA_VERSION:
            raise NewerWorkspace(path, version, SCHEMA_VERSION)
        if version < SCHEMA_VERSION:
            raise OlderWorkspace(path, version, SCHEMA_VERSION)
        with connection(path) as opened:
            found = read_frame(opened, table("setting"), ["value"], "key = ?", [MUNICIPALITY_KEY])
        if found.empty:
            raise NotAWorkspace(path, "no municipality")
        return cls(path, Municipality.from_dict(json.loads(found["value"].iloc[0])), user)

    @property
    def epsg(self) -> int:
        """The EPSG code of the one CRS that every shape is in."""
        return self.municipality.epsg

    def read(
        self,
        table_name: str,
        columns: Optional[Sequence[str]] = None,
        where: str = "",
        params: Sequence[Any] = (),
    ) -> pd.DataFrame:
        """As :meth:`.reader.Reader.read`."""
        with connection(self.path) as opened:
            return OpenReader(opened).read(table_name, columns, where, params)

    def rows(
        self,
        table_name: str,
        columns: Optional[Sequence[str]] = None,
        where: str = "",
        params: Sequence[Any] = (),
    ) -> list[Row]:
        """As :meth:`.reader.Reader.rows`."""
        with connection(self.path) as opened:
            return OpenReader(opened).rows(table_name, columns, where, params)

    def within(
        self, table_name: str, bounds: Bounds, columns: Optional[Sequence[str]] = None
    ) -> list[Row]:
        """As :meth:`.reader.Reader.within`."""
        with connection(self.path) as opened:
            return OpenReader(opened).within(table_name, bounds, columns)

    def count(self, table_name: str, where: str = "", params: Sequence[Any] = ()) -> int:
        """As :meth:`.reader.Reader.count`."""
        with connection(self.path) as opened:
            return OpenReader(opened).count(table_name, where, params)

    @contextmanager
    def reading(self) -> Iterator[OpenReader]:
        """Several reads of one state of the file; opening it costs more than most reads."""
        with connection(self.path) as opened:
            opened.execute("BEGIN")
            yield OpenReader(opened)
            opened.execute("ROLLBACK")

    @contextmanager
    def transaction(
        self, kind: str, reason: str = "", document: str = "", document_date: str = ""
    ) -> Iterator[Transaction]:
        """One change, all or nothing, with its row in ``change``.

        ``kind`` is a code of the list ``change_kind``, ``document_date`` an ISO date.
        Anything raised inside rolls everything back. Raises WrongValue for another kind of
        date, WorkspaceLocked when somebody else is editing, WorkspaceReadOnly, DiskFull.
        """
        change = Change(kind, reason, document, _iso_date(document_date), program_version())
        with write_transaction(self.path) as opened:
            tx = Transaction(opened, self.epsg, self.user)
            yield tx
            tx.close(change)

    def save_municipality(self, municipality: Municipality) -> None:
        """Change the office's settings; the CRS of a workspace stays what it is."""
        municipality.check()
        if municipality.epsg != self.epsg:
            raise WorkspaceError(
                Message("store.crs_stays", epsg=self.epsg, wanted=municipality.epsg)
            )
        with self.transaction("settings") as tx:
            row = tx.read("setting", ["uuid"], "key = ?", [MUNICIPALITY_KEY])
            tx.update("setting", row.merge(_municipality_row(municipality)[["value"]], how="cross"))
        self.municipality = municipality

    def close(self) -> None:
        """Nothing is held open between calls; here so that a caller may treat it as a file."""


def _check_new(path: Path) -> None:
    if path.suffix.lower() != SUFFIX:
        raise WorkspaceError(Message("workspace.wrong_suffix", file=path.name))
    if not path.parent.is_dir():
        raise WorkspaceError(Message("workspace.folder_missing", folder=str(path.parent)))
    if path.exists():
        raise WorkspaceExists(path)


def _iso_date(text: str) -> str:
    changes = table("change")
    column = changes.column("document_date")
    return to_sql(changes, column, pd.Series([text]))[0] if text else ""


def _first_version(now: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "version": [SCHEMA_VERSION],
            "applied_at": [now],
            "program_version": [program_version() or None],
        }
    )


def _municipality_row(municipality: Municipality) -> pd.DataFrame:
    return pd.DataFrame({"key": [MUNICIPALITY_KEY], "value": [municipality.to_dict()]})


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
