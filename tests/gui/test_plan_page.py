"""The preview page: pieces, what can be typed, what has to be mended before confirming."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import shapely
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QApplication, QLineEdit

from taxmap_plugin.core.message import Message
from taxmap_plugin.editing.parcel_plan import Plan, PublicPart
from taxmap_plugin.gui.plan_form import PlanForm
from taxmap_plugin.gui.plan_page import PlanPage
from taxmap_plugin.gui.plan_table import AREA, CODE, KEEPS, METRES, OLD
from taxmap_plugin.gui.widgets import MARGIN

from .looks import cut_buttons, cut_labels, lower_than_thai_needs, settle, sideways_scrolling
from .plan_case import piece, split_plan


@pytest.fixture
def page(language: str):
    page = PlanPage()
    page.decisions = []
    page.confirmed.connect(page.decisions.append)
    yield page
    page.deleteLater()


def show(page: PlanPage, **plan: Any) -> PlanPage:
    page.show_plan(split_plan(**plan), "แบ่งแยก")
    return page


def type_keys(field: QLineEdit, text: str) -> None:
    """Key by key, as QTest.keyClicks cannot type Thai."""
    for letter in text:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(field, event)


def texts(page: PlanPage, row: int) -> list[str]:
    return [page.table.item(row, column).text() for column in (CODE, AREA, METRES)]


def test_each_piece_has_code_and_both_areas(page: PlanPage):
    show(page)
    assert texts(page, 0) == ["01A005", "0-0-60", "240.00"]
    assert texts(page, 1) == ["01A010", "0-0-40", "160.00"]


def test_the_sum_and_what_differs_from_before(page: PlanPage):
    show(page)
    assert "0-1-0" in page.sum.accessibleName()
    assert "400.00" in page.sum.accessibleName()
    assert not any(sign in page.sum.accessibleName() for sign in "+\u2212")
    show(page, before=20.5)
    assert "\u22120-0-2.5" in page.sum.accessibleName()
    assert "\u221210.00" in page.sum.accessibleName()


def moved_plan() -> Plan:
    """The western parcel of 200 m² gives 40 m² to the eastern one."""
    halves = piece(0, 10, "01A005"), piece(10, 10, "01A006")
    rows = [
        {"uuid": uuid, "row_version": 1, "geom": half.shape, "parcel_code": half.code}
        for uuid, half in zip("we", halves)
    ]
    pieces = piece(0, 8, "01A005", keeps="w"), piece(8, 12, "01A006", keeps="e")
    return Plan("reshape", "correct", rows, pieces)


def test_a_moved_boundary_says_what_each_parcel_had_and_what_it_gains(page: PlanPage):
    page.show_plan(moved_plan(), "ปรับแนวเขต")
    west, east = page.changes.accessibleName().split("\n")
    assert "01A005" in west and "0-0-50" in west and "200.00" in west
    assert "\u22120-0-10" in west and "\u221240.00" in west
    assert "01A006" in east and "+0-0-10" in east and "+40.00" in east
    show(page)
    assert page.changes.isHidden(), "pieces of a split have no area of before"


def test_the_officer_chooses_which_piece_keeps_the_code(page: PlanPage):
    show(page)
    chosen = []
    page.remainder_chosen.connect(chosen.append)
    page.table.item(1, KEEPS).setCheckState(Qt.CheckState.Checked)
    assert chosen == [1]
    states = [page.table.item(row, KEEPS).checkState() for row in (0, 1)]
    assert states == [Qt.CheckState.Unchecked, Qt.CheckState.Checked]
    page.table.item(1, KEEPS).setCheckState(Qt.CheckState.Unchecked)
    assert page.table.item(1, KEEPS).checkState() == Qt.CheckState.Checked, "one always keeps it"


def test_without_a_remainder_there_is_no_choice(page: PlanPage):
    page.show_plan(replace(split_plan(), operation="merge"), "รวม")
    assert page.table.isColumnHidden(KEEPS)


def recode_plan() -> Plan:
    """One parcel with a long code gets another one, one without gets its first."""
    rows = [
        {"uuid": uuid, "row_version": 1, "geom": piece(0, 10, "").shape, "parcel_code": code}
        for uuid, code in (("w", "01A001/002"), ("e", None))
    ]
    pieces = piece(0, 10, "01A077", keeps="w"), piece(10, 10, "01A078", keeps="e")
    return Plan("recode", "renumber", rows, pieces)


def test_another_code_for_a_parcel_is_seen_beside_the_old_one(page: PlanPage):
    page.show_plan(recode_plan(), "เปลี่ยนรหัส")
    shown = [[page.table.item(row, column).text() for column in (OLD, CODE)] for row in (0, 1)]
    assert shown == [["01A001/002 →", "01A077"], ["– →", "01A078"]]
    assert not page.table.isColumnHidden(OLD)
    settle(page, 280, 600)
    assert sideways_scrolling(page) == []
    header = page.table.horizontalHeader()
    assert header.length() <= page.table.viewport().width()
    assert header.sectionSize(CODE) >= page.table.fontMetrics().horizontalAdvance("01A077")
    show(page)
    assert page.table.isColumnHidden(OLD) and not page.table.isColumnHidden(METRES)


def test_what_was_typed_is_what_is_decided(page: PlanPage):
    show(page)
    page.table.item(1, CODE).setText(" 01A011 ")
    page.select(1)
    page.details.fields["land_no"].setText("77")
    page.details.fields["land_no"].textEdited.emit("77")
    page.details.fields["document_area"].textEdited.emit("0-0-40")
    page.form.kind.setCurrentIndex(page.form.kind.findData("correct"))
    page.form.reason.setText("รังวัดใหม่")
    page.form.document.setText("ชม 123/2569")
    page.form.date.setText("๑๒ ม.ค. ๒๕๖๙")
    page.confirm.click()
    (decision,) = page.decisions
    assert (decision.kind, decision.reason) == ("correct", "รังวัดใหม่")
    assert (decision.document, decision.document_date) == ("ชม 123/2569", "2026-01-12")
    assert decision.codes == {0: "01A005", 1: "01A011"}
    assert decision.values == {1: {"land_no": "77", "document_area": 4000}}


def test_a_piece_that_lives_on_shows_the_numbers_of_its_row(page: PlanPage):
    plan = split_plan()
    row = {**plan.parcels[0], "land_no": "88", "document_area": 4000}
    living = replace(plan.pieces[1], values={}, keeps="parent")
    page.show_plan(replace(plan, parcels=[row], pieces=(living,)), "ปรับแนวเขต")
    assert page.details.fields["land_no"].text() == "88"
    assert page.details.fields["document_area"].text() == "0-0-40"
    assert page.decision().values == {}, "nothing was typed"


def test_a_piece_shows_its_numbers_and_keeps_what_was_typed(page: PlanPage):
    show(page)
    assert page.details.fields["deed_no"].text() == "10503"
    page.details.fields["deed_no"].textEdited.emit("10504")
    page.select(1)
    assert page.details.fields["deed_no"].text() == ""
    page.select(0)
    assert page.details.fields["deed_no"].text() == "10504"


def test_the_reason_of_a_code_is_that_of_the_code_that_stands_there(page: PlanPage, language: str):
    settle(show(page), 320)
    page.select(1)
    tip = page.table.item(1, CODE).toolTip
    suggested, typed = "01A009", "เจ้าหน้าที่ใส่เอง" if language == "th" else "Typed by the officer"
    assert suggested in page.details.reason.accessibleName() and suggested in tip()
    page.table.item(1, CODE).setText("01A011")
    assert typed in page.details.reason.accessibleName() and typed in tip()
    page.select(0)
    assert suggested in page.details.reason.accessibleName(), "that one stands as suggested"
    page.select(1)
    assert typed in page.details.reason.accessibleName()
    page.show_again(page._plan)
    assert typed in page.details.reason.accessibleName() and typed in tip()
    page.table.item(1, CODE).setText("01a010 ")
    assert suggested in page.details.reason.accessibleName() and suggested in tip()
    page.table.item(1, CODE).setText("")
    for shown in (page.details.reason.accessibleName(), tip()):
        assert suggested not in shown and typed not in shown and shown


def test_how_the_date_is_read_is_said_while_typing(page: PlanPage, language: str):
    settle(show(page), 320)
    page.form.date.setText("12/1/2569")
    assert page.form.read.isVisible()
    month = "มกราคม 2569" if language == "th" else "January 2026"
    assert month in page.form.read.accessibleName()


def test_a_date_that_has_not_come_is_doubted_while_typing_and_not_refused(page: PlanPage):
    settle(show(page), 320)
    page.form.date.setText("12/1/2669")
    assert page.form.doubt.isVisible() and page.form.doubt.texts
    page.form.reason.setText("แบ่งมรดก")
    page.confirm.click()
    assert page.decisions[0].document_date == "2126-01-12"
    page.form.date.setText("12/1/2569")
    assert not page.form.doubt.isVisible()


def test_declared_codes_need_a_reason(page: PlanPage):
    settle(show(page), 320)
    page.confirm.click()
    assert page.decisions == []
    assert page.problem.texts
    page.form.reason.setText("แบ่งมรดก")
    page.confirm.click()
    assert len(page.decisions) == 1
    assert page.problem.isHidden()


def test_in_a_draft_block_nothing_is_asked(page: PlanPage):
    settle(show(page, reason_needed=False), 320)
    assert not page.form.reason.isVisible()
    page.confirm.click()
    assert page.decisions[0].kind == "split"


@pytest.mark.parametrize("date", ["30 ก.พ. 2569", "12/1/20", "เมื่อวาน"])
def test_a_date_that_cannot_be_read_is_told(page: PlanPage, date: str):
    show(page, reason_needed=False)
    page.form.date.setText(date)
    page.confirm.click()
    assert page.decisions == []
    assert page.problem.texts


def test_what_was_to_be_mended_is_told_no_more_when_it_is_typed_over(page: PlanPage):
    settle(show(page, reason_needed=False), 320)
    page.form.date.setText("เมื่อวาน")
    page.confirm.click()
    assert page.problem.isVisible()
    page.form.date.setText("12/1/2569")
    assert page.problem.isHidden()


def test_a_code_taken_away_is_decided_as_none(page: PlanPage):
    show(page, reason_needed=False)
    page.table.item(1, CODE).setText("")
    page.confirm.click()
    assert page.decisions[0].codes == {0: "01A005", 1: None}


def test_ground_given_to_the_public_has_a_line_of_its_own_and_is_not_lost(page: PlanPage):
    plan = split_plan()
    road = PublicPart(plan.pieces[1].shape, "public_land")
    page.show_plan(replace(plan, pieces=plan.pieces[:1], public=(road,)), "ตัดถนน")
    own, public, compared = page.sum.accessibleName().splitlines()
    assert "240.00" in own
    assert "160.00" in public
    assert not any(sign.isdigit() for sign in compared), "as much as before"
    assert page.texts() == ["01A005\n0-0-60", "0-0-40"]


def test_the_same_code_twice_is_told(page: PlanPage):
    show(page, reason_needed=False)
    page.table.item(1, CODE).setText("01A005")
    page.confirm.click()
    assert page.decisions == []
    assert "01A005" in page.problem.texts[0]


@pytest.mark.parametrize("text", ["0-1-100", "มาก", "400", "0-5-10"])
def test_an_area_that_is_none_stays_and_is_refused_whatever_row_is_shown(page: PlanPage, text: str):
    settle(show(page, reason_needed=False), 320)
    page.select(1)
    field = page.details.fields["document_area"]
    type_keys(field, text)
    page.select(0)
    assert field.text() == ""
    page.confirm.click()
    assert page.decisions == []
    (told,) = page.problem.texts
    assert "01A010" in told and told.startswith(("แถวที่ 2 ", "Row 2 "))
    assert page.table.currentRow() == 1, "she is taken to the row"
    settle(page, 320)
    window = page._scroll.viewport()
    assert window.rect().contains(field.mapTo(window, field.rect().center())), "and to the field"
    assert field.text() == text
    field.clear()
    type_keys(field, "0-0-40")
    page.confirm.click()
    assert page.decisions[0].values == {1: {"document_area": 4000}}


def test_numbers_are_read_as_an_import_reads_them(page: PlanPage):
    show(page, reason_needed=False)
    page.select(1)
    for name, text in {"land_no": " ๖๑ ", "deed_no": "๑๐๕๐๖", "survey_no": " - "}.items():
        type_keys(page.details.fields[name], text)
    assert page.details.fields["deed_no"].text() == "๑๐๕๐๖", "as she types it"
    page.confirm.click()
    assert page.decisions[0].values == {1: {"land_no": "61", "deed_no": "10506", "survey_no": None}}


def test_an_area_that_is_none_leaves_the_offered_one_no_more(page: PlanPage):
    plan = split_plan(reason_needed=False)
    offered = replace(plan.pieces[1], values={"document_area": 4000})
    page.show_plan(replace(plan, pieces=(plan.pieces[0], offered)), "แบ่งแยก")
    page.select(1)
    page.details.fields["document_area"].selectAll()
    type_keys(page.details.fields["document_area"], "0-0-4x")
    page.show_again(page._plan)
    page.select(0)
    page.select(1)
    assert page.details.fields["document_area"].text() == "0-0-4x"
    page.confirm.click()
    assert page.decisions == []


@pytest.mark.parametrize(("lost", "rest"), [(3, "+20.00"), (5, "−20.00")])
def test_what_neighbours_do_not_lose_to_each_other_is_explained(page: PlanPage, lost, rest):
    """20 m deep parcels: one gains 4 m, the other loses more or less than that."""
    places = [(0, 20, 24), (20, 20, 20 - lost)]
    parents = [
        {"uuid": f"p{at}", "parcel_code": f"01A00{at}", "geom": shapely.box(at, 0, at + wide, 20)}
        for at, wide, _ in places
    ]
    pieces = [
        replace(piece(0, now, f"01A00{at}"), parents=(f"p{at}",), keeps=f"p{at}")
        for at, _, now in places
    ]
    page.show_plan(Plan("reshape", "correct", parents, tuple(pieces), check="ground"), "ย้าย")
    last = page.changes.text().splitlines()[-1]
    assert f"({rest} " in last and "01A" not in last


def test_an_area_that_is_none_outlives_a_plan_made_anew(page: PlanPage):
    show(page, reason_needed=False)
    page.select(1)
    type_keys(page.details.fields["document_area"], "มาก")
    assert page.wishes.loses([(), ("document_area",)])
    kept = page.wishes.of_same_pieces({0: 1, 1: 0}, [(), ()])
    page.show_anew(split_plan(reason_needed=False), kept)
    assert page.details.fields["document_area"].text() == "มาก"
    page.confirm.click()
    assert page.decisions == []
    given_up = page.wishes.of_same_pieces({0: 0, 1: 1}, [("document_area",), ()])
    assert given_up.unread == {}


def test_another_remainder_keeps_the_reason(page: PlanPage):
    show(page)
    page.form.reason.setText("แบ่งมรดก")
    page.show_again(split_plan(remainder=1))
    assert page.form.reason.text() == "แบ่งมรดก"
    assert texts(page, 1)[0] == "01A005"


def test_another_remainder_keeps_what_was_typed_of_the_pieces(page: PlanPage):
    show(page)
    page.select(1)
    page.details.fields["land_no"].textEdited.emit("77")
    type_keys(page.details.fields["document_area"], "มาก")
    page.table.item(0, CODE).setText("01A099")
    page.show_again(split_plan(remainder=1))
    assert page.table.currentRow() == 1, "she stands where she stood"
    assert [texts(page, row)[0] for row in (0, 1)] == ["01A099", "01A005"]
    assert page.details.fields["document_area"].text() == "มาก"
    assert page.decision().values == {1: {"land_no": "77"}}


def test_the_old_code_typed_at_a_piece_is_a_choice(page: PlanPage):
    plan = split_plan(reason_needed=False)
    page.show_plan(replace(plan, parcels=[{**plan.parcels[0], "parcel_code": "01A005"}]), "แบ่ง")
    chosen = []
    page.remainder_chosen.connect(chosen.append)
    page.table.item(1, CODE).setText("01A005")
    assert chosen == [1]
    assert (page.wishes.chosen, page.wishes.codes) == ({1}, {})
    assert page.table.item(0, KEEPS).checkState() == Qt.CheckState.Unchecked


def test_who_types_a_code_is_not_given_another_remainder_by_numbers(page: PlanPage):
    show(page)
    page.table.item(1, CODE).setText("01A011")
    assert page.wishes.chosen == {0}
    page.table.item(1, KEEPS).setCheckState(Qt.CheckState.Checked)
    assert (page.wishes.chosen, page.wishes.codes) == ({1}, {}), "the tick says more"


def test_notes_are_shown(page: PlanPage):
    note = Message("plan_page.doubled_code", code="01A005")
    page.show_plan(replace(split_plan(), notes=(note,)), "แบ่งแยก")
    assert "01A005" in page.notes.texts[0]


@pytest.mark.parametrize("width", [280, 320])
def test_it_fits_a_narrow_dock(page: PlanPage, width: int):
    settle(show(page), width, 600)
    assert page.width() == width
    assert cut_labels(page) == []
    assert sideways_scrolling(page) == []
    assert page.table.horizontalHeader().length() <= page.table.viewport().width()
    assert not lower_than_thai_needs(page.table)


@pytest.mark.parametrize("points", [9, 12, 16])
def test_the_line_above_the_reason_is_read_whole(language: str, points: int):
    """Qt leaves the middle out where a line has no room."""
    usual = QApplication.font()
    large = QApplication.font()
    large.setPointSize(points)
    QApplication.setFont(large)
    page = PlanPage()
    try:
        settle(show(page, reason_needed=False), 280, 600)
        header = page.form.header
        shown = header.fontMetrics().horizontalAdvance(header.text())
        lines = header.height() / header.fontMetrics().lineSpacing()
        assert shown < int(lines) * (header.width() - 2 * MARGIN - header.iconSize().width())
        assert cut_buttons(page) == []
    finally:
        QApplication.setFont(usual)
        page.deleteLater()


def test_all_declared_blocks_that_change_are_named(page: PlanPage):
    show(page)
    page.confirm.click()
    assert page.decisions == []
    assert "01A, 01B" in page.problem.texts[0]


def test_a_document_number_will_do_in_place_of_a_reason(qgis_app):
    form = PlanForm()
    form.ask("split", True)
    assert form.problem()[0].id == "plan_page.reason_needed"
    form.document.setText("ชม 1/2569")
    assert form.problem() is None
