"""A workspace on an invented fabric, with all that can hang on a parcel on every one of them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import shapely

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.workspace.store import Workspace

_CODELESS = 7  # every so manieth parcel has no code yet
_BY_TITLE = 3  # every so manieth is held, and used, by its title document alone
PRESENT = 2569  # the tax year that the municipality works on


def make(folder: Path, shapes: np.ndarray, declared: bool = False) -> Workspace:
    """The shapes as parcels of block 01A; a second block, 01B, has none yet."""
    path = folder / "แปลง สุ่ม.gpkg"
    path.write_bytes(_empty())
    ws = Workspace.open(path)
    state = "declared" if declared else "draft"
    ground = shapely.multipolygons([shapely.box(*shapely.total_bounds(shapes))])
    blocks = {"block_code": ["01A", "01B"], "zone_code": "01", "code_state": [state, "draft"]}
    with ws.transaction("import") as tx:
        tx.insert("block", pd.DataFrame({**blocks, "geom": [ground, None]}))
        tx.insert("parcel", _parcels(shapes))
        for table, rows in _hanging(shapes).items():
            tx.insert_rows(table, rows)
    return ws


@lru_cache(maxsize=1)
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        ws = Workspace.create(
            Path(folder) / "ว่าง.gpkg", Municipality("เทศบาลตำบลสุ่ม", tax_year=PRESENT)
        )
        return ws.path.read_bytes()


def _uuid(number: int) -> str:
    return f"p{number:02d}"


def _parcels(shapes: np.ndarray) -> pd.DataFrame:
    numbers = range(1, len(shapes) + 1)
    lots = [None if number % _CODELESS == 0 else f"{number:03d}" for number in numbers]
    return pd.DataFrame(
        {
            "uuid": [_uuid(number) for number in numbers],
            "parcel_code": [lot and "01A" + lot for lot in lots],
            "zone_code": "01",
            "block_code": "01A",
            "lot": lots,
            "document_type": "1",
            "deed_no": [str(1000 + number) for number in numbers],
            "land_no": [str(number) for number in numbers],
            "document_area": np.maximum(shapely.area(shapes) * 25, 1).astype(int),
            "geom": list(shapes),
        }
    )


def _hanging(shapes: np.ndarray) -> dict[str, list[dict]]:
    rows: dict[str, list[dict]] = {"owner": [{"uuid": "o1"}, {"uuid": "o2"}, {"uuid": "o3"}]}
    for number, shape in enumerate(shapes, start=1):
        for table, row in _on_parcel(number, shape):
            mine = rows.setdefault(table, [])
            mine.append({"uuid": _row_uuid(table, number, mine), **row})
    return rows


def _row_uuid(table: str, number: int, there: list[dict]) -> str:
    """``building-3``, and ``land_use-3b`` for a second row of a parcel."""
    same = sum(row["uuid"].rstrip("bc") == f"{table}-{number}" for row in there)
    return f"{table}-{number}" + ("", "b", "c")[same]


def _on_parcel(number: int, shape: shapely.Geometry) -> list[tuple[str, dict]]:
    """One of each kind: the house is a square round an inner point, wholly on the parcel."""
    uuid, inner = _uuid(number), shapely.point_on_surface(shape)
    room = shapely.distance(inner, shapely.boundary(shape)) / 2
    house = shapely.box(inner.x - room, inner.y - room, inner.x + room, inner.y + room)
    code = None if number % _CODELESS == 0 else f"01A{number:03d}"
    here = {"parcel_uuid": uuid}
    inside = {**here, "building_uuid": f"building-{number}"}
    subject = {"subject_table": "parcel", "subject_uuid": uuid}
    held = here if number % _BY_TITLE else {"title_document_uuid": f"title_document-{number}"}
    use = {**held, "use_type": "1", "area": 100 * number + 1}
    return [
        *(("land_use", {**use, "tax_year": year}) for year in (PRESENT - 2, PRESENT, PRESENT + 1)),
        ("building", {**here, "building_code": code and code + "-B001", "geom": house}),
        ("signboard", {**here, "signboard_code": code and code + "-P001", "geom": inner}),
        ("house_number", {**inside, "geom": inner}),
        ("condo_unit", {**inside, "unit_no": str(number)}),
        ("business", inside),
        ("ownership", {**held, "owner_uuid": f"o{number % 2 + 1}"}),
        ("ownership", {**held, "owner_uuid": "o3", "to_date": "2020-01-01"}),
        ("title_document", {**here, "document_type": "1", "deed_no": str(1000 + number)}),
        ("land_price", {**here, "price_per_wah": 100_000 + number}),
        ("assessment", {**here, "tax_year": 2568, "tax": number}),
        ("attachment", {**subject, "path": f"รูป/{number}.jpg"}),
    ]
