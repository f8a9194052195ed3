"""The dialog Special property (ทรัพย์สินพิเศษ): what is entered and proposed, and its questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ..core.message import Message, Term
from ..editing.special_entry import Decided, Entry
from ..settings import say
from .special_form import SpecialForm
from .widgets import FittedLabel

_SIZE, _PARTS = (900, 520), [400, 500]  # in sight as a whole on 1366 x 768


class SpecialDialog(QDialog):
    """:attr:`decided` is what the officer changed; it is written when she saves."""

    def __init__(self, entries: Sequence[Entry], parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("TaxMapSpecialDialog")
        self.setWindowTitle(self.tr("Special property"))
        self._entries = list(entries)
        self._decided: dict[int, Decided] = {}
        self._shown = -1
        self.list, self.form, self.problem = QListWidget(), SpecialForm(), FittedLabel()
        self.list.setObjectName("TaxMapSpecialList")
        self.list.setAccessibleName(self.tr("Special property"))
        self.buttons = QDialogButtonBox()
        save = self.buttons.addButton(self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setObjectName("TaxMapSpecialSave")
        self.buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._save = save
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.list)
        parts.addWidget(self.form)
        parts.setSizes(_PARTS)
        layout = QVBoxLayout(self)
        layout.addWidget(parts, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        self.resize(*_SIZE)
        self.list.setWordWrap(True)
        for entry in self._entries:
            self.list.addItem(_title(entry))
        self.form.changed.connect(self._edited)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.list.currentRowChanged.connect(self._show)
        self.form.setVisible(bool(self._entries))
        if self._entries:
            self.list.setCurrentRow(0)
        else:
            self.problem.say(say(Message("special_list.nothing")))
        self._show_save()

    @property
    def decided(self) -> list[Decided]:
        """What is to be written, in the order of the list."""
        return [self._decided[at] for at in sorted(self._decided)]

    def _edited(self) -> None:
        problem = self.form.problem()
        self.problem.say(problem)
        self.list.setEnabled(not problem)
        if not problem:
            self._decided[self._shown] = self.form.decided()
        self._show_save()

    def _show(self, at: int) -> None:
        self._shown = at
        if 0 <= at < len(self._entries):
            self.form.show_entry(self._entries[at], self._decided.get(at))

    def _show_save(self) -> None:
        self._save.setEnabled(bool(self._decided) and self.list.isEnabled())


def _title(entry: Entry) -> str:
    """Codes, kind and how it stands, as a line of the list."""
    kind = say(Message("common.term", term=Term("special_kind", entry.kind)))
    state = Message("special_list.proposed")
    if entry.ruling:
        state = Message("common.term", term=Term("ruling", entry.ruling))
    return f"{entry.name} · {kind} · {say(state)}"


def ask_special(
    entries: Sequence[Entry], parent: Optional[QWidget] = None
) -> Optional[list[Decided]]:
    """What the officer decides; None: cancelled."""
    dialog = SpecialDialog(entries, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.decided if accepted else None
