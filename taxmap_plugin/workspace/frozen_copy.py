"""ตรึงข้อมูล ณ 1 มกราคม: a complete copy of the workspace that stays as it is, to compare with.

The copy lies beside the workspace, under a name that says the day; the workspace remembers its
checksum, so that what is changed or missing later is told.
"""

from __future__ import annotations

import hashlib
import stat
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import chain, count
from pathlib import Path
from typing import Optional

from ..core.feedback import Feedback, Silent
from ..core.message import Message
from ..core.thai_date import local_day
from ..errors import TaxMapError
from .file_copy import copy_database
from .geopackage_storage import GeoPackageStorage
from .kept_setting import read_setting, write_setting
from .problem import WorkspaceReadOnly
from .reader import Reader
from .store import Workspace

_KEY = "frozen_copies"  # in ``setting``: what ``FrozenCopy`` holds, in the order they were made
_AT_ONCE = 1 << 20

INTACT, MISSING, CHANGED = "intact", "missing", "changed"
"""What has become of a copy."""


class FrozenCopyError(TaxMapError):
    """There is a copy already, none, or not the one that was made."""


@dataclass(frozen=True)
class FrozenCopy:
    """A copy for a tax year (B.E.): its name beside the workspace, its checksum, when (UTC) and
    by whom it was made."""

    year: int
    file: str
    sha256: str
    at: str
    by: str


def frozen_copies(reader: Reader, year: int = 0) -> list[FrozenCopy]:
    """All copies (of one year), in the order in which they were made."""
    kept = [FrozenCopy(**one) for one in read_setting(reader, _KEY) or []]
    return [one for one in kept if year in (0, one.year)]


def freeze(
    ws: Workspace, year: int, again: bool = False, feedback: Optional[Feedback] = None
) -> FrozenCopy:
    """Copy the workspace as it is now, for tax year ``year``. None is ever overwritten.

    Raises FrozenCopyError when the year has a copy and not ``again`` another one is wanted, or
    when the workspace is in a database; WorkspaceError.
    """
    feedback = feedback or Silent()
    if not isinstance(ws.storage, GeoPackageStorage):
        raise FrozenCopyError(Message("frozen_copy.database"), level="warning")
    earlier = frozen_copies(ws, year)
    if earlier and not again:
        told = {"year": year, "file": earlier[-1].file, "day": local_day(earlier[-1].at)}
        raise FrozenCopyError(Message("frozen_copy.exists", **told), level="warning")
    path = _new_path(ws.path, year)
    unfinished = path.with_name("." + path.stem + ".unfinished" + path.suffix)
    try:
        unfinished.unlink(missing_ok=True)
        copy_database(ws.path, unfinished)
        feedback.progress(0.6)
        sha256 = checksum(unfinished)
        unfinished.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
        unfinished.rename(path)
    except OSError as error:
        raise WorkspaceReadOnly(path, str(error)) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    feedback.progress(0.9)
    with ws.transaction("settings", reason=f"frozen_copy {year}") as tx:
        copy = FrozenCopy(year, path.name, sha256, tx.now, tx.user)
        write_setting(tx, _KEY, [asdict(one) for one in (*frozen_copies(tx), copy)])
    feedback.progress(1.0)
    return copy


def state_of(ws: Workspace, copy: FrozenCopy) -> str:
    """:data:`INTACT`, :data:`MISSING` or :data:`CHANGED`."""
    path = path_of(ws, copy)
    if not path.is_file():
        return MISSING
    return INTACT if checksum(path) == copy.sha256 else CHANGED


def open_frozen(ws: Workspace, year: int) -> Workspace:
    """The latest copy of the year, to be read. Raises FrozenCopyError where there is none, or it
    is missing or changed; WorkspaceError."""
    copies = frozen_copies(ws, year)
    if not copies:
        raise FrozenCopyError(Message("frozen_copy.none", year=year), level="warning")
    state = state_of(ws, copies[-1])
    if state != INTACT:
        raise FrozenCopyError(told(copies[-1], state))
    return Workspace.open(path_of(ws, copies[-1]), user=ws.user)


def told(copy: FrozenCopy, state: str) -> Message:
    """What has become of a copy, in words."""
    return Message("frozen_copy." + state, file=copy.file, year=copy.year, day=local_day(copy.at))


def path_of(ws: Workspace, copy: FrozenCopy) -> Path:
    return ws.path.with_name(copy.file)


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while part := opened.read(_AT_ONCE):
            digest.update(part)
    return digest.hexdigest()


def _new_path(path: Path, year: int) -> Path:
    """``NAME.2570-01-01.gpkg`` beside the workspace, never one that exists."""
    stem = f"{path.stem}.{year}-01-01"
    endings = chain([""], (f"-{number}" for number in count(2)))
    names = (path.with_name(stem + ending + path.suffix) for ending in endings)
    return next(name for name in names if not name.exists())
