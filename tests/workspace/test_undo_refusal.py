"""What somebody else has changed since is not taken back, and who and what is named."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from osgeo import ogr

from taxmap_plugin.core.message import render
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import UndoError, redo, undo
from taxmap_plugin.workspace.undo_stack import next_undo

from ..stored import things
from .conftest import parcels
from .undo_case import look, note, reasons, split, three_parcels


@pytest.fixture
def ws(workspace: Workspace) -> Workspace:
    return three_parcels(workspace)


@pytest.fixture
def other(ws: Workspace) -> Workspace:
    return Workspace.open(ws.path, user="สมชาย")


def test_each_has_her_own_order(ws: Workspace, other: Workspace):
    note(ws, "01A001", "ของสมหญิง")
    note(other, "01A002", "ของสมชาย")
    assert reasons(ws) == ("ของสมหญิง", None)
    undo(ws)
    assert reasons(other) == ("ของสมชาย", None)
    assert list(ws.read("parcel")["note"])[:2] == [None, "ของสมชาย"]


def test_what_a_colleague_changed_since_is_not_overwritten(ws: Workspace, other: Workspace):
    split(ws)
    note(other, "01A002/001", "เจ้าของแจ้งแก้")
    before, changes = things(ws), ws.count("change")
    with pytest.raises(UndoError, match="01A002/001"):
        undo(ws)
    assert things(ws) == before
    assert ws.count("change") == changes
    assert next_undo(ws).kind == "split"
    undo(other)  # once he has taken his back, she can take back hers
    undo(ws)
    assert list(ws.read("parcel")["parcel_code"]) == ["01A001", "01A002", "01A003"]


def test_what_was_edited_in_qgis_since_is_not_overwritten(ws: Workspace):
    note(ws, "01A001", "1")
    opened = ogr.Open(str(ws.path), update=1)  # QGIS writes no images, but the trigger counts
    opened.ExecuteSQL("UPDATE parcel SET note = 'ใน QGIS' WHERE parcel_code = '01A001'")
    del opened
    with pytest.raises(UndoError, match="01A001"):
        undo(ws)


def test_what_a_colleague_deleted_since_is_named_by_what_it_was(ws: Workspace, other: Workspace):
    note(ws, "01A003", "แก้")
    with other.transaction("merge") as tx:
        tx.delete("parcel", [look(ws, "01A003")["uuid"]])
    with pytest.raises(UndoError, match="01A003"):
        undo(ws)


def test_a_code_that_was_given_meanwhile_is_named(ws: Workspace, other: Workspace):
    with ws.transaction("merge") as tx:
        tx.delete("parcel", [look(ws, "01A003")["uuid"]])
    with other.transaction("new") as tx:
        tx.insert("parcel", parcels(3).tail(1))
    before = things(ws)
    with pytest.raises(UndoError, match="01A003"):
        undo(ws)
    assert things(ws) == before


def test_nothing_is_left_hanging(ws: Workspace, other: Workspace):
    split(ws)
    child = look(ws, "01A002/001")["uuid"]
    with other.transaction("new") as tx:
        sign = {"signboard_code": ["01A002-P001"], "parcel_uuid": child}
        tx.insert("signboard", pd.DataFrame({**sign, "geom": [shapely.Point(1, 1)]}))
    before = things(ws)
    with pytest.raises(UndoError, match="01A002-P001"):
        undo(ws)
    assert things(ws) == before


# --- what stands in the way ---------------------------------------------------------------------


def refused(ws: Workspace, go=undo) -> tuple[str, str]:
    """What an officer is told, in English and in Thai."""
    with pytest.raises(UndoError) as error:
        go(ws)
    return render(error.value.message, "en"), render(error.value.message, "th")


def test_a_colleague_in_the_way_is_named_with_her_parcel_and_asked(ws: Workspace, other: Workspace):
    split(ws)
    note(other, "01A002/001", "เจ้าของแจ้งแก้")
    english, thai = refused(ws)
    assert "taken back. Changed since: parcel 01A002/001 (สมชาย, " in english
    assert "Ask สมชาย to take that back first" in english
    assert "แปลง 01A002/001 (โดย สมชาย เมื่อ " in thai
    assert "ให้ สมชาย ย้อนรายการนั้นก่อน" in thai


def test_each_colleague_is_named_with_what_she_changed(ws: Workspace, other: Workspace):
    rows = ws.read("parcel", ["uuid"])
    with ws.transaction("correct") as tx:
        tx.update("parcel", rows.assign(note="ตรวจแล้ว"))
    note(other, "01A001", "หนึ่ง")
    note(Workspace.open(ws.path, user="มานี"), "01A003", "สอง")
    english, _ = refused(ws)
    assert english.index("01A003 (มานี") < english.index("01A001 (สมชาย"), "the latest first"
    assert "Ask มานี, สมชาย to take" in english


def test_many_parcels_in_the_way_are_counted(ws: Workspace, other: Workspace):
    with ws.transaction("import") as tx:
        tx.insert("parcel", parcels(9).tail(6))
    rows = ws.read("parcel", ["uuid"])
    for at_work in (ws, other):
        with at_work.transaction("correct") as tx:
            tx.update("parcel", rows.assign(note=at_work.user))
    english, thai = refused(ws)
    assert "parcels 01A001, 01A002, 01A003 and 6 more (สมชาย" in english
    assert "แปลง 01A001, 01A002, 01A003 และอีก 6 รายการ (โดย สมชาย" in thai


def test_a_later_change_that_undo_does_not_take_back_is_to_be_put_right(ws: Workspace):
    """Nobody is told to take back what no button takes back."""
    note(ws, "01A001", "1")
    note(ws, "01A001", "ตั้งค่า", kind="settings")
    english, thai = refused(ws)
    assert "parcel 01A001 (yourself, " in english and "(ท่านเอง เมื่อ " in thai
    assert "not taken back by undo" in english


def test_a_refused_redo_speaks_of_doing_again(ws: Workspace, other: Workspace):
    note(ws, "01A001", "1")
    undo(ws)
    note(other, "01A001", "ของสมชาย")
    english, thai = refused(ws, redo)
    assert english.startswith("This cannot be done again. Changed since: parcel 01A001 (สมชาย")
    assert thai.startswith("ทำซ้ำไม่ได้")


def test_a_parcel_without_a_code_in_the_way_is_called_as_deeds_say_it(
    ws: Workspace, other: Workspace
):
    uuid = look(ws, "01A003")["uuid"]
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, "parcel_code": None}])
    with other.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, "note": "x"}])
    assert "parcel land no. 0003 (สมชาย" in refused(ws)[0]


def test_who_has_a_code_by_now_is_told(ws: Workspace, other: Workspace):
    with ws.transaction("merge") as tx:
        tx.delete("parcel", [look(ws, "01A003")["uuid"]])
    with other.transaction("new") as tx:
        tx.insert("parcel", parcels(3).tail(1))
    english, _ = refused(ws)
    assert "The code 01A003 is in use again: parcel 01A003 (สมชาย, " in english


def test_what_hangs_on_it_is_called_by_what_it_is(ws: Workspace, other: Workspace):
    split(ws)
    child = look(ws, "01A002/001")["uuid"]
    with other.transaction("new") as tx:
        tx.insert_rows("ownership", [{"parcel_uuid": child}])
    assert "ownership 01A002/001 (สมชาย, " in refused(ws)[0]


def test_what_another_program_wrote_is_told_as_that(ws: Workspace):
    note(ws, "01A001", "1")
    opened = ogr.Open(str(ws.path), update=1)
    opened.ExecuteSQL("UPDATE parcel SET note = 'ใน QGIS' WHERE parcel_code = '01A001'")
    del opened
    assert "parcel 01A001 (by another program)" in refused(ws)[0]
