"""A process killed in the middle leaves the workspace as it was, or as it should be after."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from taxmap_plugin.exchange.register_import import import_register
from taxmap_plugin.exchange.register_match import match_register
from taxmap_plugin.exchange.register_workbook import read_register

from .register_case import empty_workspace, rows, write

ROOT = Path(__file__).parent.parent.parent
WORK = """
import os, signal, sys
from pathlib import Path
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.transaction import Transaction
from taxmap_plugin.exchange.register_import import import_register
from taxmap_plugin.exchange.register_match import match_register
from taxmap_plugin.exchange.register_workbook import read_register
path, book, work, at = sys.argv[1:]
ws, left = Workspace.open(Path(path)), int(at)
write = Transaction.insert
def counted(self, table, frame):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return write(self, table, frame)
Transaction.insert = counted
if work == "import":
    import_register(ws, read_register(book))
else:
    match_register(ws)
"""


def killed_while(ws, book, work, at):
    """Run ``work`` in a process of its own that is killed at its ``at``-th write."""
    command = [sys.executable, "-c", WORK, str(ws.path), str(book), work, str(at)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True)
    return done.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("at", [0, 2, 5, 11])
def test_a_kill_during_import_leaves_nothing_half_done(tmp_path, at):
    ws = empty_workspace(tmp_path / "w.gpkg")
    book = write(tmp_path / "x.xlsx", rows())
    assert killed_while(ws, book, "import", at)
    assert ws.count("owner") == ws.count("title_document") == ws.count("import_row") == 0
    report = import_register(ws, read_register(book))
    assert report.adds_up
    assert ws.count("title_document") == 3


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_kill_during_match_leaves_the_matches_of_before(tmp_path):
    ws = empty_workspace(tmp_path / "w.gpkg")
    book = write(tmp_path / "x.xlsx", rows())
    import_register(ws, read_register(book))
    match_register(ws)
    before = ws.read("match")["uuid"].tolist()
    titles = ws.read("title_document", ["uuid"])
    with ws.transaction("edit") as tx:
        tx.delete("title_document", titles["uuid"].iloc[:1])
        tx.execute("UPDATE match SET outcome = 'suggested'")
    assert killed_while(ws, book, "match", 0)
    assert ws.read("match")["uuid"].tolist() == before
    match_register(ws)
    assert ws.count("match") == len(titles) - 1
