"""Lists for a spreadsheet program: CSV that Excel opens with Thai letters."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ..core.message import Message
from ..errors import TaxMapError


class FileNotWritten(TaxMapError):
    """The file is held open by another program, or its folder may not be written."""

    def __init__(self, path: Path, details: str = "") -> None:
        super().__init__(Message("csv_file.cannot_write", file=path.name), details)


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write ``frame`` as UTF-8 with a byte order mark. Raises :class:`FileNotWritten`."""
    try:
        frame.to_csv(path, index=False, encoding="utf-8-sig")
    except OSError as error:
        raise FileNotWritten(path, str(error)) from error
