"""Somebody else is in the file."""

from __future__ import annotations

import shutil
import sqlite3
import threading

import pandas as pd
import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.workspace import connection, problem
from taxmap_plugin.workspace.store import Workspace

from .conftest import parcels


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.3)


@pytest.fixture
def other(workspace: Workspace):
    """Another program with the same file open."""
    opened = sqlite3.connect(workspace.path, isolation_level=None, check_same_thread=False)
    yield opened
    opened.close()


def test_another_writer_is_named_and_nothing_is_lost(workspace: Workspace, other):
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO owner (owner_key) VALUES ('ท700')")
    with pytest.raises(problem.WorkspaceLocked) as caught, workspace.transaction("x") as tx:
        tx.insert("parcel", parcels(1))
    thai = render(caught.value.message, "th")
    assert workspace.path.name in thai
    assert "QGIS" in thai
    assert "บันทึกหรือหยุดแก้ไข" in thai
    other.execute("COMMIT")
    with workspace.transaction("x") as tx:
        tx.insert("parcel", parcels(1))
    assert (workspace.count("owner"), workspace.count("parcel")) == (1, 1)


def test_reading_goes_on_while_another_writes(workspace: Workspace, other):
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO owner (owner_key) VALUES ('ท700')")
    assert workspace.count("owner") == 0
    other.execute("ROLLBACK")


def test_a_short_wait_is_enough_for_a_short_change(workspace: Workspace, other, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 5)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, other.execute, ["COMMIT"]).start()
    with workspace.transaction("x") as tx:
        tx.insert("parcel", parcels(1))
    assert workspace.count("parcel") == 1


def test_a_reader_that_never_ends_stops_the_commit_with_words(workspace: Workspace, other):
    reading = other.execute("SELECT * FROM setting, gpkg_contents")
    reading.fetchone()
    with pytest.raises(problem.WorkspaceLocked), workspace.transaction("x") as tx:
        tx.insert("zone", pd.DataFrame({"zone_code": ["01"]}))
    reading.close()
    assert workspace.count("zone") == 0


def test_nothing_is_held_open_between_calls(workspace: Workspace):
    with workspace.transaction("x") as tx:
        tx.insert("parcel", parcels(1))
    workspace.read("parcel")
    renamed = workspace.path.with_name("ย้าย.gpkg")
    workspace.path.rename(renamed)
    assert Workspace.open(renamed).count("parcel") == 1


def test_two_threads_read_and_write_the_same_workspace(workspace: Workspace, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 10)

    def write(number: int) -> None:
        with workspace.transaction("x") as tx:
            tx.insert("zone", pd.DataFrame({"zone_code": [f"{number:02d}"]}))

    threads = [threading.Thread(target=write, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert workspace.count("zone") == 8
    assert workspace.count("change", "kind = ?", ["x"]) == 8


def test_what_a_killed_qgis_left_beside_the_file_is_in_it_again(
    workspace: Workspace, other, tmp_path
):
    other.execute("PRAGMA journal_mode = wal")
    other.execute("INSERT INTO owner (owner_key) VALUES ('ท700')")
    left = tmp_path / "left.gpkg"
    for end in ("", "-wal"):
        shutil.copy(f"{workspace.path}{end}", f"{left}{end}")
    assert Workspace.open(left).count("owner") == 1
    assert [path.name for path in tmp_path.glob("left*")] == ["left.gpkg"]
    assert journal(left) == "delete"


def test_the_log_of_a_qgis_that_edits_is_left_alone(workspace: Workspace, other):
    other.execute("PRAGMA journal_mode = wal")
    other.execute("INSERT INTO owner (owner_key) VALUES ('ท700')")
    assert Workspace.open(workspace.path).count("owner") == 1
    assert journal(workspace.path) == "wal"


def journal(path) -> str:
    with sqlite3.connect(path) as opened:
        return opened.execute("PRAGMA journal_mode").fetchone()[0]
