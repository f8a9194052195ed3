"""A process killed at any point of an operation leaves the state before it or after it."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from taxmap_plugin.core.area_split import FromDirection
from taxmap_plugin.editing.draw import plan_draw
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.recode import plan_recode
from taxmap_plugin.editing.reshape import plan_move
from taxmap_plugin.editing.restore import plan_restore
from taxmap_plugin.editing.split import plan_area_split, plan_split
from taxmap_plugin.editing.strip import plan_line_strip
from taxmap_plugin.workspace.storage import Storage
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.transaction import Transaction

from ..cluster import place_of, trace
from . import land_case
from .land_case import at, box, line

POINTS = 10

# QGIS has threads, and a forked process waits for ever for the locks they held. The forks
# come from a fresh process that has read the modules and started no thread.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__])

OPERATIONS: dict[str, Callable] = {
    "split": lambda ws: plan_split(ws, "p1", [line((25, -5), (25, 35))]),
    "split to areas": lambda ws: plan_area_split(ws, "p1", [300.0, 500.0], FromDirection(90)),
    "merge": lambda ws: plan_merge(ws, ["p1", "p2", "p4"]),
    "move": lambda ws: plan_move(ws, [(at(40, 30), at(45, 32))]),
    "strip": lambda ws: plan_line_strip(ws, line((-5, 27), (125, 27)), 4.0),
    "draw": lambda ws: plan_draw(ws, box(-30, 0, 0, 30)),
    "recode": lambda ws: plan_recode(ws, ["p1", "p2"], "01B"),
    "restore": lambda ws: plan_restore(ws, ws.read("parcel_history")["uuid"].iloc[0]),
}


@pytest.mark.usefixtures("kept_in_both")
@pytest.mark.parametrize("name", list(OPERATIONS))
def test_before_or_after_never_between(tmp_path, name):
    ws = _fresh(tmp_path, name)
    changes = len(ws.read("change"))
    statements = _count(ws, OPERATIONS[name])
    assert statements > POINTS
    used = True
    for point in range(POINTS):
        if used:
            ws = _fresh(tmp_path, name)
            before = _state(ws)
        _kill_at(ws, name, 1 + point * (statements - 1) // (POINTS - 1))
        state = _state(ws)
        used = len(state["change"]) > changes
        assert state["parcel"] != before["parcel"] if used else state == before
    if used:  # it was killed as it ended
        ws = _fresh(tmp_path, name)
    _apply(ws, OPERATIONS[name])  # and the workspace is as usable as ever
    assert len(ws.read("change")) == changes + 1


def _fresh(folder: Path, name: str) -> Workspace:
    ws = land_case.make(folder, declared=True)
    if name == "restore":
        _apply(ws, OPERATIONS["split"])
    return ws


def _apply(ws: Workspace, plan: Callable) -> None:
    apply_plan(ws, plan(ws), Decision(reason="ทดสอบ"))


def _state(ws: Workspace) -> dict[str, list[dict]]:
    state = land_case.everything(ws)
    for name in ("parcel_history", "change", "lineage", "retired_code"):
        state[name] = sorted(ws.read(name, ["uuid"])["uuid"])
    return state


def _count(ws: Workspace, plan: Callable) -> int:
    """How many statements the operation runs, in SQLite those of triggers included."""
    seen: list[str] = []
    with _traced(seen.append):
        _apply(ws, plan)
    return len(seen)


def _kill_at(ws: Workspace, name: str, point: int) -> None:
    """Do the operation in a process of its own that dies before statement ``point``."""
    process = _processes.Process(target=_die, args=(place_of(ws.storage), name, point))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL, f"statement {point} was never reached"


def _die(place: Callable[[], Storage], name: str, point: int) -> None:
    seen: list[str] = []

    def count(statement: str) -> None:
        seen.append(statement)
        if len(seen) == point:
            os.kill(os.getpid(), signal.SIGKILL)

    with _traced(count):
        _apply(Workspace.open(place()), OPERATIONS[name])


class _traced:
    """Every transaction tells ``callback`` the statements that it runs."""

    def __init__(self, callback: Callable[[str], None]) -> None:
        self._callback, self._init = callback, Transaction.__init__

    def __enter__(self) -> None:
        callback, init = self._callback, self._init

        def traced(self, writer, *args):
            trace(writer.connection, callback)
            init(self, writer, *args)

        Transaction.__init__ = traced

    def __exit__(self, *_: object) -> None:
        Transaction.__init__ = self._init
