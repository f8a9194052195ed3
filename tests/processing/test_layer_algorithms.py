"""importlayers, diagnosefile and detectdatum as the toolbox runs them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
import shapely
from osgeo import ogr
from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from taxmap_plugin.core.columns import Profile
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.exchange.layer_profile import save_profile
from taxmap_plugin.processing.detectdatum import DetectDatum
from taxmap_plugin.processing.diagnosefile import DiagnoseFile
from taxmap_plugin.processing.importlayers import ImportLayers
from taxmap_plugin.workspace.store import Workspace

from ..exchange.conftest import write_layer

E0, N0 = 494_000, 2_072_000  # Indian 1975 / UTM 47N: the corner of sheet 4746 II 9472


def run(kind, **parameters) -> dict:
    """The outputs; errors are raised in the officer's words."""
    algorithm, context, feedback = kind(), QgsProcessingContext(), QgsProcessingFeedback()
    algorithm.initAlgorithm({})
    context.setProject(QgsProject.instance())
    fine, why = algorithm.checkParameterValues(parameters, context)
    assert fine, why
    results, fine = QgsProcessingAlgorithm.run(algorithm, parameters, context, feedback, {}, False)
    assert fine
    return {**results, "log": feedback.textLog()}


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "เทศบาล.gpkg", Municipality("ทดสอบ"))


@pytest.fixture
def parcels(tmp_path: Path) -> Path:
    """32 parcels of Indian 1975 in their right 1:1000 sheets; one of them has no shape."""
    folder = tmp_path / "จากที่ดิน"
    folder.mkdir()
    rows: list = []
    for i in range(32):
        x = E0 + i % 4 * 500 + 40 + i // 16 * 100
        y = N0 + (3 - i // 4 % 4) * 500 + 40 + i // 16 * 100
        shape = shapely.box(x, y, x + 20, y + 20).wkt
        code = {"PARCEL_COD": f"01A{i + 1:03d}", "Mapsheet": f"4746 II 9472-{i % 16 + 1:02d}"}
        rows.append((shape if i else None, {**code, "Scale": "1000"}))
    driver, kind = "ESRI Shapefile", ogr.wkbPolygon
    return write_layer(folder / "แปลง.shp", rows, driver=driver, epsg=24047, kind=kind)


def test_import_of_a_file(qgis_app, ws, parcels, tmp_path):
    aside = tmp_path / "แยกไว้"
    done = run(ImportLayers, WORKSPACE=str(ws.path), INPUT=[str(parcels)], ASIDE_FOLDER=str(aside))
    assert (done["INSERTED"], done["SET_ASIDE"], done["UNCHANGED"]) == (31, 1, 0)
    assert ws.count("parcel") == 31
    assert [path.name for path in aside.iterdir()] == ["แปลง_parcel_set_aside.gpkg"]
    again = run(ImportLayers, WORKSPACE=str(ws.path), INPUT=str(parcels))
    assert (again["INSERTED"], again["UNCHANGED"]) == (0, 31)


def test_import_of_a_layer_of_the_project(qgis_app, ws, parcels):
    layer = QgsVectorLayer(str(parcels), "แปลงของฉัน", "ogr")
    QgsProject.instance().addMapLayer(layer)
    try:
        for value in (layer, layer.id(), "แปลงของฉัน"):
            run(ImportLayers, WORKSPACE=str(ws.path), INPUT=[value])
        assert ws.count("parcel") == 31
    finally:
        QgsProject.instance().clear()


def test_table_and_saved_mapping_are_obeyed(qgis_app, ws, parcels):
    save_profile(ws, Profile("เฉพาะรหัส", "parcel", {"PARCEL_COD": "parcel_code"}))
    run(ImportLayers, WORKSPACE=str(ws.path), INPUT=[str(parcels)], PROFILE="เฉพาะรหัส")
    assert ws.read("parcel")["map_sheet"].isna().all()
    run(ImportLayers, WORKSPACE=str(ws.path), INPUT=[str(parcels)], TABLE=5)
    assert ws.count("building") == 31


def test_shapes_of_the_land_office_are_marked_where_it_is_said(qgis_app, ws, parcels):
    given = {"WORKSPACE": str(ws.path), "INPUT": [str(parcels)]}
    run(ImportLayers, **given)
    assert ws.count("parcel", "shape_source IS NOT NULL") == 0
    results = run(ImportLayers, **given, OF_LAND_OFFICE=True)
    assert ws.count("parcel", "shape_source = 'land_office'") == results["UPDATED"] == 31
    assert "สำนักงานที่ดิน" in results["log"] or "land office" in results["log"]


def test_datum_that_contradicts_stops_until_it_is_decided(qgis_app, ws, parcels):
    wrong = {"WORKSPACE": str(ws.path), "INPUT": [str(parcels)], "CRS": "EPSG:32647"}
    with pytest.raises(QgsProcessingException, match="Indian 1975"):
        run(ImportLayers, **wrong)
    assert ws.count("parcel") == 0
    run(ImportLayers, **wrong, DATUM=1)
    right = ws.read("parcel")["geom"][0]
    run(ImportLayers, WORKSPACE=str(ws.path), INPUT=[str(parcels)])
    assert ws.read("parcel")["geom"][0].equals_exact(right, 0.001)
    assert ws.count("parcel") == 31


@pytest.mark.parametrize("kind", [ImportLayers, DiagnoseFile, DetectDatum])
def test_broken_file_is_refused_in_words_that_help(qgis_app, ws, parcels, kind):
    parcels.with_suffix(".shx").unlink()
    value = [str(parcels)] if kind is ImportLayers else str(parcels)
    with pytest.raises(QgsProcessingException, match=r"แปลง\.shx"):
        run(kind, WORKSPACE=str(ws.path), INPUT=value)


def test_file_report(qgis_app, parcels, tmp_path):
    pages = {name: str(tmp_path / f"รายงาน.{name.lower()}") for name in ("HTML", "PDF")}
    rows = tmp_path / "แถว.csv"
    done = run(DiagnoseFile, INPUT=str(parcels), ROWS_CSV=str(rows), **pages)
    assert (done["ROWS"], done["ENTERS"], done["SET_ASIDE"], done["TABLE"]) == (32, 31, 1, "parcel")
    for path in pages.values():
        assert Path(path).stat().st_size > 2_000
    assert pd.read_csv(rows)["row"].tolist() == [1]


def test_file_report_of_one_sheet_of_a_workbook(qgis_app, tmp_path):
    path = tmp_path / "ทะเบียน.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"รหัสแปลงที่ดิน": ["01A001"]}).to_excel(book, sheet_name="2_ที่ดิน", index=False)
        pd.DataFrame({"x": [1]}).to_excel(book, sheet_name="อื่น", index=False)
    done = run(DiagnoseFile, INPUT=str(path), LAYER="2_ที่ดิน", HTML=str(tmp_path / "r.html"))
    assert (done["ROWS"], done["ENTERS"]) == (1, 1)


@pytest.mark.parametrize("columns", [{}, {"SHEET": "Mapsheet", "SCALE": "Scale"}])
def test_datum_of_a_file(qgis_app, parcels, tmp_path, columns):
    table = tmp_path / "ผล.csv"
    done = run(DetectDatum, INPUT=str(parcels), CSV=str(table), **columns)
    assert (done["DATUM"], done["ZONE"], done["EPSG"]) == ("indian1975", 47, 24047)
    assert (done["CERTAINTY"], done["INSIDE"], done["TESTED"]) == ("certain", 31, 31)
    readings = pd.read_csv(table)
    assert readings["inside"].iloc[0] == 31
    assert {"wgs84", "indian1975", "indian1975_by_default"} <= set(readings["datum"])


def test_datum_without_map_sheets_cannot_be_told(qgis_app, tmp_path):
    path = write_layer(tmp_path / "p.geojson", [("POINT(100 15)", {"x": "y"})], epsg=4326)
    with pytest.raises(QgsProcessingException):
        run(DetectDatum, INPUT=str(path))


def test_real_parcels(qgis_app, shared_data):
    done = run(DetectDatum, INPUT=str(shared_data / "thai_taxmap" / "parcel.geojson"))
    assert (done["DATUM"], done["ZONE"], done["EPSG"]) == ("wgs84", 48, 4326)
    assert done["CERTAINTY"] == "certain"
