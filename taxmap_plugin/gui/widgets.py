"""Small widgets that several docks use: wrapped Thai text, large task buttons."""

from __future__ import annotations

import math
import re
from html import escape
from typing import Any, Callable, Optional

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QEvent, QRect, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import (
    QFontInfo,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionToolButton,
    QStylePainter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..core.line_break import with_break_marks

MARGIN = 6
SEPARATOR = "\u00a0· "  # never begins a line
_WRAPPED = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
)
_NO_END = 10_000  # pixels, more than any text is high
_COUNT = re.compile(r"\s*\([\d,]+\)$")
_LINE = 1.8  # em: Thai needs this for stacked vowels and tone marks (T2)


def line_height(widget: QWidget) -> int:
    """Pixels that a line of Thai needs in this widget's font."""
    return math.ceil(_LINE * QFontInfo(widget.font()).pixelSize())


def elided(metrics: QFontMetrics, text: str, room: int) -> str:
    """A text that has too little room, without its end, but with the count that it ends with."""
    found = _COUNT.search(text)
    tail = found.group() if found else ""
    left = room - metrics.horizontalAdvance(tail)
    head = text[: len(text) - len(tail)]
    return str(metrics.elidedText(head, Qt.TextElideMode.ElideRight, left)) + tail


def least_height(table: QTableView, rows: int) -> int:
    """Pixels that the header and so many rows of a table need."""
    header = table.horizontalHeader().sizeHint().height()
    return header + rows * line_height(table) + 2 * int(table.frameWidth())


class FoldingHeader(QToolButton):
    """A line with an arrow that opens and closes what stands below it.

    It wraps in a narrow dock, where Qt would leave the middle of the text out.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._shown = ""
        self.setObjectName(name)
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setArrowType(Qt.ArrowType.RightArrow)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def fold(self, body: QWidget) -> None:
        """Let ``body`` be what opens; it is closed until the header is checked."""
        body.setVisible(self.isChecked())
        self.toggled.connect(body.setVisible)
        self.toggled.connect(self._turn)

    def say(self, text: str) -> None:
        """The line; the marks between its words are for the screen only."""
        self._shown = with_break_marks(text)
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """As high as its text is at the width it has now."""
        line, metrics = super().sizeHint(), self.fontMetrics()
        room = QRect(0, 0, max(self.width() - self._arrow_width() - MARGIN, 1), _NO_END)
        text = metrics.boundingRect(room, _WRAPPED, self._shown)
        height = max(text.height() - metrics.height(), 0) + line.height()
        return QSize(self._arrow_width() + text.width() + MARGIN, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        room = self.rect().adjusted(self._arrow_width(), 0, -MARGIN, 0)
        role = QPalette.ColorRole.ButtonText
        painter.drawItemText(room, _WRAPPED, option.palette, self.isEnabled(), self._shown, role)

    def _arrow_width(self) -> int:
        return int(self.iconSize().width()) + 2 * MARGIN

    def _turn(self, opened: bool) -> None:
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self.setArrowType(arrow)


class WrappedLabel(QLabel):
    """Text that wraps between Thai words everywhere, whatever library Qt found (T7, T8)."""

    def __init__(self, text: str = "", parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._is_bold = False
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.say(text)

    def say(self, text: str) -> None:
        """Show ``text``; the marks between its words are for the screen only."""
        shown = with_break_marks(text)
        marked = escape(shown).replace("\n", "<br>")
        self.setText(f"<b>{marked}</b>" if self._is_bold else shown)
        self.setAccessibleName(text)

    def emphasise(self) -> WrappedLabel:
        """Bold by markup: QGIS's own setting of the type size overrides fonts of widgets."""
        self._is_bold = True
        self.setTextFormat(Qt.TextFormat.RichText)
        self.say(self.accessibleName())
        return self

    def heightForWidth(self, width: int) -> int:
        return max(super().heightForWidth(width), line_height(self))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, line_height(self))


class FittedLabel(WrappedLabel):
    """For layouts that ask a wrapped text for its height without telling it their width."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def say(self, text: str) -> None:
        super().say(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(0)  # Qt never measures a text lower than this
        self.setFixedHeight(self.heightForWidth(self.width()))


class ScrollingDown(QScrollArea):
    """Content that scrolls rather than make its dock, and QGIS with it, too high (P1, P18)."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)

    def show_row(self, view: QAbstractItemView) -> None:
        """Follow the keys in a list of the content to the row that is stood on now."""
        if view.hasFocus():
            row = view.visualRect(view.currentIndex())
            midst = view.viewport().mapTo(self.widget(), row.center())
            self.ensureVisible(0, midst.y(), 0, row.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.widget().minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """As high as there is room, never lower than the content can be made.

        Qt itself would scroll as soon as a list has less room than it would like.
        """
        least = self.widget().minimumSizeHint().height()
        self.widget().resize(self.viewport().width(), max(self.viewport().height(), least))


class ElidingCombo(QComboBox):
    """A list that may be narrower than its texts: "…" tells that more is in the tooltip (P5)."""

    def __init__(self, name: str, letters: int = 8) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setMinimumContentsLength(letters)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.currentTextChanged.connect(self.setToolTip)

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QStyleOptionComboBox()
        self.initStyleOption(box)
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(control, box, part, self).width() - MARGIN
        box.currentText = elided(self.fontMetrics(), box.currentText, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(control, box)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, box)


class WrappingCheck(QWidget):
    """A box to tick with a text beside it that wraps, which Qt's own never does (T12)."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setObjectName(name)
        self.box.setAccessibleName(text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(MARGIN)
        layout.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(FittedLabel(text), 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The text ticks it, too."""
        self.box.toggle()


class SearchLine(QgsFilterLineEdit):
    """The search above a list: Enter and ↓ go on to the list, Esc leaves for the map (P16)."""

    to_list = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setShowSearchIcon(True)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Down):
            self.to_list.emit()
        elif event.key() == keys.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def named_button(name: str, text: str) -> QPushButton:
    """A button with the name by which it is found."""
    button = QPushButton(text)
    button.setObjectName(name)
    return button


class ButtonRow(QWidget):
    """Buttons side by side, or below one another where they have no room for their texts (P18)."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        self._buttons = buttons
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(MARGIN)
        for button in buttons:
            self._line.addWidget(button, 1)

    def minimumSizeHint(self) -> QSize:
        widest = max(button.minimumSizeHint().width() for button in self._buttons)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # another text or font
            self._turn()
        return done

    def _turn(self) -> None:
        shown = [button for button in self._buttons if not button.isHidden()]
        needed = sum(button.sizeHint().width() + MARGIN for button in shown) - MARGIN
        ways = QBoxLayout.Direction
        way = ways.LeftToRight if needed <= self.width() else ways.TopToBottom
        if way != self._line.direction():
            self._line.setDirection(way)


class WrappingButton(QPushButton):
    """A button with a layout of its own, in which texts wrap, and as high as they are."""

    def __init__(self, name: str, title: str, action: Callable[[], Any]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAutoDefault(True)  # Enter presses it, too
        self.clicked.connect(lambda: action())
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def lay_out(self, picture: QLabel, texts: QLayout, margin: int) -> None:
        """A picture beside the first line of the texts; both are the button's to click."""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(margin, min(margin, MARGIN), margin, min(margin, MARGIN))
        layout.setSpacing(max(margin, MARGIN))
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(texts, 1)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def heightForWidth(self, width: int) -> int:
        return int(self.layout().totalHeightForWidth(width))

    def sizeHint(self) -> QSize:
        """As high as its text is at the width it has now, no higher."""
        return QSize(self.layout().totalMinimumSize().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class TaskButton(WrappingButton):
    """A large button: icon of 24 px, a bold name and one sentence that wraps (P3, T12)."""

    def __init__(
        self, name: str, icon: QIcon, title: str, sentence: str, action: Callable[[], Any]
    ) -> None:
        super().__init__(name, title, action)
        self.setAccessibleDescription(sentence)
        self.setToolTip(sentence)
        picture = QLabel()
        picture.setPixmap(icon.pixmap(24, 24))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        for label in (WrappedLabel(title).emphasise(), WrappedLabel(sentence)):
            label.setForegroundRole(QPalette.ColorRole.ButtonText)
            texts.addWidget(label)
        self.lay_out(picture, texts, MARGIN + 2)
