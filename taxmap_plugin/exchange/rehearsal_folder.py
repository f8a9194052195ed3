"""The folder of a rehearsal: a copy of the workspace, names and all, that no crash leaves."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_PREFIX = "taxmap_rehearsal_"
_IN_USE = "in_use"
"""A database that the owner of the folder keeps locked; a killed process lets it go."""


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
