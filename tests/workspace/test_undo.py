"""Undo and redo put every row back, and nothing but that."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.workspace.retired_code import with_code
from taxmap_plugin.workspace.schema import CODE_COLUMN
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import NotAsShown, UndoError, redo, undo
from taxmap_plugin.workspace.undo_stack import next_redo, next_undo, undone_changes

from ..stored import things
from .conftest import parcels
from .undo_case import declare, look, note, reasons, split, three_parcels

ROOT = Path(__file__).parent.parent.parent


def rtree(ws: Workspace) -> list[tuple]:
    with sqlite3.connect(ws.path) as opened:
        return opened.execute("SELECT * FROM rtree_parcel_geom ORDER BY id").fetchall()


@pytest.fixture
def ws(workspace: Workspace) -> Workspace:
    return three_parcels(workspace)


# --- there and back --------------------------------------------------------------------------


def test_a_split_is_taken_back_and_done_again(ws: Workspace):
    before, boxes = things(ws), rtree(ws)
    split(ws)
    after = things(ws)
    done = undo(ws)
    assert things(ws) == before
    assert rtree(ws) == boxes
    assert (done.edit.kind, done.edit.reason, done.row_count) == ("split", "แบ่งขาย", 5)
    assert set(done.tables) == {"parcel", "building", "parcel_history"}
    redo(ws)
    assert things(ws) == after
    undo(ws)
    assert things(ws) == before
    assert rtree(ws) == boxes


def test_only_the_change_that_was_shown_is_taken_back_or_done_again(ws: Workspace):
    """The same user name on a second computer may have written since."""
    shown = split(ws)
    newer = split(ws, "01A003", "01A003/001")
    left = things(ws)
    with pytest.raises(NotAsShown) as refused:
        undo(ws, shown)
    assert refused.value.shown is not None and refused.value.shown.uuid == shown
    assert refused.value.now == next_undo(ws)
    assert things(ws) == left
    assert undo(ws, newer).edit.uuid == newer
    undone = next_redo(ws)
    undo(ws, shown)
    assert undone is not None
    with pytest.raises(NotAsShown):
        redo(ws, undone.uuid)
    again = next_redo(ws)
    assert again is not None
    redo(ws, again.uuid)
    with pytest.raises(NotAsShown) as refused:
        undo(ws, shown)  # the button tells the redo of it by now
    assert refused.value.now == next_undo(ws)


def test_what_was_shown_is_gone_where_nothing_is_left(ws: Workspace):
    shown = split(ws)
    undo(ws)
    with pytest.raises(NotAsShown) as refused:
        undo(ws, shown)
    assert refused.value.now is None
    assert refused.value.shown is not None and refused.value.shown.reason == "แบ่งขาย"


def test_the_parcels_that_an_edit_was_about_are_named(ws: Workspace):
    parent = look(ws, "01A002")["uuid"]
    split(ws)
    children = set(ws.read("lineage")["child_uuid"])
    assert undo(ws).parcels == (parent,)
    assert set(redo(ws).parcels) == children
    rows = ws.read("parcel", ["uuid"]).head(2)
    with ws.transaction("correct") as tx:
        tx.update("parcel", rows.assign(note="ตรวจแล้ว"))
    assert set(undo(ws).parcels) == set(rows["uuid"])


def test_the_building_is_changed_as_often_as_it_was_touched(ws: Workspace):
    split(ws)
    undo(ws)
    house = Workspace.open(ws.path).read("building").iloc[0]
    assert house["row_version"] == 3
    assert look(ws, "01A002")["row_version"] == 2  # whoever read it before must read it again


def test_an_undo_is_a_change_that_says_what_it_undoes(ws: Workspace):
    edit = split(ws)
    undo(ws)
    redo(ws)
    changes = ws.read("change", where="1 ORDER BY fid").tail(3)
    assert list(changes["kind"]) == ["split", "undo", "redo"]
    assert list(changes["undoes_uuid"])[1:] == [edit, changes["uuid"].iloc[1]]
    assert list(changes["reason"]) == ["แบ่งขาย"] * 3
    assert ws.count("change_row", "change_uuid = ?", [changes["uuid"].iloc[1]]) == 5


def test_a_shape_that_was_missing_is_missing_again(ws: Workspace):
    with ws.transaction("import") as tx:
        tx.insert("parcel", pd.DataFrame({"parcel_code": ["01A009"], "geom": [None]}))
    before = things(ws)
    with ws.transaction("correct") as tx:
        drawn = pd.DataFrame(
            {"uuid": [look(ws, "01A009")["uuid"]], "geom": [shapely.box(0, 0, 1, 1)]}
        )
        tx.update("parcel", drawn)
    undo(ws)
    assert things(ws) == before
    redo(ws)
    assert look(ws, "01A009")["geom"].area == 1


def test_codes_swapped_around_come_back(ws: Workspace):
    before = things(ws)
    rows = ws.read("parcel", ["uuid"])
    with ws.transaction("renumber") as tx:
        tx.update("parcel", rows.assign(parcel_code=["01A003", "01A001", "01A002"]))
        tx.update("parcel", rows.tail(1).assign(parcel_code="01A009"))
        tx.delete("parcel", rows["uuid"].head(1))
    undo(ws)
    assert things(ws) == before


def test_many_rows_come_back_with_their_keys(ws: Workspace):
    with ws.transaction("import") as tx:
        tx.insert("parcel", parcels(500).tail(480))
    before = things(ws)
    with ws.transaction("renumber") as tx:
        rows = tx.read("parcel", ["uuid"])
        tx.update("parcel", rows.assign(parcel_code=None, note="เลขใหม่"))
        tx.delete("parcel", rows["uuid"].tail(200))
    undo(ws)
    assert things(ws) == before
    assert len(rtree(ws)) == 483


# --- the order ---------------------------------------------------------------------------------


def test_last_in_first_out_also_after_qgis_was_closed(ws: Workspace):
    assert reasons(ws) == (None, None)
    for number in "123":
        note(ws, f"01A00{number}", number)
    assert reasons(ws) == ("3", None)
    undo(ws)
    undo(ws)
    assert reasons(ws) == ("1", "2")
    ws = Workspace.open(ws.path, user=ws.user)
    redo(ws)
    assert reasons(ws) == ("2", "3")
    redo(ws)
    assert reasons(ws) == ("3", None)
    for _ in "123":
        undo(ws)
    assert reasons(ws) == (None, "1")
    assert ws.read("parcel")["note"].isna().all()
    with pytest.raises(UndoError, match="no edit of yours"):
        undo(ws)


def test_a_new_edit_ends_redo(ws: Workspace):
    note(ws, "01A001", "1")
    undo(ws)
    note(ws, "01A002", "2")
    assert reasons(ws) == ("2", None)
    undo(ws)
    assert reasons(ws) == (None, "2")
    with pytest.raises(UndoError, match="nothing to do again"):
        [redo(ws) for _ in range(2)]


def test_what_is_no_edit_stands_outside(ws: Workspace):
    note(ws, "01A001", "แก้")
    undo(ws)
    with ws.transaction("import", reason="parcel.shp") as tx:
        tx.insert("parcel", parcels(5).tail(2))
    assert reasons(ws) == (None, "แก้")


def undone(ws: Workspace) -> set[str]:
    with ws.reading() as opened:
        return undone_changes(opened)


def test_undone_changes_do_not_count(ws: Workspace):
    edit = split(ws)
    assert undone(ws) == set()
    undo(ws)
    assert undone(ws) == {edit}
    redo(ws)
    assert undone(ws) == set()
    undo(ws)
    assert undone(ws) == {edit}
    assert ws.count("lineage") == 2  # history only grows


# --- declared codes ---------------------------------------------------------------------------


def test_a_draft_code_that_is_taken_back_is_free_again(ws: Workspace):
    split(ws)
    undo(ws)
    assert ws.count("retired_code") == 0


def retired_codes(ws: Workspace, table: str = "parcel") -> set[str]:
    """The codes that are out of use for good."""
    retired = ws.read("retired_code", ["code"], "table_name = ?", [table])["code"]
    return set(retired) - set(ws.read(table)[CODE_COLUMN[table]])


def test_a_declared_code_stays_given(ws: Workspace):
    declare(ws)
    split(ws)
    undo(ws)
    rows = ws.read("retired_code")
    assert list(rows["code"]) == ["01A002/001"]
    assert "ย้อนกลับ" in rows["reason"].iloc[0]
    assert retired_codes(ws) == {"01A002/001"}
    redo(ws)  # the very same parcel may have it again
    assert look(ws, "01A002/001")["geom"].area == 200
    assert retired_codes(ws) == set()
    undo(ws)
    assert ws.count("retired_code") == 1


def test_a_declared_renumbering_that_is_taken_back(ws: Workspace):
    declare(ws)
    with ws.transaction("renumber", reason="ผิด") as tx:
        house = tx.read("building", ["uuid"])
        tx.update("building", house.assign(building_code="01A002-B007"))
        row = pd.DataFrame({"uuid": [look(ws, "01A003")["uuid"]], "parcel_code": ["01A007"]})
        tx.update("parcel", row)
    undo(ws)
    rows = ws.read("retired_code").set_index("code")["successor_codes"].to_dict()
    assert rows == {"01A007": "01A003", "01A002-B007": "01A002-B001"}
    assert retired_codes(ws, "building") == {"01A002-B007"}


# --- whatever the officer does -----------------------------------------------------------------

STEP = st.tuples(
    st.sampled_from(["insert", "update", "delete", "shape", "code"]),
    st.sampled_from(["parcel", "building", "owner", "parcel_history"]),
    st.integers(0, 5),
)
EDITS = st.lists(st.lists(STEP, min_size=1, max_size=3), min_size=1, max_size=3)
CODES = {"parcel": "parcel_code", "building": "building_code", "parcel_history": "parcel_code"}


def play(ws: Workspace, steps: list[tuple]) -> bool:
    """One transaction of these steps; whether it changed anything."""
    with ws.transaction("correct") as tx:
        for action, table, number in steps:
            rows = tx.read(table, ["uuid"])
            spatial, code = table != "owner", CODES.get(table)
            if action == "insert":
                new = {"note": [f"แถว {number}"]} if table != "parcel_history" else {}
                new["parcel_uuid" if table == "parcel_history" else "uuid"] = [tx.change_uuid]
                place = {"geom": [shapely.box(0, 0, number + 1, 1)]} if spatial else {}
                if not tx.count(table, "uuid = ?", [tx.change_uuid]):
                    tx.insert(table, pd.DataFrame({**new, **place}))
            elif rows.empty:
                continue
            elif action == "delete":
                tx.delete(table, rows["uuid"].iloc[[number % len(rows)]])
            elif action == "shape" and spatial:
                shape = None if number == 0 else shapely.box(0, 0, 1, number)
                chosen = rows.iloc[[number % len(rows)]]
                tx.update(table, chosen.assign(geom=pd.Series([shape] * 1, index=chosen.index)))
            elif action == "code" and code:
                turned = [f"{ws.count('change')}-{number}-{at}" for at in range(len(rows))]
                tx.update(table, rows.assign(**{code: turned[::-1]}))
            elif table != "parcel_history":
                tx.update(table, rows.tail(number + 1).assign(note=f"แก้ {number}"))
        return bool(tx.row_count)


@pytest.fixture(scope="module")
def start(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("undo") / "start.gpkg"
    ws = Workspace.create(path, Municipality("เทศบาลตำบลสาธิต"), user="สมหญิง")
    with ws.transaction("import") as tx:
        uuids = tx.insert("parcel", parcels(3))
        house = pd.DataFrame({"building_code": ["01A001-B001"], "parcel_uuid": [uuids[0]]})
        tx.insert("building", house.assign(geom=[shapely.box(1, 1, 2, 2)]))
    return path


@given(edits=EDITS)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=settings.default.max_examples // 4,
)
def test_any_edits_are_taken_back_and_done_again(start: Path, tmp_path: Path, edits: list):
    ws = Workspace.open(Path(shutil.copy(start, tmp_path / "ws.gpkg")), user="สมหญิง")
    states = [things(ws)]
    states += [things(ws) for steps in edits if play(ws, steps)]
    for state in states[-2::-1]:
        undo(ws)
        assert things(ws) == state
    for state in states[1:]:
        redo(ws)
        assert things(ws) == state
    for state in states[-2::-1]:
        undo(ws)
        assert things(ws) == state
    assert next_undo(ws) is None


# --- a process that is killed ------------------------------------------------------------------

SCRIPT = """
import sys, time
from taxmap_plugin.workspace import undo as module
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.transaction import Transaction

def wait(*_):
    print("now", flush=True)
    time.sleep(60)

path, moment = sys.argv[1:]
if moment == "before the first row":
    module._put_back = wait
if moment == "after the last row":
    module._Gate.check_nothing_hangs = wait
if moment == "in the middle":
    Transaction.insert_stored = wait
if moment == "before the commit":
    Transaction.close = wait
module.undo(Workspace.open(path, user="สมหญิง"))
wait()
"""


@pytest.mark.parametrize(
    "moment",
    [
        "before the first row",
        "in the middle",
        "after the last row",
        "before the commit",
        "after it",
    ],
)
def test_killed(ws: Workspace, moment: str):
    before = things(ws)
    split(ws)
    after = things(ws)
    command = [sys.executable, "-c", SCRIPT, str(ws.path), moment]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "now\n"
        process.kill()
    assert things(Workspace.open(ws.path)) == (before if moment == "after it" else after)
    (redo if moment == "after it" else undo)(ws)
    assert things(ws) == (after if moment == "after it" else before)


def test_an_image_tells_a_missing_shape_from_an_untouched_one(ws: Workspace):
    with ws.transaction("correct") as tx:
        uuid = look(ws, "01A001")["uuid"]
        tx.update("parcel", pd.DataFrame({"uuid": [uuid], "note": ["x"]}))
        tx.update("parcel", pd.DataFrame({"uuid": [uuid], "geom": [None]}))
        tx.update("parcel", pd.DataFrame({"uuid": [uuid], "geom": [shapely.box(0, 0, 1, 1)]}))
    images = ws.read("change_row", where="change_uuid = ? ORDER BY fid", params=[tx.change_uuid])
    told = ["geom" in json.loads(text) for text in images["before"]]
    assert (told, list(images["before_geom"].isna())) == (
        [False, False, True],
        [True, False, True],
    )


def test_a_code_is_looked_up_by_its_index(ws: Workspace):
    with sqlite3.connect(ws.path) as opened:
        for table, column in CODE_COLUMN.items():
            statement = f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {with_code(table)}"
            plan = str(opened.execute(statement, ("01A001",)).fetchall())
            assert f"INDEX {table}_{column}" in plan
