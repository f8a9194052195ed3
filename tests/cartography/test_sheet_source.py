"""Sheets from a workspace: a private snapshot that no other program can disturb."""

from __future__ import annotations

import datetime as dt
import sqlite3

import pandas as pd
import pytest
from qgis.core import QgsVectorLayer

from taxmap_plugin.cartography import sheet_export
from taxmap_plugin.cartography.sheet_export import SheetOptions, export_sheets
from taxmap_plugin.cartography.sheet_source import from_workspace
from taxmap_plugin.core.sheet_data import COLUMNS, SEVERAL_TYPES
from taxmap_plugin.core.sheet_plan import PlanOptions
from taxmap_plugin.core.thai_date import local_day
from taxmap_plugin.workspace.store import Workspace

from .town import town

OPTIONS = SheetOptions(plan=PlanOptions("A3"), index=False, bound=False, blocks=("02A", "02B"))


@pytest.fixture
def workspace(tmp_path):
    """The town as a workspace in a folder with Thai letters and a blank."""
    folder = tmp_path / "งาน แผนที่"
    folder.mkdir()
    made = town()
    ws = Workspace.create(folder / "ทดสอบ.gpkg", made.municipality)
    with ws.transaction("import") as tx:
        for table in ("boundary", "zone", "block", "parcel", "building", "road", "water"):
            tx.insert(table, made[table].dropna(axis=1, how="all"))
        batch = {
            "source_name": ["แปลง.shp", "ถนน.shp", "แปลง.shp", "owner.xlsx"],
            "target_table": ["parcel", "road", "parcel", "owner"],
            "row_count": [1] * 4, "inserted": [1] * 4, "updated": [0] * 4, "unchanged": [0] * 4,
            "set_aside": [0] * 4,
            "imported_at": [f"2026-01-0{day}T23:30:00Z" for day in (1, 2, 5, 3)],
        }  # fmt: skip
        tx.insert("import_batch", pd.DataFrame(batch))
    return ws


def test_every_table_of_a_sheet_with_its_shapes(workspace):
    source, made = from_workspace(workspace), town()
    for table in COLUMNS:
        assert len(source[table]) == len(made[table]), table
    assert source["parcel"]["geom"].map(lambda shape: shape.is_valid).all()
    assert source.municipality == made.municipality


def test_the_day_of_the_data_and_the_files_they_came_from(workspace):
    source = from_workspace(workspace)
    with workspace.transaction("import"):
        pass
    changed = workspace.read("change", ["changed_at"])["changed_at"].max()
    assert source.as_of == local_day(str(changed)).isoformat()
    assert source.sources == (("แปลง.shp", dt.date(2026, 1, 6)), ("ถนน.shp", dt.date(2026, 1, 3)))


def test_what_kind_of_person_holds_a_parcel_and_never_who(workspace):
    """S18: by the parcel itself or by its title document, as it is today."""
    rows = from_workspace(workspace)["parcel"]["uuid"].tolist()
    owners = {"p": ("1", "นายลับ"), "q": ("2", "บริษัทลับ"), "r": (None, "ไม่ทราบ")}
    held = [
        ("p", rows[0], None, None),
        ("q", None, "deed", None),  # of the second parcel
        ("q", None, "matched", None),  # with the sixth parcel
        ("q", None, "suggested", None),  # for the seventh
        ("p", rows[2], None, None),
        ("q", rows[2], None, None),
        ("p", rows[3], None, "2020-01-01"),
        ("r", rows[4], None, None),
    ]
    with workspace.transaction("import") as tx:
        tx.insert("owner", pd.DataFrame(
            [(uuid, kind, name) for uuid, (kind, name) in owners.items()],
            columns=["uuid", "person_type", "display_name"],
        ))  # fmt: skip
        tx.insert("title_document", pd.DataFrame(
            [("deed", rows[1]), ("matched", None), ("suggested", None)],
            columns=["uuid", "parcel_uuid"],
        ))  # fmt: skip
        tx.insert("match", pd.DataFrame(
            [("matched", rows[5], "auto"), ("suggested", rows[6], "suggested")],
            columns=["register_uuid", "parcel_uuid", "state"],
        ).assign(register_table="title_document"))  # fmt: skip
        tx.insert("ownership", pd.DataFrame(
            held, columns=["owner_uuid", "parcel_uuid", "title_document_uuid", "to_date"]
        ))  # fmt: skip
    parcel = from_workspace(workspace)["parcel"]
    assert parcel["owner_type"].where(parcel["owner_type"].notna(), None).tolist()[:7] == [
        "1", "2", SEVERAL_TYPES, None, None, "2", None,
    ]  # fmt: skip
    assert "ลับ" not in parcel.drop(columns="geom").to_csv()


def test_sheets_of_an_empty_workspace_say_what_is_missing(tmp_path, qgis_app):
    ws = Workspace.create(tmp_path / "new.gpkg", town().municipality)
    with pytest.raises(sheet_export.TaxMapError, match="Import the parcels"):
        export_sheets(from_workspace(ws), tmp_path / "out", OPTIONS)


def test_a_program_that_empties_the_file_during_the_export_empties_no_page(
    workspace, tmp_path, qgis_app, monkeypatch
):
    """qgis-notes: opening and closing the file made QGIS print pages without parcels."""
    source = from_workspace(workspace)
    export = sheet_export.export_page

    def disturbed(page, drawing, path, png_dpi=0):
        with sqlite3.connect(workspace.path) as other:
            other.execute("UPDATE gpkg_contents SET last_change = '2026-01-01T00:00:00.000Z'")
            other.execute("DROP TRIGGER IF EXISTS rtree_parcel_geom_delete")
            other.execute("DELETE FROM parcel")
        layer = QgsVectorLayer(f"{workspace.path}|layername=parcel", "p", "ogr")
        assert layer.featureCount() == 0
        return export(page, drawing, path, png_dpi)

    monkeypatch.setattr(sheet_export, "export_page", disturbed)
    report = export_sheets(source, tmp_path / "out", OPTIONS)
    assert [result.drawn for result in report.results] == [41, 15]
    assert report.complete
