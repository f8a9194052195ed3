"""Import of a Shapefile into a workspace, beside ``ogr2ogr`` of the same file."""

from __future__ import annotations

import math
import subprocess
import tempfile
import time
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import shapely

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.exchange.layer_import import import_layer
from taxmap_plugin.exchange.layer_profile import suggest_profile
from taxmap_plugin.exchange.source import read_source
from taxmap_plugin.workspace.store import Workspace

from .measure import Measurement

AIM = 5.0  # at most five times as long as ogr2ogr


def fabric(count: int) -> np.ndarray:
    """``count`` parcels of 20 × 40 m side by side, nine corners each, in a square of rows."""
    side = math.ceil(math.sqrt(count))
    column, row = (axis.ravel()[:count] for axis in np.meshgrid(np.arange(side), np.arange(side)))
    x, y = 500_000 + 20.0 * column, 2_070_000 + 40.0 * row
    east = np.column_stack([x, x + 5, x + 10, x + 15, x + 20, x + 20, x + 20, x + 10, x, x])
    north = np.column_stack([y, y, y, y, y, y + 20, y + 40, y + 40, y + 40, y])
    return shapely.polygons(np.dstack([east, north]))


def parcel_codes(count: int) -> list[str]:
    """``01A001`` …, 900 parcels a block."""
    number = np.arange(count)
    return [
        f"{b // 26 % 99 + 1:02d}{chr(65 + b % 26)}{n % 900 + 1:03d}"
        for b, n in zip(number // 900, number)
    ]


def write_parcels(path: Path, count: int) -> None:
    """A layer of ``count`` parcels with codes, deeds and areas."""
    number = np.arange(count)
    frame = pd.DataFrame(
        {
            "PARCEL_COD": parcel_codes(count),
            "LAND_TYPE": np.where(number % 7, "โฉนดที่ดิน", "น.ส.3ก"),
            "CHANOD_NO": (10_000 + number).astype(str),
            "LAND_NO": (number % 500 + 1).astype(str),
            "SURVEY": (number % 9_000 + 1).astype(str),
            "RAI": number % 3,
            "NGAN": number % 4,
            "WAH": number % 1000 / 10,
            "NOTE": "ข้อมูลสมมติ",
        }
    )
    layer = geopandas.GeoDataFrame(frame, geometry=fabric(count), crs=32647)
    layer.to_file(path, engine="pyogrio", encoding="cp874")


def seconds_of_ogr2ogr(source: Path, folder: Path) -> float:
    target = folder / "ogr2ogr.gpkg"
    started = time.perf_counter()
    command = ["ogr2ogr", "-f", "GPKG", "-nlt", "PROMOTE_TO_MULTI", str(target), str(source)]
    subprocess.run(command, check=True)
    return time.perf_counter() - started


def seconds_of_import(source: Path, folder: Path) -> float:
    ws = Workspace.create(folder / "workspace.gpkg", Municipality("ทดสอบความเร็ว"))
    started = time.perf_counter()
    layer = read_source(source)
    report = import_layer(ws, layer, suggest_profile(layer))
    elapsed = time.perf_counter() - started
    if not report.adds_up or report.inserted != report.rows:
        raise SystemExit(f"not all rows entered: {report}")
    return elapsed


def measure(size: int) -> list[Measurement]:
    """One import with every source row kept; the ratio asked for is a fifth of ogr2ogr's speed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "parcel.shp"
        write_parcels(source, size)
        runs = [folder / f"run{at}" for at in range(3 if size <= 100_000 else 1)]
        for run in runs:
            run.mkdir()
        plain = min(seconds_of_ogr2ogr(source, run) for run in runs)
        full = min(seconds_of_import(source, run) for run in runs)
    return [Measurement("import, every source row kept", size, full, "ogr2ogr", plain, 1 / AIM)]
