"""Creating, opening, reading and changing the municipality's file."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from uuid import UUID

import numpy as np
import pandas as pd
import pytest
import shapely
from osgeo import ogr

from taxmap_plugin.core.message import Message
from taxmap_plugin.core.municipality import Municipality, MunicipalityError
from taxmap_plugin.workspace import problem
from taxmap_plugin.workspace.schema import SCHEMA_VERSION, tables
from taxmap_plugin.workspace.store import Workspace

from .. import clock
from .conftest import EAST, NORTH, parcels


def contents(path: Path, table: str) -> tuple:
    with sqlite3.connect(path) as connection:
        return connection.execute(
            "SELECT last_change, min_x, min_y, max_x, max_y FROM gpkg_contents"
            " WHERE table_name = ?",
            (table,),
        ).fetchone()


def rtree_of(path: Path, table: str) -> list[tuple]:
    with sqlite3.connect(path) as connection:
        statement = f"SELECT id, minx, maxx, miny, maxy FROM rtree_{table}_geom ORDER BY id"
        return connection.execute(statement).fetchall()


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


# --- changes ------------------------------------------------------------------------------


def test_an_update_touches_only_the_columns_given(workspace: Workspace):
    with workspace.transaction("import") as tx:
        uuids = tx.insert("parcel", parcels(3))
    later = Workspace.open(workspace.path, user="สมชาย")
    with later.transaction("edit", reason="แก้เลขที่ดิน", document="ชม 55502/1") as tx:
        assert tx.update("parcel", pd.DataFrame({"uuid": uuids[1:2], "land_no": ["0099"]})) == 1
    back = workspace.read("parcel")
    assert list(back["land_no"]) == ["0001", "0099", "0003"]
    assert list(back["row_version"]) == [1, 2, 1]
    assert list(back["updated_by"]) == ["สมหญิง", "สมชาย", "สมหญิง"]
    assert list(back["created_by"]) == ["สมหญิง"] * 3
    assert list(back["parcel_code"]) == ["01A001", "01A002", "01A003"]


def test_codes_can_be_swapped_in_one_change(workspace: Workspace):
    with workspace.transaction("import") as tx:
        uuids = tx.insert("parcel", parcels(3))
    turned = pd.DataFrame({"uuid": uuids, "parcel_code": ["01A002", "01A003", "01A001"]})
    with workspace.transaction("number") as tx:
        tx.update("parcel", turned)
    back = workspace.read("parcel")
    assert list(back["parcel_code"]) == ["01A002", "01A003", "01A001"]
    assert list(back["row_version"]) == [2, 2, 2]


def test_every_change_is_written_down_with_what_was_before(workspace: Workspace):
    with workspace.transaction("import") as tx:
        uuids = tx.insert("parcel", parcels(2))
    shape_before = workspace.read("parcel")["geom"].iloc[0]
    with workspace.transaction("reshape", reason="รังวัดใหม่", document="ชม 55502/7") as tx:
        moved = pd.DataFrame(
            {"uuid": [uuids[0]], "geom": [shapely.box(0, 0, 5, 5)], "lot": ["001"]}
        )
        tx.update("parcel", moved)
        tx.delete("parcel", [uuids[1]])
    change = workspace.read("change", where="uuid = ?", params=[tx.change_uuid]).iloc[0]
    assert (change["kind"], change["reason"], change["document"]) == (
        "reshape",
        "รังวัดใหม่",
        "ชม 55502/7",
    )
    assert (change["user_name"], change["row_count"]) == ("สมหญิง", 2)
    rows = workspace.read(
        "change_row", where="change_uuid = ? ORDER BY fid", params=[tx.change_uuid]
    )
    assert list(rows["action"]) == ["update", "delete"]
    updated, deleted = (json.loads(text) for text in rows["before"])
    assert updated["lot"] is None
    assert updated["row_version"] == 1
    assert "parcel_code" not in updated
    assert deleted["parcel_code"] == "01A002"
    blob = bytes(rows["before_geom"].iloc[0])
    assert shapely.from_wkb(blob[40:]).equals_exact(shape_before)
    assert list(workspace.read("parcel")["parcel_code"]) == ["01A001"]
    assert len(rtree_of(workspace.path, "parcel")) == 1


def test_inserted_rows_are_in_the_log_and_logs_are_not(workspace: Workspace):
    with workspace.transaction("import") as tx:
        uuids = tx.insert("parcel", parcels(2))
        tx.insert(
            "import_row",
            pd.DataFrame(
                {
                    "batch_uuid": "b",
                    "row_number": [1, 2],
                    "fate": "inserted",
                    "raw": [{"ก": 1}, None],
                }
            ),
        )
    rows = workspace.read("change_row", where="change_uuid = ?", params=[tx.change_uuid])
    assert list(rows["row_uuid"]) == list(uuids)
    assert rows["before"].isna().all()
    assert json.loads(workspace.read("import_row")["raw"].iloc[0]) == {"ก": 1}


def test_a_transaction_that_wrote_nothing_leaves_no_change(workspace: Workspace):
    before = workspace.count("change")
    with workspace.transaction("look") as tx:
        tx.read("parcel")
        tx.count("parcel")
    assert workspace.count("change") == before


def test_an_exception_takes_everything_back(workspace: Workspace):
    before = workspace.count("change")
    with pytest.raises(RuntimeError), workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(5))
        tx.insert("zone", pd.DataFrame({"zone_code": ["01"]}))
        assert tx.count("parcel") == 5
        raise RuntimeError("the officer's electricity")
    assert (workspace.count("parcel"), workspace.count("zone")) == (0, 0)
    assert workspace.count("change") == before
    assert rtree_of(workspace.path, "parcel") == []
    assert contents(workspace.path, "parcel")[1] is None


def test_sql_of_ones_own(workspace: Workspace):
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(4))
        rows = tx.execute("SELECT MAX(parcel_code) FROM parcel WHERE block_code = ?", ["01A"])
    assert rows == [("01A004",)]


# --- what is refused ----------------------------------------------------------------------


def test_a_code_that_stands_twice_is_named(workspace: Workspace):
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(3))
    for frame in (parcels(2), pd.DataFrame({"parcel_code": ["07B001", "07B001"]})):
        with pytest.raises(problem.DuplicateValue) as caught, workspace.transaction("import") as tx:
            tx.insert("parcel", frame)
        assert caught.value.message.params["value"] == frame["parcel_code"].iloc[0]
    assert workspace.count("parcel") == 3


def test_after_a_refused_row_the_same_transaction_can_go_on(workspace: Workspace):
    with workspace.transaction("import") as tx:
        uuids = tx.insert("parcel", parcels(3))
        with pytest.raises(problem.DuplicateValue):
            tx.insert("parcel", parcels(1))
        with pytest.raises(problem.DuplicateValue):
            tx.update("parcel", pd.DataFrame({"uuid": [uuids[0]], "parcel_code": ["01A003"]}))
        tx.insert("parcel", parcels(4).tail(1))
    assert list(workspace.read("parcel")["parcel_code"]) == ["01A001", "01A002", "01A003", "01A004"]


def test_blank_codes_may_stand_as_often_as_they_like(workspace: Workspace):
    with workspace.transaction("import") as tx:
        tx.insert("parcel", pd.DataFrame({"parcel_code": [None, None, "", ""]}))
    assert workspace.count("parcel") == 4


def test_a_value_that_must_be_there(workspace: Workspace):
    with pytest.raises(problem.MissingValue, match="check_id"), workspace.transaction("x") as tx:
        tx.insert("finding", pd.DataFrame({"message": [Message("common.cancelled")]}))


def test_a_row_that_somebody_else_changed_is_not_overwritten(workspace: Workspace):
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(2))
    mine = workspace.read("parcel", ["uuid", "row_version", "note"])
    with workspace.transaction("edit") as tx:
        tx.update("parcel", mine.head(1)[["uuid"]].assign(note="ของเพื่อน"))
    with pytest.raises(problem.RowChanged), workspace.transaction("edit") as tx:
        tx.update("parcel", mine.assign(note="ของฉัน"))
    assert list(workspace.read("parcel")["note"]) == ["ของเพื่อน", None]


def test_a_stale_reader_is_shown_the_values_of_now(workspace: Workspace):
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(3))
    mine = workspace.read("parcel", ["uuid", "row_version"])
    with Workspace.open(workspace.path, user="สมชาย").transaction("correct") as tx:
        tx.update("parcel", mine.iloc[1:2][["uuid"]].assign(note="ของเพื่อน"))
    refused = pytest.raises(problem.RowChanged, match="01A002")
    with refused as caught, workspace.transaction("merge") as tx:
        tx.delete("parcel", mine)
    error = caught.value
    assert (error.table, error.uuid) == ("parcel", mine["uuid"][1])
    now = error.rows.iloc[0]
    assert len(error.rows) == 1
    assert (now["note"], now["row_version"], now["updated_by"]) == ("ของเพื่อน", 2, "สมชาย")
    assert now["updated_at"] >= now["created_at"]
    assert now["geom"].area == 400
    assert workspace.count("parcel") == 3


def test_rows_that_nobody_changed_are_deleted_by_their_versions(workspace: Workspace):
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(3))
    with workspace.transaction("merge") as tx:
        assert tx.delete("parcel", workspace.read("parcel", ["uuid", "row_version"]).head(2)) == 2
        assert tx.delete("parcel", []) == 0
    assert list(workspace.read("parcel")["parcel_code"]) == ["01A003"]


def test_a_row_is_named_once_in_a_change(workspace: Workspace):
    with workspace.transaction("import") as tx:
        uuids = tx.insert("parcel", parcels(2))
    for wrong in ([uuids[0], uuids[0]], [uuids[0], None]):
        with pytest.raises(problem.WrongValue), workspace.transaction("edit") as tx:
            tx.delete("parcel", wrong)
    assert workspace.count("parcel") == 2


def test_a_change_carries_its_document_and_date(workspace: Workspace):
    with workspace.transaction(
        "split", reason="แบ่งขาย", document="ชม 55502/7", document_date="2026-11-20"
    ) as tx:
        tx.insert("parcel", parcels(1))
    change = workspace.read("change", where="kind = 'split'").iloc[0]
    assert change["document_date"] == "2026-11-20"
    for wrong in ("20/11/2569", "2569-11-20"):
        refused = workspace.transaction("split", document_date=wrong)
        with pytest.raises(problem.WrongValue, match="document_date"), refused:
            raise RuntimeError("never reached")


@pytest.mark.usefixtures("kept_in_both")
def test_a_later_change_bears_a_later_time_whatever_the_clocks_say(
    workspace: Workspace, monkeypatch
):
    for minutes in (10, 0, -3, 10):
        clock.is_off(monkeypatch, minutes)
        with workspace.transaction("new") as tx:
            tx.insert("parcel", parcels(1).assign(parcel_code=None))
    times = workspace.read("change", where="1 = 1 ORDER BY fid")["changed_at"].tolist()
    assert times == sorted(set(times)), "each later than the one before"
    assert workspace.read("parcel")["created_at"].tolist() == times[1:]


@pytest.mark.usefixtures("kept_in_both")
@pytest.mark.parametrize("count", [1, 60])
def test_a_row_that_lived_before_is_not_taken_for_what_it_was(workspace: Workspace, count: int):
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(count))
    before = workspace.read("parcel", ["uuid", "row_version", "parcel_code"])
    for _ in "12":
        with workspace.transaction("merge") as tx:
            tx.delete("parcel", before["uuid"])
        with workspace.transaction("restore") as tx:
            tx.insert("parcel", before[["uuid", "parcel_code"]])
    assert set(workspace.read("parcel")["row_version"]) == {3}
    with pytest.raises(problem.RowChanged), workspace.transaction("correct") as tx:
        tx.update("parcel", before.assign(note="เขียนทับ"))


def test_a_row_that_is_gone(workspace: Workspace):
    for change in (
        lambda tx: tx.update("parcel", pd.DataFrame({"uuid": ["gone"], "note": ["x"]})),
        lambda tx: tx.delete("parcel", ["gone"]),
    ):
        with pytest.raises(problem.RowMissing), workspace.transaction("edit") as tx:
            change(tx)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_file_can_be_read_and_says_so(workspace: Workspace):
    workspace.path.chmod(0o444)
    workspace.path.parent.chmod(0o555)
    try:
        assert Workspace.open(workspace.path).count("parcel") == 0
        with pytest.raises(problem.WorkspaceReadOnly), workspace.transaction("edit") as tx:
            tx.insert("parcel", parcels(1))
    finally:
        workspace.path.parent.chmod(0o755)


@pytest.mark.parametrize(
    "words, error",
    [
        ("attempt to write a readonly database", problem.WorkspaceReadOnly),
        ("unable to open database file", problem.WorkspaceReadOnly),
        ("database or disk is full", problem.DiskFull),
        ("database is locked", problem.WorkspaceLocked),
        ("file is not a database", problem.NotAWorkspace),
        ("database disk image is malformed", problem.NotAWorkspace),
        ("disk I/O error", problem.WorkspaceError),
    ],
)
def test_what_sqlite_says_becomes_what_the_officer_can_do(workspace, words, error):
    with pytest.raises(error) as caught, workspace.transaction("edit"):
        raise sqlite3.OperationalError(words)
    assert workspace.path.name in str(caught.value)
    assert caught.value.details == words


def test_ten_thousand_parcels_at_once(workspace: Workspace):
    frame = parcels(10_000).drop(columns="parcel_code")
    with workspace.transaction("import") as tx:
        tx.insert("parcel", frame)
    back = workspace.read("parcel", ["geom"])
    assert np.array_equal(
        shapely.area(back["geom"].to_numpy()), shapely.area(frame["geom"].to_numpy())
    )
    assert len(rtree_of(workspace.path, "parcel")) == 10_000


def test_a_foreign_program_may_add_and_change_rows(workspace: Workspace):
    dataset = ogr.Open(str(workspace.path), update=1)
    layer = dataset.GetLayerByName("parcel")
    feature = ogr.Feature(layer.GetLayerDefn())
    feature["parcel_code"] = "09Z001"
    feature.SetGeometry(ogr.CreateGeometryFromWkt("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))"))
    layer.CreateFeature(feature)
    layer.SetFeature(layer.GetFeature(feature.GetFID()))
    del feature, layer, dataset
    row = workspace.read("parcel").iloc[0]
    assert UUID(row["uuid"]).version == 4
    assert row["row_version"] == 2
    assert row["created_at"].endswith("Z")
    assert row["line_state"] == "surveyed"
    with workspace.transaction("edit") as tx:
        tx.update("parcel", pd.DataFrame({"uuid": [row["uuid"]], "note": ["x"], "row_version": 2}))
