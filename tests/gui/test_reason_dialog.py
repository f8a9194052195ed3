"""Why what is declared changes, asked at a save of QGIS's own tools."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtWidgets import QDialogButtonBox, QLabel

from taxmap_plugin.gui.reason_dialog import ReasonDialog
from taxmap_plugin.workspace.thing_name import things


@pytest.fixture
def dialog(language: str):
    made = ReasonDialog("split", things("parcel", ["01A001", "02B007"]), ("01A", "02B"))
    yield made
    made.deleteLater()


def told(dialog: ReasonDialog) -> list[str]:
    return [label.accessibleName() for label in dialog.findChildren(QLabel)]


def test_blocks_and_parcels_are_named(dialog: ReasonDialog):
    (asked,) = [text for text in told(dialog) if "01A001" in text]
    assert all(name in asked for name in ("02B007", "01A, 02B"))


def test_without_a_reason_the_blocks_are_named_that_need_one(dialog: ReasonDialog):
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok).click()
    assert any("01A, 02B" in text and "01A001" not in text for text in told(dialog))
    dialog.form.reason.setText("แบ่งมรดก")
    assert not any("01A, 02B" in text and "01A001" not in text for text in told(dialog))
