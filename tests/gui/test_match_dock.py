"""The match dock: its states, the officer's decisions and their way back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Callable

import pandas as pd
import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDockWidget,
    QFileDialog,
    QLabel,
    QMainWindow,
    QPushButton,
    QTableWidget,
)
from shapely import box

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.gui.match_dock import MatchDock
from taxmap_plugin.gui.match_model import TO_DECIDE
from taxmap_plugin.gui.session import Session
from taxmap_plugin.settings import LANGUAGE, language, write
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.store import Workspace

from .conftest import Until
from .looks import cut_labels, nameless_icon_buttons, settle, sideways_scrolling

#          parcel     deed   land  code in the register, area in hundredths of a ตารางวา
CASES = [
    ("01A001", "101", "1", "01A001", 10000),
    ("01A002", "102", "2", "01A002", 10000),
    ("01A003", "103", "3", "01A003", 90000),  # the areas differ
    ("01A004", "104", "4", None, None),  # no register row
    (None, "999", "9", "09Z999", 10000),  # no parcel
]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    ws = Workspace.create(tmp_path / "สาธิต.gpkg", Municipality("เทศบาลตำบลสาธิต"))
    on_map = [case for case in CASES if case[0]]
    parcels = pd.DataFrame(
        {
            "parcel_code": [case[0] for case in on_map],
            "deed_no": [case[1] for case in on_map],
            "land_no": [case[2] for case in on_map],
            "geom": [box(x, 2070000, x + 20, 2070020) for x in range(500000, 500400, 100)],
        }
    )
    registered = [case for case in CASES if case[3]]
    rows = pd.DataFrame(
        {
            "source_parcel_code": [case[3] for case in registered],
            "document_type": "chanote",
            "deed_no": [case[1] for case in registered],
            "land_no": [case[2] for case in registered],
            "document_area": pd.array([case[4] for case in registered], dtype="Int64"),
        }
    )
    with ws.transaction("import") as tx:
        tx.insert("parcel", parcels)
        tx.insert("title_document", rows.assign(document_type=None))
    return ws


@pytest.fixture
def session(qgis_app: Any):
    session = Session(None)
    yield session
    session.close()
    session.release()


@pytest.fixture
def dock(language: str, session: Session):
    dock = MatchDock(None, session)
    yield dock
    dock.release()
    dock.deleteLater()


@pytest.fixture
def matched(dock: MatchDock, session: Session, workspace: Workspace, until: Until) -> MatchDock:
    """The dock after a run."""
    session.use(workspace)
    until(lambda: dock._run.isEnabled())
    dock.run_match()
    rest(dock, until)
    return dock


def rest(dock: MatchDock, until: Until) -> None:
    until(lambda: not dock.is_busy() and dock._loading is None)


def page_name(dock: MatchDock) -> str:
    return dock.pages.currentWidget().objectName()


def codes(dock: MatchDock, kind: str = "") -> list[Any]:
    """The parcels of the lines shown under a filter."""
    dock.page.kind.setCurrentIndex(dock.page.kind.findData(kind))
    return dock.page.proxy.shown("parcel_code")


def stand_on(dock: MatchDock, code: str) -> None:
    dock.page.kind.setCurrentIndex(0)
    assert dock.page.stand_on(code, "parcel_code")


def told(dock: MatchDock) -> str:
    labels = dock.message_bar.currentItem().findChildren(QLabel)
    return " ".join(label.accessibleName() for label in labels)


# -- states -----------------------------------------------------------------------------


def test_without_a_workspace_it_leads_to_start(dock: MatchDock):
    wanted = []
    dock.workspace_wanted.connect(lambda: wanted.append(True))
    assert page_name(dock) == "TaxMapMatchNoWorkspace"
    dock.findChild(QPushButton, "TaxMapMatchNoWorkspaceButton").click()
    assert wanted == [True]


def test_without_parcels_and_without_register_it_leads_to_the_import(
    dock: MatchDock, session: Session, tmp_path: Path, until: Until
):
    ws = Workspace.create(tmp_path / "ว่าง.gpkg", Municipality("เทศบาลตำบลสาธิต"))
    wanted = []
    dock.import_wanted.connect(lambda: wanted.append(True))
    session.use(ws)
    until(lambda: page_name(dock) == "TaxMapMatchNoParcels")
    with ws.transaction("import") as tx:
        tx.insert("parcel", pd.DataFrame({"geom": [box(0, 0, 1, 1)]}))
    session.data_changed.emit()
    until(lambda: page_name(dock) == "TaxMapMatchNoRegister")
    dock.findChild(QPushButton, "TaxMapMatchNoRegisterButton").click()
    assert wanted == [True]


def test_before_the_first_run_one_button_runs_it(
    dock: MatchDock, session: Session, workspace: Workspace, until: Until
):
    session.use(workspace)
    until(lambda: page_name(dock) == "TaxMapMatchNotRun")
    dock.findChild(QPushButton, "TaxMapMatchNotRunButton").click()
    until(lambda: page_name(dock) == "TaxMapMatchPage")


@pytest.mark.parametrize("width", [280, 320])
@pytest.mark.parametrize("linking", [False, True])
def test_the_list_fits_a_narrow_dock(matched: MatchDock, width: int, linking: bool):
    matched.message_bar.clearWidgets()
    if linking:
        matched.open_link()
    settle(matched, width, 500)
    assert matched.width() == width
    assert cut_labels(matched) == []
    assert sideways_scrolling(matched) == []
    assert not matched.page.table.horizontalScrollBar().isVisible()


@pytest.mark.parametrize("points", [9, 12])
@pytest.mark.parametrize("linking", [False, True])
def test_lines_stay_in_sight_in_a_low_dock_with_a_message(
    matched: MatchDock, large_type: Callable[[int], None], points: int, linking: bool
):
    large_type(points)
    matched.tell("…", "warning")
    if linking:
        matched.open_link()
    settle(matched, 320, 553)
    table = matched.page.table
    assert table.viewport().height() >= 4 * table.rowHeight(0)
    assert table.viewport().visibleRegion().boundingRect().height() >= 3 * table.rowHeight(0)


def test_the_totals_are_opened_where_they_are_wanted(matched: MatchDock):
    settle(matched, 320, 553)
    assert not matched.page.totals.isVisible()
    matched.page.count.click()
    assert matched.page.totals.isVisible()
    matched.open_link()
    assert not matched.page.totals.isVisible()


def test_every_icon_button_has_a_name(dock: MatchDock):
    assert nameless_icon_buttons(dock) == []


# -- the list ---------------------------------------------------------------------------


def test_each_outcome_has_its_filter_and_count(matched: MatchDock):
    assert codes(matched, "matched") == ["01A001", "01A002"]
    assert codes(matched, "conflict") == ["01A003"]
    assert codes(matched, "parcel_only") == ["01A004"]
    assert codes(matched, "register_only") == [None]
    assert codes(matched, TO_DECIDE) == ["01A003"]
    assert "(5)" in matched.page.kind.itemText(0)


def test_counts_say_how_many_are_shown_and_add_up_to_both_inputs(matched: MatchDock):
    codes(matched, "conflict")
    shown = matched.page.count.accessibleName()
    parcels, rows = matched.page.totals.accessibleName().split("\n")
    assert "1" in shown
    assert "5" in shown
    for side in (parcels, rows):
        total, *parts = [int(number) for number in re.findall(r"\d+", side)]
        assert total == sum(parts) == 4


def test_the_filter_searches_codes_and_numbers(matched: MatchDock, until: Until):
    matched.page.text.setText("102")
    until(lambda: matched.page.proxy.rowCount() == 1)
    assert matched.page.current()["parcel_code"] == "01A002"
    matched.page.text.setText("ไม่มีแน่")
    until(lambda: matched.page.sheets.currentWidget() is matched.page.hidden)
    matched.findChild(QPushButton, "TaxMapMatchHiddenButton").click()
    assert matched.page.proxy.rowCount() == 5


@pytest.mark.parametrize("typed", ["01A 002", "01a-002", "01A–002", "๐๑A๐๐๒", "๑๐๒"])
def test_a_code_is_found_however_an_officer_writes_it(matched: MatchDock, until: Until, typed: str):
    matched.page.text.setText(typed)
    until(lambda: matched.page.proxy.rowCount() == 1)
    assert matched.page.current()["parcel_code"] == "01A002"


def test_what_needs_the_officer_stands_first_and_is_explained(matched: MatchDock):
    first = matched.page.current()
    assert first["match_state"] == "conflict"
    texts = matched.page.details.table
    assert texts.item(0, 3).text() in ("ต่างกัน", "differs")
    assert texts.item(0, 1).text() != texts.item(0, 2).text()


def test_nothing_left_to_decide_is_good_news(matched: MatchDock, until: Until):
    codes(matched, TO_DECIDE)
    matched.reject_chosen()
    rest(matched, until)
    assert matched.page.sheets.currentWidget() is matched.page.good_news


# -- decisions ---------------------------------------------------------------------------


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


# -- map and report ------------------------------------------------------------------------


def test_list_and_layer_select_the_same_parcel(
    dock: MatchDock, session: Session, workspace: Workspace, until: Until
):
    layers = open_workspace_in_project(workspace.path, QgsProject.instance())
    session.use(workspace)
    until(lambda: dock._run.isEnabled())
    dock.run_match()
    rest(dock, until)
    dock.show()
    stand_on(dock, "01A002")
    parcel = layers["parcel"]
    assert [one["parcel_code"] for one in parcel.selectedFeatures()] == ["01A002"]
    fid = next(one.id() for one in parcel.getFeatures() if one["parcel_code"] == "01A004")
    parcel.selectByIds([fid])
    assert dock.page.current()["parcel_code"] == "01A004"


def test_behind_another_dock_it_leaves_the_selection_alone(
    dock: MatchDock, session: Session, workspace: Workspace, until: Until
):
    layers = open_workspace_in_project(workspace.path, QgsProject.instance())
    left = Qt.DockWidgetArea.LeftDockWidgetArea
    session.use(workspace)
    until(lambda: dock._run.isEnabled())
    window, other = QMainWindow(), QDockWidget("แปลงที่ดิน")
    window.addDockWidget(left, dock)
    window.addDockWidget(left, other)
    window.tabifyDockWidget(dock, other)
    window.show()
    other.raise_()
    QApplication.processEvents()
    dock.run_match()
    rest(dock, until)
    parcel = layers["parcel"]
    fid = next(one.id() for one in parcel.getFeatures() if one["parcel_code"] == "01A004")
    parcel.selectByIds([fid])
    stand_on(dock, "01A002")
    assert parcel.selectedFeatureIds() == [fid]
    dock.raise_()
    QApplication.processEvents()
    stand_on(dock, "01A003")
    assert [one["parcel_code"] for one in parcel.selectedFeatures()] == ["01A003"]
    dock.setParent(None)
    window.close()


def test_parcels_are_coloured_on_the_map(matched: MatchDock, until: Until):
    for _ in range(2):  # the second time in place of the first
        matched.add_layer()
        rest(matched, until)
    (layer,) = [
        one for one in QgsProject.instance().mapLayers().values() if one.providerType() == "memory"
    ]
    states = {one["parcel_code"]: one["match_state"] for one in layer.getFeatures()}
    assert states["01A003"] == "conflict"
    assert states["01A004"] == "parcel_only"


def test_coloured_parcels_are_told_in_the_language_that_is_spoken_now(
    matched: MatchDock, session: Session, until: Until
):
    matched.add_layer()
    rest(matched, until)
    (layer,) = QgsProject.instance().mapLayers().values()
    own, spoken = layer.name(), language()
    classes = [one.label() for one in layer.renderer().categories()]
    write(LANGUAGE, "en" if spoken == "th" else "th")
    other = MatchDock(None, session)
    assert layer.name() != own
    write(LANGUAGE, spoken)
    other.show_session()
    assert layer.name() == own
    assert [one.label() for one in layer.renderer().categories()] == classes
    layer.setName("สีของเรา")
    other.show_session()
    assert layer.name() == "สีของเรา"
    other.release()
    other.deleteLater()


def test_colours_of_one_workspace_stay_out_of_the_project_of_another(
    matched: MatchDock, session: Session, tmp_path: Path, until: Until
):
    other = Workspace.create(tmp_path / "อื่น.gpkg", Municipality("เทศบาลอื่น"))
    matched.add_layer()
    session.use(other)  # while the layer is being made
    rest(matched, until)
    kinds = {one.providerType() for one in QgsProject.instance().mapLayers().values()}
    assert "memory" not in kinds


def test_the_report_is_written(matched: MatchDock, tmp_path: Path, until: Until):
    path = tmp_path / "รายงาน.xlsx"
    matched.write_report(path)
    rest(matched, until)
    assert path.is_file()
    assert "รายงาน.xlsx" in told(matched)


def test_a_report_keeps_the_whole_name_that_was_given(
    matched: MatchDock, tmp_path: Path, until: Until, monkeypatch
):
    given = tmp_path / "รายงาน ต.ค. 15.11"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(given), ""))
    matched.save_report()
    rest(matched, until)
    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["รายงาน ต.ค. 15.11.xlsx"]


def test_another_register_is_another_match(matched: MatchDock, until: Until):
    matched.settings.register.setCurrentIndex(matched.settings.register.findData("land_price"))
    until(lambda: page_name(matched) == "TaxMapMatchNoRegister")
