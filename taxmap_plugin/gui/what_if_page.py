"""What if: one thing of a property supposed otherwise, and what would become of the taxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ..core.message import Message
from ..core.money import format_baht
from ..core.tax_supposition import Change
from ..editing.supposable import Supposable
from ..editing.what_if import WhatIf
from ..settings import language, say
from ..workspace.domain import labels
from .derivation_view import DerivationView
from .widgets import MARGIN, ButtonRow, ElidingCombo, FittedLabel, ScrollingDown, named_button


class WhatIfPage(QWidget):
    """``wanted``: the question is to be answered; ``closed``: back to the card."""

    wanted = pyqtSignal()
    closed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapWhatIf")
        self._asked: Sequence[Supposable] = ()
        self.title, self.note = FittedLabel().emphasise(), FittedLabel()
        self.note.say(self.tr("Nothing is written: the registers stay as they are."))
        self.what, self.code = ElidingCombo("TaxMapWhatIfWhat"), ElidingCombo("TaxMapWhatIfCode")
        self.value, self.now = QLineEdit(), FittedLabel()
        self.value.setObjectName("TaxMapWhatIfValue")
        self.result, self.derivation = FittedLabel(), DerivationView()
        self.ask = named_button("TaxMapWhatIfAsk", self.tr("Work out"))
        self.ask.setDefault(True)
        self.back = named_button("TaxMapWhatIfBack", self.tr("Back to the card"))
        self._lay_out()
        self.what.currentIndexChanged.connect(lambda _: self._show())
        self.value.textChanged.connect(lambda _: self.forget())
        self.code.currentIndexChanged.connect(lambda _: self.forget())
        self.value.returnPressed.connect(self.wanted.emit)
        self.ask.clicked.connect(lambda: self.wanted.emit())
        self.back.clicked.connect(lambda: self.closed.emit())

    def begin(self, name: str, asked: Sequence[Supposable]) -> None:
        """Ask of a property what may be supposed."""
        self.title.say(say(Message("tax_dock.what_if", what=name)))
        self._asked = asked
        self.what.blockSignals(True)
        self.what.clear()
        for one in asked:
            self.what.addItem(say(one.title))
        self.what.blockSignals(False)
        self._show()

    def change(self) -> Change:
        """What is supposed. Raises WrongSupposition."""
        one = self._current()
        if one.kind == "code":
            return one.change(one.read(str(self.code.currentData() or "")))
        return one.change(one.read(self.value.text()))

    def show_result(self, found: WhatIf, names: Sequence[str]) -> None:
        """The bills that become others (``names`` of their payers), why, and how the first does."""
        lines = [
            say(
                Message(
                    "tax_dock.bill_becomes",
                    payer=name,
                    before=format_baht(before),
                    after=format_baht(after),
                    more=_signed(after - before),
                )
            )
            for name, (_, before, after) in zip(names, found.changed)
        ]
        if not lines:
            lines = [say(Message("tax_dock.bills_stay"))]
        elif len(lines) > 1:
            lines.append(say(Message("tax_dock.together", more=_signed(found.difference))))
        why = [message for row in found.rows for message in row.why]
        lines += ["• " + say(message) for message in dict.fromkeys(why)]
        lines += ["• " + say(one.message) for one in found.left_out]
        self.result.say("\n".join(lines))
        pairs = [pair for row in found.rows for pair in row.pairs if pair.after is not None]
        differ = [pair for pair in pairs if pair.parting is not None]
        after = differ[0].after if differ else None
        self.derivation.show_lines(after.lines if after is not None else ())

    def forget(self) -> None:
        """The answer is to another question."""
        self.result.say("")
        self.derivation.show_lines(())

    def set_busy(self, busy: bool) -> None:
        self.ask.setEnabled(not busy and bool(self._asked))

    def _current(self) -> Supposable:
        return self._asked[max(self.what.currentIndex(), 0)]

    def _show(self) -> None:
        self.forget()
        self.set_busy(False)
        if not self._asked:
            self.now.say(say(Message("tax_dock.nothing_to_suppose")))
            return
        one = self._current()
        words = labels(one.domain, language()) if one.kind == "code" else {}
        known = one.text(one.now)
        told = Message("tax_dock.it_is_now", value=words.get(known, known)) if known else None
        self.now.say("" if told is None else say(told))
        self._editors.setCurrentWidget(self.code if words else self.value)
        self.code.blockSignals(True)
        self.code.clear()
        for code, text in words.items():
            if code != known:
                self.code.addItem(text, code)
        self.code.blockSignals(False)
        self.value.setText(known)

    def _lay_out(self) -> None:
        self._editors = QStackedWidget()
        for editor in (self.value, self.code):
            self._editors.addWidget(editor)
        self._editors.setFixedHeight(max(self.value.sizeHint().height(), 24))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.addRow(self.tr("What would be another"), self.what)
        form.addRow(self.tr("What it would be"), self._editors)
        body = QWidget()
        content = QVBoxLayout(body)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(MARGIN)
        for widget in (self.title, self.note):
            content.addWidget(widget)
        content.addLayout(form)
        for widget in (self.now, self.result, self.derivation):
            content.addWidget(widget)
        content.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN)
        layout.addWidget(ScrollingDown(body), 1)
        layout.addWidget(ButtonRow(self.ask, self.back))


def _signed(satang: int) -> str:
    return ("+" if satang > 0 else "") + format_baht(satang)


def names_of(found: WhatIf, owners: dict[str, Optional[str]]) -> list[str]:
    """What the payers of changed bills are called; somebody supposed has no name."""
    unknown = say(Message("tax_dock.somebody"))
    return [
        ", ".join(owners.get(one) or unknown for one in payer.split("+"))
        for payer, _, _ in found.changed
    ]
