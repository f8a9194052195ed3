"""Small municipalities for the tests of sheets."""

from __future__ import annotations

import numpy as np
import pandas as pd
from shapely import Polygon, box

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.sheet_data import Origin, SheetSource
from taxmap_plugin.core.sheet_names import Pencil
from taxmap_plugin.core.sheet_style import SheetStyle
from taxmap_plugin.core.sheet_words import SheetWords

OFFICE = Municipality(name="เทศบาลตำบลทดสอบ", epsg=32647, tax_year=2569)
EAST, NORTH = 500_000.0, 2_070_000.0


def at(x0: float, y0: float, x1: float, y1: float) -> Polygon:
    """A rectangle in metres from the corner of the test ground."""
    return box(EAST + x0, NORTH + y0, EAST + x1, NORTH + y1)


def blocks(**shapes: Polygon) -> pd.DataFrame:
    """``blocks(b01A=at(…))``: the block 01A of zone 01."""
    codes = [name[1:] for name in shapes]
    zones = [code[:2] for code in codes]
    return pd.DataFrame({"block_code": codes, "zone_code": zones, "geom": list(shapes.values())})


def parcels(*rows: tuple[str | None, Polygon], **more: list) -> pd.DataFrame:
    """``parcels(("01A001", shape), …)``; a block code is read from the parcel code."""
    codes = [code for code, _ in rows]
    frame = pd.DataFrame(
        {
            "uuid": [f"u{number}" for number in range(len(rows))],
            "parcel_code": codes,
            "block_code": [code[:3] if code else None for code in codes],
            "zone_code": [code[:2] if code else None for code in codes],
            "geom": [shape for _, shape in rows],
        }
    )
    return frame.assign(**more)


def row_of_lots(block: str, count: int, x: float, y: float, width: float, depth: float):
    """Lots 001, 002 … side by side."""
    return [
        (f"{block}{i + 1:03d}", at(x + i * width, y, x + (i + 1) * width, y + depth))
        for i in range(count)
    ]


def source(**frames: pd.DataFrame) -> SheetSource:
    return SheetSource.of(OFFICE, frames, "2026-01-05", [Origin("parcel.shp")])


def measure(text: str, size: float, bold: bool) -> tuple[float, float, float]:
    """About the ink of Sarabun; Thai has marks above and below."""
    if text.isascii():
        return 0.57 * size * len(text), 0.72 * size, 0.0
    return 0.5 * size * len(text), 1.0 * size, 0.3 * size


def pencil(scale: int, language: str = "th") -> Pencil:
    return Pencil(SheetStyle("bw", scale), measure, SheetWords(language))


def all_numbers(sheets) -> list[int]:
    """Positions of the parcels that are numbered, over all sheets."""
    return sorted(np.concatenate([sheet.parcels for sheet in sheets]).tolist())
