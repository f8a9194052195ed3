"""Driven inside QGIS: a parcel picked, split, taken back, merged, divided to areas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

from tests.e2e.by_hand import click, codes, confirm, draw, layer_named, page, state


def drive(desktop: Any) -> None:
    facts, ours = desktop.facts, desktop.plugin().desktop
    ours.start_dock.open_workspace(Path(desktop.arguments["demo"]))
    desktop.wait_until(lambda: ours.start_dock.overview.stages.rows)
    dock, canvas = ours.parcels_dock, desktop.iface.mapCanvas()
    dock.setUserVisible(True)
    desktop.wait_until(ours.match_dock.is_loaded)  # it selects the parcel of its first line
    dock.map.layer.removeSelection()
    facts["empty"] = page(dock)
    code = pick(desktop, dock)
    facts["card"] = [page(dock), dock.card_page.title.accessibleName(), code]
    facts["neighbours"] = dock.card_page.neighbours.rowCount()
    desktop.picture("card", dock)
    desktop.iface.setActiveLayer(layer_named("building"))
    before = state(desktop)
    dock.begin("split_by_line")
    desktop.wait(0.3)
    facts["drawing"] = page(dock)
    facts["editing_meanwhile"] = state(desktop)["editing"]
    draw_across(desktop, dock)
    desktop.wait_until(lambda: dock.work.page() is dock.work.plan_page)
    facts["preview"] = page(dock)
    facts["pieces"] = dock.work.bands.count()
    canvas.waitWhileRendering()
    desktop.picture("preview")
    QTest.mouseClick(dock.work.plan_page.cancel, Qt.MouseButton.LeftButton)
    facts["after_cancel"] = page(dock)
    facts["as_before"] = {name: state(desktop)[name] == value for name, value in before.items()}
    dock.begin("split_by_line")
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    desktop.wait(0.3)
    facts["after_escape"] = page(dock)
    facts["still_as_before"] = state(desktop) == before
    split_and_back(desktop, dock, code)
    merge(desktop, dock)
    split_to_areas(desktop, dock)


def split_and_back(desktop: Any, dock: Any, code: str) -> None:
    """Split for good, then Ctrl+Z and Ctrl+Y with the focus on the map."""
    facts, canvas = desktop.facts, desktop.iface.mapCanvas()
    before = codes(dock)
    dock.begin("split_by_line")
    desktop.wait(0.3)
    draw_across(desktop, dock)
    confirm(desktop, dock, "ทดสอบ")
    facts["split"] = sorted(codes(dock) - before)
    facts["split_code"] = code
    desktop.wait(0.5)
    facts["selected_after"] = dock.map.count()
    desktop.picture("after_split")
    canvas.setFocus()
    QApplication.setActiveWindow(desktop.iface.mainWindow())  # no window manager does it here
    QTest.keyClick(canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desktop.wait_until(lambda: codes(dock) == before)
    facts["undone"] = codes(dock) == before
    desktop.wait_until(lambda: not dock.is_busy() and dock.way_action("redo").isEnabled())
    facts["selected_undone"] = dock.map.count()
    QTest.keyClick(canvas, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    desktop.wait_until(lambda: codes(dock) != before)
    facts["done_again"] = sorted(codes(dock) - before)
    desktop.wait_until(lambda: not dock.is_busy())
    facts["selected_again"] = dock.map.count()


def merge(desktop: Any, dock: Any) -> None:
    """The two halves become one again, by the task."""
    desktop.wait_until(lambda: not dock.is_busy())
    desktop.wait(0.5)
    pair = [desktop.facts["split_code"], *desktop.facts["split"]]
    dock.map.layer.reload()
    dock.map.layer.selectByExpression("parcel_code IN ('" + "', '".join(pair) + "')")
    desktop.wait(0.3)
    before = codes(dock)
    dock.begin("merge")
    confirm(desktop, dock, "ทดสอบ")
    desktop.facts["merged"] = sorted(before - codes(dock))


def split_to_areas(desktop: Any, dock: Any) -> None:
    """Typed areas, then a click on the side from which they are cut."""
    desktop.wait_until(lambda: not dock.is_busy())
    dock.map.layer.reload()
    dock.map.layer.selectByExpression(f"parcel_code = '{desktop.facts['split_code']}'")
    desktop.wait(0.3)
    desktop.facts["area_before"] = dock.card.shape.area
    dock.begin("split_to_area")
    desktop.wait(0.3)
    form = dock.work.form_page
    desktop.facts["asked"] = page(dock)
    QTest.mouseClick(form.next, Qt.MouseButton.LeftButton)
    desktop.facts["nothing_typed"] = form.problem.isVisible()
    form.fields.areas.setPlainText("50 m2\n30")
    desktop.picture("areas", dock)
    QTest.mouseClick(form.next, Qt.MouseButton.LeftButton)
    desktop.wait(0.3)
    corners = shapely.get_coordinates(dock.card.shape)
    click(desktop, (corners[0] + corners[1]) / 2)
    desktop.wait_until(lambda: dock.work.page() is dock.work.plan_page)
    plan = dock.work._plan
    desktop.facts["areas"] = sorted(round(piece.area_m2, 2) for piece in plan.pieces)
    desktop.wait(0.3)
    desktop.picture("areas_plan")
    dock.work.stop()


def pick(desktop: Any, dock: Any) -> str:
    """Click on a parcel after the button of the empty page was pressed."""
    feature = max(dock.map.layer.getFeatures(), key=lambda one: one.geometry().area())
    desktop.iface.mapCanvas().setExtent(feature.geometry().boundingBox().buffered(40))
    desktop.iface.mapCanvas().waitWhileRendering()
    QTest.mouseClick(dock.tasks.pick, Qt.MouseButton.LeftButton)
    click(desktop, feature.geometry().pointOnSurface().asPoint())
    desktop.wait(0.3)
    return str(feature["parcel_code"])


def draw_across(desktop: Any, dock: Any) -> None:
    """From left to right through the middle of the selected parcel."""
    west, _, east, _ = dock.card.shape.bounds
    middle = shapely.point_on_surface(dock.card.shape).y
    draw(desktop, [(west - 15, middle), (east + 15, middle)])
