"""The dialog Rules: a rule with the office's own numbers, and what two officers saved at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from taxmap_plugin.core.message import Message
from taxmap_plugin.core.quality_settings import QualitySettings
from taxmap_plugin.editing.quality_settings import save_quality_settings
from taxmap_plugin.gui.rules_dialog import RulesDialog
from taxmap_plugin.workspace.quality_settings import SettingsChanged, read_quality_settings

from . import shots

_WHO = {"th": "สมศรี", "en": "Somsri"}


def take(desktop: Any) -> None:
    ours, language = desktop.plugin().desktop, desktop.arguments["language"]
    ours.session.open(Path(desktop.arguments["demo"]))
    ws = ours.session.workspace
    ws.user = _WHO[language]
    own = QualitySettings(frozenset({"hole", "code_gaps"}))
    own = own.changed("gap", True, {"width": 0.5}).changed("area_differs", True, {"share_500": 3.0})
    kept = save_quality_settings(ws, own, read_quality_settings(ws))
    _show(desktop, RulesDialog(kept, own, None, desktop.window), "gap", "quality_rules")
    problem = Message("quality_settings.on_top", told=SettingsChanged(kept).message)
    dialog = RulesDialog(kept, own, problem, desktop.window)
    _show(desktop, dialog, "area_differs", "quality_rules_conflict")
    dialog = RulesDialog(kept, own, None, desktop.window)
    dialog.search.setText("01A" if language == "en" else "เขตย่อย")
    _show(desktop, dialog, "", "quality_rules_search")


def _show(desktop: Any, dialog: RulesDialog, rule: str, name: str) -> None:
    if rule:
        dialog.list.stand_on(rule)
    dialog.show()
    desktop.wait(0.5)
    shots.dialog(desktop, dialog, name)
    dialog.close()
