"""The user's project as it was before a tool of ours: snapping, tracing, layer, selection, tool."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Optional

from qgis.core import QgsMapLayer, QgsProject, QgsSnappingConfig, QgsVectorLayer
from qgis.gui import QgisInterface, QgsMapCanvas, QgsMapCanvasTracer, QgsMapTool
from qgis.PyQt import sip


class ProjectSettingsKept:
    """Remembers on :meth:`keep`, gives everything back on :meth:`restore`.

    Also for ``with``: what is raised inside passes on, after everything was given back.
    What belongs to layers that were removed meanwhile is left out; when another project was
    opened meanwhile, nothing is given back to it.
    """

    def __init__(self, canvas: QgsMapCanvas, iface: QgisInterface) -> None:
        self._canvas, self._iface = canvas, iface
        self._project = QgsProject.instance()
        self._kept: Optional[dict[str, Any]] = None

    def keep(self) -> None:
        """Remember everything as it is now; a second call before ``restore`` does nothing."""
        if self._kept is not None:
            return
        project = self._project
        self._kept = {
            "snapping": QgsSnappingConfig(project.snappingConfig()),
            "topological": project.topologicalEditing(),
            "avoid": project.avoidIntersectionsMode(),
            "avoid_layers": [layer.id() for layer in project.avoidIntersectionsLayers()],
            "selection": self._selection(),
            "active": self._id(self._iface.activeLayer()),
            "current": self._id(self._canvas.currentLayer()),
            "tool": self._canvas.mapTool(),
            "tracing": self._tracing(),
            "dirty": project.isDirty(),
        }
        project.layersWillBeRemoved.connect(self._leave_out)
        project.cleared.connect(self._forget)

    def restore(self, tools: Sequence[QgsMapTool] = ()) -> None:
        """Give everything back; a second call does nothing.

        The map gets its former tool back when it has one of ``tools`` or none; a tool that
        the officer chose meanwhile stays.
        """
        kept = self._kept
        if kept is None:
            return
        self._forget()
        self._restore_tool(kept["tool"], tools)
        self._restore_project(kept)
        self._restore_layers(kept)
        if self._tracing() != kept["tracing"] and kept["tracing"] is not None:
            self._tracer_action().setChecked(kept["tracing"])
        self._project.setDirty(kept["dirty"])

    def __enter__(self) -> ProjectSettingsKept:
        self.keep()
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.restore()

    def _restore_tool(self, former: Optional[QgsMapTool], tools: Sequence[QgsMapTool]) -> None:
        present = self._canvas.mapTool()
        if present is not None and not any(present is tool for tool in tools):
            return
        if former is not None and not sip.isdeleted(former):
            self._canvas.setMapTool(former)
        elif present is not None:
            self._canvas.unsetMapTool(present)

    def _restore_project(self, kept: dict[str, Any]) -> None:
        project = self._project
        project.setSnappingConfig(kept["snapping"])
        project.setTopologicalEditing(kept["topological"])
        project.setAvoidIntersectionsMode(kept["avoid"])
        layers = [project.mapLayer(layer_id) for layer_id in kept["avoid_layers"]]
        project.setAvoidIntersectionsLayers([layer for layer in layers if layer is not None])

    def _restore_layers(self, kept: dict[str, Any]) -> None:
        for layer in self._vector_layers():
            ids = kept["selection"].get(layer.id(), set())
            if set(layer.selectedFeatureIds()) != ids:
                layer.selectByIds(list(ids))
        active = self._project.mapLayer(kept["active"])
        if self._iface.activeLayer() is not active:
            self._iface.setActiveLayer(active)
        current = self._project.mapLayer(kept["current"])
        if self._canvas.currentLayer() is not current:
            self._canvas.setCurrentLayer(current)

    def _selection(self) -> dict[str, set[int]]:
        return {layer.id(): set(layer.selectedFeatureIds()) for layer in self._vector_layers()}

    def _vector_layers(self) -> list[QgsVectorLayer]:
        layers = self._project.mapLayers().values()
        return [layer for layer in layers if isinstance(layer, QgsVectorLayer)]

    def _tracer_action(self) -> Any:
        tracer = QgsMapCanvasTracer.tracerForCanvas(self._canvas)
        return tracer.actionEnableTracing() if tracer is not None else None

    def _tracing(self) -> Optional[bool]:
        action = self._tracer_action()
        return None if action is None else bool(action.isChecked())

    @staticmethod
    def _id(layer: Optional[QgsMapLayer]) -> str:
        return "" if layer is None else str(layer.id())

    def _leave_out(self, ids: Sequence[str]) -> None:
        """The kept snapping must not hold on to layers that are going to be deleted."""
        if self._kept is not None:
            leaving = [self._project.mapLayer(layer_id) for layer_id in ids]
            self._kept["snapping"].removeLayers([one for one in leaving if one is not None])

    def _forget(self) -> None:
        if self._kept is not None:
            self._kept = None
            self._project.layersWillBeRemoved.disconnect(self._leave_out)
            self._project.cleared.disconnect(self._forget)
