"""Takes pictures of docks in their two widths, of dialogs, and of the whole window."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QWidget

WIDTHS = (280, 320)


def dock(desktop: Any, widget: QWidget, name: str) -> None:
    """NAME_280 and NAME_320 of a dock that lies in the main window."""
    for width in WIDTHS:
        desktop.window.resizeDocks([widget], [width], Qt.Orientation.Horizontal)
        desktop.wait(0.3)
        if widget.width() != width:
            desktop.errors.append(f"{name}: {widget.width()} px wide instead of {width}")
        desktop.picture(_named(desktop, name, width), widget)


def dialog(desktop: Any, widget: QWidget, name: str) -> None:
    """NAME of a dialog or any other widget as it stands."""
    desktop.picture(_named(desktop, name), widget)


def window(desktop: Any, name: str) -> None:
    """NAME of the whole QGIS window, with its map drawn to the end."""
    desktop.wait(0.3)
    desktop.iface.mapCanvas().waitWhileRendering()
    desktop.picture(_named(desktop, name))


def _named(desktop: Any, name: str, *more: object) -> str:
    return "_".join(map(str, (name, desktop.arguments["language"], *more)))
