"""The Parcels dock without a mouse: Tab, Enter and Esc."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QWidget

from taxmap_plugin.gui.dock import TaxMapDock
from taxmap_plugin.gui.icons import icon
from taxmap_plugin.gui.parcel_tasks import TASKS
from taxmap_plugin.gui.task_form import TaskForm
from taxmap_plugin.gui.widgets import TaskButton

from ..editing import land_case


@pytest.mark.parametrize("name", ["split_to_area", "cut_strip", "renumber", "traverse"])
def test_tab_leads_from_the_last_question_to_the_buttons(qgis_app: Any, tmp_path: Path, name: str):
    form, ws = TaskForm(), land_case.make(tmp_path)
    for _ in range(2):  # the second time with other fields
        form.ask(TASKS[name], "งาน", ws, ("p1",))
        asked = [one for one in stops(form, form.fields) if one.parent() is form.fields]
        order = stops(form, asked[-1])
        at = order.index(form.cancel)
        assert order[at : at + 2] == [form.cancel, form.next]
        assert set(order[:at]) <= set(form.fields.findChildren(QWidget))
    form.deleteLater()


@pytest.mark.parametrize(
    ("name", "field", "modifier", "goes_on"),
    [
        ("renumber", "TaxMapTaskBlock", Qt.KeyboardModifier.NoModifier, True),
        ("cut_strip", "TaxMapTaskName", Qt.KeyboardModifier.NoModifier, True),
        ("split_to_area", "TaxMapTaskAreas", Qt.KeyboardModifier.NoModifier, False),
        ("split_to_area", "TaxMapTaskAreas", Qt.KeyboardModifier.ControlModifier, True),
    ],
)
def test_enter_goes_on_from_a_question(
    qgis_app: Any, tmp_path: Path, name: str, field: str, modifier: Any, goes_on: bool
):
    """In a text of several lines Enter begins the next one, and Ctrl+Enter goes on."""
    form, pressed = TaskForm(), []
    form.ask(TASKS[name], "งาน", land_case.make(tmp_path), ("p1",))
    form.next.setEnabled(True)
    form.next.clicked.disconnect()
    form.next.clicked.connect(lambda: pressed.append(True))
    QTest.keyClick(form.fields.findChild(QWidget, field), Qt.Key.Key_Return, modifier)
    assert bool(pressed) is goes_on
    form.deleteLater()


def stops(form: TaskForm, start: QWidget) -> list[QWidget]:
    """Where Tab stops from a widget on, within the form."""
    found, widget = [], start.nextInFocusChain()
    while widget is not start:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and form.isAncestorOf(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def test_enter_presses_the_button_of_a_task(qgis_app: Any):
    pressed: list[bool] = []
    button = TaskButton("x", icon("parcels.svg"), "แบ่ง", "…", lambda: pressed.append(True))
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [True]


def test_esc_leads_from_a_dock_to_the_map_and_its_tools_are_reached_by_tab(
    qgis_app: Any, monkeypatch: pytest.MonkeyPatch
):
    left: list[bool] = []
    monkeypatch.setattr(TaxMapDock, "to_canvas", lambda _: left.append(True))
    dock = TaxMapDock("TaxMapTestDock", "แปลง")
    action = dock.add_tool("TaxMapTestTool", icon("parcels.svg"), "ดู", lambda: None)
    button = dock.toolbar.widgetForAction(action)
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(button, Qt.Key.Key_Escape)
    assert left == [True]
    dock.deleteLater()
