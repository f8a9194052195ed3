"""The history dock: search, family, maps of former days, restoring a parcel."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Callable

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
)

from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.recode import plan_codes
from taxmap_plugin.editing.reshape import plan_move
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.gui.history_dock import HistoryDock
from taxmap_plugin.gui.past_layers import PastLayers
from taxmap_plugin.gui.session import Session
from taxmap_plugin.gui.widgets import line_height
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.store import Workspace
from tests.editing import land_case
from tests.editing.land_case import at, line

from .canvas_case import Window
from .conftest import Until
from .looks import (
    cut_labels,
    hidden_buttons,
    lower_than_thai_needs,
    nameless_icon_buttons,
    seen_scroll_bars,
    settle,
)
from .looks import sideways_scrolling as scrolls

SPLIT = Decision(reason="แบ่งมรดก", document="ชม 123/2569", document_date="2026-01-12")
TODAY = "2026-01-31"


@pytest.fixture
def case(tmp_path: Path) -> Workspace:
    """01A001 was split (deed 1001), then 01A005 and 01A006 were merged; both long ago."""
    ws = land_case.make(tmp_path)
    with sqlite3.connect(ws.path) as opened:
        opened.execute("UPDATE change SET changed_at = '2025-06-01T03:00:00.000Z'")
    apply_plan(ws, plan_split(ws, "p1", [line((25, -5), (25, 35))]), SPLIT)
    apply_plan(ws, plan_merge(ws, ["p5", "p6"]))
    return ws


@pytest.fixture
def window(qgis_app: Any):
    window = Window()
    yield window
    window.close()


@pytest.fixture
def session(qgis_app: Any):
    session = Session(None)
    yield session
    session.close()
    session.release()


@pytest.fixture
def dock(language: str, session: Session, window: Window):
    dock = HistoryDock(window, session)
    yield dock
    dock.release()
    dock.deleteLater()


@pytest.fixture
def at_work(dock: HistoryDock, session: Session, case: Workspace, window: Window) -> HistoryDock:
    """The dock with a workspace, its layers and a map."""
    layers = open_workspace_in_project(case.path, QgsProject.instance())
    session.use(case)
    window.mapCanvas().setDestinationCrs(layers["parcel"].crs())
    return dock


def page_name(dock: HistoryDock) -> str:
    return dock.pages.currentWidget().objectName()


def search(dock: HistoryDock, text: str) -> list[tuple[str, str]]:
    """What the list shows: state and code."""
    dock.page.text.setText(text)
    dock.page.search_now()
    table = dock.page.hits
    return [
        (table.item(row, 0).text(), table.item(row, 1).text()) for row in range(table.rowCount())
    ]


def rows(item: QTreeWidgetItem) -> list[str]:
    return [item.child(place).text(0) for place in range(item.childCount())]


def family(dock: HistoryDock) -> dict[str, list[str]]:
    tree = dock.page.family.tree
    groups = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return {group.text(0): rows(group) for group in groups}


def all_rows(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    groups = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return [
        one for group in groups for one in (group, *map(group.child, range(group.childCount())))
    ]


def told(dock: HistoryDock) -> str:
    labels = dock.message_bar.currentItem().findChildren(QLabel)
    return " ".join(label.accessibleName() for label in labels)


def past(dock: HistoryDock, until: Until, text: str) -> None:
    dock.ask_date()
    dock.date_page.field.setText(text)
    dock.date_page.show_it.click()
    until(lambda: not dock.is_busy())


# -- empty states --------------------------------------------------------------------------


def test_without_a_workspace_it_leads_to_start(dock: HistoryDock):
    wanted = []
    dock.workspace_wanted.connect(lambda: wanted.append(True))
    assert page_name(dock) == "TaxMapHistoryNoWorkspace"
    dock.findChild(QPushButton, "TaxMapHistoryNoWorkspaceButton").click()
    assert wanted == [True]


def test_nothing_searched_yet_and_nothing_found(at_work: HistoryDock):
    assert page_name(at_work) == "TaxMapHistoryPage"
    assert at_work.page.state() == "TaxMapHistoryNothingYet"
    assert search(at_work, "99Z999") == []
    assert at_work.page.state() == "TaxMapHistoryNotFound"
    at_work.findChild(QPushButton, "TaxMapHistoryNotFoundButton").click()
    assert at_work.page.state() == "TaxMapHistoryNothingYet"


def test_a_parcel_that_never_changed_says_so(at_work: HistoryDock):
    at_work.show_parcel("p3")
    stack = at_work.page.family.stack
    assert stack.currentWidget().objectName() == "TaxMapHistoryUnchanged"
    assert "01A003" in at_work.page.family.title.accessibleName()
    assert not at_work.page.restore.isEnabled()
    assert at_work.page.restore.toolTip()


# -- search and family ---------------------------------------------------------------------


def test_living_and_retired_parcels_are_told_apart(at_work: HistoryDock, language: str):
    used, gone = ("ใช้อยู่", "เลิกใช้") if language == "th" else ("In use", "Retired")
    assert search(at_work, "01A001") == [(used, "01A001"), (gone, "01A001"), (used, "01A001/001")]
    what = at_work.page.hits.item(1, 2).text()
    assert "01A001, 01A001/001" in what and "1001" in what
    assert "3" in at_work.page.count.accessibleName()
    assert search(at_work, "1006") == [(gone, "01A006")]


def test_the_family_is_told_change_by_change(at_work: HistoryDock, language: str):
    at_work.show_parcel("p1")
    kind = "แบ่งแยก" if language == "th" else "Split"
    (beginning, origins), (change, children) = family(at_work).items()
    assert origins == ["01A001"] and beginning
    assert f"{kind} 01A001" in change
    assert sorted(children) == ["01A001", "01A001/001"]
    told_of = at_work.page.family.details.accessibleName()
    assert "01A001, 01A001/001" in told_of, "what came of it"
    at_work.page.family.tree.setCurrentItem(at_work.page.family.tree.topLevelItem(1))
    told_of = at_work.page.family.details.accessibleName()
    for word in ("แบ่งมรดก", "ชม 123/2569", "12"):
        assert word in told_of


def test_a_living_parcel_is_stood_on_as_it_is_today(at_work: HistoryDock, case: Workspace):
    """It was only renumbered, or reshaped: what it was before is told above it."""
    apply_plan(case, plan_codes(case, {"p2": "01A077"}))
    apply_plan(case, plan_move(case, [(at(80, 0), at(82, 0))]))
    for uuid, before, now in (("p2", "01A002", "01A077"), ("p3", "01A003", "01A003")):
        at_work.show_parcel(uuid)
        *earlier, today = family(at_work).values()
        assert before in [code for codes in earlier for code in codes]
        assert today == [now]
        entry = at_work.page.family.entry()
        assert entry is not None and (entry.code, entry.living) == (now, True)


def test_a_renumbering_tells_both_codes(at_work: HistoryDock, case: Workspace):
    apply_plan(case, plan_codes(case, {"p2": "01A077"}))
    at_work.show_parcel("p2")
    assert next(iter(family(at_work))).endswith(" 01A002 → 01A077")


def test_the_codes_in_the_family_are_not_cut(at_work: HistoryDock):
    at_work.show_parcel("p1")
    settle(at_work, 280)
    tree = at_work.page.family.tree
    child = tree.topLevelItem(1).child(1)
    room = tree.visualItemRect(child).left() + tree.iconSize().width()
    needed = tree.fontMetrics().horizontalAdvance("01A001/001")
    assert tree.columnWidth(0) >= room + needed


def test_old_shapes_leave_the_map_with_the_dock(at_work: HistoryDock):
    settle(at_work, 320)
    search(at_work, "1006")
    at_work.page.text.to_list.emit()
    (band,) = at_work.map.bands
    assert band.isVisible()
    at_work.hide()
    assert not band.isVisible()
    at_work.show()
    assert band.isVisible()


def test_choosing_a_hit_shows_the_old_shape_on_the_map(at_work: HistoryDock, case: Workspace):
    search(at_work, "1006")
    at_work.page.text.to_list.emit()
    assert at_work.page.family.story.root.uuid == "p6"
    (band,) = at_work.map.bands
    assert round(band.asGeometry().area()) == 1200
    QTest.keyClick(at_work.page.hits, Qt.Key.Key_Return)
    extent = at_work._iface.mapCanvas().extent()
    assert extent.contains(band.asGeometry().boundingBox())
    at_work.show_parcel("p3")
    assert at_work.map.bands == []
    assert [one["uuid"] for one in at_work.layer.layer.selectedFeatures()] == ["p3"]


def test_another_search_takes_the_former_family_away(at_work: HistoryDock):
    settle(at_work, 320)
    search(at_work, "1006")
    at_work.page.text.to_list.emit()
    assert at_work.map.bands and at_work.page.restore.isEnabled()
    search(at_work, "100")
    assert at_work.page.hits.isVisible()
    assert not at_work.page.family.isVisible()
    assert at_work.map.bands == []
    assert not at_work.page.restore.isEnabled()
    search(at_work, "99Z999")
    assert at_work.page.state() == "TaxMapHistoryNotFound"


def test_a_letter_typed_and_taken_back_is_no_other_search(at_work: HistoryDock, until: Until):
    settle(at_work, 320)
    search(at_work, "1006")
    at_work.page.text.to_list.emit()
    QTest.keyClicks(at_work.page.text, "7")
    QTest.keyClick(at_work.page.text, Qt.Key.Key_Backspace)
    until(lambda: not at_work.page._pause.isActive())
    assert at_work.page.family.isVisible()
    at_work.page.clear_search()
    assert at_work.page.family.isVisible(), "what was chosen stays"


def test_undone_changes_are_no_family(at_work: HistoryDock, case: Workspace, session: Session):
    from taxmap_plugin.workspace.undo import undo

    at_work.show_parcel("p6")
    assert len(family(at_work)) == 2
    undo(case)
    session.data_changed.emit()
    assert at_work.page.family.story.chapters == ()
    assert at_work.page.family.story.root.living


def test_the_parcels_dock_opens_it_with_a_parcel(at_work: HistoryDock):
    at_work.open_parcel("p1")
    assert at_work.page.family.story.root.uuid == "p1"
    at_work.open_parcel(None)
    assert at_work.page.family.story.root.uuid == "p1", "what was shown stays"


def test_a_parcel_selected_on_the_map_is_shown(at_work: HistoryDock):
    settle(at_work, 320)
    at_work.layer.layer.selectByExpression("parcel_code = '01A003'")
    assert at_work.page.family.story.root.uuid == "p3"


def test_opened_with_a_parcel_selected_it_shows_that_one(at_work: HistoryDock):
    at_work.hide()
    at_work.layer.layer.selectByExpression("parcel_code = '01A003'")
    assert at_work.page.family.story is None
    settle(at_work, 320)
    at_work.show()
    QApplication.processEvents()
    assert at_work.page.family.story.root.uuid == "p3"


# -- the map of a day ----------------------------------------------------------------------


def test_the_map_of_a_thai_date_is_one_layer_of_the_project(at_work: HistoryDock, until: Until):
    past(at_work, until, "31 ธ.ค. 2568")
    (layer,) = at_work.past.layers()
    assert "31" in layer.name() and ("2568" in layer.name() or "2025" in layer.name())
    found = sorted((f["parcel_code"], f["state"]) for f in layer.getFeatures())
    assert [code for code, state in found if state == "retired"] == ["01A001", "01A005", "01A006"]
    assert len(found) == 6
    assert not layer.startEditing()
    assert page_name(at_work) == "TaxMapHistoryPage"
    assert "6" in told(at_work)
    past(at_work, until, "31/12/2568")
    assert len(at_work.past.layers()) == 1, "the same day again"
    past(at_work, until, "30/12/2568")
    assert len(at_work.past.layers()) == 2


def test_the_layer_that_the_officer_works_in_stays_the_active_one(
    at_work: HistoryDock, until: Until
):
    project, activated = QgsProject.instance(), []
    bridge = project.layerTreeRegistryBridge()
    bridge.addedLayersToLayerTree.connect(activated.extend)  # QGIS makes these the active ones
    past(at_work, until, "31/12/2568")
    bridge.addedLayersToLayerTree.disconnect()
    (layer,) = at_work.past.layers()
    assert project.layerTreeRoot().findLayers()[0].layer() is layer
    assert activated == []


def test_the_day_before_the_chosen_change_is_suggested(at_work: HistoryDock, case: Workspace):
    with sqlite3.connect(case.path) as opened:
        opened.execute("UPDATE change SET changed_at = '2026-01-12T03:00:00Z' WHERE kind = 'split'")
    at_work.show_parcel("p1")
    at_work.page.family.tree.setCurrentItem(at_work.page.family.tree.topLevelItem(1))
    at_work.page.date.click()
    assert at_work.date_page.field.text() in ("11 ม.ค. 2569", "11 Jan 2026")
    assert "11" in at_work.date_page.read.accessibleName()
    at_work.date_page.leave.click()
    assert page_name(at_work) == "TaxMapHistoryPage"


@pytest.mark.parametrize("text", ["", "30/2/2568", "1/1/2600"])
def test_a_date_that_is_none_is_told(at_work: HistoryDock, text: str):
    at_work.ask_date()
    at_work.date_page.field.setText(text)
    at_work.date_page.confirm()
    assert len(at_work.date_page.problem.texts) == 1
    assert at_work.past.layers() == []
    assert page_name(at_work) == "TaxMapHistoryDate"


def test_a_day_without_parcels_is_told_and_leaves_no_layer(
    at_work: HistoryDock, case: Workspace, until: Until
):
    past(at_work, until, "1/1/2560")
    assert "2560" in told(at_work) or "2017" in told(at_work)
    assert at_work.past.layers() == []
    assert page_name(at_work) == "TaxMapHistoryDate", "another day can be tried at once"
    QTest.keyClicks(at_work.date_page.field, "5")
    assert at_work.message_bar.currentItem() is None, "of the day typed now it says nothing"
    past(at_work, until, "1/1/2560")
    at_work.show_parcel(case.rows("parcel", ["uuid"])[0]["uuid"])
    assert at_work.message_bar.currentItem() is None, "of what is shown now it says nothing"


def test_another_language_leaves_its_layers_and_names_them_anew(
    at_work: HistoryDock, session: Session, until: Until, monkeypatch: pytest.MonkeyPatch
):
    for day in ("30/12/2568", "31/12/2568"):
        past(at_work, until, day)
    mine, theirs = at_work.past.layers()
    mine.setName("ก่อนแบ่งมรดก")
    for other, words in (("en", "Parcels as they were on"), ("th", "แปลงที่ดิน ณ")):
        monkeypatch.setattr("taxmap_plugin.gui.past_layers.language", lambda told=other: told)
        at_work.past.release()
        again = HistoryDock(None, session)
        assert {one.id() for one in again.past.layers()} == {mine.id(), theirs.id()}
        assert theirs.name().startswith(words)
        assert mine.name() == "ก่อนแบ่งมรดก"
        at_work.past = again.past
        again.past = PastLayers(again)
        again.release()


def test_its_layers_go_with_the_workspace(at_work: HistoryDock, session: Session, until: Until):
    past(at_work, until, "31/12/2568")
    session.use(None)
    assert at_work.past.layers() == []
    assert page_name(at_work) == "TaxMapHistoryNoWorkspace"


# -- restoring -----------------------------------------------------------------------------


def test_a_retired_parcel_comes_back(at_work: HistoryDock, case: Workspace, until: Until):
    at_work.show_parcel("p1")
    assert at_work.page.restore.isEnabled()
    at_work.page.restore.click()
    until(lambda: page_name(at_work) == "TaxMapPlanPage" and not at_work.is_busy())
    plan = at_work.work.plan_page
    assert plan.decision().kind == "restore"
    assert "01A001/001" in plan.notes.texts[0], "who stands on the ground"
    plan.form.reason.setText("แบ่งผิดแปลง")
    plan.confirm.click()
    until(lambda: page_name(at_work) == "TaxMapHistoryPage" and not at_work.is_busy())
    assert case.count("parcel", "uuid = 'p1'") == 1
    assert case.count("change", "kind = 'restore' AND reason = 'แบ่งผิดแปลง'") == 1
    assert at_work.page.family.story.root.living
    assert not at_work.page.restore.isEnabled()
    assert "01A001" in told(at_work)


def test_who_stands_across_its_boundary_is_named(
    at_work: HistoryDock, case: Workspace, session: Session, until: Until
):
    at_work.show_parcel("p6")
    at_work.page.restore.click()
    until(lambda: not at_work.is_busy())
    assert page_name(at_work) == "TaxMapHistoryPage"
    assert "01A005" in told(at_work)


def test_what_lives_is_not_restored(at_work: HistoryDock):
    at_work.show_parcel("p2")
    assert not at_work.page.restore.isEnabled()


# -- looks ---------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [280, 320])
def test_it_fits_a_narrow_dock(at_work: HistoryDock, width: int):
    search(at_work, "01A001")
    at_work.show_parcel("p1")
    settle(at_work, width)
    assert at_work.width() == width
    assert cut_labels(at_work) == []
    assert scrolls(at_work) == []
    assert nameless_icon_buttons(at_work) == []
    assert not lower_than_thai_needs(at_work.page.hits)
    tree = at_work.page.family.tree
    assert tree.header().length() <= tree.viewport().width()
    assert all(tree.visualItemRect(row).height() >= line_height(tree) for row in all_rows(tree))


@pytest.mark.parametrize("points", [9, 12])
def test_a_low_dock_with_a_message_scrolls_once(
    at_work: HistoryDock, large_type: Callable[[int], None], points: int
):
    large_type(points)
    search(at_work, "01A001")
    at_work.show_parcel("p1")
    at_work.tell("…", "warning")
    settle(at_work, 320, 553)
    assert len(seen_scroll_bars(at_work)) <= 1
    assert cut_labels(at_work) == []


def test_the_keys_bring_the_rows_below_into_sight(at_work: HistoryDock, window: Window):
    at_work.show_parcel("p1")
    settle(at_work, 320, 300)
    at_work.activateWindow()
    tree = at_work.page.family.tree
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_End)
    row = tree.visualItemRect(tree.currentItem())
    assert tree.viewport().visibleRegion().contains(row)
    assert tree.columnWidth(0) >= tree.sizeHintForColumn(0), "codes are whole"


@pytest.mark.parametrize("points", [9, 12, 16])
def test_its_buttons_stay_in_sight_at_any_size_of_type(
    at_work: HistoryDock, points: int, large_type: Callable[[int], None]
):
    large_type(points)
    search(at_work, "01A00")
    at_work.show_parcel("p1")
    settle(at_work, 280)
    assert at_work.width() == 280
    assert hidden_buttons(at_work, [at_work.page.date, at_work.page.restore]) == []
    at_work.ask_date()
    settle(at_work, 280)
    date_page = at_work.date_page
    assert hidden_buttons(at_work, [date_page.show_it, date_page.leave]) == []


@pytest.mark.parametrize("points", [9, 16])
def test_what_confirms_a_restoring_stays_in_sight(
    at_work: HistoryDock, until: Until, points: int, large_type: Callable[[int], None]
):
    large_type(points)
    at_work.show_parcel("p1")
    at_work.page.restore.click()
    until(lambda: page_name(at_work) == "TaxMapPlanPage" and not at_work.is_busy())
    settle(at_work, 280)
    plan = at_work.work.plan_page
    assert hidden_buttons(at_work, [plan.confirm, plan.cancel]) == []
