"""What the next step of a stage opens: an algorithm's dialog, a dock, a table."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgisInterface, QgsDockWidget

from ..core.resources import load_json
from .session import Session


class Steps:
    """The steps of ``resources/stages.json`` in this QGIS."""

    def __init__(self, iface: QgisInterface, session: Session) -> None:
        self._iface = iface
        self._session = session

    def available(self) -> set[str]:
        """Steps that can be taken here and now."""
        return {step for step in _steps() if self._opens(step) is not None}

    def run(self, step: str) -> None:
        """Open what the step needs; when it is done, everybody learns of the new data."""
        if "algorithm" in _steps()[step]:
            self._run_algorithm(_steps()[step])
            return
        opened = self._opens(step)
        if isinstance(opened, QgsDockWidget):
            opened.setUserVisible(True)
        elif opened is not None:
            self._iface.showAttributeTable(opened)

    def _opens(self, step: str) -> Any:
        told = _steps()[step]
        if "algorithm" in told:
            return QgsApplication.processingRegistry().algorithmById(told["algorithm"])
        if "dock" in told:
            return self._iface.mainWindow().findChild(QgsDockWidget, told["dock"])
        return self._layer(told["table"])

    def _layer(self, table: str) -> Any:
        if self._session.workspace is None:
            return None
        path = str(self._session.workspace.path)
        wanted = f"layername={table}"
        for layer in QgsProject.instance().mapLayers().values():
            file, *parts = layer.source().split("|")
            if file == path and wanted in parts:
                return layer
        return None

    def _run_algorithm(self, told: dict[str, Any]) -> None:
        import processing  # QGIS's own plugin: its dialog does all the rest

        parameters = dict(told.get("parameters", {}))
        if self._session.workspace is not None:
            parameters["WORKSPACE"] = str(self._session.workspace.path)
        processing.execAlgorithmDialog(told["algorithm"], parameters)
        self._iface.mapCanvas().refreshAllLayers()
        self._session.data_changed.emit()


def _steps() -> dict[str, dict[str, Any]]:
    return load_json("stages.json")["steps"]
