"""Repairing what was found: asked, planned, looked at and confirmed in the quality dock."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from qgis.PyQt.QtWidgets import QCheckBox, QLabel, QPushButton

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import Message
from taxmap_plugin.editing.quality_check import check_quality
from taxmap_plugin.gui.quality_dock import QualityDock
from taxmap_plugin.gui.quality_watch import QualityWatch
from taxmap_plugin.settings import write
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from ..editing import land_case
from .conftest import Until
from .looks import cut_labels, hidden_buttons, settle
from .quality_case import dock, english_dock, groups, opened, page_name, rest, show, told

__all__ = ["dock", "english_dock"]
SHAPES = {
    "p1": land_case.box(0, 0, 40.5, 30),  # half a metre over p2: 15 m²
    "p4": land_case.box(0, 30, 40.5, 60),  # and over p5
    "p6": land_case.box(80, 30, 120, 60) - land_case.box(80, 40, 80.4, 50),  # a gap beside p5
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": one, "geom": geom} for one, geom in SHAPES.items()])
    check_quality(ws, Silent())
    return ws


@pytest.fixture
def listed(english_dock: QualityDock, workspace: Workspace, until: Until):
    write("task/repair_choice", "")
    opened(english_dock, workspace, until)
    show(english_dock, "to_do", "rule")
    watch = QualityWatch(english_dock._session)
    yield english_dock
    watch.close()


def stand_on(dock: QualityDock, rule: str, thing: str = "") -> str:
    frame = dock.page.model.frame
    mine = np.array([thing in things or not thing for things in frame["things"]], dtype=bool)
    chosen = frame[(frame["rule"] == rule) & mine].iloc[0]
    assert dock.page.tree.stand_on(int(chosen.name))
    return str(chosen["uuid"])


def state_of(ws: Workspace, finding: str) -> str:
    return str(ws.rows("finding", ["state"], "uuid = ?", [finding])[0]["state"])


def area_of(ws: Workspace, uuid: str) -> float:
    return float(ws.rows("parcel", ["geom"], "uuid = ?", [uuid])[0]["geom"].area)


def plan(dock: QualityDock, until: Until) -> list[str]:
    """Press Repair and Next; what is said of the plan."""
    dock.page.repair.click()
    assert page_name(dock) == "TaxMapTaskForm"
    dock.work.form_page.next.click()
    rest(dock, until)
    assert page_name(dock) == "TaxMapPlanPage"
    return list(dock.work.plan_page.notes.texts)


def test_what_an_import_filed_is_repaired_by_the_rule_that_looks_for_it(
    listed: QualityDock, workspace: Workspace, until: Until
):
    """Two corners of p3 in the wrong order: its document says the 1,200 m² of the right one."""
    corners = [(80, 0), (120, 30), (120, 0), (80, 30)]
    bow_tie = shapely.Polygon([land_case.at(*corner) for corner in corners])
    message = Message("geometry_check.invalid", reason=Message("geometry_check.self_intersection"))
    filed = {"check_id": message.id, "message": message, "severity": "warning", "uuid": "import"}
    with workspace.transaction("import") as tx:
        tx.update_rows("parcel", [{"uuid": "p3", "geom": bow_tie}])
        tx.insert_rows("finding", [{**filed, "subject_table": "parcel", "subject_uuid": "p3"}])
    listed._session.data_changed.emit()
    rest(listed, until)
    assert listed.page.stand_on("import")
    notes = plan(listed, until)
    assert any("(1,200.00 m²)" in note and "(600.00 m²) in 2 parts" in note for note in notes)
    listed.work.plan_page.confirm.click()
    rest(listed, until)
    assert area_of(workspace, "p3") == pytest.approx(1200)
    until(lambda: state_of(workspace, "import") == "fixed")


def test_an_overlap_is_given_to_one_of_both_and_its_finding_is_gone(
    listed: QualityDock, workspace: Workspace, until: Until
):
    finding = stand_on(listed, "overlap", "p1")
    assert any("15" in note for note in plan(listed, until)), "how much ground is given"
    assert area_of(workspace, "p1") == pytest.approx(1215), "nothing is written yet"
    listed.work.plan_page.confirm.click()
    rest(listed, until)
    assert area_of(workspace, "p1") + area_of(workspace, "p2") == pytest.approx(2400)
    until(lambda: state_of(workspace, finding) == "fixed")
    rest(listed, until)
    assert page_name(listed) == "TaxMapQualityPage"
    current = listed.page.current()
    assert current is not None and current["uuid"] != finding, "on the next one"
    undo(workspace)
    listed._session.data_changed.emit()
    assert area_of(workspace, "p1") == pytest.approx(1215)
    until(lambda: state_of(workspace, finding) == "open")


def test_undo_is_offered_beside_the_message_of_a_repair(
    listed: QualityDock, workspace: Workspace, until: Until
):
    stand_on(listed, "overlap", "p1")
    plan(listed, until)
    listed.work.plan_page.confirm.click()
    rest(listed, until)
    assert area_of(workspace, "p1") + area_of(workspace, "p2") == pytest.approx(2400)
    listed.message_bar.findChild(QPushButton, "TaxMapQualityDockOffer").click()
    rest(listed, until)
    assert area_of(workspace, "p1") == pytest.approx(1215)
    labels = listed.message_bar.currentItem().findChildren(QLabel)
    assert "taken back" in " ".join(label.accessibleName() for label in labels)


def test_who_gets_the_ground_is_asked_and_remembered(
    listed: QualityDock, workspace: Workspace, until: Until
):
    gap = stand_on(listed, "gap")
    listed.page.repair.click()
    choice = listed.work.form_page.fields.choice
    choice.setCurrentIndex(choice.findData("parcel"))
    listed.work.form_page.next.click()
    rest(listed, until)
    listed.work.plan_page.confirm.click()
    rest(listed, until)
    assert workspace.count("parcel") == 7, "a parcel of its own"
    until(lambda: state_of(workspace, gap) == "fixed")
    rest(listed, until)
    stand_on(listed, "overlap", "p4")
    listed.page.repair.click()
    assert listed.work.form_page.fields.choice.currentData() == "longest", "no choice of overlaps"
    listed.work.form_page.cancel.click()
    assert page_name(listed) == "TaxMapQualityPage"


def test_what_a_bow_tie_without_a_document_is_meant_to_be_is_asked(
    listed: QualityDock, workspace: Workspace, until: Until
):
    """Its wings are 600 m², the whole lot 1,200 m²: both are told, and the officer chooses."""
    corners = [(80, 0), (120, 30), (120, 0), (80, 30)]
    bow_tie = shapely.Polygon([land_case.at(*corner) for corner in corners])
    with workspace.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p3", "geom": bow_tie, "document_area": None}])
    check_quality(workspace, Silent())
    listed._session.data_changed.emit()
    rest(listed, until)
    stand_on(listed, "shape_invalid")
    listed.page.repair.click()
    form = listed.work.form_page
    assert form.fields.choice.accessibleName() == "What is meant"
    form.next.click()
    rest(listed, until)
    assert page_name(listed) == "TaxMapTaskForm"
    assert "(600.00 m²)" in told(listed) and "(1,200.00 m²)" in told(listed)
    form.fields.choice.setCurrentIndex(form.fields.choice.findData("parts"))
    form.next.click()
    rest(listed, until)
    assert any("(600.00 m²)" in note for note in listed.work.plan_page.notes.texts)
    listed.work.plan_page.confirm.click()
    rest(listed, until)
    assert area_of(workspace, "p3") == pytest.approx(600)


def test_which_of_two_with_one_shape_stays_is_asked_by_their_names(
    listed: QualityDock, workspace: Workspace, until: Until
):
    """Both have a code, so neither is taken for the real one."""
    write("task/repair_choice", "older")
    with workspace.transaction("new") as tx:
        again = {"uuid": "again", "parcel_code": "01A077", "geom": land_case.box(0, 0, 40.5, 30)}
        tx.insert_rows("parcel", [again])
    check_quality(workspace, Silent())
    listed._session.data_changed.emit()
    rest(listed, until)
    stand_on(listed, "shape_duplicate")
    listed.page.repair.click()
    form = listed.work.form_page
    choice = form.fields.choice
    assert [choice.itemText(at) for at in (1, 2)] == ["01A077", "01A001"]
    assert choice.accessibleName() == "Which parcel stays"
    form.next.click()
    rest(listed, until)
    assert page_name(listed) == "TaxMapTaskForm" and "Choose which one stays" in told(listed)
    choice.setCurrentIndex(2)
    form.next.click()
    rest(listed, until)
    assert any("01A077 ends" in note for note in listed.work.plan_page.notes.texts)
    listed.work.plan_page.confirm.click()
    rest(listed, until)
    assert workspace.count("parcel", "uuid = 'p1'") == 1
    assert workspace.count("parcel", "uuid = 'again'") == 0
    stand_on(listed, "overlap", "p4")
    listed.page.repair.click()
    assert listed.work.form_page.fields.choice.currentData() == "older", "as for overlaps before"


def test_what_is_gone_meanwhile_is_told(listed: QualityDock, workspace: Workspace, until: Until):
    stand_on(listed, "overlap", "p1")
    with workspace.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "geom": land_case.box(0, 0, 40, 30)}])
    listed.page.repair.click()
    listed.work.form_page.next.click()
    rest(listed, until)
    labels = listed.message_bar.currentItem().findChildren(QLabel)
    assert "nothing to mend" in " ".join(label.accessibleName() for label in labels)


def test_shapes_of_the_land_office_change_only_where_they_are_unlocked(
    listed: QualityDock, workspace: Workspace, until: Until
):
    with workspace.transaction("correct") as tx:
        rows = [{"uuid": one, "shape_source": "land_office"} for one in ("p1", "p2")]
        tx.update_rows("parcel", rows)
    stand_on(listed, "overlap", "p1")
    listed.page.repair.click()
    listed.work.form_page.next.click()
    rest(listed, until)
    assert page_name(listed) == "TaxMapTaskForm", "the way out is there: the box to unlock"
    listed.work.form_page.fields.unlock.setChecked(True)
    listed.work.form_page.next.click()
    rest(listed, until)
    assert page_name(listed) == "TaxMapPlanPage"


def test_several_are_handed_on_and_no_other_one(listed: QualityDock):
    wanted: list[tuple[list, list]] = []
    listed.repairs_wanted.connect(lambda rules, findings: wanted.append((rules, sorted(findings))))
    title = next(at for at, name in enumerate(groups(listed)) if "overlap" in name.lower())
    listed.page.tree.setCurrentIndex(listed.page.model.index(title, 0))
    listed.page.repair.click()
    frame = listed.page.model.frame
    overlaps = frame.loc[frame["rule"] == "overlap", "uuid"]
    assert len(overlaps) == 2 and wanted == [(["overlap"], sorted(overlaps))]
    assert "2 selected findings" in told(listed)


def test_no_repair_is_offered_of_what_is_mended_by_hand(listed: QualityDock):
    stand_on(listed, "overlap")
    assert listed.page.repair.isVisibleTo(listed.page)
    stand_on(listed, "price_missing")
    assert not listed.page.repair.isVisibleTo(listed.page)


def test_the_form_fits_a_narrow_dock(dock: QualityDock, workspace: Workspace, until: Until):
    opened(dock, workspace, until)
    show(dock, "to_do", "rule")
    stand_on(dock, "gap")
    dock.page.repair.click()
    form = dock.work.form_page
    settle(dock, 280, 500)
    assert cut_labels(form) == []
    assert not [one for one in form.findChildren(QCheckBox) if one.text()], "a box wraps no text"
    assert hidden_buttons(dock, [form.next, form.cancel]) == []
