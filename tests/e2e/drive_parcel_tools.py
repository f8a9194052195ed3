"""Driven inside QGIS: every other tool of the Parcels dock, used as an officer would."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from qgis.PyQt.QtCore import Qt

from taxmap_plugin.editing.code_declaration import declare_codes
from tests.e2e.by_hand import (
    begin,
    click,
    confirm,
    done,
    drag,
    draw,
    key,
    layer_named,
    look_at,
    page,
    press,
    preview,
    select,
    state,
    told,
)
from tests.e2e.native_steps import (
    merge_natively,
    split_natively,
    task_beside_the_pencil,
    two_officers,
)
from tests.e2e.town import Town

DRAWN = {
    "draw_parcel": "polygon",
    "draw_building": "polygon",
    "place_signboard": "point",
    "draw_block": "polygon",
    "draw_zone": "polygon",
    "move_boundary": "boundary",
}


def drive(desktop: Any) -> None:
    ours = desktop.plugin().desktop
    ours.start_dock.open_workspace(Path(desktop.arguments["demo"]))
    desktop.wait_until(lambda: ours.start_dock.overview.stages.rows)
    dock = ours.parcels_dock
    dock.setUserVisible(True)
    desktop.wait_until(ours.match_dock.is_loaded)  # it selects the parcel of its first line
    dock.map.layer.removeSelection()
    desktop.iface.setActiveLayer(layer_named("road"))
    town = Town(dock._session.workspace)
    for act in (
        leave_every_tool,
        move_corner,
        move_side,
        cut_strip,
        put_things,
        draw_areas,
        draw_parcel,
        type_traverse,
        paste_corners,
        renumber,
        split_natively,
        merge_natively,
        task_beside_the_pencil,
        two_officers,
    ):
        act(desktop, dock, town)
    desktop.facts["editing_at_the_end"] = state(desktop)["editing"]


def leave_every_tool(desktop: Any, dock: Any, town: Town) -> None:
    """Esc, Cancel, and another tool chosen: nothing of the user's has changed."""
    before, changed = state(desktop), {}
    canvas = desktop.iface.mapCanvas()
    look_at(desktop, town.shape("01A005"), 40)
    middle = np.array(town.shape("01A005").centroid.coords[0])
    for task, kind in DRAWN.items():
        begin(desktop, dock, task)
        if kind == "polygon":
            click(desktop, middle)
            click(desktop, middle + 4)
            key(desktop, canvas, Qt.Key.Key_Escape)
            changed[f"{task}: the first Esc clears only"] = page(dock) != "TaxMapParcelCapture"
        key(desktop, canvas, Qt.Key.Key_Escape)
        changed[f"{task}: Esc"] = state(desktop) != before or dock.work.page() is not None
        begin(desktop, dock, task)
        press(desktop, dock.work.capture_page.cancel)
        changed[f"{task}: Cancel"] = state(desktop) != before or dock.work.page() is not None
        begin(desktop, dock, task)
        desktop.iface.actionSelect().trigger()
        desktop.wait(0.2)
        after = {**state(desktop), "tool": before["tool"]}
        changed[f"{task}: another tool"] = after != before or dock.work.page() is not None
        desktop.iface.actionPan().trigger()
    desktop.facts["changed_by_leaving"] = [name for name, is_so in changed.items() if is_so]


def move_corner(desktop: Any, dock: Any, town: Town) -> None:
    """Drag a corner where three parcels meet."""
    corner = town.corner_of(3)
    own = town.codes_at(corner)
    area = town.area()
    look_at(desktop, shapely.Point(corner), 25)
    begin(desktop, dock, "move_boundary")
    desktop.picture("boundary_tool")
    end = (corner[0] + 2.1, corner[1] + 1.3)
    drag(desktop, corner, end, "boundary_dragged")
    plan = preview(desktop, dock, "boundary_plan")
    confirm(desktop, dock)
    desktop.facts["corner"] = {
        "parcels": len(own),
        "planned": sorted(piece.code for piece in plan.pieces) == own,
        "gone": town.codes_at(corner) == [],
        "together": town.codes_at(plan_corner(plan, end)) == own,
        "area": round(town.area() - area, 6),
        "told": told(dock),
        "kept": sorted(town.codes() & set(own)) == own,
    }
    desktop.picture("boundary_done")


def plan_corner(plan: Any, near: Any) -> tuple[float, float]:
    """The corner of the plan next to a place."""
    corners = shapely.get_coordinates([piece.shape for piece in plan.pieces])
    apart = np.hypot(*(corners - np.asarray(near)).T)
    return tuple(corners[apart.argmin()])


def move_side(desktop: Any, dock: Any, town: Town) -> None:
    """Drag a side between two parcels, with all that meets at its ends."""
    start, end = town.side_inside()
    middle = (np.array(start) + end) / 2
    along = (np.array(end) - start) / math.dist(start, end)
    by = np.array([-along[1], along[0]]) * 1.6
    area = town.area()
    look_at(desktop, shapely.LineString([start, end]), 20)
    begin(desktop, dock, "move_boundary")
    drag(desktop, middle, middle + by, "side_dragged")
    plan = preview(desktop, dock, "side_plan")
    desktop.facts["side_row"] = stand_on_the_map(desktop, dock, plan)
    confirm(desktop, dock)
    desktop.facts["side"] = {
        "gone": town.codes_at(start) == [] and town.codes_at(end) == [],
        "parcels": len(plan.pieces),
        "area": round(town.area() - area, 6),
        "overlaps": town.overlaps(),
    }


def stand_on_the_map(desktop: Any, dock: Any, plan: Any) -> bool:
    """Whether a click on the last piece stands on its row."""
    last = len(plan.pieces) - 1
    click(desktop, shapely.point_on_surface(plan.pieces[last].shape).coords[0])
    return bool(dock.work.plan_page.table.currentRow() == last)


def cut_strip(desktop: Any, dock: Any, town: Town) -> None:
    """A road of three metres through neighbours."""
    line = town.line_through(3)
    crossed = town.codes_under(line.buffer(1.5, cap_style="flat"))
    before, count = town.parcels(), town.count("public_land")
    look_at(desktop, line, 15)
    begin(desktop, dock, "cut_strip")
    form = dock.work.form_page
    form.fields.width.setValue(3)
    form.fields.name.setText("ซอยทดสอบ")
    desktop.picture("strip_form", dock)
    press(desktop, form.next)
    draw(desktop, line.coords, "strip_drawing")
    plan = preview(desktop, dock, "strip_plan")
    confirm(desktop, dock)
    land = town.rows("public_land").sort_values("created_at").iloc[-1]
    after = town.parcels().loc[crossed]
    taken = before.loc[crossed]["geom"].map(shapely.area) - after["geom"].map(shapely.area)
    desktop.facts["strip"] = {
        "planned": sorted(piece.code for piece in plan.pieces) == crossed,
        "crossed": len(crossed),
        "rows": town.count("public_land") - count,
        "land": [land["name"], land["kind"]],
        "same_keys": list(after["uuid"]) == list(before.loc[crossed]["uuid"]),
        "area": round(float(taken.sum() - land["geom"].area), 6),
        "overlaps": town.overlaps(),
        "told": told(dock),
    }
    desktop.picture("strip_done")


def put_things(desktop: Any, dock: Any, town: Town) -> None:
    """A building and a signboard on a parcel, then a building in the street."""
    code = town.roomy()
    shape = town.shape(code)
    x, y = shapely.point_on_surface(shape).coords[0]
    expected = town.next_unit("building", code, "B"), town.next_unit("signboard", code, "P")
    look_at(desktop, shape, 10)
    begin(desktop, dock, "draw_building")
    draw(desktop, square(x, y, 3), "building_drawing")
    done(desktop, dock)
    found = [town.newest("building", "building_code"), told(dock)]
    desktop.picture("building_done")
    begin(desktop, dock, "place_signboard")
    desktop.picture("signboard_drawing", dock)
    click(desktop, (x + 4, y + 4))
    done(desktop, dock)
    found += [town.newest("signboard", "signboard_code"), told(dock)]
    desktop.facts["things"] = [found[0], found[2]]
    desktop.facts["things_expected"] = list(expected)
    desktop.facts["things_told"] = [found[1], found[3]]
    desktop.facts["messages"] = len(dock.message_bar.items())
    count = town.count("building")
    x, y = town.outside()
    look_at(desktop, shapely.Point(x, y), 20)
    begin(desktop, dock, "draw_building")
    draw(desktop, square(x, y, 3))
    done(desktop, dock)
    desktop.facts["no_land"] = [town.count("building") - count, told(dock)]
    desktop.picture("building_refused")


def square(x: float, y: float, half: float) -> list[tuple[float, float]]:
    return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]


def draw_areas(desktop: Any, dock: Any, town: Town) -> None:
    """A block in a zone, then a zone beside all the others."""
    zone = town.rows("zone").iloc[0]
    x, y = shapely.point_on_surface(zone["geom"]).coords[0]
    look_at(desktop, shapely.Point(x, y), 60)
    begin(desktop, dock, "draw_block")
    draw(desktop, square(x, y, 30))
    done(desktop, dock)
    x, y = town.outside()
    desktop.facts["block"] = [town.newest("block", "block_code"), zone["zone_code"], told(dock)]
    look_at(desktop, shapely.Point(x, y), 60)
    begin(desktop, dock, "draw_block")
    draw(desktop, square(x, y, 30))
    done(desktop, dock)
    desktop.facts["no_zone"] = told(dock)
    begin(desktop, dock, "draw_zone")
    draw(desktop, square(x, y, 30))
    done(desktop, dock)
    desktop.facts["zone"] = [town.newest("zone", "zone_code"), told(dock)]
    desktop.picture("zone_done")


def draw_parcel(desktop: Any, dock: Any, town: Town) -> None:
    """A parcel is deleted with QGIS's own tools, and drawn again with wobbly corners."""
    code = town.quadrangle()
    gone = town.shape(code)
    layer = dock.map.layer
    select(desktop, dock, code)
    desktop.iface.setActiveLayer(layer)
    look_at(desktop, gone, 20)
    desktop.iface.actionToggleEditing().trigger()
    layer.deleteSelectedFeatures()
    desktop.iface.actionSaveActiveLayerEdits().trigger()
    desktop.wait_until(lambda: code not in town.codes())
    desktop.iface.actionToggleEditing().trigger()
    desktop.iface.setActiveLayer(layer_named("road"))
    desktop.wait(0.5)
    desktop.facts["deleted"] = [state(desktop)["editing"], layer.isModified()]
    before = town.parcels()
    begin(desktop, dock, "draw_parcel")
    draw(desktop, list(gone.exterior.coords)[:-1], "parcel_drawing")
    plan = preview(desktop, dock, "parcel_plan")
    confirm(desktop, dock)
    drawn = town.shape(plan.pieces[0].code)
    desktop.facts["parcel"] = {
        "code": plan.pieces[0].code,
        "expected": town.next_lot(code[:3], before.index),
        "reason": bool(dock.work.plan_page.details.reason.accessibleName()),
        "differs": round(shapely.symmetric_difference(drawn, gone).area, 3),
        "overlaps": town.overlaps(),
        "told": told(dock),
    }


def type_traverse(desktop: Any, dock: Any, town: Town) -> None:
    """A square of 20 m out of typed bearings, outside the town."""
    x, y = (round(value, 2) for value in town.outside(60))
    begin(desktop, dock, "traverse")
    form = dock.work.form_page
    desktop.picture("traverse_form", dock)
    press(desktop, form.next)
    desktop.facts["traverse_lacks"] = form.problem.accessibleName()
    form.fields.text.setPlainText("90-00-00 20\n0-00-00 20\n270-00-00 20\nS 0-00 E 20")
    form.fields.start.setText("ไม่ทราบ")
    press(desktop, form.next)
    desktop.facts["traverse_unread_start"] = form.problem.accessibleName()
    desktop.picture("traverse_unread_start", dock)
    form.fields.start.setText(f"{x} {y}")
    press(desktop, form.next)
    preview(desktop, dock, "traverse_plan")
    desktop.facts["traverse_in_view"] = dock.work.bands.is_in_view()
    confirm(desktop, dock)
    found = town.newest("parcel", "geom")
    desktop.facts["traverse"] = [round(found.area, 6), list(np.round(found.bounds, 2) - (x, y) * 2)]
    click_start(desktop, dock, town)


def click_start(desktop: Any, dock: Any, town: Town) -> None:
    """The same without a typed start: the first corner is clicked on the map."""
    place = town.outside(180)
    begin(desktop, dock, "traverse")
    form = dock.work.form_page
    form.fields.text.setPlainText("90-00-00 20\n0-00-00 20\n270-00-00 20\n180-00-00 20.30")
    press(desktop, form.next)
    desktop.facts["traverse_clicks"] = page(dock)
    look_at(desktop, shapely.Point(place), 60)
    click(desktop, place)
    preview(desktop, dock, "traverse_clicked")
    desktop.facts["traverse_notes"] = list(dock.work.plan_page.notes.texts)
    start = shapely.get_coordinates(dock.work._plan.pieces[0].shape).min(axis=0)
    desktop.facts["traverse_start_off"] = round(math.dist(start, place), 1)
    press(desktop, dock.work.plan_page.cancel)


def paste_corners(desktop: Any, dock: Any, town: Town) -> None:
    """The corners of a square beside it, numbered, as a survey sheet lists them."""
    x, y = (round(value, 2) for value in town.outside(120))
    begin(desktop, dock, "traverse")
    fields = dock.work.form_page.fields
    fields.what.setCurrentIndex(1)
    corners = square(x, y, 10)
    text = "\n".join(f"{n}\t{east:.3f}\t{north:.3f}" for n, (east, north) in enumerate(corners, 1))
    fields.text.setPlainText(text)
    desktop.picture("corners_form", dock)
    press(desktop, dock.work.form_page.next)
    confirm(desktop, dock)
    desktop.facts["corners"] = round(town.newest("parcel", "geom").area, 3)
    before = town.count("parcel")
    begin(desktop, dock, "traverse")
    fields = dock.work.form_page.fields
    fields.what.setCurrentIndex(1)
    fields.text.setPlainText(text)
    press(desktop, dock.work.form_page.next)
    desktop.wait_until(lambda: not dock.is_busy())
    desktop.wait(0.3)
    kept = fields.text.toPlainText() == text
    desktop.facts["corners_again"] = [town.count("parcel") - before, told(dock), page(dock), kept]
    desktop.picture("corners_again", dock)
    dock.work.stop()


def renumber(desktop: Any, dock: Any, town: Town) -> None:
    """Into another block; then the old code is looked for in the history."""
    code, block = town.roomy(), "03A"
    uuid = town.parcels().loc[code]["uuid"]
    expected = town.next_lot(block, town.codes())
    declare_codes(dock._session.workspace, [code[:3]], "ประกาศ 1/2569")
    select(desktop, dock, code)
    begin(desktop, dock, "renumber")
    form = dock.work.form_page
    suggested = form.fields.block.text()
    form.fields.block.setText(block.lower())
    desktop.picture("renumber_form", dock)
    press(desktop, form.next)
    preview(desktop, dock, "renumber_plan")
    press(desktop, dock.work.plan_page.confirm)
    asked = dock.work.plan_page.problem.texts[:1], page(dock)
    desktop.picture("renumber_reason", dock)
    confirm(desktop, dock, "ย้ายเขตย่อย")
    after = town.parcels()
    history = desktop.plugin().desktop.history_dock
    history.setUserVisible(True)
    history.page.text.setText(code)
    desktop.wait_until(lambda: history.page.hits.rowCount())
    table = history.page.hits
    desktop.facts["renumbered"] = {
        "asked": asked,
        "suggested": suggested == code[:3],
        "code": after.index[after["uuid"] == uuid][0],
        "expected": expected,
        "found": [
            [table.item(row, at).text() for at in range(table.columnCount())]
            for row in range(table.rowCount())
        ],
    }
    history.page.hits.setFocus()
    history.page.hits.setCurrentCell(0, 0)
    desktop.wait(0.5)
    desktop.picture("history_of_old_code", history)
    dock.setUserVisible(True)
