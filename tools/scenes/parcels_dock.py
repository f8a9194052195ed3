"""The Parcels dock: empty, the tasks, the card of a parcel, several, drawing, the preview."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely

from taxmap_plugin.editing.code_declaration import declare_codes

from . import shots


def take(desktop: Any) -> None:
    ours = desktop.plugin().desktop
    dock = ours.parcels_dock
    ours.session.close()
    dock.setUserVisible(True)
    shots.dock(desktop, dock, "parcels_no_workspace")
    ours.session.open(Path(desktop.arguments["demo"]))
    _tie_owners(ours.session.workspace)
    declare_codes(ours.session.workspace, ["01A"], "ประกาศเทศบาล 1/2569")
    desktop.wait(0.5)
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
    dock.work.capture._take(_line_across(dock.card.shape))
    desktop.wait_until(lambda: dock.work.page() is dock.work.plan_page)
    desktop.wait(0.5)
    shots.dock(desktop, dock, "parcels_plan")
    shots.window(desktop, "parcels_plan_window")
    dock.work.plan_page.confirm.click()
    bar = dock.work.plan_page.findChild(object, "TaxMapPlanScroll").verticalScrollBar()
    bar.setValue(bar.maximum())
    shots.dock(desktop, dock, "parcels_plan_reason")
    dock.work.stop()
    for task in ("split_to_area", "cut_strip", "renumber", "traverse"):
        dock.begin(task)
        shots.dock(desktop, dock, "parcels_form_" + task)
        dock.work.stop()
    dock.map.layer.selectByExpression("parcel_code IN ('01A012', '01A013', '01A014')")
    shots.dock(desktop, dock, "parcels_several")
    dock.begin("split_to_area")
    shots.dock(desktop, dock, "parcels_told")
    dock.message_bar.clearWidgets()
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


def _line_across(shape: shapely.Geometry) -> shapely.LineString:
    """From north to south, at three fifths of the way east."""
    west, south, east, north = shape.bounds
    cut = west + 0.6 * (east - west)
    return shapely.LineString([(cut, north + 5), (cut, south - 5)])
