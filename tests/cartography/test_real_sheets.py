"""Sheets of a real office's files: dirty codes, invalid rings, parcels beside their block."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from taxmap_plugin.cartography.sheet_export import SheetOptions, export_sheets
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.sheet_data import SheetSource
from taxmap_plugin.core.sheet_plan import PlanOptions, plan_sheets

COLUMNS = {
    "parcel": {"parcel_code": "parcel_code", "block": "block_code", "zone": "zone_code"},
    "block": {"block_id": "block_code"},
    "zone": {"zone_id": "zone_code"},
    "building": {"building": "building_code"},
    "boundary": {"boundary": "name"},
}


@pytest.fixture(scope="module")
def real(shared_data):
    frames = {}
    for table, names in COLUMNS.items():
        layer = gpd.read_file(shared_data / "thai_taxmap" / f"{table}.geojson").to_crs(32648)
        frame = pd.DataFrame(layer[list(names)].rename(columns=names))
        frame = frame.astype(object).where(frame.notna() & (frame != "None"), None)
        frame["geom"] = layer.geometry.to_numpy()
        frame["uuid"] = [f"{table}{row}" for row in range(len(frame))]
        frames[table] = frame
    frames["block"]["zone_code"] = frames["block"]["block_code"].str[:2]
    office = Municipality(name="ทดสอบกับไฟล์จริง", epsg=32648, tax_year=2569)
    return SheetSource.of(office, frames, "2026-01-01")


def test_every_parcel_is_numbered_on_exactly_one_sheet(real):
    plan = plan_sheets(real, PlanOptions("A1"))
    numbered = np.sort(np.concatenate([sheet.parcels for sheet in plan.sheets]))
    assert numbered.tolist() == list(range(len(real["parcel"])))


def test_its_busiest_blocks_come_out_whole(real, tmp_path, qgis_app):
    plan = plan_sheets(real, PlanOptions("A1"))
    busiest = sorted(plan.sheets, key=lambda sheet: -len(sheet.parcels))[:3]
    options = SheetOptions(blocks=tuple(sheet.block_code for sheet in busiest))
    report = export_sheets(real, tmp_path, options)
    assert report.complete
    for result in report.results:
        assert result.drawn == result.numbered == result.parcels > 50
