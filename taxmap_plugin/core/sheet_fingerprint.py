"""A sheet's fingerprint: equal as long as nothing that the page shows has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely

from .resources import resource_path
from .sheet_data import COLUMNS, SheetSource
from .sheet_ground import GroundIndex
from .sheet_plan import Sheet

DRAWING_VERSION = 3
"""Raise it when sheets are to be drawn anew although their data are the same."""


def fingerprint_of_set(source: SheetSource, options: Sequence[object]) -> str:
    """A fingerprint of all that decides into which sheets a map is divided."""
    digest = hashlib.sha256(repr((DRAWING_VERSION, *options, source.municipality)).encode())
    for part in _styles():
        digest.update(part)
    for table in COLUMNS:
        digest.update(_row_hashes(source, table).tobytes())
    return digest.hexdigest()[:32]


class Fingerprints:
    """Fingerprints of the sheets of one plan, from hashes of all rows made once."""

    def __init__(self, index: GroundIndex, options: Sequence[object]) -> None:
        """``options`` is whatever else decides how the pages look."""
        self._index = index
        source = index.source
        self._rows = {table: _row_hashes(source, table) for table in COLUMNS}
        facts = (DRAWING_VERSION, *options, source.as_of, source.municipality, source.sources)
        self._common = b"".join(
            [repr(facts).encode(), *_styles(), *shapely.to_wkb(index.blocks).tolist()]
        )

    def of(self, sheet: Sheet) -> str:
        """The fingerprint of a sheet, 32 hexadecimal digits."""
        digest = hashlib.sha256(self._common)
        place = (sheet.number, len(self._index.plan.sheets), sheet.name, sheet.zone_code)
        frame = (sheet.scale, sheet.format.id, sheet.extent)
        others = (sheet.neighbours, sorted(sheet.visitors.items()))
        digest.update(repr((place, frame, others)).encode())
        digest.update(shapely.to_wkb(sheet.area))
        window = shapely.box(*sheet.extent)
        for table, rows in self._rows.items():
            shown = self._index.within(table, window)
            digest.update(rows[shown].tobytes())
        digest.update(self._rows["parcel"][sheet.parcels].tobytes())
        return digest.hexdigest()[:32]


def _styles() -> list[bytes]:
    return [resource_path("sheets", name).read_bytes() for name in ("styles.json", "formats.json")]


def _row_hashes(source: SheetSource, table: str) -> np.ndarray:
    frame = source[table]
    if frame.empty:
        return np.empty(0, dtype=np.uint64)
    texts = frame[list(COLUMNS[table])].astype(str)
    values = pd.util.hash_pandas_object(texts, index=False).to_numpy()
    shapes = pd.Series(shapely.to_wkb(np.asarray(frame["geom"], dtype=object)))
    return values ^ (pd.util.hash_pandas_object(shapes, index=False).to_numpy() * np.uint64(31))
