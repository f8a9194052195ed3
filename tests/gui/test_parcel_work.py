"""From a task over the map to the decision: the way of one split, and each way out of it."""

from __future__ import annotations

from typing import Any

import pytest
from qgis.core import Qgis, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton

from taxmap_plugin.core.message import Message
from taxmap_plugin.gui.parcel_tasks import TASKS, Turn, Way, Written
from taxmap_plugin.gui.parcels_dock import ParcelsDock
from taxmap_plugin.gui.plan_table import CODE, KEEPS
from taxmap_plugin.workspace.store import Workspace
from tests.editing.card_case import EAST, MIDDLE, NORTH, uuid_of

from .canvas_case import Window, click, drag, escape
from .conftest import Until
from .work_case import Office, case, dock, office, page_name, split, told

__all__ = ["case", "dock", "office"]


def test_a_line_becomes_a_plan_and_a_decision(
    dock: ParcelsDock, window: Window, office: Office, case: Workspace, until: Until
):
    split(dock, window, until)
    assert page_name(dock) == "TaxMapPlanPage"
    (wish,) = office.wishes
    assert wish.parcels == (uuid_of(case, MIDDLE),)
    assert wish.shape.geom_type == "LineString"
    assert dock.work.bands.count() == 2
    page = dock.work.plan_page
    assert "As much" in page.sum.accessibleName(), "compared with the selected parcel"
    page.form.reason.setText("แบ่งมรดก")
    page.confirm.click()
    until(lambda: dock.message_bar.currentItem())
    assert office.decisions[0].reason == "แบ่งมรดก"
    assert page_name(dock) == "TaxMapParcelCard", "what was selected still is"
    assert dock.work.bands.count() == 0
    assert "2" in told(dock)


def test_another_remainder_is_planned_anew_and_labelled_on_the_map(
    dock: ParcelsDock, window: Window, until: Until
):
    split(dock, window, until)
    dock.work.plan_page.table.selectRow(1)
    dock.work.plan_page.table.item(1, KEEPS).setCheckState(Qt.CheckState.Checked)
    assert dock.work.bands.labels.texts() == ["01A010\n0-0-60", "01A005\n0-0-40"]


def test_a_typed_code_stands_on_the_map_at_once(dock: ParcelsDock, window: Window, until: Until):
    split(dock, window, until)
    dock.work.plan_page.table.item(1, CODE).setText("01A077")
    assert dock.work.bands.labels.texts()[1].startswith("01A077")


def test_a_click_on_a_piece_on_the_map_stands_on_its_row(
    dock: ParcelsDock, window: Window, until: Until
):
    split(dock, window, until)
    table = dock.work.plan_page.table
    click(window.mapCanvas(), 36, 30)
    assert table.currentRow() == 1
    click(window.mapCanvas(), 5, 5)
    assert table.currentRow() == 1, "no piece lies there"
    click(window.mapCanvas(), 25, 30)
    assert table.currentRow() == 0
    dock.work.stop()
    click(window.mapCanvas(), 36, 30)
    assert table.currentRow() == 0, "no longer heard"


def test_what_was_said_of_one_task_leaves_with_the_next(
    dock: ParcelsDock, window: Window, office: Office, until: Until
):
    office.refuses = True
    split(dock, window, until)
    assert dock.message_bar.items()
    office.refuses = False
    dock.begin("split_by_line")
    assert not dock.message_bar.items()


def refusals(dock: ParcelsDock) -> list[Any]:
    critical = Qgis.MessageLevel.Critical
    return [item for item in dock.message_bar.items() if item.level() == critical]


def test_a_good_preview_takes_the_refusal_before_it_away(
    dock: ParcelsDock, window: Window, office: Office, until: Until
):
    office.refuses = True
    split(dock, window, until)
    assert refusals(dock)
    office.refuses = False
    canvas = window.mapCanvas()
    dock.work.begin(TASKS["split_by_line"], "x", (), [])  # as "Draw again" does
    for place in ((32, 17), (32, 44)):
        click(canvas, *place)
    click(canvas, 32, 44, right=True)
    until(lambda: page_name(dock) == "TaxMapPlanPage" and not dock.is_busy())
    assert not refusals(dock)
    dock.work.stop()


def test_another_selection_takes_a_refusal_away_but_not_what_is_to_be_read(
    dock: ParcelsDock, window: Window, office: Office, until: Until
):
    dock.tell("01B lies over 01A", "warning")
    office.refuses = True
    dock.work.begin(TASKS["merge"], "x", (), [])
    until(lambda: refusals(dock))
    dock.map.layer.selectByExpression("parcel_code = '01A001'")
    assert not refusals(dock)
    assert "01B lies over 01A" in told(dock)


def test_an_undo_takes_a_refusal_away(dock: ParcelsDock, office: Office, until: Until):
    dock._operations.way = lambda ws: Way(undo=Turn("c1", Message("common.cancelled")))
    dock._operations.undo = lambda ws, shown, feedback: Written(Message("common.cancelled"))
    office.refuses = True
    dock.work.begin(TASKS["merge"], "x", (), [])
    until(lambda: refusals(dock) and not dock.is_busy())
    dock.undo()
    until(lambda: not dock.is_busy())
    assert not refusals(dock)


@pytest.mark.parametrize("way", ["page", "key", "plan", "close"])
def test_every_way_out_leaves_map_and_dock_as_before(
    dock: ParcelsDock, window: Window, office: Office, until: Until, way: str
):
    canvas = window.mapCanvas()
    former = canvas.mapTool()
    if way == "plan":
        split(dock, window, until)
        dock.work.plan_page.cancel.click()
    else:
        dock.begin("split_by_line")
        if way == "page":
            dock.work.capture_page.cancel.click()
        elif way == "key":
            escape(canvas)
        else:
            dock._session.close()
    until(lambda: dock.work.page() is None)
    assert office.decisions == []
    assert canvas.mapTool() is former
    assert dock.work.bands.count() == 0
    expected = "TaxMapParcelsNoWorkspace" if way == "close" else "TaxMapParcelCard"
    assert page_name(dock) == expected


def test_closing_the_dock_ends_drawing_but_not_a_preview(
    dock: ParcelsDock, window: Window, until: Until
):
    """The tool stayed on the map, and a right click wrote a building that nobody was told of."""
    former = window.mapCanvas().mapTool()
    dock.show()
    dock.begin("split_by_line")
    dock.hide()
    assert dock.work.page() is None
    assert window.mapCanvas().mapTool() is former
    dock.show()
    split(dock, window, until)
    dock.hide()
    assert page_name(dock) == "TaxMapPlanPage"


def test_a_refused_plan_is_told_and_can_be_drawn_again(
    dock: ParcelsDock, window: Window, office: Office, until: Until
):
    office.refuses = True
    split(dock, window, until)
    assert page_name(dock) == "TaxMapParcelCard"
    assert "no longer" in told(dock)
    office.refuses = False
    draw_again(dock)
    assert page_name(dock) == "TaxMapParcelCapture"
    canvas = window.mapCanvas()
    QTest.keyClick(canvas.viewport(), Qt.Key.Key_Backspace)
    click(canvas, 38, 44)
    click(canvas, 38, 44, right=True)
    until(lambda: page_name(dock) == "TaxMapPlanPage" and not dock.is_busy())
    first, second = (wish.shape for wish in office.wishes)
    assert list(second.coords)[:-1] == list(first.coords)[:-1], "but for the one taken back"
    assert second.coords[-1] != first.coords[-1]
    dock.work.stop()
    dock.begin("split_by_line")
    assert not dock.work.capture.tool.size(), "another task begins anew"


def draw_again(dock: ParcelsDock) -> None:
    dock.message_bar.currentItem().findChild(QPushButton, "TaxMapParcelsDockOffer").click()


def test_a_strip_that_is_refused_is_there_after_the_form_to_go_on_with(
    dock: ParcelsDock, window: Window, office: Office, until: Until
):
    office.refuses = True
    dock.begin("cut_strip")
    dock.work.form_page.next.click()
    canvas = window.mapCanvas()
    for place in ((32, 17), (32, 44)):
        click(canvas, *place)
    click(canvas, 32, 44, right=True)
    until(lambda: page_name(dock) == "TaxMapTaskForm" and not dock.is_busy())
    dock.work.form_page.next.click()
    assert dock.work.capture.tool.size() == 2
    dock.work.stop()


def test_a_corner_that_could_not_be_moved_there_is_still_in_hand(
    dock: ParcelsDock, window: Window, office: Office, until: Until
):
    office.refuses = True
    dock.begin("move_boundary")
    canvas = window.mapCanvas()
    drag(canvas, (20, 20), (27, 27))
    until(lambda: office.wishes and not dock.is_busy())
    draw_again(dock)
    click(canvas, 24, 24)
    until(lambda: len(office.wishes) > 1 and not dock.is_busy())
    ((start, _),), ((again, end),) = (wish.moves for wish in office.wishes)
    assert again == start
    assert (end[0] - start[0], end[1] - start[1]) == (pytest.approx(4, abs=0.3),) * 2


def test_back_from_the_preview_the_line_is_there_to_go_on_with(
    dock: ParcelsDock, window: Window, office: Office, until: Until
):
    split(dock, window, until)
    dock.work.plan_page.back.click()
    assert page_name(dock) == "TaxMapParcelCapture"
    assert dock.work.bands.count() == 0
    canvas = window.mapCanvas()
    click(canvas, 38, 44)
    click(canvas, 38, 44, right=True)
    until(lambda: page_name(dock) == "TaxMapPlanPage" and not dock.is_busy())
    first, second = (wish.shape for wish in office.wishes)
    assert list(second.coords)[:-1] == list(first.coords)
    assert len(second.coords) == 3


def test_back_from_the_preview_the_form_is_as_it_was_filled_in(
    dock: ParcelsDock, window: Window, office: Office, until: Until
):
    dock.begin("split_to_area")
    dock.work.form_page.fields.areas.setPlainText("50 m2")
    dock.work.form_page.next.click()
    click(window.mapCanvas(), 23, 30)
    until(lambda: page_name(dock) == "TaxMapPlanPage" and not dock.is_busy())
    dock.work.plan_page.back.click()
    assert page_name(dock) == "TaxMapTaskForm"
    assert dock.work.form_page.fields.areas.toPlainText() == "50 m2"
    dock.work.form_page.fields.areas.setPlainText("60 m2")
    dock.work.form_page.next.click()
    click(window.mapCanvas(), 23, 30)
    until(lambda: page_name(dock) == "TaxMapPlanPage" and not dock.is_busy())
    assert [wish.values["areas"] for wish in office.wishes] == ["50 m2", "60 m2"]


def test_what_cannot_be_written_stays_on_the_page(
    dock: ParcelsDock, window: Window, office: Office, until: Until
):
    split(dock, window, until)
    dock.work.plan_page.form.reason.setText("แบ่งมรดก")
    office.refuses = True
    dock.work.plan_page.confirm.click()
    until(lambda: not dock.is_busy())
    assert page_name(dock) == "TaxMapPlanPage"
    assert dock.work.plan_page.form.reason.text() == "แบ่งมรดก"
    assert dock.work.plan_page.confirm.isEnabled()


def test_a_moved_corner_reaches_the_planner(
    dock: ParcelsDock, window: Window, office: Office, until: Until
):
    dock.begin("move_boundary")
    drag(window.mapCanvas(), (20, 20), (27, 27))
    until(lambda: office.wishes and not dock.is_busy())
    assert len(office.wishes[0].moves) == 1
    assert office.wishes[0].shape is None


def test_a_side_of_the_selected_parcel_reaches_the_planner(
    dock: ParcelsDock, window: Window, office: Office, until: Until
):
    dock.begin("split_to_area")
    assert page_name(dock) == "TaxMapTaskForm"
    dock.work.form_page.next.click()
    assert page_name(dock) == "TaxMapTaskForm"  # no area was typed: it says so and stays
    assert not dock.work.form_page.problem.isHidden()
    dock.work.form_page.fields.areas.setPlainText("50 m2")
    dock.work.form_page.next.click()
    click(window.mapCanvas(), 23, 30)
    until(lambda: office.wishes and not dock.is_busy())
    assert office.wishes[0].shape.x == 500020.0
    assert office.wishes[0].values["areas"] == "50 m2"


def typed(dock: ParcelsDock, areas: str) -> tuple[str, bool]:
    """What stands under the field when this is typed, and whether one can go on."""
    form = dock.work.form_page
    form.fields.areas.setPlainText(areas)
    told = "" if form.fields.sum.isHidden() else form.fields.sum.accessibleName()
    return told, form.next.isEnabled()


def test_areas_of_heirs_share_out_what_the_map_differs(dock: ParcelsDock):
    dock.begin("split_to_area")  # of 400 m²
    fields = dock.work.form_page.fields
    told, goes_on = typed(dock, "200\n196")  # a wah less
    assert "row 1 +2.02 m²" in told and goes_on
    assert not fields.share.isHidden() and fields.values()["share"]
    fields.share.click()
    assert "left over" in fields.sum.accessibleName() and not fields.values()["share"]
    typed(dock, "200\n197")
    assert not fields.values()["share"], "what she chose stays"
    typed(dock, "200\n20")
    assert fields.share.isHidden()


def test_a_tenth_of_a_parcel_is_shared_out_only_when_asked(dock: ParcelsDock):
    dock.begin("split_to_area")  # of 400 m²
    fields = dock.work.form_page.fields
    typed(dock, "200\n170")
    assert not fields.share.isHidden() and not fields.values()["share"]
    fields.share.click()
    assert fields.values()["share"] and "+13.78" in fields.sum.accessibleName()


def test_areas_that_the_parcel_does_not_have_are_told_while_typing(dock: ParcelsDock):
    dock.begin("split_to_area")  # of 400 m²
    assert typed(dock, "") == ("", True)
    told, goes_on = typed(dock, "250\n0-0-50")
    assert told.startswith("The areas add up to 0-1-12.5") and "50.00 m²" in told
    assert not goes_on
    assert dock.work.form_page.next.toolTip() == told
    told, goes_on = typed(dock, "250\n0-0-25")
    assert "50.00 m²) is left over" in told and goes_on
    assert dock.work.form_page.next.toolTip() == ""
    assert typed(dock, "250\n0-0-") == ("", True), "it may go on"
    assert typed(dock, "400")[1] is False
    assert "nothing is left over" in typed(dock, "250\n150")[0]
    dock.work.form_page.fields.areas.setPlainText("999")
    dock.work.form_page.fields.how.setCurrentIndex(1)  # equal parts
    assert dock.work.form_page.next.isEnabled()
    assert dock.work.form_page.fields.sum.isHidden()


def test_a_refused_form_comes_back_as_it_was_filled_in(
    dock: ParcelsDock, window: Window, office: Office, until: Until
):
    office.refuses = True
    dock.begin("split_to_area")
    dock.work.form_page.fields.areas.setPlainText("50 m2")
    dock.work.form_page.next.click()
    click(window.mapCanvas(), 23, 30)
    until(lambda: office.wishes and not dock.is_busy())
    assert page_name(dock) == "TaxMapTaskForm"
    assert dock.work.form_page.fields.areas.toPlainText() == "50 m2"
    assert "no longer" in told(dock)
    dock.work.stop()
    assert page_name(dock) == "TaxMapParcelCard"


def test_the_map_goes_to_a_plan_that_it_does_not_show(
    dock: ParcelsDock, window: Window, until: Until
):
    canvas = window.mapCanvas()
    seen = canvas.extent()
    canvas.setExtent(QgsRectangle(seen.xMaximum(), seen.yMaximum(), *_further(seen, 50)))
    dock.map.layer.selectByExpression("parcel_code IN ('01A005', '01A006')")
    dock.begin("merge")
    until(lambda: page_name(dock) == "TaxMapPlanPage")
    assert dock.work.bands.is_in_view()
    canvas.setExtent(QgsRectangle(EAST + 18, NORTH + 18, EAST + 24, NORTH + 24))
    box = dock.work.bands.labels.boxes()[0]
    assert canvas.rect().contains(box.center().toPoint()), "in the part that is seen"


def _further(seen: QgsRectangle, metres: float) -> tuple[float, float]:
    return seen.xMaximum() + metres, seen.yMaximum() + metres


def test_what_needs_nothing_from_the_map_is_planned_at_once(
    dock: ParcelsDock, window: Window, office: Office, until: Until
):
    dock.map.layer.selectByExpression("parcel_code IN ('01A005', '01A006')")
    dock.begin("merge")
    until(lambda: page_name(dock) == "TaxMapPlanPage")
    assert len(office.wishes[0].parcels) == 2
    assert dock.work.plan_page.back.isHidden(), "nothing was typed or drawn"
