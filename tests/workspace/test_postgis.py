"""A workspace in PostGIS behaves as one in a GeoPackage, and says what the database lacks."""

from __future__ import annotations

import threading
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import psycopg2
import pytest
import shapely

from taxmap_plugin.core.message import render
from taxmap_plugin.workspace import problem, storage
from taxmap_plugin.workspace.postgis_statement import named_values, postgres
from taxmap_plugin.workspace.postgis_storage import PostgisStorage
from taxmap_plugin.workspace.schema import tables
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import redo, undo

from ..cluster import SCHEMA, Cluster
from .conftest import OFFICE, parcels


@pytest.fixture
def central(kept: PostgisStorage) -> Workspace:
    return Workspace.open(kept, user="สมหญิง")


def test_what_sqlite_is_told_psycopg_is_told():
    assert (
        postgres("a = ? AND b = ?2 AND c = :name") == "a = %(v1)s AND b = %(v2)s AND c = %(name)s"
    )
    assert postgres("a LIKE 'ก?%:x' AND \"b?\" = ?") == "a LIKE 'ก?%%:x' AND \"b?\" = %(v1)s"
    assert postgres("to_regclass(?)::text") == "to_regclass(%(v1)s)::text"
    assert named_values(["ก", 2]) == {"v1": "ก", "v2": 2}


def test_the_same_tables_and_columns(cluster: Cluster, database: str):
    asked = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = %s"
    with closing(psycopg2.connect(cluster.dsn(database))) as opened, opened.cursor() as cursor:
        cursor.execute(asked, [SCHEMA])
        found = set(cursor.fetchall())
    wanted = {(t.name, name) for t in tables().values() for name in (*t.names, "fid")}
    wanted |= {(t.name, "geom") for t in tables().values() if t.geometry}
    assert found == wanted


def test_every_kind_of_value_comes_back_as_from_a_file(central: Workspace, workspace: Workspace):
    bow = shapely.from_wkt("MULTIPOLYGON (((0 0, 10 10, 10 0, 0 10, 0 0)))")  # crosses itself
    frames = {
        "parcel": parcels(3).assign(geom=[bow, None, shapely.box(0, 0, 1.1, 2.2)]),
        "block": pd.DataFrame({"block_code": ["01A"], "code_state": ["draft"]}),
        "title_document": pd.DataFrame({"deed_no": ["0632", "506/1", "๑๒ %s ' \\"]}),
        "ownership": pd.DataFrame({"uuid": ["a", "b"], "from_date": ["2026-01-01", None]}),
        "setting": pd.DataFrame({"key": ["ก"], "value": [{"ข": [1, 2.5, None]}]}),
    }
    read = {}
    for place in (central, workspace):
        with place.transaction("import") as tx:
            for name, frame in frames.items():
                tx.insert(name, frame.assign(uuid=[f"{name}{i}" for i in range(len(frame))]))
        moments = ["created_at", "updated_at"]
        found = [place.read(name).drop(columns=moments, errors="ignore") for name in frames]
        read[place] = [frame[frame["uuid"].isin(_uuids(frames))] for frame in found]
    for one, other in zip(read[central], read[workspace]):
        one, other = one.reset_index(drop=True), other.reset_index(drop=True)
        if "geom" in one:
            assert [shapely.to_wkt(g) for g in one.pop("geom")] == [
                shapely.to_wkt(g) for g in other.pop("geom")
            ]
        pd.testing.assert_frame_equal(one, other)


def _uuids(frames: dict[str, pd.DataFrame]) -> set[str]:
    return {f"{name}{i}" for name, frame in frames.items() for i in range(len(frame))}


def test_times_truth_and_bytes_are_read_as_sqlite_keeps_them(central: Workspace):
    with central.transaction("import") as tx:
        tx.insert("parcel", parcels(1))
    row = central.rows("parcel")[0]
    assert len(row["created_at"]) == len("2026-11-22T08:30:00.000Z")
    assert row["created_at"].endswith("Z")
    with central.transaction("correct") as tx:
        tx.delete("parcel", [row["uuid"]])
    image = central.rows("change_row", ["before_geom"], "action = 'delete'")[0]
    assert shapely.from_wkb(image["before_geom"]).equals(row["geom"])


@pytest.mark.parametrize("count", [3, 2500])
def test_rows_in_changed_and_out(central: Workspace, count: int):
    with central.transaction("import") as tx:
        tx.insert("parcel", parcels(count))
    before = central.read("parcel")
    with central.transaction("correct") as tx:
        codes = before[["uuid", "parcel_code"]].assign(
            parcel_code=np.roll(before["parcel_code"], 1)  # every code to the next parcel
        )
        tx.update("parcel", codes)
        tx.delete("parcel", before["uuid"].iloc[:2])
    after = central.read("parcel")
    assert len(after) == count - 2
    assert after["parcel_code"].tolist() == before["parcel_code"].iloc[1:-1].tolist()
    assert set(after["row_version"]) == {2}
    undo(central)
    columns = ["uuid", "parcel_code", "land_no", "document_area"]
    assert central.read("parcel")[columns].equals(before[columns])
    redo(central)
    assert central.read("parcel")[columns].equals(after[columns])


def test_a_broken_rule_names_the_value_and_leaves_nothing(central: Workspace):
    with pytest.raises(problem.DuplicateValue) as error, central.transaction("import") as tx:
        tx.insert("parcel", parcels(2).assign(parcel_code="01A009"))
    assert error.value.message.params["value"] == "01A009"
    with pytest.raises(problem.MissingValue) as missing, central.transaction("import") as tx:
        tx.insert("setting", pd.DataFrame({"key": [None]}))
    assert "“Key” of “Settings”" in render(missing.value.message, "en")
    with pytest.raises(problem.WrongValue), central.transaction("import") as tx:
        tx.insert("parcel", parcels(1).assign(note="ก\0ข"))
    assert central.count("parcel") == 0


def test_what_others_write_is_counted(cluster: Cluster, database: str, central: Workspace):
    with central.transaction("import") as tx:
        tx.insert("parcel", parcels(1))
    parcel = f'"{SCHEMA}".parcel'
    cluster.do(f"UPDATE {parcel} SET deed_no = '7'", database)
    cluster.do(f"INSERT INTO {parcel} (deed_no, uuid) VALUES ('8', NULL)", database)
    first, second = central.rows("parcel", ["uuid", "deed_no", "row_version"])
    assert (first["deed_no"], first["row_version"]) == ("7", 2)
    assert len(second["uuid"]) == 36


def test_a_row_that_somebody_changed_meanwhile_is_not_overwritten(
    cluster: Cluster, database: str, central: Workspace
):
    with central.transaction("import") as tx:
        tx.insert("parcel", parcels(1))
    read = central.read("parcel", ["uuid", "row_version"]).assign(deed_no="1")
    cluster.do(f"UPDATE \"{SCHEMA}\".parcel SET deed_no = '7'", database)
    with pytest.raises(problem.RowChanged) as error, central.transaction("correct") as tx:
        tx.update("parcel", read)
    assert error.value.rows["deed_no"].tolist() == ["7"]


def test_parcels_are_found_by_their_box(central: Workspace):
    with central.transaction("import") as tx:
        tx.insert("parcel", parcels(20))
    shapes = central.read("parcel", ["parcel_code", "geom"])
    box = shapes["geom"].iloc[4].buffer(-1).bounds
    assert [row["parcel_code"] for row in central.within("parcel", box)] == ["01A005"]


def test_writers_come_one_after_the_other(kept: PostgisStorage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(storage, "BUSY_SECONDS", 0.2)
    mine, theirs = Workspace.open(kept), Workspace.open(kept, user="คนอื่น")
    with theirs.transaction("import") as tx:
        tx.insert("parcel", parcels(1))
        assert mine.count("parcel") == 0  # reading goes on
        with pytest.raises(problem.WorkspaceLocked), mine.transaction("import"):
            pytest.fail("two wrote at once")
    assert mine.count("parcel") == 1


def test_four_writers_lose_nothing(cluster: Cluster, database: str):
    def write(number: int) -> None:
        ws = Workspace.open(cluster.storage(database), user=f"คน{number}")
        for turn in range(10):
            with ws.transaction("import") as tx:
                tx.insert_rows("parcel", [{"land_no": f"{number}/{turn}"}])
        ws.storage.close()

    threads = [threading.Thread(target=partial(write, number)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = cluster.storage(database)
    ws = Workspace.open(kept)
    assert ws.count("parcel") == 40
    assert ws.count("change", "kind = 'import'") == 40
    kept.close()


def test_a_connection_that_breaks_leaves_nothing_half_done(
    cluster: Cluster, database: str, central: Workspace
):
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
    with pytest.raises(problem.DatabaseUnreachable), central.transaction("import") as tx:
        tx.insert("parcel", parcels(3))
        cluster.do(f"{end} '{database}'")
        tx.insert("block", pd.DataFrame({"block_code": ["01A"]}))
    assert central.count("parcel") == 0  # and the next call finds a connection
    cluster.do(f"{end} '{database}'")
    assert central.count("parcel") == 0  # also when it broke while nobody used it


def test_one_moment_is_read(central: Workspace):
    with central.reading() as reader:
        assert reader.count("parcel") == 0
        with central.transaction("import") as tx:
            tx.insert("parcel", parcels(1))
        assert reader.count("parcel") == 0
    assert central.count("parcel") == 1


def test_a_schema_is_never_overwritten_nor_taken_for_a_workspace(cluster: Cluster, database: str):
    with pytest.raises(problem.WorkspaceExists):
        Workspace.create(cluster.storage(database), OFFICE)
    with pytest.raises(problem.NotAWorkspace):
        Workspace.open(PostgisStorage(cluster.dsn(database), "public"))
    with pytest.raises(problem.NotAWorkspace):
        Workspace.open(PostgisStorage(cluster.dsn(database), "ไม่มี"))


def test_a_creation_that_failed_leaves_no_schema(cluster: Cluster, monkeypatch: pytest.MonkeyPatch):
    name = cluster.copy()
    kept = cluster.storage(name)
    monkeypatch.setattr(Workspace, "transaction", _refuse)
    with pytest.raises(problem.DiskFull):
        Workspace.create(kept, OFFICE)
    monkeypatch.undo()
    ws = Workspace.create(kept, OFFICE)
    assert Workspace.open(kept).municipality == ws.municipality
    kept.close()
    cluster.drop(name)


def _refuse(*_args, **_kwargs):
    raise problem.DatabaseFull(SCHEMA)


def test_who_may_only_read_is_told(cluster: Cluster, database: str):
    cluster.do("CREATE ROLE reader LOGIN")
    cluster.do(
        f'GRANT USAGE ON SCHEMA "{SCHEMA}" TO reader;'
        f'GRANT SELECT ON ALL TABLES IN SCHEMA "{SCHEMA}" TO reader',
        database,
    )
    kept = PostgisStorage(cluster.dsn(database).replace("user=postgres", "user=reader"), SCHEMA)
    ws = Workspace.open(kept)
    assert ws.user == "reader"
    with pytest.raises(problem.WorkspaceReadOnly), ws.transaction("import") as tx:
        tx.insert("parcel", parcels(1))
    kept.close()


def test_a_database_that_cannot_keep_it_is_told(cluster: Cluster, tmp_path: Path):
    cluster.do("CREATE DATABASE bare")
    with pytest.raises(problem.NoPostgis):
        Workspace.create(cluster.storage("bare"), OFFICE)
    nowhere = PostgisStorage(f"host={tmp_path} dbname=ก password=ลับ", SCHEMA)
    with pytest.raises(problem.DatabaseUnreachable) as error:
        Workspace.open(nowhere)
    assert "ลับ" not in f"{error.value} {error.value.message.params}"


def test_what_needs_a_file_says_so(central: Workspace):
    with pytest.raises(problem.NoFile):
        _ = central.path
