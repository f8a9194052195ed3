"""A project with Indian 1975 layers and PROJ's default shift is 190 m wrong: say so, and pin it."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import Qgis, QgsProject
from qgis.gui import QgisInterface, QgsMessageBarItem
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QPushButton

from ..core.datum import INDIAN_1975
from ..workspace.project import pin_operations, project_is_pinned


class DatumWarning(QObject):
    """Watches QGIS's project; one warning with one button, gone when the project is right."""

    def __init__(self, iface: QgisInterface, project: Optional[QgsProject] = None) -> None:
        super().__init__()
        self._bar = iface.messageBar()
        self._project = project or QgsProject.instance()
        self._item: Optional[QgsMessageBarItem] = None
        self._signals: list[Any] = [
            self._project.layersAdded,
            self._project.readProject,
            self._project.cleared,
            self._project.transformContextChanged,
        ]
        for signal in self._signals:
            signal.connect(self.check)
        self.check()

    def is_needed(self) -> bool:
        """Whether a layer of the project is in Indian 1975 and the shift is not pinned."""
        layers = self._project.mapLayers().values()
        if not any(layer.crs().postgisSrid() in INDIAN_1975 for layer in layers):
            return False
        return not project_is_pinned(self._project)

    def check(self, *_: Any) -> None:
        """Show or take away the warning."""
        if not self.is_needed():
            self._drop()
        elif self._item is None:
            self._show()

    def close(self) -> None:
        """Stop watching."""
        for signal in self._signals:
            signal.disconnect(self.check)
        self._drop()

    def _show(self) -> None:
        text = self.tr(
            "This project moves Indian 1975 layers by QGIS's default shift, "
            "about 190 m beside their place in Thailand."
        )
        item = QgsMessageBarItem("Tax Map", text, Qgis.MessageLevel.Warning, 0)
        button = QPushButton(self.tr("Pin the right shift"))
        button.setObjectName("TaxMapPin")
        button.clicked.connect(self._pin)
        item.layout().addWidget(button)
        item.destroyed.connect(self._forget)
        self._item = item
        self._bar.pushItem(item)

    def _pin(self) -> None:
        pin_operations(self._project)
        self._project.setDirty(True)
        self.check()
        for layer in self._project.mapLayers().values():
            layer.triggerRepaint()

    def _drop(self) -> None:
        if self._item is not None:
            self._bar.popWidget(self._item)

    def _forget(self, *_: Any) -> None:
        self._item = None
