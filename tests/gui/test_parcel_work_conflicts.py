"""A decision about land that somebody else has changed meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from qgis.PyQt.QtWidgets import QPushButton

from taxmap_plugin.core.message import Message
from taxmap_plugin.editing.meanwhile import GoneMeanwhile
from taxmap_plugin.gui.conflict_dialog import ConflictDialog
from taxmap_plugin.gui.parcels_dock import ParcelsDock
from taxmap_plugin.gui.plan_table import CODE
from taxmap_plugin.workspace.problem import RowChanged
from taxmap_plugin.workspace.schema import tables
from taxmap_plugin.workspace.store import Workspace
from tests.editing.card_case import MIDDLE, uuid_of

from .canvas_case import Window
from .conftest import Until
from .plan_case import split_plan
from .work_case import Office, case, dock, office, page_name, split, told

__all__ = ["case", "dock", "office"]


def row_there(dock: ParcelsDock) -> pd.DataFrame:
    """All columns of the parcel that she works on."""
    names = ["fid", *tables()["parcel"].names, "geom"]
    return dock._session.workspace.read("parcel", names, f"parcel_code = '{MIDDLE}'")


def test_who_was_quicker_is_shown_and_her_own_value_may_be_written(
    dock: ParcelsDock, office: Office, until: Until, monkeypatch: pytest.MonkeyPatch
):
    rows = row_there(dock)
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
    rows = row_there(dock)
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
    rows = row_there(dock)
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
    rows = row_there(dock)
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
