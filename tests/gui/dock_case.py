"""The Parcels dock at work beside a map."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import QgsProject
from qgis.gui import QgsMapToolPan

from taxmap_plugin.gui.parcel_tasks import Operations
from taxmap_plugin.gui.parcels_dock import ParcelsDock
from taxmap_plugin.gui.session import Session
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.store import Workspace

from .canvas_case import Window


@contextmanager
def dock_at_work(window: Window, ws: Workspace, operations: Operations) -> Iterator[ParcelsDock]:
    """With the workspace open and QGIS's own tool on the map; taken apart at the end."""
    session = Session(None)
    dock = ParcelsDock(window, session, operations)
    layers = open_workspace_in_project(ws.path, QgsProject.instance())
    session.use(ws)
    window.show(layers["parcel"])
    pan = QgsMapToolPan(window.mapCanvas())
    window.mapCanvas().setMapTool(pan)
    yield dock
    dock.release()
    window.mapCanvas().waitWhileRendering()
    window.mapCanvas().unsetMapTool(window.mapCanvas().mapTool())
    window.mapCanvas().setLayers([])
    dock.deleteLater()
    session.close()
    session.release()
