"""What an officer decides in the match dock, and its way back."""

from __future__ import annotations

import pandas as pd
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QTableWidget,
)
from shapely import box

from taxmap_plugin.gui.match_dock import MatchDock
from taxmap_plugin.gui.match_model import TO_DECIDE
from taxmap_plugin.gui.session import Session
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.store import Workspace

from .conftest import Until
from .looks import settle
from .match_case import codes, dock, matched, rest, session, stand_on, told, workspace

__all__ = ["dock", "matched", "session", "workspace"]


def test_confirm_ties_the_register_row_and_goes_on_to_the_next_line(
    matched: MatchDock, workspace: Workspace, until: Until
):
    stand_on(matched, "01A001")
    QTest.mouseClick(matched.page.accept, Qt.MouseButton.LeftButton)
    rest(matched, until)
    row = workspace.read("title_document", ["parcel_uuid"], "deed_no = ?", ("101",))
    assert row["parcel_uuid"].notna().all()
    assert matched.page.current()["parcel_code"] == "01A002"


def test_undo_takes_the_last_decision_back(matched: MatchDock, workspace: Workspace, until: Until):
    stand_on(matched, "01A001")
    matched.accept_chosen()
    rest(matched, until)
    assert matched._undo.isEnabled()
    matched.undo_last()
    rest(matched, until)
    row = workspace.read("title_document", ["parcel_uuid"], "deed_no = ?", ("101",))
    assert row["parcel_uuid"].isna().all()
    assert not matched._undo.isEnabled()


def test_space_ticks_and_the_ticked_lines_are_decided_together(
    matched: MatchDock, workspace: Workspace, until: Until
):
    for code in ("01A001", "01A002"):
        stand_on(matched, code)
        QTest.keyClick(matched.page.table, Qt.Key.Key_Space)
    matched.accept_chosen()
    rest(matched, until)
    assert workspace.count("match", "state = 'confirmed'") == 2


def test_one_button_confirms_all_that_is_certain(
    matched: MatchDock, workspace: Workspace, until: Until
):
    automatic = workspace.count("match", "state = 'auto'")
    button = matched.page.accept_all
    assert automatic and str(automatic) in button.text()
    codes(matched, TO_DECIDE)  # whatever is looked at
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    rest(matched, until)
    assert workspace.count("match", "state = 'confirmed'") == automatic
    assert button.isHidden()
    matched.undo_last()
    rest(matched, until)
    assert not button.isHidden()


def test_of_all_lines_those_that_cannot_be_confirmed_are_named(
    dock: MatchDock, session: Session, workspace: Workspace, until: Until
):
    with workspace.transaction("import") as tx:
        twin = pd.DataFrame({"deed_no": ["101"], "land_no": ["1"]})
        tx.insert("parcel", twin.assign(parcel_code="01A009", geom=[box(0, 0, 20, 20)]))
    open_workspace_in_project(workspace.path, QgsProject.instance())
    session.use(workspace)
    rest(dock, until)
    dock.run_match()
    rest(dock, until)
    row = workspace.read("title_document", ["uuid"], "deed_no = ?", ("101",))["uuid"][0]
    other = workspace.read("parcel", ["uuid"], "parcel_code = ?", ("01A009",))["uuid"][0]
    line = {"parcel_uuid": other, "register_uuid": row, "register_table": "title_document"}
    with workspace.transaction("match") as tx:
        tx.insert("match", pd.DataFrame([{**line, "outcome": "suggested"}]))
    session.data_changed.emit()
    rest(dock, until)
    dock.page.tick_shown(True)
    dock.accept_chosen()
    rest(dock, until)
    assert "101 (01A001, 01A009)" in told(dock)
    assert workspace.count("match", "state = 'confirmed'") == 2
    assert row not in set(workspace.read("match", None, "state = 'confirmed'")["register_uuid"])


def test_it_opens_on_the_line_of_a_parcel(matched: MatchDock, workspace: Workspace, until: Until):
    uuid = workspace.read("parcel", ["uuid"], "parcel_code = ?", ("01A002",))["uuid"][0]
    matched.page.text.setText("101")
    until(lambda: matched.page.proxy.rowCount() == 1)
    matched.open_parcel(uuid)
    assert matched.page.current()["parcel_code"] == "01A002"
    matched.settings.show_register("land_price")
    matched.open_parcel(uuid)
    rest(matched, until)
    assert matched.settings.table() == "title_document"
    assert matched.page.current()["parcel_code"] == "01A002"


def test_a_line_without_a_pair_cannot_be_confirmed(matched: MatchDock, workspace: Workspace):
    stand_on(matched, "01A004")
    matched.accept_chosen()
    assert told(matched)
    assert workspace.count("match", "state = 'confirmed'") == 0


def test_a_lone_parcel_and_a_lone_row_are_linked_by_hand(
    matched: MatchDock, workspace: Workspace, until: Until
):
    stand_on(matched, "01A004")
    matched.open_link()
    settle(matched, 320, 620)
    link = matched.page.link
    assert not link.link.isEnabled()
    codes(matched, "register_only")
    QTest.mouseClick(link.link, Qt.MouseButton.LeftButton)
    rest(matched, until)
    row = workspace.read("title_document", ["parcel_uuid"], "deed_no = ?", ("999",))
    parcel = workspace.read("parcel", ["uuid"], "parcel_code = ?", ("01A004",))
    assert row["parcel_uuid"].tolist() == parcel["uuid"].tolist()
    assert not link.isVisible()


def test_new_parcels_after_the_run_are_said(
    matched: MatchDock, session: Session, workspace: Workspace, until: Until
):
    with workspace.transaction("import") as tx:
        tx.insert("parcel", pd.DataFrame({"parcel_code": ["01A005"], "geom": [box(0, 0, 1, 1)]}))
    session.data_changed.emit()
    rest(matched, until)
    assert any(word in matched.page.count.accessibleName() for word in ("จับคู่ใหม่", "Match again"))


def test_an_area_that_was_changed_since_the_run_is_told_as_it_is_now(
    matched: MatchDock, session: Session, workspace: Workspace, until: Until
):
    stand_on(matched, "01A002")
    matched.page.text.setText("01A00")
    until(lambda: matched.page.proxy.rowCount() == 4)
    matched.page.tick_shown(True)
    ticked, table = set(matched.page.model.ticked), matched.page.details.table
    before = _compared(table)
    parcel = workspace.read("parcel", ["uuid"], "parcel_code = '01A002'")
    with workspace.transaction("correct") as tx:
        tx.update("parcel", parcel.assign(geom=[box(0, 0, 10, 10)]))
    session.data_changed.emit()
    rest(matched, until)
    assert matched.page.current()["parcel_code"] == "01A002"
    assert matched.page.text.text() == "01A00"
    assert matched.page.model.ticked == ticked
    after = _compared(table)
    ((area, then),) = [
        (field, told) for field, told in before.items() if told not in after.values()
    ]
    now = after.pop(area)
    assert now[0] == "0-0-25"
    assert now[1] == then[1]
    assert now[2] in ("changed", "แก้ภายหลัง")
    assert after == {field: told for field, told in before.items() if field != area}


def _compared(table: QTableWidget) -> dict[str, list[str]]:
    rows = range(table.rowCount())
    return {
        table.item(row, 0).text(): [table.item(row, n).text() for n in (1, 2, 3)] for row in rows
    }


def test_area_tolerance_is_a_setting_that_counts(matched: MatchDock, until: Until):
    matched.settings.percent.setValue(100)
    matched.settings.wah.setValue(1000)
    matched.run_match()
    rest(matched, until)
    assert codes(matched, "conflict") == []
    assert "100 %" in matched.settings.header.text()
