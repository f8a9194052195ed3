"""The quality dock: its states, its list, what it decides, and where it leads on the map."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

import pandas as pd
import pytest
from qgis.core import Qgis, QgsPointXY
from qgis.PyQt.QtCore import QRect, Qt
from qgis.PyQt.QtGui import QFontMetrics
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton, QStyleOptionViewItem
from shapely import box

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import Message
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.quality_rules import RULES
from taxmap_plugin.core.reconcile import Difference, kind
from taxmap_plugin.editing.quality_check import check_quality
from taxmap_plugin.editing.reconcile_findings import Judged, reconcile_findings
from taxmap_plugin.gui import finding_details, quality_dock
from taxmap_plugin.gui.finding_groups import FIRST
from taxmap_plugin.gui.quality_dock import QualityDock
from taxmap_plugin.gui.widgets import elided, line_height
from taxmap_plugin.settings import language as reader_language
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from ..editing.card_case import EAST, NORTH, uuid_of
from .canvas_case import Window
from .conftest import Until
from .looks import cut_labels, hidden_buttons, nameless_icon_buttons, settle, sideways_scrolling
from .quality_case import (
    dock,
    english_dock,
    groups,
    lines,
    made,
    on_map,
    opened,
    page_name,
    rest,
    show,
    stand_on,
    stored,
    told,
    workspace,
)

__all__ = ["dock", "english_dock", "made", "on_map", "workspace"]


@pytest.fixture
def listed(english_dock: QualityDock, workspace: Workspace, until: Until) -> QualityDock:
    """The dock with the findings, in English."""
    return opened(english_dock, workspace, until)


# -- its states ---------------------------------------------------------------------------


def test_without_a_workspace_it_leads_to_start(english_dock: QualityDock):
    wanted = []
    english_dock.workspace_wanted.connect(lambda: wanted.append(True))
    assert page_name(english_dock) == "TaxMapQualityNoWorkspace"
    english_dock.findChild(QPushButton, "TaxMapQualityNoWorkspaceButton").click()
    assert wanted == [True]


def test_an_empty_map_leads_to_the_import_and_an_unchecked_one_to_the_check(
    english_dock: QualityDock, tmp_path: Path, until: Until
):
    ws = Workspace.create(tmp_path / "ว่าง.gpkg", Municipality("เทศบาลตำบลสาธิต"))
    english_dock._session.use(ws)
    until(lambda: page_name(english_dock) == "TaxMapQualityNoParcels")
    with ws.transaction("import") as tx:
        shapes = [box(EAST, NORTH, EAST + 9, NORTH + 9)] * 2
        tx.insert("parcel", pd.DataFrame({"geom": shapes}))
    english_dock._session.data_changed.emit()
    until(lambda: page_name(english_dock) == "TaxMapQualityNotChecked")
    english_dock.findChild(QPushButton, "TaxMapQualityNotCheckedButton").click()
    until(lambda: page_name(english_dock) == "TaxMapQualityPage")
    assert "Checked in" in told(english_dock)
    assert any("Drawn twice" in title for title in groups(english_dock))


def test_a_clean_map_says_since_when(listed: QualityDock, workspace: Workspace, until: Until):
    with workspace.transaction("quality_check") as tx:
        rows = tx.rows("finding", ["uuid"])
        closed = {"state": "fixed", "closed_at": "2026-11-20T20:00:00.000Z"}
        tx.update_rows("finding", [{**row, **closed} for row in rows])
        log = tx.rows("setting", ["uuid", "value"], "key = 'quality_checked'")[0]
        early = log["value"].replace(tx.now[:10], "2026-11-19")
        tx.update_rows("setting", [{"uuid": log["uuid"], "value": early}])
    listed._session.data_changed.emit()
    rest(listed, until)
    assert listed.page.sheets.currentWidget() is listed.page.clean
    # 20:00 UTC is the next day in Thailand
    assert "Clean since 21 Nov 2026" in listed.page.clean.sentence.accessibleName()
    listed.page.clean.button.click()
    assert listed.page.model.count() == 63


def test_a_map_without_parcels_is_not_called_clean(
    english_dock: QualityDock, tmp_path: Path, until: Until
):
    ws = Workspace.create(tmp_path / "empty.gpkg", Municipality("เทศบาลตำบลสาธิต"))
    check_quality(ws, Silent())
    opened(english_dock, ws, until)
    assert page_name(english_dock) == "TaxMapQualityNoParcels"


def test_a_filter_that_hides_all_is_cleared_by_one_button(listed: QualityDock, until: Until):
    listed.page.text.setText("nowhere at all")
    until(lambda: listed.page.sheets.currentWidget() is listed.page.hidden)
    listed.findChild(QPushButton, "TaxMapQualityHiddenButton").click()
    assert listed.page.sheets.currentWidget() is listed.page.list


def test_it_fits_a_narrow_and_low_dock(dock: QualityDock, workspace: Workspace, until: Until):
    page = opened(dock, workspace, until).page
    row = page.tree.rowHeight(page.model.index(0, 0))
    for width in (320, 280):
        stand_on(dock, "overlap_00")
        settle(dock, width, 500)
        assert dock.width() == width
        assert cut_labels(dock) == [] and sideways_scrolling(dock) == []
        assert hidden_buttons(dock, (page.accept, page.assign)) == []
        assert page.tree.viewport().height() >= 3 * row
        dock.decisions.accept_chosen()
        settle(dock, width, 500)
        assert cut_labels(dock) == [] and sideways_scrolling(dock) == []
        assert hidden_buttons(dock, (page.panel.ok, page.panel.cancel)) == []
        page.panel.leave()


def test_large_type_leaves_the_list_in_sight(
    dock: QualityDock,
    workspace: Workspace,
    until: Until,
    large_type: Callable[[int], None],
):
    large_type(12)
    opened(dock, workspace, until)
    stand_on(dock, "overlap_00")
    settle(dock, 320, 553)
    assert cut_labels(dock) == [] and sideways_scrolling(dock) == []
    assert hidden_buttons(dock, (dock.page.accept, dock.page.assign)) == []


def test_every_icon_button_has_a_name(dock: QualityDock):
    assert nameless_icon_buttons(dock) == []


# -- the list -----------------------------------------------------------------------------


def test_groups_stand_by_their_worst_finding_and_say_how_many_they_have(listed: QualityDock):
    wrong, gaps, other = groups(listed)
    assert wrong.startswith("error") and wrong.endswith("(2)")
    assert gaps.startswith("to check") and gaps.endswith("(60)")
    assert other.endswith("Told by imports and changes (1)")
    assert lines(listed, 0) == ["overlap_01", "overlap_00"]  # the larger one first


def test_the_first_fifty_stand_before_a_line_that_opens_the_rest(listed: QualityDock):
    assert lines(listed, 1)[:2] == ["gap_00", "gap_01"]
    assert lines(listed, 1)[FIRST:] == ["10 more…"]
    tree, model = listed.page.tree, listed.page.model
    tree.expand(model.index(1, 0))
    tree.setCurrentIndex(model.index(FIRST, 0, model.index(1, 0)))
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert lines(listed, 1)[FIRST - 1 :] == [f"gap_{at:02d}" for at in range(FIRST - 1, 60)]
    assert listed.page.current()["text"] == f"gap_{FIRST:02d}"
    QTest.keyClick(tree, Qt.Key.Key_Right)  # a finding has nothing to unfold
    show(listed, "all")
    assert len(lines(listed, 1)) == 60  # what was opened stays open
    tree.expandAll()
    assert all(tree.isExpanded(model.index(at, 0)) for at in range(3))


def test_findings_are_grouped_by_block_and_by_severity(listed: QualityDock):
    show(listed, grouping="block")
    assert groups(listed) == ["Block 01A (60)", "In no block (3)"]
    show(listed, grouping="severity")
    assert groups(listed) == ["error (2)", "to check (61)"]


def test_what_is_listed_is_remembered(listed: QualityDock):
    show(listed, "errors", "severity")
    again = QualityDock(None, listed._session)
    assert again.page.grouping.currentData() == "severity"
    again.page.show_state(listed.page.state)
    assert again.page.shown.currentData() == "errors"
    assert groups(again) == ["error (2)"]
    again.release()
    again.deleteLater()


@pytest.mark.parametrize("typed", ["01a 001", "๐๑A๐๐๑", "overlap"])
def test_a_code_or_a_rule_is_found_however_it_is_written(
    listed: QualityDock, until: Until, typed: str
):
    listed.find()
    listed.page.text.insert(typed)
    until(lambda: listed.page.model.count() == 2)
    assert "Showing 2 of 63" in listed.page.count.accessibleName()


def test_ten_thousand_findings_are_listed_at_once(listed: QualityDock):
    many = pd.concat([listed.page.state.findings] * 160, ignore_index=True)
    many["uuid"] = [f"f{number}" for number in range(len(many))]
    state = listed.page.state
    listed.page.show_state(type(state)(**{**vars(state), "findings": many}))
    assert listed.page.model.count() == len(many) == 10_080
    assert sum(len(lines(listed, at)) for at in range(3)) == 3 * (FIRST + 1)


def test_nothing_is_read_while_nobody_looks(listed: QualityDock, until: Until):
    listed.hide()
    listed._session.data_changed.emit()
    assert not listed.is_loaded() and listed._loading is None
    listed.show()
    until(listed.is_loaded)


def test_a_group_says_why_its_rule_matters_and_a_finding_all_that_is_known(
    listed: QualityDock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    listed.page.tree.setCurrentIndex(listed.page.model.index(1, 0))
    details = listed.page.details
    assert details.title.accessibleName() == "60 findings chosen"
    why = details.told.accessibleName().splitlines()[0]
    stand_on(listed, "gap_00")
    said = details.told.accessibleName()
    assert why in said and "Gap between parcels" in said and "Touches 0-0-15 (60.00 m²)" in said
    drawing = tmp_path / "quality" / "gap.svg"
    drawing.parent.mkdir()
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 8"/>')
    monkeypatch.setattr(finding_details, "resource_path", lambda *parts: tmp_path.joinpath(*parts))
    stand_on(listed, "gap_01")
    assert details.drawing.isVisibleTo(details) and not details.drawing.pixmap().isNull()


def test_what_was_typed_or_accepted_in_the_form_of_qgis_is_listed_like_the_rest(
    listed: QualityDock, workspace: Workspace, until: Until
):
    own = {"check_id": "มือ", "severity": "warning", "things": "01A001", "message": "ดูแนวเขตหน้าวัด"}
    with workspace.transaction("correct") as tx:
        tx.insert_rows("finding", [{**own, "state": "accepted", "decision": "old fence"}])
    listed._session.data_changed.emit()
    rest(listed, until)
    show(listed, "accepted")
    stand_on(listed, "ดูแนวเขตหน้าวัด")
    assert "old fence (–, –)" in listed.page.details.told.accessibleName()


def test_what_is_for_information_waits_for_nobody(
    listed: QualityDock, workspace: Workspace, until: Until
):
    with workspace.transaction("quality_check") as tx:
        rows = tx.rows("finding", ["uuid"])
        tx.update_rows("finding", [{**row, "severity": "info"} for row in rows])
    listed._session.data_changed.emit()
    rest(listed, until)
    assert "Clean since" in listed.page.clean.sentence.accessibleName()
    show(listed, "info")
    assert listed.page.model.count() == 63


def test_a_map_that_was_not_looked_at_to_the_end_is_not_called_clean(
    listed: QualityDock, workspace: Workspace, until: Until
):
    with workspace.transaction("quality_check") as tx:
        rows = tx.rows("finding", ["uuid"])
        tx.update_rows("finding", [{**row, "state": "accepted"} for row in rows])
        log = tx.rows("setting", ["uuid"], "key = 'quality_checked'")[0]
        tx.update_rows("setting", [{**log, "value": {"gap": [tx.now, tx.now]}}])
    listed._session.data_changed.emit()
    rest(listed, until)
    assert listed.page.sheets.currentWidget() is listed.page.hidden
    told = listed.page.hidden.sentence.accessibleName()
    assert f"{len(RULES) - 1} rules not looked at yet" in told


# -- what is decided ----------------------------------------------------------------------


def accept(dock: QualityDock, reason: str, until: Until) -> None:
    dock.page.accept.click()
    QTest.keyClicks(dock.page.panel.answer.lineEdit(), reason)
    QTest.keyClick(dock.page.panel.answer.lineEdit(), Qt.Key.Key_Return)
    rest(dock, until)


def test_accepting_asks_for_a_reason_and_goes_on_to_the_next(
    listed: QualityDock, workspace: Workspace, until: Until
):
    finding = stand_on(listed, "overlap_01")
    listed.page.accept.click()
    assert not listed.page.panel.ok.isEnabled()
    QTest.keyClick(listed.page.panel.answer.lineEdit(), Qt.Key.Key_Escape)
    assert listed.page.panel.isHidden() and stored(workspace, finding)["state"] == "open"
    accept(listed, "old fence", until)
    assert stored(workspace, finding)["decision"] == "old fence"
    assert listed.page.current()["text"] == "overlap_00"
    assert "1 finding accepted: Parcels overlap (01A001)." in told(listed)
    assert listed.page.shown.itemText(listed.page.shown.findData("accepted")) == "Accepted (1)"


def test_why_it_was_accepted_by_whom_and_when_is_told_and_taken_back(
    listed: QualityDock, workspace: Workspace, until: Until
):
    finding = stand_on(listed, "overlap_01")
    accept(listed, "old fence", until)
    show(listed, "accepted")
    stand_on(listed, "overlap_01")
    assert f"old fence ({workspace.user}, " in listed.page.details.told.accessibleName()
    assert not listed.page.accept.isVisibleTo(listed.page)
    listed.page.reopen.click()
    rest(listed, until)
    assert stored(workspace, finding)["state"] == "open"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"reopened_at": "2026-11-20T03:00:00.000Z"}, "is open again since 20 Nov 2026"),
        (
            {"reopened_at": "2026-11-20T03:00:00.000Z", "closed_at": "2026-11-19T03:00:00.000Z"},
            "Was gone and was found again on 20 Nov 2026",
        ),
        (
            {"state": "unasked", "closed_at": "2026-11-20T03:00:00.000Z"},
            "Not asked for any more since 20 Nov 2026",
        ),
    ],
)
def test_how_it_came_to_be_as_it_is_is_told(
    listed: QualityDock, workspace: Workspace, until: Until, values: dict, said: str
):
    finding = stand_on(listed, "overlap_01")
    with workspace.transaction("quality_check") as tx:
        tx.update_rows("finding", [{"uuid": finding["uuid"], **values}])
    listed._session.data_changed.emit()
    rest(listed, until)
    show(listed, "all")
    stand_on(listed, "overlap_01")
    assert said in listed.page.details.told.accessibleName()


def test_the_undo_of_every_change_takes_a_decision_back(
    listed: QualityDock, workspace: Workspace, until: Until
):
    finding = stand_on(listed, "overlap_01")
    accept(listed, "old fence", until)
    undo(workspace)
    assert stored(workspace, finding)["state"] == "open"


def test_a_group_is_decided_as_one_with_what_stands_behind_its_line(
    listed: QualityDock, workspace: Workspace, until: Until
):
    listed.page.tree.setCurrentIndex(listed.page.model.index(1, 0))
    assert listed.page.details.title.accessibleName() == "60 findings chosen"
    listed.page.accept.click()
    assert "60 findings" in listed.page.panel.question.accessibleName()
    QTest.keyClicks(listed.page.panel.answer.lineEdit(), "ditches")
    listed.page.panel.ok.click()
    rest(listed, until)
    assert workspace.count("finding", "state = 'accepted'") == 60
    assert "60 findings accepted: Gap between parcels." in told(listed)


def test_a_finding_is_given_to_somebody_who_finds_it_again(
    listed: QualityDock, workspace: Workspace, until: Until
):
    finding = stand_on(listed, "overlap_01")
    listed.page.assign.click()
    assert listed.page.panel.answer.itemText(0) == workspace.user
    listed.page.panel.answer.lineEdit().insert(workspace.user)
    listed.page.panel.ok.click()
    rest(listed, until)
    assert stored(workspace, finding)["assigned_to"] == workspace.user
    show(listed, "mine")
    assert lines(listed, 0) == ["overlap_01"]
    assert stored(workspace, finding)["state"] == "in_work"


def test_what_is_given_by_full_name_is_found_by_who_has_that_name(
    listed: QualityDock, workspace: Workspace, until: Until
):
    full = "สมหญิง ใจดี"
    with workspace.transaction("settings") as tx:
        rows = tx.rows("user", ["uuid"], "name = ?", [workspace.user])
        own = {"name": workspace.user, "display_name": full}
        tx.update_rows("user", [{**rows[0], **own}]) if rows else tx.insert_rows("user", [own])
    listed._session.data_changed.emit()
    rest(listed, until)
    stand_on(listed, "overlap_01")
    listed.page.assign.click()
    answer = listed.page.panel.answer
    offered = [answer.itemText(at) for at in range(answer.count())]
    assert offered[0] == full and workspace.user not in offered, "one name for one person"
    answer.lineEdit().insert(full)
    listed.page.panel.ok.click()
    rest(listed, until)
    show(listed, "mine")
    assert listed.page.model.count() == 1


def test_the_question_goes_with_the_finding_that_it_was_about(listed: QualityDock):
    stand_on(listed, "overlap_01")
    listed.page.accept.click()
    stand_on(listed, "overlap_00")
    assert listed.page.panel.isHidden() and listed.page.accept.isVisibleTo(listed.page)


def test_only_what_no_check_would_close_is_settled_by_hand(
    listed: QualityDock, workspace: Workspace, until: Until
):
    stand_on(listed, "overlap_01")
    assert not listed._settle.isEnabled()
    finding = stand_on(listed, "inheritance_00")
    assert listed._settle.isEnabled()
    listed._settle.trigger()
    rest(listed, until)
    assert stored(workspace, finding)["state"] == "fixed"


def test_rows_of_a_list_that_do_not_agree_are_worked_through_like_the_rest(
    english_dock: QualityDock, workspace: Workspace, until: Until
):
    says = [Message("reconcile.says", column="Deed no.", value=str(n)) for n in (7777, 8888)]
    found = [
        Difference(
            "only_there", f"deed_no {n}", f"0{n}", Message("reconcile.only_there", says=[one])
        )
        for n, one in enumerate(says)
    ]
    reconcile_findings(workspace, kind("ltax_land"), found, Judged([], [], []))
    dock = opened(english_dock, workspace, until)
    show(dock, grouping="rule")
    assert any("LTAX land: only in the list" in group for group in groups(dock))
    finding = stand_on(dock, "00: Only in the list: Deed no. 7777.")
    assert "LTAX land: only in the list" in dock.page.details.told.text()
    assert not dock._settle.isEnabled(), "the next comparison closes it"
    dock.page.assign.click()
    dock.page.panel.answer.lineEdit().insert("สมศรี")
    dock.page.panel.ok.click()
    rest(dock, until)
    assert stored(workspace, finding)["assigned_to"] == "สมศรี"
    other = stand_on(dock, "01: Only in the list: Deed no. 8888.")
    accept(dock, "outside", until)
    assert stored(workspace, other)["state"] == "accepted"


# -- the check ----------------------------------------------------------------------------


def test_a_check_tells_what_is_new_and_what_is_gone(
    listed: QualityDock, workspace: Workspace, until: Until
):
    QTest.keyClick(listed.page.tree, Qt.Key.Key_F5)
    assert listed.is_busy() and not listed.page.accept.isEnabled()
    rest(listed, until)
    assert "62 gone" in told(listed)  # the planted gaps and overlaps are not there
    assert workspace.count("finding", "check_id = 'inheritance.several' AND state = 'open'") == 1


def test_a_check_tells_how_many_wait_and_clears_what_was_said_of_the_last(
    listed: QualityDock, workspace: Workspace, until: Until
):
    listed.tell("Cancelled after 31 of 57 rules.", "warning")
    listed.tell_refused("What cannot be mended")
    listed.check_map()
    rest(listed, until)
    assert [item.level() for item in listed.message_bar.items()] == [Qgis.MessageLevel.Success]
    waiting = listed.page.state.to_do
    assert waiting and f"To do: {waiting:,}" in told(listed)


def test_cancel_keeps_what_was_found(
    listed: QualityDock, workspace: Workspace, until: Until, monkeypatch
):
    whole = quality_dock.check_quality

    def cancelled_at_the_codes(ws, feedback):
        class Cancelling:
            progress, message = feedback.progress, feedback.message
            asked = 0

            def cancelled(self):
                Cancelling.asked += 1
                if Cancelling.asked == 30:
                    listed.busy_line._task.cancel()
                return feedback.cancelled()

        return whole(ws, Cancelling())

    monkeypatch.setattr(quality_dock, "check_quality", cancelled_at_the_codes)
    listed.check_map()
    rest(listed, until)
    assert "Cancelled after " in told(listed) and "What was found is kept" in told(listed)


# -- the map ------------------------------------------------------------------------------


def test_next_and_previous_lead_over_the_map(on_map: QualityDock, window: Window):
    canvas = window.mapCanvas()
    on_map.page.tree.setFocus()
    for text, x, y in (("overlap_01", 20, 6), ("overlap_00", 20, 5), ("gap_00", 30, 30)):
        QTest.keyClick(on_map.page.tree, Qt.Key.Key_F3)
        assert on_map.page.current()["text"] == text
        centre = canvas.extent().center()
        assert (centre.x() - EAST, centre.y() - NORTH) == pytest.approx((x, y), abs=0.5)
    QTest.keyClick(on_map.page.tree, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert on_map.page.current()["text"] == "overlap_00"
    on_map.previous_finding()
    on_map.previous_finding()
    assert "first finding" in told(on_map)


def test_next_goes_on_behind_the_line(listed: QualityDock):
    stand_on(listed, f"gap_{FIRST - 1:02d}")
    listed.next_finding()
    assert listed.page.current()["text"] == f"gap_{FIRST:02d}"
    stand_on(listed, "inheritance_00")
    listed.next_finding()
    assert "last finding" in told(listed)
    listed.zoom()
    assert "no place on the map" in told(listed)


def test_list_and_map_follow_each_other(on_map: QualityDock, workspace: Workspace):
    both = sorted(uuid_of(workspace, code) for code in ("01A001", "01A002"))
    stand_on(on_map, "overlap_00")
    assert sorted(on_map.layer.uuids()) == both
    assert on_map.map.mark.isVisible()
    stand_on(on_map, "gap_05")
    assert on_map.layer.uuids() == []  # no parcel of the former one is taken for this one's
    on_map.layer.select(both[:1])
    assert on_map.page.current()["text"] == "overlap_01"
    gap = stand_on(on_map, "gap_07")
    stand_on(on_map, "overlap_00")
    on_map.findings.select([gap["uuid"]])
    assert on_map.page.current()["text"] == "gap_07"
    on_map.hide()
    assert not on_map.map.mark.isVisible()


def test_the_map_goes_on_after_a_decision_and_stays_when_others_write(
    on_map: QualityDock, window: Window, until: Until
):
    canvas = window.mapCanvas()
    stand_on(on_map, "overlap_00")
    on_map.zoom()
    accept(on_map, "old fence", until)
    assert on_map.page.current()["text"] == "gap_00"
    assert on_map.map.mark.asGeometry().boundingBox().center().x() == EAST + 30
    canvas.setCenter(QgsPointXY(EAST + 500, NORTH))
    for ask in (on_map._session.data_changed.emit, lambda: show(on_map, "all")):
        ask()
        rest(on_map, until)
        assert on_map.page.current()["text"] == "gap_00"
        assert canvas.center().x() == pytest.approx(EAST + 500)


# -- the trend ----------------------------------------------------------------------------


def test_the_trend_is_drawn_and_told_in_words(
    dock: QualityDock, workspace: Workspace, until: Until
):
    opened(dock, workspace, until)
    dock.page.count.click()
    settle(dock, 320, 600)
    words = dock.page.trend.words.accessibleName()
    assert "63" in words
    assert dock.page.trend.chart.isVisible()
    assert dock.page.trend.chart.accessibleDescription() == words
    day = dock.page.trend.chart.day_text(-1)
    assert ("256" in day) == (reader_language() == "th") and "63" in day


# -- led to from elsewhere ----------------------------------------------------------------


def test_it_is_led_to_a_finding_whatever_it_lists(
    listed: QualityDock, workspace: Workspace, until: Until
):
    behind = listed.page.model.frame.query("text == 'gap_59'")["uuid"].iloc[0]
    show(listed, "accepted", "block")
    listed.page.text.setText("no such finding")
    listed.page._pause.timeout.emit()
    assert page_name(listed) == "TaxMapQualityPage" and listed.page.current() is None
    listed.open_finding(behind)
    assert listed.page.current()["uuid"] == behind
    assert listed.page.shown.currentData() == "to_do" and listed.page.text.text() == ""
    with workspace.transaction("quality_check") as tx:
        tx.update_rows("finding", [{"uuid": behind, "severity": "info"}])
    listed._session.data_changed.emit()
    rest(listed, until)
    listed.open_finding(behind)
    assert listed.page.current()["uuid"] == behind
    assert listed.page.shown.currentData() == "info"


def test_a_closed_dock_opens_and_reads_before_it_leads(listed: QualityDock, until: Until):
    uuid = listed.page.model.frame.query("text == 'overlap_00'")["uuid"].iloc[0]
    listed.hide()
    listed._session.data_changed.emit()
    listed.open_finding(uuid)
    rest(listed, until)
    assert listed.isVisible() and listed.page.current()["uuid"] == uuid


def test_a_finding_that_is_gone_is_told(listed: QualityDock):
    listed.open_finding("gone")
    assert "not there any more" in told(listed)


# -- a narrow dock ------------------------------------------------------------------------


def test_the_list_has_most_of_a_narrow_dock(large_type: Callable[[int], None], listed: QualityDock):
    large_type(9)
    settle(listed, 280, 500)
    assert listed.page.tree.viewport().height() >= 7 * line_height(listed.page.tree)


def test_the_trend_opens_with_the_filters_in_sight(
    large_type: Callable[[int], None], listed: QualityDock
):
    large_type(11)
    settle(listed, 280, 500)
    assert "trend" in listed.page.count.text()
    listed.page.count.click()
    settle(listed, 280, 500)
    assert listed.page.trend.isVisible()
    assert listed.page.shown.visibleRegion().boundingRect() == listed.page.shown.rect()


@pytest.mark.parametrize("width", [150, 250])
def test_the_title_of_a_group_keeps_its_count(listed: QualityDock, width: int):
    tree = listed.page.tree
    title = next(at for at, name in enumerate(groups(listed)) if "(60)" in name)
    option = QStyleOptionViewItem()
    option.initFrom(tree)
    option.widget = tree
    option.rect = QRect(0, 0, width, 30)
    tree.itemDelegate().initStyleOption(option, tree.model().index(title, 0))
    assert option.text.endswith("(60)") and "…" in option.text
    assert option.fontMetrics.horizontalAdvance(option.text) < width


def test_a_filter_keeps_its_count_in_large_type(qgis_app):
    metrics = QFontMetrics(qgis_app.font())
    room = metrics.horizontalAdvance("Accepted (12")
    assert elided(metrics, "Accepted (12,345)", room).endswith("… (12,345)")
    assert elided(metrics, "To do", room) == "To do"
