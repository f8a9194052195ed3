"""What an officer does in the Parcels dock with mouse and keys, and what she sees of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely
from qgis.core import QgsPointXY, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLabel

Place = Sequence[float]
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def page(dock: Any) -> str:
    return str(dock.pages.currentWidget().objectName())


def told(dock: Any) -> str:
    """What the dock's message bar says now."""
    item = dock.message_bar.currentItem()
    labels = item.findChildren(QLabel) if item is not None else []
    return " ".join(label.accessibleName() for label in labels if label.accessibleName())


def look_at(desktop: Any, shape: shapely.Geometry, around: float = 15) -> None:
    """The map on a shape with so many metres around it."""
    canvas = desktop.iface.mapCanvas()
    west, south, east, north = shape.bounds
    canvas.setExtent(QgsRectangle(west, south, east, north).buffered(around))
    canvas.waitWhileRendering()
    desktop.wait(0.2)


def pixel(canvas: Any, place: Place) -> QPoint:
    at = canvas.getCoordinateTransform().transform(QgsPointXY(*place))
    return QPoint(round(at.x()), round(at.y()))


def move_to(desktop: Any, place: Place, held: bool = False) -> None:
    """QTest.mouseMove forgets the held button. QGIS's index for snapping is ready by then."""
    canvas = desktop.iface.mapCanvas()
    canvas.snappingUtils().snapToMap(QgsPointXY(*place))
    at, buttons = QPointF(pixel(canvas, place)), _LEFT if held else _NONE
    event = QMouseEvent(QEvent.Type.MouseMove, at, _NONE, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(canvas.viewport(), event)
    desktop.wait(0.1)


def click(desktop: Any, place: Place, button: Any = _LEFT) -> None:
    canvas = desktop.iface.mapCanvas()
    move_to(desktop, place)
    QTest.mouseClick(canvas.viewport(), button, pos=pixel(canvas, place))
    desktop.wait(0.1)


def drag(desktop: Any, start: Place, end: Place, name: str = "") -> None:
    """Hold the button from one place to another; ``name`` is for a picture on the way."""
    canvas = desktop.iface.mapCanvas()
    move_to(desktop, start)
    QTest.mousePress(canvas.viewport(), _LEFT, pos=pixel(canvas, start))
    move_to(desktop, end, held=True)
    if name:
        desktop.picture(name)
    QTest.mouseRelease(canvas.viewport(), _LEFT, pos=pixel(canvas, end))
    desktop.wait(0.1)


def draw(desktop: Any, places: Sequence[Place], name: str = "") -> None:
    """Click the places one after the other; a right click ends it."""
    for place in places:
        click(desktop, place)
    if name:
        desktop.picture(name)
    click(desktop, places[-1], Qt.MouseButton.RightButton)


def press(desktop: Any, button: Any) -> None:
    QTest.mouseClick(button, _LEFT)
    desktop.wait(0.1)


def key(desktop: Any, widget: Any, what: Any, modifier: Any = None) -> None:
    QTest.keyClick(widget, what, modifier or Qt.KeyboardModifier.NoModifier)
    desktop.wait(0.2)


def begin(desktop: Any, dock: Any, task: str) -> None:
    """Show the tasks and press one."""
    dock.show_tasks()
    desktop.wait(0.1)
    press(desktop, dock.tasks.buttons[task])


def preview(desktop: Any, dock: Any, name: str = "") -> Any:
    """Wait for the preview; gives its plan."""
    desktop.wait_until(lambda: dock.work.page() is dock.work.plan_page)
    desktop.iface.mapCanvas().waitWhileRendering()
    if name:
        desktop.picture(name)
    return dock.work._plan


def confirm(desktop: Any, dock: Any, reason: str = "") -> None:
    """Say why, and confirm the plan that is shown."""
    preview(desktop, dock)
    dock.work.plan_page.form.reason.setText(reason)
    press(desktop, dock.work.plan_page.confirm)
    done(desktop, dock)


def done(desktop: Any, dock: Any) -> None:
    """Wait until nothing runs in the dock any more."""
    desktop.wait_until(lambda: dock.work.page() is None and not dock.is_busy())
    desktop.wait(0.3)


def select(desktop: Any, dock: Any, *codes: str) -> None:
    """Select the parcels with these codes."""
    listed = "', '".join(codes)
    dock.map.layer.selectByExpression(f"parcel_code IN ('{listed}')")
    desktop.wait(0.3)


def codes(dock: Any) -> set[str]:
    """The codes that the file holds now."""
    found = dock._session.workspace.read("parcel", ["parcel_code"])["parcel_code"]
    return set(found.dropna())


def layer_named(table: str) -> QgsVectorLayer:
    layers = QgsProject.instance().mapLayers().values()
    return next(layer for layer in layers if layer.customProperty("taxmap/table") == table)


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
