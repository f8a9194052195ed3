"""The Parcels dock with the real functions behind it, worked on the map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import shapely
from qgis.core import Qgis, QgsProject
from qgis.gui import QgsMapToolPan
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel

from taxmap_plugin.gui.parcel_operations import operations
from taxmap_plugin.gui.parcels_dock import ParcelsDock
from taxmap_plugin.gui.plan_table import CODE, KEEPS
from taxmap_plugin.gui.session import Session
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.store import Workspace
from tests.editing.card_case import EAST, NORTH, card_case

from .canvas_case import Window, click
from .conftest import Until


@pytest.fixture(scope="module")
def window(qgis_app: Any):
    window = Window()
    yield window
    window.close()


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """Nine parcels of 20 m in block 01A of zone 01, its codes in draft."""
    ws = card_case(tmp_path, "draft")
    with ws.transaction("import") as tx:
        zone = shapely.box(EAST - 100, NORTH - 100, EAST + 200, NORTH + 200)
        tx.insert_rows("zone", [{"zone_code": "01", "geom": zone}])
    return ws


@pytest.fixture
def dock(english: str, window: Window, ws: Workspace):
    session = Session(None)
    dock = ParcelsDock(window, session, operations({}))
    layers = open_workspace_in_project(ws.path, QgsProject.instance())
    session.use(ws)
    window.show(layers["parcel"])
    window.mapCanvas().setMapTool(QgsMapToolPan(window.mapCanvas()))
    yield dock
    dock.release()
    window.mapCanvas().waitWhileRendering()
    window.mapCanvas().unsetMapTool(window.mapCanvas().mapTool())
    window.mapCanvas().setLayers([])
    dock.deleteLater()
    session.close()
    session.release()


def draw(dock: ParcelsDock, window: Window, until: Until, *points: tuple[float, float]) -> None:
    """Click the points, metres from the corner of the block, and end with the right button."""
    for point in points:
        click(window.mapCanvas(), *point)
    click(window.mapCanvas(), *points[-1], right=True)
    until(lambda: not dock.work.capture.is_on() and not dock.is_busy())


def told(dock: ParcelsDock) -> str:
    labels = dock.message_bar.currentItem().findChildren(QLabel)
    return " ".join(label.accessibleName() for label in labels)


def test_a_block_over_another_one_is_told_until_it_is_closed(
    dock: ParcelsDock, window: Window, until: Until
):
    dock.begin("draw_block")
    draw(dock, window, until, (50, 0), (68, 0), (68, 60), (50, 60))
    assert "Block 01B is on the map." in told(dock)
    assert "over block 01A" in told(dock)
    item = dock.message_bar.currentItem()
    assert (item.level(), item.duration()) == (Qgis.MessageLevel.Warning, 0)


def selected(dock: ParcelsDock) -> list[str]:
    return sorted(str(one["parcel_code"]) for one in dock.map.layer.selectedFeatures())


def split(dock: ParcelsDock, window: Window, until: Until, *codes: str, y: float = 30) -> None:
    """A line from west to east through the selected parcels, confirmed."""
    wanted = ", ".join(f"'{code}'" for code in codes)
    dock.map.layer.selectByExpression(f"parcel_code IN ({wanted})")
    dock.begin("split_by_line")
    draw(dock, window, until, (-5, y), (65, y))
    dock.work.plan_page.confirm.click()
    until(lambda: dock.work.page() is None and not dock.is_busy())


def test_undo_and_redo_select_what_they_bring_back(dock: ParcelsDock, window: Window, until: Until):
    split(dock, window, until, "01A005")
    assert selected(dock) == ["01A005", "01A005/001"]
    dock.map.layer.removeSelection()
    dock.undo()
    until(lambda: not dock.is_busy())
    assert selected(dock) == ["01A005"], "and none of the neighbours that got corners"
    dock.map.layer.removeSelection()
    dock.redo()
    until(lambda: not dock.is_busy())
    assert selected(dock) == ["01A005", "01A005/001"]


def test_a_drawn_parcel_is_selected_when_it_comes_again(
    dock: ParcelsDock, window: Window, until: Until
):
    dock.begin("draw_parcel")
    draw(dock, window, until, (60, 0), (68, 0), (68, 20), (60, 20))
    dock.work.plan_page.table.item(0, CODE).setText("01A010")
    dock.work.plan_page.confirm.click()
    until(lambda: dock.work.page() is None and not dock.is_busy())
    dock.undo()
    until(lambda: not dock.is_busy())
    assert selected(dock) == []
    dock.redo()
    until(lambda: not dock.is_busy())
    assert selected(dock) == ["01A010"]


def test_a_line_across_several_parcels_divides_them_in_one_change(
    dock: ParcelsDock, window: Window, until: Until
):
    dock.begin("split_by_line")  # nothing is selected
    draw(dock, window, until, (-5, 30), (65, 30))
    page = dock.work.plan_page
    assert [page.table.code(row) for row in range(page.table.rowCount())] == [
        *("01A004", "01A004/001", "01A005", "01A005/001", "01A006", "01A006/001"),
    ]
    assert "6 parcels" in page.sum.accessibleName()
    page.table.item(3, KEEPS).setCheckState(Qt.CheckState.Checked)
    kept = [page.table.item(row, KEEPS).checkState() == Qt.CheckState.Checked for row in range(6)]
    assert kept == [True, False, False, True, True, False], "one of each parcel"
    assert [page.table.code(row) for row in (2, 3)] == ["01A005/001", "01A005"]
    page.confirm.click()
    until(lambda: dock.work.page() is None and not dock.is_busy())
    assert len(selected(dock)) == 6
    dock.undo()
    until(lambda: not dock.is_busy())
    assert selected(dock) == ["01A004", "01A005", "01A006"]


def test_of_several_selected_parcels_only_those_are_divided(
    dock: ParcelsDock, window: Window, until: Until
):
    split(dock, window, until, "01A004", "01A006")
    assert selected(dock) == ["01A004", "01A004/001", "01A006", "01A006/001"]
