"""The import dialog: files in, decisions, what would happen, what happened."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QMimeData, QPoint, Qt, QUrl
from qgis.PyQt.QtGui import QDropEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QPushButton

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.gui import import_files, import_mapping
from taxmap_plugin.gui.import_dialog import ImportDialog
from taxmap_plugin.gui.session import Session
from taxmap_plugin.workspace.store import Workspace

from ..exchange.conftest import write_layer
from .conftest import Until
from .looks import cut_labels, settle

SQUARE = "POLYGON(({0} 2070000,{1} 2070000,{1} 2070040,{0} 2070040,{0} 2070000))"


def square(number: int) -> str:
    return SQUARE.format(500000 + 50 * number, 500040 + 50 * number)


@pytest.fixture
def parcels(tmp_path: Path) -> Path:
    rows = [(square(n), {"PARCEL_COD": f"01A00{n}", "LAND_NO": str(n)}) for n in (1, 2, 3)]
    return write_layer(tmp_path / "แปลง ๑.geojson", [*rows, (None, {"PARCEL_COD": "01A009"})])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "ที่ดิน.csv"
    path.write_bytes("รหัสแปลงที่ดิน,ประเภทเอกสาร,เลขที่เอกสาร\n01A001,โฉนดที่ดิน,632\n".encode("cp874"))
    return path


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    shape = "POLYGON((10 50,11 50,11 51,10 50))"
    return write_layer(tmp_path / "ไกล.geojson", [(shape, {"PARCEL_COD": "02A001"})], epsg=4326)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace.create(tmp_path / "สาธิต.gpkg", Municipality("เทศบาลตำบลสาธิต"))


@pytest.fixture
def dialog(language: str, workspace: Workspace, until: Until):
    session = Session(None)
    session.use(workspace)
    dialog = ImportDialog(session, None)
    yield dialog
    until(lambda: not dialog.is_busy() and dialog.is_foretold())
    dialog.done(0)
    until(lambda: not QgsApplication.taskManager().tasks())  # QGIS deletes them in its own time
    dialog.deleteLater()
    session.close()
    session.release()


def add(dialog: ImportDialog, until: Until, *paths: Path) -> None:
    dialog.add_files(map(str, paths))
    until(lambda: not dialog.is_busy())
    until(lambda: dialog.is_foretold())


def go(dialog: ImportDialog, until: Until) -> None:
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    until(lambda: not dialog.is_busy() and not dialog.result.isHidden())


def test_closing_while_it_imports_cancels_and_waits_for_what_becomes_of_it(
    dialog: ImportDialog, workspace: Workspace, until: Until, parcels: Path
):
    add(dialog, until, parcels)
    told: list[bool] = []
    dialog._session.data_changed.connect(lambda: told.append(True))
    dialog.show()
    dialog.run_import()
    dialog.reject()
    until(dialog.isHidden)
    assert not dialog.is_busy()
    assert bool(told) == bool(workspace.count("parcel")), "what entered is made known"


def numbers(dialog: ImportDialog) -> list[str]:
    """The totals of the result: rows, new, changed, as before, set aside."""
    model = dialog.result.model
    return [model.index(model.rowCount() - 1, column).data() for column in range(2, 7)]


def test_it_begins_with_one_button_and_fits_a_small_screen(dialog: ImportDialog):
    settle(dialog, 980, 570)
    assert dialog.sheet.currentWidget() is dialog.empty
    assert dialog.width() <= 1000
    assert dialog.height() <= 580
    assert not dialog.go.isEnabled()


def test_files_are_listed_with_their_tables_and_foretold(
    dialog: ImportDialog, parcels: Path, table: Path, until: Until
):
    add(dialog, until, parcels, table)
    settle(dialog, 980, 570)
    assert [item.table for item in dialog.files.items] == ["parcel", "title_document"]
    foretold = dialog.files.outcome(dialog.files.items[0])
    assert (foretold.report.inserted, foretold.report.set_aside) == (3, 1)
    assert "4" in dialog.go.text() or "5" in dialog.go.text()
    assert dialog.go.isEnabled()
    assert cut_labels(dialog) == []
    assert (dialog.width(), dialog.height()) == (980, 570)


def test_files_can_be_dropped(dialog: ImportDialog, parcels: Path, until: Until):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(parcels))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.dropEvent(QDropEvent(QPoint(5, 5), copy, data, left, none))
    until(lambda: dialog.files.rowCount() == 1)


def test_import_adds_up_and_a_second_time_changes_nothing(
    dialog: ImportDialog, workspace: Workspace, parcels: Path, table: Path, until: Until
):
    add(dialog, until, parcels, table)
    go(dialog, until)
    assert workspace.count("parcel") == 3
    assert numbers(dialog) == ["5", "4", "0", "0", "1"]
    dialog.findChild(QPushButton, "TaxMapImportAgain").click()
    add(dialog, until, parcels, table)
    go(dialog, until)
    assert numbers(dialog) == ["5", "0", "0", "4", "1"]
    assert workspace.count("parcel") == 3


def test_what_the_file_changed_is_listed(
    dialog: ImportDialog, parcels: Path, tmp_path: Path, until: Until
):
    add(dialog, until, parcels)
    go(dialog, until)
    dialog.findChild(QPushButton, "TaxMapImportAgain").click()
    rows = [(square(n), {"PARCEL_COD": f"01A00{n}", "LAND_NO": "77"}) for n in (1, 2, 3)]
    parcels.unlink()
    write_layer(parcels, [*rows, (None, {"PARCEL_COD": "01A009"})])
    add(dialog, until, parcels)
    go(dialog, until)
    assert numbers(dialog)[2] == "3"
    assert "77" in dialog.result.details.toPlainText()


def test_rows_set_aside_are_saved_with_their_reasons(
    dialog: ImportDialog, parcels: Path, tmp_path: Path, until: Until
):
    add(dialog, until, parcels)
    go(dialog, until)
    assert dialog.result.save.isEnabled()
    path = tmp_path / "แยกไว้.csv"
    dialog.result.save_set_aside(dialog.result.model.outcomes[0], path)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "01A009" in lines[1]


def test_a_layer_in_doubt_stops_the_import_until_she_decides(
    dialog: ImportDialog, workspace: Workspace, stranger: Path, until: Until
):
    add(dialog, until, stranger)
    assert not dialog.go.isEnabled()
    assert "ไกล.geojson" in dialog.go.toolTip()
    assert not dialog.panel.verdict.isHidden()
    warned = dialog.panel.verdict.sentence.accessibleName()
    datum = dialog.panel.datum
    trust = next(at for at in range(datum.count()) if datum.itemData(at).trust)
    datum.setCurrentIndex(trust)
    datum.activated.emit(trust)
    until(dialog.is_foretold)
    assert dialog.go.isEnabled()
    assert dialog.panel.verdict.sentence.accessibleName() == warned, "the warning stays"
    go(dialog, until)
    assert workspace.count("parcel") == 1


def test_another_column_is_chosen_and_remembered_for_such_files(
    dialog: ImportDialog, workspace: Workspace, parcels: Path, until: Until
):
    add(dialog, until, parcels)
    model = dialog.panel.model
    row = model.targets.index("note")
    assert model.setData(model.index(row, import_mapping.HERS), "LAND_NO")
    assert model.certainty("note")[1] in ("เลือกเอง", "by hand")
    assert "land_no" not in dialog.files.items[0].columns
    dialog.panel.remember.setChecked(True)
    until(dialog.is_foretold)
    go(dialog, until)
    assert set(workspace.read("parcel", ["note"])["note"]) == {"1", "2", "3"}
    dialog.findChild(QPushButton, "TaxMapImportAgain").click()
    add(dialog, until, parcels)
    assert dialog.files.items[0].columns["note"] == "LAND_NO"
    assert dialog.panel.profile.currentText() == "แปลง ๑.geojson"


def test_shapes_of_the_land_office_are_said_to_be_so_and_remembered_for_such_files(
    dialog: ImportDialog, workspace: Workspace, parcels: Path, until: Until
):
    add(dialog, until, parcels)
    tick = dialog.panel.of_land_office
    assert not tick.isHidden() and not tick.isChecked()
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(8, tick.height() // 2))
    dialog.panel.remember.setChecked(True)
    until(dialog.is_foretold)
    go(dialog, until)
    assert set(workspace.read("parcel", ["shape_source"])["shape_source"]) == {"land_office"}
    dialog.findChild(QPushButton, "TaxMapImportAgain").click()
    add(dialog, until, parcels)
    assert tick.isChecked()


def test_only_parcels_can_have_shapes_of_the_land_office(
    dialog: ImportDialog, parcels: Path, until: Until
):
    add(dialog, until, parcels)
    dialog.files.items[0].choose_table("block")
    dialog.panel.show_table_chosen()
    assert dialog.panel.of_land_office.isHidden()


def test_certainty_has_a_reason_and_values_are_shown(
    dialog: ImportDialog, parcels: Path, until: Until
):
    add(dialog, until, parcels)
    model = dialog.panel.model
    row = model.targets.index("parcel_code")
    tip = model.index(row, import_mapping.CERTAINTY).data(Qt.ItemDataRole.ToolTipRole)
    assert "PARCEL_COD" in tip
    assert "01A001" in model.index(row, import_mapping.VALUES).data()


def test_space_unticks_and_delete_takes_off_the_list(
    dialog: ImportDialog, parcels: Path, table: Path, until: Until
):
    add(dialog, until, parcels, table)
    dialog.list.selectRow(1)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert [item.table for item in dialog.files.wanted()] == ["parcel"]
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert dialog.files.rowCount() == 1


def test_another_table_is_guessed_anew(dialog: ImportDialog, parcels: Path, until: Until):
    add(dialog, until, parcels)
    place = dialog.files.index(0, import_files.TABLE)
    dialog.files.setData(place, "public_land")
    assert "parcel_code" not in dialog.panel.model.targets
    assert dialog.files.items[0].table == "public_land"


def test_a_csv_is_read_again_in_another_encoding(dialog: ImportDialog, table: Path, until: Until):
    add(dialog, until, table)
    dialog.panel.encoding_chosen.emit("cp874")
    until(lambda: not dialog.is_busy())
    item = dialog.files.items[0]
    assert item.encoding == "cp874"
    assert "โฉนดที่ดิน" in set(item.source.frame["ประเภทเอกสาร"])


def test_what_cannot_be_read_is_said_and_the_rest_is_listed(
    dialog: ImportDialog, parcels: Path, tmp_path: Path, until: Until
):
    broken = tmp_path / "เสีย.xlsx"
    broken.write_bytes(b"no workbook")
    add(dialog, until, broken, parcels)
    labels = dialog.message_bar.currentItem().findChildren(QLabel)
    assert any("เสีย.xlsx" in label.accessibleName() for label in labels)
    assert dialog.files.rowCount() == 1
