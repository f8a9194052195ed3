"""The questions of one special property, what the law makes of the answers, and a ruling."""

from __future__ import annotations

import datetime as dt
from typing import Any, Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ..core.area import AreaError, format_area, parse_area
from ..core.law_table import source_text
from ..core.message import Message, Term
from ..core.special_property import Question, questions_of
from ..core.thai_date import DateError, parse_date
from ..editing.special_entry import Decided, Entry
from ..editing.special_property import RULINGS
from ..settings import language, say
from .widgets import MARGIN, SEPARATOR, FittedLabel


class SpecialForm(QWidget):
    """``changed``: the officer answered something, or typed a ruling."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapSpecialForm")
        self._entry: Optional[Entry] = None
        self._fields: dict[str, tuple[Question, QWidget]] = {}
        self._questions = QVBoxLayout()
        self.outcome = FittedLabel()
        self.outcome.setObjectName("TaxMapSpecialOutcome")
        self.ruling, self.letter, self.day = QComboBox(), QLineEdit(), QLineEdit()
        self.ruling.setObjectName("TaxMapSpecialRuling")
        self.ruling.addItem(self.tr("By the answers"), "")
        for one in RULINGS:
            self.ruling.addItem(_term("ruling", one), one)
        self.letter.setObjectName("TaxMapSpecialLetter")
        self.day.setPlaceholderText("5/1/2569")
        rulings = QFormLayout()
        rulings.addRow(self.tr("Ruling"), self.ruling)
        rulings.addRow(self.tr("Letter of the ruling"), self.letter)
        rulings.addRow(self.tr("Date of the ruling"), self.day)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addLayout(self._questions)
        layout.addWidget(self.outcome)
        layout.addLayout(rulings)
        layout.addStretch(1)
        self.ruling.activated.connect(self._edited)
        for line in (self.letter, self.day):
            line.textEdited.connect(self._edited)

    def show_entry(self, entry: Entry, decided: Optional[Decided]) -> None:
        """The questions of an entry, with what was decided of it, else with what is stored."""
        self._entry = entry
        answers = entry.answers if decided is None else decided.answers
        while self._questions.count():
            old = self._questions.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        self._fields = {}
        for question in questions_of(entry.kind):
            field = self._field(question, answers.get(question.id))
            label = FittedLabel(say(Message("common.term", term=question.term)))
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            self._questions.addWidget(label)
            self._questions.addWidget(field)
            self._fields[question.id] = question, field
        stored = entry.ruling if entry.letter else ""
        ruling, letter = (stored, entry.letter) if decided is None else (
            decided.ruling, decided.letter)  # fmt: skip
        self.ruling.setCurrentIndex(max(self.ruling.findData(ruling), 0))
        self.letter.setText(letter)
        self.day.setText("")
        self._tell()

    def decided(self) -> Decided:
        """What the officer made of the entry. Raises DateError, AreaError."""
        entry = self._entry
        if entry is None:
            raise ValueError("no entry is shown")
        ruling = str(self.ruling.currentData())
        letter = self.letter.text().strip() if ruling else ""
        day: Optional[dt.date] = parse_date(self.day.text(), typed=True) if ruling else None
        return Decided(entry, self._answers(), ruling, letter, day)

    def problem(self) -> str:
        """Why it cannot be saved as it stands, "" where it can."""
        try:
            decided = self.decided()
        except (DateError, AreaError) as error:
            return say(error.message)
        if decided.ruling and not decided.letter:
            return say(Message("special_property.no_letter"))
        return ""

    def _field(self, question: Question, answer: Any) -> QWidget:
        if not question.options:
            line = QLineEdit("" if answer is None else format_area(answer))
            line.setPlaceholderText("0-1-50")
            line.setObjectName(f"TaxMapSpecial_{question.id}")
            line.textEdited.connect(self._edited)
            return line
        combo = QComboBox()
        combo.setObjectName(f"TaxMapSpecial_{question.id}")
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(20)
        combo.addItem(self.tr("Not answered"), None)
        for code, term in question.options:
            combo.addItem(say(Message("common.term", term=term)), code)
        combo.setCurrentIndex(max(combo.findData(answer), 0))
        combo.activated.connect(self._edited)
        return combo

    def _answers(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, (_, field) in self._fields.items():
            if isinstance(field, QComboBox):
                value: Any = field.currentData()
            else:
                value = parse_area(field.text())  # type: ignore[attr-defined]
            if value is not None:
                found[name] = value
        return found

    def _edited(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """The outcome of what is answered so far, and why."""
        entry = self._entry
        problem = self.problem()
        if problem or entry is None:
            self.outcome.say(problem)
            return
        found = entry.verdict(self._answers())
        told = [_term("ruling", found.outcome)]
        if found.certainty:
            last = found.lines[-1]
            told += [say(last.message), source_text(last.source, language())]
            told.append(_term("certainty", found.certainty))
        self.outcome.say(SEPARATOR.join(told))


def _term(domain: str, code: str) -> str:
    return say(Message("common.term", term=Term(domain, code)))
