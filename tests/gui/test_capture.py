"""Drawing, choosing a side, moving a boundary: what arrives, and that all else is as before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import shapely
from qgis.core import QgsProject, QgsSnappingConfig, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapTool, QgsMapToolDigitizeFeature, QgsMapToolPan
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from taxmap_plugin.gui.capture import Capture
from taxmap_plugin.gui.parcel_picker import ParcelPicker
from taxmap_plugin.gui.project_settings_kept import ProjectSettingsKept
from taxmap_plugin.workspace.layer_styles import layer_source
from taxmap_plugin.workspace.store import Workspace
from tests.editing.card_case import EAST, NORTH, card_case, square

from .canvas_case import Window, click, drag, escape, move_to
from .conftest import Until


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return card_case(tmp_path_factory.mktemp("วาด แปลง"))


@pytest.fixture
def layer(qgis_app: Any, case: Workspace):
    layer = QgsVectorLayer(layer_source(case.path, "parcel"), "parcel", "ogr")
    QgsProject.instance().addMapLayer(layer)
    yield layer
    QgsProject.instance().clear()


@pytest.fixture
def canvas(layer: Any, window: Window):
    canvas = window.mapCanvas()
    window.show(layer)
    window.setActiveLayer(layer)
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    yield canvas
    canvas.waitWhileRendering()
    canvas.unsetMapTool(canvas.mapTool())
    canvas.setLayers([])


@pytest.fixture
def user_settings(layer: Any) -> dict[str, Any]:
    """A project in which the user set everything otherwise than we want it."""
    project = QgsProject.instance()
    snapping = QgsSnappingConfig(project)
    snapping.setEnabled(False)
    snapping.setTolerance(3)
    project.setSnappingConfig(snapping)
    project.setTopologicalEditing(False)
    project.setAvoidIntersectionsMode(QgsProject.AvoidIntersectionsMode.AvoidIntersectionsLayers)
    project.setAvoidIntersectionsLayers([layer])
    layer.selectByExpression("parcel_code IN ('01A001', '01A009')")
    project.setDirty(False)
    return settings(layer)


def settings(layer: Any) -> dict[str, Any]:
    project = QgsProject.instance()
    snapping = project.snappingConfig()
    return {
        "snapping": (snapping.enabled(), snapping.tolerance(), snapping.units()),
        "topological": project.topologicalEditing(),
        "avoid": project.avoidIntersectionsMode(),
        "avoid_layers": [one.id() for one in project.avoidIntersectionsLayers()],
        "selected": sorted(layer.selectedFeatureIds()),
        "dirty": project.isDirty(),
        "editing": [one.name() for one in project.mapLayers().values() if one.isEditable()],
        "layers": sorted(project.mapLayers()),
    }


@pytest.fixture
def capture(canvas: QgsMapCanvas, window: Window):
    capture = Capture(window)
    capture.results = []
    capture.captured.connect(capture.results.append)
    capture.cancelled.connect(lambda: capture.results.append(None))
    yield capture
    capture.stop()


def local(points: Any) -> list[Any]:
    """Metres east and north of the block's corner; a pixel is 0.2 m."""
    return [pytest.approx((x - EAST, y - NORTH), abs=0.15) for x, y in points]


def exact(point: Any) -> tuple[float, float]:
    """As :func:`local`, to the micrometre: what was snapped to."""
    return (round(point[0] - EAST, 6), round(point[1] - NORTH, 6))


# -- drawing -------------------------------------------------------------------------------


def clicked_line(
    canvas: QgsMapCanvas, capture: Any, until: Until, *places: tuple[float, float]
) -> list:
    """The corners of a line that is clicked and ended with the right button."""
    for place in places:
        click(canvas, *place)
    click(canvas, 45, 30, right=True)
    until(lambda: capture.results)
    return list(capture.results[0].coords)


def test_a_line_snaps_to_corners_and_arrives_in_the_workspace_crs(
    canvas: QgsMapCanvas, capture: Any, layer: Any, until: Until
):
    capture.draw("line", layer.crs())
    start, middle, end = clicked_line(canvas, capture, until, (20.4, 0.3), (30, 10), (39.6, 20.3))
    assert (exact(start), exact(end)) == ((20, 0), (40, 20))
    assert local([middle]) == [(30, 10)]
    assert not layer.isEditable()


@pytest.mark.parametrize(("closely", "north"), [(False, 0), (True, 1.6)])
def test_a_point_beside_a_boundary_that_is_redrawn_is_not_pulled_onto_it(
    canvas: QgsMapCanvas, capture: Any, layer: Any, until: Until, closely: bool, north: float
):
    """It is 8 pixels off the side; the ends are 2 pixels off its corners."""
    capture.draw("line", layer.crs(), closely=closely)
    start, middle, end = clicked_line(canvas, capture, until, (20.4, 0.3), (30, 1.6), (39.6, 0.3))
    assert (exact(start), exact(end)) == ((20, 0), (40, 0))
    assert local([middle]) == [(30, north)]


def test_a_polygon_arrives_whole(canvas: QgsMapCanvas, capture: Any, layer: Any, until: Until):
    capture.draw("polygon", layer.crs())
    for place in ((4, 4), (14, 4), (14, 14), (4, 14)):
        click(canvas, *place)
    click(canvas, 8, 8, right=True)
    until(lambda: capture.results)
    assert capture.results[0].area == pytest.approx(100, abs=4)


def test_a_polygon_drawn_before_is_gone_on_with(
    canvas: QgsMapCanvas, capture: Any, layer: Any, until: Until
):
    drawn = shapely.box(EAST + 4, NORTH + 4, EAST + 14, NORTH + 14)
    capture.draw("polygon", layer.crs(), drawn)
    QTest.keyClick(canvas.viewport(), Qt.Key.Key_Backspace)
    click(canvas, 8, 8, right=True)
    until(lambda: capture.results)
    assert capture.results[0].area == pytest.approx(50)


def test_a_point_arrives_with_the_first_click(
    canvas: QgsMapCanvas, capture: Any, layer: Any, until: Until
):
    capture.draw("point", layer.crs())
    click(canvas, 10, 10)
    until(lambda: capture.results)
    assert local(capture.results[0].coords) == [(10, 10)]


def test_backspace_takes_the_last_point_back(
    canvas: QgsMapCanvas, capture: Any, layer: Any, until: Until
):
    capture.draw("line", layer.crs())
    for place in ((5, 5), (10, 10), (15, 5)):
        click(canvas, *place)
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    click(canvas, 15, 5, right=True)
    until(lambda: capture.results)
    assert local(capture.results[0].coords) == [(5, 5), (10, 10)]


def test_escape_clears_and_once_more_leaves(
    canvas: QgsMapCanvas, capture: Any, layer: Any, until: Until
):
    former = canvas.mapTool()
    capture.draw("line", layer.crs())
    click(canvas, 5, 5)
    escape(canvas)
    assert capture.is_on()
    escape(canvas)
    until(lambda: not capture.is_on())
    assert capture.results == [None]
    assert canvas.mapTool() is former


def finish_line(canvas: QgsMapCanvas, capture: Any) -> None:
    click(canvas, 5, 5)
    click(canvas, 15, 15)
    click(canvas, 15, 15, right=True)


def another_tool(canvas: QgsMapCanvas, capture: Any) -> None:
    capture.other = QgsMapToolPan(canvas)
    canvas.setMapTool(capture.other)


def stop(canvas: QgsMapCanvas, capture: Any) -> None:
    click(canvas, 5, 5)
    capture.stop()


@pytest.mark.parametrize("end", [finish_line, another_tool, stop])
def test_the_users_project_is_as_before(
    canvas: QgsMapCanvas, capture: Any, layer: Any, user_settings: Any, end: Any, until: Until
):
    capture.draw("line", layer.crs())
    assert QgsProject.instance().snappingConfig().enabled()
    assert settings(layer)["editing"] == [], "no edit session on the workspace"
    assert settings(layer)["layers"] == user_settings["layers"], "no layer in the project"
    end(canvas, capture)
    until(lambda: not capture.is_on())
    assert settings(layer) == user_settings
    assert isinstance(canvas.mapTool(), QgsMapToolPan)


def test_the_users_project_is_as_before_when_the_tool_cannot_be_made(
    canvas: QgsMapCanvas, capture: Any, layer: Any, user_settings: Any
):
    former = canvas.mapTool()
    with pytest.raises(KeyError):
        capture.draw("circle", layer.crs())
    assert settings(layer) == user_settings
    assert canvas.mapTool() is former
    assert not capture.is_on()


def test_another_project_ends_it_and_keeps_its_own_settings(
    canvas: QgsMapCanvas, capture: Any, layer: Any, user_settings: Any
):
    capture.draw("line", layer.crs())
    QgsProject.instance().clear()
    assert not capture.is_on()
    assert QgsProject.instance().avoidIntersectionsMode() == (
        QgsProject.AvoidIntersectionsMode.AllowIntersections
    )


def her_changes(window: Window, layer: Any) -> None:
    """What an officer may do to her project while she draws."""
    project = QgsProject.instance()
    snapping = QgsSnappingConfig(project.snappingConfig())
    snapping.setTolerance(25)
    project.setSnappingConfig(snapping)
    other = QgsVectorLayer("Point", "ของฉัน", "memory")
    project.addMapLayer(other)
    project.setTitle("งานของฉัน")
    window.setActiveLayer(other)
    layer.selectByExpression("parcel_code = '01A002'")


@pytest.mark.parametrize("end", [finish_line, stop])
def test_what_she_chose_meanwhile_stays(
    canvas: QgsMapCanvas,
    capture: Any,
    window: Window,
    layer: Any,
    user_settings: Any,
    end: Any,
    until: Until,
):
    capture.draw("line", layer.crs())
    her_changes(window, layer)
    (selected,) = layer.selectedFeatureIds()
    end(canvas, capture)
    until(lambda: not capture.is_on())
    now = settings(layer)
    assert now["snapping"] == (False, 25, user_settings["snapping"][2])
    assert now["selected"] == [selected]
    assert window.activeLayer().name() == canvas.currentLayer().name() == "ของฉัน"
    assert (now["topological"], now["avoid"]) == (False, user_settings["avoid"])
    assert now["dirty"], "what she did would be lost without a question"


@pytest.fixture
def pencil(window: Window, canvas: QgsMapCanvas) -> QgsMapTool:
    """A tool that edits, as QGIS's split is, and what QGIS would turn to when editing ends."""
    window.remembered = []
    canvas.mapToolSet.connect(
        lambda tool, *_: None
        if tool is None or tool.flags() & QgsMapTool.Flag.EditTool
        else window.remembered.append(tool)
    )
    tool = QgsMapToolDigitizeFeature(canvas, window.cadDockWidget())
    canvas.setMapTool(tool)
    return tool


def test_qgis_remembers_no_tool_of_ours_that_is_gone(
    window: Window, canvas: QgsMapCanvas, capture: Any, layer: Any, pencil: QgsMapTool
):
    """It turned to one when editing ended, and crashed."""
    capture.move_boundary(layer)
    ours = capture.tool
    assert window.remembered == [ours]
    capture.stop()
    assert canvas.mapTool() is pencil
    assert isinstance(window.remembered[-1], QgsMapToolPan)


def test_nor_where_she_takes_the_pencil_meanwhile(
    window: Window, canvas: QgsMapCanvas, capture: Any, layer: Any, pencil: QgsMapTool
):
    window.actionPan().trigger()
    capture.move_boundary(layer)
    canvas.setMapTool(pencil)
    assert not capture.is_on()
    assert canvas.mapTool() is pencil
    assert isinstance(window.remembered[-1], QgsMapToolPan)


def test_a_parcel_picker_that_was_left_does_not_come_back(
    window: Window, canvas: QgsMapCanvas, layer: Any, pencil: QgsMapTool, until: Until
):
    picker = ParcelPicker(window, layer)
    canvas.setMapTool(pencil)
    until(lambda: window.remembered[-1] is not picker)
    assert canvas.mapTool() is pencil
    picker.leave()
    assert canvas.mapTool() is pencil


def test_a_project_saved_meanwhile_is_asked_about(
    canvas: QgsMapCanvas, capture: Any, layer: Any, user_settings: Any, tmp_path: Path
):
    """The file has our settings: it is not what the project is after the drawing."""
    capture.draw("line", layer.crs())
    QgsProject.instance().write(str(tmp_path / "งาน.qgz"))
    capture.stop()
    assert settings(layer) == {**user_settings, "dirty": True}


def test_a_layer_may_go_meanwhile(
    canvas: QgsMapCanvas, capture: Any, layer: Any, user_settings: Any
):
    capture.draw("line", layer.crs())
    QgsProject.instance().removeMapLayer(layer.id())
    capture.stop()
    assert QgsProject.instance().avoidIntersectionsLayers() == []
    snapping = QgsProject.instance().snappingConfig()
    assert (snapping.tolerance(), len(snapping.individualLayerSettings())) == (3, 0)


def test_an_error_while_it_is_set_up_passes_on_with_all_as_before(layer: Any, user_settings: Any):
    def set_up(project: QgsProject) -> None:
        project.setTopologicalEditing(True)
        raise ValueError("inside")

    with pytest.raises(ValueError, match="inside"):
        ProjectSettingsKept().change(set_up)
    assert settings(layer) == user_settings


# -- a side of a parcel --------------------------------------------------------------------


def test_a_click_near_a_side_chooses_it(
    canvas: QgsMapCanvas, capture: Any, layer: Any, until: Until
):
    capture.choose_side(layer, square(1, 1))
    move_to(canvas, 23, 31)
    click(canvas, 23, 31)
    until(lambda: capture.results)
    (point,) = capture.results[0].coords
    assert exact(point)[0] == 20
    assert local([point]) == [(20, 31)]


# -- a shared boundary ---------------------------------------------------------------------


def test_a_corner_is_dragged_for_all_parcels_there(
    canvas: QgsMapCanvas, capture: Any, layer: Any, until: Until
):
    capture.move_boundary(layer)
    move_to(canvas, 20.5, 20.5)
    assert capture.tool.grip.is_corner
    drag(canvas, (20.5, 20.5), (26, 27))
    until(lambda: capture.results)
    ((start, end),) = capture.results[0]
    assert exact(start) == (20, 20)
    assert local([end]) == [(26, 27)]
    assert not layer.isEditable()


def test_a_side_moves_by_both_its_ends(
    canvas: QgsMapCanvas, capture: Any, layer: Any, until: Until
):
    capture.move_boundary(layer)
    drag(canvas, (30, 20.3), (30, 26))
    until(lambda: capture.results)
    moves = sorted(capture.results[0])
    assert [exact(start) for start, _ in moves] == [(20, 20), (40, 20)]
    assert local([end for _, end in moves]) == [(20, 26), (40, 26)]


def test_click_and_click_again_moves_as_well(
    canvas: QgsMapCanvas, capture: Any, layer: Any, until: Until
):
    capture.move_boundary(layer)
    click(canvas, 20, 20)
    assert capture.tool.held is not None
    assert len(capture.tool._touched) == 4
    click(canvas, 27, 27)
    until(lambda: capture.results)
    assert local(capture.results[0][0]) == [(20, 20), (27, 27)]


def test_it_snaps_to_another_corner(canvas: QgsMapCanvas, capture: Any, layer: Any, until: Until):
    capture.move_boundary(layer)
    drag(canvas, (20, 20), (39.5, 20.4))
    until(lambda: capture.results)
    ((start, end),) = capture.results[0]
    assert (exact(start), exact(end)) == ((20, 20), (40, 20))


def test_escape_puts_back_what_is_held_and_then_leaves(
    canvas: QgsMapCanvas, capture: Any, layer: Any, user_settings: Any, until: Until
):
    capture.move_boundary(layer)
    click(canvas, 20, 20)
    escape(canvas)
    assert capture.is_on()
    assert capture.tool.held is None
    escape(canvas)
    until(lambda: not capture.is_on())
    assert capture.results == [None]
    assert settings(layer) == user_settings


def test_open_ground_offers_nothing_to_drag(canvas: QgsMapCanvas, capture: Any, layer: Any):
    capture.move_boundary(layer)
    drag(canvas, (10, 10), (15, 15))
    assert capture.results == []
    assert capture.is_on()
