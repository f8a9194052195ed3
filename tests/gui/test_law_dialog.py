"""The dialog Law: what it shows of each number, what the officer sets, and what is saved of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel

from taxmap_plugin.core.law_table import OfficeRule, law_rows, law_tables
from taxmap_plugin.core.line_break import strip_break_marks
from taxmap_plugin.core.message import Message
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.gui import law_saving
from taxmap_plugin.gui.law_dialog import LawDialog
from taxmap_plugin.gui.session import Session
from taxmap_plugin.gui.start_dock import StartDock
from taxmap_plugin.workspace.office_rules import (
    KeptRules,
    RulesChanged,
    read_kept_rules,
    read_office_rules,
    save_office_rules,
)
from taxmap_plugin.workspace.store import Workspace

from .conftest import Until
from .looks import cut_labels, hidden_buttons, settle, sideways_scrolling
from .test_start_dock import Steps

RATE = OfficeRule(
    "land_rate", ("other", Decimal(0)), "rate_percent", Decimal("0.35"), 2569, 2571, "เทศบัญญัติ"
)
ROUNDING = OfficeRule("choice", ("rounding",), "default", "bill", 2569, None, "คำสั่งที่ 12")
DUE = OfficeRule("calendar", ("payment",), "month", 7, 2570, None, "หนังสือ มท.")


@pytest.fixture
def dialog(qgis_app: QgsApplication, english: str) -> Iterator[LawDialog]:
    made = LawDialog(KeptRules(), (), 2569)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def stand_on(dialog: LawDialog, table: str, **key: Any) -> int:
    """Go to the row of a table that has these values."""
    dialog.tables.stand_on(table)
    at = next(
        at for at, row in enumerate(dialog.model.rows)
        if all(row[name] == value for name, value in key.items())
    )  # fmt: skip
    dialog.rows.setCurrentIndex(dialog.model.index(at, 0))
    return at


def line_of(dialog: LawDialog, at: int) -> dict[str, str]:
    """A row as it is shown, by the heads of its columns."""
    model = dialog.model
    return {model.title(column): model.text(at, column) for column in range(model.columnCount())}


def fill(dialog: LawDialog, value: str, since: str, until: str, reason: str) -> None:
    form = dialog.form
    for field, text in zip(
        (form.number, form.since, form.until, form.reason), (value, since, until, reason)
    ):
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        field.insert(text)  # QTest types no Thai


def told(dialog: LawDialog) -> str:
    return dialog.form.problem.label.accessibleName()


# -- what it shows ------------------------------------------------------------------------


@pytest.mark.parametrize("size", [9, 12])
def test_every_table_is_wholly_seen_on_a_small_screen(qgis_app, language: str, size: int):
    usual = qgis_app.styleSheet()
    qgis_app.setStyleSheet(f"QWidget {{ font-size: {size}pt; }}")  # as QGIS sets its type
    kept = KeptRules((RATE, ROUNDING), "สมศรี", "2026-11-27T03:00:00Z")
    dialog = LawDialog(kept, kept.rules, 2569)
    try:
        for table in law_tables():
            dialog.tables.stand_on(table.name)
            settle(dialog, 980, 570)
            form, buttons = dialog.form, dialog.buttons.buttons()
            asked = [form.set, form.end, form.remove] if form.isVisible() else []
            assert cut_labels(dialog) == [], table.name
            assert hidden_buttons(dialog, [*asked, *buttons]) == [], table.name
            assert sideways_scrolling(dialog) == []
            assert cut_cells(dialog) == [], table.name
            assert dialog.rows.viewport().height() >= 100, table.name
        stand_on(dialog, "land_rate", tax_class="other")
        dialog.form.number.setText("1.5")
        settle(dialog, 980, 570)
        assert cut_labels(dialog) == []
        assert dialog.height() <= 580 and dialog.width() <= 1000
        conflict = Message("office_rules.on_top", told=RulesChanged(kept).message)
        dialog.close()
        dialog = LawDialog(kept, kept.rules, 2569, conflict)
        stand_on(dialog, "land_rate", tax_class="other")
        dialog.form.number.setText("1.5")
        settle(dialog, 980, 570)
        assert dialog.height() <= 580 and cut_labels(dialog) == []
    finally:
        qgis_app.setStyleSheet(usual)
        dialog.close()
        dialog.deleteLater()


def cut_cells(dialog: LawDialog) -> list[str]:
    """Cells whose wrapped text is higher than their row, or has a word wider than its column."""
    view, flags = dialog.rows, int(Qt.TextFlag.TextWordWrap)
    cut = []
    for row in range(dialog.model.rowCount()):
        for column in range(dialog.model.columnCount()):
            index = dialog.model.index(row, column)
            room = view.visualRect(index).adjusted(3, 0, -3, 0)
            if index.data(Qt.ItemDataRole.DecorationRole) is not None:
                room.setLeft(room.left() + 22)
            text = view.fontMetrics().boundingRect(room, flags, index.data())
            if text.height() > room.height() or text.width() > room.width():
                cut.append(strip_break_marks(index.data()))
    return cut


def test_a_row_has_its_number_its_whole_source_and_how_sure_it_is(dialog):
    at = stand_on(dialog, "land_rate", tax_class="other", over_baht=0)
    line = line_of(dialog, at)
    assert (line["Class"], line["Value over"], line["Rate (percent)"]) == ("Other use", "0", "0.3")
    assert line["Source"] == "Royal Decree on the rates B.E. 2564"
    assert line["How sure"] == "From an article, not checked with the text"
    assert (line["From tax year"], line["To tax year"]) == ("2565", "onwards")
    assert dialog.source.accessibleName() == "Source: Royal Decree on the rates B.E. 2564"


def test_numbers_stand_to_the_right_and_words_to_the_left(dialog):
    stand_on(dialog, "land_rate", tax_class="other")
    model, role = dialog.model, Qt.ItemDataRole.TextAlignmentRole
    titles = [model.title(column) for column in range(model.columnCount())]
    right = {
        title
        for column, title in enumerate(titles)
        if model.index(0, column).data(role) & int(Qt.AlignmentFlag.AlignRight)
    }
    assert right == {"Value over", "Rate (percent)", "From tax year", "To tax year"}


def test_what_nobody_has_checked_with_the_law_is_marked_and_counted(dialog):
    dialog.tables.stand_on("instalment")
    marks = [
        dialog.model.index(at, 0).data(Qt.ItemDataRole.DecorationRole) is not None
        for at in range(dialog.model.rowCount())
    ]
    assert marks == [True, False]  # s.52 by common knowledge, the signboards' read in the Act
    assert "2 rows in tax year 2569; 1 not checked" in dialog.count.accessibleName()


def test_another_tax_year_shows_what_held_in_it(dialog):
    at = stand_on(dialog, "calendar", step="payment")
    assert line_of(dialog, at)["Month"] == "6"  # extended in 2569
    dialog.year.setValue(2570)
    at = stand_on(dialog, "calendar", step="payment")
    assert line_of(dialog, at)["Month"] == "4"


def test_a_table_that_the_law_does_not_leave_to_the_office_has_nothing_to_fill_in(dialog):
    for table in law_tables():
        dialog.tables.stand_on(table.name)
        assert dialog.form.isVisible() == bool(table.changes), table.name
        assert ("cannot change" in dialog.may.accessibleName()) != bool(table.changes)


def test_what_the_office_has_set_stands_beside_the_law_with_its_reason(qgis_app, english):
    dialog = LawDialog(KeptRules((RATE, DUE)), (RATE, DUE), 2569)
    at = stand_on(dialog, "land_rate", tax_class="other", over_baht=0)
    line = line_of(dialog, at)
    assert line["Rate (percent)"] == "0.3"
    assert line["The office has set"] == "0.35 (2569–2571) เทศบัญญัติ"
    assert dialog.tables.currentItem().toolTip() == "Rates of the land and building tax (1)"
    dialog.year.setValue(2572)
    assert line_of(dialog, at)["The office has set"] == ""
    assert dialog.form.rule.itemText(0) == "0.35 (2569–2571) เทศบัญญัติ"  # but can be found
    dialog.deleteLater()


# -- what the officer sets ----------------------------------------------------------------


def test_a_rate_is_checked_while_it_is_typed_and_set_with_enter(dialog):
    at = stand_on(dialog, "land_rate", tax_class="other", over_baht=0)
    assert dialog.form.number.text() == "0.3" and told(dialog) == ""
    assert not dialog.form.rule.isVisible()  # there is none to choose among yet
    assert not dialog.form.set.isEnabled()
    fill(dialog, "0.25", "2569", "2571", "เทศบัญญัติ")
    assert "below the rate of the law" in told(dialog) and not dialog.form.set.isEnabled()
    fill(dialog, "1.3", "2569", "2571", "เทศบัญญัติ")
    assert "above the ceiling" in told(dialog)
    fill(dialog, "0.35", "2571", "2569", "เทศบัญญัติ")
    assert "2569 is before the first" in told(dialog)
    fill(dialog, "0.35", "2569", "2571", "")
    assert "Say why" in told(dialog)
    fill(dialog, "0.35", "2569", "2571", "เทศบัญญัติ")
    assert told(dialog) == "" and dialog.form.set.isEnabled()
    QTest.keyClick(dialog.form.reason, Qt.Key.Key_Return)
    assert dialog.isVisible() and dialog.ours == (RATE,)  # Enter sets; the button saves
    assert dialog.form.rule.isVisible()
    assert line_of(dialog, at)["The office has set"] == "0.35 (2569–2571) เทศบัญญัติ"
    assert "1 change is not saved yet" in dialog.saved.accessibleName()


def test_a_choice_is_made_in_words(dialog):
    at = stand_on(dialog, "choice", choice="rounding")
    form = dialog.form
    assert [form.choice.itemText(one) for one in range(2)] == [
        "Each row",
        "Once, on the payer's total",
    ]
    assert line_of(dialog, at)["Options"] == "Each row / Once, on the payer's total"
    form.choice.setCurrentIndex(1)
    form.reason.setText("คำสั่งที่ 12")
    form.set.click()
    assert dialog.ours == (ROUNDING,)
    said = "Once, on the payer's total (from 2569 on) คำสั่งที่ 12"
    assert line_of(dialog, at)["The office has set"] == said


def test_a_use_of_several_classes_can_be_said_and_kept(dialog):
    stand_on(dialog, "use_class", of="land_use", use_type="5")
    form = dialog.form
    form.choice.setCurrentIndex(form.choice.findText("Several, or not said"))
    form.reason.setText("คำสั่ง")
    form.set.click()
    assert dialog.ours[0].value is None
    assert OfficeRule.from_dict(dialog.ours[0].to_dict()) == dialog.ours[0]


def test_where_several_columns_may_be_changed_one_says_which(dialog):
    stand_on(dialog, "calendar", step="payment")
    form = dialog.form
    assert [form.column.itemText(one) for one in range(form.column.count())] == ["Month", "Day"]
    form.column.setCurrentIndex(1)
    assert form.number.text() == "30" and told(dialog) == ""
    fill(dialog, "32", "2569", "", "หนังสือ มท.")
    assert told(dialog) == "Day: 32 is more than 31."
    fill(dialog, "15", "2569", "", "หนังสือ มท.")
    form.set.click()
    assert [(rule.column, rule.value) for rule in dialog.ours] == [("day", 15)]
    form.rule.setCurrentIndex(1)  # and the month beside it
    form.column.setCurrentIndex(0)
    fill(dialog, "7", "2569", "", "หนังสือ มท.")
    form.set.click()
    assert {rule.column for rule in dialog.ours} == {"day", "month"}


def test_a_rule_of_the_office_is_changed_ended_and_removed(qgis_app, english):
    dialog = LawDialog(KeptRules((RATE,)), (RATE,), 2569)
    stand_on(dialog, "land_rate", tax_class="other", over_baht=0)
    form = dialog.form
    assert form.set.text() == "Change (&S)" and form.number.text() == "0.35"
    fill(dialog, "0.4", "2569", "2571", "เทศบัญญัติ")
    form.set.click()
    assert [str(rule.value) for rule in dialog.ours] == ["0.4"]
    dialog.year.setValue(2570)
    assert form.end.text() == "End with 2570 (&E)"
    form.end.click()
    assert [(rule.from_year, rule.to_year) for rule in dialog.ours] == [(2569, 2570)]
    form.remove.click()
    assert dialog.ours == ()
    dialog.deleteLater()


def test_the_same_is_not_set_twice(qgis_app, english):
    dialog = LawDialog(KeptRules((RATE,)), (RATE,), 2569)
    stand_on(dialog, "land_rate", tax_class="other", over_baht=0)
    dialog.form.rule.setCurrentIndex(1)
    for years in (("2569", "2571"), ("2570", "")):
        fill(dialog, "0.35", *years, "เทศบัญญัติ")
        assert "set this already from 2569" in told(dialog)
    dialog.deleteLater()


def test_what_is_typed_is_not_lost_by_going_on_or_by_saving(dialog):
    stand_on(dialog, "land_rate", tax_class="other", over_baht=0)
    fill(dialog, "0.35", "2569", "2571", "เทศบัญญัติ")
    stand_on(dialog, "choice", choice="rounding")
    assert dialog.ours == (RATE,)
    dialog.form.choice.setCurrentIndex(1)
    dialog.accept()
    assert dialog.isVisible() and "Say why" in told(dialog)
    dialog.form.reason.setText("คำสั่งที่ 12")
    dialog.accept()
    assert not dialog.isVisible() and dialog.ours == (RATE, ROUNDING)


def test_one_that_does_not_hold_any_more_is_shown_instead_of_saved(qgis_app, english):
    low = OfficeRule.from_dict({**RATE.to_dict(), "value": "0.2"})  # the law was raised above it
    dialog = LawDialog(KeptRules((low,)), (low,), 2569)
    dialog.tables.stand_on("choice")
    dialog.show()
    dialog.accept()
    assert dialog.isVisible() and dialog.tables.table().name == "land_rate"
    assert "below the rate of the law" in dialog.problem.texts[0]
    assert dialog.form.number.text() == "0.2"
    dialog.close()
    dialog.deleteLater()


def test_tab_leads_from_the_tables_to_the_buttons(dialog):
    stand_on(dialog, "land_rate", tax_class="other")
    dialog.tables.setFocus()
    passed = []
    for _ in range(12):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        passed.append(dialog.focusWidget().objectName())
    wanted = ["TaxMapLawRows", "TaxMapLawValue", "TaxMapLawSince"]
    wanted += ["TaxMapLawUntil", "TaxMapLawReason"]
    assert [name for name in passed if name in wanted][: len(wanted)] == wanted


# -- what is saved ------------------------------------------------------------------------


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    office = Municipality("เทศบาลตำบลสาธิต", tax_year=2570)
    return Workspace.create(tmp_path / "สาธิต ๑.gpkg", office, user="สมหญิง")


@pytest.fixture
def dock(qgis_app: Any, english: str, workspace: Workspace, until: Until) -> Iterator[StartDock]:
    session = Session(None)
    dock = StartDock(session, Steps())
    session.use(workspace)
    until(lambda: dock.overview.stages.rows)
    yield dock
    dock.release()
    dock.deleteLater()
    session.close()
    session.release()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> tuple[list[Any], list[Any]]:
    """What the dialog was opened with each time, and the answers that it gets, in their order."""
    seen: list[Any] = []
    answers: list[Any] = []

    def answer(kept, ours, year, problem=None, parent=None):
        seen.append((kept, ours, year, problem))
        return answers.pop(0)(ours)

    monkeypatch.setattr(law_saving, "ask_law", answer)
    return seen, answers


def bar(dock: StartDock) -> str:
    item = dock.message_bar.currentItem()
    found = item.findChildren(QLabel) if item is not None else []
    return " ".join(label.accessibleName() for label in found)


def test_the_button_of_the_start_dock_opens_the_law_of_the_workspaces_year(dock, asked, until):
    seen, answers = asked
    answers.append(lambda ours: (DUE,))
    button = next(one for one in dock.toolbar.actions() if one.objectName() == "TaxMapLaw")
    button.trigger()
    until(lambda: not dock.is_busy())
    assert seen == [(KeptRules(), (), 2570, None)]
    assert read_office_rules(dock._session.workspace) == [DUE]
    assert "is saved" in bar(dock)


def test_without_a_workspace_there_is_no_law_to_set(dock):
    button = next(one for one in dock.toolbar.actions() if one.objectName() == "TaxMapLaw")
    assert button.isEnabled()
    dock._session.use(None)
    assert not button.isEnabled()


@pytest.mark.parametrize("answer", [lambda ours: None, lambda ours: ours])
def test_cancelling_or_changing_nothing_writes_nothing(dock, workspace, asked, answer):
    before = workspace.count("change")
    asked[1].append(answer)
    dock.law.begin()
    assert not dock.is_busy() and workspace.count("change") == before


def test_what_somebody_saved_meanwhile_is_shown_below_ones_own_and_asked_again(
    dock, workspace, asked, until
):
    other = Workspace.open(workspace.path, user="สมศรี")

    def meanwhile(ours):
        save_office_rules(other, [RATE], read_kept_rules(other))
        return (*ours, DUE, OfficeRule.from_dict({**RATE.to_dict(), "value": "0.4"}))

    seen, answers = asked
    answers += [meanwhile, lambda ours: ours]
    dock.law.begin()
    until(lambda: len(seen) == 2)
    until(lambda: not dock.is_busy())
    kept, ours, _, problem = seen[1]
    assert kept.by == "สมศรี" and kept.rules == (RATE,) and ours == (RATE, DUE)
    assert problem.id == "office_rules.left_out"  # their 0.35 stands against her 0.4
    assert read_office_rules(workspace) == [RATE, DUE]
    assert read_kept_rules(workspace).by == "สมหญิง"


def test_the_law_of_every_year_can_be_shown(dialog):
    for year in (2563, 2566, 2600):
        dialog.year.setValue(year)
        for table in law_tables():
            dialog.tables.stand_on(table.name)
            assert dialog.model.rowCount() == len(law_rows(table.name, year))


def test_enter_saves_on_the_button_only(dialog):
    stand_on(dialog, "land_rate", tax_class="other")
    for widget in (dialog.tables, dialog.rows, dialog.year, dialog.form.number, dialog.form.reason):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Return)
        assert dialog.isVisible(), widget.objectName()
    save = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    save.setFocus()
    QTest.keyClick(save, Qt.Key.Key_Return)
    assert not dialog.isVisible() and dialog.result() == dialog.DialogCode.Accepted


def test_going_to_another_row_says_what_of_the_typed_was_not_set_and_why(dialog):
    stand_on(dialog, "calendar", step="payment")
    fill(dialog, "32", "2569", "", "หนังสือ มท.")
    stand_on(dialog, "calendar", step="list_posted")
    said = _told_lines(dialog)
    assert "not set" in said and dialog.ours == ()
    fill(dialog, "11", "2569", "", "หนังสือ มท.")
    dialog.form.set.click()
    assert len(dialog.ours) == 1 and not dialog.problem.isVisibleTo(dialog), "it is over"


def _told_lines(dialog) -> str:
    return " ".join(one.accessibleName() for one in dialog.problem.findChildren(QLabel))
