"""What a reader of a widget would complain about, as functions."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.PyQt.QtCore import QPoint, QRect
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QScrollArea,
    QScrollBar,
    QTableView,
    QToolBar,
    QToolButton,
    QWidget,
)

from taxmap_plugin.gui.widgets import line_height


def settle(widget: QWidget, width: int, height: int = 500) -> None:
    """Show the widget at this size and let its layout come to rest."""
    widget.resize(width, height)
    widget.show()
    for _ in range(5):
        QApplication.processEvents()


def cut_labels(widget: QWidget) -> list[str]:
    """Texts that have less room than they need."""
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]
    return [
        label.text()
        for label in labels
        if label.height() < label.heightForWidth(label.width())
        or (not label.wordWrap() and label.width() < label.sizeHint().width())
    ]


def cut_buttons(widget: QWidget) -> list[str]:
    """Buttons with a text that are narrower than they want to be."""
    return [
        button.text()
        for button in widget.findChildren(QToolButton)
        if button.isVisible() and button.text() and button.width() < button.sizeHint().width()
    ]


def hidden_buttons(dock: QWidget, buttons: Iterable[QAbstractButton]) -> list[str]:
    """Buttons that are not wholly in sight, or too narrow for their text."""
    return [
        button.text()
        for button in buttons
        if button.visibleRegion().boundingRect() != button.rect()
        or not dock.rect().contains(QRect(button.mapTo(dock, QPoint(0, 0)), button.size()))
        or button.width() < button.sizeHint().width()
    ]


def sideways_scrolling(widget: QWidget) -> list[str]:
    """Scroll areas whose content is wider than they are."""
    return [
        area.objectName()
        for area in widget.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]


def seen_scroll_bars(widget: QWidget) -> list[str]:
    """What scrolls with a bar, by the name of it."""
    return [
        bar.parent().parent().objectName()
        for bar in widget.findChildren(QScrollBar)
        if bar.isVisible() and bar.maximum() > 0
    ]


def nameless_icon_buttons(widget: QWidget) -> list[str]:
    """Buttons with an icon only that a screen reader could not name (P17)."""
    return [
        button.toolTip() or button.objectName() or "?"
        for bar in widget.findChildren(QToolBar)
        for button in bar.findChildren(QToolButton)
        if not button.accessibleName() and button.objectName() != "qt_toolbar_ext_button"
    ]


def lower_than_thai_needs(table: QTableView) -> bool:
    """Whether the rows would cut Thai vowels and tone marks (T2)."""
    return table.verticalHeader().defaultSectionSize() < line_height(table)
