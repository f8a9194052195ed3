"""The history dock: its empty states, a family, the map of a former day, a restoring planned."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely

from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.workspace.connection import write_transaction
from taxmap_plugin.workspace.geometry_blob import rtree_functions
from taxmap_plugin.workspace.store import Workspace

from . import shots

_CODE, _OTHER = "01A002", "01A012"
_LONG_AGO = "2026-03-02T03:00:00.000Z"
_IMPORTED = "2025-11-03T03:00:00.000Z"


def take(desktop: Any) -> None:
    ours = desktop.plugin().desktop
    dock, page = ours.history_dock, ours.history_dock.page
    ours.session.close()
    dock.setUserVisible(True)
    shots.dock(desktop, dock, "history_no_workspace")
    workspace = Workspace.open(Path(desktop.arguments["demo"]))
    former, other = _change(workspace)
    ours.session.open(workspace.path)
    desktop.wait(0.5)
    shots.dock(desktop, dock, "history_nothing_yet")
    _search(desktop, dock, "99Z999")
    shots.dock(desktop, dock, "history_not_found")
    page.clear_search()
    dock.show_parcel(_never_changed(workspace))
    shots.dock(desktop, dock, "history_unchanged")
    _search(desktop, dock, _CODE)
    dock.show_parcel(former)
    dock.zoom()
    desktop.wait(2.0)
    desktop.iface.mapCanvas().waitWhileRendering()
    shots.dock(desktop, dock, "history_family")
    dock.ask_date()
    dock.date_page.field.setText("1/1/2569")
    shots.dock(desktop, dock, "history_date")
    dock.date_page.confirm()
    desktop.wait_until(lambda: not dock.is_busy(), 60)
    desktop.iface.mapCanvas().waitWhileRendering()
    desktop.wait(1.0)
    shots.dock(desktop, dock, "history_told")
    dock.message_bar.clearWidgets()
    shots.window(desktop, "history_window")
    dock.restore()
    desktop.wait_until(lambda: not dock.is_busy(), 30)
    shots.dock(desktop, dock, "history_across")
    dock.message_bar.clearWidgets()
    dock.show_parcel(other)
    dock.restore()
    desktop.wait_until(lambda: dock.work.page() is not None and not dock.is_busy(), 30)
    shots.dock(desktop, dock, "history_restore")
    dock.work.stop()
    dock.setUserVisible(False)


def _search(desktop: Any, dock: Any, text: str) -> None:
    dock.page.text.setText(text)
    dock.page.search_now()
    desktop.wait(0.2)


def _change(ws: Workspace) -> tuple[str, str]:
    """Two parcels are split, a half of the first then merged with its neighbour; their uuids."""
    with write_transaction(ws.path) as opened:
        opened.execute("UPDATE change SET changed_at = ?", [_IMPORTED])
    first, halves = _split(ws, _CODE)
    other, _ = _split(ws, _OTHER)
    with write_transaction(ws.path) as opened:
        rtree_functions(opened)
        opened.execute("UPDATE change SET changed_at = ? WHERE kind = 'split'", [_LONG_AGO])
        opened.execute("UPDATE parcel_history SET valid_to = ?", [_LONG_AGO])
    _merge(ws, halves)
    return first, other


def _split(ws: Workspace, code: str) -> tuple[str, Sequence[str]]:
    row = ws.rows("parcel", ["uuid", "geom"], "parcel_code = ?", [code])[0]
    reason = Decision(reason="แบ่งมรดก", document="ชม 123/2569", document_date="2026-03-02")
    made = apply_plan(ws, plan_split(ws, row["uuid"], [_across(row["geom"])]), reason)
    return str(row["uuid"]), made.parcels


def _across(shape: shapely.Geometry) -> shapely.LineString:
    """A line through the middle, across the longer side."""
    box = shapely.minimum_rotated_rectangle(shape)
    corners = shapely.get_coordinates(box)
    (a, b, c, d), sides = corners[:4], (corners[1] - corners[0], corners[2] - corners[1])
    if (sides[0] ** 2).sum() < (sides[1] ** 2).sum():
        a, b, c, d = b, c, d, a
    ends = shapely.linestrings([(a + b) / 2, (c + d) / 2])
    return shapely.affinity.scale(ends, 1.4, 1.4)


def _merge(ws: Workspace, halves: Sequence[str]) -> None:
    """Join one of the halves to a neighbour that touches it along a side."""
    rows = ws.read("parcel", ["uuid", "geom", "block_code"])
    for half in halves:
        own = rows[rows["uuid"] == half].iloc[0]
        shared = shapely.length(shapely.intersection(rows["geom"].to_numpy(), own["geom"]))
        fits = rows[(shared > 5) & (rows["block_code"] == own["block_code"])]
        near = [uuid for uuid in fits["uuid"] if uuid not in halves]
        if near:
            apply_plan(ws, plan_merge(ws, [half, near[0]]), Decision(reason="รวมกับแปลงข้างเคียง"))
            return


def _never_changed(ws: Workspace) -> str:
    return str(ws.rows("parcel", ["uuid"], "parcel_code > '02' ORDER BY fid LIMIT 1")[0]["uuid"])
