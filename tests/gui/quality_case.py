"""Nine parcels with findings of several kinds, and the quality dock beside their map."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Optional

import pytest
import shapely
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QLabel

from taxmap_plugin.core.message import Message
from taxmap_plugin.core.quality_rules import RULES
from taxmap_plugin.gui.quality_dock import QualityDock
from taxmap_plugin.gui.session import Session
from taxmap_plugin.settings import QUALITY_GROUPING, QUALITY_SHOWN, write
from taxmap_plugin.workspace.check_log import last_change, remember_checked
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.store import Workspace

from ..editing.card_case import EAST, NORTH, card_case, uuid_of
from .canvas_case import Window
from .conftest import Until

GAPS, OVERLAPS = 60, 2


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Checked once; 60 gaps (to check), two overlaps (errors), one of no rule; no other finding."""
    ws = card_case(tmp_path_factory.mktemp("quality"))
    with ws.transaction("quality_check") as tx:
        tx.delete("finding", tx.read("finding", ["uuid"])["uuid"])
        remember_checked(tx, [one.id for one in RULES], last_change(tx))
    one, two = uuid_of(ws, "01A001"), uuid_of(ws, "01A002")
    gap = {"check_id": "quality.gap", "severity": "warning", "block_code": "01A"}
    overlap = {"check_id": "quality.overlap", "severity": "error", "subject_code": "01A001"}
    overlap |= {"subject_table": "parcel", "subject_uuid": one, "things": [one, two]}
    rows: list[dict[str, Any]] = [
        {**gap, "message": _said("gap", number), "touched_m2": 60.0 - number, "geom": _at(30, 30)}
        for number in range(GAPS)
    ]
    for number in range(OVERLAPS):
        place = {"touched_m2": 1.0 + number, "geom": _at(20, 5 + number)}
        rows.append({**overlap, "message": _said("overlap", number), **place})
    other = {"check_id": "inheritance.several", "severity": "warning"}
    rows.append({**other, "message": _said("inheritance", 0)})
    with ws.transaction("import") as tx:
        tx.insert_rows("finding", rows)
    return ws.path


@pytest.fixture
def workspace(made: Path, tmp_path: Path) -> Workspace:
    return Workspace.open(shutil.copy(made, tmp_path), user="สมหญิง")


def _said(name: str, number: int) -> Message:
    """An id without a text is shown as it is: what a test can look for."""
    return Message(f"{name}_{number:02d}")


def _at(x: float, y: float) -> shapely.Point:
    return shapely.Point(EAST + x, NORTH + y)


@pytest.fixture
def dock(language: str) -> Iterator[QualityDock]:
    yield from _dock(None)


@pytest.fixture
def english_dock(english: str) -> Iterator[QualityDock]:
    yield from _dock(None)


@pytest.fixture
def on_map(english: str, window: Window, workspace: Workspace, until: Until):
    """The dock with the findings, beside the map of their parcels."""
    for dock in _dock(window):
        layers = open_workspace_in_project(workspace.path, QgsProject.instance())
        window.show(layers["parcel"])
        yield opened(dock, workspace, until)
        window.mapCanvas().waitWhileRendering()
        window.mapCanvas().setLayers([])


def _dock(window: Optional[Window]) -> Iterator[QualityDock]:
    for name in (QUALITY_GROUPING, QUALITY_SHOWN):
        write(name, "")
    session = Session(None)
    dock = QualityDock(window, session)
    dock.show()
    yield dock
    dock.release()
    dock.deleteLater()
    session.close()
    session.release()


def opened(dock: QualityDock, ws: Workspace, until: Until) -> QualityDock:
    """The dock with the workspace open."""
    dock._session.use(ws)
    rest(dock, until)
    return dock


def rest(dock: QualityDock, until: Until) -> None:
    until(lambda: not dock.is_busy() and dock._loading is None)


def page_name(dock: QualityDock) -> str:
    return dock.pages.currentWidget().objectName()


def show(dock: QualityDock, kind: str = "", grouping: str = "") -> None:
    """Choose what is listed, and by what it is grouped."""
    for combo, value in ((dock.page.shown, kind), (dock.page.grouping, grouping)):
        if value:
            combo.setCurrentIndex(combo.findData(value))


def groups(dock: QualityDock) -> list[str]:
    """The titles of the groups."""
    model = dock.page.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def lines(dock: QualityDock, group: int) -> list[str]:
    """What stands below a group."""
    model = dock.page.model
    parent = model.index(group, 0)
    return [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]


def stand_on(dock: QualityDock, text: str) -> dict[str, Any]:
    """Go to the finding of which this is said."""
    frame = dock.page.model.frame
    assert dock.page.tree.stand_on(frame.index[frame["text"] == text][0])
    return dock.page.current()


def stored(ws: Workspace, finding: dict[str, Any]) -> dict[str, Any]:
    return ws.rows("finding", None, "uuid = ?", [finding["uuid"]])[0]


def told(dock: QualityDock) -> str:
    labels = dock.message_bar.currentItem().findChildren(QLabel)
    return " ".join(label.accessibleName() for label in labels)
