"""From a task over the map to the decision: the way of one split, and each way out of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from qgis.core import Qgis, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QPushButton

from taxmap_plugin.core.message import Message
from taxmap_plugin.editing.meanwhile import GoneMeanwhile
from taxmap_plugin.errors import TaxMapError
from taxmap_plugin.gui.conflict_dialog import ConflictDialog
from taxmap_plugin.gui.parcel_tasks import TASKS, Operations, Turn, Way, Wish, Written
from taxmap_plugin.gui.parcels_dock import ParcelsDock
from taxmap_plugin.gui.plan_table import CODE, KEEPS
from taxmap_plugin.workspace.problem import RowChanged
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.schema import tables
from taxmap_plugin.workspace.store import Workspace
from tests.editing.card_case import EAST, MIDDLE, NORTH, card_case, uuid_of

from .canvas_case import Window, click, drag, escape
from .conftest import Until
from .dock_case import dock_at_work
from .plan_case import split_plan


class Office:
    """Stands in for ``editing``: remembers what it was asked and what was decided."""

    def __init__(self) -> None:
        self.wishes: list[Wish] = []
        self.decisions: list[Any] = []
        self.asked: list[Workspace] = []
        self.refuses = False
        self.made = split_plan()
        self.conflict: TaxMapError | None = None

    def plan(self, ws: Any, wish: Wish, feedback: Any) -> Any:
        self.wishes.append(wish)
        if self.refuses:
            raise TaxMapError(Message("parcel_card.gone"))
        return self.made

    def suggest(self, ws: Any, plan: Any, typed: Any, chosen: Any) -> Any:
        return split_plan(remainder=min(chosen, default=0))

    def apply(self, ws: Any, plan: Any, decision: Any, feedback: Any) -> Written:
        self.asked.append(ws)
        if self.refuses:
            raise TaxMapError(Message("parcel_card.gone"))
        self.decisions.append(decision)
        conflict, self.conflict = self.conflict, None
        if conflict is not None:
            raise conflict
        found = ws.read("parcel", ["uuid"], "parcel_code = '01A001'")
        return Written(Message("parcels_dock.selected", parcels=2), tuple(found["uuid"]))

    def operations(self) -> Operations:
        names = ("split_by_line", "move_boundary", "split_to_area", "merge")
        planners = dict.fromkeys(names, self.plan)
        return Operations(planners, suggest_codes=self.suggest, apply=self.apply)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return card_case(tmp_path_factory.mktemp("แบ่งแยก"))


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def dock(english: str, window: Window, office: Office, case: Workspace):
    with dock_at_work(window, case, office.operations()) as dock:
        dock.map.layer.selectByExpression(f"parcel_code = '{MIDDLE}'")
        yield dock


def page_name(dock: ParcelsDock) -> str:
    return dock.pages.currentWidget().objectName()


def told(dock: ParcelsDock) -> str:
    labels = dock.message_bar.currentItem().findChildren(QLabel)
    return " ".join(label.accessibleName() for label in labels)


def split(dock: ParcelsDock, window: Window, until: Until) -> None:
    """A line from top to bottom through the middle parcel."""
    dock.begin("split_by_line")
    assert page_name(dock) == "TaxMapParcelCapture"
    canvas = window.mapCanvas()
    click(canvas, 32, 17)
    click(canvas, 32, 44)
    click(canvas, 32, 44, right=True)
    until(lambda: page_name(dock) != "TaxMapParcelCapture" and not dock.is_busy())


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
    dock.message_bar.currentItem().findChild(QPushButton, "TaxMapParcelsDockOffer").click()
    assert page_name(dock) == "TaxMapParcelCapture"


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


# -- another workspace is opened meanwhile ---------------------------------------------------


@pytest.fixture
def open_copy(dock: ParcelsDock, case: Workspace, tmp_path) -> Callable[[], Workspace]:
    """Opens a copy of the workspace in place of it: the same parcels by the same uuids."""

    def open_it() -> Workspace:
        copy = Workspace.open(shutil.copyfile(case.path, tmp_path / "สำเนา.gpkg"))
        open_workspace_in_project(copy.path, QgsProject.instance())
        dock._session.use(copy)
        return copy

    return open_it


def begin_merge(dock: ParcelsDock) -> None:
    dock.map.layer.selectByExpression("parcel_code IN ('01A005', '01A006')")
    dock.begin("merge")
    assert dock.is_busy()


@pytest.mark.parametrize("refuses", [False, True])
def test_what_is_planned_when_another_workspace_is_opened_is_not_shown_in_it(
    dock: ParcelsDock, office: Office, open_copy: Any, until: Until, refuses: bool
):
    office.refuses = refuses
    begin_merge(dock)
    open_copy()
    until(lambda: not dock._given_up)
    assert page_name(dock) == "TaxMapParcelTasks"
    assert dock.work.bands.count() == 0
    assert not dock.message_bar.items(), "it is about parcels that are not looked at any more"


def test_what_is_planned_when_the_task_is_left_is_not_shown(
    dock: ParcelsDock, office: Office, until: Until
):
    begin_merge(dock)
    dock.work.stop()
    assert not dock.is_busy()
    until(lambda: not dock._given_up)
    assert page_name(dock) != "TaxMapPlanPage"


def test_another_task_ends_what_is_still_being_planned(
    dock: ParcelsDock, office: Office, until: Until
):
    """She need not wait for a plan that she does not want any more, nor is it shown later."""
    began, waits, cancelled = Event(), Event(), []

    def slow(ws: Any, wish: Wish, feedback: Any) -> Any:
        began.set()
        waits.wait(10)
        cancelled.append(feedback.cancelled())
        return split_plan()

    dock._operations.planners["merge"] = slow
    begin_merge(dock)
    until(began.is_set)
    assert dock.tasks.buttons["split_by_line"].isEnabled()
    dock.begin("split_by_line")
    assert not dock.is_busy()
    assert page_name(dock) == "TaxMapParcelCapture"
    waits.set()
    until(lambda: cancelled and not dock._given_up)
    assert cancelled == [True]
    assert page_name(dock) == "TaxMapParcelCapture"
    assert not dock.message_bar.items()
    dock.work.stop()


def test_a_cancelled_planning_is_not_shown(dock: ParcelsDock, office: Office, until: Until):
    waits = Event()
    plan = dock._operations.planners["merge"]

    def slow(ws: Any, wish: Wish, feedback: Any) -> Any:
        waits.wait(10)
        return plan(ws, wish, feedback)

    dock._operations.planners["merge"] = slow
    begin_merge(dock)
    dock.busy_line.cancel.click()
    waits.set()
    until(lambda: not dock.is_busy())
    assert page_name(dock) != "TaxMapPlanPage"


def test_no_offer_of_one_workspace_is_taken_in_another(
    dock: ParcelsDock, window: Window, office: Office, open_copy: Any, until: Until
):
    office.refuses = True
    split(dock, window, until)
    assert dock.message_bar.items()  # "Draw again", with the selected parcel of the other one
    open_copy()
    assert not dock.message_bar.items()


def confirm(dock: ParcelsDock, until: Until) -> None:
    begin_merge(dock)
    until(lambda: page_name(dock) == "TaxMapPlanPage" and not dock.is_busy())
    dock.work.plan_page.form.reason.setText("ทดสอบ")
    dock.work.plan_page.confirm.click()
    assert dock.is_busy()


def test_what_is_written_when_another_workspace_is_opened_is_told_and_selects_nothing_there(
    dock: ParcelsDock, office: Office, case: Workspace, open_copy: Any, until: Until
):
    confirm(dock, until)
    open_copy()
    until(lambda: not dock.is_busy())
    assert office.asked == [case]
    assert "2" in told(dock)
    assert dock.map.count() == 0


def test_a_conflict_in_a_workspace_that_was_left_is_told_without_a_choice(
    dock: ParcelsDock,
    office: Office,
    case: Workspace,
    open_copy: Any,
    until: Until,
    monkeypatch: pytest.MonkeyPatch,
):
    rows = case.read("parcel", ["fid", *tables()["parcel"].names], "parcel_code = '01A005'")
    office.conflict = RowChanged(tables()["parcel"], rows)
    monkeypatch.setattr(ConflictDialog, "exec", lambda dialog: pytest.fail("she was asked"))
    confirm(dock, until)
    open_copy()
    until(lambda: not dock.is_busy())
    assert office.asked == [case]
    assert told(dock)


# -- two officers ----------------------------------------------------------------------------


def test_who_was_quicker_is_shown_and_her_own_value_may_be_written(
    dock: ParcelsDock, office: Office, until: Until, monkeypatch: pytest.MonkeyPatch
):
    ws = dock._session.workspace
    rows = ws.read("parcel", ["fid", *tables()["parcel"].names, "geom"], "parcel_code = '01A005'")
    (seen,) = split_plan().parcels
    now = rows.assign(uuid=seen["uuid"], geom=[seen["geom"]], deed_no="777", row_version=5)
    office.conflict = RowChanged(tables()["parcel"], now)
    shown: list[ConflictDialog] = []

    def choose(dialog: ConflictDialog) -> int:
        shown.append(dialog)
        dialog.findChild(QPushButton, "TaxMapConflictMine").click()
        return 1

    monkeypatch.setattr(ConflictDialog, "exec", choose)
    office.made = replace(split_plan(), parcels=[{**seen, "deed_no": "10503"}])
    dock.map.layer.selectByExpression("parcel_code IN ('01A005', '01A006')")
    dock.begin("merge")
    until(lambda: page_name(dock) == "TaxMapPlanPage" and not dock.is_busy())
    dock.work.plan_page.wishes.type_value(office.made, 0, "deed_no", "555")
    dock.work.plan_page.form.reason.setText("ทดสอบ")
    dock.work.plan_page.confirm.click()
    until(lambda: len(office.decisions) == 2 and not dock.is_busy())
    assert len(shown) == 1
    assert page_name(dock) != "TaxMapPlanPage"


def test_who_takes_theirs_keeps_what_she_typed_elsewhere(
    dock: ParcelsDock,
    office: Office,
    window: Window,
    until: Until,
    monkeypatch: pytest.MonkeyPatch,
):
    ws = dock._session.workspace
    rows = ws.read("parcel", ["fid", *tables()["parcel"].names, "geom"], "parcel_code = '01A005'")
    plan = split_plan()
    (seen,) = plan.parcels
    office.made = replace(plan, parcels=[{**seen, "deed_no": "10503"}])
    now = rows.assign(uuid=seen["uuid"], geom=[seen["geom"]], deed_no="777", row_version=5)
    office.conflict = RowChanged(tables()["parcel"], now)

    def choose(dialog: ConflictDialog) -> int:
        dialog.findChild(QPushButton, "TaxMapConflictTheirs").click()
        return 1

    monkeypatch.setattr(ConflictDialog, "exec", choose)
    split(dock, window, until)
    page = dock.work.plan_page
    for row, name, text in ((0, "deed_no", "555"), (0, "survey_no", "44"), (1, "land_no", "77")):
        page.select(row)
        page.wishes.type_value(office.made, row, name, text)
    page.table.item(1, CODE).setText("01A011")
    page.form.reason.setText("แบ่งมรดก")
    page.confirm.click()
    until(lambda: len(office.wishes) == 2 and not dock.is_busy())
    assert page_name(dock) == "TaxMapPlanPage"
    assert page.wishes.values == {0: {"survey_no": "44"}, 1: {"land_no": "77"}}
    assert page.table.code(1) == "01A011"
    assert page.form.reason.text() == "แบ่งมรดก"
    assert "made anew" in told(dock)
    page.confirm.click()
    until(lambda: len(office.decisions) == 2 and not dock.is_busy())
    assert office.decisions[1].values == {0: {"survey_no": "44"}, 1: {"land_no": "77"}}


def test_who_typed_nothing_that_is_contested_is_not_asked_and_looks_again(
    dock: ParcelsDock,
    office: Office,
    window: Window,
    until: Until,
    monkeypatch: pytest.MonkeyPatch,
):
    ws = dock._session.workspace
    rows = ws.read("parcel", ["fid", *tables()["parcel"].names, "geom"], "parcel_code = '01A005'")
    now = rows.assign(uuid="parent", deed_no="777", updated_by="สมชาย")
    office.conflict = RowChanged(tables()["parcel"], now)
    monkeypatch.setattr(ConflictDialog, "exec", lambda dialog: pytest.fail("she was asked"))
    split(dock, window, until)
    page = dock.work.plan_page
    page.wishes.type_value(office.made, 1, "land_no", "77")
    page.form.reason.setText("แบ่งมรดก")
    page.confirm.click()
    until(lambda: len(office.wishes) == 2 and not dock.is_busy())
    assert page_name(dock) == "TaxMapPlanPage"
    assert "meanwhile สมชาย changed parcel 01A005" in told(dock)
    assert page.wishes.values == {1: {"land_no": "77"}}
    page.confirm.click()
    until(lambda: len(office.decisions) == 2 and not dock.is_busy())
    assert office.decisions[1].values == {1: {"land_no": "77"}}


def test_hers_is_not_written_where_the_parcel_has_moved(
    dock: ParcelsDock, office: Office, until: Until, monkeypatch: pytest.MonkeyPatch
):
    ws = dock._session.workspace
    rows = ws.read("parcel", ["fid", *tables()["parcel"].names, "geom"], "parcel_code = '01A005'")
    (seen,) = split_plan().parcels
    office.made = replace(split_plan(), parcels=[{**seen, "deed_no": "10503"}])
    now = rows.assign(uuid=seen["uuid"], deed_no="777")
    office.conflict = RowChanged(tables()["parcel"], now)
    enabled: list[bool] = []

    def look(dialog: ConflictDialog) -> int:
        enabled.append(dialog.findChild(QPushButton, "TaxMapConflictMine").isEnabled())
        return 0

    monkeypatch.setattr(ConflictDialog, "exec", look)
    dock.map.layer.selectByExpression("parcel_code IN ('01A005', '01A006')")
    dock.begin("merge")
    until(lambda: page_name(dock) == "TaxMapPlanPage" and not dock.is_busy())
    dock.work.plan_page.wishes.type_value(office.made, 0, "deed_no", "555")
    dock.work.plan_page.form.reason.setText("ทดสอบ")
    dock.work.plan_page.confirm.click()
    until(lambda: enabled and not dock.is_busy())
    assert enabled == [False]
    assert page_name(dock) == "TaxMapPlanPage"
    dock.work.stop()


@pytest.mark.parametrize("gone", ["the very parcel", "a neighbour"])
def test_what_became_of_a_parcel_that_is_gone_is_told_and_it_can_be_planned_anew(
    dock: ParcelsDock, office: Office, case: Workspace, until: Until, gone: str
):
    mine = [uuid_of(case, code) for code in ("01A005", "01A006")]
    said = Message("meanwhile.gone", code="01A006", user="สมชาย", day="2026-11-27")
    office.conflict = GoneMeanwhile(said, mine[1] if gone == "the very parcel" else "n")
    dock.map.layer.selectByExpression("parcel_code IN ('01A005', '01A006')")
    dock.begin("merge")
    until(lambda: page_name(dock) == "TaxMapPlanPage" and not dock.is_busy())
    page = dock.work.plan_page
    page.form.reason.setText("ทดสอบ")
    page.wishes.type_value(office.made, 0, "survey_no", "44")
    page.table.item(1, CODE).setText("01A011")
    page.confirm.click()
    until(lambda: len(office.decisions) == 1 and not dock.is_busy())
    assert page_name(dock) != "TaxMapPlanPage"  # it is no use any more
    assert "สมชาย" in told(dock)
    offer = dock.message_bar.currentItem().findChild(QPushButton, dock.objectName() + "Offer")
    if gone == "the very parcel":
        assert offer is None
    else:
        offer.click()
        until(lambda: page_name(dock) == "TaxMapPlanPage")
        assert len(office.wishes) == 2
        assert page.wishes.values == {0: {"survey_no": "44"}}
        assert page.table.code(1) == "01A011"
        assert page.form.reason.text() == "ทดสอบ"
    dock.work.stop()


def test_a_line_over_a_parcel_that_is_gone_is_not_laid_over_its_neighbours(
    dock: ParcelsDock, window: Window, office: Office, case: Workspace, until: Until
):
    """Without a parcel a line divides all that it crosses: nobody asked for that."""
    said = Message("meanwhile.gone", code=MIDDLE, user="สมชาย", day="2026-11-27")
    office.conflict = GoneMeanwhile(said, uuid_of(case, MIDDLE))
    split(dock, window, until)
    dock.work.plan_page.form.reason.setText("ทดสอบ")
    dock.work.plan_page.confirm.click()
    until(lambda: len(office.decisions) == 1 and not dock.is_busy())
    assert "สมชาย" in told(dock)
    offer = dock.message_bar.currentItem().findChild(QPushButton, dock.objectName() + "Offer")
    assert offer is None
    dock.work.stop()
