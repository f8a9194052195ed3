"""Source rows as they came, kept in ``import_row``, and the last import of a source read back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from ..core.object_array import object_array
from ..workspace.transaction import Transaction
from .source import Source

_NO_JSON = dict.fromkeys(("NaN", "Infinity", "-Infinity"), "null")


@dataclass
class RawRows:
    """Rows of a source, position by position: values as JSON text, shape as WKB or None."""

    numbers: np.ndarray
    values: np.ndarray
    shapes: np.ndarray

    @classmethod
    def of(cls, source: Source) -> RawRows:
        shapes = np.full(len(source), None, dtype=object)
        if source.geom is not None:
            shapes = np.asarray(shapely.to_wkb(source.geom, flavor="iso"), dtype=object)
        return cls(source.rows, object_array(_json_rows(source.frame)), shapes)


@dataclass
class LastImport:
    """What the last import of the same source brought; ``targets`` is the uuid of each row.

    ``frame`` are the attributes as they came; ``mapping``, ``epsg`` and ``reading`` are
    how they were understood then. Rows that were set aside have no target. ``same_path``
    tells a file read again from another one of the same name.
    """

    raw: RawRows
    targets: np.ndarray
    same_path: bool = True
    mapping: dict[str, str] = field(default_factory=dict)
    epsg: Optional[int] = None
    reading: Optional[tuple[str, int]] = None

    @property
    def frame(self) -> pd.DataFrame:
        return pd.DataFrame([json.loads(text) for text in self.raw.values], dtype=object)

    def left(self, targets: np.ndarray) -> set[str]:
        """What it brought and is not among the ``targets`` of the source as it is now.

        Nothing, when most of it is missing from a file in another place: that is another
        file, which happens to have the same name.
        """
        before = set(self.targets) - {None}
        left = before - set(targets)
        return set() if not self.same_path and 2 * len(left) > len(before) else left


def last_import(tx: Transaction, source: Source, table: str) -> Optional[LastImport]:
    """The last import of a file and layer of the same name into ``table``, or None."""
    batches = tx.read(
        "import_batch",
        ["uuid", "profile", "source_path"],
        "source_name = ? AND coalesce(source_layer, '') = ? AND target_table = ?"
        " ORDER BY fid DESC LIMIT 1",
        (source.file, source.layer or "", table),
    )
    if batches.empty:
        return None
    columns = ["row_number", "raw", "raw_geom", "target_uuid"]
    rows = tx.read("import_row", columns, "batch_uuid = ? ORDER BY fid", (batches["uuid"].iat[0],))
    profile = json.loads(str(batches["profile"].iat[0]))
    reading = profile.get("reading")
    return LastImport(
        raw=RawRows(
            rows["row_number"].to_numpy(dtype=np.int64),
            rows["raw"].to_numpy(dtype=object),
            rows["raw_geom"].to_numpy(dtype=object),
        ),
        targets=rows["target_uuid"].to_numpy(dtype=object),
        same_path=bool((batches["source_path"].iat[0] or "") == source.path),
        mapping=profile.get("mapping", {}),
        epsg=profile.get("epsg"),
        reading=(str(reading[0]), int(reading[1])) if reading else None,
    )


def fingerprint(source: Source) -> Optional[str]:
    """SHA-256 of the file as it was read (of a Shapefile its shapes and its table)."""
    path = Path(source.path)
    if not source.path or not path.is_file():
        return None
    digest = hashlib.sha256()
    for part in dict.fromkeys((path, path.with_suffix(".dbf"))):
        if part == path or (path.suffix.lower() == ".shp" and part.is_file()):
            with part.open("rb") as stream:
                for block in iter(lambda: stream.read(1 << 20), b""):
                    digest.update(block)
    return digest.hexdigest()


def _json_rows(frame: pd.DataFrame) -> list[str]:
    """Each row as one JSON object; what JSON lacks (NaN) is null."""
    if not len(frame.columns):
        return ["{}"] * len(frame)
    names = [json.dumps(str(name), ensure_ascii=False) for name in frame.columns]
    row = "{" + ", ".join(name.replace("%", "%%") + ": %s" for name in names) + "}"
    cells = [_json_cells(frame.iloc[:, i].tolist()) for i in range(len(names))]
    return [row % values for values in zip(*cells)]


def _json_cells(values: list[Any]) -> list[str]:
    """Each value of a column as JSON, encoded at one go: no line feed stands in JSON as it is."""
    separator = ",\n"
    encode = json.JSONEncoder(ensure_ascii=False, default=str, separators=(separator, ": ")).encode
    cells = encode(values)[1:-1].split(separator)
    if len(cells) != len(values):  # lists, which have separators of their own
        cells = [encode(value).replace(separator, ", ") for value in values]
    return [_NO_JSON.get(cell, cell) for cell in cells] if _NO_JSON.keys() & set(cells) else cells
