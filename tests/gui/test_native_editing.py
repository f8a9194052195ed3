"""What the officer sees when a save with QGIS's own tools is refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from qgis.core import QgsVectorLayer
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QPushButton

from taxmap_plugin.core.message import Message
from taxmap_plugin.editing.meanwhile import GoneMeanwhile
from taxmap_plugin.editing.native_edits import NativeEdits
from taxmap_plugin.editing.parcel_plan import PlanError
from taxmap_plugin.gui.native_editing import NativeEditing
from taxmap_plugin.gui.native_saves import Refusal

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
    button = bar.currentItem().findChild(QPushButton, "TaxMapDropEdits")
    assert (button is not None) == offered
    if button is not None:
        button.click()
        assert dropped == [refusal]
