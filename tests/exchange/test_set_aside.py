"""Rows set aside go out with their reason and come back repaired."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import shapely

from taxmap_plugin.core.columns import Profile
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.errors import TaxMapError
from taxmap_plugin.exchange.layer_import import import_layer
from taxmap_plugin.exchange.set_aside import export_set_aside, set_aside_rows
from taxmap_plugin.exchange.source import read_source, source_from_arrays
from taxmap_plugin.workspace.store import Workspace

PROFILE = Profile("p", "parcel", {"รหัส": "parcel_code", "เลขที่ดิน": "land_no"})


@pytest.fixture
def imported(tmp_path: Path) -> tuple[Workspace, str]:
    ws = Workspace.create(tmp_path / "w.gpkg", Municipality("ทดสอบ"))
    frame = pd.DataFrame(
        {"รหัส": ["01A001", "01A002", "01A003"], "เลขที่ดิน": ["007", "8", "9"], "ก": ["x", None, "z"]}
    )
    x, y = 647_023, 1_683_144
    shapes = [shapely.box(x, y, x + 20, y + 20), None, shapely.Point(x + 40, y)]
    report = import_layer(ws, source_from_arrays(frame, shapes, 24047, "p.shp"), PROFILE)
    assert report.set_aside == 2
    return ws, report.batch_uuid


def test_rows_carry_her_columns_and_the_reason(imported):
    rows = set_aside_rows(*imported, "th")
    assert rows["source_row"].tolist() == [2, 3]
    assert rows["รหัส"].tolist() == ["01A002", "01A003"]
    assert rows["reason"][0].startswith("รายการนี้ไม่มีรูปแผนที่")
    assert rows["geom"][1] == shapely.Point(647_063, 1_683_144)


def test_csv_opens_in_excel_with_thai_letters(imported, tmp_path):
    path = tmp_path / "แยกไว้.csv"
    assert export_set_aside(*imported, path) == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = pd.read_csv(path, dtype=str)
    assert list(rows) == ["source_row", "reason", "รหัส", "เลขที่ดิน", "ก"]
    assert rows["เลขที่ดิน"].tolist() == ["8", "9"]


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson"])
def test_repaired_rows_are_imported_with_the_same_profile(imported, tmp_path, suffix):
    ws, batch = imported
    path = tmp_path / f"แยกไว้{suffix}"
    export_set_aside(ws, batch, path)
    repaired = read_source(path)
    if suffix == ".gpkg":
        assert repaired.epsg == 24047
    repaired.epsg = 24047
    corners = [(647_043, 1_683_144), (647_063, 1_683_144)]
    repaired.geom[:] = [shapely.box(x, y, x + 20, y + 20) for x, y in corners]
    report = import_layer(ws, repaired, PROFILE)
    assert (report.inserted, report.set_aside) == (2, 0)
    assert ws.read("parcel")["parcel_code"].tolist() == ["01A001", "01A002", "01A003"]


def test_nothing_set_aside_writes_an_empty_file(imported, tmp_path):
    ws, _ = imported
    path = tmp_path / "none.csv"
    assert export_set_aside(ws, "no such import", path) == 0
    assert path.exists()


def test_unknown_format_and_missing_folder(imported, tmp_path):
    for name, id in (
        ("x.docx", "set_aside.unknown_format"),
        ("gone/x.gpkg", "set_aside.cannot_write"),
        ("gone/x.csv", "csv_file.cannot_write"),
    ):
        with pytest.raises(TaxMapError) as caught:
            export_set_aside(*imported, tmp_path / name)
        assert caught.value.message.id == id
