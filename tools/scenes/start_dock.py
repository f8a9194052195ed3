"""The start dock: home, the seven stages, the dialog for a new workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from taxmap_plugin.settings import RECENT_WORKSPACES, write

from . import shots


def take(desktop: Any) -> None:
    ours = desktop.plugin().desktop
    dock = ours.start_dock
    dock.setUserVisible(True)
    write(RECENT_WORKSPACES, [])
    dock.show_session()
    shots.dock(desktop, dock, "start_home")
    desktop.when_asked(lambda dialog: _dialog(desktop, dialog))
    dock.create_workspace()
    dock.open_workspace(Path(desktop.arguments["demo"]))
    desktop.wait_until(lambda: dock.overview.stages.rows)
    desktop.iface.mapCanvas().waitWhileRendering()
    dock.message_bar.clearWidgets()
    shots.dock(desktop, dock, "start_stages")
    for row in dock.overview.stages.rows[1:3]:
        row.header.setChecked(True)
    shots.dock(desktop, dock, "start_opened")
    shots.window(desktop, "start_window")


def _dialog(desktop: Any, dialog: Any) -> None:
    dialog.name.setText("เทศบาลตำบลสาธิต")
    dialog.code.setText("123")
    dialog.validate()
    shots.dialog(desktop, dialog, "workspace_dialog")
    dialog.reject()
