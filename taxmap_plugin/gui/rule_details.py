"""One rule of quality: what it looks for, its drawing, and the numbers that an office may set."""

from __future__ import annotations

import math

from qgis.gui import QgsDoubleSpinBox
from qgis.PyQt.QtCore import QLocale, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from ..core.message import Message
from ..core.quality_rule import Option, Rule
from ..core.quality_settings import (
    QualitySettings,
    option_title,
    option_why,
    settable,
    unit_title,
)
from ..core.resources import resource_path
from ..settings import say
from .icons import state_word
from .widgets import MARGIN, SEPARATOR, FittedLabel, ScrollingDown, named_button

_DRAWING = (120, 80)  # pixels
_MOST_DECIMALS = 4


class RuleDetails(QWidget):
    """``numbers_set``: the officer set numbers of the rule that is shown."""

    numbers_set = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("TaxMapRuleDetails")
        self.title, self.why, self.state = FittedLabel(), FittedLabel(), FittedLabel()
        self.title.emphasise()
        self.drawing = QLabel()
        self.drawing.setObjectName("TaxMapRuleDrawing")
        self.boxes: dict[str, NumberBox] = {}
        self._form = QVBoxLayout()
        self._form.setSpacing(0)
        self.usual = named_button("TaxMapRuleUsual", self.tr("Back to the usual (&U)"))
        self.usual.clicked.connect(lambda: self._set_back())
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(MARGIN, 0, MARGIN, 0)
        column.setSpacing(MARGIN)
        for widget in (self.title, self.state, self.drawing, self.why):
            column.addWidget(widget)
        column.addLayout(self._form)
        column.addWidget(self.usual)
        column.addStretch(1)
        self._scroll = ScrollingDown(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)

    def show_rule(self, rule: Rule, settings: QualitySettings) -> None:
        """Show a rule with the numbers that it has."""
        self.title.say(say(rule.title))
        self.why.say(say(rule.why))
        picture = resource_path("quality", f"{rule.id}.svg")
        self.drawing.setVisible(picture.is_file())
        self.drawing.setPixmap(QIcon(str(picture)).pixmap(*_DRAWING))
        self._clear()
        numbers = settings.numbers(rule)
        for option in settable(rule):
            self._add(rule, option, numbers[option.name])
        self._show_state(rule, settings.is_on(rule.id))
        self._show_usual()

    def numbers(self) -> dict[str, float]:
        """What stands in the boxes."""
        return {name: box.value() for name, box in self.boxes.items()}

    def _show_state(self, rule: Rule, is_on: bool) -> None:
        words = [state_word(rule.severity)]
        if not is_on:
            words.append(self.tr("off: finds nothing, and what it had found rests"))
        if not self.boxes:
            words.append(self.tr("has no numbers to set"))
        self.state.say(SEPARATOR.join(words))

    def _add(self, rule: Rule, option: Option, value: float) -> None:
        title = say(option_title(rule, option))
        box = NumberBox(option, value)
        box.setAccessibleName(title)
        label = FittedLabel(title)
        label.setBuddy(box)
        told = Message(
            "quality_settings.usual",
            value=f"{option.default:,g}",
            unit=unit_title(option),
            least=f"{option.least:,g}",
            most=f"{option.most:,g}",
            why=option_why(rule, option),
        )
        usual = FittedLabel(say(told))
        box.setAccessibleDescription(say(told))
        box.valueChanged.connect(lambda _: self._set())
        self.boxes[option.name] = box
        for widget in (label, box, usual):
            self._form.addWidget(widget)
        self._form.addSpacing(2 * MARGIN)

    def _set(self) -> None:
        self._show_usual()
        self.numbers_set.emit()

    def _set_back(self) -> None:
        for box in self.boxes.values():
            box.clear()

    def _show_usual(self) -> None:
        self.usual.setVisible(bool(self.boxes))
        self.usual.setEnabled(any(not box.is_usual() for box in self.boxes.values()))

    def _clear(self) -> None:
        self.boxes = {}
        while self._form.count():
            widget = self._form.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class NumberBox(QgsDoubleSpinBox):
    """A number with its unit and limits; its button, or Delete, sets the usual one back."""

    def __init__(self, option: Option, value: float) -> None:
        super().__init__()
        self._usual = option.default
        self.setObjectName(f"TaxMapRuleNumber_{option.name}")
        self.setLocale(QLocale.c())
        self.setDecimals(_MOST_DECIMALS)
        self.setRange(option.least, option.most)
        self.setSingleStep(_step(option))
        self.setSuffix(f" {say(unit_title(option))}")
        self.setClearValue(option.default)
        self.setValue(value)

    def is_usual(self) -> bool:
        return self.value() == self._usual

    def textFromValue(self, value: float) -> str:
        """Without zeros that say nothing."""
        return f"{value:.{_MOST_DECIMALS}f}".rstrip("0").rstrip(".")


def _step(option: Option) -> float:
    """A step of the arrows: the place of the usual number's first digit (0.04 → 0.01)."""
    return float(10 ** math.floor(math.log10(option.default)))
