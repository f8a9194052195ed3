"""The match dock: its states and its list."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Callable

import pandas as pd
import pytest
from qgis.PyQt.QtWidgets import (
    QPushButton,
)
from shapely import box

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.gui.match_dock import MatchDock
from taxmap_plugin.gui.match_model import TO_DECIDE
from taxmap_plugin.gui.session import Session
from taxmap_plugin.workspace.store import Workspace

from .conftest import Until
from .looks import cut_labels, nameless_icon_buttons, settle, sideways_scrolling
from .match_case import codes, dock, matched, page_name, rest, session, workspace

__all__ = ["dock", "matched", "session", "workspace"]


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
