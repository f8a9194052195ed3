"""A task that is left, or whose workspace is closed, before it is done."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from qgis.core import QgsProject

from taxmap_plugin.gui.conflict_dialog import ConflictDialog
from taxmap_plugin.gui.parcel_tasks import Wish
from taxmap_plugin.gui.parcels_dock import ParcelsDock
from taxmap_plugin.workspace.problem import RowChanged
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.schema import tables
from taxmap_plugin.workspace.store import Workspace

from .canvas_case import Window
from .conftest import Until
from .plan_case import split_plan
from .work_case import Office, case, dock, office, page_name, split, told

__all__ = ["case", "dock", "office"]


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
