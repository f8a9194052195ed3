"""The quality dock: its empty states, a check, groups, a decision, the trend, a clean map."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shapely.affinity import translate

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.quality_rules import rule
from taxmap_plugin.editing.quality_check import check_quality
from taxmap_plugin.editing.quality_decide import accept, assign
from taxmap_plugin.workspace import transaction
from taxmap_plugin.workspace.finding_list import TO_DO, read_findings
from taxmap_plugin.workspace.store import Workspace

from . import shots

_FABRIC = ("overlap", "gap", "near_corner", "sliver")
_REASONS = {"th": "แนวรั้วเดิม ตกลงกันแล้ว", "en": "old fence, agreed by both owners"}


def take(desktop: Any) -> None:
    ours, language = desktop.plugin().desktop, desktop.arguments["language"]
    dock, page = ours.quality_dock, ours.quality_dock.page
    ours.session.close()
    dock.setUserVisible(True)
    shots.dock(desktop, dock, "quality_no_workspace")
    ours.session.open(Path(desktop.arguments["demo"]))
    ws = ours.session.workspace
    with ws.transaction("quality_check") as tx:
        tx.delete("finding", tx.read("finding", ["uuid"])["uuid"])
    ours.session.data_changed.emit()
    desktop.wait_until(lambda: dock.is_loaded())
    shots.dock(desktop, dock, "quality_not_checked")
    _lived_with(ws, _REASONS[language])
    dock.check_map()
    desktop.wait_until(lambda: dock.is_loaded() and not dock.is_busy(), 120)
    shots.dock(desktop, dock, "quality_checked")
    dock.message_bar.clearWidgets()
    dock.next_finding()
    desktop.wait(3.0)  # until it has flashed
    desktop.iface.mapCanvas().waitWhileRendering()
    shots.dock(desktop, dock, "quality_list")
    shots.window(desktop, "quality_window")
    dock.decisions.accept_chosen()
    page.panel.answer.setEditText(_REASONS[language])
    shots.dock(desktop, dock, "quality_accept")
    page.panel.leave()
    page.count.click()
    shots.dock(desktop, dock, "quality_trend")
    page.count.click()
    _repair(desktop, dock)
    page.shown.setCurrentIndex(page.shown.findData("accepted"))
    dock.next_finding()
    desktop.wait(0.5)
    shots.dock(desktop, dock, "quality_accepted")
    page.text.setText("…")
    desktop.wait(0.5)
    shots.dock(desktop, dock, "quality_hidden")
    page.clear_filter()
    desktop.window.resizeDocks([dock], [640], 1)
    desktop.wait(0.3)
    shots.dialog(desktop, dock, "quality_wide")
    accept(ws, _to_do(ws), _REASONS[language])
    ours.session.data_changed.emit()
    desktop.wait_until(dock.is_loaded)
    shots.dock(desktop, dock, "quality_clean")
    dock.setUserVisible(False)


def _repair(desktop: Any, dock: Any) -> None:
    """One overlap: who gets the ground, then the preview on the map; it is left as it is."""
    frame = dock.page.model.frame
    overlaps = frame[(frame["rule"] == "overlap") & frame["state"].isin(TO_DO)]
    dock.page.tree.stand_on(int(overlaps.index[0]))
    dock.repair_chosen()
    shots.dock(desktop, dock, "quality_repair_form")
    dock.work.form_page.next.click()
    desktop.wait_until(lambda: not dock.is_busy())
    desktop.wait(0.5)
    desktop.iface.mapCanvas().waitWhileRendering()
    shots.dock(desktop, dock, "quality_repair_plan")
    shots.window(desktop, "quality_repair_window")
    dock.work.stop()


def _lived_with(ws: Workspace, reason: str) -> None:
    """Some weeks of an invented office: parcels that slipped, found, put right, accepted."""
    parcels = ws.read("parcel", ["uuid", "geom"], "block_code = '01A'")[:40]
    moved = [translate(shape, 0.4, 0.15) for shape in parcels["geom"]]
    with ws.transaction("correct") as tx:
        tx.update("parcel", parcels.assign(geom=moved))
    with _days_ago(21):
        check_quality(ws, Silent())
    for days, share in ((17, 4), (12, 3), (8, 3), (3, 2)):
        back = parcels[: len(parcels) // share]
        with _days_ago(days):
            with ws.transaction("correct") as tx:
                tx.update("parcel", back)
            check_quality(ws, Silent(), [rule(id) for id in _FABRIC])
            accept(ws, _to_do(ws)[-700:], reason)
    assign(ws, _to_do(ws)[1:3], "สมหญิง")


def _to_do(ws: Workspace) -> list[str]:
    """What waits, the worst first."""
    found = read_findings(ws)
    return found.loc[found["state"].isin(TO_DO), "uuid"].tolist()


@contextmanager
def _days_ago(days: float) -> Iterator[None]:
    """What is written meanwhile is dated so many days back."""

    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return dt.datetime.now(tz) - dt.timedelta(days=days)

    usual = transaction.datetime
    transaction.datetime = Clock  # type: ignore[misc]
    try:
        yield
    finally:
        transaction.datetime = usual  # type: ignore[misc]
