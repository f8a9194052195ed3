"""The Parcels dock: its pages, the selection of the layer, the tasks and what they lack."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

import pandas as pd
import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QScrollArea, QToolBar

from taxmap_plugin.core.message import Message
from taxmap_plugin.gui.parcel_layer import ParcelLayer
from taxmap_plugin.gui.parcel_tasks import TASKS, Operations, Turn, Way, Written
from taxmap_plugin.gui.parcels_dock import ParcelsDock
from taxmap_plugin.gui.session import Session
from taxmap_plugin.settings import AREA_PERCENT, AREA_WAH, write
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.store import Workspace
from tests.editing.card_case import MIDDLE, card_case, uuid_of

from .conftest import Until
from .looks import cut_labels, nameless_icon_buttons, settle, sideways_scrolling


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return card_case(tmp_path_factory.mktemp("แปลง ที่ดิน"))


@pytest.fixture
def session(qgis_app: Any):
    session = Session(None)
    yield session
    session.close()
    session.release()


@pytest.fixture
def opened() -> list[Any]:
    """What the tasks with a window of their own were called with."""
    return []


@pytest.fixture
def operations(opened: list[Any]) -> Operations:
    def opener(name: str):
        return lambda uuids: opened.append((name, uuids))

    return Operations(opens={name: opener(name) for name in TASKS if name != "compare"})


@pytest.fixture
def dock(language: str, session: Session, operations: Operations):
    write(AREA_PERCENT, 10)
    write(AREA_WAH, 2)
    dock = ParcelsDock(None, session, operations=operations)
    yield dock
    dock.release()
    dock.deleteLater()


@pytest.fixture
def at_work(dock: ParcelsDock, session: Session, case: Workspace) -> ParcelsDock:
    """The dock with a workspace and its layers."""
    open_workspace_in_project(case.path, QgsProject.instance())
    session.use(case)
    return dock


def page_name(dock: ParcelsDock) -> str:
    return dock.pages.currentWidget().objectName()


def select(dock: ParcelsDock, *codes: str) -> None:
    """As an officer does on the map."""
    wanted = ", ".join(f"'{code}'" for code in codes)
    dock.map.layer.selectByExpression(f"parcel_code IN ({wanted})")


def told(dock: ParcelsDock) -> str:
    labels = dock.message_bar.currentItem().findChildren(QLabel)
    return " ".join(label.accessibleName() for label in labels)


# -- pages ---------------------------------------------------------------------------------


def test_without_a_workspace_it_leads_to_start(dock: ParcelsDock):
    wanted = []
    dock.workspace_wanted.connect(lambda: wanted.append(True))
    assert page_name(dock) == "TaxMapParcelsNoWorkspace"
    dock.findChild(QPushButton, "TaxMapParcelsNoWorkspaceButton").click()
    assert wanted == [True]


def test_with_nothing_selected_it_says_what_to_do(at_work: ParcelsDock):
    assert page_name(at_work) == "TaxMapParcelTasks"
    assert at_work.tasks.selected.accessibleName()
    assert set(at_work.tasks.buttons) == set(TASKS)


def test_selecting_a_parcel_in_the_layer_shows_its_card_and_back(at_work: ParcelsDock):
    select(at_work, MIDDLE)
    assert page_name(at_work) == "TaxMapParcelCard"
    card = at_work.card_page
    assert card.title.accessibleName() == "01A005"
    assert card.owners.accessibleName().startswith("นายส*** ท***")
    assert "10503" in card.documents.accessibleName()
    assert [cell.text() for cell in card.areas.cells[0]][1:] == [
        "0-1-0",
        "400.00 m²" if "m²" in card.areas.cells[0][2].text() else "400.00 ตร.ม.",
    ]
    assert card.areas.cells[2][1].text() == "\u22120-0-4"
    assert card.neighbours.rowCount() == 4
    assert "ร้านสาธิต" in card.things.accessibleName()
    assert len(card.findings.texts) == 2
    assert card.history.accessibleName()
    at_work.map.layer.removeSelection()
    assert page_name(at_work) == "TaxMapParcelTasks"


def test_a_document_of_the_map_that_the_register_does_not_have_is_said(
    at_work: ParcelsDock, case: Workspace
):
    card, uuid = at_work.card_page, uuid_of(case, MIDDLE)
    for number in ("21001", "10503"):
        with case.transaction("correct") as tx:
            tx.update_rows("parcel", [{"uuid": uuid, "deed_no": number}])
        at_work.map.layer.removeSelection()
        select(at_work, MIDDLE)
        assert card.on_map.isHidden() == (number == "10503")
    (text,) = card.on_map.texts
    assert "21001" in text and "10503" not in text


def test_owners_that_wait_for_a_match_are_said_and_it_is_one_click_away(
    at_work: ParcelsDock, case: Workspace
):
    wanted: list[str] = []
    at_work.matches_wanted.connect(wanted.append)
    card, uuid = at_work.card_page, uuid_of(case, "01A001")
    select(at_work, "01A001")
    assert card.matches.isHidden() and card.owners.accessibleName() == "–"
    with case.transaction("match") as tx:
        title = tx.insert("title_document", pd.DataFrame({"deed_no": ["7001"]}))
        line = {"parcel_uuid": uuid, "register_uuid": title.iloc[0], "state": "auto"}
        line |= {"register_table": "title_document", "outcome": "matched"}
        tx.insert("match", pd.DataFrame([line]))
    at_work.show_selection()
    assert "1" in card.waiting.texts[0]
    assert card.owners.isHidden(), "no dash: it is not that there is none"
    card.matches.click()
    assert wanted == [uuid]
    with case.transaction("match_reject") as tx:
        tx.update("match", tx.read("match", ["uuid"]).assign(state="rejected"))
    at_work.show_selection()
    assert card.matches.isHidden()


@pytest.mark.parametrize("key", [None, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_finding_of_the_card_is_one_click_or_key_away(
    at_work: ParcelsDock, case: Workspace, key: Optional[Qt.Key]
):
    wanted: list[str] = []
    at_work.finding_wanted.connect(wanted.append)
    found = {"check_id": "quality.gap", "severity": "error", "message": Message("gap_found")}
    found |= {"subject_table": "parcel", "subject_uuid": uuid_of(case, "01A003")}
    with case.transaction("quality_check") as tx:
        (uuid,) = tx.insert_rows("finding", [found])
    select(at_work, "01A003")
    line = at_work.card_page.findings.findChild(QPushButton, "TaxMapParcelFinding0")
    assert line.accessibleName() == "gap_found" and line.toolTip()
    if key is None:
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(line, key)
    with case.transaction("quality_check") as tx:
        tx.delete("finding", [uuid])
    assert wanted == [uuid]


def test_opening_a_neighbour_selects_it_in_the_layer(at_work: ParcelsDock):
    select(at_work, "01A001")
    table = at_work.card_page.neighbours
    codes = [table.item(row, 0).text() for row in range(table.rowCount())]
    table.setCurrentCell(codes.index("01A002"), 0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert [one["parcel_code"] for one in at_work.map.layer.selectedFeatures()] == ["01A002"]
    assert at_work.card_page.title.accessibleName() == "01A002"


def test_several_parcels_are_listed_with_their_sum(at_work: ParcelsDock):
    select(at_work, "01A001", "01A002", "01A003")
    assert page_name(at_work) == "TaxMapParcelList"
    assert at_work.list_page.table.rowCount() == 3
    text = at_work.list_page.count.accessibleName()
    assert "0-3-0" in text
    assert "1,200.00" in text


def test_a_tighter_tolerance_turns_the_verdict(at_work: ParcelsDock):
    select(at_work, MIDDLE)
    before = at_work.card_page.areas.verdict.texts
    at_work.card_page.tolerance.percent.setValue(0)
    assert at_work.card_page.areas.verdict.texts != before
    assert "0-0-2" in at_work.card_page.areas.verdict.texts[0]


@pytest.mark.parametrize("width", [280, 320])
@pytest.mark.parametrize("codes", [(), (MIDDLE,), ("01A001", "01A002")])
def test_every_page_fits_a_narrow_dock(at_work: ParcelsDock, width: int, codes: tuple[str, ...]):
    if codes:
        select(at_work, *codes)
    settle(at_work, width, 500)
    assert at_work.width() == width
    assert cut_labels(at_work) == []
    assert sideways_scrolling(at_work) == []


@pytest.mark.parametrize("codes", [(), (MIDDLE,), (MIDDLE, "01A006")], ids=len)
def test_under_a_long_message_there_is_one_scroll_bar(at_work: ParcelsDock, codes: tuple[str, ...]):
    select(at_work, *codes)
    seen = []
    for words in range(40):
        at_work.message_bar.clearWidgets()
        at_work.tell("ข้อความที่ยาว " * words, "warning")
        settle(at_work, 280, 500)
        areas = at_work.findChildren(QScrollArea)
        shown = [one for one in areas if one.verticalScrollBar().isVisible()]
        if at_work.pages.parentWidget().height() > 175:
            seen.append(len(shown))
    assert len(seen) > 4 and set(seen) <= {0, 1}, seen


def test_the_toolbar_is_short_and_named(dock: ParcelsDock):
    assert nameless_icon_buttons(dock) == []
    assert len(dock.findChild(QToolBar, "TaxMapParcelsDockToolbar").actions()) == 7


# -- tasks ---------------------------------------------------------------------------------


def test_the_card_leads_to_the_tasks_and_back(at_work: ParcelsDock):
    select(at_work, MIDDLE)
    at_work.card_page.tasks.click()
    assert page_name(at_work) == "TaxMapParcelTasks"
    assert "01A005" in at_work.tasks.selected.accessibleName()
    at_work.tasks.card.click()
    assert page_name(at_work) == "TaxMapParcelCard"


@pytest.mark.parametrize("name", ["split_to_area", "merge", "renumber"])
def test_a_task_that_lacks_a_selection_says_so(at_work: ParcelsDock, opened: list[Any], name: str):
    at_work.tasks.buttons[name].click()
    assert opened == []
    assert told(at_work)


def test_a_task_gets_the_selected_parcels(at_work: ParcelsDock, case: Workspace, opened: list[Any]):
    select(at_work, "01A001", "01A002")
    at_work.show_tasks()
    at_work.tasks.buttons["merge"].click()
    assert opened == [("merge", (uuid_of(case, "01A001"), uuid_of(case, "01A002")))]


def test_one_parcel_at_a_time_is_said_where_several_are_selected(
    at_work: ParcelsDock, opened: list[Any]
):
    select(at_work, "01A001", "01A002")
    at_work.begin("split_to_area")
    assert opened == []
    assert "2" in told(at_work)


def test_what_is_not_there_yet_is_grey_and_says_why(at_work: ParcelsDock):
    button = at_work.tasks.buttons["compare"]
    assert not button.isEnabled()
    assert button.toolTip() != button.accessibleDescription()
    assert at_work.tasks.buttons["merge"].isEnabled()


def test_undo_is_live_only_when_there_is_something_to_take_back(
    at_work: ParcelsDock, operations: Operations, until: Until
):
    assert not at_work._undo.isEnabled()
    left = [Turn("c1", Message("parcels_dock.selected_one", code="01A005"))]
    operations.way = lambda ws: Way(undo=left[-1] if left else None)
    operations.undo = lambda ws, shown, feedback: Written(left.pop().words)
    at_work.show_selection()
    assert at_work._undo.isEnabled()
    assert "01A005" in at_work._undo.toolTip()
    at_work.undo()
    until(lambda: not at_work.is_busy())
    assert not at_work._undo.isEnabled()
    assert "01A005" in told(at_work)


def test_so_many_that_they_are_only_counted(at_work: ParcelsDock, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("taxmap_plugin.gui.parcel_layer.MOST", 5)
    at_work.map.layer.selectAll()
    assert page_name(at_work) == "TaxMapParcelList"
    assert "9" in at_work.list_page.count.accessibleName()


@pytest.mark.parametrize("name", ["merge", "renumber", "split_by_line", "draw_parcel"])
def test_of_so_many_none_is_taken_for_none_chosen(
    at_work: ParcelsDock, opened: list[Any], monkeypatch: pytest.MonkeyPatch, name: str
):
    """A line would split every parcel that it crosses; a merge would say that none is chosen."""
    monkeypatch.setattr("taxmap_plugin.gui.parcel_layer.MOST", 5)
    at_work.map.layer.selectAll()
    at_work.begin(name)
    if name == "draw_parcel":
        assert opened, "nothing need be selected for it"
        return
    assert opened == []
    assert "9" in told(at_work) and "5" in told(at_work)
    select(at_work, MIDDLE, "01A006")
    at_work.begin(name)
    ((_, uuids),) = opened
    assert len(uuids) == 2


def test_a_parcel_that_vanished_leaves_no_stale_card(
    dock: ParcelsDock, session: Session, tmp_path: Path
):
    ws = card_case(tmp_path)
    open_workspace_in_project(ws.path, QgsProject.instance())
    session.use(ws)
    select(dock, MIDDLE)
    with ws.transaction("merge") as tx:
        tx.delete("parcel", [uuid_of(ws, MIDDLE)])
    session.data_changed.emit()
    assert page_name(dock) == "TaxMapParcelTasks"


def test_without_a_layer_nothing_is_selected(qgis_app: Any):
    layer = ParcelLayer(None)
    assert (layer.count(), layer.uuids(), layer.pick()) == (0, [], False)
