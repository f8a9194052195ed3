"""A process that is killed leaves the workspace as it was before, never between."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from taxmap_plugin.workspace.store import Workspace

from .conftest import parcels

ROOT = Path(__file__).parent.parent.parent
PARCELS_BEFORE = 200
SCRIPT = """
import sys, time
import pandas as pd
from tests.workspace.conftest import parcels
from taxmap_plugin.workspace import geopackage_writer, transaction
from taxmap_plugin.workspace.store import Workspace

def wait():
    print("now", flush=True)
    time.sleep(60)

path, moment = sys.argv[1:]
workspace = Workspace.open(path)
new = parcels(5000).drop(columns="parcel_code")
if moment == "while inserting":
    geopackage_writer.GeoPackageWriter._fill_rtree = lambda *_: wait()
if moment == "while logging":
    transaction._images = lambda *_: wait()
if moment == "before commit":
    transaction.Transaction.close = lambda *_: wait()
with workspace.transaction("import") as tx:
    old = tx.read("parcel", ["uuid"])
    if moment == "at the start":
        wait()
    tx.insert("parcel", new)
    tx.update("parcel", old.assign(note="half done", parcel_code=None))
    tx.delete("parcel", old["uuid"])
"""


@pytest.mark.parametrize("journal", ["delete", "wal"])  # QGIS leaves the file in WAL while open
@pytest.mark.parametrize(
    "moment", ["at the start", "while inserting", "while logging", "before commit"]
)
def test_killed(workspace: Workspace, moment: str, journal: str):
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(PARCELS_BEFORE))
    with sqlite3.connect(workspace.path) as connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
    before, changes = workspace.read("parcel"), workspace.count("change")

    command = [sys.executable, "-c", SCRIPT, str(workspace.path), moment]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "now\n"
        process.kill()

    after = Workspace.open(workspace.path).read("parcel")
    assert after.equals(before)
    assert workspace.count("change") == changes
    assert workspace.count("change_row", "action <> ?", ["insert"]) == 0
    with sqlite3.connect(workspace.path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        in_rtree = connection.execute("SELECT COUNT(*) FROM rtree_parcel_geom").fetchone()[0]
    assert in_rtree == PARCELS_BEFORE
    with workspace.transaction("import") as tx:  # and the next change goes through
        tx.delete("parcel", before["uuid"])
    assert workspace.count("parcel") == 0
