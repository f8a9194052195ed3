"""Creating, opening, reading and changing the municipality's file."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from uuid import UUID

import pandas as pd
import pytest
import shapely
from osgeo import ogr

from taxmap_plugin.core.municipality import Municipality, MunicipalityError
from taxmap_plugin.workspace import problem
from taxmap_plugin.workspace.schema import SCHEMA_VERSION, tables
from taxmap_plugin.workspace.store import Workspace

from .conftest import EAST, NORTH, contents, parcels, rtree_of

# --- create and open -------------------------------------------------------------------


def test_a_new_workspace_has_every_table_of_the_schema(workspace: Workspace):
    dataset = ogr.Open(str(workspace.path))
    for table in tables().values():
        layer = dataset.GetLayerByName(table.name)
        assert layer is not None, table.name
        definition = layer.GetLayerDefn()
        names = [definition.GetFieldDefn(i).name for i in range(definition.GetFieldCount())]
        assert names == table.names
        assert bool(layer.GetGeometryColumn()) == bool(table.geometry)
        if table.geometry:
            assert layer.GetSpatialRef().GetAuthorityCode(None) == "32647"


def test_it_opens_again_with_its_municipality(workspace: Workspace, municipality: Municipality):
    again = Workspace.open(workspace.path)
    assert again.municipality == municipality
    assert again.epsg == 32647
    assert workspace.path.name == "เทศบาล สาธิต#1.gpkg"


def test_creating_leaves_nothing_but_the_file(workspace: Workspace):
    assert [path.name for path in workspace.path.parent.iterdir()] == [workspace.path.name]


def test_creating_never_overwrites(workspace: Workspace, municipality: Municipality):
    before = workspace.path.read_bytes()
    with pytest.raises(problem.WorkspaceExists, match="never overwritten"):
        Workspace.create(workspace.path, municipality)
    assert workspace.path.read_bytes() == before


@pytest.mark.parametrize(
    "name, error, words",
    [
        ("no folder/a.gpkg", problem.WorkspaceError, "no folder"),
        ("a.shp", problem.WorkspaceError, ".gpkg"),
    ],
)
def test_a_place_that_cannot_be_used_is_named(tmp_path, municipality, name, error, words):
    with pytest.raises(error, match=words):
        Workspace.create(tmp_path / name, municipality)


def test_a_geographic_crs_makes_no_file(tmp_path: Path):
    with pytest.raises(MunicipalityError):
        Workspace.create(tmp_path / "a.gpkg", Municipality("ก", epsg=4326))
    assert list(tmp_path.iterdir()) == []


def test_any_crs_in_metres_is_kept(tmp_path: Path):
    Workspace.create(tmp_path / "a.gpkg", Municipality("Cambridge", epsg=26986))
    assert Workspace.open(tmp_path / "a.gpkg").epsg == 26986


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(problem.WorkspaceMissing, match=r"หาย\.gpkg"):
        Workspace.open(tmp_path / "หาย.gpkg")
    assert list(tmp_path.iterdir()) == []


def test_other_files_are_no_workspace(tmp_path: Path):
    text = tmp_path / "notes.gpkg"
    text.write_text("บันทึก " * 200, encoding="utf-8")
    empty = tmp_path / "empty.gpkg"
    empty.touch()
    foreign = tmp_path / "foreign.gpkg"
    ogr.GetDriverByName("GPKG").CreateDataSource(str(foreign)).CreateLayer("parcel")
    for path in (text, empty, foreign):
        with pytest.raises(problem.NotAWorkspace, match=path.name):
            Workspace.open(path)


@pytest.mark.parametrize(
    "version, error", [(SCHEMA_VERSION + 1, problem.NewerWorkspace), (0, problem.OlderWorkspace)]
)
def test_another_version_is_not_opened_unknowingly(workspace, version, error):
    with sqlite3.connect(workspace.path) as connection:
        connection.execute("UPDATE schema_version SET version = ?", (version,))
    with pytest.raises(error, match=str(version)):
        Workspace.open(workspace.path)


def test_settings_change_but_the_crs_stays(workspace: Workspace, municipality: Municipality):
    changed = Municipality.from_dict({**municipality.to_dict(), "tax_year": 2570})
    workspace.save_municipality(changed)
    assert Workspace.open(workspace.path).municipality.tax_year == 2570
    moved = Municipality.from_dict({**municipality.to_dict(), "epsg": 32648})
    with pytest.raises(problem.WorkspaceError, match="32647"):
        workspace.save_municipality(moved)


# --- rows in and out ---------------------------------------------------------------------


def test_what_goes_in_comes_out(workspace: Workspace):
    frame = parcels(12)
    with workspace.transaction("import") as tx:
        uuids = tx.insert("parcel", frame)
    back = workspace.read("parcel")
    assert workspace.count("parcel") == 12
    assert list(back["uuid"]) == list(uuids)
    assert list(back["land_no"]) == list(frame["land_no"])  # 0001 keeps its zeros
    assert list(back["document_area"]) == list(frame["document_area"])
    assert all(shape.geom_type == "MultiPolygon" for shape in back["geom"])
    assert shapely.equals(back["geom"].to_numpy(), frame["geom"].to_numpy()).all()
    assert set(back["created_by"]) == {"สมหญิง"}
    assert set(back["row_version"]) == {1}
    assert set(back["survey_state"]) == {"not_started"}  # the schema's default


def test_ids_are_unique_sorted_and_kept_where_given(workspace: Workspace):
    with workspace.transaction("import") as tx:
        uuids = tx.insert("parcel", parcels(5000).drop(columns="parcel_code"))
        given = tx.insert("zone", pd.DataFrame({"uuid": ["my-id"], "zone_code": ["01"]}))
    assert len(set(uuids)) == 5000
    assert list(uuids) == sorted(uuids)
    assert {UUID(uuid).version for uuid in uuids} == {7}
    assert list(given) == ["my-id"]


def test_the_answer_stands_under_the_frames_own_index(workspace: Workspace):
    frame = parcels(3).set_index(pd.Index([30, 10, 20]))
    with workspace.transaction("import") as tx:
        uuids = tx.insert("parcel", frame)
    codes = workspace.read("parcel", ["uuid", "parcel_code"]).set_index("uuid")["parcel_code"]
    assert codes[uuids[10]] == "01A002"


def test_reading_only_some_columns_and_rows(workspace: Workspace):
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(9))
    found = workspace.read(
        "parcel", ["parcel_code"], "land_no > ? ORDER BY parcel_code DESC", ["0007"]
    )
    assert found.to_dict("list") == {"parcel_code": ["01A009", "01A008"]}
    assert workspace.count("parcel", "land_no = ?", ["0001"]) == 1


def test_an_empty_table_is_an_empty_frame_with_its_columns(workspace: Workspace):
    frame = workspace.read("building")
    assert len(frame) == 0
    assert {"building_code", "geom", "uuid"} <= set(frame.columns)
    with workspace.transaction("import") as tx:
        assert len(tx.insert("parcel", parcels(0))) == 0


@pytest.mark.parametrize(
    "table, columns",
    [("parcels", None), ("parcel", ["code"]), ("owner", ["geom"]), ("parcel; --", None)],
)
def test_names_that_do_not_exist_are_refused(workspace: Workspace, table, columns):
    with pytest.raises(problem.WrongValue):
        workspace.read(table, columns)


@pytest.mark.parametrize(
    "wkt, table",
    [
        ("POLYGON ((0 0, 10 10, 10 0, 0 10, 0 0))", "parcel"),  # a bow tie
        ("POLYGON ((0 0, 10 0, 10 10, 0 0), (20 20, 21 20, 21 21, 20 20))", "parcel"),
        ("POLYGON ((0 0, 5 5, 0 0, 0 0))", "parcel"),  # no area
        ("MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), ((1 0, 9 0, 9 9, 1 0)))", "parcel"),
        ("LINESTRING (0 0, 0 0)", "road"),
        ("POINT (3 4)", "signboard"),
    ],
)
def test_an_invalid_shape_enters_as_it_is(workspace: Workspace, wkt: str, table: str):
    shape = shapely.from_wkt(wkt)
    with workspace.transaction("import") as tx:
        tx.insert(table, pd.DataFrame({"geom": [shape]}))
    back = workspace.read(table)["geom"].iloc[0]
    assert shapely.get_coordinates(back).tolist() == shapely.get_coordinates(shape).tolist()
    assert len(rtree_of(workspace.path, table)) == 1


def test_null_and_empty_shapes_and_heights(workspace: Workspace):
    shapes = [
        None,
        shapely.from_wkt("POLYGON EMPTY"),
        shapely.from_wkt("POLYGON Z ((0 0 7, 1 0 7, 1 1 7, 0 0 7))"),
    ]
    with workspace.transaction("import") as tx:
        tx.insert("parcel", pd.DataFrame({"geom": shapes}))
    back = list(workspace.read("parcel")["geom"])
    assert back[0] is None
    assert back[1].is_empty
    assert not back[2].has_z
    assert [row[0] for row in rtree_of(workspace.path, "parcel")] == [3]


@pytest.mark.parametrize(
    "table, good, bad",
    [
        ("parcel", "POLYGON ((0 0, 1 0, 1 1, 0 0))", "POINT (0 0)"),
        ("parcel", "POLYGON ((0 0, 1 0, 1 1, 0 0))", "GEOMETRYCOLLECTION (POINT (0 0))"),
        ("road", "LINESTRING (0 0, 1 1)", "POLYGON ((0 0, 1 0, 1 1, 0 0))"),
        ("signboard", "MULTIPOINT (0 0)", "MULTIPOINT (0 0, 1 1)"),
    ],
)
def test_a_shape_of_another_kind_is_refused_with_its_row(workspace, table, good, bad):
    frame = pd.DataFrame({"geom": shapely.from_wkt([good, bad])})
    with pytest.raises(problem.WrongValue, match="Shape 2"), workspace.transaction("import") as tx:
        tx.insert(table, frame)
    assert workspace.count(table) == 0


def test_rows_within_a_box(workspace: Workspace):
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(30))  # three rows of ten squares of 20 m
        box = (EAST + 25, NORTH + 25, EAST + 35, NORTH + 35)
        assert tx.within("parcel", box, ["parcel_code"]) == [{"parcel_code": "01A012"}]
    around = workspace.within("parcel", (EAST + 19, NORTH + 19, EAST + 41, NORTH + 41))
    codes = [
        "01A001",
        "01A002",
        "01A003",
        "01A011",
        "01A012",
        "01A013",
        "01A021",
        "01A022",
        "01A023",
    ]
    assert [row["parcel_code"] for row in around] == codes
    assert around[0]["geom"].area == 400
    assert len(workspace.within("parcel", (0, 0, 1, 1), ["uuid"])) == 0
    with pytest.raises(problem.WrongValue):
        workspace.within("owner", (0, 0, 1, 1))


def test_qgis_and_gdal_find_the_rows_by_place(workspace: Workspace):
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(100))
    layer_source = ogr.Open(str(workspace.path))
    layer = layer_source.GetLayerByName("parcel")
    layer.SetSpatialFilterRect(EAST + 1, NORTH + 1, EAST + 2, NORTH + 2)
    assert [feature["parcel_code"] for feature in layer] == ["01A001"]
    assert layer.GetExtent() == (EAST, EAST + 200, NORTH, NORTH + 200)


def test_the_catalogue_knows_extent_and_last_change(workspace: Workspace):
    assert contents(workspace.path, "parcel")[1:] == (None,) * 4
    with workspace.transaction("import") as tx:
        uuids = tx.insert("parcel", parcels(10))
    changed, *extent = contents(workspace.path, "parcel")
    assert extent == [EAST, NORTH, EAST + 200, NORTH + 20]
    assert changed == tx.now
    with workspace.transaction("edit") as tx:
        far = shapely.box(EAST, NORTH, EAST + 900, NORTH + 20)
        tx.update("parcel", pd.DataFrame({"uuid": [uuids[0]], "geom": [far]}))
    assert contents(workspace.path, "parcel")[3] == EAST + 900
    assert rtree_of(workspace.path, "parcel")[0][2] == EAST + 900
