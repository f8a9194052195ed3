"""The tax dock: its empty states, assessing a year, payers and their cards, what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QLabel, QPushButton

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.editing.special_entry import Decided
from taxmap_plugin.gui import special_saving
from taxmap_plugin.gui.session import Session
from taxmap_plugin.gui.tax_dock import TaxDock
from taxmap_plugin.processing.provider import algorithm_classes
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.store import Workspace

from ..editing import land_case
from ..editing.tax_case import YEAR, town
from .canvas_case import Window
from .conftest import Until
from .looks import cut_labels, hidden_buttons, nameless_icon_buttons, settle, sideways_scrolling


def _dock(window: Window | None) -> Iterator[TaxDock]:
    session = Session(None)
    dock = TaxDock(window, session)
    dock.show()
    yield dock
    dock.release()
    dock.deleteLater()
    session.close()
    session.release()


@pytest.fixture
def dock(language: str) -> Iterator[TaxDock]:
    yield from _dock(None)


@pytest.fixture
def english_dock(english: str) -> Iterator[TaxDock]:
    yield from _dock(None)


def rest(dock: TaxDock, until: Until) -> None:
    until(lambda: not dock.is_busy() and dock._loading is None)


def assessed(dock: TaxDock, folder: Path, until: Until) -> TaxDock:
    """The small town, assessed with the button of the empty state."""
    dock._session.use(town(folder))
    rest(dock, until)
    dock.findChild(QPushButton, "TaxMapTaxNotAssessedButton").click()
    rest(dock, until)
    until(lambda: page_name(dock) == "TaxMapTaxPage")
    return dock


def page_name(dock: TaxDock) -> str:
    return dock.pages.currentWidget().objectName()


def told(dock: TaxDock) -> str:
    labels = dock.message_bar.currentItem().findChildren(QLabel)
    return " ".join(label.accessibleName() for label in labels)


def cells(table) -> list[list[str]]:
    columns = range(table.columnCount())
    return [[table.item(row, one).text() for one in columns] for row in range(table.rowCount())]


def test_without_a_workspace_or_parcels_it_leads_on(
    english_dock: TaxDock, tmp_path: Path, until: Until
):
    wanted = []
    english_dock.workspace_wanted.connect(lambda: wanted.append("workspace"))
    english_dock.import_wanted.connect(lambda: wanted.append("import"))
    assert page_name(english_dock) == "TaxMapTaxNoWorkspace"
    english_dock.findChild(QPushButton, "TaxMapTaxNoWorkspaceButton").click()
    ws = Workspace.create(tmp_path / "ว่าง.gpkg", Municipality("เทศบาลตำบลสาธิต"))
    english_dock._session.use(ws)
    until(lambda: page_name(english_dock) == "TaxMapTaxNoParcels")
    english_dock.findChild(QPushButton, "TaxMapTaxNoParcelsButton").click()
    assert wanted == ["workspace", "import"]


def test_a_year_is_assessed_and_its_payers_are_ranked(
    english_dock: TaxDock, tmp_path: Path, until: Until
):
    """As in test_assess: p2 of o1 pays 13,500; p5 and p6 have no price, a sign no
    class and a unit no owner."""
    dock = assessed(english_dock, tmp_path, until)
    assert "2569 assessed: 4 new" in told(dock) and "4 left out" in told(dock)
    assert [row[1:] for row in cells(dock.page.payers)] == [["2", "13,500.00"], ["2", "0.00"]]
    assert "13,500.00 baht" in dock.page.totals.accessibleName()
    dock.assess()
    rest(dock, until)
    assert "0 new, 0 changed, 4 as before" in told(dock)


def test_a_card_tells_how_each_tax_comes_about_and_leads_back(
    english_dock: TaxDock, tmp_path: Path, until: Until
):
    dock = assessed(english_dock, tmp_path, until)
    dock.page.stand_on("o1")
    QTest.keyClick(dock.page.payers, Qt.Key.Key_Return)
    assert page_name(dock) == "TaxMapPayerCard"
    assert [(row[0], row[2]) for row in cells(dock.card.items)] == [
        ("01A001", "0.00"),
        ("01A002", "13,500.00"),
    ]
    assert dock.card.item().name == "01A002", "the item that is taxed most"
    lines = dock.card.derivation.text()
    assert "4,500,000.00" in lines and "s.42" in lines and "13,500.00" in lines
    dock.card.items.setCurrentCell(0, 0)
    assert "01A001" in dock.card.what.accessibleName()
    dock.card.back.click()
    assert page_name(dock) == "TaxMapTaxPage" and dock.page.payers.key() == "o1"


def test_what_if_answers_without_writing_and_says_what_cannot_be_read(
    english_dock: TaxDock, tmp_path: Path, until: Until
):
    """300 ตร.ว. at 20,000 baht are 6 million: 18,000 for the shop, 4,500 more."""
    dock = assessed(english_dock, tmp_path, until)
    before = land_case.everything(dock._session.workspace)
    dock.show_payer("o1")
    dock.card.what_if.click()
    page = dock.what_if_page
    assert page_name(dock) == "TaxMapWhatIf"
    assert page.what.itemText(0) == "Price of a square wah of 01A002 (baht)"
    assert page.value.text() == "15,000.00" and "15,000.00 now" in page.now.accessibleName()
    page.value.setText("a lot")
    page.ask.click()
    assert "“a lot” is no amount" in told(dock)
    page.value.setText("20,000")
    QTest.keyClick(page.value, Qt.Key.Key_Return)
    rest(dock, until)
    said = page.result.accessibleName()
    assert "13,500.00 → 18,000.00 baht (+4,500.00)" in said and "15,000.00 → 20,000.00" in said
    assert "18,000.00" in page.derivation.text()
    page.what.setCurrentIndex(1)
    assert page.result.accessibleName() == "", "the answer was to another question"
    assert "Use of 01A002" in page.what.currentText()
    page.code.setCurrentIndex(page.code.findData("1"))
    page.ask.click()
    rest(dock, until)
    assert "13,500.00 → 0.00 baht" in page.result.accessibleName(), "a farm of a person is exempt"
    page.back.click()
    assert page_name(dock) == "TaxMapPayerCard"
    assert land_case.everything(dock._session.workspace) == before


def test_the_card_tells_what_was_paid_and_what_is_owed_today(
    english_dock: TaxDock, tmp_path: Path, until: Until
):
    dock = assessed(english_dock, tmp_path, until)
    paid = {"tax_year": YEAR, "tax_kind": "land_building", "payer_key": "o1", "receipt_no": "7"}
    with dock._session.workspace.transaction("import") as tx:
        tx.insert_rows("payment", [{**paid, "paid_date": "2026-05-01", "paid": 13_500_00}])
    dock._session.data_changed.emit()
    rest(dock, until)
    dock.show_payer("o1")
    said = dock.card.accounts.accessibleName()
    assert "assessed 13,500.00, paid 13,500.00; to be paid today 0.00 baht" in said


def test_the_menu_opens_what_the_toolbox_does_for_the_year(
    english_dock: TaxDock, tmp_path: Path, until: Until
):
    dock, opened = assessed(english_dock, tmp_path, until), []
    dock.algorithm_wanted.connect(lambda *one: opened.append(one))
    for action in dock._actions_of_menu:
        if action.objectName() != "TaxMapTaxSpecial":  # a dialog of its own
            action.trigger()
    assert ("taxmap:printforms", {"YEAR": YEAR}) in opened
    known = {one.ID: one for one in algorithm_classes()}
    for algorithm, filled in opened:
        made = known[algorithm.partition(":")[2]]()
        made.initAlgorithm()
        assert all(made.parameterDefinition(name) is not None for name in filled), algorithm


def test_the_search_finds_payers_by_parcel_and_says_when_it_hides_all(
    english_dock: TaxDock, tmp_path: Path, until: Until
):
    dock = assessed(english_dock, tmp_path, until)
    dock.page.text.setText("01a003")
    until(lambda: dock.page.payers.rowCount() == 1)
    assert dock.page.payers.key_of(0) == "o2"
    assert "Found 1 of 2" in dock.page.count.accessibleName()
    dock.page.text.setText("nobody")
    until(lambda: dock.findChild(QPushButton, "TaxMapTaxNotFoundButton").isVisibleTo(dock))
    dock.findChild(QPushButton, "TaxMapTaxNotFoundButton").click()
    dock.page.filter()
    assert dock.page.payers.rowCount() == 2


def test_what_is_left_out_is_listed_by_parcel(english_dock: TaxDock, tmp_path: Path, until: Until):
    dock = assessed(english_dock, tmp_path, until)
    dock.list_left_out()
    rest(dock, until)
    assert page_name(dock) == "TaxMapLeftOutPage"
    table = dock.left_out_page.table
    left_out = ["1/1", "01A001-P001", "01A005", "01A006"]
    assert [row[0] for row in cells(table)] == left_out, "a unit, a sign, two parcels"
    table.setCurrentCell(2, 0)
    assert table.key() == "p5" and "no price" in dock.left_out_page.why.accessibleName()
    dock.left_out_page.back.click()
    assert page_name(dock) == "TaxMapTaxPage"


def test_another_year_is_not_assessed_yet(english_dock: TaxDock, tmp_path: Path, until: Until):
    dock = assessed(english_dock, tmp_path, until)
    dock.page.year.setCurrentIndex(dock.page.year.findData(YEAR + 1))
    rest(dock, until)
    assert page_name(dock) == "TaxMapTaxNotAssessed"
    assert str(YEAR + 1) in dock._not_assessed.sentence.accessibleName()
    dock.show_year(YEAR)
    rest(dock, until)
    assert dock.page.payers.rowCount() == 2


def test_a_parcel_selected_on_the_map_shows_who_pays_for_it(
    english: str, window: Window, tmp_path: Path, until: Until
):
    for dock in _dock(window):
        ws = town(tmp_path)
        layers = open_workspace_in_project(ws.path, QgsProject.instance())
        window.show(layers["parcel"])
        dock._session.use(ws)
        rest(dock, until)
        dock.assess()
        rest(dock, until)
        layers["parcel"].selectByExpression("uuid = 'p3'")
        assert dock.card.card.key == "o2" and page_name(dock) == "TaxMapPayerCard"
        layers["parcel"].selectByExpression("uuid = 'p6'")
        assert "Nobody is taxed for 01A006 in 2569" in told(dock)
        window.mapCanvas().waitWhileRendering()
        window.mapCanvas().setLayers([])


def test_it_fits_a_narrow_and_low_dock(dock: TaxDock, tmp_path: Path, until: Until):
    assessed(dock, tmp_path, until)
    dock.message_bar.clearWidgets()
    for width in (320, 280):
        settle(dock, width, 500)
        assert dock.width() == width
        assert cut_labels(dock) == [] and sideways_scrolling(dock) == []
        assert hidden_buttons(dock, (dock.page.open,)) == []
        dock.show_payer("o1")
        settle(dock, width, 500)
        assert cut_labels(dock) == [] and sideways_scrolling(dock) == []
        assert hidden_buttons(dock, (dock.card.back,)) == []
        dock.close_card()
    assert nameless_icon_buttons(dock) == []


def test_special_property_is_asked_and_saved(
    english_dock: TaxDock, tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
):
    """p2 becomes a temple's: its land is proposed, and outside the tax once it is answered."""
    dock = assessed(english_dock, tmp_path, until)
    ws = dock._session.workspace
    with ws.transaction("correct") as tx:
        tx.insert_rows("owner", [{"uuid": "t", "person_type": "7"}])
        held = [row["uuid"] for row in tx.rows("ownership", ["uuid"], "parcel_uuid = 'p2'")]
        tx.delete("ownership", held)
        tx.insert_rows("ownership", [{"owner_uuid": "t", "parcel_uuid": "p2"}])
    answer = {"use": "worship"}
    monkeypatch.setattr(
        special_saving, "ask_special", lambda entries, parent: [Decided(entries[0], answer)]
    )
    dock.findChild(QAction, "TaxMapTaxSpecial").trigger()
    rest(dock, until)
    assert "1 special property saved" in told(dock)
    assert ws.rows("special_property", ["ruling"]) == [{"ruling": "outside"}]
