"""The rows of a register that did not enter, in one CSV, to be repaired and imported again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from ..core.message import Language, Message
from ..workspace.store import Workspace
from .set_aside import SetAsideError, export_set_aside, set_aside_rows

SHEET_COLUMN = "sheet"


def write_set_aside(
    ws: Workspace, batch_uuids: Iterable[str], path: Path, language: Language = "th"
) -> int:
    """Write the set-aside rows of several sheets to one CSV (UTF-8 with a mark for Excel).

    One sheet alone goes through :func:`.set_aside.export_set_aside`, so the file can be
    imported again as it is; of several, the column ``sheet`` names the one of each row.
    Returns how many rows. Raises SetAsideError when the file is held open.
    """
    batches = list(batch_uuids)
    filled = [uuid for uuid in batches if _count(ws, uuid)]
    if len(filled) <= 1:
        return export_set_aside(ws, (filled or batches)[0], path, language)
    names = ws.read("import_batch", ["uuid", "source_layer"]).set_index("uuid")["source_layer"]
    parts = []
    for uuid in filled:
        rows = set_aside_rows(ws, uuid, language).drop(columns="geom")
        rows.insert(0, SHEET_COLUMN, names[uuid])
        parts.append(rows)
    return _write_csv(pd.concat(parts, ignore_index=True), path)


def _count(ws: Workspace, batch_uuid: str) -> int:
    return ws.count("import_row", "batch_uuid = ? AND fate = 'set_aside'", (batch_uuid,))


def _write_csv(rows: pd.DataFrame, path: Path) -> int:
    try:
        rows.to_csv(path, index=False, encoding="utf-8-sig")
    except OSError as error:
        raise SetAsideError(
            Message("set_aside.cannot_write", file=path.name), str(error)
        ) from error
    return len(rows)
