"""The Parcels dock: empty, the tasks, the card of a parcel, several, drawing, the preview."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely

from taxmap_plugin.core.message import Message
from taxmap_plugin.editing.parcel_plan import Piece, Plan
from taxmap_plugin.gui.parcel_tasks import OPERATIONS, TASKS

from . import shots

_REASON = Message("code_suggestion.after_greatest", code="01A024")
_NUMBERS = {"land_no": "5", "deed_no": "10503"}


def take(desktop: Any) -> None:
    ours = desktop.plugin().desktop
    dock = ours.parcels_dock
    ours.session.close()
    dock.setUserVisible(True)
    shots.dock(desktop, dock, "parcels_no_workspace")
    ours.session.open(Path(desktop.arguments["demo"]))
    _tie_owners(ours.session.workspace)
    desktop.wait(0.5)
    _all_tasks(dock)
    desktop.wait_until(ours.match_dock.is_loaded)  # it selects the parcel of its first line
    dock.map.layer.removeSelection()
    shots.dock(desktop, dock, "parcels_tasks")
    dock.map.layer.selectByExpression("parcel_code = '01A012'")
    dock.zoom()
    desktop.iface.mapCanvas().zoomByFactor(2.5)
    desktop.wait(3.0)  # until it has flashed
    desktop.iface.mapCanvas().waitWhileRendering()
    dock.message_bar.clearWidgets()
    shots.dock(desktop, dock, "parcels_card")
    shots.window(desktop, "parcels_window")
    bar = dock.card_page.findChild(object, "TaxMapParcelCardScroll").verticalScrollBar()
    bar.setValue(bar.maximum())
    shots.dock(desktop, dock, "parcels_card_below")
    dock.begin("split_by_line")
    shots.dock(desktop, dock, "parcels_drawing")
    dock.work.stop()
    dock.work.begin(TASKS["renumber"], _title(dock), (), [dock.card.shape])
    desktop.wait_until(lambda: dock.work.page() is dock.work.plan_page)
    desktop.wait(0.5)
    shots.dock(desktop, dock, "parcels_plan")
    shots.window(desktop, "parcels_plan_window")
    dock.work.plan_page.confirm.click()
    bar = dock.work.plan_page.findChild(object, "TaxMapPlanScroll").verticalScrollBar()
    bar.setValue(bar.maximum())
    shots.dock(desktop, dock, "parcels_plan_reason")
    dock.work.stop()
    dock.map.layer.selectByExpression("parcel_code IN ('01A012', '01A013', '01A014')")
    shots.dock(desktop, dock, "parcels_several")
    dock.begin("split_to_area")
    shots.dock(desktop, dock, "parcels_told")
    dock.message_bar.clearWidgets()
    OPERATIONS.planners, OPERATIONS.apply = {}, None
    dock.setUserVisible(False)


def _tie_owners(ws: Any) -> None:
    """The title documents of the shown parcels, so that cards have owners."""
    where = "parcel_code BETWEEN '01A010' AND '01A016'"
    parcels = ws.read("parcel", ["uuid", "parcel_code"], where)
    uuids = dict(zip(parcels["parcel_code"], parcels["uuid"]))
    titles = ws.read("title_document", ["uuid", "source_parcel_code"])
    titles = titles[titles["source_parcel_code"].isin(uuids)]
    titles["parcel_uuid"] = titles["source_parcel_code"].map(uuids)
    with ws.transaction("match_link") as tx:
        tx.update("title_document", titles[["uuid", "parcel_uuid"]])


def _all_tasks(dock: Any) -> None:
    """As the dock is when every task can be carried out."""
    operations = dock._operations
    operations.planners = {name: lambda *_: _split(dock.card.shape) for name in dock.tasks.buttons}
    operations.apply = lambda *_: Message("parcels_dock.selected", parcels=2)
    dock.tasks.set_busy(False)


def _title(dock: Any) -> str:
    return str(dock.tasks.words()["split_by_line"][0])


def _split(shape: shapely.Geometry) -> Plan:
    """The parcel cut in two, as a plan would have it."""
    west, south, east, north = shape.bounds
    cut = west + 0.6 * (east - west)
    halves = shapely.box(west, south, cut, north), shapely.box(cut, south, east, north)
    shapes = [shapely.multipolygons(shapely.get_parts(shape & half)) for half in halves]
    pieces = [
        Piece(shapes[0], code="01A012", values=_NUMBERS, keeps_code=True),
        Piece(shapes[1], code="01A025", reason=_REASON),
    ]
    return Plan("split", "split", [{"geom": shape}], tuple(pieces), reason_needed=True)
