"""The window of the revenue: a year not assessed, standing and gaps, a gap on the map, without
matplotlib."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from taxmap_plugin.gui import revenue_standing
from taxmap_plugin.gui.revenue_dialog import RevenueDialog

from . import shots
from .tax_dock import match_demo


def take(desktop: Any) -> None:
    ours = desktop.plugin().desktop
    dock = ours.tax_dock
    given = Path(desktop.arguments["demo"])  # which other scenes find as it was
    demo = shutil.copytree(given.parent, given.parent.with_name("revenue")) / given.name
    match_demo(demo)
    ours.session.open(demo)
    dock.setUserVisible(True)
    desktop.wait_until(dock.is_loaded, 60)
    _show(desktop, _opened(desktop, dock), "revenue_not_assessed")
    dock.assess()
    desktop.wait_until(lambda: not dock.is_busy(), 120)
    desktop.wait_until(dock.is_loaded, 60)
    dock.message_bar.clearWidgets()
    window = _opened(desktop, dock)
    _show(desktop, window, "revenue_classes")
    window.standing.group.setCurrentIndex(1)
    window.gaps.gaps.setCurrentCell(1, 0)
    window.gaps.rows.setCurrentCell(0, 0)
    window.gaps.rows.opened.emit(window.gaps.rows.key())
    _show(desktop, window, "revenue_zones")
    window.show_all()
    shots.window(desktop, "revenue_window")
    was, revenue_standing.matplotlib_canvas = revenue_standing.matplotlib_canvas, lambda: None
    window = _opened(desktop, dock)
    _show(desktop, window, "revenue_no_matplotlib")
    revenue_standing.matplotlib_canvas = was
    dock.close_revenue()
    dock.setUserVisible(False)


def _opened(desktop: Any, dock: Any) -> RevenueDialog:
    dock.show_revenue()
    desktop.wait_until(lambda: not dock.revenue.is_busy(), 120)
    return dock.revenue


def _show(desktop: Any, window: RevenueDialog, name: str) -> None:
    desktop.wait(0.7)
    shots.dialog(desktop, window, name)
