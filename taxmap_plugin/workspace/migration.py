"""Bringing an older workspace up to date, step by numbered step, with a backup beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import datetime, timezone
from itertools import chain, count
from pathlib import Path
from typing import Optional

from ..core.feedback import Feedback, Silent, check_cancelled
from ..core.message import Message
from . import sql
from .connection import write_transaction
from .file_copy import copy_database
from .geometry_blob import rtree_functions
from .migration_steps import MIGRATIONS, Migration
from .problem import NewerWorkspace, WorkspaceError
from .schema import SCHEMA_VERSION, table
from .uuids import new_uuid
from .version import program_version, stored_version


def upgrade(
    path: Path,
    feedback: Optional[Feedback] = None,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    target: int = SCHEMA_VERSION,
) -> Optional[Path]:
    """Bring the file to version ``target``; returns the backup, None when nothing was to do.

    All steps are one transaction: a failure or a killed process leaves the file as it
    was. Raises NewerWorkspace, NotAWorkspace, WorkspaceLocked, WorkspaceReadOnly,
    DiskFull, or WorkspaceError when a step fails or is missing.
    """
    path, feedback = Path(path), feedback or Silent()
    version = stored_version(path)
    if version > target:
        raise NewerWorkspace(path.name, version, target)
    steps = range(version + 1, target + 1)
    for step in steps:
        if step not in migrations:
            raise WorkspaceError(Message("migration.no_step", file=path.name, version=step))
    if not steps:
        return None
    backup = _backup_path(path, version)
    try:
        with write_transaction(path) as opened:
            rtree_functions(opened)
            copy_database(path, backup)
            for step in steps:
                check_cancelled(feedback)
                _apply(opened, path, step, migrations[step])
                feedback.progress((step - version) / len(steps))
    except BaseException:
        backup.unlink(missing_ok=True)
        raise
    feedback.message(Message("migration.done", file=path.name, version=target, backup=backup.name))
    return backup


def _apply(opened: sqlite3.Connection, path: Path, step: int, migration: Migration) -> None:
    try:
        migration(opened)
    except sqlite3.Error as error:
        raise WorkspaceError(
            Message("migration.failed", file=path.name, version=step), str(error)
        ) from error
    values = {
        "uuid": new_uuid(),
        "version": step,
        "applied_at": _now().strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "program_version": program_version() or None,
    }
    statement = sql.insert(table("schema_version"), tuple(values))
    opened.execute(statement, list(values.values()))


def _backup_path(path: Path, version: int) -> Path:
    """Beside the file: ``NAME.v1-20261122-083000.gpkg``, never one that exists."""
    stem = f"{path.stem}.v{version}-{_now():%Y%m%d-%H%M%S}"
    endings = chain([""], (f"-{number}" for number in count(2)))
    names = (path.with_name(stem + ending + path.suffix) for ending in endings)
    return next(name for name in names if not name.exists())


def _now() -> datetime:
    return datetime.now(timezone.utc)
