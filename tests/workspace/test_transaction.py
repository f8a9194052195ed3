"""A change of rows: written down, taken back whole, refused where somebody else was first."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
from uuid import UUID

import numpy as np
import pandas as pd
import pytest
import shapely
from osgeo import ogr

from taxmap_plugin.core.message import Message, render
from taxmap_plugin.core.thai_date import stored_moment
from taxmap_plugin.workspace import problem
from taxmap_plugin.workspace.past_parcels import parcels_on
from taxmap_plugin.workspace.store import Workspace

from .. import clock
from .conftest import contents, parcels, rtree_of


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
        code = frame["parcel_code"].iloc[0]
        assert caught.value.message.params["value"] == code
        thai, english = (render(caught.value.message, language) for language in ("th", "en"))
        assert thai.startswith(f"มีรหัสแปลงที่ดิน {code} ใน “แปลงที่ดิน” อยู่แล้ว")
        assert english.startswith(f"Parcel code {code} already exists in “Parcels”")
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
    with pytest.raises(problem.MissingValue, match="Check"), workspace.transaction("x") as tx:
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
        with pytest.raises(problem.WrongValue, match="Document date"), refused:
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
def test_a_change_dated_in_years_to_come_does_not_misdate_those_after_it(
    workspace: Workspace, monkeypatch
):
    """The clock of one computer is 20 years ahead; the others are right."""
    today = dt.datetime.now(dt.timezone.utc)
    for minutes in (20 * 365 * 24 * 60, 0, -3):
        clock.is_off(monkeypatch, minutes)
        with workspace.transaction("new") as tx:
            tx.insert("parcel", parcels(1).assign(parcel_code=None))
    times = workspace.read("change", where="1 = 1 ORDER BY fid")["changed_at"].tolist()[-3:]
    assert times[0][:4] == str((today + dt.timedelta(days=20 * 365)).year)
    assert stored_moment(today) <= times[1] < times[2] < stored_moment(today + dt.timedelta(days=1))
    assert len(parcels_on(workspace, today + dt.timedelta(hours=1))) == 3


@pytest.mark.parametrize("years", [543, -20])
def test_a_clock_that_cannot_be_right_is_told_and_nothing_is_written(
    workspace: Workspace, monkeypatch, years: int
):
    """Set to the year of the Buddhist era, or without a battery."""
    before = workspace.path.read_bytes()
    clock.is_off(monkeypatch, years * 366 * 24 * 60)
    refused = workspace.transaction("new")
    with pytest.raises(problem.WrongClock, match="clock of this computer"), refused:
        raise RuntimeError("never reached")
    assert workspace.path.read_bytes() == before


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
