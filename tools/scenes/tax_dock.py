"""The tax dock: no workspace, a year not assessed, its payers, a card, what is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import processing

from taxmap_plugin.exchange.match_source import MATCHED_TABLES

from . import shots


def take(desktop: Any) -> None:
    ours = desktop.plugin().desktop
    dock, page = ours.tax_dock, ours.tax_dock.page
    ours.session.close()
    dock.setUserVisible(True)
    shots.dock(desktop, dock, "tax_no_workspace")
    demo = Path(desktop.arguments["demo"])
    match_demo(demo)
    ours.session.open(demo)
    desktop.wait_until(dock.is_loaded, 60)
    shots.dock(desktop, dock, "tax_not_assessed")
    dock.assess()
    desktop.wait_until(lambda: not dock.is_busy(), 120)
    desktop.wait_until(dock.is_loaded, 60)
    shots.dock(desktop, dock, "tax_assessed")
    dock.message_bar.clearWidgets()
    shots.dock(desktop, dock, "tax_payers")
    dock.show_payer(page.payers.key_of(2))
    dock.zoom()
    desktop.wait(1.5)
    shots.dock(desktop, dock, "tax_card")
    shots.window(desktop, "tax_window")
    dock.ask_what_if()
    dock.what_if_page.value.setText("45,000")
    dock.work_out_what_if()
    desktop.wait_until(lambda: not dock.is_busy(), 60)
    shots.dock(desktop, dock, "tax_what_if")
    dock.close_what_if()
    dock.close_card()
    page.text.setText("ไม่มีชื่อนี้")
    page.filter()
    shots.dock(desktop, dock, "tax_not_found")
    page.text.clear()
    page.filter()
    dock.list_left_out()
    desktop.wait_until(lambda: not dock.is_busy(), 60)
    shots.dock(desktop, dock, "tax_left_out")
    dock.setUserVisible(False)


def match_demo(demo: Path) -> None:
    """Prices in, and what is certain of registers and prices confirmed."""
    for name in ("land_price", "building_price"):
        table = {"WORKSPACE": str(demo), "INPUT": str(demo.parent / "register" / f"{name}.csv")}
        processing.run("taxmap:importregister", table)
    for register in ("title_document", "land_price"):
        found = {"REGISTER": MATCHED_TABLES.index(register), "CONFIRM": True}
        processing.run("taxmap:matchregister", {"WORKSPACE": str(demo), **found})
