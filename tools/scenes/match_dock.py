"""The match dock: its empty states, a run, both sides of a conflict, linking by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from taxmap_plugin.gui.match_model import TO_DECIDE

from . import shots


def take(desktop: Any) -> None:
    ours = desktop.plugin().desktop
    dock, page = ours.match_dock, ours.match_dock.page
    ours.session.close()
    dock.setUserVisible(True)
    shots.dock(desktop, dock, "match_no_workspace")
    ours.session.open(Path(desktop.arguments["demo"]))
    desktop.wait_until(dock.is_loaded)
    shots.dock(desktop, dock, "match_not_run")
    dock.run_match()
    desktop.wait_until(lambda: dock.is_loaded() and not dock.is_busy(), 60)
    dock.message_bar.clearWidgets()
    page.kind.setCurrentIndex(page.kind.findData(TO_DECIDE))
    page.table.zoom.emit()
    desktop.iface.mapCanvas().waitWhileRendering()
    shots.dock(desktop, dock, "match_list")
    page.text.setText("…")
    desktop.wait(0.5)
    shots.dock(desktop, dock, "match_hidden")
    page.clear_filter()
    dock.open_link()
    shots.dock(desktop, dock, "match_link")
    dock.close_link()
    dock.add_layer()
    desktop.wait_until(lambda: not dock.is_busy(), 60)
    page.kind.setCurrentIndex(page.kind.findData(TO_DECIDE))
    desktop.wait(0.5)
    page.table.selectRow(1)
    page.table.zoom.emit()
    desktop.iface.mapCanvas().zoomByFactor(1.6)
    desktop.wait(3.0)  # until it has flashed
    desktop.iface.mapCanvas().waitWhileRendering()
    shots.window(desktop, "match_window")
    dock.setUserVisible(False)
