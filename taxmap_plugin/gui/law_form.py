"""What the office sets for one row of the law: value, tax years and reason, checked while typed."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QWidget,
)

from ..core.law_table import LawError, LawTable, OfficeRule, Row, law_tables, rule_problem
from ..core.law_text import office_text, rules_of_row, value_choices, value_text
from ..core.message import Message
from ..core.office_rule import ended, typed_rule
from ..settings import language, say
from .icons import state_icon
from .widgets import MARGIN, ElidingCombo, FittedLabel, named_button

Rules = tuple[OfficeRule, ...]


class LawForm(QWidget):
    """``changed``: the officer set, changed, ended or removed a rule; :attr:`ours` has it."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapLawForm")
        self.ours: Rules = ()
        self._table = law_tables()[0]
        self._row: Row = {}  # none is shown yet
        self._year = 0
        self._rules: list[OfficeRule] = []
        self._shown: tuple[object, ...] = ()
        self.rule = ElidingCombo("TaxMapLawRule", 30)
        self.column = QComboBox()
        self.column.setObjectName("TaxMapLawColumn")
        self.number, self.choice = _line("TaxMapLawValue"), ElidingCombo("TaxMapLawChoice", 20)
        self.value = QStackedWidget()
        self.value.addWidget(self.number)
        self.value.addWidget(self.choice)
        self.since, self.until = _line("TaxMapLawSince"), _line("TaxMapLawUntil")
        self.reason = _line("TaxMapLawReason")
        self.until.setPlaceholderText(self.tr("blank: until further notice"))
        self.reason.setPlaceholderText(self.tr("Ordinance, order or letter, number and date"))
        self.problem = _Problem()
        self.problem.setObjectName("TaxMapLawProblem")
        self.set = named_button("TaxMapLawSet", self.tr("Set (&S)"))
        self.end = named_button("TaxMapLawEnd", "")
        self.remove = named_button("TaxMapLawRemove", self.tr("Remove (&D)"))
        self._lay_out()
        self._connect()

    def show_row(self, table: LawTable, row: Row, year: int, ours: Rules) -> None:
        """What the office has set for a row, that of ``year`` in the fields, else room for it."""
        self._table, self._row, self._year, self.ours = table, row, year, ours
        self._rules = rules_of_row(table, row, ours)
        holding = [at for at, rule in enumerate(self._rules) if rule.holds_in(year)]
        with QSignalBlocker(self.rule), QSignalBlocker(self.column):
            self.rule.clear()
            for rule in self._rules:
                self.rule.addItem(office_text(rule, row, language()))
            self.rule.addItem(self.tr("– set anew –"))
            self.rule.setCurrentIndex(holding[0] if holding else len(self._rules))
            self.column.clear()
            for one in table.columns:
                if one.may_change:
                    self.column.addItem(one.th if language() == "th" else one.en, one.name)
        self.rule.setToolTip(self.rule.currentText())
        for widget in (self.rule_label, self.rule):  # where there is none, nothing to choose among
            widget.setVisible(bool(self._rules))
        self._show_rule()

    def forget(self) -> None:
        """No row is shown: what is typed is for none."""
        self._row = {}

    def is_dirty(self) -> bool:
        """Whether something was typed that is not set yet."""
        return bool(self._row) and self._fields() != self._shown

    def take(self) -> bool:
        """Set what is typed. False, with the reason said, when it may not be set."""
        made, problem = self._made()
        if made is None or problem is not None:
            self._check()
            missing = self.reason if not self.reason.text().strip() else self._editor()
            missing.setFocus()
            return False
        self._replace(self._chosen(), made)
        return True

    def told(self) -> Optional[Message]:
        """Why what is typed may not be set; None when it may."""
        return self._made()[1]

    def _show_rule(self) -> None:
        """The chosen rule in the fields; for a new one the law's own value."""
        rule = self._chosen()
        with QSignalBlocker(self.column):
            self.column.setEnabled(rule is None and self.column.count() > 1)
            if rule is not None:
                self.column.setCurrentIndex(self.column.findData(rule.column))
        self._show_value()
        fields = (self.since, self.until, self.reason)
        texts = (str(self._year), "", "")
        if rule is not None:
            last = "" if rule.to_year is None else str(rule.to_year)
            texts = (str(rule.from_year), last, rule.reason)
        for field, text in zip(fields, texts):
            with QSignalBlocker(field):
                field.setText(text)
        self.set.setText(self.tr("Set (&S)") if rule is None else self.tr("Change (&S)"))
        self.end.setText(self.tr("End with {} (&E)").format(self._year))
        may_end = rule is not None and rule.holds_in(self._year) and rule.to_year != self._year
        self.end.setEnabled(may_end)
        self.remove.setEnabled(rule is not None)
        self._shown = self._fields()
        self._check()

    def _show_value(self) -> None:
        """The editor that the column needs, with the value of the rule, else that of the law."""
        column, rule = self._table.column(self.column.currentData()), self._chosen()
        value = self._row[column.name] if rule is None else rule.value
        choices = value_choices(self._table, self._row, column)
        with QSignalBlocker(self.number), QSignalBlocker(self.choice):
            self.choice.clear()
            for one in choices or ():
                text = value_text(self._table, self._row, column, one, language())
                self.choice.addItem(text, one or "")
            self.choice.setCurrentIndex(max(self.choice.findData(value or ""), 0))
            self.number.setText("" if value is None else str(value))
        self.choice.setToolTip(self.choice.currentText())
        self.number.setPlaceholderText(
            value_text(self._table, self._row, column, None, language())
            if column.type == "percent_or_none"
            else ""
        )
        self.value.setCurrentWidget(self.number if choices is None else self.choice)
        self.value_label.setBuddy(self._editor())
        for editor in (self.number, self.choice):
            editor.setAccessibleName(self.column.currentText())

    def _another_column(self) -> None:
        self._show_value()
        self._shown = (*self._fields()[:2], *self._shown[2:])
        self._check()

    def _made(self) -> tuple[Optional[OfficeRule], Optional[Message]]:
        """What is typed as a rule, and why it may not be set."""
        if not self._row:
            return None, None
        column, value, since, until, reason = self._fields()
        try:
            rule = typed_rule(self._table, self._row, column, value, since, until, reason)
        except LawError as error:
            return None, error.message
        others = [one for one in self.ours if one is not self._chosen()]
        if rule in others:
            told = {"first": rule.from_year, "reason": rule.reason}
            return rule, Message("law.set_twice", **told)
        return rule, rule_problem(rule, others)

    def _fields(self) -> tuple[str, str, str, str, str]:
        if self._editor() is self.choice:
            value = str(self.choice.currentData() or "")
        else:
            value = self.number.text()
        typed = (self.since.text(), self.until.text(), self.reason.text())
        return (str(self.column.currentData()), value, *typed)

    def _editor(self) -> QWidget:
        return self.value.currentWidget()

    def _chosen(self) -> Optional[OfficeRule]:
        at = self.rule.currentIndex()
        return self._rules[at] if 0 <= at < len(self._rules) else None

    def _check(self) -> None:
        problem, dirty = self.told(), self.is_dirty()
        self.problem.show_text(say(problem) if problem is not None and dirty else "")
        self.set.setEnabled(problem is None and dirty)

    def _end(self) -> None:
        rule = self._chosen()
        if rule is not None:
            self._replace(rule, ended(rule, self._year))

    def _replace(self, old: Optional[OfficeRule], new: Optional[OfficeRule]) -> None:
        kept = [one for one in self.ours if one is not old]
        at = len(kept) if old is None else self.ours.index(old)
        self.ours = (*kept[:at], *([] if new is None else [new]), *kept[at:])
        self._shown = self._fields()
        self.changed.emit()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(MARGIN)
        lines = (
            (self.tr("The office has set"), self.rule, "", None),
            (self.tr("What"), self.column, self.tr("Value"), self.value),
            (self.tr("From tax year"), self.since, self.tr("To tax year"), self.until),
            (self.tr("Reason"), self.reason, "", None),
        )
        for at, (left, first, right, second) in enumerate(lines):
            grid.addWidget(_label(left, first), at, 0)
            grid.addWidget(first, at, 1, 1, 1 if second is not None else 3)
            if second is not None:
                grid.addWidget(_label(right, second), at, 2)
                grid.addWidget(second, at, 3)
        self.rule_label = grid.itemAtPosition(0, 0).widget()
        self.value_label = grid.itemAtPosition(1, 2).widget()
        for column, share in ((0, 4), (1, 7), (2, 4), (3, 9)):
            grid.setColumnStretch(column, share)
        foot = QHBoxLayout()
        foot.addWidget(self.set)
        foot.addSpacing(MARGIN)
        foot.addWidget(self.problem, 1)
        foot.addWidget(self.end)
        foot.addSpacing(4 * MARGIN)  # apart from what does no harm (P9)
        foot.addWidget(self.remove)
        grid.addLayout(foot, len(lines), 0, 1, 4)
        grid.setContentsMargins(0, 0, 0, 0)
        self.setLayout(grid)

    def _connect(self) -> None:
        self.rule.currentIndexChanged.connect(lambda _: self._show_rule())
        self.column.currentIndexChanged.connect(lambda _: self._another_column())
        self.choice.currentIndexChanged.connect(lambda _: self._check())
        for field in (self.number, self.since, self.until, self.reason):
            field.textChanged.connect(lambda _: self._check())
            field.returnPressed.connect(self.take)
        self.set.clicked.connect(lambda: self.take())
        self.end.clicked.connect(lambda: self._end())
        self.remove.clicked.connect(lambda: self._replace(self._chosen(), None))


def _line(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    return field


def _label(text: str, buddy: QWidget) -> FittedLabel:
    label = FittedLabel(text)
    label.setBuddy(buddy)
    buddy.setAccessibleName(text)
    return label


class _Problem(QWidget):
    """A mark and a text that wraps beside the buttons; nothing while there is no problem."""

    def __init__(self) -> None:
        super().__init__()
        self._picture = QLabel()
        self._picture.setPixmap(state_icon("check", self.palette()).pixmap(16, 16))
        self.label = FittedLabel()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self._picture)
        layout.addWidget(self.label, 1)

    def show_text(self, text: str) -> None:
        self.label.say(text)
        self._picture.setVisible(bool(text))
