"""A connection serves the next call only while the file is the one it was opened on."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time

import pytest

from taxmap_plugin.workspace import connection, idle_connection
from taxmap_plugin.workspace.problem import WorkspaceMissing
from taxmap_plugin.workspace.store import Workspace

from .conftest import parcels


def add(workspace: Workspace, count: int) -> None:
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(count))


def test_the_next_call_needs_no_new_connection(workspace: Workspace, monkeypatch):
    workspace.count("parcel")
    monkeypatch.setattr(connection, "_open", lambda path: pytest.fail("opened anew"))
    assert workspace.count("parcel") == 0
    add(workspace, 2)
    assert workspace.count("parcel") == 2


def test_it_sees_what_others_wrote(workspace: Workspace):
    assert workspace.count("parcel") == 0
    with sqlite3.connect(workspace.path) as other:
        other.execute("INSERT INTO owner (owner_key) VALUES ('ท700')")
    assert workspace.count("owner") == 1


@pytest.mark.parametrize("copy", [shutil.copyfile, lambda a, b: a.replace(b)])
def test_a_backup_put_in_its_place_is_what_is_read(workspace: Workspace, copy):
    add(workspace, 1)
    backup = workspace.path.with_name("สำรอง.gpkg")
    shutil.copyfile(workspace.path, backup)
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(4).tail(3))
    assert workspace.count("parcel") == 4
    copy(backup, workspace.path)
    assert workspace.count("parcel") == 1
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(2).tail(1))
    assert Workspace.open(workspace.path).count("parcel") == 2


def test_a_file_that_is_gone_is_gone(workspace: Workspace):
    workspace.count("parcel")
    workspace.path.unlink()
    with pytest.raises(WorkspaceMissing):
        workspace.count("parcel")


def test_after_a_while_it_is_closed(workspace: Workspace, monkeypatch):
    monkeypatch.setattr(idle_connection, "KEEP_SECONDS", 0.05)
    workspace.count("parcel")
    assert str(workspace.path) in idle_connection._shelf
    for _ in range(100):
        time.sleep(0.02)
        if str(workspace.path) not in idle_connection._shelf:
            break
    assert str(workspace.path) not in idle_connection._shelf
    assert workspace.count("parcel") == 0


def test_a_failed_call_leaves_none(workspace: Workspace):
    with pytest.raises(RuntimeError), workspace.transaction("x") as tx:
        tx.insert("parcel", parcels(1))
        raise RuntimeError
    assert str(workspace.path) not in idle_connection._shelf
    assert workspace.count("parcel") == 0


def test_threads_never_share_one(workspace: Workspace):
    add(workspace, 9)
    found: list[int] = []

    def look() -> None:
        found.extend(len(workspace.read("parcel")) for _ in range(20))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [9] * 80
