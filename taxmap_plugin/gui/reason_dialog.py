"""Why what is declared changes, asked where no page of a dock can ask it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ..core.message import Message
from ..editing.parcel_plan import Decision
from ..settings import say
from .dock import WIDTH
from .plan_form import PlanForm
from .widgets import WrappedLabel


class ReasonDialog(QDialog):
    """Kind, reason, document and date of a change; OK only when they suffice.

    ``about`` are the things that change, ``blocks`` those whose codes are in force.
    """

    def __init__(
        self, kind: str, about: Message, blocks: Sequence[str], parent: Optional[QWidget] = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("TaxMapReasonDialog")
        self.setWindowTitle(self.tr("Why is this changed?"))
        self.setMinimumWidth(WIDTH)
        self.form = PlanForm()
        self.form.ask(kind, True, blocks)
        told = Message("native_saves.in_force", blocks=list(blocks), what=about)
        self._problem = WrappedLabel()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        for which, text in (
            (QDialogButtonBox.StandardButton.Ok, self.tr("Save")),
            (QDialogButtonBox.StandardButton.Cancel, self.tr("Cancel")),
        ):
            buttons.button(which).setText(text)
        self.form.typed.connect(lambda: self._problem.say(""))
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (WrappedLabel(say(told)), self.form, self._problem, buttons):
            layout.addWidget(widget)

    def decision(self) -> Decision:
        """What the officer gave."""
        form = self.form
        return Decision(
            kind=str(form.kind.currentData()),
            reason=form.reason.text().strip(),
            document=form.document.text().strip(),
            document_date=form.iso_date() or "",
        )

    def _accept(self) -> None:
        problem = self.form.problem()
        if problem is None:
            self.accept()
            return
        message, field = problem
        self._problem.say(say(message))
        field.setFocus()


def ask_reason(
    kind: str, about: Message, blocks: Sequence[str], parent: Optional[QWidget] = None
) -> Optional[Decision]:
    """The officer's reason for what changes, as :class:`ReasonDialog`; None when she cancels."""
    dialog = ReasonDialog(kind, about, blocks, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.decision() if accepted else None
