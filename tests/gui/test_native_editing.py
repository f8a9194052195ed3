"""What the officer sees when a save with QGIS's own tools is refused."""

from __future__ import annotations

import gc
from types import SimpleNamespace
from typing import Any

import pytest
from qgis.core import Qgis, QgsVectorLayer
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton, QToolButton, QWidget

from taxmap_plugin.core.message import Message
from taxmap_plugin.editing.meanwhile import GoneMeanwhile
from taxmap_plugin.editing.native_edits import NativeEdits
from taxmap_plugin.editing.parcel_plan import PlanError
from taxmap_plugin.gui.native_editing import NativeEditing
from taxmap_plugin.gui.native_saves import Refusal, Saved

GONE = GoneMeanwhile(Message("meanwhile.gone", code="01A002", user="สมชาย", day="2026-11-27"), "p2")


class _Session(QObject):
    changed, data_changed = pyqtSignal(), pyqtSignal()
    workspace = None


@pytest.mark.parametrize(
    ("error", "offered"), [(GONE, True), (PlanError(Message("recode.none")), False)]
)
def test_edits_of_what_is_gone_can_be_dropped(
    qgis_app: Any, monkeypatch: pytest.MonkeyPatch, error: Any, offered: bool
):
    bar = QgsMessageBar()
    iface = SimpleNamespace(messageBar=lambda: bar, mainWindow=lambda: None)
    editing, dropped = NativeEditing(iface, _Session()), []
    monkeypatch.setattr(editing.saves, "take_theirs", dropped.append)
    refusal = Refusal(error, "parcel", QgsVectorLayer(), NativeEdits())
    editing.saves.refused.emit(refusal)
    gc.collect()  # she reads for a while
    button = bar.currentItem().findChild(QPushButton, "TaxMapDropEdits")
    assert (button is not None) == offered
    if button is not None:
        button.click()
        assert dropped == [refusal]
        assert bar.items() == []


NOWHERE = Message("unit_place.nowhere", distance="12.0")
LOOK = Message("thing_review.unnamed", what=Message("thing_review.building"), note=NOWHERE)
WHAT = Message("parcel_operations.edit", kind="Split", what="parcel 01A001")


@pytest.mark.parametrize(
    ("saved", "level", "seconds", "told"),
    [
        (Saved((), 0, (), WHAT), Qgis.MessageLevel.Success, 5, "can take it back."),
        (Saved(("p9",), 2, (), WHAT), Qgis.MessageLevel.Success, 5, "2 things are to be looked at"),
        (Saved((), 1, (LOOK,), WHAT), Qgis.MessageLevel.Warning, 0, "1 thing is to be looked at"),
        (Saved((), 1, (LOOK,), WHAT), Qgis.MessageLevel.Warning, 0, "It stands on no parcel"),
    ],
)
def test_a_save_tells_what_is_to_be_looked_at_until_it_is_closed(
    english: str, qgis_app: Any, saved: Saved, level: Any, seconds: int, told: str
):
    bar = QgsMessageBar()
    editing = NativeEditing(SimpleNamespace(messageBar=lambda: bar), _Session())
    editing.saves.saved.emit(saved)
    item = bar.currentItem()
    assert told in item.text()
    assert (item.level(), item.duration()) == (level, seconds)
    shown_whole = "Show more" in texts(item)
    assert shown_whole == bool(seconds == 0), "QGIS cuts it to one line"


def texts(item: QWidget) -> list[str]:
    return [button.text() for button in item.findChildren(QToolButton)]


def test_a_save_says_first_what_was_written(english: str, qgis_app: Any):
    bar = QgsMessageBar()
    editing = NativeEditing(SimpleNamespace(messageBar=lambda: bar), _Session())
    editing.saves.saved.emit(Saved(("p9",), 2, (), WHAT))
    assert bar.currentItem().text().startswith("Split, parcel 01A001\xa0· 2 things are to be")


def test_a_save_of_a_field_calculator_tells_the_first_and_how_many_there_are(
    english: str, qgis_app: Any
):
    bar = QgsMessageBar()
    editing = NativeEditing(SimpleNamespace(messageBar=lambda: bar), _Session())
    editing.saves.saved.emit(Saved((), 3000, (LOOK,) * 3000, WHAT))
    told = bar.currentItem().text()
    assert told.count("It stands on no parcel") == 10
    assert "3000 things are to be looked at" in told and "And 2,990 more." in told


def test_what_was_to_be_looked_at_does_not_heap_up(english: str, qgis_app: Any):
    bar, session = QgsMessageBar(), _Session()
    editing = NativeEditing(SimpleNamespace(messageBar=lambda: bar), session)
    editing.saves.saved.emit(Saved((), 1, (LOOK,), WHAT))
    editing.saves.saved.emit(Saved((), 1, (LOOK,), WHAT))
    assert len(bar.items()) == 1
    session.data_changed.emit()  # an undo, or another change
    assert len(bar.items()) == 0


def test_a_save_that_changed_nothing_claims_no_change(english: str, qgis_app: Any):
    bar = QgsMessageBar()
    editing = NativeEditing(SimpleNamespace(messageBar=lambda: bar), _Session())
    editing.saves.saved.emit(Saved((), 0))
    assert bar.currentItem().text() == "Nothing was different from what is in the file."
