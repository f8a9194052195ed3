"""The municipality's database, created, opened, read and changed here.

What a killed process leaves behind is the state before the change.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Optional, Union

import pandas as pd

from ..core.feedback import Feedback, Silent
from ..core.message import Message
from ..core.municipality import Municipality
from .few_rows import Row
from .geopackage_storage import GeoPackageStorage
from .problem import NewerWorkspace, NotAWorkspace, OlderWorkspace, WorkspaceError
from .reader import OpenReader
from .schema import SCHEMA_VERSION, table
from .storage import Bounds, Storage
from .transaction import Change, Transaction
from .values import to_sql
from .version import program_version

MUNICIPALITY_KEY = "municipality"
Place = Union[Path, str, Storage]
"""A workspace's GeoPackage by its path, or any other storage."""


class Workspace:
    """One municipality's tables. Made by :meth:`create` or :meth:`open`.

    ``user`` is the name that changes are written under.
    """

    def __init__(self, storage: Storage, municipality: Municipality, user: str) -> None:
        self.storage = storage
        self.municipality = municipality
        self.user = user or storage.user()

    @classmethod
    def create(
        cls,
        place: Place,
        municipality: Municipality,
        feedback: Optional[Feedback] = None,
        user: str = "",
    ) -> Workspace:
        """Make a new, empty workspace; a file's name ends in .gpkg.

        It appears under its name only when it is complete. Raises
        MunicipalityError, WorkspaceExists, WorkspaceError (folder, suffix, rights).
        """
        storage, feedback = _storage(place), feedback or Silent()
        municipality.check()
        with storage.creating(municipality.epsg) as unfinished:
            feedback.progress(0.8)
            with cls(unfinished, municipality, user).transaction("create") as tx:
                tx.insert("schema_version", _first_version(tx.now))
                tx.insert("setting", _municipality_row(municipality))
        feedback.progress(1.0)
        return cls(storage, municipality, user)

    @classmethod
    def open(cls, place: Place, user: str = "") -> Workspace:
        """Open an existing workspace.

        Raises WorkspaceMissing, NotAWorkspace, NewerWorkspace, OlderWorkspace (then
        call ``migration.upgrade``).
        """
        storage = _storage(place)
        storage.recover()
        version = storage.version()
        if version > SCHEMA_VERSION:
            raise NewerWorkspace(storage.name, version, SCHEMA_VERSION)
        if version < SCHEMA_VERSION:
            raise OlderWorkspace(storage.name, version, SCHEMA_VERSION)
        with storage.connection() as opened:
            found = OpenReader(opened).rows("setting", ["value"], "key = ?", [MUNICIPALITY_KEY])
        if not found:
            raise NotAWorkspace(storage.name, "no municipality")
        return cls(storage, Municipality.from_dict(json.loads(found[0]["value"])), user)

    @property
    def path(self) -> Path:
        """The GeoPackage; NoFile for a workspace in a database."""
        return self.storage.path

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
        with self.storage.connection() as opened:
            return OpenReader(opened).read(table_name, columns, where, params)

    def rows(
        self,
        table_name: str,
        columns: Optional[Sequence[str]] = None,
        where: str = "",
        params: Sequence[Any] = (),
    ) -> list[Row]:
        """As :meth:`.reader.Reader.rows`."""
        with self.storage.connection() as opened:
            return OpenReader(opened).rows(table_name, columns, where, params)

    def within(
        self, table_name: str, bounds: Bounds, columns: Optional[Sequence[str]] = None
    ) -> list[Row]:
        """As :meth:`.reader.Reader.within`."""
        with self.storage.connection() as opened:
            return OpenReader(opened).within(table_name, bounds, columns)

    def count(self, table_name: str, where: str = "", params: Sequence[Any] = ()) -> int:
        """As :meth:`.reader.Reader.count`."""
        with self.storage.connection() as opened:
            return OpenReader(opened).count(table_name, where, params)

    @contextmanager
    def reading(self) -> Iterator[OpenReader]:
        """Several reads of one state; opening a connection costs more than most of them."""
        with self.storage.state() as opened:
            yield OpenReader(opened)

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
        with self.storage.write(self.epsg) as writer:
            tx = Transaction(writer, self.user)
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


def _storage(place: Place) -> Storage:
    return GeoPackageStorage(Path(place)) if isinstance(place, (str, Path)) else place


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
