"""The dialog for a new workspace: what it asks, how it says what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from qgis.core import QgsCoordinateReferenceSystem
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QWidget

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.gui.workspace_dialog import WorkspaceDialog
from taxmap_plugin.settings import LAST_FOLDER, write

from .looks import cut_labels, settle


@pytest.fixture
def dialog(language: str, tmp_path: Path):
    write(LAST_FOLDER, str(tmp_path))
    dialog = WorkspaceDialog()
    yield dialog
    dialog.deleteLater()


def problems(dialog: WorkspaceDialog) -> set[str]:
    """Names of the fields below which something is said."""
    shown = [w for w in dialog.findChildren(QWidget) if w.objectName().endswith("Problem")]
    return {w.objectName()[: -len("Problem")] for w in shown if w.isVisibleTo(dialog)}


def test_it_fits_a_small_screen_and_cuts_nothing(dialog: WorkspaceDialog):
    dialog.show()
    assert dialog.width() <= 1000 and dialog.height() <= 580
    dialog.code.setText("12")
    dialog.accept()
    settle(dialog, 600, 570)
    assert cut_labels(dialog) == []


def test_every_field_has_a_label_that_leads_to_it(dialog: WorkspaceDialog):
    buddies = {label.buddy().objectName() for label in dialog.findChildren(QLabel) if label.buddy()}
    assert buddies == {
        "name", "name_en", "kind", "code", "tambon", "amphoe", "province",
        "zone", "sign_letter", "skip_io", "tax_year", "file",
    }  # fmt: skip


def test_the_keyboard_goes_from_the_first_field_to_the_last(dialog: WorkspaceDialog):
    settle(dialog, 600, 570)
    order, widget = [], dialog.name
    for _ in range(60):
        widget = widget.nextInFocusChain()
        if widget.objectName() in ("kind", "province", "zone", "tax_year"):
            order.append(widget.objectName())
    assert order[:4] == ["kind", "province", "zone", "tax_year"]


def test_without_a_name_it_stays_open_and_says_why(dialog: WorkspaceDialog):
    settle(dialog, 600, 570)
    dialog.accept()
    assert problems(dialog) == {"name"}
    assert dialog.isVisible()


def test_what_is_filled_in_becomes_the_municipality(dialog: WorkspaceDialog, tmp_path: Path):
    QTest.keyClicks(dialog.name, "  Sathit  ")
    dialog.name_en.setText("Sathit")
    dialog.code.setText("05999901")
    dialog.province.setText("ตัวอย่าง")
    dialog.zone.setCurrentIndex(1)
    dialog.sign_letter.setCurrentIndex(1)
    dialog.skip_io.setChecked(True)
    dialog.tax_year.setValue(2570)
    dialog.accept()
    assert dialog.result() == WorkspaceDialog.DialogCode.Accepted
    assert dialog.path() == tmp_path / "Sathit.gpkg"
    assert dialog.municipality() == Municipality(
        "Sathit",
        name_en="Sathit",
        code="05999901",
        kind="tambon_municipality",
        province="ตัวอย่าง",
        epsg=32648,
        sign_letter="S",
        tax_year=2570,
        skip_io=True,
    )


def test_tax_year_begins_with_this_year_of_the_buddhist_era(dialog: WorkspaceDialog):
    assert dialog.tax_year.value() == date.today().year + 543


@pytest.mark.parametrize(
    ("fill", "field"),
    [
        (lambda d: d.code.setText("123"), "code"),
        (lambda d: choose_crs(d, "EPSG:4326"), "zone"),
        (lambda d: choose_crs(d, "EPSG:24047"), "zone"),
        (lambda d: d.file.setFilePath("/nowhere at all/x.gpkg"), "file"),
    ],
)
def test_what_is_wrong_stands_below_its_field(dialog: WorkspaceDialog, fill, field: str):
    dialog.name.setText("สาธิต")
    fill(dialog)
    settle(dialog, 600, 570)
    dialog.accept()
    assert problems(dialog) == {field}


def choose_crs(dialog: WorkspaceDialog, authid: str) -> None:
    dialog.zone.setCurrentIndex(2)
    dialog.crs.setCrs(QgsCoordinateReferenceSystem(authid))


def test_another_projected_system_in_metres_is_welcome(dialog: WorkspaceDialog):
    dialog.name.setText("สาธิต")
    choose_crs(dialog, "EPSG:26986")
    assert dialog.validate() == []
    assert dialog.municipality().epsg == 26986


def test_an_existing_file_is_never_chosen(dialog: WorkspaceDialog, tmp_path: Path):
    (tmp_path / "สาธิต.gpkg").write_bytes(b"")
    dialog.name.setText("สาธิต")
    assert dialog.validate() == ["file"]


def test_the_file_is_named_after_the_municipality_until_she_names_it(
    dialog: WorkspaceDialog, tmp_path: Path
):
    dialog.name.setText("เทศบาลตำบล ก/ข")
    assert dialog.path() == tmp_path / "เทศบาลตำบล ก_ข.gpkg"
    dialog.file.lineEdit().clear()
    QTest.keyClicks(dialog.file.lineEdit(), str(tmp_path / "mine"))
    dialog.name.setText("another")
    assert dialog.path() == tmp_path / "mine.gpkg"


def test_escape_leaves_without_a_trace(dialog: WorkspaceDialog, tmp_path: Path):
    settle(dialog, 600, 570)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == WorkspaceDialog.DialogCode.Rejected
    assert list(tmp_path.iterdir()) == []
