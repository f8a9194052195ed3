"""One piece of a plan: why it gets its code, and its numbers, which may be typed in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Optional

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ..core.area import AreaError, format_area, parse_area
from ..core.message import Message
from ..editing.parcel_plan import Piece
from ..settings import language, say
from ..workspace.schema import table
from .widgets import MARGIN, WrappedLabel

_AREA = "document_area"
NUMBERS = ("land_no", "deed_no", "survey_no")
FIELDS = (*NUMBERS, _AREA)


class PieceDetails(QWidget):
    """``changed`` carries the name of a field and its value (hundredths for an area)."""

    changed = pyqtSignal(str, object)

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
            field.textEdited.connect(lambda text, name=name: self._edited(name, text))
            label = QLabel(table("parcel").column(name).title(language()))
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            form.addRow(label, field)
            self.fields[name] = field
        self.fields[_AREA].setPlaceholderText(self.tr("rai-ngan-wah"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.reason)
        layout.addLayout(form)

    def show_piece(self, piece: Piece, typed: Mapping[str, Any], kept: Mapping[str, Any]) -> None:
        """A piece, with what was typed for it already; ``kept`` is the row that it lives on in."""
        known = {**kept, **piece.values, **typed}
        for name, field in self.fields.items():
            field.setText(_text(name, known.get(name)))

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

    def problem(self) -> Optional[Message]:
        """What cannot be read in the fields, or None."""
        try:
            parse_area(self.fields[_AREA].text())
        except AreaError as error:
            return error.message
        return None

    def _edited(self, name: str, text: str) -> None:
        value: Any = text.strip() or None
        if name == _AREA:
            try:
                value = parse_area(text)
            except AreaError:
                return  # told when the plan is confirmed
        self.changed.emit(name, value)


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    return format_area(int(value)) if name == _AREA else str(value)
