"""The dialog Law: a rate of an ordinance, a choice, dates, a table as it is, a conflict."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from taxmap_plugin.core.law_table import OfficeRule
from taxmap_plugin.core.message import Message
from taxmap_plugin.gui.law_dialog import LawDialog
from taxmap_plugin.workspace.office_rules import RulesChanged, read_kept_rules, save_office_rules

from . import shots

_WHO = {"th": "สมศรี", "en": "Somsri"}
_WHY = {"th": "เทศบัญญัติ พ.ศ. 2568", "en": "Ordinance of B.E. 2568"}
_ORDER = {"th": "คำสั่งที่ 12/2568", "en": "Order 12/2568"}


def take(desktop: Any) -> None:
    ours, language = desktop.plugin().desktop, desktop.arguments["language"]
    ours.session.open(Path(desktop.arguments["demo"]))
    ws = ours.session.workspace
    ws.user = _WHO[language]
    key = ("other", Decimal(0))
    rate = ("land_rate", key, "rate_percent", Decimal("0.35"), 2569, 2571, _WHY[language])
    choice = ("choice", ("rounding",), "default", "bill", 2569, None, _ORDER[language])
    rules = (OfficeRule(*rate), OfficeRule(*choice))
    kept = save_office_rules(ws, rules, read_kept_rules(ws))
    for name, table, row in (
        ("law_rates", "land_rate", 16),
        ("law_choice", "choice", 1),
        ("law_calendar", "calendar", 3),
        ("law_fixed", "late_charge", 0),
    ):
        dialog = LawDialog(kept, rules, 2569, None, desktop.window)
        _stand_on(dialog, table, row)
        if name == "law_calendar":
            dialog.form.number.setText("13")
        _show(desktop, dialog, name)
    problem = Message("office_rules.on_top", told=RulesChanged(kept).message)
    dialog = LawDialog(kept, rules, 2569, problem, desktop.window)
    _stand_on(dialog, "land_rate", 16)
    dialog.form.number.setText("1.5")
    _show(desktop, dialog, "law_conflict")


def _stand_on(dialog: LawDialog, table: str, row: int) -> None:
    dialog.tables.stand_on(table)
    dialog.rows.setCurrentIndex(dialog.model.index(row, 0))


def _show(desktop: Any, dialog: LawDialog, name: str) -> None:
    dialog.show()
    desktop.wait(0.5)
    shots.dialog(desktop, dialog, name)
    dialog.close()
