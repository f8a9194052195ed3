"""Asks inside a dock for one line of text before something is decided: a reason, or a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable, Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QComboBox, QVBoxLayout, QWidget

from .widgets import MARGIN, ButtonRow, FittedLabel, named_button


class DecisionPanel(QWidget):
    """Hidden until something is asked. ``closed``: it was answered or left."""

    closed = pyqtSignal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._decide: Optional[Callable[[str], Any]] = None
        self._may_be_empty = False
        self.question = FittedLabel()
        self.answer = _Answer()
        self.answer.setObjectName(name + "Answer")
        self.answer.setEditable(True)
        self.answer.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.answer.setMinimumContentsLength(1)
        self.answer.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.ok = named_button(name + "Ok", "")
        self.cancel = named_button(name + "Cancel", self.tr("Cancel"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        for widget in (self.question, self.answer, ButtonRow(self.ok, self.cancel)):
            layout.addWidget(widget)
        self.answer.lineEdit().textChanged.connect(lambda _: self._show_ok())
        self.ok.clicked.connect(lambda: self._answered())
        self.cancel.clicked.connect(lambda: self.leave())
        self.hide()

    def ask(
        self,
        question: str,
        button: str,
        known: Sequence[str],
        decide: Callable[[str], Any],
        may_be_empty: bool = False,
    ) -> None:
        """Ask; ``known`` answers can be chosen, ``decide`` gets the one that is given."""
        self._decide, self._may_be_empty = decide, may_be_empty
        self.question.say(question)
        self.answer.setAccessibleName(question)
        self.answer.clear()
        self.answer.addItems(list(known))
        self.answer.clearEditText()
        self.ok.setText(button)
        self._show_ok()
        self.show()
        self.answer.setFocus()

    def leave(self) -> None:
        """Nothing is decided."""
        self._decide = None
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self._answered()
        elif event.key() == keys.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _answered(self) -> None:
        decide, text = self._decide, self.answer.currentText().strip()
        if decide is not None and (text or self._may_be_empty):
            self.leave()
            decide(text)

    def _show_ok(self) -> None:
        self.ok.setEnabled(self._may_be_empty or bool(self.answer.currentText().strip()))


class _Answer(QComboBox):
    """Leaves Enter and Esc, which QComboBox keeps for itself, to the panel."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)
