"""Why a change is made: its kind, reason and document; folded away where nobody asks for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ..core.message import Message
from ..core.thai_date import DateError, date_doubts, format_date, parse_date
from ..settings import language, say
from ..workspace.change_kind import stated_kinds
from ..workspace.domain import labels
from .parcel_card_view import StateLines
from .widgets import MARGIN, ElidingCombo, FoldingHeader, WrappedLabel


class PlanForm(QWidget):
    """Kind, reason, document number and date, below a header that opens them.

    ``typed``: one of the three was typed over.
    """

    typed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapPlanForm")
        self.header = FoldingHeader("TaxMapPlanFormHeader")
        self.kind = ElidingCombo("TaxMapPlanKind")
        self.reason = _line("TaxMapPlanReason")
        self.document = _line("TaxMapPlanDocument")
        self.date = _line("TaxMapPlanDate")
        self.date.setPlaceholderText(format_date(dt.date(2026, 1, 12), language=language()))
        self.date.textChanged.connect(self._read_date)
        for field in (self.reason, self.document, self.date):
            field.textChanged.connect(lambda _: self.typed.emit())
        self.read = WrappedLabel()
        self.doubt = StateLines()
        self.is_needed = True
        self._blocks: list[str] = []
        self._lay_out()

    def ask(self, kind: str, needed: bool, blocks: Sequence[str] = ()) -> None:
        """Begin anew: with this kind, open only where a reason is ``needed``."""
        self.need(needed, blocks)
        self._offer_kinds(kind)
        self.kind.setCurrentIndex(self.kind.findData(kind))
        for field in (self.reason, self.document, self.date):
            field.clear()

    def need(self, needed: bool, blocks: Sequence[str] = ()) -> None:
        """Whether a reason is needed, for the sake of which declared blocks: then it is open."""
        self.is_needed, self._blocks = needed, list(blocks)
        title = self.tr("Reason and document")
        shown = title if needed else self.tr("Reason and document (optional)")
        self.header.say(shown)
        self.header.setChecked(needed)

    def problem(self) -> Optional[tuple[Message, QWidget]]:
        """What is missing or cannot be read, and the field where it is mended."""
        stated = self.reason.text().strip() or self.document.text().strip()
        if self.is_needed and not stated and self._blocks:
            return Message("plan_page.block_declared", blocks=self._blocks), self.reason
        if self.is_needed and not stated:
            return Message("plan_page.reason_needed"), self.reason
        try:
            parse_date(self.date.text(), typed=True)
        except DateError as error:
            return error.message, self.date
        return None

    def iso_date(self) -> Optional[str]:
        """The document's date; None when there is none (or none that can be read)."""
        try:
            date = parse_date(self.date.text(), typed=True)
        except DateError:
            return None
        return date.isoformat() if date is not None else None

    def _offer_kinds(self, kind: str) -> None:
        """What an officer may call it; a kind of the program's own stays."""
        kinds = stated_kinds(language())
        if kind not in kinds:
            kinds = {kind: labels("change_kind", language()).get(kind, kind)}
        self.kind.clear()
        for code, text in kinds.items():
            self.kind.addItem(text, code)
        self.kind.setEnabled(len(kinds) > 1)

    def _read_date(self, text: str) -> None:
        """Say how the date was understood, while it is typed, and what is odd in it."""
        iso = self.iso_date()
        date = dt.date.fromisoformat(iso) if iso is not None else None
        self.read.setVisible(date is not None)
        if date is not None:
            day = format_date(date, "long", language=language())
            self.read.say(say(Message("plan_page.date_read", date=day)))
        doubts = date_doubts(date)
        self.doubt.setVisible(bool(doubts))
        self.doubt.show_lines([("check", say(doubt)) for doubt in doubts])

    def _lay_out(self) -> None:
        self._body = QWidget()
        form = QFormLayout(self._body)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(MARGIN)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, field in (
            (self.tr("Kind"), self.kind),
            (self.tr("Reason"), self.reason),
            (self.tr("Document no."), self.document),
            (self.tr("Document date"), self.date),
        ):
            label = QLabel(text)
            label.setBuddy(field)
            field.setAccessibleName(text)
            form.addRow(label, field)
        form.addRow(self.read)
        form.addRow(self.doubt)
        self.read.hide()
        self.doubt.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.header)
        layout.addWidget(self._body)
        self.header.fold(self._body)


def _line(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    return field
