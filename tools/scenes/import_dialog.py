"""The import dialog: empty, with an office's files, one that has to be decided, the result."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from taxmap_plugin.core.demo_town import MUNICIPALITY
from taxmap_plugin.gui.import_dialog import ImportDialog
from taxmap_plugin.workspace.store import Workspace

from . import shots


def take(desktop: Any) -> None:
    session = desktop.plugin().desktop.session
    office = Path(desktop.arguments["demo"]).parent
    workspace = Workspace.create(desktop.folder / "สาธิต.gpkg", MUNICIPALITY)
    session.open(workspace.path)
    dialog = ImportDialog(session, desktop.iface, desktop.window)
    dialog.show()
    shots.dialog(desktop, dialog, "import_empty")
    files = [office / "map" / f"{name}.shp" for name in ("boundary", "block", "parcel")]
    dialog.add_files(map(str, [*files, office / "register" / "register.xlsx"]))
    desktop.wait_until(lambda: dialog.files.items and not dialog.is_busy(), 60)
    desktop.wait_until(dialog.is_foretold, 120)
    dialog.list.selectRow(2)
    shots.dialog(desktop, dialog, "import_dialog")
    dialog.run_import()
    desktop.wait_until(lambda: dialog.result.isVisible() and not dialog.is_busy(), 120)
    shots.dialog(desktop, dialog, "import_result")
    dialog.reject()
    dialog.deleteLater()
    session.close()
    desktop.wait(0.3)
