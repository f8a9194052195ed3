"""Driven inside QGIS: each dock in front, with an office's matches; how large the window gets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QPoint
from qgis.PyQt.QtWidgets import QStyle, QStyleOptionTab, QTabBar, QWidget


def drive(desktop: Any) -> None:
    facts, ours = desktop.facts, desktop.plugin().desktop
    ours.start_dock.open_workspace(Path(desktop.arguments["demo"]))
    desktop.wait_until(ours.match_dock.is_loaded)
    facts["heights"] = {}
    shown = (ours.file_report, ours.parcels_dock, ours.history_dock, ours.match_dock)
    ours.quality_dock.setUserVisible(True)
    desktop.wait_until(ours.quality_dock.is_loaded)
    desktop.wait(0.5)
    facts["heights"]["quality"] = desktop.window.height()
    ours.quality_dock.close()
    for dock in (ours.start_dock, *shown):
        dock.setUserVisible(True)
        desktop.wait(0.5)
        facts["heights"][dock.objectName()] = desktop.window.height()
    ours.file_report.close()
    desktop.wait(0.3)
    facts["tabs"], facts["cut_tabs"] = tabs(desktop.window)
    facts["type"] = desktop.window.font().pointSize()
    page = ours.match_dock.page
    for width in (500, 280, 320):  # texts that were squeezed once ask for no more room than before
        desktop.window.resizeDocks([ours.match_dock], [width], 1)
        desktop.wait(0.3)
    facts["heights"]["squeezed"] = desktop.window.height()
    ours.match_dock.run_match()
    desktop.wait_until(lambda: not ours.match_dock.is_busy() and ours.match_dock.is_loaded())
    desktop.wait(0.3)
    facts["all_is_whole"] = page.accept_all.width() >= page.accept_all.sizeHint().width()
    decides = {"confirm": page.accept, "confirm_all": page.accept_all}
    facts["seen"] = {name: is_seen(button, desktop.window) for name, button in decides.items()}
    table = page.table
    header = table.horizontalHeader()
    facts["columns_fit"] = header.length() <= table.viewport().width()
    ours.match_dock.open_link()
    desktop.wait(0.5)
    facts["heights"]["linking"] = desktop.window.height()
    facts["seen"]["link"] = is_seen(page.link.leave, desktop.window)
    facts["canvas"] = desktop.iface.mapCanvas().width()
    ours.match_dock.close_link()


def tabs(window: QWidget) -> tuple[list[str], list[str]]:
    """The titles on the tabs of our docks, and those of which not all is seen."""
    bars = (bar for bar in window.findChildren(QTabBar) if bar.isVisible())
    bar = max(bars, key=lambda bar: bar.count())
    titles = [bar.tabText(at) for at in range(bar.count())]
    cut = []
    for at, title in enumerate(titles):
        option = QStyleOptionTab()
        option.initFrom(bar)
        option.rect, option.shape, option.text = bar.tabRect(at), bar.shape(), title
        room = bar.style().subElementRect(QStyle.SubElement.SE_TabBarTabText, option, bar)
        if bar.fontMetrics().horizontalAdvance(title) > room.width():
            cut.append(title)
    return titles, cut


def is_seen(widget: QWidget, window: QWidget) -> bool:
    """Whether the whole widget lies inside the window."""
    corner = widget.mapTo(window, QPoint(widget.width(), widget.height()))
    return window.rect().contains(corner) and not widget.visibleRegion().isEmpty()
