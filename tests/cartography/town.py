"""A made-up block town: curved streets, shop-houses of 4 m, houses, fields, a canal."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import shapely
from shapely import LineString, Polygon

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.sheet_data import Origin, SheetSource

EAST, NORTH = 500200.0, 2070100.0
STEP = 2


def warp(u, v):
    """Street coordinates (m along, m across) to the map."""
    u, v = np.asarray(u, float), np.asarray(v, float)
    return np.column_stack(
        [EAST + u + 14 * np.sin(v / 95), NORTH + v + 12 * np.sin(u / 120) - 0.04 * u]
    )


def patch(u0, u1, v0, v1) -> Polygon:
    """A rectangle in street coordinates with a vertex every 2 m, so that neighbours share them."""
    us, vs = np.arange(u0, u1, STEP), np.arange(v0, v1, STEP)
    u = [*us, *[u1] * len(vs), *(u0 + u1 - us), *[u0] * len(vs)]
    v = [*[v0] * len(us), *vs, *[v1] * len(us), *(v0 + v1 - vs)]
    return Polygon(warp(u, v))


def street(points) -> LineString:
    u = np.concatenate([np.linspace(a[0], b[0], 40) for a, b in zip(points, points[1:])])
    v = np.concatenate([np.linspace(a[1], b[1], 40) for a, b in zip(points, points[1:])])
    return LineString(warp(u, v))


def row(u0, u1, v0, v1, width, rng=None):
    """Lots side by side; widths vary by a few metres when ``rng`` is given."""
    lots, u = [], u0
    while u < u1:
        step = width + (int(rng.integers(-2, 4)) // 2 * 2 if rng is not None else 0)
        end = u1 if u1 - (u + step) < width * 0.7 else u + step
        lots.append((u, end, v0, v1))
        u = end
    return lots


def blocks(rng):
    """zone, letter, outline, lots as (u0, u1, v0, v1) of each block."""
    yield "01", "A", (0, 216, 8, 148), [
        *row(0, 216, 8, 24, 4), *row(0, 120, 24, 56, 12, rng), *row(120, 216, 24, 56, 16, rng),
        *row(0, 216, 60, 104, 16, rng), *row(0, 216, 104, 148, 18, rng),
    ]  # fmt: skip
    yield "01", "B", (226, 420, 8, 148), [
        *row(226, 322, 8, 40, 12, rng), *row(322, 420, 8, 40, 8),
        *row(226, 420, 40, 80, 14, rng), *row(226, 420, 84, 148, 30, rng),
    ]  # fmt: skip
    yield "02", "A", (0, 216, -180, -8), [
        *row(0, 216, -40, -8, 10, rng), *row(0, 216, -88, -40, 20, rng),
        *row(0, 216, -180, -92, 24),
    ]  # fmt: skip
    yield "02", "B", (226, 420, -180, -8), [
        *row(226, 420, -52, -8, 22, rng), *row(226, 420, -180, -56, 34),
    ]  # fmt: skip


def town(seed: int = 2569) -> SheetSource:
    """Four blocks in two zones, about 200 parcels; the same for the same seed."""
    rng = np.random.default_rng(seed)
    block_rows, parcels, buildings = [], [], []
    for zone, letter, outline, lots in blocks(rng):
        code = zone + letter
        block_rows.append((code, zone, patch(*outline)))
        for lot, (u0, u1, v0, v1) in enumerate(lots, start=1):
            uuid = f"{code}-{lot}"
            shape = patch(u0, u1, v0, v1)
            state = "unsurveyed" if (code, lot % 9) == ("02B", 0) else "surveyed"
            parcels.append((uuid, f"{code}{lot:03d}", zone, code, f"{lot:03d}", state, None, shape))
            if (v1 - v0) > 80 or rng.random() < 0.12:
                continue
            narrow = u1 - u0 <= 8
            margin = 0 if narrow else 2
            front = v0 + (0 if narrow else 4)
            depth = min(12 if narrow else 14, v1 - front - 2)
            house = patch(u0 + margin, u1 - margin, front, front + depth)
            buildings.append(
                (f"b{uuid}", f"{code}{lot:03d}-B001", f"{int(rng.integers(1, 400))}", house)
            )
    roads = [
        ("ถนนทดสอบสายกลาง", "Main Test Road", "road", 16.0, street([(-60, 0), (480, 0)])),
        ("ซอยสมมุติ 1", "Soi Sommut 1", "soi", 10.0, street([(221, -200), (221, 170)])),
        ("ซอยสมมุติ 2", "Soi Sommut 2", "soi", 4.0, street([(0, 58), (216, 58)])),
        (None, None, "path", None, street([(226, 82), (420, 82)])),
    ]
    water = [("คลองตัวอย่าง", "Example Canal", "canal", patch(-60, 480, 156, 172))]
    frames = {
        "boundary": pd.DataFrame(
            {"name": ["เทศบาลตำบลทดสอบ"], "geom": [patch(-60, 480, -196, 190)]}
        ),
        "zone": pd.DataFrame({"zone_code": ["01", "02"],
                              "geom": [patch(-60, 480, 0, 190), patch(-60, 480, -196, 0)]}),
        "block": pd.DataFrame(block_rows, columns=["block_code", "zone_code", "geom"]),
        "parcel": pd.DataFrame(
            parcels,
            columns=["uuid", "parcel_code", "zone_code", "block_code", "lot", "line_state",
                     "document_area", "geom"],
        ),
        "building": pd.DataFrame(buildings, columns=["uuid", "building_code", "house_no", "geom"]),
        "road": pd.DataFrame(roads, columns=["name", "name_en", "kind", "width_m", "geom"]),
        "water": pd.DataFrame(water, columns=["name", "name_en", "kind", "geom"]),
    }  # fmt: skip
    office = Municipality(
        name="เทศบาลตำบลทดสอบ", name_en="Thotsop Subdistrict Municipality", amphoe="เมืองสมมุติ",
        province="สมมุติ", epsg=32647, tax_year=2569,
    )  # fmt: skip
    return SheetSource.of(
        office, frames, "2026-01-01", [Origin("ระวางแผนที่ (ตัวอย่าง)", dt.date(2026, 1, 5))]
    )


def shapes_of(source: SheetSource, table: str) -> np.ndarray:
    return np.asarray(source[table]["geom"], dtype=object)


def overlaps(shapes: np.ndarray) -> float:
    return float(shapely.area(shapes).sum() - shapely.union_all(shapes).area)
