"""The dialog Law (กฎหมายและค่าที่ อปท. กำหนด): every number with its source, and the office's."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QLocale, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ..core.law_table import OfficeRule, source_text
from ..core.law_text import rules_of_row
from ..core.message import Message
from ..core.office_rule import refused_rule
from ..core.thai_date import local_day
from ..settings import language, say
from ..workspace.office_rules import KeptRules
from .law_form import LawForm, Rules
from .law_rows import LawRows, LawTableView
from .law_tables import LawTables, table_title
from .parcel_card_view import StateLines
from .widgets import MARGIN, FittedLabel

_SIZE = (980, 570)  # in sight as a whole on 1366 x 768 (P1)
_FIRST_YEAR, _LAST_YEAR = 2563, 2700  # the Act begins with 2563


class LawDialog(QDialog):
    """``kept`` is what the workspace has; :attr:`ours` what the officer makes of it.

    ``problem`` is said above: somebody else has saved while she decided.
    """

    def __init__(
        self,
        kept: KeptRules,
        ours: Rules,
        year: int,
        problem: Optional[Message] = None,
        parent: Optional[QWidget] = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("TaxMapLawDialog")
        self.setWindowTitle(self.tr("The law, and what the office has set"))
        self.ours, self._kept = ours, kept
        self.year = QSpinBox()
        self.year.setObjectName("TaxMapLawYear")
        self.year.setLocale(QLocale.c())
        self.year.setRange(_FIRST_YEAR, _LAST_YEAR)
        self.year.setValue(year)
        self.tables, self.model, self.form = LawTables(), LawRows(), LawForm()
        self.rows = LawTableView(self.model)
        self.may, self.count, self.source = FittedLabel(), FittedLabel(), FittedLabel()
        self.saved = FittedLabel(_saved(kept))
        self.problem = StateLines()
        self.problem.setObjectName("TaxMapLawConflict")
        self._tell(problem)
        self._add_buttons()
        self._lay_out()
        self._connect()
        self.tables.show_counts(ours)
        self.tables.stand_on(self.tables.tables[0].name)
        self._show_saved()
        self.tables.setFocus()

    def accept(self) -> None:
        """What is typed and not set yet is set first; nothing is saved that may not be set."""
        if self.form.is_dirty() and not self.form.take():
            return
        refused = refused_rule(self.ours)
        if refused is not None:
            self._tell(refused[1])
            self._stand_on(refused[0])
            return
        super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field sets what is typed; it saves only on the button itself."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not is_enter or isinstance(self.focusWidget(), QPushButton):
            super().keyPressEvent(event)

    def _show_table(self) -> None:
        """The rows of the table in the year; she stays on the row that she stood on."""
        table, at = self.tables.table(), self.rows.currentIndex().row()
        is_same = self.model.table is table
        self.model.show_table(table, self.year.value(), self.ours)
        self.rows.setAccessibleName(table_title(table))
        self.may.say(say(_MAY[table.changes]))
        self._show_count()
        self.form.setVisible(bool(table.changes) and bool(self.model.rows))
        self.form.forget()
        self.source.setVisible(bool(self.model.rows))
        if self.model.rows:
            at = min(max(at, 0), len(self.model.rows) - 1) if is_same else 0
            self.rows.setCurrentIndex(self.model.index(at, 0))
            self._show_row(at)

    def _show_row(self, at: int) -> None:
        table = self.tables.table()
        if not 0 <= at < len(self.model.rows):
            return
        row = self.model.rows[at]
        source = source_text(row["source"], language())
        self.source.say(say(Message("law_dialog.source", source=source)))
        if table.changes:
            self.form.show_row(table, row, self.year.value(), self.ours)

    def _another_row(self, at: int) -> None:
        self._keep_typed()
        self._show_row(at)

    def _another_table(self) -> None:
        self._keep_typed()
        self._show_table()

    def _keep_typed(self) -> None:
        """What is typed and may be set is not lost by going to another row; else it says so."""
        if not self.form.is_dirty():
            return
        problem = self.form.told()
        if problem is None:
            self.form.take()
        else:
            self._tell(Message("law_dialog.not_set", why=problem))

    def _changed(self) -> None:
        self.ours = self.form.ours
        self._tell(None)
        self.tables.show_counts(self.ours)
        self._show_saved()
        self._show_table()

    def _show_count(self) -> None:
        count, year = len(self.model.rows), self.year.value()
        if not count:
            self.count.say(say(Message("law_dialog.empty", year=year)))
            return
        shown, unsure = Message("law_dialog.counts", count=count, year=year), self.model.unsure()
        told = Message("law_dialog.unsure", shown=shown, count=unsure) if unsure else shown
        self.count.say(say(told))

    def _show_saved(self) -> None:
        before, now = set(self._kept.rules), set(self.ours)
        changes = max(len(now - before), len(before - now))
        told = say(Message("law_dialog.unsaved", count=changes)) if changes else _saved(self._kept)
        self.saved.say(told)

    def _stand_on(self, rule: OfficeRule) -> None:
        """On the row that a rule is set for, in a year in which it holds."""
        self.year.setValue(rule.from_year)
        self.tables.stand_on(rule.table)
        for at, row in enumerate(self.model.rows):
            if rule in rules_of_row(self.tables.table(), row, [rule]):
                self.rows.setCurrentIndex(self.model.index(at, 0))

    def _tell(self, problem: Optional[Message]) -> None:
        self.problem.show_lines([("check", say(problem))] if problem is not None else [])
        self.problem.setVisible(problem is not None)

    def _add_buttons(self) -> None:
        which = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(which.Ok | which.Cancel)
        self.buttons.button(which.Ok).setText(self.tr("Save"))
        self.buttons.button(which.Cancel).setText(self.tr("Cancel"))

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        label = FittedLabel(self.tr("Tax year"))
        label.setBuddy(self.year)
        self.year.setAccessibleName(self.tr("Tax year"))
        head = QHBoxLayout()
        head.addWidget(label, 1)
        head.addWidget(self.year)
        column = QVBoxLayout(left)
        column.addLayout(head)
        column.addWidget(self.tables, 1)
        column.addWidget(self.count)
        column = QVBoxLayout(right)
        for widget in (self.may, self.rows, self.source, self.form):
            column.addWidget(widget, 1 if widget is self.rows else 0)
        for side in (left, right):
            side.layout().setContentsMargins(0, 0, 0, 0)
            side.layout().setSpacing(MARGIN)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([_SIZE[0] // 4, _SIZE[0] * 3 // 4])
        foot = QHBoxLayout()
        foot.addWidget(self.saved, 1)
        foot.addWidget(self.buttons)
        layout = QVBoxLayout(self)
        layout.addWidget(self.problem)
        layout.addWidget(split, 1)
        layout.addLayout(foot)
        self.resize(*_SIZE)

    def _connect(self) -> None:
        self.tables.stood_on.connect(lambda _: self._another_table())
        self.year.valueChanged.connect(lambda _: self._another_table())
        self.rows.stood_on.connect(self._another_row)
        self.form.changed.connect(self._changed)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)


def ask_law(
    kept: KeptRules,
    ours: Rules,
    year: int,
    problem: Optional[Message] = None,
    parent: Optional[QWidget] = None,
) -> Optional[Rules]:
    """What the officer makes of the office's rules, as :class:`LawDialog`; None: cancelled."""
    dialog = LawDialog(kept, ours, year, problem, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.ours if accepted else None


_MAY = {
    "raise": Message("law_dialog.raise"),
    "any": Message("law_dialog.any"),
    "": Message("law_dialog.fixed"),
}


def _saved(kept: KeptRules) -> str:
    if not kept.at:
        return say(Message("law_dialog.never_saved"))
    return say(Message("law_dialog.saved", name=kept.by or "–", day=local_day(kept.at)))
