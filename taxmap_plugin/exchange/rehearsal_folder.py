"""A rehearsal: a copy of the workspace, names and all, in a folder that no crash leaves."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Optional

from ..core.feedback import Feedback, Silent, check_cancelled
from ..workspace.connection import connection
from ..workspace.geopackage_storage import GeoPackageStorage
from ..workspace.idle_connection import forget
from ..workspace.store import Workspace

_PREFIX = "taxmap_rehearsal_"
_IN_USE = "in_use"
"""A database that the owner of the folder keeps locked; a killed process lets it go."""
_COPIED_PAGES = 2000


@contextmanager
def rehearsal_copy(ws: Workspace, feedback: Optional[Feedback] = None) -> Iterator[Workspace]:
    """A copy of a workspace, to do there what is to be shown beforehand; deleted at the end."""
    with rehearsal_folder() as folder:
        copy = folder / ws.path.name
        _copy(ws.path, copy, feedback or Silent())
        try:
            yield Workspace(GeoPackageStorage(copy), ws.municipality, ws.user)
        finally:
            forget(copy)  # a file that is held cannot be deleted on Windows


def _copy(path: Path, copy: Path, feedback: Feedback) -> None:
    """A consistent copy although others may write meanwhile."""
    with connection(path) as original, closing(sqlite3.connect(str(copy))) as target:
        original.backup(target, pages=_COPIED_PAGES, progress=lambda *_: check_cancelled(feedback))


@contextmanager
def rehearsal_folder() -> Iterator[Path]:
    """A new temporary folder, deleted at the end; what killed processes left goes first."""
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as name:
        folder = Path(name)
        with closing(_locked(folder, timeout=5)):
            yield folder


def _sweep(place: Path) -> None:
    for folder in place.glob(_PREFIX + "*"):
        if (folder / _IN_USE).is_file() and not _is_in_use(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_in_use(folder: Path) -> bool:
    try:
        _locked(folder, timeout=0).close()
    except sqlite3.Error:
        return True
    return False


def _locked(folder: Path, timeout: float) -> sqlite3.Connection:
    opened = sqlite3.connect(str(folder / _IN_USE), timeout=timeout, isolation_level=None)
    try:
        opened.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        opened.close()
        raise
    return opened
