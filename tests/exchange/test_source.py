"""Whatever an office hands over is read as it is, or refused in words that help."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from osgeo import gdal, ogr

from taxmap_plugin.exchange import source_read
from taxmap_plugin.exchange.source import (
    SourceError,
    list_layers,
    read_source,
    source_from_qgs_layer,
)

from .conftest import KML

SQUARE = "POLYGON((0 0,10 0,10 10,0 10,0 0))"
ROWS = [
    (SQUARE, {"PARCEL_COD": "01A001", "LAND_TYPE": "โฉนดที่ดิน", "LAND_NO": 12}),
    (SQUARE, {"PARCEL_COD": "01A002", "LAND_TYPE": "น.ส.3ก", "LAND_NO": None}),
]


def ids_of(caught: pytest.ExceptionInfo) -> str:
    return caught.value.message.id


# --- what is read ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "driver", "options"),
    [
        ("แปลง.shp", "ESRI Shapefile", ["ENCODING=UTF-8"]),
        ("แปลง.shp", "ESRI Shapefile", ["ENCODING=CP874"]),
        ("แปลง.geojson", "GeoJSON", []),
        ("แปลง.gpkg", "GPKG", []),
        ("แปลง.kml", KML, []),
    ],
)
def test_every_format_gives_the_same_table(layer_file, name, driver, options):
    epsg = 4326 if driver in (KML, "GeoJSON") else 24047
    source = read_source(layer_file(name, ROWS, driver=driver, options=options, epsg=epsg))
    assert source.frame["PARCEL_COD"].tolist() == ["01A001", "01A002"]
    assert source.frame["LAND_TYPE"].tolist() == ["โฉนดที่ดิน", "น.ส.3ก"]
    number = "12" if driver == KML else 12  # KML knows only text
    assert source.frame["LAND_NO"].tolist() == [number, None]
    assert source.epsg == epsg
    assert source.geometry_types == {"Polygon": 2}
    assert source.rows.tolist() == [1, 2]
    assert source.file == name


@pytest.mark.parametrize(
    ("written", "judged"), [("CP874", "cp874"), ("UTF-8", "utf-8")], ids=["cp874", "utf-8"]
)
def test_encoding_is_judged_when_the_cpg_is_missing(layer_file, written, judged):
    path = layer_file("p.shp", ROWS, driver="ESRI Shapefile", options=[f"ENCODING={written}"])
    path.with_suffix(".cpg").unlink(missing_ok=True)
    source = read_source(path)
    assert source.encoding == judged
    assert source.frame["LAND_TYPE"].tolist() == ["โฉนดที่ดิน", "น.ส.3ก"]
    assert "source.encoding_judged" in [note.id for note in source.notes]


@pytest.mark.parametrize(
    ("written", "said"),
    [("CP874", "UTF-8"), ("CP874", "ISO-8859-1"), ("CP874", "1252"), ("UTF-8", "ISO 8859-1")],
)
def test_a_cpg_that_lies_is_not_believed(layer_file, written, said):
    path = layer_file("p.shp", ROWS, driver="ESRI Shapefile", options=[f"ENCODING={written}"])
    path.with_suffix(".cpg").write_text(said)
    source = read_source(path)
    assert source.frame["LAND_TYPE"].tolist() == ["โฉนดที่ดิน", "น.ส.3ก"]
    assert "source.encoding_contradicts" in [note.id for note in source.notes]


def test_a_cpg_that_says_western_is_believed_for_western_letters(layer_file):
    rows = [(SQUARE, {"T": text}) for text in ("Café", "São Paulo", "5 m²")]
    path = layer_file("p.shp", rows, driver="ESRI Shapefile", options=["ENCODING=ISO-8859-1"])
    path.with_suffix(".cpg").write_text("ISO-8859-1")
    assert read_source(path).frame["T"].tolist() == ["Café", "São Paulo", "5 m²"]


def test_the_officer_may_overrule_encoding_and_crs(layer_file):
    path = layer_file("p.shp", ROWS, driver="ESRI Shapefile", options=["ENCODING=CP874"])
    source = read_source(path, encoding="cp1252", crs=32648)
    assert source.frame["LAND_TYPE"][0] != "โฉนดที่ดิน"
    assert source.epsg == 32648


@pytest.mark.parametrize(
    ("written", "typed", "read_as"),
    [("UTF-8", "UTF8", "utf-8"), ("UTF-8", "UTF-8", "utf-8"), ("CP874", "Windows-874", "cp874")],
)
def test_an_encoding_is_known_by_any_of_its_names(layer_file, written, typed, read_as):
    path = layer_file("p.shp", ROWS, driver="ESRI Shapefile", options=["ENCODING=" + written])
    path.with_suffix(".cpg").unlink(missing_ok=True)
    source = read_source(path, encoding=typed)
    assert source.encoding == read_as
    assert source.frame["LAND_TYPE"][0] == "โฉนดที่ดิน"


@pytest.mark.parametrize("name", ["nonsense", "tis620x", "base64"])
def test_an_encoding_that_is_none_is_refused_by_name(layer_file, name):
    path = layer_file("p.shp", ROWS, driver="ESRI Shapefile")
    with pytest.raises(SourceError) as error:
        read_source(path, encoding=name)
    assert error.value.message.id == "table_source.unknown_encoding"
    assert error.value.message.params == {"encoding": name}


def test_thai_field_names_of_a_dbf_are_read(layer_file):
    path = layer_file(
        "p.shp", [(SQUARE, {"ชื่อ": "ก"})], driver="ESRI Shapefile", options=["ENCODING=CP874"]
    )
    path.with_suffix(".cpg").unlink(missing_ok=True)
    assert list(read_source(path).frame) == ["ชื่อ"]


def test_a_dbf_edited_by_two_people_is_read_value_by_value(layer_file):
    rows = [(SQUARE, {"T": text}) for text in ("โฉนดที่ดิน", "น.ส.3ก", "ที่ว่าง", "สวน")]
    path = layer_file("p.shp", rows, driver="ESRI Shapefile", options=["ENCODING=CP874"])
    path.with_suffix(".cpg").unlink(missing_ok=True)
    dbf = path.with_suffix(".dbf")
    cell = "สวน".encode("cp874").ljust(9)
    dbf.write_bytes(dbf.read_bytes().replace(cell, "สวน".encode()))
    source = read_source(path)
    assert source.frame["T"].tolist() == ["โฉนดที่ดิน", "น.ส.3ก", "ที่ว่าง", "สวน"]
    assert "source.encoding_mixed" in [note.id for note in source.notes]


def test_utf8_cut_in_the_middle_of_a_letter_loses_only_that_letter(layer_file):
    path = layer_file(
        "p.shp", [(SQUARE, {"T": "โฉนด"})], driver="ESRI Shapefile", options=["ENCODING=UTF-8"]
    )
    dbf = path.with_suffix(".dbf")
    content = dbf.read_bytes()
    dbf.write_bytes(content.replace("โฉนด".encode(), "โฉน".encode() + b"\xe0\xb8 "))
    assert read_source(path).frame["T"].tolist() == ["โฉน"]


def test_geojson_with_bom_and_in_cp874(office_folder: Path):
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"เอกสาร": "โฉนดที่ดิน"},
                "geometry": json.loads(shapely.to_geojson(shapely.box(100, 15, 101, 16))),
            }
        ],
    }
    for encoding in ("utf-8-sig", "cp874"):
        path = office_folder / f"{encoding}.geojson"
        path.write_bytes(json.dumps(collection, ensure_ascii=False).encode(encoding))
        assert read_source(path).frame["เอกสาร"].tolist() == ["โฉนดที่ดิน"], encoding


def test_text_stays_text_and_numbers_stay_whole(layer_file):
    rows = [
        (SQUARE, {"deed": "0632", "n": 7, "wah": 12.5}),
        (SQUARE, {"deed": "00", "n": None, "wah": None}),
    ]
    frame = read_source(layer_file("p.gpkg", rows, driver="GPKG")).frame
    assert frame["deed"].tolist() == ["0632", "00"]
    assert repr(frame["n"].tolist()) == "[7, None]"
    assert frame["wah"].tolist() == [12.5, None]


DIRTY = {
    "unclosed": [[[0, 0], [10, 0], [10, 10], [0, 10]]],
    "bow tie": [[[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]]],
    "two points": [[[0, 0], [10, 0]]],
    "empty": [],
    "null": None,
    "with Z": [[[0, 0, 5], [10, 0, 5], [10, 10, 5], [0, 0, 5]]],
}


@pytest.fixture
def dirty_file(office_folder: Path) -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"what": what},
            "geometry": None if rings is None else {"type": "Polygon", "coordinates": rings},
        }
        for what, rings in DIRTY.items()
    ]
    path = office_folder / "dirty.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


@pytest.fixture(params=["pyogrio", "ogr"])
def reader(request, monkeypatch):
    """Both ways of reading; an officer's QGIS may lack pyogrio."""
    if request.param == "ogr":
        monkeypatch.setattr(source_read, "_read_with_pyogrio", lambda *_: None)
    else:
        pytest.importorskip("pyogrio")
    return request.param


def test_dirty_shapes_are_never_refused(dirty_file, reader):
    source = read_source(dirty_file)
    shapes = dict(zip(source.frame["what"], source.geom))
    assert len(source) == len(DIRTY)
    assert shapes["null"] is None
    assert shapes["empty"] is None or shapes["empty"].is_empty  # null in older GDAL
    assert shapes["unclosed"].equals(shapely.box(0, 0, 10, 10))
    assert not shapes["bow tie"].is_valid
    assert shapes["two points"].length == 20
    assert shapes["with Z"].has_z
    assert source.has_z
    closed = source.frame["what"].to_numpy()[source.closed_rings]
    assert set(closed) == {"unclosed", "two points"}


@pytest.mark.parametrize("driver", ["ESRI Shapefile", "GeoJSON", "GPKG"])
def test_both_readers_agree(layer_file, monkeypatch, driver):
    suffix = {"ESRI Shapefile": "shp", "GeoJSON": "geojson", "GPKG": "gpkg"}[driver]
    options = ["ENCODING=CP874"] if driver == "ESRI Shapefile" else []
    path = layer_file(f"p.{suffix}", ROWS, driver=driver, options=options)
    fast = read_source(path)
    monkeypatch.setattr(source_read, "_read_with_pyogrio", lambda *_: None)
    plain = read_source(path)
    pd.testing.assert_frame_equal(fast.frame, plain.frame)
    assert shapely.equals_exact(fast.geom, plain.geom, 0).all()
    assert fast.fids.tolist() == plain.fids.tolist()
    assert (fast.epsg, fast.encoding) == (plain.epsg, plain.encoding)


def test_a_gdal_without_libkml_says_that_columns_are_left_out(layer_file, monkeypatch):
    path = layer_file("แปลง.kml", ROWS, driver=KML, epsg=4326)
    plain = gdal.OpenEx(str(path), gdal.OF_VECTOR, allowed_drivers=["KML"])
    monkeypatch.setattr("taxmap_plugin.exchange.source.open_dataset", lambda _: plain)
    monkeypatch.setattr(source_read, "_read_with_pyogrio", lambda *_: None)
    poor = read_source(path, layer=plain.GetLayer(0).GetName())
    assert list(poor.frame.columns) == ["Name", "Description"]
    assert poor.geometry_types == {"Polygon": 2}
    assert [(note.id, note.params) for note in poor.notes] == [
        ("source.kml_columns", {"file": "แปลง.kml"})
    ]


def test_curves_become_lines_and_are_kept(layer_file):
    path = layer_file(
        "p.gpkg",
        [("CURVEPOLYGON(CIRCULARSTRING(0 0,1 1,2 0,1 -1,0 0))", {"a": "x"})],
        driver="GPKG",
        kind=ogr.wkbCurvePolygon,
    )
    assert read_source(path).geom[0].area == pytest.approx(np.pi, rel=1e-2)


def test_a_drawing_from_cad_is_read(layer_file):
    rows = [
        ("LINESTRING(0 0,10 0,10 10,0 0)", {"Layer": "PARCEL"}),
        ("POINT(5 5)", {"Layer": "TEXT"}),
    ]
    source = read_source(layer_file("p.dxf", rows, driver="DXF", epsg=None))
    assert source.epsg is None
    assert source.geometry_types == {"LineString": 1, "Point": 1}
    assert source.frame["Layer"].tolist() == ["PARCEL", "TEXT"]


@pytest.mark.parametrize("folder", ["", "แปลงที่ดิน 2569/"])
def test_a_zip_is_looked_into(layer_file, office_folder, folder):
    path = layer_file("p.shp", ROWS, driver="ESRI Shapefile", options=["ENCODING=UTF-8"])
    packed = office_folder / "จากที่ดิน.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for part in office_folder.glob("p.*"):
            archive.write(part, folder + part.name)
    source = read_source(packed)
    assert source.frame["PARCEL_COD"].tolist() == ["01A001", "01A002"]
    assert source.file == packed.name
    assert path.exists()


@pytest.mark.parametrize("part", [".dbf", ".shx", ".prj", ".SHP"])
def test_any_part_of_a_shapefile_stands_for_the_whole(layer_file, part):
    path = layer_file("p.shp", ROWS, driver="ESRI Shapefile")
    if part == ".SHP":
        for piece in list(path.parent.glob("p.*")):
            piece.rename(piece.with_suffix(piece.suffix.upper()))
    assert read_source(path.with_suffix(part)).geometry_types == {"Polygon": 2}


def test_table_without_shapes(layer_file):
    path = layer_file("r.gpkg", [(None, {"a": "x"})], driver="GPKG", kind=ogr.wkbNone)
    source = read_source(path)
    assert source.geom is None
    assert len(source) == 1


def prj(name: str, geographic: str, meridian: int) -> str:
    """A .prj as surveying programs write it."""
    origin = f'PARAMETER["central_meridian",{meridian}],PARAMETER["latitude_of_origin",0]'
    false = 'PARAMETER["false_easting",500000],PARAMETER["false_northing",0]'
    scale = 'PARAMETER["scale_factor",0.9996],UNIT["metre",1]'
    unit = 'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]'
    return (
        f'PROJCS["{name}",GEOGCS[{geographic},{unit}],PROJECTION["Transverse_Mercator"],'
        f"{origin},{false},{scale}]"
    )


WGS84 = '"GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]]'
SHIFTED = (
    '"Indian 1975 (Thailand)",DATUM["unknown",SPHEROID["Everest 1830",6377276.345,300.8017],'
    "TOWGS84[206,837,295,0,0,0,0]]"
)


@pytest.mark.parametrize(
    ("prj", "epsg"),
    [
        (prj("WGS_1984_UTM_Zone_48N", WGS84, 105), 32648),
        (prj("UTM Zone 47, Northern Hemisphere", SHIFTED, 99), 24047),
        ('LOCAL_CS["drawing"]', None),
        (None, None),
    ],
    ids=["UTM 48 as ESRI says it", "Indian 1975 without a known name", "a drawing", "no .prj"],
)
def test_the_datum_is_read_from_the_prj(layer_file, prj, epsg):
    path = layer_file("p.shp", ROWS, driver="ESRI Shapefile", epsg=None)
    if prj:
        path.with_suffix(".prj").write_text(prj)
    assert read_source(path).epsg == epsg


def test_geojson_in_metres_does_not_pass_as_degrees(layer_file):
    far = "POLYGON((647000 1683000,647010 1683000,647010 1683010,647000 1683000))"
    source = read_source(layer_file("p.geojson", [(far, {"a": "x"})], epsg=None))
    assert source.epsg is None
    assert "source.degrees_impossible" in [note.id for note in source.notes]


# --- what is refused, and how ---------------------------------------------------------------


def test_missing_file(office_folder):
    with pytest.raises(SourceError) as caught:
        read_source(office_folder / "ไม่มี.shp")
    assert ids_of(caught) == "source.missing"


@pytest.mark.parametrize("part", [".shx", ".dbf"])
def test_incomplete_shapefile_names_the_missing_part(layer_file, part):
    path = layer_file("p.shp", ROWS, driver="ESRI Shapefile")
    path.with_suffix(part).unlink()
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert ids_of(caught) == "source.shapefile_parts"
    assert caught.value.message.params["parts"] == "p" + part


@pytest.mark.parametrize(
    ("name", "driver", "held"),
    [("p.geojson", "GeoJSON", "p.geojson"), ("p.shp", "ESRI Shapefile", "p.dbf")],
)
def test_file_held_open_by_excel(layer_file, monkeypatch, name, driver, held):
    path = layer_file(name, ROWS, driver=driver)
    plain_open = Path.open

    def refuse(self, *args, **kwargs):
        if self.name == held:
            raise PermissionError(13, "held")
        return plain_open(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert ids_of(caught) == "source.held_open"
    assert caught.value.message.params["file"] == held


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.4"])
def test_not_a_map(office_folder, content):
    path = office_folder / "x.geojson"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        list_layers(path)
    assert ids_of(caught) == "source.not_a_map"


def test_several_layers_must_be_chosen_from(layer_file):
    layer_file("m.gpkg", ROWS, driver="GPKG", layer="parcel")
    path = layer_file("m.gpkg", ROWS, driver="GPKG", layer="สิ่งปลูกสร้าง")
    assert [item.name for item in list_layers(path)] == ["parcel", "สิ่งปลูกสร้าง"]
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert caught.value.message.params["layers"] == ["parcel", "สิ่งปลูกสร้าง"]
    assert len(read_source(path, "สิ่งปลูกสร้าง")) == 2
    with pytest.raises(SourceError) as caught:
        read_source(path, "road")
    assert ids_of(caught) == "source.no_such_layer"


def test_the_only_filled_layer_is_taken(layer_file):
    layer_file("m.gpkg", [], driver="GPKG", layer="empty")
    path = layer_file("m.gpkg", ROWS, driver="GPKG", layer="parcel")
    assert read_source(path).layer == "parcel"


def test_reading_leaves_her_folder_as_it_was(layer_file, office_folder):
    path = layer_file("p.shp", ROWS, driver="ESRI Shapefile")
    before = {p.name: p.read_bytes() for p in office_folder.iterdir()}
    read_source(path)
    assert {p.name: p.read_bytes() for p in office_folder.iterdir()} == before


# --- layers that are open in QGIS -----------------------------------------------------------


def test_layer_open_in_qgis(layer_file, qgis_app):
    from qgis.core import QgsVectorLayer

    path = layer_file("m.gpkg", ROWS, driver="GPKG", layer="parcel")
    layer = QgsVectorLayer(f"{path}|layername=parcel", "แปลง", "ogr")
    whole = source_from_qgs_layer(layer)
    assert whole.frame["PARCEL_COD"].tolist() == ["01A001", "01A002"]
    assert (whole.file, whole.layer) == ("m.gpkg", "parcel")  # as when read from the file
    layer.setSubsetString("\"PARCEL_COD\" = '01A002'")
    part = source_from_qgs_layer(layer)
    assert part.frame["PARCEL_COD"].tolist() == ["01A002"]
    assert part.frame["LAND_NO"].tolist() == [None]
    assert part.epsg == 32647


def test_memory_layer_with_edits_in_qgis(qgis_app):
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer("PolygonZ?crs=EPSG:24047&field=a:string", "m", "memory")
    layer.startEditing()
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt("PolygonZ((0 0 1,1 0 1,1 1 1,0 0 1))"))
    feature["a"] = "๐๑"
    layer.addFeature(feature)
    source = source_from_qgs_layer(layer)
    assert source.frame["a"].tolist() == ["๐๑"]
    assert (source.epsg, source.has_z, len(source)) == (24047, True, 1)


# --- the real files -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "rows"),
    [("parcel", 3409), ("block", 107), ("zone", 7), ("building", 2423), ("grid4000", 124)],
)
def test_real_layers_of_a_thai_municipality(shared_data, reader, name, rows):
    source = read_source(shared_data / "thai_taxmap" / f"{name}.geojson")
    assert len(source) == rows
    assert source.epsg == 4326
    assert source.encoding == "utf-8"


def test_real_parcels_of_cambridge(shared_data, tmp_path):
    path = shutil.copy(shared_data / "cambridge" / "cambridge_parcels_fy2014.gpkg", tmp_path)
    source = read_source(path)
    assert len(source) == 13_116
    assert (source.epsg, source.driver) == (4326, "GPKG")


def test_a_file_without_rows_is_an_empty_table(office_folder):
    """A clerk saves the template before anything is drawn."""
    path = office_folder / "empty.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    assert len(read_source(path)) == 0
