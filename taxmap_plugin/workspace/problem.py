"""What can stand between an officer and her workspace, each with the way out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from ..core.message import Message
from ..core.parcel_name import listed
from ..errors import TaxMapError
from .thing_name import MOST, called

if TYPE_CHECKING:
    from .schema import Table


class WorkspaceError(TaxMapError):
    """Something about where the workspace is kept, or what was to be written into it."""


def _folder(path: Path) -> str:
    """The folder as an officer finds it, also when she named a file of the present one."""
    return str(path.absolute().parent)


class WorkspaceMissing(WorkspaceError):
    """There is no file at this path."""

    def __init__(self, path: Path) -> None:
        super().__init__(Message("workspace.missing", file=path.name, folder=_folder(path)))


class WorkspaceExists(WorkspaceError):
    """A new workspace never overwrites a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(Message("workspace.exists", file=path.name, folder=_folder(path)))


class NotAWorkspace(WorkspaceError):
    """The file is something else, or damaged."""

    def __init__(self, name: str, details: str = "") -> None:
        super().__init__(Message("workspace.not_a_workspace", file=name), details)


class NewerWorkspace(WorkspaceError):
    """Made by a newer plugin than this one, which would not know what it must keep."""

    def __init__(self, name: str, version: int, known: int) -> None:
        super().__init__(Message("workspace.newer", file=name, version=version, known=known))


class OlderWorkspace(WorkspaceError):
    """Made by an older plugin; ``migration.upgrade`` brings it up to date."""

    def __init__(self, name: str, version: int, known: int) -> None:
        super().__init__(Message("workspace.older", file=name, version=version, known=known))


class WorkspaceLocked(WorkspaceError):
    """Another program, or an open edit session of this one, holds the file."""

    def __init__(self, path: Path, details: str = "") -> None:
        super().__init__(Message("workspace.locked", file=path.name), details)


class WorkspaceReadOnly(WorkspaceError):
    """The file or its folder may not be written."""

    def __init__(self, path: Path, details: str = "") -> None:
        super().__init__(
            Message("workspace.read_only", file=path.name, folder=_folder(path)), details
        )


class DiskFull(WorkspaceError):
    """No room left for the file or its journal."""

    def __init__(self, path: Path, details: str = "") -> None:
        super().__init__(
            Message("workspace.disk_full", file=path.name, folder=_folder(path)), details
        )


class WrongClock(WorkspaceError):
    """The clock of the computer says what cannot be; what is written now would be misdated."""

    def __init__(self, clock: datetime) -> None:
        super().__init__(Message("workspace.wrong_clock", day=clock.date(), year=clock.year))


class NoFile(WorkspaceError):
    """What was asked for needs a file, and this workspace is in a database."""

    def __init__(self, name: str) -> None:
        super().__init__(Message("database.no_file", name=name))


class SchemaExists(WorkspaceExists):
    """A new workspace never takes the place of a schema."""

    def __init__(self, name: str) -> None:
        WorkspaceError.__init__(self, Message("database.exists", name=name))


class NoPostgis(WorkspaceError):
    """The database cannot keep shapes."""

    def __init__(self, name: str) -> None:
        super().__init__(Message("database.no_postgis", name=name))


class DatabaseBusy(WorkspaceLocked):
    """Somebody else writes for longer than one waits."""

    def __init__(self, name: str, details: str = "") -> None:
        WorkspaceError.__init__(self, Message("database.busy", name=name), details)


class DatabaseReadOnly(WorkspaceReadOnly):
    """The role has not the right."""

    def __init__(self, name: str, details: str = "") -> None:
        WorkspaceError.__init__(self, Message("database.read_only", name=name), details)


class DatabaseFull(DiskFull):
    """No room left on the server."""

    def __init__(self, name: str, details: str = "") -> None:
        WorkspaceError.__init__(self, Message("database.full", name=name), details)


class DatabaseUnreachable(WorkspaceError):
    """No connection, or it broke. What was being written is there as a whole or not at all."""

    def __init__(self, name: str, details: str = "") -> None:
        super().__init__(Message("database.unreachable", name=name), details)


class DuplicateValue(WorkspaceError):
    """A ``value`` that must be unique (a code) stands twice in a ``column`` of a ``table``."""

    def __init__(self, table: Table, column: str, value: str) -> None:
        self.table, self.column, self.value = table.name, column, value
        named = {"table": table.label, "column": table.label_of(column)}
        super().__init__(Message("store.duplicate", **named, value=value))


class MissingValue(WorkspaceError):
    """A column that must have a value has none."""


class RowChanged(WorkspaceError):
    """Somebody else changed rows since they were read; nothing was written.

    ``rows`` are all of their values as they are now, with ``updated_by`` and ``updated_at``
    (who and when, as far as the writer told) and the present ``row_version``; ``uuid`` is
    the first one's.
    """

    def __init__(self, table: Table, rows: pd.DataFrame) -> None:
        self.table, self.rows = table.name, rows
        self.uuid = str(rows["uuid"].iloc[0])
        values = rows.astype(object).where(rows.notna(), None).to_dict("records")
        names = listed([called(table, row) for row in values], most=MOST)
        super().__init__(
            Message("store.row_changed", table=table.label, count=len(rows), names=names), self.uuid
        )


class RowMissing(WorkspaceError):
    """A row to be changed is no longer there."""


class WrongValue(WorkspaceError):
    """A value of the wrong kind for its column, or a column that does not exist."""
