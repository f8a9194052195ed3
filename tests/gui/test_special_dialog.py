"""The dialog Special property: its questions, what the law makes of them, what is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QComboBox, QLineEdit, QPushButton

from taxmap_plugin.core.line_break import strip_break_marks
from taxmap_plugin.editing.special_entry import special_entries, write_decided
from taxmap_plugin.gui.special_dialog import SpecialDialog
from taxmap_plugin.workspace.store import Workspace

from ..editing.tax_case import YEAR, town
from .looks import cut_labels, settle


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """p2 is a temple's; nothing is entered."""
    made = town(tmp_path)
    with made.transaction("correct") as tx:
        tx.insert_rows("owner", [{"uuid": "ว", "person_type": "7"}])
        held = [row["uuid"] for row in tx.rows("ownership", ["uuid"], "parcel_uuid = 'p2'")]
        tx.delete("ownership", held)
        tx.insert_rows("ownership", [{"owner_uuid": "ว", "parcel_uuid": "p2"}])
    return made


@pytest.fixture
def dialog(qgis_app: QgsApplication, language: str, ws: Workspace) -> Iterator[SpecialDialog]:
    made = SpecialDialog(special_entries(ws, YEAR))
    made.show()
    settle(made, 900)
    yield made
    made.close()
    made.deleteLater()


def choose(dialog: SpecialDialog, name: str, code: str) -> None:
    combo = dialog.findChild(QComboBox, name)
    combo.setCurrentIndex(combo.findData(code))
    combo.activated.emit(combo.currentIndex())


def typed(dialog: SpecialDialog, name: str, text: str) -> None:
    line = dialog.findChild(QLineEdit, name)
    line.setText(text)
    line.textEdited.emit(text)


def outcome(dialog: SpecialDialog) -> str:
    return strip_break_marks(dialog.form.outcome.text())


def can_save(dialog: SpecialDialog) -> bool:
    return dialog.findChild(QPushButton, "TaxMapSpecialSave").isEnabled()


def test_the_outcome_is_told_at_once_and_written_as_it_stands(dialog, ws):
    assert dialog.list.item(0).text().startswith("01A002") and not can_save(dialog)
    choose(dialog, "TaxMapSpecial_use", "part_let")
    typed(dialog, "TaxMapSpecial_let_area", "0-1-0")
    assert "8" in outcome(dialog) and can_save(dialog)
    assert write_decided(ws, dialog.decided) == 1
    row = ws.rows("special_property", ["parcel_uuid", "ruling", "answers"])[0]
    assert (row["parcel_uuid"], row["ruling"]) == ("p2", "part")
    assert '"let_area": 10000' in str(row["answers"]).replace("'", '"')
    assert not special_entries(ws, YEAR)[0].letter


def test_a_ruling_without_its_letter_cannot_be_saved(dialog, ws):
    choose(dialog, "TaxMapSpecialRuling", "outside")
    assert not can_save(dialog) and dialog.problem.text()
    typed(dialog, "TaxMapSpecialLetter", "มท 0808/9999")
    assert can_save(dialog)
    write_decided(ws, dialog.decided)
    row = ws.rows("special_property", ["ruling", "ruling_letter"])[0]
    assert (row["ruling"], row["ruling_letter"]) == ("outside", "มท 0808/9999")


def test_an_area_that_cannot_be_read_is_told_and_kept_from_saving(dialog):
    choose(dialog, "TaxMapSpecial_use", "part_let")
    typed(dialog, "TaxMapSpecial_let_area", "ครึ่งหนึ่ง")
    assert not can_save(dialog) and not dialog.list.isEnabled()
    typed(dialog, "TaxMapSpecial_let_area", "")
    assert can_save(dialog) and dialog.list.isEnabled()


def test_nothing_is_cut_off(dialog):
    choose(dialog, "TaxMapSpecial_use", "part_let")
    settle(dialog, 900)
    assert not cut_labels(dialog)


def test_without_any_it_says_so(qgis_app, english, tmp_path):
    made = SpecialDialog([])
    assert "propose none" in strip_break_marks(made.problem.text())
    made.deleteLater()
