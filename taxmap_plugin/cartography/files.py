"""Write a file under another name first, so that a half-written one never has the name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..core.message import Message
from ..errors import TaxMapError


class FileInUse(TaxMapError):
    """A file that another program holds open, or a folder or disk that takes no file."""


def prepare_folder(folder: Path) -> None:
    """Make the folder; TaxMapError when it cannot be made or written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".taxmap-probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise FileInUse(Message("files.folder", folder=str(folder)), str(error)) from error


@contextmanager
def replace_file(path: Path) -> Iterator[Path]:
    """Gives a name to write to; at the end that file takes the place of ``path``.

    On any exception the unfinished file is removed and ``path`` stays as it was. Raises
    FileInUse when ``path`` is open in another program, the disk is full or the folder gone.
    """
    unfinished = path.with_name(f".{path.stem}.unfinished{path.suffix}")
    try:
        yield unfinished
        unfinished.replace(path)
    except PermissionError as error:
        raise FileInUse(Message("files.in_use", file=path.name), str(error)) from error
    except OSError as error:
        raise FileInUse(Message("files.not_written", file=path.name), str(error)) from error
    finally:
        with suppress(OSError):  # Windows may still hold it; what went wrong is told
            unfinished.unlink(missing_ok=True)
