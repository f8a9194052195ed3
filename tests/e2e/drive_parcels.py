"""Driven inside QGIS: a parcel selected, its card; a line drawn across it, the preview, Cancel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import shapely
from qgis.core import QgsPointXY, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest

from taxmap_plugin.core.message import Message
from taxmap_plugin.editing.parcel_plan import Piece, Plan
from taxmap_plugin.gui.parcel_tasks import OPERATIONS, Wish


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
    wishes: list[Wish] = []
    OPERATIONS.planners["split_by_line"] = lambda ws, wish, feedback: plan(wish, wishes, dock)
    OPERATIONS.apply = lambda ws, plan, decision, feedback: Message("parcel_card.gone")
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
    facts["ends_inside_the_map"] = wishes[0].shape.length > 10
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
    OPERATIONS.planners.clear()
    OPERATIONS.apply = None


def page(dock: Any) -> str:
    return str(dock.pages.currentWidget().objectName())


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
    for x in (west - 15, east + 15):
        click(desktop, QgsPointXY(x, middle))
    click(desktop, QgsPointXY(east + 15, middle), Qt.MouseButton.RightButton)


def click(desktop: Any, place: QgsPointXY, button: Any = Qt.MouseButton.LeftButton) -> None:
    canvas = desktop.iface.mapCanvas()
    at = canvas.getCoordinateTransform().transform(place)
    QTest.mouseMove(canvas.viewport(), QPoint(round(at.x()), round(at.y())))
    desktop.wait(0.2)
    QTest.mouseClick(canvas.viewport(), button, pos=QPoint(round(at.x()), round(at.y())))
    desktop.wait(0.2)


def plan(wish: Wish, wishes: list[Wish], dock: Any) -> Plan:
    """Two halves of the selected parcel, whatever was drawn."""
    wishes.append(wish)
    west, south, east, north = dock.card.shape.bounds
    cut = (west + east) / 2
    halves = shapely.box(west, south, cut, north), shapely.box(cut, south, east, north)
    shapes = [shapely.multipolygons(shapely.get_parts(dock.card.shape & half)) for half in halves]
    kept = Piece(shapes[0], code=dock.card.code, keeps_code=True)
    pieces = (kept, Piece(shapes[1], code="09Z999"))
    return Plan("split", "split", [{"geom": dock.card.shape}], pieces)


def state(desktop: Any) -> dict[str, Any]:
    """What belongs to the user."""
    project, snapping = QgsProject.instance(), QgsProject.instance().snappingConfig()
    layers = [one for one in project.mapLayers().values() if isinstance(one, QgsVectorLayer)]
    return {
        "snapping": [snapping.enabled(), snapping.tolerance(), int(snapping.mode())],
        "topological": project.topologicalEditing(),
        "avoiding": int(project.avoidIntersectionsMode()),
        "active": desktop.iface.activeLayer().id(),
        "selected": {one.id(): sorted(one.selectedFeatureIds()) for one in layers},
        "editing": [one.name() for one in layers if one.isEditable()],
        "layers": sorted(project.mapLayers()),
        "tool": type(desktop.iface.mapCanvas().mapTool()).__name__,
        "dirty": project.isDirty(),
    }


def layer_named(table: str) -> QgsVectorLayer:
    layers = QgsProject.instance().mapLayers().values()
    return next(layer for layer in layers if layer.customProperty("taxmap/table") == table)
