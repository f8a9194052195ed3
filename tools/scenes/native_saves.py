"""What is asked when QGIS's own tools save: the reason in a declared block, whose value stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from taxmap_plugin.gui.conflict_dialog import ConflictDialog
from taxmap_plugin.gui.reason_dialog import ReasonDialog
from taxmap_plugin.workspace.thing_name import things

from . import shots


def take(desktop: Any) -> None:
    ours = desktop.plugin().desktop
    ours.session.open(Path(desktop.arguments["demo"]))
    desktop.wait(0.5)
    _dialogs(desktop, ours.session.workspace)


def _dialogs(desktop: Any, ws: Any) -> None:
    reason = ReasonDialog("split", things("parcel", ["02A001"]), ["02A"], desktop.window)
    reason.show()
    desktop.wait(0.3)
    shots.dialog(desktop, reason, "reason_dialog")
    reason.close()
    rows = ws.read("parcel", where="parcel_code = '02A001'")
    rows = rows.assign(updated_by="ปราณี", deed_no="10511")
    mine = {rows["uuid"].iloc[0]: {"deed_no": "10512", "officer_note": "เจ้าของแจ้งเลขใหม่"}}
    conflict = ConflictDialog("parcel", rows, mine, desktop.window)
    conflict.show()
    desktop.wait(0.3)
    shots.dialog(desktop, conflict, "conflict_dialog")
    conflict.close()
