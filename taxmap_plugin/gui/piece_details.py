"""One piece of a plan: why it gets its code, and its numbers, which may be typed in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ..core.area import format_area
from ..core.message import Message
from ..editing.division import DOCUMENT_AREA
from ..editing.parcel_plan import Piece
from ..settings import language, say
from ..workspace.schema import table
from .widgets import MARGIN, WrappedLabel

NUMBERS = ("land_no", "deed_no", "survey_no")
FIELDS = (*NUMBERS, DOCUMENT_AREA)


class PieceDetails(QWidget):
    """``changed`` carries the name of a field and its text."""

    changed = pyqtSignal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapPlanPiece")
        self.reason = WrappedLabel()
        self.fields: dict[str, QLineEdit] = {}
        form = QFormLayout()
        form.setSpacing(MARGIN)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name in FIELDS:
            field = QLineEdit()
            field.setObjectName(f"TaxMapPlan_{name}")
            field.textEdited.connect(lambda text, name=name: self.changed.emit(name, text))
            label = QLabel(table("parcel").column(name).title(language()))
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            form.addRow(label, field)
            self.fields[name] = field
        self.fields[DOCUMENT_AREA].setPlaceholderText(self.tr("rai-ngan-wah"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.reason)
        layout.addLayout(form)

    def show_piece(
        self,
        piece: Piece,
        typed: Mapping[str, Any],
        kept: Mapping[str, Any],
        unread: Optional[str] = None,
    ) -> None:
        """A piece, with what was typed for it already; ``kept`` is the row that it lives on in.

        ``unread`` was typed for its document area and is none: it stays to be mended.
        """
        known = {**kept, **piece.values, **typed}
        for name, field in self.fields.items():
            field.setText(_text(name, known.get(name)))
        if unread is not None:
            self.fields[DOCUMENT_AREA].setText(unread)

    def show_again(self, piece: Piece, typed: Collection[str]) -> None:
        """The same piece with other numbers; fields that were ``typed`` in stay as they are."""
        for name in NUMBERS:
            if name not in typed:
                self.fields[name].setText(_text(name, piece.values.get(name)))

    def say_reason(self, reason: Optional[Message]) -> None:
        """Why the piece has its code."""
        self.reason.setVisible(reason is not None)
        if reason is not None:
            self.reason.say(say(reason))


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    return format_area(int(value)) if name == DOCUMENT_AREA else str(value)
