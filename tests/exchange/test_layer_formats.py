"""The same parcels from every kind of file, in the same place with the same codes."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely

from taxmap_plugin.core.columns import Profile
from taxmap_plugin.core.datum import transform_geometries
from taxmap_plugin.exchange.diagnose import diagnose
from taxmap_plugin.exchange.layer_import import import_layer
from taxmap_plugin.exchange.source import read_source

from .conftest import KML

X, Y = 647_023, 1_683_144  # Indian 1975 / UTM 47N, practice.md §5.3
PLACES = [shapely.box(X + 20 * i, Y, X + 20 * i + 20, Y + 40) for i in range(3)]
CODES = ["01A001", "01A002", "01A003"]
TYPES = ["โฉนดที่ดิน", "น.ส.3ก", "ทค"]


def rows(epsg: int, names: tuple[str, str] = ("PARCEL_COD", "LAND_TYPE")) -> list:
    shapes = PLACES if epsg == 24047 else transform_geometries(PLACES, 24047, epsg)
    values = [dict(zip(names, pair)) for pair in zip(CODES, TYPES)]
    return [(shape.wkt, value) for shape, value in zip(shapes, values)]


@pytest.mark.parametrize(
    ("name", "driver", "epsg", "options"),
    [
        ("parcel.shp", "ESRI Shapefile", 24047, ["ENCODING=CP874"]),
        ("parcel.shp", "ESRI Shapefile", 32647, ["ENCODING=UTF-8"]),
        ("parcel.geojson", "GeoJSON", 4326, ["COORDINATE_PRECISION=9"]),
        ("parcel.gpkg", "GPKG", 24047, []),
        ("parcel.kml", KML, 4326, []),
        ("parcel.tab", "MapInfo File", 32647, ["ENCODING=UTF-8"]),
    ],
)
def test_parcels_from(ws, layer_file, name, driver, epsg, options):
    path = layer_file(name, rows(epsg), driver=driver, epsg=epsg, options=options)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    report = import_layer(ws, read_source(path))
    parcels = ws.read("parcel")
    assert (report.table, report.inserted) == ("parcel", 3)
    assert parcels["parcel_code"].tolist() == CODES
    assert parcels["document_type"].tolist() == ["1", "2", "7"]
    right = transform_geometries(PLACES, 24047, 32647)
    for came, shape in zip(parcels["geom"], right):
        assert came.hausdorff_distance(shape) < 0.02


def test_parcels_from_a_drawing(ws, layer_file):
    """DXF knows no areas and no columns: closed lines become parcels, all else is set aside."""
    drawn = [
        (f"LINESTRING({', '.join(f'{x} {y}' for x, y in p.exterior.coords)})", {}) for p in PLACES
    ]
    drawn = [(wkt, {"Layer": "PARCEL"}) for wkt, _ in drawn]
    drawn.append((f"LINESTRING({X} {Y},{X + 9} {Y})", {"Layer": "ROAD"}))
    drawn.append((f"POINT({X + 5} {Y + 5})", {"Layer": "TEXT"}))
    source = read_source(layer_file("map.dxf", drawn, driver="DXF", epsg=None), crs=24047)
    report = import_layer(ws, source, Profile("dxf", "parcel", {}))
    assert (report.inserted, report.set_aside) == (3, 2)
    assert report.reasons == {"layer_shape.wrong_kind": 2}
    assert ws.read("parcel")["geom"].map(lambda shape: round(shape.area)).tolist() == [800] * 3
    assert import_layer(ws, source, Profile("dxf", "parcel", {})).unchanged == 3


def drawing(texts: list[tuple[float, float, str]]) -> list:
    """Outlines of the parcels, one of their block around them, and texts."""
    shapes = [*PLACES, shapely.box(X - 5, Y - 5, X + 65, Y + 45)]
    outlines = [(shapely.LineString(shape.exterior.coords).wkt, {}) for shape in shapes]
    return outlines + [(f"POINT({X + x} {Y + y})", {"Text": text}) for x, y, text in texts]


TEXT_AS_CODE = Profile("dxf", "parcel", {"Text": "parcel_code"})


def test_a_text_alone_in_an_outline_is_its_code(ws, layer_file):
    """The block has no text of its own; two texts in one outline tell nothing."""
    texts = [
        (5, 5, "01A001"),
        (25, 5, "01A2"),
        (45, 5, "01A003"),
        (50, 9, "ที่งอก"),
        (-99, 0, "1:1000"),
    ]
    path = layer_file("map.dxf", drawing(texts), driver="DXF", epsg=None)
    source = read_source(path, crs=24047)
    report = import_layer(ws, source, TEXT_AS_CODE)
    assert (report.rows, report.inserted, report.set_aside) == (9, 4, 5)
    assert report.adds_up
    assert report.reasons == {"layer_text.used": 2, "layer_shape.wrong_kind": 3}
    parcels = ws.read("parcel")
    assert parcels["parcel_code"].tolist() == ["01A001", None, None, None]
    assert parcels["source_code"].tolist() == ["01A001", "01A2", None, None]
    kept = ws.read("import_row")
    assert kept["raw"].str.contains("01A001").sum() == 1  # every row as it came


def test_a_text_that_changes_changes_the_code_and_nothing_else_does(ws, layer_file, office_folder):
    def read(*texts):
        (office_folder / "map.dxf").unlink(missing_ok=True)
        path = layer_file("map.dxf", drawing(list(texts)), driver="DXF", epsg=None)
        return read_source(path, crs=24047)

    source = read((5, 5, "01A001"), (25, 5, "01A002"))
    assert "diagnose.text_used" in [one.message.id for one in diagnose(source).findings()]
    import_layer(ws, source)  # the texts look like codes
    with ws.transaction("edit") as tx:
        first = ws.read("parcel", ["uuid"], "parcel_code = '01A001'")
        tx.update("parcel", first.assign(parcel_code="01A101"))
    again = import_layer(ws, read((5, 5, "01A001"), (25, 5, "01A002")), TEXT_AS_CODE)
    assert (again.unchanged, again.updated) == (4, 0)
    report = import_layer(ws, read((5, 5, "01A001"), (25, 5, "01A003")), TEXT_AS_CODE)
    assert report.updated == 1
    codes = ws.read("parcel")["parcel_code"].tolist()
    assert codes == ["01A101", "01A003", None, None]


def test_texts_in_the_areas_of_a_kml(ws, layer_file):
    shapes = transform_geometries(PLACES[:2], 24047, 4326)
    drawn = [(shapes[0].wkt, {}), (shapes[1].wkt, {"Name": "01A002"})]
    for shape, text in zip(shapes, ("01A001", "01A009")):
        drawn.append((shape.centroid.wkt, {"Name": text}))
    source = read_source(layer_file("parcel.geojson", drawn, epsg=4326))
    report = import_layer(ws, source, Profile("kml", "parcel", {"Name": "parcel_code"}))
    assert ws.read("parcel")["parcel_code"].tolist() == ["01A001", "01A002"]
    assert report.reasons == {"layer_text.used": 1, "layer_shape.wrong_kind": 1}


def test_signs_roads_and_water(ws, layer_file):
    x, y = 500_000, 2_070_000
    layers = {
        "signboard": (f"POINT({x} {y})", {"s_code": "01A001-P001", "s_name": "ร้านสาธิต"}),
        "road": (f"LINESTRING({x} {y},{x + 50} {y})", {"ROAD_NAME": "ถนนสาธิต"}),
        "water": (f"POLYGON(({x} {y},{x + 5} {y},{x} {y + 5},{x} {y}))", {"name": "คลองสาธิต"}),
        "community": (f"POLYGON(({x} {y},{x + 5} {y},{x} {y + 5},{x} {y}))", {"name": "สาธิต"}),
        "house_number": (f"POINT({x} {y})", {"house_no": "๙๙/๑"}),
    }
    mapping = {"s_code": "signboard_code", "s_name": "signboard_name", "ROAD_NAME": "name"}
    for table, (wkt, values) in layers.items():
        source = read_source(layer_file(f"{table}.geojson", [(wkt, values)]))
        profile = Profile(table, table, {name: mapping.get(name, name) for name in values})
        for expected in ((1, 0), (0, 1)):
            report = import_layer(ws, source, profile)
            assert (report.inserted, report.unchanged) == expected
        assert ws.count(table) == 1
    assert ws.read("signboard")["signboard_name"].tolist() == ["ร้านสาธิต"]
    assert pd.isna(ws.read("house_number")["parcel_uuid"][0])
